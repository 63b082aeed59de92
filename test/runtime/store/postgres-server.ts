/** A PostgreSQL of a test's own, where Debian's package is installed: a cluster in a folder, reached by a socket there. */

import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

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
  const folder = mkdtempSync(path.join(tmpdir(), 'onem2m-postgres-'));
  const isRoot = process.getuid?.() === 0;
  const number = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  const who = isRoot ? { uid: number('-u'), gid: number('-g') } : {};
  if (who.uid !== undefined) chownSync(folder, who.uid, who.gid);
  chmodSync(folder, 0o755);
  const data = path.join(folder, 'data');
  // Its files are in nobody's terminal, or this would wait for the server.
  const run = (program: string, ...args: string[]) => spawnSync(path.join(bin, program), args, { ...who, cwd: folder, stdio: 'ignore', timeout: 60_000 }).status === 0;
  const start = () => run('pg_ctl', '-D', data, '-w', '-l', path.join(folder, 'log'), '-o', `-k ${folder} -c listen_addresses= -c shared_buffers=16MB -c fsync=off`, 'start');
  const stop = () => run('pg_ctl', '-D', data, '-w', '-m', 'immediate', 'stop');
  if (!run('initdb', '-D', data, '-U', 'postgres', '-A', 'trust') || !start()) return undefined;
  return { url: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`, start, stop, remove: () => void (stop(), rmSync(folder, { recursive: true, force: true })) };
}
