/**
 * [software] (TS-0001 D.3, TS-0004 D.3.2): install, uninstall, activate and deactivate start an operation on the device of the parent
 * <node>; installStatus and activeStatus tell how far it is, and change by their machines only (generated/machines).
 *
 * What the documents leave open, by erratum:
 * - B45: FALSE asks nothing of the device. What is under way goes on.
 * - B50: TRUE triggers, also where it is TRUE already. B51: it sets the opposite to false.
 * - B65, B18: installStatus stands from creation on; activeStatus only from when somebody writes activate or deactivate.
 * - B67: the member action names the attribute that triggered.
 * - B10: an operation that does not complete within a local time limit has failed. A late success counts, a late failure changes nothing.
 * - Nothing is activated or deactivated while it is installed or removed, one request that asks for both included.
 *
 * The package goes from its URL to the device, never through this CSE: creation downloads nothing (D.3.2.1: it may), and deletion has none
 * to delete (D.3.2.4). ChangeDUState cannot be cancelled, so that a deletion in the middle leaves the device to finish.
 */

import { activeStatusMachine, type ActiveStatusGuard } from '../../generated/machines/activeStatus.js';
import { installStatusMachine, type InstallStatusGuard } from '../../generated/machines/installStatus.js';
import type { Machine, Transition } from '../../generated/machines/machine.js';
import { outcomes, type OutcomeId } from '../../generated/tables/outcomes.js';
import type { ActionStatus } from '../../generated/types/common.js';
import type { AutonomousDUStateChangeComplete, Devices } from '../devices/devices.js';
import { sessionErrorOf } from '../devices/session-error.js';
import { durably } from '../work/durably.js';
import { isEqual } from '../access/equal.js';
import { refused, RequestError } from '../errors.js';
import { IllegalTransition, stateIn } from '../machine.js';
import { attribute, bareObject, type Attributes, type Resource } from '../resource.js';
import type { FireOptions, Reader, Unit } from '../work/unit.js';
import type { Host, Procedure } from './procedure.js';
import { requestAmong, sourceOf, type InstalledUnit } from './software/commands.js';
import { Operations, type Ending, type MachineName, type Order } from './software/operations.js';

/** Software that a device says it has. */
export interface ReportedSoftware {
  readonly name: string;
  readonly version: string;
  readonly url: string;
  readonly uuid: string;
}

export interface SoftwareOptions extends Pick<Host, 'clock' | 'run' | 'report'> {
  readonly devices: Devices;
  /** How `Devices` knows the managed entity of a <node>, if at all; by the id of the node unless told. */
  deviceOf?(this: void, node: Resource): string | undefined;
  /** Milliseconds after which an operation without completion has failed; an hour unless told. */
  readonly timeLimit?: number;
  /**
   * What a device has, read when a request creates a [software] (TS-0004 7.4.15.2.2). Rejects with a SessionError. Without it, only
   * what was installed through its [software] is known to be on a device.
   */
  inventory?(this: void, device: string): Promise<readonly ReportedSoftware[]>;
}

const HOUR = 3_600_000;

type Guard = InstallStatusGuard | ActiveStatusGuard;

const machines: Readonly<Record<MachineName, Machine>> = { installStatus: installStatusMachine, activeStatus: activeStatusMachine };

interface Trigger {
  /** The attribute, by whose name the event and the member action go too. */
  readonly attribute: 'install' | 'uninstall' | 'activate' | 'deactivate';
  readonly opposite: string;
  readonly machine: MachineName;
}

/** TS-0004 D.3.2.2, in its order. */
const triggers: readonly Trigger[] = [
  { attribute: 'install', opposite: 'uninstall', machine: 'installStatus' },
  { attribute: 'uninstall', opposite: 'install', machine: 'installStatus' },
  { attribute: 'activate', opposite: 'deactivate', machine: 'activeStatus' },
  { attribute: 'deactivate', opposite: 'activate', machine: 'activeStatus' },
];

/** Kind of the records of what is on a device, by id of the [software] that stands for it. */
const INSTALLED = 'installedUnit';

const installedBy = (reader: Reader, id: string) => reader.record(INSTALLED, id) as unknown as InstalledUnit | undefined;

const keepInstalled = (unit: Unit, id: string, present: InstalledUnit | undefined): void => {
  if (present === undefined) unit.drop(INSTALLED, id);
  else unit.keep({ kind: INSTALLED, key: id, owner: id, value: present as unknown as Attributes });
};

