/** Commands that a CPE has accepted, from the answer to the report: what they do, and what they find. */

import type { Body, CwmpMessages, OperationStruct, OpResultStruct } from '../../generated/cwmp/types.js';
import type { Behaviour } from '../../runtime/devices/behaviour.js';
import type { DUResult, Fault } from '../../runtime/devices/devices.js';
import { change, packageNamedBy, type Package, type SoftwareModules } from '../../runtime/devices/software.js';
import { timeText } from '../../wire/cwmp/index.js';
import { digestOf, load, packageIn, send, type Place } from './files.js';
import type { CpeFile, CpeOptions } from './options.js';
import type { DataModel } from './parameters.js';

export type Task =
  | { readonly rpc: 'Download' | 'ScheduleDownload'; readonly args: Pick<CwmpMessages['Download'], 'commandKey' | 'fileType' | 'url' | 'username' | 'password' | 'fileSize' | 'targetFileName'> }
  | { readonly rpc: 'Upload'; readonly args: CwmpMessages['Upload'] }
  | { readonly rpc: 'ChangeDUState'; readonly args: CwmpMessages['ChangeDUState'] };

/** A command under way. */
export interface Running {
  readonly task: Task;
  readonly commandKey: string;
  readonly behaviour: Behaviour;
  readonly startTime: number;
  /** Its work has begun: it is past its delay. */
  begun: boolean;
  stop: () => void;
}

/** What work is done on. */
export interface Bench {
  software: SoftwareModules;
  readonly files: Map<string, CpeFile>;
  readonly model: DataModel;
  readonly options: Pick<CpeOptions, 'loads' | 'packages'>;
  readonly now: () => number;
}

const noFault = { faultCode: 0, faultString: '' };

/** Does the work, and says what the report says. */
export async function workOn(bench: Bench, { task, behaviour, startTime }: Running): Promise<Body> {
  const commandKey = behaviour.reportedKey ?? task.args.commandKey ?? '';
  if (task.rpc === 'ChangeDUState') {
    const results: OpResultStruct[] = [];
    for (const operation of task.args.operations) {
      const done = behaviour.failure === undefined ? await changed(bench, operation) : [{ fault: behaviour.failure, ...named(operation) }];
      for (const each of done) results.push(resultOf(bench, operation, each, startTime));
    }
    return { rpc: 'DUStateChangeComplete', value: { results, commandKey } };
  }
  const found = behaviour.failure ?? (task.rpc === 'Upload' ? await sent(bench, task.args) : await loaded(bench, task.args));
  const faultStruct = found === undefined ? noFault : { faultCode: found.faultCode, faultString: found.faultString.slice(0, 256) };
  return { rpc: 'TransferComplete', value: { commandKey, faultStruct, startTime: timeText(startTime), completeTime: timeText(bench.now()) } };
}

async function loaded({ files, options }: Bench, { url, username, password, fileSize, fileType, targetFileName }: Extract<Task, { rpc: 'Download' | 'ScheduleDownload' }>['args']): Promise<Fault | undefined> {
  const got = options.loads === false ? { content: new Uint8Array() } : await load({ url, username, password }, fileSize);
  if ('faultCode' in got) return got;
  const name = targetFileName !== '' ? targetFileName : ((URL.canParse(url) ? new URL(url).pathname.split('/').at(-1) : undefined) ?? url);
  files.set(name, { name, fileType, url, size: got.content.length, sha256: digestOf(got.content) });
  return undefined;
}

/** A configuration is its parameters; whatever else is asked for is a text that says what it is. */
async function sent({ model, options }: Bench, { url, username, password, fileType }: CwmpMessages['Upload']): Promise<Fault | undefined> {
  const content = /Configuration/.test(fileType) ? model.all().map(({ name, value }) => `${name}=${value}\n`).join('') : `${fileType}\n`;
  return options.loads === false ? undefined : send({ url, username, password }, content);
}

async function changed(bench: Bench, operation: OperationStruct): Promise<readonly DUResult[]> {
  const found = new Map<string, Package | Fault>();
  for (const place of placesOf(bench, operation)) {
    const { url } = place;
    if (bench.options.loads === false) {
      if (URL.canParse(url)) found.set(url, packageNamedBy(url));
      continue;
    }
    const got = await load(place);
    const inside = 'faultCode' in got ? got : inspected(bench, url, got.content);
    if (inside !== undefined) found.set(url, inside);
  }
  const packageAt = (url: string): Package | undefined => {
    const there = found.get(url);
    return there !== undefined && 'name' in there ? there : undefined;
  };
  const { units, results } = change(bench.software, operation, packageAt);
  bench.software = { ...bench.software, units };
  // That there is nothing at a URL is what follows; why it could not be loaded is what the CPE knows.
  const cause = [...found.values()].find((each): each is Fault => 'faultCode' in each);
  return results.map((result) => (result.fault?.faultCode === 9016 && cause !== undefined ? { ...result, fault: cause } : result));
}

function inspected({ options: { packages = packageIn } }: Bench, url: string, content: Uint8Array): Package | Fault | undefined {
  try {
    return packages(url, content);
  } catch (error) {
    return { faultCode: 9002, faultString: (error as Error).message };
  }
}

function placesOf({ software }: Bench, operation: OperationStruct): readonly Place[] {
  if (operation.operation === 'Uninstall') return [];
  const { url, uuid, username, password } = operation;
  if (url !== undefined && url !== '') return [{ url, username, password }];
  const meant = software.units.filter((unit) => uuid === undefined || unit.uuid.toLowerCase() === uuid.toLowerCase());
  return [...new Set(meant.map((unit) => unit.url))].map((each) => ({ url: each, username, password }));
}

const named = (operation: OperationStruct) => ({
  ...(operation.uuid !== undefined && { uuid: operation.uuid }),
  ...('version' in operation && operation.version !== undefined && { version: operation.version }),
});

function resultOf({ model, now }: Bench, operation: OperationStruct, { uuid = '', version = '', fault }: DUResult, startTime: number): OpResultStruct {
  const { unit, execution } = model.refsOf({ uuid, version });
  const after = operation.operation === 'Uninstall' ? 'Uninstalled' : 'Installed';
  return {
    uuid,
    deploymentUnitRef: unit,
    version: version.slice(0, 32),
    currentState: fault === undefined ? after : unit === '' ? 'Failed' : 'Installed',
    resolved: fault === undefined,
    executionUnitRefList: execution,
    startTime: timeText(startTime),
    completeTime: timeText(now()),
    fault: fault === undefined ? noFault : { faultCode: fault.faultCode, faultString: fault.faultString },
  };
}
