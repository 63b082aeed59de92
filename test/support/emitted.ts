import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { OutputFile } from '../../generator/emit/output.js';

/** Emitted files in a temporary folder, to be imported as their users would. */
export interface EmittedFolder {
  readonly folder: string;
  import<T>(file: string): Promise<T>;
  remove(): void;
}

export function writeEmitted(files: readonly OutputFile[], parent = tmpdir()): EmittedFolder {
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(path.join(parent, 'specgen-'));
  for (const file of [...files, { path: 'package.json', text: '{"type":"module"}\n' }]) {
    mkdirSync(path.dirname(path.join(folder, file.path)), { recursive: true });
    writeFileSync(path.join(folder, file.path), file.text);
  }
  return {
    folder,
    // The test runner must not transform the modules: they run as they are.
    import: <T>(file: string) => import(/* @vite-ignore */ pathToFileURL(path.join(folder, file)).href) as Promise<T>,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
