import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { flagsFor } from './flags.js';

const run = promisify(execFile);

/** Every compiler that users have; each alias is a version of TypeScript. `isolatedDeclarations` exists since 5.5. */
export const compilers = [
  { version: '5.4', folder: 'ts54', isolated: false },
  { version: '5.9', folder: 'typescript', isolated: true },
  { version: '6', folder: 'ts6', isolated: true },
  { version: '7', folder: 'ts7', isolated: true },
] as const;

/** Where our own packages are. */
export const modules = path.resolve(import.meta.dirname, '../../node_modules');

/** Arguments for Node that run one. Of several checkers, each finds out for itself what a type is that others need, too; tests have one core. */
const tsc = (compiler: (typeof compilers)[number]['folder']): readonly string[] => (compiler === 'ts7' ? [path.join(modules, compiler, 'bin/tsc'), '--checkers', '1'] : [...flagsFor(), path.join(modules, compiler, 'bin/tsc')]);

/** The compiler in Go runs for seconds, too: collecting what it has done with was a fourth of its work. */
const environment = { ...process.env, GOGC: 'off' };

/** What `tsc -p` says of a project: nothing, where all is well. */
export async function said(compiler: (typeof compilers)[number]['folder'], project: string, cwd = process.cwd()): Promise<string> {
  try {
    return (await run(process.execPath, [...tsc(compiler), '-p', project], { cwd, env: environment })).stdout;
  } catch (error) {
    // One that dies says nothing, which is not well.
    return (error as { stdout?: string }).stdout || String(error);
  }
}

/** As strict as whoever imports from us may be. */
export const strict = {
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  module: 'nodenext',
  moduleResolution: 'nodenext',
  target: 'es2022',
};
