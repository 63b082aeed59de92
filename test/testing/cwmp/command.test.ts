import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../../testing/cwmp/command.js';
import { TinyAcs } from './acs.js';

let folder: string;
let acs: TinyAcs;
beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'specgen-cpe-'));
  acs = await new TinyAcs({ user: 'cpe-box-1', password: 'secret' }).listen();
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await acs.close();
});

/** Runs until `enough` holds of what was printed. */
async function played(operands: readonly string[], flags: Readonly<Record<string, string | true>>, enough: (lines: string) => boolean = () => false) {
  const controller = new AbortController();
  let [out, err] = ['', ''];
  const code = await run({
    operands,
    flags: new Map(Object.entries(flags)),
    cwd: folder,
    stdout: { write: (text) => ((out += text), enough(out) && setTimeout(() => controller.abort(), 20)) },
    stderr: { write: (text) => (err += text) },
    interrupted: () => controller.signal,
  });
  return { code, out, err };
}

describe('specgen cpe', () => {
  it('plays CPEs that show who they are, and says what happens', async () => {
    writeFileSync(path.join(folder, 'who.json'), JSON.stringify({ user: 'cpe-{serial}', password: 'secret' }));
    const { code, out } = await played([acs.url], { count: '2', serial: 'box', credentials: 'who.json' }, (lines) => lines.includes('box-1    informed') && lines.includes('answers 401') && lines.includes('2 CPEs'));
    expect(code).toBe(0);
    expect(out).toContain('informed: 0 BOOTSTRAP, 1 BOOT');
    expect(out).toMatch(/box-2 {4}session broken: the ACS answers 401/);
    expect(acs.informs.map(({ deviceId }) => deviceId)).toEqual([{ manufacturer: 'onem2m-specgen', oui: '00D09E', productClass: 'CPE', serialNumber: 'box-1' }]);
  });

  it('answers as it is told, in JSON', async () => {
    await acs.close();
    acs = await new TinyAcs().listen();
    acs.asks.push({ rpc: 'Reboot', value: { commandKey: 'r' } }, { rpc: 'GetRPCMethods', value: {} });
    const { out } = await played([acs.url], { fault: 'Reboot=9001', script: 'GetRPCMethods=delay:1', log: 'json' }, (lines) => lines.includes('GetRPCMethods'));
    expect(out.trim().split('\n').map((line) => (JSON.parse(line) as { text: string }).text)).toEqual(['informed: 0 BOOTSTRAP, 1 BOOT', 'Reboot r: fault 9001', 'GetRPCMethods: accepted']);
  });

  it.each([
    ['no URL', ['ftp://x'], {}, 'CPE_URL'],
    ['an RPC that is none', ['http://x'], { fault: 'Dance=9001' }, 'CPE_SCRIPT'],
    ['a code that is none', ['http://x'], { fault: 'Reboot=x' }, 'CPE_SCRIPT'],
    ['a word that is none', ['http://x'], { script: 'Reboot=dance' }, 'CPE_SCRIPT'],
    ['an OUI that is none', ['http://x'], { oui: 'zz' }, 'CPE_IDENTITY'],
    ['a version that is none', ['http://x'], { 'cwmp-version': '2.0' }, 'CPE_IDENTITY'],
    ['no file of credentials', ['http://x'], { credentials: 'missing.json' }, 'CPE_CREDENTIALS'],
    ['no file of a certificate', ['https://x'], { 'tls-ca': 'missing.pem' }, 'CPE_TLS'],
    ['a key without a certificate', ['https://x'], { 'tls-key': 'key.pem' }, 'CPE_TLS'],
    ['an address of another machine', ['http://x'], { listen: '192.0.2.1' }, 'CPE_LISTEN'],
  ])('says what is wrong: %s', async (_what, operands, flags, expected) => {
    const { code, err } = await played(operands, flags);
    expect(code).toBe(2);
    expect(err).toMatch(new RegExp(`^error ${expected} .*\n +hint: .`));
  });
});
