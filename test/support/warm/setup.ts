import path from 'node:path';
import type { TestProject } from 'vitest/node';
import type { Kept } from './keep.js';
import { keep } from './keep.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the build in dist/ is asked; none where no setup ran. */
    readonly warm?: { readonly socket: string };
  }
}

/** What `npm run build` has made. */
export const built = path.resolve(import.meta.dirname, '../../../dist/generator/cli.js');

/** Before all tests, once for all projects of a run: the process in which workers run what was built, whichever asks. */
export default function setup({ provide }: TestProject): () => void {
  const run = globalThis as { specgenWarm?: Kept };
  const { socket, end } = (run.specgenWarm ??= keep(built, process.execPath));
  provide('warm', { socket });
  return end;
}
