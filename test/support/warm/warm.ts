import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

interface Kept {
  readonly socket: string;
  readonly program: ChildProcess;
}
const kept = new Map<string, Kept>();
const keyOf = (cli: string, node: string): string => `${node} ${cli}`;

/**
 * Arguments for Node that run a build of the program in a process that is kept as long as the worker: a fresh one takes ten
 * seconds to generate, most of them to get warm. It is the same program with the same arguments, folder, environment, output
 * and exit code; that it does in a fresh process what it does here, the tests of the command and of the package see.
 */
export function warm(cli: string, node: string = process.execPath): readonly string[] {
  const key = keyOf(cli, node);
  const { socket } = kept.get(key) ?? kept.set(key, start(cli, node)).get(key)!;
  return [path.join(import.meta.dirname, 'client.mjs'), socket];
}

/** Nobody asks it any more: its memory is for others. */
export function cool(cli: string, node: string): void {
  kept.get(keyOf(cli, node))?.program.stdin?.end();
  kept.delete(keyOf(cli, node));
}

function start(cli: string, node: string): Kept {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'specgen-warm-'));
  const socket = path.join(folder, 'socket');
  const program = spawn(node, [path.join(import.meta.dirname, 'program.mjs'), socket, cli], { stdio: ['pipe', 'ignore', 'inherit'] });
  program.unref();
  (program.stdin as unknown as { unref(): void }).unref();
  return { socket, program };
}
