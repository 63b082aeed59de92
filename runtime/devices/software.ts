/**
 * The software of a simulated device: what ChangeDUState does to it, and the faults that a real device finds by itself
 * (TS-0006-CR Table 8.2.1.5-1). Pure: from a state to the next.
 */

import { createHash } from 'node:crypto';
import type { DUOperation, DUResult, Fault, InstallOperation, UninstallOperation, UpdateOperation } from './devices.js';

/** Installed software. A unit is known by `uuid` and `version`: versions of one unit can stand side by side. */
export interface DeploymentUnit {
  readonly uuid: string;
  readonly version: string;
  readonly name: string;
  readonly url: string;
  readonly executionEnvRef: string;
  readonly active: boolean;
}

export interface ExecutionEnvironment {
  readonly ref: string;
  readonly enabled: boolean;
}

/** What is found at a URL. Without `environments` it runs in any. */
export interface Package {
  readonly name: string;
  readonly version: string;
  readonly uuid?: string;
  readonly environments?: readonly string[];
}

/** undefined: there is nothing at this URL. */
export type PackageServer = (url: string) => Package | undefined;

export interface SoftwareModules {
  readonly environments: readonly ExecutionEnvironment[];
  readonly units: readonly DeploymentUnit[];
}

/** The software after an operation, and what the report says of it: one result, but one per unit when all are updated. */
export interface Changed {
  readonly units: readonly DeploymentUnit[];
  readonly results: readonly DUResult[];
}

/** Carries out one operation of a ChangeDUState. One that fails changes nothing. */
export function change(software: SoftwareModules, operation: DUOperation, packages: PackageServer): Changed {
  if (operation.operation !== 'Install' && operation.uuid !== undefined && !isUuid(operation.uuid)) {
    return failed(software, operation, invalidUuid(operation.uuid));
  }
  switch (operation.operation) {
    case 'Install':
      return install(software, operation, packages);
    case 'Update':
      return update(software, operation, packages);
    case 'Uninstall':
      return uninstall(software, operation);
  }
}

function install(software: SoftwareModules, operation: InstallOperation, packages: PackageServer): Changed {
  const found = fetched(operation.url, packages);
  if ('faultCode' in found) return failed(software, operation, found);
  const uuid = operation.uuid ?? found.uuid ?? uuidOf(found.name);
  if (!isUuid(uuid)) return failed(software, operation, invalidUuid(uuid));
  const environment = environmentFor(software, operation.executionEnvRef, found);
  if ('faultCode' in environment) return failed(software, operation, environment);
  const { name, version } = found;
  const unit: DeploymentUnit = { uuid, version, name, url: operation.url, executionEnvRef: environment.ref, active: false };
  if (isInstalled(software, unit)) return failed(software, operation, fault(9026, `${name} ${version} is installed already`));
  return { units: [...software.units, unit], results: [{ uuid, version }] };
}

function update(software: SoftwareModules, operation: UpdateOperation, packages: PackageServer): Changed {
  const { uuid, url } = operation;
  const meant = unitsOf(software, operation).filter((unit) => uuid !== undefined || url === undefined || unit.url === url);
  if (meant.length === 0) return failed(software, operation, fault(9028, 'no such unit is installed'));
  const versions = new Set(meant.map((unit) => unit.version));
  if (uuid !== undefined && versions.size > 1)
    return failed(software, operation, fault(9031, `${uuid} is installed in ${versions.size} versions`));
  let { units } = software;
  const results: DUResult[] = [];
  for (const unit of meant) {
    const next = updated({ ...software, units }, unit, url ?? unit.url, packages);
    if ('faultCode' in next) {
      results.push({ uuid: unit.uuid, version: unit.version, fault: next });
    } else {
      units = units.map((other) => (other === unit ? next : other));
      results.push({ uuid: next.uuid, version: next.version });
    }
  }
  return { units, results };
}

function updated(software: SoftwareModules, unit: DeploymentUnit, url: string, packages: PackageServer): DeploymentUnit | Fault {
  const found = fetched(url, packages);
  if ('faultCode' in found) return found;
  const environment = environmentFor(software, unit.executionEnvRef, found);
  if ('faultCode' in environment) return environment;
  const { name, version } = found;
  if (isInstalled(software, { ...unit, version })) return fault(9032, `${name} ${version} is installed already`);
  if (compareVersions(version, unit.version) < 0) return fault(9030, `${unit.name} ${unit.version} is newer than ${version}`);
  return { ...unit, name, version, url };
}

