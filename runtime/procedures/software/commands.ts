/**
 * What the device is asked for by the effects of installStatus and activeStatus (TS-0004 D.3.2.2). TS-0004 leaves the RPCs open; these are
 * ChangeDUState for packages and the RequestedState of execution units for what runs.
 */

import { createHash } from 'node:crypto';
import type { ActiveStatusEffect } from '../../../generated/machines/activeStatus.js';
import type { InstallStatusEffect } from '../../../generated/machines/installStatus.js';
import type { Answer, DeviceSession, DUOperation, DUResult } from '../../devices/devices.js';
import { attribute, type Attributes } from '../../resource.js';

/** Software on a device, as far as the device has told. */
export interface InstalledUnit {
  readonly uuid: string;
  /** What the device calls the version; it may differ from the attribute of that name. */
  readonly version?: string;
  /** Attributes of the [software] at that time: where the package came from, and what it was said to be. */
  readonly source: PackageSource;
}

export interface PackageSource {
  readonly url: string;
  readonly version: string;
}

/** One thing to ask of a device. */
export interface Command {
  send(session: DeviceSession, commandKey: string): Promise<Answer>;
  /** Whether a DUStateChangeComplete ends it; the answer does otherwise. */
  readonly isReported: boolean;
  /** Whether the device has done with this result what it was asked for. */
  succeededWith(result: DUResult): boolean;
  /** The software on the device after success; undefined: none. */
  unitAfter(results: readonly DUResult[]): InstalledUnit | undefined;
}

type Effect = InstallStatusEffect | ActiveStatusEffect;

/** The effects that ask something of the device, with what they ask. Values are those at the time of the trigger. */
const commands: ReadonlyMap<Effect, (software: Attributes, unit: InstalledUnit | undefined) => Command> = new Map([
  ['download the package from URL and install it', install],
  ['uninstall the software', uninstall],
  ['activate the software', (software, unit) => setState('Active', software, unit)],
  ['deactivate the software', (software, unit) => setState('Idle', software, unit)],
]);

/** The command among the effects of a transition. */
export function commandAmong(effects: readonly string[], software: Attributes, unit: InstalledUnit | undefined): Command | undefined {
  for (const effect of effects) {
    const command = commands.get(effect as Effect);
    if (command !== undefined) return command(software, unit);
  }
  return undefined;
}

/** Software that the CSE took part in installing is updated when URL or version have changed since, and installed otherwise. */
function install(software: Attributes, unit: InstalledUnit | undefined): Command {
  const source = sourceOf(software);
  const isChanged = unit !== undefined && (unit.source.url !== source.url || unit.source.version !== source.version);
  const operation: DUOperation = isChanged
    ? { operation: 'Update', uuid: unit.uuid, ...versionOf(unit), url: source.url }
    : { operation: 'Install', url: source.url };
  return {
    send: (session, commandKey) => session.changeDUState({ commandKey, operations: [operation] }),
    isReported: true,
    // What is triggered again while it is there (B50) is a duplicate to the device, and what was asked for.
    succeededWith: ({ fault }) => fault === undefined || (fault.faultCode === DUPLICATE_UNIT && unit !== undefined && !isChanged),
    unitAfter: (results) => {
      const told = results.find(({ fault }) => fault === undefined);
      if (told === undefined && unit !== undefined) return unit;
      return { uuid: told?.uuid ?? unit?.uuid ?? uuidOf(software), ...versionOf(told), source };
    },
  };
}

const DUPLICATE_UNIT = 9026;

/** Software of which the CSE knows nothing may be there all the same: the device decides. */
function uninstall(software: Attributes, unit: InstalledUnit | undefined): Command {
  const operation: DUOperation = { operation: 'Uninstall', uuid: unit?.uuid ?? uuidOf(software), ...versionOf(unit) };
  return {
    send: (session, commandKey) => session.changeDUState({ commandKey, operations: [operation] }),
    isReported: true,
    succeededWith: ({ fault }) => fault === undefined,
    unitAfter: () => undefined,
  };
}

function setState(requestedState: 'Active' | 'Idle', software: Attributes, unit: InstalledUnit | undefined): Command {
  return {
    send: (session) => session.setExecutionUnitState({ uuid: unit?.uuid ?? uuidOf(software), ...versionOf(unit), requestedState }),
    isReported: false,
    succeededWith: ({ fault }) => fault === undefined,
    unitAfter: () => unit,
  };
}

const versionOf = (told: { readonly version?: string } | undefined) => (told?.version === undefined ? {} : { version: told.version });

export function sourceOf(software: Attributes): PackageSource {
  return { url: String(attribute(software, 'URL')), version: String(attribute(software, 'version')) };
}

/** The unit that a [software] stands for when no device has told: named after the software, as TR-157 has devices do it. */
export const unitNamedBy = (software: Attributes): InstalledUnit => ({ uuid: uuidOf(software), source: sourceOf(software) });

/** A UUID of version 5 in the namespace of URLs. */
function uuidOf(software: Attributes): string {
  const namespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');
  const bytes = createHash('sha1').update(namespace).update(String(attribute(software, 'softwareName'))).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
