import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');

/** The doors of the package, as sources. */
const alias = {
  'onem2m-specgen': './generated/index.js',
  'onem2m-specgen/runtime': './runtime/index.ts',
  'onem2m-specgen/serve': './runtime/serve/index.ts',
  'onem2m-specgen/testing': './testing/index.ts',
};

it('npm start tells its story over CWMP, too, and everything is as expected', async () => {
  expect((JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: { start: string } }).scripts.start).toMatch(/ && node examples\/real-devices\/story\.mjs$/);
  // Inside the project, so that it finds the packages that it imports.
  mkdirSync(path.join(root, 'node_modules/.cache'), { recursive: true });
  const folder = mkdtempSync(path.join(root, 'node_modules/.cache/story-'));
  try {
    const outfile = path.join(folder, 'story.mjs');
    const inPlace = Object.fromEntries(Object.entries(alias).map(([name, file]) => [name, path.join(root, file)]));
    await build({ entryPoints: [path.join(root, 'examples/real-devices/story.mjs')], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', alias: inPlace });
    const { status, stdout, stderr } = spawnSync(process.execPath, [outfile], { encoding: 'utf8', timeout: 100_000 });
    expect(stderr).toBe('');
    expect(stdout.split('\n').filter((line) => line.includes('✗'))).toEqual([]);
    expect(stdout).toMatch(/All as expected\.\n$/);
    expect(status).toBe(0);
    expect(stdout).toContain('gateway-03: reported: DUStateChangeComplete, fault 9018');
    expect(stdout).toMatch(/gateway-07: ChangeDUState .*: fault 9004/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
