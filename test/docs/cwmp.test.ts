import { spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './blocks.js';
import { served } from './served.js';

/** docs/cwmp.md as a reader follows it: its commands, in order, against the CSE and the ACS that the first of them starts. */
const text = readFileSync(path.join(root, 'docs/cwmp.md'), 'utf8');
const steps = [...text.matchAll(/^```sh\n([^]*?)^```\n(?:\n```text\n([^]*?)```)?/gm)].map((match) => ({
  line: text.slice(0, match.index).split('\n').length,
  commands: match[1]!,
  shown: match[2],
}));
const hasCurl = spawnSync('curl', ['--version']).status === 0;

describe.skipIf(!hasCurl)(`docs/cwmp.md${hasCurl ? '' : ' (skipped: no curl)'}`, () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'onem2m-cwmp-'));
  let cse: ChildProcess;
  let ports: readonly (readonly [string, string])[] = [];
  beforeAll(async () => {
    const [first] = steps;
    expect(first?.commands).toBe('npx onem2m-specgen serve --cwmp-port 7547\n');
    const started = await served(folder, ['--cwmp-port', '0']);
    cse = started.cse;
    ports = [
      [':8080', `:${started.port}`],
      [':7547', `:${started.cwmpPort ?? ''}`],
    ];
  }, 30_000);
  afterAll(() => {
    cse?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(steps.slice(1).map((step) => [step.line, step] as const))('line %i', (_line, { commands, shown }) => {
    const asStarted = ports.reduce((changed, [printed, real]) => changed.replaceAll(printed, real), commands);
    const { status, stdout, stderr } = spawnSync('sh', ['-e', '-c', asStarted], { cwd: folder, encoding: 'utf8' });
    expect(status, stdout + stderr).toBe(0);
    if (shown !== undefined) expect(stdout.trimEnd()).toBe(shown.trimEnd());
  }, 30_000);
});