/** The procedure of one Hosting CSE, as in `procedures: [(host) => softwareProcedure({ ...host, devices })]` of its options. */
export function softwareProcedure(options: SoftwareOptions): Procedure {
  const { devices, run, report, inventory, timeLimit = HOUR, deviceOf = ({ id }) => id } = options;
  const underWay = new Operations({ devices, timeLimit, run, ended, report });
  devices.onReport((told) => (told.rpc === 'AutonomousDUStateChangeComplete' ? durably({ run, report }, (unit) => changedByItself(unit, told)) : undefined));

  /** @throws IllegalTransition */
  function take(unit: Unit, id: string, name: MachineName, event: string, more?: FireOptions): Transition {
    return unit.fire(id, name, event, { ...more, guards: (guard) => holds[guard as Guard](unit, id, name), onlyMoves: true });
  }

  const holds: Readonly<Record<Guard, (unit: Unit, id: string, name: MachineName) => boolean>> = {
    'the software is installed': (unit, id) => mayBeThere(unit, id) && stateOf(unit, id, 'installStatus') !== 'In_Process',
    'the failure was a timeout': (unit, id, name) => underWay.endingOf(unit, id, name) === 'timeout',
    'the failure was reported': (unit, id, name) => underWay.endingOf(unit, id, name) !== 'timeout',
  };

  const deviceBelow = (unit: Unit, { parent }: Resource) => {
    const node = parent === null ? undefined : unit.get(parent);
    return node && deviceOf(node);
  };

  const onDevice =
    inventory &&
    (async (node: Resource, software: Attributes) => {
      const device = deviceOf(node);
      return device === undefined ? undefined : softwareOn(inventory, device, software);
    });

  /** TS-0004 D.3.2.2: TRUE starts an operation once the request is done. */
  function trigger(unit: Unit, resource: Resource, { attribute: event, opposite, machine }: Trigger): void {
    const { id } = resource;
    const patch = Object.hasOwn(resource.attributes, opposite) ? { [opposite]: false } : {};
    const wasUnsure = underWay.endingOf(unit, id, machine) === 'timeout';
    try {
      const { effects } = take(unit, id, machine, event, { patch, members: { action: event } });
      const [device, present] = [deviceBelow(unit, resource) ?? null, installedBy(unit, id) ?? null];
      const software = only(resource.attributes, described);
      underWay.start(unit, { resource: id, machine, device, request: requestAmong(effects) ?? null, software, unit: present, isUnsure: wasUnsure });
    } catch (error) {
      if (!(error instanceof IllegalTransition)) throw error;
      // Where only the guard does not hold, the state would allow the event.
      const isGuarded = error.legal.some((legal) => legal.event === event);
      throw refusedAs(isGuarded ? 'software.update.notInstalled' : 'software.update.busy');
    }
  }

  /** A device has answered or reported, or the time is up. */
  function ended(unit: Unit, { resource: id, machine }: Order, ending: Ending, present: InstalledUnit | undefined): boolean {
    if (unit.get(id) === undefined) return true;
    const { effects } = take(unit, id, machine, ending);
    if (effects.includes('ignore the report')) return false;
    if (ending === 'succeed' && machine === 'installStatus') keepInstalled(unit, id, present);
    return true;
  }

  /** Somebody else has changed what is on a device: what is known of it follows; states tell of what was asked for here, and stay. */
  function changedByItself(unit: Unit, { node, results }: AutonomousDUStateChangeComplete): void {
    for (const { id } of unit.children(node, 'software')) {
      for (const { uuid, version, operation, fault } of results) {
        const present = installedBy(unit, id);
        if (present?.uuid === undefined || uuid?.toLowerCase() !== present.uuid.toLowerCase() || fault !== undefined) continue;
        if (operation !== 'Uninstall') keepInstalled(unit, id, { ...present, ...(version !== undefined && { version }) });
        else if (version === undefined || version === present.version) keepInstalled(unit, id, undefined);
      }
    }
  }

  /** A factory reset of the device has taken away what was installed, and what was under way (erratum B83). */
  function reset(unit: Unit, { id }: Resource): void {
    underWay.forget(unit, id);
    keepInstalled(unit, id, undefined);
    for (const name of ['installStatus', 'activeStatus'] as const) {
      const state = stateOf(unit, id, name);
      if (state === null || state === 'Uninitialized') continue;
      // As if it had been asked for again, and had failed.
      const [again] = triggers.filter(({ machine }) => machine === name);
      const action = again?.attribute ?? '';
      if (state !== 'In_Process') unit.fire(id, name, action, { guards: () => true, members: { action } });
      unit.fire(id, name, 'fail');
    }
  }

  return {
    type: 'software',

    admit(_unit, draft) {
      const isTriggered = triggers.some(({ attribute: name }) => attribute(draft.attributes, name) === true);
      if (isTriggered) throw refusedAs('software.create.statusPresent');
      return draft;
    },

    created(unit, { id }) {
      take(unit, id, 'installStatus', 'create');
    },

    admitUpdate(unit, before, patch) {
      checkFixed(unit, before, patch);
      // Of an Originator's request the access rules say this already.
      const isTrue = (name: string) => attribute(patch, name) === true;
      if (isTrue('install') && isTrue('uninstall')) throw refusedAs('software.update.installConflict');
      if (isTrue('activate') && isTrue('deactivate')) throw refusedAs('software.update.activateConflict');
      return patch;
    },

    /** Executable attributes after the normal ones: with the URL and version of the same request (TS-0004 7.4.15.2.4). */
    updated(unit, _before, { id }, patch) {
      for (const one of triggers) {
        const value = attribute(patch, one.attribute) ?? null;
        if (value === null) continue;
        if (one.machine === 'activeStatus' && stateOf(unit, id, 'activeStatus') === null) take(unit, id, 'activeStatus', 'create');
        const resource = unit.get(id);
        if (resource === undefined) return;
        if (value === true) trigger(unit, resource, one);
        else take(unit, id, one.machine, 'withdraw');
      }
    },

    /** TS-0004 D.3.2.4, 7.3.3.8: the same whether it is deleted, expires, or goes with its node. */
    removing(unit, { id }) {
      underWay.forget(unit, id);
      unit.drop(INSTALLED, id);
    },

    jobs: {
      limit: { run: (unit, key) => underWay.overdue(unit, key) },
      reset: { run: (unit, node) => unit.children(node, 'software').forEach((software) => reset(unit, software)) },
    },

    /** Where the store has no record of it, the attributes tell what was installed, and only the time limit ends what was under way. */
    started(unit, resource) {
      const { id, attributes } = resource;
      const { action } = (attribute(attributes, 'installStatus') ?? {}) as ActionStatus;
      const isInstalled = action === 'install' && stateIn(installStatusMachine, attributes) === 'Successful';
      if (isInstalled && installedBy(unit, id) === undefined) keepInstalled(unit, id, { source: sourceOf(attributes) });
      for (const machine of ['installStatus', 'activeStatus'] as const) {
        if (stateIn<string>(machines[machine], attributes) !== 'In_Process' || underWay.resume(unit, id, machine)) continue;
        underWay.start(unit, { resource: id, machine, device: null, request: null, software: {}, unit: null, isUnsure: true });
      }
    },

    ...(onDevice && {
      before: {
        /** TS-0004 7.4.15.2.2: the object may be there already, but then it is the same. */
        create: async ({ target, content }) => {
          const found = await onDevice(target, content);
          if (found !== undefined && found.url !== attribute(content, 'URL')) throw refusedAs('software.create.alreadyExists');
        },
      },
      after: {
        /** Software that was there before its [software] is as if it had been installed by it. */
        create: async ({ target, content, run: inUnit }, { id }) => {
          const found = await onDevice(target, content);
          if (found === undefined) return;
          inUnit((unit) => {
            if (unit.get(id) === undefined || installedBy(unit, id) !== undefined) return;
            keepInstalled(unit, id, { uuid: found.uuid, version: found.version, source: sourceOf(content) });
          });
        },
      },
    }),
  };
}

