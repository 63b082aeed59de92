import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { transform } from 'esbuild';
import { afterAll } from 'vitest';
import { emitDocs } from '../../generator/emit/docs/emit-docs.js';
import { emitIndex } from '../../generator/emit/index-file.js';
import { emitMachines } from '../../generator/emit/machines/emit-machines.js';
import type { OutputFile } from '../../generator/emit/output.js';
import { emitTables } from '../../generator/emit/tables/emit-tables.js';
import { emitTypes } from '../../generator/emit/types/emit-types.js';
import type { Model } from '../../generator/model/model.js';

/** What the emitters of types, tables, machines and docs make of a model. */
export const emitAll = async (model: Model): Promise<readonly OutputFile[]> => [
  ...(await emitTypes(model)),
  ...emitTables(model),
  ...emitMachines(model),
  ...emitDocs(model),
  ...emitIndex(),
];

/** A folder of an ESM package, gone when the tests of the file are done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'specgen-emit-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  write(folder, [{ path: 'package.json', text: '{ "type": "module" }\n' }]);
  return folder;
}

export function write(folder: string, files: readonly OutputFile[]): void {
  for (const file of files) {
    const target = path.join(folder, file.path);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, file.text);
  }
}

/** Strips the types of emitted modules and imports them as any program would; a module by its path. */
export async function importer(folder: string, files: readonly OutputFile[]): Promise<<T = Record<string, unknown>>(module: string) => Promise<T>> {
  const modules = files.filter(({ path: file }) => file.endsWith('.ts'));
  const scripts = await Promise.all(
    modules.map(async ({ path: file, text }) => ({ path: file.replace(/ts$/, 'js'), text: (await transform(text, { loader: 'ts', format: 'esm' })).code })),
  );
  write(folder, scripts);
  return async (module) => import(pathToFileURL(path.join(folder, module)).href);
}
