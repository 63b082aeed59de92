import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocksOf, root } from './blocks.js';
import { served } from './served.js';

/** The command of docs/conform.md against the CSE of docs/serve.md, for one resource type: the whole plan takes minutes. */
const [command = ''] = /(?<=^```sh\n)specgen conform .*$/m.exec(readFileSync(path.join(root, 'docs/conform.md'), 'utf8')) ?? [];

describe('docs/conform.md and docs/conformance-in-ci.md', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'onem2m-conform-'));
  let cse: ChildProcess;
  let port = '';
  beforeAll(async () => {
    ({ cse, port } = await served(folder));
  }, 30_000);
  afterAll(() => {
    cse.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it('judges what is at the URL, and writes the four reports', async () => {
    const args = command.replace(/^specgen /, '').replace('localhost:8080', `127.0.0.1:${port}`).split(' ');
    const judge = spawn(process.execPath, [path.join(root, 'dist/generator/cli.js'), ...args, '--only', 'container', '--report', 'report'], { cwd: folder, stdio: 'ignore' });
    // Our own CSE has no finding for a <container>.
    expect(await new Promise((resolve) => judge.on('exit', resolve))).toBe(0);
    const { cases } = JSON.parse(readFileSync(path.join(folder, 'report/report.json'), 'utf8')) as { cases: readonly { verdict: string }[] };
    expect(cases.filter(({ verdict }) => verdict === 'passed').length).toBeGreaterThan(50);
    for (const file of ['report.txt', 'junit.xml', 'index.html']) expect(readFileSync(path.join(folder, 'report', file), 'utf8')).toContain('container');
  }, 120_000);

  it('finds the plan and its runner in Python in a clone and in a project', () => {
    const page = readFileSync(path.join(root, 'docs/conform.md'), 'utf8');
    const named = [...page.matchAll(/(?<=python3 |judge\.py |as\n`)[\w./-]+\.(?:py|json)/g)].map(([file]) => file);
    expect(named.length).toBe(3);
    for (const file of named) expect(existsSync(path.join(root, file)), file).toBe(true);
  });

  it('waits in a CI until the CSE is there', async () => {
    const [wait = ''] = /(?<=- run: )curl .*$/m.exec(readFileSync(path.join(root, 'docs/conformance-in-ci.md'), 'utf8')) ?? [];
    const late = createServer((_request, response) => void response.writeHead(404).end());
    await new Promise<void>((resolve) => late.listen(0, '127.0.0.1', resolve));
    const { port: free } = late.address() as AddressInfo;
    await new Promise((resolve) => late.close(resolve));
    const step = spawn('sh', ['-e', '-c', wait.replace('8080', String(free))], { cwd: folder, stdio: 'ignore' });
    const code = new Promise((resolve) => step.on('exit', resolve));
    // By then it was refused once.
    setTimeout(() => late.listen(free, '127.0.0.1'), 500);
    expect(await code).toBe(0);
    expect(late.listening).toBe(true);
    late.close();
  }, 60_000);

  it('is a step of a CI, which fails for nothing that its baseline has', () => {
    const steps = blocksOf('docs/conformance-in-ci.md').flatMap(({ code }) => [...code.matchAll(/^ *- run: ((?:npx|cp) .*)$/gm)].map(([, step]) => step!));
    expect(steps.length).toBe(3);
    // The page begins with the step that is there every day; the baseline is made before it.
    for (const step of [...steps.slice(1), steps[0]!]) {
      const here = step.replace('npx onem2m-specgen', `"${process.execPath}" "${path.join(root, 'dist/generator/cli.js')}"`).replace('127.0.0.1:8080', `127.0.0.1:${port}`).replace('--report', '--only pollingChannel --report');
      const { status, stdout, stderr } = spawnSync('sh', ['-e', '-c', here], { cwd: folder, encoding: 'utf8' });
      expect(status, `${here}\n${stdout}${stderr}`).toBe(0);
    }
  }, 60_000);
});