const stateOf = (unit: Reader, id: string, name: MachineName): string | null =>
  stateIn<string>(machines[name], unit.get(id)?.attributes ?? null);

/**
 * Whether the software can be on the device. What was there before its [software] only the device knows: when the Hosting CSE itself, for
 * a campaign, starts or stops what nobody has installed or removed here, the device is asked (erratum B81).
 */
function mayBeThere(unit: Unit, id: string): boolean {
  if (installedBy(unit, id) !== undefined) return true;
  return unit.isOwn && stateOf(unit, id, 'installStatus') === 'Uninitialized';
}

const described = ['softwareName', 'version', 'URL'] as const;

/** What an operation works on stays as long as it does (erratum B82): the outcome is that of what was asked for. */
function checkFixed(reader: Reader, before: Resource, patch: Attributes): void {
  const isUnderWay = (['installStatus', 'activeStatus'] as const).some((name) => stateOf(reader, before.id, name) === 'In_Process');
  const isChanged = (name: string) => Object.hasOwn(patch, name) && !isEqual(attribute(patch, name), attribute(before.attributes, name));
  if (isUnderWay && described.some(isChanged)) throw refusedAs('software.update.busy');
}

function only(attributes: Attributes, names: readonly string[]): Attributes {
  const found = bareObject();
  for (const name of names) found[name] = attribute(attributes, name) ?? null;
  return found;
}

type Inventory = NonNullable<SoftwareOptions['inventory']>;

/** What a device has of a [software]. Versions of one software can stand side by side: name and version make the object. */
async function softwareOn(inventory: Inventory, device: string, software: Attributes): Promise<ReportedSoftware | undefined> {
  try {
    const all = await inventory(device);
    return all.find(({ name, version }) => name === attribute(software, 'softwareName') && version === attribute(software, 'version'));
  } catch (error) {
    // TS-0004 7.3.4.
    const failure = sessionErrorOf(error);
    throw failure === undefined ? error : refused(failure.statusName, failure.message);
  }
}

function refusedAs(id: OutcomeId): RequestError {
  const { statusCode, condition, source } = outcomes[id];
  return new RequestError(statusCode, `${condition} (${source})`);
}
