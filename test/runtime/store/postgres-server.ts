/**
 * A PostgreSQL of a test's own, where Debian's package is installed: a cluster in a folder, reached by a socket there. It is a copy of one
 * that is made once for a machine: to make one takes fifty times as long as to copy it.
 */

import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { kept } from '../../support/scratch.js';

const debian = '/usr/lib/postgresql';
const installed = existsSync(debian) ? readdirSync(debian).map((version) => path.join(debian, version, 'bin')).filter((bin) => existsSync(path.join(bin, 'initdb'))) : [];

export interface PostgresServer {
  readonly url: string;
  start(): boolean;
  /** At once, as in a crash. */
  stop(): boolean;
  /** Stops it, and leaves nothing. */
  remove(): void;
}

/** Undefined: there is none on this machine. Its programs refuse to run as root. */
export function postgresServer(): PostgresServer | undefined {
  const bin = installed.at(-1);
  if (bin === undefined) return undefined;
  const isRoot = process.getuid?.() === 0;
  const number = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  const who = isRoot ? { uid: number('-u'), gid: number('-g') } : {};
  const folderIn = (parent: string): string => {
    const made = mkdtempSync(path.join(parent, 'onem2m-postgres-'));
    if (who.uid !== undefined) chownSync(made, who.uid, who.gid);
    chmodSync(made, 0o755);
    return made;
  };
  // Its files are in nobody's terminal, or this would wait for the server.
  const run = (cwd: string, program: string, ...args: string[]) => spawnSync(program, args, { ...who, cwd, stdio: 'ignore', timeout: 60_000 }).status === 0;
  const initial = path.join(kept(), `onem2m-postgres-${path.basename(path.dirname(bin))}-of-${who.uid ?? process.getuid?.()}`);
  if (!existsSync(initial)) {
    const made = folderIn(kept());
    if (run(made, path.join(bin, 'initdb'), '-D', path.join(made, 'data'), '-U', 'postgres', '-A', 'trust')) publish(path.join(made, 'data'), initial);
    rmSync(made, { recursive: true, force: true });
  }
  const folder = folderIn(tmpdir());
  const data = path.join(folder, 'data');
  const control = (...args: string[]): boolean => run(folder, path.join(bin, 'pg_ctl'), '-D', data, '-w', ...args);
  const start = () => control('-l', path.join(folder, 'log'), '-o', `-k ${folder} -c listen_addresses= -c shared_buffers=16MB -c fsync=off`, 'start');
  const stop = () => control('-m', 'immediate', 'stop');
  if (!run(folder, 'cp', '-a', initial, data) || !start()) return undefined;
  return { url: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`, start, stop, remove: () => void (stop(), rmSync(folder, { recursive: true, force: true })) };
}

/** Whole, or not at all: another worker may have made one meanwhile. */
function publish(made: string, place: string): void {
  try {
    renameSync(made, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
  }
}
