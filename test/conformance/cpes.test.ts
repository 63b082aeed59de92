import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startCse, type RunningCse } from '../../runtime/serve/index.js';
import { conformIn, type Flags } from './conform.js';

const folder = mkdtempSync(path.join(os.tmpdir(), 'onem2m-cpes-'));
let cse: RunningCse;
beforeAll(async () => {
  cse = await startCse({ cwmp: { credentials: [{ device: '00D09E-*', user: 'fleet', password: 'secret' }] } });
  writeFileSync(path.join(folder, 'cpe.json'), '{"user": "fleet", "password": "secret"}');
  writeFileSync(path.join(folder, 'wrong.json'), '{"user": "fleet"}');
});
afterAll(async () => {
  await cse.close();
  rmSync(folder, { recursive: true });
});

const conform = (flags: Flags) => conformIn(folder, [`${cse.url}/cse-in`], flags);

const machines = 'software.install,software.install-fails,software.in-process,software.uninstall,software.activate,software.deactivate,software.busy,software.not-installed,software.delete,campaign,execution';

describe('conform --cpe', () => {
  it('judges what devices drive by CPEs at the ACS of the CSE, over sockets, and leaves nothing', async () => {
    const { code, stdout, stderr } = await conform({ only: machines, cpe: String(cse.cwmp?.url), 'cpe-credentials': 'cpe.json' });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/\n\d+ passed, 0 failed, 0 not tested/);
    expect(code).toBe(0);
    const left = await fetch(`${cse.url}/cse-in?fu=1`, { headers: { 'X-M2M-Origin': 'CAdmin', 'X-M2M-RI': '1', 'X-M2M-RVI': '3' } });
    expect(await left.json()).toEqual({ 'm2m:uril': [] });
  }, 60_000);

  it('says why where the ACS takes no CPE: that is nothing that the CSE has done wrong', async () => {
    const { code, stdout } = await conform({ only: 'software.install', cpe: 'http://127.0.0.1:1/', timeout: '2000', format: 'json' });
    expect((JSON.parse(stdout) as { readonly cases: readonly object[] }).cases).toMatchObject([{ verdict: 'untested', why: expect.stringMatching(/^the ACS takes no CPE: session broken: .*ECONNREFUSED/) as string }]);
    expect(code).toBe(0);
  }, 60_000);

  it.each([
    [{ cpe: 'nowhere' }, 'CONFORM_URL nowhere is no address of an ACS'],
    [{ cpe: 'http://127.0.0.1:1/', 'cpe-credentials': 'wrong.json' }, 'CONFORM_FILE wrong.json user and password are missing'],
    [{ cpe: 'http://127.0.0.1:1/', 'cpe-credentials': 'none.json' }, 'CONFORM_FILE none.json does not exist'],
  ])('says what is wrong with %j', async (flags, message) => {
    const { code, stderr } = await conform(flags);
    expect(stderr).toContain(`error ${message}`);
    expect(code).toBe(2);
  });
});
