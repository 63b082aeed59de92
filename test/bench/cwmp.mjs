/**
 * How fast the ACS is, from a second process: sessions from Inform to the empty answer, beside a bare `node:http` server that answers the same
 * two messages with what is ready; and a campaign on CPEs over sockets, for each, beside the same on simulated devices.
 * SPECGEN_CPES says how many; 10000 take a while.
 */
import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { median, print } from './measure.mjs';

const CONNECTIONS = 64;
const ROUNDS = Number(process.env.SPECGEN_ROUNDS ?? 5);
const CPES = Number(process.env.SPECGEN_CPES ?? 1000);
const DEADLINE = 600_000;
const device = (serial) => `<Manufacturer>Acme</Manufacturer><OUI>00D09E</OUI><ProductClass>CPE</ProductClass><SerialNumber>${serial}</SerialNumber>`;
const inform = (serial) =>
  `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:e="http://schemas.xmlsoap.org/soap/encoding/" xmlns:x="http://www.w3.org/2001/XMLSchema-instance" xmlns:d="http://www.w3.org/2001/XMLSchema" xmlns:c="urn:dslforum-org:cwmp-1-2"><s:Header><c:ID s:mustUnderstand="1">1</c:ID></s:Header><s:Body><c:Inform><DeviceId>${device(serial)}</DeviceId><Event e:arrayType="c:EventStruct[1]"><EventStruct><EventCode>2 PERIODIC</EventCode><CommandKey/></EventStruct></Event><MaxEnvelopes>1</MaxEnvelopes><CurrentTime>2026-11-29T12:00:00Z</CurrentTime><RetryCount>0</RetryCount><ParameterList e:arrayType="c:ParameterValueStruct[1]"><ParameterValueStruct><Name>Device.DeviceInfo.SoftwareVersion</Name><Value x:type="d:string">1.0</Value></ParameterValueStruct></ParameterList></c:Inform></s:Body></s:Envelope>`;
const answer = '<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:c="urn:dslforum-org:cwmp-1-2"><s:Header><c:ID s:mustUnderstand="1">1</c:ID></s:Header><s:Body><c:InformResponse><MaxEnvelopes>1</MaxEnvelopes></c:InformResponse></s:Body></s:Envelope>';

/** The floor: what any server on Node pays. */
function bare() {
  const server = createServer((request, response) => {
    let length = 0;
    request.on('data', (chunk) => (length += chunk.length));
    request.on('end', () => {
      if (length === 0) return response.writeHead(204).end();
      return response.writeHead(200, { 'Content-Type': 'text/xml', 'Set-Cookie': 'session=1', 'Content-Length': answer.length }).end(answer);
    });
  });
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
}

async function ours() {
  const { startCse } = await import('../../dist/runtime/serve/index.js');
  const cse = await startCse({ cwmp: {} });
  process.send({ port: cse.cwmp.port });
}

