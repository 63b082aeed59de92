import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { narrator } from '../../../runtime/example/narrator.js';
import { manualClock } from '../../../runtime/index.js';

const root = path.resolve(import.meta.dirname, '../../..');
let folder = '';

// Inside the project, so that the example finds the packages that it imports.
beforeAll(() => {
  mkdirSync(path.join(root, 'node_modules/.cache'), { recursive: true });
  folder = mkdtempSync(path.join(root, 'node_modules/.cache/example-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('npm start', () => {
  it('tells its story to the end, each transition with its clause, and everything is as expected', async () => {
    const outfile = path.join(folder, 'example.mjs');
    await build({ entryPoints: [path.join(root, 'runtime/example.ts')], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external' });
    const { status, stdout, stderr } = spawnSync(process.execPath, [outfile], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/All as expected\.\n$/);
    expect(status).toBe(0);
    const moves = stdout.split('\n').filter((line) => line.includes('Status ') && !line.includes('✓'));
    expect(moves.length).toBeGreaterThan(50);
    expect(moves.filter((line) => !/, \w+ \[(TS-\d{4}(-CR)? |specgen )[^\]]+\]/.test(line))).toEqual([]);
  });

  it('counts what is not as expected', () => {
    const lines: string[] = [];
    const voice = narrator(manualClock(0), (line) => lines.push(line));
    voice.expect('the sum', 4, 4);
    voice.expect('the sum', 4, 5);
    expect(voice.failures).toBe(1);
    expect(lines.map((line) => line.trim())).toEqual(['01. 00:00:00  ✓ the sum: 4', '01. 00:00:00  ✗ the sum: 4 in place of 5']);
  });
});
