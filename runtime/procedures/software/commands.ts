/**
 * What the device is asked for by the effects of installStatus and activeStatus (TS-0004 D.3.2.2). TS-0004 leaves the RPCs open; these are
 * ChangeDUState for packages and the RequestedState of execution units for what runs.
 */

import { createHash } from 'node:crypto';
import type { ActiveStatusEffect } from '../../../generated/machines/activeStatus.js';
import type { InstallStatusEffect } from '../../../generated/machines/installStatus.js';
import type { Answer, DeviceSession, DUOperation, DUResult } from '../../devices/devices.js';
import { setExecutionUnitState, type ReportedUnit } from '../../devices/inventory.js';
import { attribute, type Attributes } from '../../resource.js';

/** Software on a device, as far as the device has told. */
export interface InstalledUnit {
  /** Undefined: no device has told. */
  readonly uuid?: string;
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
  /** Whether it has to name a unit that no device has told of: what is installed is read first (erratum B86). */
  readonly isGuess: boolean;
  /** Whether a DUStateChangeComplete ends it; the answer does otherwise. */
  readonly isReported: boolean;
  /** Whether the device has done with this result what it was asked for. */
  succeededWith(result: DUResult): boolean;
  /** The software on the device after success; undefined: none. */
  unitAfter(results: readonly DUResult[]): InstalledUnit | undefined;
}

type Effect = InstallStatusEffect | ActiveStatusEffect;

/** What a command is made of, at the time of its trigger. */
export interface Circumstances {
  /** Attributes of the [software]. */
  readonly software: Attributes;
  /** What is known to be on the device. */
  readonly unit: InstalledUnit | undefined;
  /** The operation before this one has timed out: the device may have carried it out. */
  readonly isUnsure: boolean;
}

/** The effects that ask something of the device, with what they ask. */
const commands: ReadonlyMap<Effect, (circumstances: Circumstances) => Command> = new Map([
  ['download the package from URL and install it', install],
  ['uninstall the software', uninstall],
  ['activate the software', setState('Active')],
  ['deactivate the software', setState('Idle')],
]);

/** The effect among those of a transition that asks something of the device. */
export const requestAmong = (effects: readonly string[]): string | undefined => effects.find((effect) => commands.has(effect as Effect));

/** What that effect asks. */
export const commandFor = (request: string, circumstances: Circumstances): Command | undefined =>
  commands.get(request as Effect)?.(circumstances);

/** Faults that tell that what is asked for is so already (TS-0006-CR Table 8.2.1.5-1). */
const DUPLICATE_UNIT = 9026;
const UNKNOWN_UNIT = 9028;

/** Software that the CSE took part in installing is updated when URL or version have changed since, and installed otherwise. */
function install({ software, unit, isUnsure }: Circumstances): Command {
  const source = sourceOf(software);
  const isChanged = unit !== undefined && (unit.source.url !== source.url || unit.source.version !== source.version);
  const isExpected = unit === undefined ? isUnsure : !isChanged;
  const operation: DUOperation = isChanged
    ? { operation: 'Update', ...unitFor(software, unit), url: source.url }
    : { operation: 'Install', url: source.url };
  return {
    send: (session, commandKey) => session.changeDUState({ commandKey, operations: [operation] }),
    isGuess: isChanged && unit.uuid === undefined,
    isReported: true,
    // Triggered again while it is there (B50), the device calls it a duplicate. One that the CSE has no part in stays a failure.
    succeededWith: ({ fault }) => fault === undefined || (fault.faultCode === DUPLICATE_UNIT && isExpected),
    unitAfter: (results) => {
      const told = results.find(({ fault }) => fault === undefined);
      if (told === undefined && unit !== undefined) return unit;
      const uuid = told?.uuid ?? unit?.uuid;
      return { ...(uuid === undefined ? {} : { uuid }), ...versionOf(told), source };
    },
  };
}

/** Software of which the CSE knows nothing may be there all the same: the device decides. */
function uninstall({ software, unit }: Circumstances): Command {
  const operation: DUOperation = { operation: 'Uninstall', ...unitFor(software, unit) };
  return {
    send: (session, commandKey) => session.changeDUState({ commandKey, operations: [operation] }),
    isGuess: unit?.uuid === undefined,
    isReported: true,
    // A unit that the device itself has named is gone when it no longer knows it; a name of ours it may never have known.
    succeededWith: ({ fault }) => fault === undefined || (fault.faultCode === UNKNOWN_UNIT && unit?.uuid !== undefined),
    unitAfter: () => undefined,
  };
}

function setState(requestedState: 'Active' | 'Idle'): (circumstances: Circumstances) => Command {
  return ({ software, unit }) => ({
    send: (session) => setExecutionUnitState(session, { ...unitFor(software, unit), requestedState }),
    isGuess: unit?.uuid === undefined,
    isReported: false,
    succeededWith: ({ fault }) => fault === undefined,
    unitAfter: () => unit,
  });
}

/** The [software] among what a device has, by name, and by version if several have it; undefined: it has none of that name. */
export function unitAmong(units: readonly ReportedUnit[], software: Attributes): InstalledUnit | undefined {
  const named = units.filter(({ name }) => name === attribute(software, 'softwareName'));
  const found = named.find(({ version }) => version === attribute(software, 'version')) ?? (named.length === 1 ? named[0] : undefined);
  return found && { uuid: found.uuid, version: found.version, source: { url: found.url, version: String(attribute(software, 'version')) } };
}

/** How a device knows the software; without a UUID that it has told, by the one it is likely to have made from the name. */
const unitFor = (software: Attributes, unit: InstalledUnit | undefined) => ({ uuid: unit?.uuid ?? uuidOf(software), ...versionOf(unit) });

const versionOf = (told: { readonly version?: string } | undefined) => (told?.version === undefined ? {} : { version: told.version });

export function sourceOf(software: Attributes): PackageSource {
  return { url: String(attribute(software, 'URL')), version: String(attribute(software, 'version')) };
}

/** A UUID of version 5 in the namespace of URLs: TR-157 has devices name units after the software when nobody else does. */
function uuidOf(software: Attributes): string {
  const namespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');
  const bytes = createHash('sha1').update(namespace).update(String(attribute(software, 'softwareName'))).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
