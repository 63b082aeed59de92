import net from 'node:net';
import { describe, expect, it } from 'vitest';
import { encodeEnvelope } from '../../../wire/cwmp/index.js';
import { RawCpe, type PostOptions } from './cpe.js';
import { reboot, result, soap, until, worlds } from './world.js';

const { open, world } = worlds();

describe('a CPE of another make', () => {
  it.each([
    ['lists results as TR-069 prints them', soap(`<c:DUStateChangeComplete><Results e:arrayType="c:OpResultStruct[1]"><OpResultStruct>${result}</OpResultStruct></Results><CommandKey>k</CommandKey></c:DUStateChangeComplete>`), {}],
    ['repeats results as the schema has them', soap(`<c:DUStateChangeComplete><Results>${result}</Results><Results>${result}</Results><CommandKey>k</CommandKey></c:DUStateChangeComplete>`), {}],
    ['does not say that its lists are lists', soap('<c:Inform><DeviceId><Manufacturer>Acme</Manufacturer><OUI>00D09E</OUI><ProductClass>Box</ProductClass><SerialNumber>1</SerialNumber></DeviceId><Event><EventStruct><EventCode>2 PERIODIC</EventCode><CommandKey/></EventStruct></Event><MaxEnvelopes>1</MaxEnvelopes><CurrentTime>2026-11-29T12:00:00</CurrentTime><RetryCount>0</RetryCount><ParameterList/></c:Inform>'), {}],
    ['speaks of SOAP 1.2', soap(`<c:TransferComplete><CommandKey>k</CommandKey><FaultStruct><FaultCode>0</FaultCode><FaultString/></FaultStruct><StartTime>0001-01-01T00:00:00Z</StartTime><CompleteTime>0001-01-01T00:00:00Z</CompleteTime></c:TransferComplete>`), { headers: { 'content-type': 'application/soap+xml; charset=utf-8' } }],
    ['sends its messages in pieces, of no type', soap('<c:GetRPCMethods/>'), { headers: { 'content-type': undefined }, isInPieces: true }],
  ] as [string, string, PostOptions][])('%s', async (_, body, more) => {
    const { cpe, informs, id } = await world();
    const box = cpe();
    box.version = '1-0';
    await box.inform();
    const answer = await box.post(body, more);
    expect([answer.status, answer.fault]).toEqual([200, undefined]);
    expect((await box.nothing()).status).toBe(204);
    expect(new Set(informs().map((each) => each.node))).toEqual(new Set([id]));
  });

  it('reports what became of software without what nobody asks for: the campaign finishes all the same', async () => {
    const { cpe, cse, ask } = await world();
    await ask({ op: 1, to: 'cse-in/box', ty: 13, pc: { 'm2m:swr': { rn: 'app', mgd: 1002, vr: '1.0', swn: 'app', url: 'http://files.example/app-1.0.zip' } } });
    await ask({ op: 3, to: 'cse-in/box/app', pc: { 'm2m:swr': { in: true } } });
    const box = cpe();
    let key = '';
    await box.session((body) => {
      if (body.rpc === 'ChangeDUState') key = body.value.commandKey ?? '';
      return { rpc: 'ChangeDUStateResponse', value: {} };
    });
    const few = result.replace(/<Resolved>.*<\/ExecutionUnitRefList>|<ExecutionUnitRefList\/>|<Resolved>.*<\/Resolved>/g, '').replaceAll('Fault>', 'FaultStruct>');
    await box.inform();
    const answer = await box.post(soap(`<c:DUStateChangeComplete><CommandKey>${key}</CommandKey><Results><OpResultStruct>${few}</OpResultStruct></Results></c:DUStateChangeComplete>`).replace('cwmp-1-0', 'cwmp-1-2'));
    expect([few.includes('Resolved'), answer.envelope?.body.rpc]).toEqual([false, 'DUStateChangeCompleteResponse']);
    const node = cse.store.childNamed('id-in', 'box');
    expect(cse.store.childNamed(node?.id ?? '', 'app')?.attributes['installStatus']).toMatchObject({ status: 1 });
  });

  it('tries with nothing whether it has to show who it is, as libcurl does', async () => {
    const { cpe } = await world();
    const box = cpe();
    expect((await box.nothing()).status).toBe(204);
    expect((await box.inform()).status).toBe(200);
    box.cookie = `$Version="1", ${box.cookie?.replace('=', '="') ?? ''}"; $Path="/"`;
    expect((await box.nothing()).status).toBe(204);
  });

  it('speaks HTTP/1.0, keeps its connection, and has no cookies', async () => {
    const { cse, command } = await world();
    const answered = command('again', reboot);
    const socket = net.connect(cse.cwmp?.port ?? 0, '127.0.0.1');
    open.push({ close: () => socket.destroy() });
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    const send = async (body: string, want: RegExp) => {
      text = '';
      socket.write(`POST / HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      await until(() => want.test(text));
    };
    const inform = encodeEnvelope({ version: '1-0', id: '1', body: new RawCpe('http://127.0.0.1').informed() });
    await send(inform, /InformResponse>/);
    await send('', /<c\w*:Reboot>[^]*Envelope>/);
    await send(soap('<c:RebootResponse/>'), /204 No Content/);
    expect((await answered).rsc).toBe(2004);
  });
});
