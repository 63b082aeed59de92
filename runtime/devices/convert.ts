/**
 * From execReqArgs to the RPC of TR-069 (TS-0004 7.4.16.2.3.2 step 6, TS-0006-CR Table 8.2.1-1). Neither document says
 * which argument goes where (A45); the tables below do, in the limits of the CWMP 1.2 schema.
 */

import type { CmdTypeName } from '../../generated/enumerations.js';
import { commandOf, type CommandRow } from '../../generated/tables/commands.js';
import type {
  DownloadArgsType,
  RebootArgsType,
  ResetArgsType,
  SoftwareInstallArgsType,
  SoftwareUninstallArgsType,
  SoftwareUpdateArgsType,
  UploadArgsType,
} from '../../generated/types/common.js';
import type { Command } from './command.js';
import type { DownloadArgs, InstallOperation, UninstallOperation, UpdateOperation, UploadArgs } from './devices.js';

/** The names of the status codes of TS-0004 7.4.16.2.1 and 7.4.16.2.3.2, numbers 6022 to 6025. */
export type ConversionErrorName = 'INVALID_CMDTYPE' | 'INVALID_ARGUMENTS' | 'INSUFFICIENT_ARGUMENTS' | 'MGMT_CONVERSION_ERROR';

export interface ConversionError {
  readonly error: ConversionErrorName;
  readonly message: string;
}

/**
 * The RPC of a command with its arguments, but for the CommandKey. Of several things that are wrong the first of these is
 * told, in this order:
 * - INVALID_CMDTYPE: there is no such cmdType.
 * - INVALID_ARGUMENTS: execReqArgs holds something other than the arguments of this cmdType.
 * - INSUFFICIENT_ARGUMENTS: a mandatory argument is missing.
 * - MGMT_CONVERSION_ERROR: TR-069 cannot say that: too long, out of range, an argument without a place in the RPC, two
 *   transfers where one completion is reported. Several deployment units are one ChangeDUState with as many operations (A42).
 */
export function convert(cmdType: number, execReqArgs: unknown): Command | ConversionError {
  const command = commandOf(cmdType);
  if (command === undefined) return problem('INVALID_CMDTYPE', `${shown(cmdType)} is no cmdType`);
  const target = targets[command.cmdType];
  const entries = entriesOf(command, target, execReqArgs);
  if ('error' in entries) return entries;
  if (entries.length === 0 && Object.keys(target.members).length > 0) {
    return problem('INSUFFICIENT_ARGUMENTS', `${command.cmdType} needs arguments: execReqArgs with ${command.argumentMember}`);
  }
  const error =
    firstOf(entries, missingIn(command, target)) ?? tooMany(command, entries) ?? firstOf(entries, inexpressibleIn(command, target));
  if (error !== undefined) return error;
  const converted = entries.map((entry) => parametersOf(target, entry));
  // The tables are typed against the arguments of each RPC; what is put together from them has these types.
  if (command.operation !== null) {
    const operations = converted.map((parameters) => ({ operation: command.operation, ...parameters }));
    return { rpc: command.rpc, args: { operations } } as unknown as Command;
  }
  return { rpc: command.rpc, args: { ...target.defaults, ...converted[0] } } as unknown as Command;
}

/** Values that have a form in TR-069. */
interface Form {
  readonly description: string;
  readonly test: (value: unknown) => boolean;
  /** Whether an empty string stands for an argument that is left out. */
  readonly emptyIsAbsent?: true;
}

/** Where an argument goes: `to` is null where the RPC has no place for it and nothing is lost. */
interface Argument<Parameter> {
  readonly to: Parameter | null;
  readonly form: Form;
}

interface Target<Members, Parameters> {
  /** Members of the argument type. All are mandatory (TS-0004 6.3.5.16 to 6.3.5.22). */
  readonly members: Readonly<Record<Exclude<keyof Members, 'anyArg'>, Argument<keyof Parameters>>>;
  /** TR-069 arguments without a member (P33): anyArg may give them under their TR-069 name. */
  readonly extras?: Readonly<Record<string, { readonly to: keyof Parameters; readonly form: Form }>>;
  /** What TR-069 arguments are when nothing gives them. */
  readonly defaults?: Partial<Parameters>;
}

type AnyTarget = Target<Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>>;

const text = (longest: number): Form => ({
  description: `a string of at most ${longest} characters that XML can carry`,
  test: (value) => typeof value === 'string' && isWithin(value, longest) && !outsideXml.test(value),
});

