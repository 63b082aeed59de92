import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const sockets = new Map<string, string>();

/**
 * Arguments for Node that run a build of the program in a process that is kept as long as the worker: a fresh one takes ten
 * seconds to generate, most of them to get warm. It is the same program with the same arguments, folder, environment, output
 * and exit code; that it does in a fresh process what it does here, the tests of the command and of the package see.
 */
export function warm(cli: string): readonly string[] {
  const socket = sockets.get(cli) ?? start(cli);
  sockets.set(cli, socket);
  return [path.join(import.meta.dirname, 'client.mjs'), socket];
}

function start(cli: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'specgen-warm-'));
  const socket = path.join(folder, 'socket');
  const program = spawn(process.execPath, [path.join(import.meta.dirname, 'program.mjs'), socket, cli], { stdio: ['pipe', 'ignore', 'inherit'] });
  program.unref();
  (program.stdin as unknown as { unref(): void }).unref();
  return socket;
}
