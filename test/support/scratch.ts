import { accessSync, constants, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Where a system keeps files in memory, and what the folder of a run is called there. */
const memory = '/dev/shm';
const name = /^onem2m-specgen-(\d+)$/;

/**
 * Folders of a thousand files are made and removed hundreds of times in a run: a disk waits, memory does not. What tests write goes to
 * memory where there is enough that runs programs, too; what they keep for the next run (`kept`) stays where it was.
 */
export function scratchInMemory(): void {
  process.env['SPECGEN_KEPT'] ??= os.tmpdir();
  if (process.env['TMPDIR'] !== undefined || !isFit()) return;
  // What a run has left that was killed.
  for (const each of readdirSync(memory)) if (name.test(each) && !isAlive(Number(name.exec(each)![1]))) remove(path.join(memory, each));
  const folder = path.join(memory, `onem2m-specgen-${process.pid}`);
  // A database server runs as another user, and has its folder below.
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  process.env['TMPDIR'] = folder;
  process.on('exit', () => remove(folder));
}

function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Of another user, or something is mounted there still: it is no fault of a test.
  }
}

/** The folder of what is brought from elsewhere, once for a machine. */
export const kept = (): string => process.env['SPECGEN_KEPT'] ?? os.tmpdir();

function isFit(): boolean {
  try {
    accessSync(memory, constants.W_OK);
    const mount = readFileSync('/proc/mounts', 'utf8').split('\n').map((line) => line.split(' ')).find(([, place]) => place === memory);
    const { bavail, bsize } = statfsSync(memory);
    return mount !== undefined && !mount[3]!.split(',').includes('noexec') && bavail * bsize > 8e9 && os.freemem() > 8e9;
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
