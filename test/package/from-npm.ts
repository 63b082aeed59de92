import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { kept } from '../support/scratch.js';
import { run, writeJson } from './support.js';

/** The oldest Node that the package claims, and the newest of every release line. */
export const nodeVersions = ['20.10', '20', '22', '24', '26'] as const;

/** Something that npm has brought, or why it could not. */
export type Brought<T> = T | { readonly missing: string };

/** Packages in a folder of their own, kept for the next run. */
export async function packages(name: string, wanted: readonly string[]): Promise<Brought<{ readonly folder: string }>> {
  const folder = path.join(kept(), 'onem2m-specgen-tests', name);
  const done = path.join(folder, 'installed.json');
  if (existsSync(done)) return { folder };
  mkdirSync(folder, { recursive: true });
  writeJson(path.join(folder, 'package.json'), { private: true, type: 'module' });
  const flags = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
  const { code, stderr } = await run(folder, 'npm', 'install', ...flags, ...wanted);
  if (/^npm error code ERESOLVE/m.test(stderr)) throw new Error(stderr);
  const reason = /^npm error (?:code )?(.*)/m.exec(stderr)?.[1] ?? stderr;
  if (code !== 0) return { missing: `npm could not bring ${wanted.join(', ')}: ${reason}` };
  writeJson(done, wanted);
  return { folder };
}

const platform = process.platform === 'win32' ? 'win' : process.platform;
const binary = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';

/** The Node of a version: the one that runs the tests, or the one of the packages that the package `node` of npm consists of. */
export async function nodeOf(version: string): Promise<Brought<{ readonly program: string }>> {
  if (process.versions.node.startsWith(`${version}.`)) return { program: process.execPath };
  const name = `node-${platform}-${process.arch}`;
  const brought = await packages(`node-${version}`, [`${name}@${version}`]);
  return 'missing' in brought ? brought : { program: path.join(brought.folder, 'node_modules', name, binary) };
}
