import path from 'node:path';
import { inject } from 'vitest';
import type { Kept } from './keep.js';
import { keep } from './keep.js';
import { built } from './setup.js';

const kept = new Map<string, Kept>();
const keyOf = (cli: string, node: string): string => `${node} ${cli}`;

/**
 * Arguments for Node that run a build of the program in a process that is kept: a fresh one takes ten seconds to generate, most
 * of them to get warm. It is the same program with the same arguments, folder, environment, output and exit code; that it does
 * in a fresh process what it does here, the tests of the command and of the package see. What `npm run build` has made is kept for
 * all workers of a run, any other as long as the worker.
 */
export function warm(cli: string, node: string = process.execPath): readonly string[] {
  const key = keyOf(cli, node);
  const shared = cli === built && node === process.execPath ? inject('warm') : undefined;
  const { socket } = shared ?? kept.get(key) ?? kept.set(key, keep(cli, node)).get(key)!;
  return [path.join(import.meta.dirname, 'client.mjs'), socket];
}

/** Nobody asks it any more: its memory is for others. */
export function cool(cli: string, node: string): void {
  kept.get(keyOf(cli, node))?.end();
  kept.delete(keyOf(cli, node));
}