function uninstall(software: SoftwareModules, operation: UninstallOperation): Changed {
  const { uuid, version, executionEnvRef: ref } = operation;
  const meant = unitsOf(software, operation).filter((unit) => ref === undefined || isSameRef(unit.executionEnvRef, ref));
  if (meant.length === 0) return failed(software, operation, fault(9028, 'no such unit is installed'));
  const isDisabled = meant.some((unit) => software.environments.some((each) => isSameRef(each.ref, unit.executionEnvRef) && !each.enabled));
  if (isDisabled) return failed(software, operation, fault(9024, 'the execution environment is disabled'));
  const removed = version ?? meant[0]!.version;
  return { units: software.units.filter((unit) => !meant.includes(unit)), results: [{ uuid, version: removed }] };
}

/** The environment that is asked for, or the first that can be used. */
function environmentFor(software: SoftwareModules, ref: string | undefined, found: Package): ExecutionEnvironment | Fault {
  const runsIn = ({ ref: candidate }: ExecutionEnvironment) => found.environments?.some((each) => isSameRef(each, candidate)) ?? true;
  const known = ref === undefined ? software.environments : software.environments.filter((each) => isSameRef(each.ref, ref));
  if (known.length === 0) return fault(9023, `there is no execution environment ${ref ?? ''}`);
  const enabled = known.filter((each) => each.enabled);
  if (enabled.length === 0) return fault(9024, 'the execution environment is disabled');
  return enabled.find(runsIn) ?? fault(9025, `${found.name} does not run there`);
}

function fetched(url: string, packages: PackageServer): Package | Fault {
  return urlFault(url) ?? packages(url) ?? fault(9016, `there is no file at ${url}`);
}

const protocols: ReadonlySet<string> = new Set(['http:', 'https:', 'ftp:', 'ftps:', 'sftp:', 'tftp:']);

/** 9003 for what is no URL, 9013 for one of a protocol that the device does not speak. */
export function urlFault(url: string): Fault | undefined {
  if (!URL.canParse(url)) return fault(9003, 'the URL is none');
  return protocols.has(new URL(url).protocol) ? undefined : fault(9013, 'the protocol of the URL is not supported');
}

/** The package that a file name stands for: `app-1.2.0.zip` is app in version 1.2.0, `app` is app in version 1.0. */
export function packageNamedBy(url: string): Package {
  const file = new URL(url).pathname.split('/').at(-1) ?? '';
  const stem = file.replace(/(?<=.)(\.[A-Za-z][A-Za-z0-9]*)+$/, '');
  const [, name = stem, version = '1.0'] = /^([^]*?)[-_]v?(\d[^]*)$/.exec(stem) ?? [];
  return { name: name === '' ? 'package' : name, version };
}

/** Part by part: first by the number that a part starts with, if it does, then by codepoint. 1.9, 1.10, 1.10a, 1.10.1. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split(/[.-]/), b.split(/[.-]/)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const [one, other] = [versionPart(left[index] ?? ''), versionPart(right[index] ?? '')];
    const difference =
      one.digits.length - other.digits.length || byCodepoint(one.digits, other.digits) || byCodepoint(one.rest, other.rest);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Without leading zeros the longer number is the greater one, however long. */
function versionPart(part: string): { readonly digits: string; readonly rest: string } {
  const [digits = ''] = /^\d*/.exec(part) ?? [];
  return { digits: digits.replace(/^0+(?=\d)/, ''), rest: part.slice(digits.length) };
}

const byCodepoint = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const unitsOf = (software: SoftwareModules, { uuid, version }: { readonly uuid?: string; readonly version?: string }) =>
  software.units.filter(
    (unit) => (uuid === undefined || isSameUuid(unit.uuid, uuid)) && (version === undefined || unit.version === version),
  );

const isInstalled = (software: SoftwareModules, { uuid, version, executionEnvRef }: DeploymentUnit) =>
  unitsOf(software, { uuid, version }).some((unit) => isSameRef(unit.executionEnvRef, executionEnvRef));

/** Paths of the data model are written with and without the final dot. */
const isSameRef = (a: string, b: string) => a.replace(/\.$/, '') === b.replace(/\.$/, '');

const isSameUuid = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

const isUuid = (value: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);

const invalidUuid = (uuid: string) => fault(9022, `${uuid.slice(0, 64)} is no UUID`);

/** A UUID of version 5: the same name has the same UUID on every device, in every version. */
function uuidOf(name: string): string {
  const namespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');
  const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const fault = (faultCode: number, faultString: string): Fault => ({ faultCode, faultString });

function failed(software: SoftwareModules, operation: DUOperation, cause: Fault): Changed {
  const { uuid } = operation;
  const version = operation.operation === 'Install' ? undefined : operation.version;
  const known = { ...(uuid === undefined ? {} : { uuid }), ...(version === undefined ? {} : { version }) };
  return { units: software.units, results: [{ ...known, fault: cause }] };
}
