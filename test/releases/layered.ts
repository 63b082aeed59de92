import path from 'node:path';
import type { Context } from '../../generator/cli/context.js';
import { loadInput } from '../../generator/cli/compilation.js';
import { analyse } from '../../generator/pipeline.js';
import type { Model } from '../../generator/model/model.js';
import { realFileSystem } from '../../generator/write/file-system.js';

const root = path.resolve(import.meta.dirname, '../..');

/** The specification of the package with what is in a folder beside it, as `--base package` reads it; `--release 5` without more. */
export async function layered(input = path.join(root, 'releases/5'), layers: readonly string[] = []) {
  const settings = { input, base: path.join(root, 'xsd'), layers, output: path.join(root, 'nowhere'), format: 'text' as const, overrides: {} };
  const context = { settings, files: realFileSystem, cwd: root, progress: () => undefined } as unknown as Context;
  const read = await loadInput(context);
  const { model, diagnostics } = analyse(read.sources);
  return { sources: read.sources, model, diagnostics: [...read.diagnostics, ...diagnostics.list()] };
}

/** The part of a specification that is of some resource types: cheap to emit. */
export const only = (model: Model, names: readonly string[]): Model => ({ ...model, resources: model.resources.filter(({ name }) => names.includes(name)) });
