import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FINISHED, reboot, soap, until, worlds } from './world.js';

const { world } = worlds();

describe('a CPE that does not do as it should', () => {
  it.each([
    ['no SOAP', '<x/>', {}, { status: 200, fault: 8003 }],
    ['a bomb', '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>', {}, { status: 200, fault: 8003 }],
    ['JSON', '{}', { 'content-type': 'application/json' }, { status: 415, fault: 8003 }],
    ['too much', 'x'.repeat(1_000_001), {}, { status: 413, fault: 8004 }],
    ['a page of no XML', '<html></html>', { 'content-type': 'multipart/form-data; boundary=x' }, { status: 415, fault: 8003 }],
    ['what is compressed as nobody knows', 'xxxx', { 'content-encoding': 'br' }, { status: 415, fault: 8003, headers: { 'accept-encoding': 'gzip, deflate' } }],
    ['what is not compressed as it says', 'xxxx', { 'content-encoding': 'gzip' }, { status: 200, fault: 8003 }],
    ['a bomb of another kind', gzipSync(Buffer.alloc(20_000_000, 32)), { 'content-encoding': 'gzip' }, { status: 413, fault: 8004 }],
    ['a request of the last century', soap('<c:Kicked><Command>c</Command><Referer>r</Referer><Arg>a</Arg><Next>n</Next></c:Kicked>'), {}, { status: 200, fault: 8000 }],
    ['a wish', soap('<c:RequestDownload><FileType>1 Firmware Upgrade Image</FileType><FileTypeArg e:arrayType="c:ArgStruct[0]"/></c:RequestDownload>'), {}, { status: 200, fault: 8000 }],
    ['what a device is asked, not an ACS', soap('<c:SetVouchers><VoucherList e:arrayType="e:base64[0]"/></c:SetVouchers>'), {}, { status: 200, fault: 8000 }],
    ['an RPC that nobody knows', '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:c="urn:dslforum-org:cwmp-1-2"><s:Body><c:Kick/></s:Body></s:Envelope>', {}, { status: 200, fault: 8000 }],
  ])('sends %s: that is refused, and its session goes on', async (_, body, headers, want) => {
    const { cpe } = await world();
    const box = cpe();
    await box.inform();
    expect(await box.post(body, { headers: headers as Record<string, string> })).toMatchObject(want);
    expect((await box.nothing()).status).toBe(204);
  });

  it('has no cookie: its connection is its session', async () => {
    const { cpe, command } = await world();
    const answered = command('again', reboot);
    const box = cpe();
    await box.inform();
    const { envelope } = await box.nothing({ isAnonymous: true });
    expect(envelope?.body.rpc).toBe('Reboot');
    expect((await box.say({ rpc: 'RebootResponse', value: {} }, envelope?.id, { isAnonymous: true })).status).toBe(204);
    expect((await answered).rsc).toBe(2004);
    // Of another connection nobody knows whose it is: there is nothing to do.
    expect((await cpe().nothing()).status).toBe(204);
  });

  it('goes in the middle of a command: what became of that nobody knows', async () => {
    const { cpe, command, executions } = await world({ limits: { reconnect: 50, report: 100 } });
    const answered = command('again', reboot);
    const box = cpe();
    await box.inform();
    expect((await box.nothing()).envelope?.body.rpc).toBe('Reboot');
    await box.close();
    expect((await answered).rsc).toBe(6021);
    expect(executions('again')).toEqual([[FINISHED, 4]]);
  });

  it('goes before it was asked: it is asked when it comes again', async () => {
    const { cpe, command } = await world({ limits: { reconnect: 50, report: 100 } });
    const box = cpe();
    await box.inform();
    const answered = command('again', reboot);
    await box.close();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await cpe().session(() => ({ rpc: 'RebootResponse', value: {} }))).toEqual(['Reboot']);
    expect((await answered).rsc).toBe(2004);
  });

  it('goes on with its session on another connection', async () => {
    const { cpe, command } = await world();
    const answered = command('again', reboot);
    const [box, same] = [cpe(), cpe()];
    await box.inform();
    const { envelope } = await box.nothing();
    await box.close();
    same.cookie = box.cookie;
    expect((await same.say({ rpc: 'RebootResponse', value: {} }, envelope?.id)).status).toBe(204);
    expect((await answered).rsc).toBe(2004);
  });

  it('begins a second session: the first one is over', async () => {
    const { cpe, command } = await world();
    const [first, second] = [cpe(), cpe()];
    await first.inform();
    await second.inform();
    expect((await first.nothing()).status).toBe(204);
    const answered = command('again', reboot);
    await until(() => true);
    const { envelope } = await second.nothing();
    expect(envelope?.body.rpc).toBe('Reboot');
    await second.say({ rpc: 'RebootResponse', value: {} }, envelope?.id);
    expect((await answered).rsc).toBe(2004);
  });

  it('says nothing more: its session is ended in time', async () => {
    const { cpe, command } = await world({ limits: { idle: 150, report: 150 } });
    const answered = command('again', reboot);
    const box = cpe();
    await box.inform();
    expect((await box.nothing()).envelope?.body.rpc).toBe('Reboot');
    expect((await answered).rsc).toBe(6021);
    expect((await box.say({ rpc: 'RebootResponse', value: {} }, 'acs-1')).status).toBe(204);
  });

  it('is one too many: it is told to come back', async () => {
    const { cpe } = await world({ limits: { sessions: 1 } });
    await cpe('5').inform();
    expect(await cpe('6').inform()).toMatchObject({ status: 503, headers: { 'retry-after': '30' } });
    expect((await cpe('5').inform()).status).toBe(200);
  });
});
