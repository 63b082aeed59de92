import { hostname } from 'node:os';
import path from 'node:path';
import type { FileSystem } from './file-system.js';
import { ifExists, isSystemError } from './file-system.js';

/** Who holds the output folder, from the text of a lock; `undefined` members when it cannot be told. */
export interface LockHolder {
  readonly pid?: number;
  readonly host?: string;
}

export interface LockOptions {
  /** How long to wait for another run before giving up; it writes for a fraction of a second as a rule. */
  readonly patience: number;
  readonly pause: number;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly isAlive: (pid: number) => boolean;
}

export const lockDefaults: LockOptions = {
  patience: 10_000,
  pause: 50,
  now: Date.now,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  isAlive: (pid) => {
    try {
      return process.kill(pid, 0);
    } catch (error) {
      // EPERM: it runs, under another user.
      return isSystemError(error) && error.code === 'EPERM';
    }
  },
};

export const lockName = '.specgen-lock';

/** The lock is held by someone else. */
export class LockedError extends Error {
  constructor(
    readonly place: string,
    readonly holder: LockHolder,
  ) {
    super(`another run${holder.pid === undefined ? '' : ` (process ${holder.pid}${holder.host === undefined ? '' : ` on ${holder.host}`})`} writes to this folder`);
  }
}

/**
 * Runs `work` while holding the lock file of `folder`, which exists. A lock whose process is gone is taken over; for one
 * that lives, or lives on another machine, we wait.
 *
 * @throws LockedError when patience ends
 */
export async function withLock<T>(folder: string, fs: FileSystem, work: () => Promise<T>, given: Partial<LockOptions> = {}): Promise<T> {
  const options = { ...lockDefaults, ...given };
  const place = path.join(folder, lockName);
  const mine = `${JSON.stringify({ pid: process.pid, host: hostname() })}\n`;
  const giveUp = options.now() + options.patience;
  while (!(await take(place, mine, fs))) {
    const theirs = await ifExists(fs.readFile(place, 'utf8'));
    const holder = parseHolder(theirs ?? '');
    if (theirs !== undefined && (await isStale(place, holder, fs, options))) await release(place, theirs, fs);
    else if (options.now() >= giveUp) throw new LockedError(place, holder);
    else await options.sleep(options.pause);
  }
  held.add(place);
  try {
    return await work();
  } finally {
    held.delete(place);
    await release(place, mine, fs);
  }
}

/** Locks of this very process: another one with our number, e.g. in a container that was restarted, is gone. */
const held = new Set<string>();

async function take(place: string, text: string, fs: FileSystem): Promise<boolean> {
  try {
    await fs.writeFile(place, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock if it still says `text`: another run may have taken it over meanwhile. */
async function release(place: string, text: string, fs: FileSystem): Promise<void> {
  if ((await ifExists(fs.readFile(place, 'utf8'))) === text) await ifExists(fs.unlink(place));
}

/** A lock without a holder is one that is being written this moment, or whose writer died there and then. */
async function isStale(place: string, { pid, host }: LockHolder, fs: FileSystem, { isAlive, now }: LockOptions): Promise<boolean> {
  if (pid !== undefined) return host === hostname() && !(pid === process.pid ? held.has(place) : isAlive(pid));
  const written = await ifExists(fs.lstat(place));
  return written !== undefined && now() - written.mtimeMs > 2_000;
}

function parseHolder(text: string): LockHolder {
  try {
    const { pid, host } = JSON.parse(text) as { pid?: unknown; host?: unknown };
    return { ...(Number.isSafeInteger(pid) && (pid as number) > 0 && { pid: pid as number }), ...(typeof host === 'string' && { host }) };
  } catch {
    return {};
  }
}
