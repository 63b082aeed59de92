/** A Hosting CSE: what it is made of, and how it begins. What it does with a request: receiver/. */

import { randomUUID } from 'node:crypto';
import type { CseTypeIDName } from '../generated/enumerations.js';
import { resourceNames } from '../generated/tables/names.js';
import { cseOf, entityId, isElsewhere, resolve, type Place } from './addresses.js';
import { agenda, followAll, PLAN } from './work/agenda.js';
import { systemClock, type Clock } from './time/clock.js';
import type { Devices } from './devices/devices.js';
import { simulatedDevices } from './devices/simulated.js';
import { effectQueue } from './work/effects.js';
import type { Send } from './work/after-commit.js';
import { groupRequests } from './receiver/group-requests.js';
import { overheard, type Hooks } from './hooks.js';
import type { NameForm } from './names.js';
import { NOTICE, outbox } from './notification/outbox.js';
import { askElsewhere } from './receiver/elsewhere.js';
import type { Asker, RequestPrimitive, ResponsePrimitive } from './receiver/primitive.js';
import { announcer } from './procedures/announcing/announcer.js';
import { expirations } from './procedures/expiration.js';
import { hosted } from './procedures/hosted.js';
import { cseBaseProcedure } from './procedures/cse-base.js';
import { coreProcedures } from './procedures/index.js';
import { managementProcedures, type ManagementPolicy } from './procedures/management.js';
import { PENDING } from './procedures/non-blocking.js';
import { polling } from './procedures/polling.js';
import { registrarOf, wayTo } from './procedures/ways.js';
import { isResourceId } from './procedures/routes.js';
import type { Host, NotifyingHost, Procedure } from './procedures/procedure.js';
import { softwareProcedure } from './procedures/software.js';
import { resume, serve } from './receiver/receiver.js';
import { ourReleases } from './releases.js';
import { attributesOf, type Attributes, type Resource } from './resource.js';
import { hosting, specificationOf, type Specification } from './specification.js';
import { completed, memoryStore, type ResourceStore, type Store } from './store/store.js';
import { formatTimestamp } from './time/timestamp.js';
import { resourceTypeNumbers } from './types.js';
import type { Learned, Unit } from './work/unit.js';
import type { Policy, World } from './world.js';
import { runUnit, type UnitOfWork } from './work/unit-of-work.js';

export interface HostingCseOptions {
  /** Default: that of the package. Several CSEs of a process may have one each. */
  readonly specification?: Specification;
  /** Default: the time of the machine. */
  readonly clock?: Clock;
  /** Default: memory. A CSE on a store that was one's before goes on where that one was; see {@link completed} for one without records. */
  readonly store?: Store | ResourceStore;
  /** How commands reach the managed entities behind <node> resources. Default: simulated devices that do as they are told. */
  readonly devices?: Devices;
  /**
   * Receives notifications for everybody outside. What it throws or rejects with goes to `report`; nobody waits for it. What it is given is frozen.
   * @param target as in notificationURI or subscriberURI
   * @param notification in its root element, under short names unless `notificationForm` says otherwise
   */
  readonly notify?: (target: string, notification: Attributes) => unknown;
  readonly notificationForm?: NameForm;
  /**
   * Whether `notify` can do anything with an identifier of nobody here. Who subscribes for one that is of nobody anywhere is refused (TS-0004 7.4.8.2.1).
   * Default: it can.
   */
  readonly reaches?: (target: string) => boolean;
  /**
   * Sends a request to another CSE or an AE, at the first of some points of access that takes it, and returns the response: for requests that are
   * to be forwarded. Without it, only what is here can be reached.
   */
  readonly send?: Send;
  /** Makes resource ids, unique in this CSE. */
  readonly ids?: (type: string) => string;
  readonly policy?: Partial<Policy>;
  /** How long devices are waited for, and which they are. */
  readonly management?: Partial<ManagementPolicy>;
  /** Procedures of further resource types, or others in the place of ours; or what makes them of the CSE that they are for. */
  readonly procedures?: readonly (Procedure | ((host: Host) => Procedure))[];
  /** Hear what happens: changes, transitions, notifications, and what passes between the CSE and its devices. */
  readonly hooks?: Hooks;
  /** Errors that no answer tells: of handlers, of timers, and those behind INTERNAL_SERVER_ERROR. */
  readonly report?: (error: unknown) => void;
  /** resourceName of the CSEBase. */
  readonly name?: string;
  /** CSE-ID with its slash (TS-0001 7.2). */
  readonly cseId?: string;
  readonly spId?: string;
  /** Default: IN_CSE (TS-0001 9.6.3). */
  readonly cseType?: CseTypeIDName;
  /**
   * CSE-ID of the CSE that this one has registered with, whose <remoteCSE> here says where that is: requests go there that lead to no other CSE
   * that is known (TS-0004 7.3.2.6). Default: the IN-CSE among the
   * <remoteCSE>s, of an ASN-CSE whichever there is. An IN-CSE has none.
   */
  readonly registrar?: string;
  /** Where this CSE is reached from outside (TS-0001 9.6.3); default: its CSE-ID, for a CSE that is not. */
  readonly pointOfAccess?: readonly string[];
}

