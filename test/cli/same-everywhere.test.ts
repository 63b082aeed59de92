import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flagsFor } from '../support/flags.js';
import { warm } from '../support/warm/warm.js';

const root = path.resolve(import.meta.dirname, '../..');
const program = path.join(root, 'dist/generator/cli.js');

/**
 * A machine as different as one can be made to be: folder, depth, locale, time zone, colours, width. What is committed comes
 * from another one; to generate twice here would take longer than many a folder of tests.
 */
const machine = { name: 'b/deeper/down', env: { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati', FORCE_COLOR: '1', COLUMNS: '40' } };

let temporary: string;
beforeAll(() => {
  temporary = mkdtempSync(path.join(os.tmpdir(), 'specgen-same-'));
});
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** Path → hash of everything below a folder, the private cache left out. */
const hashes = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.specgen-'))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [path.relative(folder, file), createHash('sha256').update(readFileSync(file)).digest('hex')]),
  );

function generateOn({ name, env }: typeof machine): Record<string, string> {
  const folder = path.join(temporary, name);
  mkdirSync(folder, { recursive: true });
  cpSync(path.join(root, 'xsd'), path.join(folder, 'xsd'), { recursive: true });
  execFileSync(process.execPath, [...flagsFor(), program, 'generate'], { cwd: folder, env: { PATH: process.env.PATH, ...env }, stdio: 'pipe' });
  return hashes(path.join(folder, 'generated'));
}

// `npm test` builds first; a run of this file alone needs `npm run build`.
describe.skipIf(!existsSync(program))('output is the same on every machine', () => {
  it('byte for byte, and is what is committed', () => {
    const made = generateOn(machine);
    expect(Object.keys(made).length).toBeGreaterThan(200);
    expect(made).toEqual(hashes(path.join(root, 'generated')));
  }, 120_000);

  it('and the program says so', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...warm(program), 'check'], { cwd: root, encoding: 'utf8' });
    expect({ status, stderr, stdout }).toEqual({ status: 0, stderr: '', stdout: expect.stringMatching(/^generated is up to date: \d{3} files /) as string });
  });
});
