import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { expect, it } from 'vitest';
import { encodeEnvelope } from '../../../wire/cwmp/index.js';
import { RawCpe } from './cpe.js';
import { soap, until, worlds } from './world.js';
import { effort } from '../../support/effort.js';

/** What comes from many at once, or from who means harm: others are answered as ever, and nothing of it stays. */
const { open, world } = worlds();

const informOf = (serial: string) => encodeEnvelope({ version: '1-2', id: '1', body: new RawCpe('http://127.0.0.1', serial).informed() });

/** One message on a connection of its own, as bytes; the end of the answer is known by its length. */
function socketTo(port: number) {
  const socket = net.connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  open.push({ close: () => socket.destroy() });
  let received = '';
  let isClosed = false;
  socket.setEncoding('utf8').on('data', (chunk: string) => (received += chunk));
  socket.on('close', () => (isClosed = true));
  return {
    write: (text: string) => socket.write(text),
    post(body: string): void {
      received = '';
      socket.write(`POST / HTTP/1.1\r\nHost: acs\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    },
    status: () => (received.includes('\r\n\r\n') ? Number(/^HTTP\/1\.1 (\d+)/.exec(received)?.[1]) : 0),
    isClosed: () => isClosed,
  };
}

it('a thousand sessions at once, each on a socket of its own: all are answered, and nothing is left of them', async () => {
  const { cse, cpe } = await world({ limits: { sessions: 1_000, idle: 120_000 } });
  const before = process.memoryUsage().heapUsed;
  const cpes = Array.from({ length: 1_000 }, () => socketTo(cse.cwmp?.port ?? 0));
  cpes.forEach((each, i) => each.post(informOf(`many-${i}`)));
  await until(() => cpes.every((each) => each.status() === 200), 60_000);
  expect((await cpe().inform()).status).toBe(503);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(300_000_000);
  for (const each of cpes) each.post('');
  await until(() => cpes.every((each) => each.status() === 204), 60_000);
  cpes.forEach((each, i) => each.post(informOf(`many-${i}`)));
  await until(() => cpes.every((each) => each.status() === 200), 60_000);
  // Each has a <node>, beside the one that was there.
  expect(cse.store.children('id-in', 'node')).toHaveLength(1_001);
}, 120_000);

const hasSs = spawnSync('ss', ['--version']).status === 0;
it.skipIf(!hasSs)('the queue of the system has room for as many as may be connected, if they come at once, or for as many as it gives', async () => {
  const roomAt = (port: number) => Number(spawnSync('ss', ['-ltnH', `sport = :${port}`], { encoding: 'utf8' }).stdout.trim().split(/\s+/)[2]);
  const most = Number(readFileSync('/proc/sys/net/core/somaxconn', 'utf8'));
  for (const connections of [77, 10_000]) expect(roomAt((await world({ limits: { connections } })).cse.cwmp?.port ?? 0)).toBe(Math.min(connections, most));
});

it('who says a message letter by letter, or the half of it, delays nobody, and is not waited for', async () => {
  const { cse, cpe } = await world({ limits: { idle: 1_000 } });
  const slow = Array.from({ length: 50 }, () => socketTo(cse.cwmp?.port ?? 0));
  const head = `POST / HTTP/1.1\r\nHost: acs\r\nContent-Length: 5000\r\n\r\n`;
  slow.forEach((each, i) => each.write(i % 2 === 0 ? head : head.slice(0, 10)));
  const letters = setInterval(() => slow.forEach((each) => each.write('x')), 100);
  open.push({ close: () => clearInterval(letters) });
  expect(await cpe().session(() => undefined)).toEqual([]);
  await until(() => slow.every((each) => each.isClosed()), 20_000);
}, 60_000);

it.each([
  ['as many parameters as a message can hold', (count: number) => `<ParameterList e:arrayType="c:ParameterValueStruct[${count}]">${'<a><Name>A</Name><Value/></a>'.repeat(count)}</ParameterList>`, 30_000, undefined],
  ['more of them than it says', (count: number) => `<ParameterList e:arrayType="c:ParameterValueStruct[1]">${'<a><Name>A</Name><Value/></a>'.repeat(count)}</ParameterList>`, 30_000, 8003],
  ['a number of them beyond numbers', (count: number) => `<ParameterList e:arrayType="c:ParameterValueStruct[${'9'.repeat(count)}]"/>`, 900_000, undefined],
  ['as many elements inside each other', (count: number) => `<a>`.repeat(count) + '</a>'.repeat(count), 130_000, 8004],
  ['as many attributes', (count: number) => `<ParameterList ${Array.from({ length: count }, (_, i) => `a${i}=""`).join(' ')}/>`, 80_000, 8004],
  ['as many declarations', (count: number) => `<ParameterList ${Array.from({ length: count }, (_, i) => `xmlns:a${i}="u"`).join(' ')}/>`, 50_000, 8004],
  ['as many marks that begin nothing', (count: number) => `<ParameterList/><a>${'&'.repeat(count)}</a>`, 900_000, undefined],
] as const)('an Inform with %s', async (_, list, count, fault) => {
  const { cpe } = await world();
  const box = cpe();
  const message = soap(`<c:Inform><DeviceId><Manufacturer/><OUI>00D09E</OUI><ProductClass>Box</ProductClass><SerialNumber>1</SerialNumber></DeviceId><Event e:arrayType="c:EventStruct[1]"><EventStruct><EventCode>2 PERIODIC</EventCode><CommandKey/></EventStruct></Event>${list(count)}</c:Inform>`);
  expect(message.length).toBeLessThan(1_000_000);
  expect(await effort(async () => expect(await box.post(message)).toMatchObject({ status: 200, fault }))).toBeLessThan(10);
  // It goes on.
  await box.inform();
  expect((await box.nothing()).status).toBe(204);
}, 60_000);

it('two sessions of one device at once: what is asked is asked in the later one, once', async () => {
  const { cpe, command } = await world();
  const answered = command('again', { cmdType: 2 });
  const [first, second] = [cpe(), cpe()];
  await first.inform();
  const asked = (await first.nothing()).envelope;
  // The command was under way in the first: whether it was done, the device alone knows.
  await second.inform({ events: ['1 BOOT', { eventCode: 'M Reboot', commandKey: asked?.body.rpc === 'Reboot' ? asked.body.value.commandKey : '' }] });
  expect((await answered).rsc).toBe(2004);
  expect((await second.nothing()).status).toBe(204);
  expect((await first.say({ rpc: 'RebootResponse', value: {} }, asked?.id)).status).toBe(204);
});

it('connections that are closed at any byte leave no session behind', async () => {
  const { cse, cpe } = await world({ limits: { reconnect: 50, sessions: 1 } });
  const message = informOf('1');
  const whole = `POST / HTTP/1.1\r\nHost: acs\r\nContent-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}`;
  for (let at = 1; at < whole.length; at += Math.ceil(whole.length / 60)) {
    const socket = net.connect(cse.cwmp?.port ?? 0, '127.0.0.1');
    socket.on('error', () => undefined);
    await new Promise<void>((resolve) => socket.write(whole.slice(0, at), () => resolve()));
    socket.destroy();
  }
  const last = socketTo(cse.cwmp?.port ?? 0);
  last.write(whole);
  await until(() => last.status() === 200);
  expect((await cpe('2').inform()).status).toBe(503);
  last.post('');
  await until(() => last.status() === 204);
  expect((await cpe('2').inform()).status).toBe(200);
}, 30_000);