export interface HostingCse {
  /**
   * Serves one request. Never rejects: errors are answers (TS-0004 7.3.3.13). From is taken at its word; who connects this to a network
   * authenticates first.
   */
  request(this: void, primitive: RequestPrimitive, asker?: Asker): Promise<ResponsePrimitive>;
  /** Runs a unit of work on behalf of the Hosting CSE; what it throws undoes it and goes on. */
  run<T>(this: void, steps: (unit: Unit) => T): T;
  /** For those who look inside: tests and tools. Writing here goes past every rule. */
  readonly store: ResourceStore;
}

/** {@link createHostingCse} for a specification that adds to the package's: its types are hosted as what all types have in common says. */
export const bindHostingCse =
  (own: Specification): typeof createHostingCse =>
  (options) =>
    createHostingCse({ specification: own, ...options });

const DAY = 86_400_000;

const defaultPolicy: Policy = {
  admin: 'CAdmin',
  lifetime: 365 * DAY,
  access: [],
  unansweredNotifications: 10_000,
  notificationRetries: [1_000, 10_000, 60_000],
  releases: ourReleases,
  unregistered: 'refused',
  verified: 'identifiers',
  mayRegister: () => true,
};

export function createHostingCse(options: HostingCseOptions = {}): HostingCse {
  const cseId = (options.cseId ?? '/id-in').replace(/^\//, '');
  const place: Place = { spId: options.spId ?? 'sp', cseId, rootId: cseId };
  const { store = memoryStore(), ids = defaultIds, report = () => undefined, cseType = 'IN_CSE', registrar, reaches = () => true } = options;
  const specification = specificationOf(options.specification);
  const within = <T>(work: () => T): T => hosting(specification, work);
  const bare = options.clock ?? systemClock;
  const clock = clockWithin(bare, within, report);
  const policy = { ...defaultPolicy, ...options.policy };
  const run = <T>(steps: (unit: UnitOfWork) => T, learned?: Learned): T => within(() => runUnit(world, world.cseId, steps, learned));
  const host: NotifyingHost = {
    clock,
    cseId: `/${cseId}`,
    run,
    report,
    otherCse: (address) => (isElsewhere(place, address) ? cseOf(place, address) : undefined),
    cseType,
    registrar: () => registrarOf(world),
    ask: (to, primitive, from) => askElsewhere(world, to, primitive, from),
    outbox: {
      post: (unit, notice) => world.outbox.post(unit, notice),
      send: (unit, target, content) => world.outbox.send(unit, target, content),
      nextKey: () => world.outbox.nextKey(),
    },
    tell: (target, content) => world.outbox.ask(target, content),
    channelGone: (channel) => world.polling.gone(channel),
    verifiesAddresses: policy.verified === 'all',
    needsVerification: (target, originator) => options.notify !== undefined && (isResourceId(target) ? isSomebodyElse(world, target, originator, reaches) : policy.verified === 'all'),
  };
  const { hooks = {} } = options;
  const devices = overheard(options.devices ?? simulatedDevices({ clock }), hooks, report);
  const managing = [...managementProcedures({ devices, ...(options.management && { policy: options.management }) }), (host: Host) => softwareProcedure({ ...host, devices })];
  const made = [...managing, ...(options.procedures ?? [])].map((procedure) => (typeof procedure === 'function' ? procedure(host) : procedure));
  const procedures = hosted([...coreProcedures([policy.admin, cseId], host), cseBaseProcedure(cseType, policy.releases), ...made]);
  const jobs = new Map(
    procedures.own.flatMap(({ type, jobs = {} }) => Object.entries(jobs).map(([name, job]) => [`${type}.${name}`, job] as const)),
  );
  const base = { ...place, cseType, registrar, store: completed(store), clock, policy, procedures, jobs, effects: effectQueue(report), hooks, newId: ids, run, report };
  const reaching = { ...base, send: options.send, polling: polling({ ...base, cseId }), groupRequests: groupRequests(clock), updates: new Map<string, Promise<void>>() };
  const world: World = {
    ...reaching,
    // What their timers begin is a unit of work, which is within by itself: each of many would only keep more.
    expirations: expirations(bare, (id) => run((unit) => unit.expire(id)), report),
    agenda: agenda({ ...base, clock: bare }),
    outbox: outbox(reaching, options.notify, options.notificationForm ?? 'wire'),
    announcer: announcer(() => world),
  };
  within(() => start(world, options.name ?? 'cse-in', options.pointOfAccess ?? [host.cseId]));
  return { request: (primitive, asker) => within(() => serve(world, primitive, asker)), run, store };
}

/** What a timer begins is work of the CSE that has set it, whoever moves the clock, and so is its failure: where a store has failed, everything fails. */
const clockWithin = (clock: Clock, within: <T>(work: () => T) => T, report: (error: unknown) => void): Clock => ({
  now: () => clock.now(),
  at: (time, run) =>
    clock.at(time, () => {
      try {
        within(run);
      } catch (error) {
        report(error);
      }
    }),
});

/** Resources here that are neither AE nor CSE are watchers of the Hosting CSE's own. */
function isSomebodyElse(world: World, target: string, originator: string, reaches: (target: string) => boolean): boolean {
  if (entityId(world, target) === originator) return false;
  const entity = resolve(world, world.store, target);
  if (entity === undefined) return wayTo(world, target) !== undefined || !reaches(target);
  return entity.type === 'remoteCSE' || (entity.type === 'AE' && entity.id !== originator);
}

/** Joined, not added: engines keep sums of strings as trees of their parts, which would be ten times the text in memory. */
const defaultIds = (type: string): string => [resourceNames.toShort.get(type) ?? type, randomUUID()].join('-');

/** The CSEBase stands, every resource that was there before has its timers again, and what was planned or due goes on, in its order. */
function start(world: World, name: string, pointOfAccess: readonly string[]): void {
  runUnit(world, world.cseId, (unit) => {
    if (unit.get(world.rootId) === undefined) world.store.put(cseBase(world, name, pointOfAccess));
    const visit = (resource: Resource) => {
      unit.adopt(resource);
      world.procedures.of(resource.type).started?.(unit, resource);
      for (const child of unit.children(resource.id)) visit(child);
    };
    const root = unit.get(world.rootId);
    const due = unit.records(NOTICE);
    const pending = unit.records(PENDING);
    if (root !== undefined) visit(root);
    for (const { key } of due) unit.later(() => world.outbox.deliver(key));
    for (const { key, value } of pending) unit.later(() => resume(world, key, value));
    unit.later(() => world.announcer.resume());
    unit.later(() => followAll(world.agenda, world.store.records(PLAN)));
  });
}

/** TS-0001 9.6.3. */
function cseBase(world: World, name: string, pointOfAccess: readonly string[]): Resource {
  const now = formatTimestamp(world.clock.now());
  const attributes = attributesOf({
    creationTime: now,
    lastModifiedTime: now,
    'CSE-ID': `/${world.cseId}`,
    supportedResourceType: resourceTypeNumbers(world.cseType),
    pointOfAccess,
  });
  return { id: world.rootId, type: 'CSEBase', name, parent: null, creator: world.policy.admin, attributes };
}
