import { runChecks } from './check/index.js';
import type { Diagnostic } from './diagnostics/diagnostic.js';
import { Diagnostics } from './diagnostics/diagnostic.js';
import { emit } from './emit/index.js';
import { warmPrinter } from './emit/types/print-apart.js';
import type { OutputFile } from './emit/output.js';
import type { NameOverrides } from './link/context.js';
import { link } from './link/link.js';
import type { Model } from './model/model.js';
import { readDefinitions } from './read/definitions/read.js';
import type { Sources } from './read/sources.js';
import { readXsd } from './read/xsd/read.js';

/** What one run of the compiler has to show. `files` is empty when any diagnostic is an error: all or nothing. */
export interface Compilation {
  readonly model: Model;
  readonly files: readonly OutputFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Input text → the linked specification, with everything that is wrong with it. */
export function analyse(sources: Sources, overrides: NameOverrides = {}): { readonly model: Model; readonly diagnostics: Diagnostics } {
  const diagnostics = new Diagnostics();
  const components = readXsd(sources, diagnostics);
  const definitions = readDefinitions(sources, diagnostics);
  const model = link(components, definitions, diagnostics, overrides);
  runChecks(model, diagnostics);
  return { model, diagnostics };
}

/** The whole compiler: read → link → check → emit. Pure; reading the folder and writing the output are the caller's. */
export async function compile(sources: Sources, overrides: NameOverrides = {}): Promise<Compilation> {
  warmPrinter();
  const { model, diagnostics } = analyse(sources, overrides);
  const files = diagnostics.hasErrors ? [] : await emit(model);
  return { model, files, diagnostics: diagnostics.list() };
}
