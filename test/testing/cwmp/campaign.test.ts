import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { startCse } from '../../../runtime/serve/index.js';
import { delay, fault, listenForConnectionRequests, reportFault, reportTwice, restartMeanwhile, startCpe, type Cpe, type CpeOptions } from '../../../testing/cwmp/index.js';

/** CPEs over sockets against our own ACS: what a campaign makes of what devices do. */

type Json = Record<string, unknown>;
const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function world() {
  const cse = await startCse({ cwmp: {}, management: { sessionLimit: 5_000 } });
  open.push(() => cse.close());
  const files = http.createServer((request, response) => (request.url?.includes('agent') === true ? response.end(JSON.stringify({ name: 'agent', version: '2.0' })) : response.writeHead(404).end()));
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
  open.push(() => files.close());
  const requests = await listenForConnectionRequests();
  open.push(() => requests.close());
  const ask = async (primitive: Json): Promise<Json & { rsc: number }> => (await cse.request({ fr: 'CAdmin', rqi: 'r', ...primitive })) as Json & { rsc: number };
  const read = async (to: string) => Object.values(((await ask({ op: 2, to })).pc ?? {}) as Json)[0] as Json;
  /** A CPE of a Registree, with its <node>. */
  const box = async (serialNumber: string, more: Partial<CpeOptions> = {}): Promise<Cpe> => {
    await ask({ op: 1, to: 'cse-in', fr: `C${serialNumber}`, ty: 2, pc: { 'm2m:ae': { api: 'Nbox', rr: true, srv: ['3'] } } });
    await ask({ op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { rn: serialNumber, ni: `00D09E-CPE-${serialNumber}`, hael: [`C${serialNumber}`] } } });
    const cpe = await startCpe({ acs: cse.cwmp?.url ?? '', deviceId: { serialNumber }, connectionRequests: requests, duration: 5, restartTime: 50, retryAfter: () => 50, ...more });
    open.push(() => cpe.stop());
    await cpe.idle();
    return cpe;
  };
  return { ask, read, box, files: `http://127.0.0.1:${(files.address() as AddressInfo).port}` };
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; !(await holds()) && Date.now() < end; ) await new Promise((resolve) => setTimeout(resolve, 20));
}

it('a campaign installs on boxes that work, that restart meanwhile and that report twice, and says which did not', async () => {
  const { ask, read, box, files } = await world();
  const boxes = [
    await box('good'),
    await box('restarts', { script: (cpe) => cpe.next('ChangeDUState', delay(60), restartMeanwhile) }),
    await box('repeats', { script: (cpe) => cpe.next('ChangeDUState', reportTwice) }),
    await box('refuses', { script: (cpe) => cpe.always('ChangeDUState', fault(9004)) }),
    await box('fails', { script: (cpe) => cpe.always('ChangeDUState', reportFault(9027)) }),
  ];
  const swtg = boxes.map(({ serialNumber }) => `cse-in/${serialNumber}`);
  expect(await ask({ op: 1, to: 'cse-in', ty: 9076, pc: { 'm2m:swcm': { rn: 'update', vr: '2.0', swn: 'agent', url: `${files}/agent`, swtg, swop: 1 } } })).toMatchObject({ rsc: 2001 });
  expect(await ask({ op: 3, to: 'cse-in/update', pc: { 'm2m:swcm': { cpen: true } } })).toMatchObject({ rsc: 2004 });
  await until(async () => (await read('cse-in/update'))['cpst'] === 3);
  const campaign = await read('cse-in/update');
  // 3 is FINISHED; of each target, 1 is success and 2 failure.
  expect(campaign['cpst']).toBe(3);
  expect((campaign['inss'] as Json[]).map(({ ndi, sus }) => [ndi, sus])).toEqual(swtg.map((each, i) => [each, i < 3 ? 1 : 2]));
  expect(boxes.map((each) => each.installed().map(({ name, version }) => `${name} ${version}`))).toEqual([['agent 2.0'], ['agent 2.0'], ['agent 2.0'], [], []]);
});
