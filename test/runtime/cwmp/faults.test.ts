import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ExecResultType, ExecStatusType } from '../../../generated/enumerations.js';
import { StatusCode } from '../../../generated/tables/status-codes.js';
import type { Body } from '../../../wire/cwmp/index.js';
import { completed, until, worlds } from './world.js';

/** Every code that there is, in every place where a device can say it, as SOAP over a socket; and reports at times when nobody expects them. */
const { world } = worlds();

interface Definition {
  readonly tables: readonly { readonly rows: readonly { readonly faultCode: number; readonly status: string }[] }[];
  readonly unlisted: readonly { readonly from: number; readonly to: number; readonly status: string }[];
}
const definition = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../../xsd/tables/fault-codes.json'), 'utf8')) as Definition;
const rows = definition.tables.flatMap((table) => table.rows);
/** What a code means, by the definition: the same wherever a table has it, that of its range otherwise. */
const meaningOf = (code: number) => rows.find(({ faultCode }) => faultCode === code)?.status ?? definition.unlisted.find(({ from, to }) => from <= code && code <= to)?.status;

const codes = [...Array.from({ length: 33 }, (_, i) => 9_000 + i), ...Array.from({ length: 7 }, (_, i) => 8_000 + i), 9_800, 9_899, 8_800, 1, 65_535];
const faultOf = (faultCode: number) => ({ faultCode, faultString: `code ${faultCode}` });
const times = { startTime: '0001-01-01T00:00:00Z', completeTime: '0001-01-01T00:00:00Z' } as const;
const unit = { uuid: '11111111-1111-4111-8111-111111111111', deploymentUnitRef: '', version: '1', currentState: 'Failed', resolved: true, executionUnitRefList: '', ...times } as const;

const file = { fileType: '1 Firmware Upgrade Image', URL: 'http://files.example/app-1.0.zip', username: '', password: '' };
const commands = {
  FactoryReset: { cmdType: 1 },
  Reboot: { cmdType: 2 },
  Upload: { cmdType: 3, execReqArgs: { upload: [file] } },
  Download: { cmdType: 4, execReqArgs: { download: [{ ...file, filesize: 1, targetFile: '', delaySeconds: 1, successURL: '', startTime: '20261129T000000', completeTime: '20261129T000000' }] } },
  ChangeDUState: { cmdType: 5, execReqArgs: { softwareInstall: [{ URL: file.URL, UUID: '', username: '', password: '', executionEnvRef: '' }] } },
} as const;
type Rpc = keyof typeof commands;

const accepted: Readonly<Record<string, Body>> = {
  Upload: { rpc: 'UploadResponse', value: { status: 1, ...times } },
  Download: { rpc: 'DownloadResponse', value: { status: 1, ...times } },
  ChangeDUState: { rpc: 'ChangeDUStateResponse', value: {} },
};
const reportOf = (rpc: Rpc, commandKey: string, code: number): Body =>
  rpc === 'ChangeDUState' ? { rpc: 'DUStateChangeComplete', value: { commandKey, results: [{ ...unit, fault: faultOf(code) }] } } : completed(commandKey, code);
const keyIn = (body: Body) => (body.rpc === 'Upload' || body.rpc === 'Download' || body.rpc === 'ChangeDUState' ? (body.value.commandKey ?? '') : '');

/** One command after the other on the box, each with what the box makes of it. */
async function stage() {
  const { cpe, command, cse, ask } = await world();
  const box = cpe();
  let count = 0;
  const instance = (name: string) => cse.store.children(cse.store.childNamed('id-in', name)?.id ?? '', 'execInstance')[0];
  /** It is there, and waits for the box. */
  const begin = async (rpc: Rpc) => {
    const name = `c${(count += 1)}`;
    const answered = command(name, commands[rpc]);
    await until(() => instance(name) !== undefined);
    return { name, answered };
  };
  return {
    ask,
    box,
    begin,
    instance,
    async run(rpc: Rpc, act: (body: Body) => Body | undefined) {
      const { name, answered } = await begin(rpc);
      await box.session(act);
      return { name, rsc: (await answered).rsc };
    },
    outcome(name: string) {
      const { attributes = {} } = instance(name) ?? {};
      const nameIn = (names: object, value: unknown) => Object.entries(names).find(([, number]) => number === value)?.[0];
      return `${nameIn(ExecStatusType, attributes['execStatus']) ?? ''} ${nameIn(ExecResultType, attributes['execResult']) ?? ''}`;
    },
  };
}

it.each(['FactoryReset', 'Reboot', 'Upload', 'Download', 'ChangeDUState'] as const)('%s is answered with every code', async (rpc) => {
  const { run, outcome } = await stage();
  const [told, want] = [[] as string[], [] as string[]];
  for (const code of codes) {
    const { name, rsc } = await run(rpc, (body) => (body.rpc === rpc ? { rpc: 'Fault', value: faultOf(code) } : undefined));
    told.push(`${code}: ${rsc} ${outcome(name)}`);
    want.push(`${code}: ${StatusCode.OPERATION_DENIED_BY_REMOTE_ENTITY} FINISHED ${meaningOf(code)}`);
  }
  expect(told).toEqual(want);
}, 60_000);