/** XSD counts characters, JavaScript counts halves of some of them. */
const isWithin = (value: string, longest: number) =>
  value.length <= longest || (value.length <= 2 * longest && [...value].length <= longest);

/** CWMP is SOAP: what XML 1.0 does not allow, not even escaped, cannot be said. */
const outsideXml = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/u;

const optional = (form: Form): Form => ({ ...form, emptyIsAbsent: true });

const unsignedInt: Form = {
  description: 'an integer from 0 to 4294967295',
  test: (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffff_ffff,
};

const uuid: Form = {
  description: 'a UUID of 36 characters',
  test: (value) => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value),
};

/** UpdateOpStruct cannot move a unit: only "wherever it is" can be said. */
const nowhere: Form = { description: 'empty: an update leaves a unit where it is', test: (value) => value === '' };

const anything: Form = { description: 'anything', test: () => true };

const targets: Readonly<Record<CmdTypeName, AnyTarget>> = {
  RESET: { members: {} } satisfies Target<ResetArgsType, Record<never, never>>,
  REBOOT: { members: {} } satisfies Target<RebootArgsType, Record<never, never>>,
  UPLOAD: {
    members: {
      fileType: { to: 'fileType', form: text(64) },
      URL: { to: 'url', form: text(256) },
      username: { to: 'username', form: text(256) },
      password: { to: 'password', form: text(256) },
    },
    extras: { DelaySeconds: { to: 'delaySeconds', form: unsignedInt } },
    defaults: { delaySeconds: 0 },
  } satisfies Target<UploadArgsType, UploadArgs>,
  DOWNLOAD: {
    members: {
      fileType: { to: 'fileType', form: text(64) },
      URL: { to: 'url', form: text(256) },
      username: { to: 'username', form: text(256) },
      password: { to: 'password', form: text(256) },
      filesize: { to: 'fileSize', form: unsignedInt },
      targetFile: { to: 'targetFileName', form: text(256) },
      delaySeconds: { to: 'delaySeconds', form: unsignedInt },
      successURL: { to: 'successURL', form: text(256) },
      // The device tells these two in its answer and report; whatever the Originator writes here says nothing to it (P33).
      startTime: { to: null, form: anything },
      completeTime: { to: null, form: anything },
    },
    extras: { FailureURL: { to: 'failureURL', form: text(256) } },
    defaults: { failureURL: '' },
  } satisfies Target<DownloadArgsType, DownloadArgs>,
  SOFTWAREINSTALL: {
    members: {
      URL: { to: 'url', form: text(1024) },
      UUID: { to: 'uuid', form: optional(uuid) },
      username: { to: 'username', form: optional(text(256)) },
      password: { to: 'password', form: optional(text(256)) },
      executionEnvRef: { to: 'executionEnvRef', form: optional(text(256)) },
    },
  } satisfies Target<SoftwareInstallArgsType, InstallOperation>,
  SOFTWAREUNINSTALL: {
    members: {
      UUID: { to: 'uuid', form: uuid },
      version: { to: 'version', form: optional(text(32)) },
      executionEnvRef: { to: 'executionEnvRef', form: optional(text(256)) },
    },
  } satisfies Target<SoftwareUninstallArgsType, UninstallOperation>,
  SOFTWAREUPDATE: {
    members: {
      UUID: { to: 'uuid', form: optional(uuid) },
      version: { to: 'version', form: optional(text(32)) },
      URL: { to: 'url', form: optional(text(1024)) },
      username: { to: 'username', form: optional(text(256)) },
      password: { to: 'password', form: optional(text(256)) },
      executionEnvRef: { to: null, form: nowhere },
    },
  } satisfies Target<SoftwareUpdateArgsType, UpdateOperation>,
};

/** One entry of the argument list: its own members that have a value, apart from anyArg. */
interface Entry {
  readonly members: ReadonlyMap<string, unknown>;
  readonly anyArgs: readonly { readonly name: string; readonly value: unknown }[];
}

