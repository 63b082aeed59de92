import { execFile, spawnSync } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { startCse } from '../../runtime/serve/index.js';

const root = path.resolve(import.meta.dirname, '../..');
const there = spawnSync('python3', ['--version']).status === 0;

/** That the plan is data for any language: a runner that was written from its README alone. */
describe.skipIf(!there)(`a runner in Python${there ? '' : ': there is no python3'}`, () => {
  it('has the same verdicts on what it knows, and leaves nothing', async () => {
    await using cse = await startCse();
    const { stdout } = await promisify(execFile)('python3', [path.join(root, 'examples/judge-in-python/judge.py'), path.join(root, 'generated/conformance/procedures.json'), `${cse.url}/cse-in`]);
    const [, passed] = /^(\d+) passed, 0 failed, \d+ not tested\n$/.exec(stdout) ?? [];
    expect(Number(passed), stdout).toBeGreaterThan(90);
    const left = await fetch(`${cse.url}/cse-in?fu=1`, { headers: { 'X-M2M-Origin': 'CAdmin', 'X-M2M-RI': '1', 'X-M2M-RVI': '3' } });
    expect(await left.json()).toEqual({ 'm2m:uril': [] });
  }, 120_000);
});
