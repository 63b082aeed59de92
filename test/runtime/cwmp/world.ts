import { afterEach, expect } from 'vitest';
import { startCse, type CwmpOptions, type RunningCse } from '../../../runtime/serve/index.js';
import type { Passage } from '../../../runtime/hooks.js';
import type { Body } from '../../../wire/cwmp/index.js';
import { RawCpe } from './cpe.js';

type Json = Record<string, unknown>;

/** Makes worlds for the tests of a file; what is open is closed after each. */
export function worlds() {
  const open: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const each of open.splice(0).reverse()) await each.close();
  });
  return { open, world: (cwmp: CwmpOptions = {}, more: Json = {}) => world(open, cwmp, more) };
}

/** A CSE that CPEs connect to, with a <node> for the CPE `1`, in one process. */
async function world(open: { close(): unknown }[], cwmp: CwmpOptions, more: Json) {
  const passed: Passage[] = [];
  const errors: unknown[] = [];
  const cse: RunningCse = await startCse({ cwmp, hooks: { passed: (passage) => passed.push(passage) }, report: (error) => errors.push(error), management: { sessionLimit: 2_000 }, ...more });
  open.push(cse);
  const ask = async (primitive: Json): Promise<Json & { rsc: number }> => (await cse.request({ fr: 'CAdmin', rqi: 'r', ...primitive })) as Json & { rsc: number };
  const node = async (name: string, nodeID: string) => {
    const { pc } = await ask({ op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { rn: name, ni: nodeID } } });
    return String((pc as { 'm2m:nod': Json })['m2m:nod']['ri']);
  };
  const id = await node('box', '00D09E-Box-1');
  const cpe = (serial = '1') => {
    const made = new RawCpe(cse.cwmp?.url ?? '', serial);
    open.push(made);
    return made;
  };
  const attributes = async (to: string) => Object.values(((await ask({ op: 2, to })).pc ?? {}) as Json)[0] as Json;
  /** Executes a command of the box, with what was answered some time. */
  const command = async (name: string, content: Json) => {
    await ask({ op: 1, to: 'cse-in', ty: 12, pc: { 'm2m:mgmtCmd': { resourceName: name, execTarget: 'cse-in/box', ...content } } });
    return ask({ op: 3, to: `cse-in/${name}`, pc: { 'm2m:mgmtCmd': { execEnable: true } } });
  };
  const executions = (name: string) => {
    const { store } = cse;
    const mgmtCmd = store.childNamed('id-in', name);
    return mgmtCmd === undefined ? [] : store.children(mgmtCmd.id, 'execInstance').map(({ attributes: { execStatus, execResult } }) => [execStatus, execResult]);
  };
  const informs = () => passed.flatMap((each) => (each.kind === 'report' && each.report.rpc === 'Inform' ? [each.report] : []));
  const reports = () => passed.flatMap((each) => (each.kind === 'report' ? [each.report.rpc] : []));
  return { cse, ask, node, id, cpe, attributes, command, executions, passed, informs, reports, errors };
}

export const upload = { cmdType: 3, execReqArgs: { upload: [{ fileType: '2 Vendor Log File', URL: 'http://files.example/log', username: '', password: '' }] } };
export const reboot = { cmdType: 2 };
/** Waits until it is so, for ten seconds unless told otherwise. */
export const until = async (holds: () => boolean, within = 10_000) => {
  for (const end = Date.now() + within; !holds() && Date.now() < end; ) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(holds()).toBe(true);
};
export const uploaded: Body = { rpc: 'UploadResponse', value: { status: 1, startTime: '0001-01-01T00:00:00Z', completeTime: '0001-01-01T00:00:00Z' } };
export const completed = (commandKey: string, faultCode = 0): Body => ({ rpc: 'TransferComplete', value: { commandKey, faultStruct: { faultCode, faultString: '' }, startTime: '2026-11-29T12:00:00Z', completeTime: '2026-11-29T12:00:01Z' } });

export const FINISHED = 3;
export const PENDING = 2;

export const soap = (message: string) =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:e="http://schemas.xmlsoap.org/soap/encoding/" xmlns:c="urn:dslforum-org:cwmp-1-0"><s:Body>${message}</s:Body></s:Envelope>`;
export const result = '<UUID>11111111-1111-4111-8111-111111111111</UUID><DeploymentUnitRef/><Version>1</Version><CurrentState>Installed</CurrentState><Resolved>true</Resolved><ExecutionUnitRefList/><StartTime>0001-01-01T00:00:00Z</StartTime><CompleteTime>0001-01-01T00:00:00Z</CompleteTime><Fault><FaultCode>0</FaultCode><FaultString/></Fault>';