/** The entries under the member that belongs to the cmdType, checked for their shape but not for their values. */
function entriesOf(command: CommandRow, target: AnyTarget, execReqArgs: unknown): readonly Entry[] | ConversionError {
  const invalid = (message: string) => problem('INVALID_ARGUMENTS', message);
  if (execReqArgs === undefined || execReqArgs === null) return [];
  const given = valuesOf(execReqArgs);
  if (given === undefined) return invalid('execReqArgs is not an object');
  for (const member of given.keys()) {
    if (member !== command.argumentMember)
      return invalid(`execReqArgs has ${shown(member)} where ${command.cmdType} takes ${command.argumentMember}`);
  }
  const list = given.get(command.argumentMember) ?? [];
  if (!Array.isArray(list)) return invalid(`${command.argumentMember} is not a list`);
  const entries: Entry[] = [];
  for (const item of list) {
    const members = valuesOf(item);
    if (members === undefined) return invalid(`an entry of ${command.argumentMember} is not an object`);
    const anyArgs = anyArgsOf(members.get('anyArg') ?? []);
    if (anyArgs === undefined) return invalid(`anyArg of ${command.argumentMember} is not a list of names and values`);
    members.delete('anyArg');
    const unknown = [...members.keys()].find((member) => !Object.hasOwn(target.members, member));
    if (unknown !== undefined) return invalid(`${command.argumentMember} has no argument ${shown(unknown)}`);
    entries.push({ members, anyArgs });
  }
  return entries;
}

function anyArgsOf(list: unknown): Entry['anyArgs'] | undefined {
  if (!Array.isArray(list)) return undefined;
  const anyArgs: { name: string; value: unknown }[] = [];
  for (const item of list) {
    const values = valuesOf(item);
    const name = values?.get('name');
    if (values === undefined || typeof name !== 'string') return undefined;
    anyArgs.push({ name, value: values.get('value') });
  }
  return anyArgs;
}

const missingIn = (command: CommandRow, target: AnyTarget) => (entry: Entry) => {
  const missing = Object.keys(target.members).filter((member) => !entry.members.has(member));
  return missing.length === 0 ? undefined : problem('INSUFFICIENT_ARGUMENTS', `${command.argumentMember} lacks ${missing.join(', ')}`);
};

/** Only ChangeDUState holds more than one operation; of two Downloads only one would find its report. */
const tooMany = (command: CommandRow, entries: readonly Entry[]) =>
  entries.length > 1 && command.operation === null
    ? problem('MGMT_CONVERSION_ERROR', `${command.argumentMember} has ${entries.length} entries where one ${command.rpc} is called`)
    : undefined;

const inexpressibleIn = (command: CommandRow, target: AnyTarget) => (entry: Entry) => {
  const wrong = (name: string, form: Form) =>
    problem(
      'MGMT_CONVERSION_ERROR',
      `${shown(name)} of ${command.argumentMember} cannot be converted to ${command.rpc}: it must be ${form.description}`,
    );
  for (const [member, { form }] of Object.entries(target.members)) {
    const value = entry.members.get(member);
    if (!(form.emptyIsAbsent && value === '') && !form.test(value)) return wrong(member, form);
  }
  const seen = new Set<string>();
  for (const { name, value } of entry.anyArgs) {
    const extra = extraOf(target, name);
    if (extra === undefined || seen.has(name)) {
      return problem('MGMT_CONVERSION_ERROR', `${command.rpc} has no ${seen.has(name) ? 'second' : 'argument'} ${shown(name)}`);
    }
    if (!extra.form.test(value)) return wrong(name, extra.form);
    seen.add(name);
  }
  return undefined;
};

function parametersOf(target: AnyTarget, entry: Entry): Record<string, unknown> {
  const parameters: Record<string, unknown> = {};
  for (const [member, { to, form }] of Object.entries(target.members)) {
    const value = entry.members.get(member);
    if (to !== null && !(form.emptyIsAbsent && value === '')) parameters[to] = value;
  }
  for (const { name, value } of entry.anyArgs) parameters[extraOf(target, name)!.to] = value;
  return parameters;
}

const extraOf = (target: AnyTarget, name: string) =>
  target.extras !== undefined && Object.hasOwn(target.extras, name) ? target.extras[name] : undefined;

/** The own members of an object that have a value; undefined for what is no object. */
function valuesOf(value: unknown): Map<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value).filter(([, member]) => member !== undefined && member !== null));
}

function firstOf(entries: readonly Entry[], errorOf: (entry: Entry) => ConversionError | undefined): ConversionError | undefined {
  for (const entry of entries) {
    const error = errorOf(entry);
    if (error !== undefined) return error;
  }
  return undefined;
}

const problem = (error: ConversionErrorName, message: string): ConversionError => ({ error, message });

/** A name from outside in a message, cut to a length that a log can bear. */
const shown = (name: string | number): string => JSON.stringify(typeof name === 'string' ? name.slice(0, 64) : String(name));