async function serverOf(kind) {
  const child = fork(fileURLToPath(import.meta.url), [kind], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const { port } = await new Promise((resolve) => child.once('message', resolve));
  return { port, close: () => child.kill() };
}

const post = (body) => Buffer.from(`POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);

/** Sessions, one after the other on each of some connections, for a while; how many in a second. */
async function sessionsPerSecond(port, milliseconds) {
  let sessions = 0;
  const end = performance.now() + milliseconds;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async (_, index) => {
      const socket = connect(port, '127.0.0.1');
      socket.setNoDelay();
      let failed = () => {};
      socket.on('error', (error) => failed(error));
      const begin = post(inform(`b${index}`));
      const nothing = post('');
      const say = (message, until) =>
        new Promise((resolve, reject) => {
          let text = '';
          const hear = (chunk) => {
            text += chunk.toString('latin1');
            if (!until(text)) return;
            socket.off('data', hear);
            resolve();
          };
          failed = reject;
          socket.on('data', hear);
          socket.write(message);
        });
      while (performance.now() < end) {
        await say(begin, (text) => text.includes('Envelope>'));
        await say(nothing, (text) => text.includes('\r\n\r\n'));
        sessions += 1;
      }
      socket.destroy();
    }),
  );
  return sessions / (milliseconds / 1000);
}

/** Milliseconds from enable to FINISHED for each device. */
async function campaign(kind, count) {
  const { startCse } = await import('../../dist/runtime/serve/index.js');
  const { simulatedDevices, systemClock } = await import('../../dist/runtime/index.js');
  const { listenForConnectionRequests, startCpe } = await import('../../dist/testing/index.js');
  const options = kind === 'simulated' ? { devices: simulatedDevices({ clock: systemClock, duration: 10 }) } : { cwmp: {} };
  const cse = await startCse(options);
  const ask = (primitive) => cse.request({ fr: 'CAdmin', rqi: 'r', ...primitive });
  await ask({ op: 1, to: 'cse-in', fr: 'Cfleet', ty: 2, pc: { 'm2m:ae': { api: 'Nfleet', rr: true, srv: ['3'] } } });
  const ids = [];
  for (let serial = 0; serial < count; serial++) {
    const { pc } = await ask({ op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { ni: `00D09E-CPE-${serial}`, hael: ['Cfleet'] } } });
    ids.push(pc['m2m:nod'].ri);
  }
  const cpes = [];
  const door = kind === 'simulated' ? undefined : await listenForConnectionRequests();
  for (let serial = 0; door !== undefined && serial < count; serial++) {
    cpes.push(await startCpe({ acs: `${cse.cwmp.url}/`, deviceId: { serialNumber: String(serial) }, connectionRequests: door, loads: false, duration: 10 }));
    if (serial % 100 === 99) await Promise.all(cpes.slice(-100).map((cpe) => cpe.idle()));
  }
  await Promise.all(cpes.map((cpe) => cpe.idle()));
  await ask({ op: 1, to: 'cse-in', ty: 9076, pc: { 'm2m:swcm': { rn: 'c', vr: '2.0', swn: 'agent', url: 'http://files.example/agent-2.0.zip', swtg: ids, swop: 1 } } });
  const begin = performance.now();
  await ask({ op: 3, to: 'cse-in/c', pc: { 'm2m:swcm': { cpen: true } } });
  const stored = () => cse.store.childNamed('id-in', 'c').attributes;
  while (stored().campaignStatus !== 3) {
    if (performance.now() - begin > DEADLINE) throw new Error('the campaign does not end');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const took = (performance.now() - begin) / count;
  if (stored().aggregatedSoftwareStatus !== 1) throw new Error('the campaign has failed');
  await Promise.all(cpes.map((cpe) => cpe.stop()));
  await door?.close();
  await cse.close();
  return took;
}

if (process.argv[2] === 'bare') bare();
else if (process.argv[2] === 'ours') await ours();
else {
  const servers = { 'bare node:http': await serverOf('bare'), 'the ACS': await serverOf('ours') };
  const rates = new Map(Object.keys(servers).map((name) => [name, []]));
  for (const { port } of Object.values(servers)) await sessionsPerSecond(port, 1_000);
  for (let round = 0; round < ROUNDS; round++) for (const [name, { port }] of Object.entries(servers)) rates.get(name).push(await sessionsPerSecond(port, 1_000));
  for (const { close } of Object.values(servers)) close();
  print('CWMP sessions per second, from Inform to the empty answer', new Map([...rates].map(([name, all]) => [name, median(all)])), { unit: '/s', base: 'bare node:http' });
  const took = new Map();
  for (const kind of ['simulated', 'socket']) took.set(kind === 'simulated' ? `${CPES} simulated devices` : `${CPES} CPEs over sockets`, (await campaign(kind, CPES)) * 1000);
  print('A campaign from enable to FINISHED, for each device', took, { unit: 'µs', base: `${CPES} simulated devices`, digits: 1 });
}
