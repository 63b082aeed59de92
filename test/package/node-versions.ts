import { existsSync, mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from './support.js';

/** The oldest Node that the package claims, and the newest of every release line. */
export const nodeVersions = ['20.10', '20', '22', '24', '26'] as const;

const platform = process.platform === 'win32' ? 'win' : process.platform;
const binary = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';

/**
 * The newest Node of a release line: the one that runs the tests, or the one that npm brings (the packages that the package `node`
 * consists of), kept in the temporary folder of the machine; or why there is none.
 */
export async function nodeOf(version: string): Promise<{ readonly program: string } | { readonly missing: string }> {
  if (process.versions.node.startsWith(`${version}.`)) return { program: process.execPath };
  const folder = path.join(os.tmpdir(), 'onem2m-specgen-node', version);
  const name = `node-${platform}-${process.arch}`;
  const program = path.join(folder, 'node_modules', name, binary);
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    const { stderr } = await run(folder, 'npm', 'install', '--prefix', folder, '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', `${name}@${version}`);
    if (!existsSync(program)) return { missing: `npm could not bring Node ${version}: ${stderr.trim().split('\n').at(-1) ?? ''}` };
  }
  return { program };
}
