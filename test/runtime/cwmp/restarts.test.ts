import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Status } from '../../../generated/enumerations.js';
import { startCse, type RunningCse } from '../../../runtime/serve/index.js';
import type { Body } from '../../../wire/cwmp/index.js';
import { RawCpe } from './cpe.js';

const folder = mkdtempSync(path.join(os.tmpdir(), 'onem2m-acs-'));
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  rmSync(folder, { recursive: true, force: true });
});

type Json = Record<string, unknown>;
const uuid = '11111111-1111-4111-8111-111111111111';
const unit = { uuid, deploymentUnitRef: 'Device.SoftwareModules.DeploymentUnit.1', version: '1.0', currentState: 'Installed', resolved: true, executionUnitRefList: '', startTime: '2026-11-29T12:00:00Z', completeTime: '2026-11-29T12:00:01Z', fault: { faultCode: 0, faultString: '' } } as const;

test('the CSE starts anew between any two messages: nothing is asked twice that was answered, nothing is forgotten', async () => {
  const store = path.join(folder, 'cse.sqlite');
  let cse: RunningCse | undefined;
  const start = async () => {
    await cse?.close();
    cse = await startCse({ store, cwmp: { limits: { grace: 50 } } });
    return cse;
  };
  closing.push(() => cse?.close());
  const ask = async (primitive: Json) => (await cse?.request({ fr: 'CAdmin', rqi: 'r', ...primitive })) as Json;
  const installStatus = () => {
    const [node] = cse?.store.children('id-in', 'node') ?? [];
    const [software] = cse?.store.children(node?.id ?? '', 'software') ?? [];
    return (software?.attributes['installStatus'] as { status: number } | undefined)?.status;
  };
  /** One more session of the same CPE, up to what it is asked. */
  const session = async (...told: readonly Body[]) => {
    const cpe = new RawCpe(cse?.cwmp?.url ?? '');
    closing.push(() => cpe.close());
    expect((await cpe.inform({ url: 'http://127.0.0.1:9/' })).envelope?.body.rpc).toBe('InformResponse');
    const answers = [];
    for (const each of told) answers.push((await cpe.say(each)).envelope?.body.rpc);
    return { cpe, answers, asked: (await cpe.nothing()).envelope };
  };
  const keyIn = (body: Body | undefined) => (body?.rpc === 'ChangeDUState' ? body.value.commandKey : undefined);

  await start();
  await ask({ op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { rn: 'box', ni: '00D09E-Box-1' } } });
  await ask({ op: 1, to: 'cse-in/box', ty: 13, pc: { 'm2m:swr': { rn: 'app', mgd: 1002, vr: '1.0', swn: 'app', url: 'http://files.example/app-1.0.zip' } } });
  await ask({ op: 3, to: 'cse-in/box/app', pc: { 'm2m:swr': { in: true } } });

  // Before the CPE came: it is asked when it comes.
  await start();
  const first = await session();
  const commandKey = keyIn(first.asked?.body);
  expect([first.asked?.body.rpc, typeof commandKey]).toEqual(['ChangeDUState', 'string']);

  // Before its answer: it is asked again, under the same key.
  await start();
  const second = await session();
  expect(keyIn(second.asked?.body)).toBe(commandKey);
  expect((await second.cpe.say({ rpc: 'ChangeDUStateResponse', value: {} }, second.asked?.id)).status).toBe(204);

  // After its answer, before its report: it is waited for.
  await start();
  expect([(await session()).asked, installStatus()]).toEqual([undefined, Status.In_Process]);
  const report: Body = { rpc: 'DUStateChangeComplete', value: { commandKey: commandKey ?? '', results: [unit] } };
  expect((await session(report)).answers).toEqual(['DUStateChangeCompleteResponse']);
  expect(installStatus()).toBe(Status.Successful);

  // After the report, which comes once more: it is answered, and changes nothing.
  await start();
  const faulty: Body = { rpc: 'DUStateChangeComplete', value: { commandKey: commandKey ?? '', results: [{ ...unit, currentState: 'Failed', fault: { faultCode: 9001, faultString: '' } }] } };
  expect((await session(report, faulty)).answers).toEqual(['DUStateChangeCompleteResponse', 'DUStateChangeCompleteResponse']);
  expect(installStatus()).toBe(Status.Successful);

  // What the device has called it is known still.
  await ask({ op: 3, to: 'cse-in/box/app', pc: { 'm2m:swr': { un: true } } });
  const last = await session();
  expect(last.asked?.body).toMatchObject({ rpc: 'ChangeDUState', value: { operations: [{ operation: 'Uninstall', uuid, version: '1.0' }] } });
}, 60_000);
