import { spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './blocks.js';
import { served } from './served.js';

/** docs/serve.md as a reader follows it: its commands, in order, against the CSE that the first of them starts. */
const text = readFileSync(path.join(root, 'docs/serve.md'), 'utf8');
const steps = [...text.matchAll(/^```sh\n([^]*?)^```\n(?:\n```text\n([^]*?)```)?/gm)].map((match) => ({
  line: text.slice(0, match.index).split('\n').length,
  commands: match[1]!,
  shown: match[2],
}));
const hasCurl = spawnSync('curl', ['--version']).status === 0;

/** Times and identifiers are others each time. */
const alike = (output: string): string => output.replace(/\d{8}T\d{6},\d{3}/g, '20261129T090000,000').replace(/swr-[0-9a-f-]{36}/g, 'swr-…').trimEnd();

describe.skipIf(!hasCurl)(`docs/serve.md${hasCurl ? '' : ' (skipped: no curl)'}`, () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'onem2m-serve-'));
  let cse: ChildProcess;
  let port = '';
  beforeAll(async () => {
    const [first] = steps;
    expect(first?.commands).toBe('npx onem2m-specgen serve\n');
    ({ cse, port } = await served(folder));
  }, 30_000);
  afterAll(() => {
    cse?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(steps.slice(1).map((step) => [step.line, step] as const))('line %i', (_line, { commands, shown }) => {
    const { status, stdout, stderr } = spawnSync('sh', ['-e', '-c', commands.replaceAll(':8080', `:${port}`)], { cwd: folder, encoding: 'utf8' });
    expect(status, stdout + stderr).toBe(0);
    if (shown !== undefined) expect(alike(stdout).replaceAll(`:${port}`, ':8080')).toBe(shown.trimEnd());
  }, 30_000);
});