it.each(['Upload', 'Download', 'ChangeDUState'] as const)('what %s has begun ends with every code', async (rpc) => {
  const { box, run, outcome } = await stage();
  const [told, want] = [[] as string[], [] as string[]];
  for (const code of codes) {
    let key = '';
    const { name } = await run(rpc, (body) => ((key = keyIn(body)), accepted[rpc]));
    await box.session(() => undefined, [reportOf(rpc, key, code)], { events: ['7 TRANSFER COMPLETE'] });
    told.push(`${code}: ${outcome(name)}`);
    want.push(`${code}: FINISHED ${meaningOf(code)}`);
  }
  expect(told).toEqual(want);
}, 60_000);

it('a transfer is not cancelled, with every code: it goes on', async () => {
  const { box, ask, instance, run, outcome } = await stage();
  const { name } = await run('Upload', () => accepted['Upload']);
  const [told, want] = [[] as string[], [] as string[]];
  for (const code of codes) {
    const refused = ask({ op: 3, to: instance(name)?.id, pc: { 'm2m:execInstance': { execDisable: true } } });
    // It is to be asked before it comes.
    await new Promise((resolve) => setImmediate(resolve));
    expect(await box.session((body) => (body.rpc === 'CancelTransfer' ? { rpc: 'Fault', value: faultOf(code) } : undefined))).toEqual(['CancelTransfer']);
    told.push(`${code}: ${(await refused).rsc} ${outcome(name)}`);
    want.push(`${code}: ${StatusCode.MGMT_CANCELLATION_FAILED} PENDING ${meaningOf(code)}`);
  }
  expect(told).toEqual(want);
}, 60_000);

it('reports of two commands in the other order, under keys that were lost, of another kind, and late: each is answered, and one counts', async () => {
  const { box, run, outcome } = await stage();
  const keys: string[] = [];
  const names: string[] = [];
  for (let i = 0; i < 2; i += 1) names.push((await run('Upload', (body) => (keys.push(keyIn(body)), accepted['Upload']))).name);
  const software = await run('ChangeDUState', (body) => (keys.push(keyIn(body)), accepted['ChangeDUState']));
  const [first = '', second = '', third = ''] = keys;
  const say = async (...bodies: readonly Body[]) => {
    await box.inform({ events: ['7 TRANSFER COMPLETE'] });
    const answers = [];
    for (const each of bodies) answers.push((await box.say(each)).envelope?.body.rpc);
    expect((await box.nothing()).status).toBe(204);
    return answers;
  };
  const ok = ['TransferCompleteResponse', 'DUStateChangeCompleteResponse'] as const;
  const nobody = [completed('', 9010), completed('nobody', 9010), completed(first.toUpperCase(), 9010), reportOf('ChangeDUState', first, 9001), completed(third, 9010)];
  expect(await say(...nobody)).toEqual([ok[0], ok[0], ok[0], ok[1], ok[0]]);
  expect([...names, software.name].map(outcome)).toEqual(['PENDING STATUS_NOT_FINISHED', 'PENDING STATUS_NOT_FINISHED', 'PENDING STATUS_NOT_FINISHED']);
  expect(await say(completed(second, 9011), completed(first), reportOf('ChangeDUState', third, 9027))).toEqual([ok[0], ok[0], ok[1]]);
  const ended = ['FINISHED STATUS_SUCCESS', 'FINISHED STATUS_UPLOAD_FAILED', `FINISHED ${meaningOf(9027)}`];
  expect([...names, software.name].map(outcome)).toEqual(ended);
  // Once more, and otherwise: nothing changes.
  expect(await say(completed(first, 9002), completed(second), reportOf('ChangeDUState', third, 9001))).toEqual([ok[0], ok[0], ok[1]]);
  expect([...names, software.name].map(outcome)).toEqual(ended);
}, 30_000);

it.each([
  ['in its session', true],
  ['in the next one, in its place', false],
])('a report that comes before the answer of its command, %s', async (_, isInSession) => {
  const { box, begin, outcome } = await stage();
  const { name, answered } = await begin('Upload');
  await box.inform();
  const { envelope } = await box.nothing();
  const report = completed(envelope === undefined ? '' : keyIn(envelope.body));
  if (!isInSession) await box.inform({ events: ['7 TRANSFER COMPLETE'] });
  expect((await box.say(report)).envelope?.body.rpc).toBe('TransferCompleteResponse');
  expect((isInSession ? await box.say(accepted['Upload']!, envelope?.id) : await box.nothing()).status).toBe(204);
  expect([(await answered).rsc, outcome(name)]).toEqual([StatusCode.UPDATED, 'FINISHED STATUS_SUCCESS']);
}, 30_000);
