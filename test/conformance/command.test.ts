import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/describe.js';
import { startCse, type RunningCse } from '../../runtime/serve/index.js';
import { conformIn, type Flags } from './conform.js';

const cse: RunningCse = await startCse();
const base = `${cse.url}/cse-in`;
const folder = mkdtempSync(path.join(os.tmpdir(), 'onem2m-conform-'));
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  proxy.close();
  proxy.closeAllConnections();
  await cse.close();
});

/** Ours, but for the Release Version Indicator, which its answers forget. */
const proxy = http.createServer((request, response) => {
  const onward = http.request(`${cse.url}${request.url ?? ''}`, { method: request.method, headers: request.headers }, (answer) => {
    const { 'x-m2m-rvi': _, ...headers } = answer.headers;
    response.writeHead(answer.statusCode ?? 500, headers);
    answer.pipe(response);
  });
  request.pipe(onward);
});
await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
const forgetful = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/cse-in`;

const conform = (operands: readonly string[], flags: Flags = {}) => conformIn(folder, operands, flags);

describe('specgen conform', () => {
  const clean = { only: 'tree.name-conflict,notify.update,address', seed: '5' };

  it('exits with 0 where nothing fails, over real sockets and with notifications', async () => {
    const { code, stdout, stderr } = await conform([base], clean);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/cse-in: CSE \/id-in, release 3\n\d+ passed, 0 failed, 0 not tested/);
    expect(code).toBe(0);
  });

  it('says that it was in XML, with notifications in XML, too; no other content is known', async () => {
    const { code, stdout } = await conform([base], { ...clean, content: 'xml' });
    expect([code, stdout.split('\n')[0]], stdout).toEqual([0, `${base}: CSE /id-in, release 3, in XML`]);
    expect(await conform([base], { ...clean, content: 'cbor' })).toMatchObject({ code: 2, stderr: expect.stringContaining('CONFORM_CONTENT --content must be json or xml, not "cbor"') });
  });

  const hasIpv6 = Object.values(os.networkInterfaces()).some((each) => each?.some(({ address }) => address === '::1'));
  it.skipIf(!hasIpv6).each(['::1', '[::1]:0'])('speaks IPv6: notifications arrive at --listen %s', async (listen) => {
    const there = await startCse({ host: '::1' });
    try {
      const { code, stdout, stderr } = await conform([`${there.url}/cse-in`], { ...clean, listen });
      expect([code, stderr], stdout).toEqual([0, '']);
      expect(stdout).toMatch(/^http:\/\/\[::1\]:\d+\/cse-in: .*\n\d+ passed, 0 failed, 0 not tested/);
    } finally {
      await there.close();
    }
  });

  it('exits with 1, and writes every report, where something fails; with a baseline only what is new fails', async () => {
    const wrong = { only: 'answer,tree.delete', report: 'reports' };
    const first = await conform([forgetful], wrong);
    expect(first.code, first.stdout).toBe(1);
    expect(first.stdout).toMatch(/ curl -i .*-H 'X-M2M-Origin: /);
    expect(first.stdout).toContain('TS-0004 6.4.2, Table 6.4.2-1 (printed)');
    const report = (name: string): string => readFileSync(path.join(folder, 'reports', name), 'utf8');
    const json = JSON.parse(report('report.json')) as { readonly findings: readonly { readonly kind: string; readonly clause: string }[]; readonly cases: readonly object[] };
    expect(json.findings.map(({ kind }) => kind)).toEqual(['answer.release']);
    expect(report('junit.xml')).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites [^>]*failures="[1-9]/);
    expect(report('index.html')).toMatch(/^<!doctype html>/);
    expect(report('index.html')).not.toMatch(/(src|href)="/);
    writeFileSync(path.join(folder, 'baseline.json'), report('report.json'));
    const again = await conform([forgetful], { ...wrong, baseline: 'baseline.json' });
    expect(again.code, again.stdout).toBe(0);
    expect(again.stdout).toContain('0 new');
    const mended = await conform([base], { only: 'answer,tree.delete', baseline: 'baseline.json', format: 'json' });
    expect((JSON.parse(mended.stdout) as { readonly compared: { readonly mended: readonly string[] } }).compared.mended).toEqual(['answer.release']);
  });

  it.each([
    [['nothing'], {}, 'CONFORM_URL'],
    [['http://127.0.0.1:1/cse-in'], {}, 'CONFORM_NO_CSE'],
    [[cse.url], {}, 'CONFORM_URL'],
    [[`${cse.url}/no-such-cse`], {}, 'CONFORM_NO_CSE there is nothing at .*: 4004\n +hint: .*its name'],
    [[base], { origin: 'Cnobody' }, 'CONFORM_REFUSED'],
    [[base], { release: '99' }, 'CONFORM_REFUSED the CSE at .* takes no requests of this release: 4001\n +hint: .*--release'],
    [[base], { only: 'container,contaner' }, 'CONFORM_ONLY the plan has nothing that is called contaner; did you mean "container"\\?'],
    [[base], { baseline: 'none.json' }, 'CONFORM_FILE'],
    [[base], { credentials: 'none' }, 'CONFORM_FILE'],
  ] as const)('says what is wrong with %j %j', async (operands, flags, code) => {
    const { stderr, stdout, code: exit } = await conform(operands, flags);
    expect(exit).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(new RegExp(`^error ${code}`));
    expect(stderr).toContain('hint: ');
  });

  it('leaves nothing, two side by side do not disturb each other, and --keep keeps', async () => {
    const [one, two] = await Promise.all([conform([base], { only: 'tree,notify,container', seed: '11' }), conform([base], { only: 'tree,notify,container', seed: '12' })]);
    expect([one!.stdout, two!.stdout].map((text) => /(\d+) passed/.exec(text)?.[1])).toEqual([expect.any(String), /(\d+) passed/.exec(one!.stdout)?.[1]]);
    const there = async (): Promise<string> => (await fetch(`${base}?fu=1&ty=2`, { headers: { 'X-M2M-Origin': 'CAdmin', 'X-M2M-RI': '1', 'X-M2M-RVI': '3' } })).text();
    expect(JSON.parse(await there())).toEqual({ 'm2m:uril': [] });
    await conform([base], { only: 'tree.delete', keep: true, seed: '13' });
    expect(await there()).toContain('-ae');
    const again = await conform([base], { only: 'tree.delete', seed: '13' });
    expect(again.stderr).toMatch(/^error CONFORM_WORLD there is a cse-in\/td-ae: 4105\n +hint: .*--seed/);
    expect(again.code).toBe(2);
  }, 120_000);
});

// The same as tests of the test runner.
await describeConformance({ url: base, only: ['tree.name-conflict', 'container.count'] });
