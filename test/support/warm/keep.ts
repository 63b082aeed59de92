import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { flagsFor } from '../flags.js';

export interface Kept {
  readonly socket: string;
  /** Ends it: its memory is for others. Without it, it ends with whoever has started it. */
  readonly end: () => void;
}

/** Starts a build of the program in a process that is kept; it loads it when it is first asked. */
export function keep(cli: string, node: string): Kept {
  const socket = path.join(mkdtempSync(path.join(os.tmpdir(), 'specgen-warm-')), 'socket');
  const program: ChildProcess = spawn(node, [...flagsFor(node), path.join(import.meta.dirname, 'program.mjs'), socket, cli], { stdio: ['pipe', 'ignore', 'inherit'] });
  program.unref();
  (program.stdin as unknown as { unref(): void }).unref();
  return { socket, end: () => program.stdin?.end() };
}
