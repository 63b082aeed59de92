/** A Hosting CSE: requests in, answers out, in the order of the Receiver's steps (TS-0004 7.2.2.2). */

import { randomUUID } from 'node:crypto';
import { resourceNames } from '../generated/tables/names.js';
import { isEqual } from './access/equal.js';
import { entityId, resolve, type Place } from './addresses.js';
import { agenda, followAll, PLAN } from './agenda.js';
import { systemClock, type Clock } from './clock.js';
import type { Devices } from './devices/devices.js';
import { simulatedDevices } from './devices/simulated.js';
import { effectQueue } from './effects.js';
import { overheard, type Hooks } from './hooks.js';
import { refused, RequestError } from './errors.js';
import type { NameForm } from './names.js';
import { NOTICE, outbox } from './outbox.js';
import { aeIdStem } from './procedures/ae.js';
import { cseIdForm } from './procedures/remote-cse.js';
import { discover } from './procedures/discovery.js';
import { expirations } from './procedures/expiration.js';
import { hosted } from './procedures/hosted.js';
import { coreProcedures } from './procedures/index.js';
import { managementProcedures } from './procedures/management.js';
import { isRegistered, type Privilege } from './procedures/privileges.js';
import type { Call, Host, Operation, Procedure } from './procedures/procedure.js';
import { softwareProcedure } from './procedures/software.js';
import { representation, resultContent, type View } from './procedures/retrieve.js';
import {
  decodeRequest,
  encodeResponse,
  expired,
  formsOf,
  longAttributes,
  type Answer,
  type Forms,
  type Request,
  type RequestPrimitive,
  type ResponsePrimitive,
} from './primitives.js';
import { attribute, attributesOf, type Attributes, type Resource } from './resource.js';
import { completed, memoryStore, type ResourceStore, type Store } from './store.js';
import type { StoreFailure } from './store/group-commit.js';
import { formatTimestamp } from './timestamp.js';
import { resourceTypeNumbers } from './types.js';
import type { Policy, Unit, World } from './unit.js';
import { runUnit, type UnitOfWork } from './unit-of-work.js';

export interface HostingCseOptions {
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
  /** Makes resource ids, unique in this CSE. */
  readonly ids?: (type: string) => string;
  readonly policy?: Partial<Policy>;
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
  /** Where this CSE is reached from outside (TS-0001 9.6.3); default: its CSE-ID, for a CSE that is not. */
  readonly pointOfAccess?: readonly string[];
}

export interface HostingCse {
  /**
   * Serves one request. Never rejects: errors are answers (TS-0004 7.3.3.13). From is taken at its word; who connects this to a network
   * authenticates first.
   */
  request(this: void, primitive: RequestPrimitive): Promise<ResponsePrimitive>;
  /** Runs a unit of work on behalf of the Hosting CSE; what it throws undoes it and goes on. */
  run<T>(this: void, steps: (unit: Unit) => T): T;
  /** For those who look inside: tests and tools. Writing here goes past every rule. */
  readonly store: ResourceStore;
}

const DAY = 86_400_000;

const defaultPolicy: Policy = { admin: 'CAdmin', lifetime: 365 * DAY, access: [], unansweredNotifications: 10_000, mayRegister: () => true };

export function createHostingCse(options: HostingCseOptions = {}): HostingCse {
  const cseId = (options.cseId ?? '/id-in').replace(/^\//, '');
  const place: Place = { spId: options.spId ?? 'sp', cseId, rootId: cseId };
  const { clock = systemClock, store = memoryStore(), ids = defaultIds, report = () => undefined } = options;
  const policy = { ...defaultPolicy, ...options.policy };
  const run = <T>(steps: (unit: UnitOfWork) => T): T => runUnit(world, world.cseId, steps);
  const host: Host = { clock, cseId: `/${cseId}`, run, report };
  const { hooks = {} } = options;
  const devices = overheard(options.devices ?? simulatedDevices({ clock }), hooks, report);
  const managing = [...managementProcedures({ devices }), (host: Host) => softwareProcedure({ ...host, devices })];
  const made = [...managing, ...(options.procedures ?? [])].map((procedure) => (typeof procedure === 'function' ? procedure(host) : procedure));
  const procedures = hosted([...coreProcedures([policy.admin, cseId]), ...made]);
  const jobs = new Map(
    procedures.own.flatMap(({ type, jobs = {} }) => Object.entries(jobs).map(([name, job]) => [`${type}.${name}`, job] as const)),
  );
  const base = { ...place, store: completed(store), clock, policy, procedures, jobs, effects: effectQueue(report), hooks, newId: ids, run, report };
  const world: World = {
    ...base,
    expirations: expirations(clock, (id) => run((unit) => unit.expire(id)), report),
    agenda: agenda(base),
    outbox: outbox(base, options.notify, options.notificationForm ?? 'wire'),
  };
  start(world, options.name ?? 'cse-in', options.pointOfAccess ?? [host.cseId]);
  return { request: (primitive) => serve(world, primitive), run, store };
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
    if (root !== undefined) visit(root);
    for (const { key } of due) unit.later(() => world.outbox.deliver(key));
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
    supportedResourceType: resourceTypeNumbers,
    pointOfAccess,
  });
  return { id: world.rootId, type: 'CSEBase', name, parent: null, creator: world.policy.admin, attributes };
}

/** An answer goes out when all that it tells of is durable, an error too: it may tell of what others have written. */
async function serve(world: World, primitive: RequestPrimitive): Promise<ResponsePrimitive> {
  const response = await respond(world, primitive);
  const { durability } = world.store;
  if (durability === undefined) return response;
  return new Promise((resolve) => {
    const failed = (error: StoreFailure) =>
      resolve(encodeResponse(formsOf(primitive), { status: 'INTERNAL_SERVER_ERROR', content: { root: 'debugInfo', value: error.message } }));
    durability.whenDurable(() => resolve(response), failed);
  });
}

async function respond(world: World, primitive: RequestPrimitive): Promise<ResponsePrimitive> {
  let forms: Forms = { parameters: 'wire', content: 'wire' };
  try {
    forms = formsOf(primitive);
    const answer = await answerTo(world, decodeRequest(primitive, forms, world.clock.now()), forms.content);
    return encodeResponse(forms, answer);
  } catch (error) {
    if (!(error instanceof RequestError)) world.report(error);
    const [status, text] =
      error instanceof RequestError ? [error.statusCode, describe(error)] : (['INTERNAL_SERVER_ERROR', 'internal error'] as const);
    return encodeResponse(forms, { status, content: { root: 'debugInfo', value: text } });
  }
}

/** Every violation with its attribute and clause. */
const describe = ({ message, violations }: RequestError): string =>
  violations.length === 0 ? message : violations.map((violation) => `${violation.message} (${violation.clause})`).join('; ');

/** A request that may be carried out: Recv-6.1 to 6.3 hold. */
interface Admitted {
  readonly originator: string;
  readonly target: Resource;
  readonly content: Attributes;
}

const privileges: Readonly<Record<Operation, Privilege>> = { create: 'CREATE', retrieve: 'RETRIEVE', update: 'UPDATE', delete: 'DELETE' };

async function answerTo(world: World, request: Request, form: NameForm): Promise<Answer> {
  const originator = originatorOf(world, request);
  const inUnit = <T>(steps: (unit: UnitOfWork) => T): T => runUnit(world, originator, steps);
  const steps = (unit: UnitOfWork) => {
    const admitted = admit(world, unit, request, form);
    return { admitted, ...perform(world, unit, request, admitted) };
  };
  const callOf = ({ target, content }: Admitted): Call => ({
    operation: request.operation,
    originator,
    target,
    content,
    run: (own) => runUnit(world, world.cseId, own),
  });

  const procedure = world.procedures.of(request.type ?? resolve(world, world.store, request.to)?.type ?? '');
  const before = procedure.before?.[request.operation];
  // What the transaction would refuse is refused before anything reaches a device.
  if (before !== undefined) {
    const rehearsal = rehearse(inUnit, steps);
    await inTime(world, request, before(callOf(rehearsal.admitted)));
    // The steps of a DELETE may take the resource away themselves, or those of another DELETE that waited with it.
    if (request.operation === 'delete' && world.store.get(rehearsal.subject.id) === undefined) return rehearsal.answer;
  }
  const { admitted, subject, answer, respond } = inUnit(steps);
  const after = procedure.after?.[request.operation];
  if (after === undefined) return answer;
  await inTime(world, request, after(callOf(admitted), subject));
  return respond();
}

/** What a request waits for, but no longer than its Originator does (TS-0004 7.3.2.1). The work itself goes on. */
function inTime(world: World, { expires }: Request, work: Promise<void>): Promise<void> {
  if (expires === undefined) return work;
  return new Promise((resolve, reject) => {
    const cancel = world.clock.at(expires, () => reject(expired()));
    work.finally(cancel).then(resolve, reject);
  });
}

/** Carries work out and undoes it: its result, or what it throws, is what it would be. */
function rehearse<T>(inUnit: (steps: (unit: UnitOfWork) => never) => never, steps: (unit: UnitOfWork) => T): T {
  const results: T[] = [];
  try {
    return inUnit((unit) => {
      results.push(steps(unit));
      throw rehearsed;
    });
  } catch (error) {
    if (error !== rehearsed) throw error;
    return results[0] as T;
  }
}

const rehearsed = Symbol('rehearsed');

/** Recv-1.0: who asks (TS-0004 7.3.2.1). An AE or a CSE that registers need not be known. */
function originatorOf(world: World, request: Request): string {
  const { from } = request;
  const isRegistration = registers(request);
  if (from === undefined && !(isRegistration && request.type === 'AE')) throw refused('BAD_REQUEST', 'From is absent (TS-0004 7.3.2.1).');
  const originator = from === undefined ? 'C' : entityId(world, from);
  if (isRegistered(world, originator) || isRegistration) return originator;
  throw refused('ORIGINATOR_HAS_NO_PRIVILEGE', 'The Originator is not registered (TS-0004 7.3.3.15).');
}

/** Who registers itself, and may do so whatever the policies of the CSEBase are (TS-0004 7.4.4.2.1, 7.4.5.2.1). */
const registers = ({ operation, type }: Request): boolean => operation === 'create' && type !== undefined && Object.hasOwn(stems, type);

const stems: Readonly<Record<string, RegExp>> = { AE: aeIdStem, remoteCSE: cseIdForm };

/** Recv-6.1 to 6.3: the resource is here, and the Originator may do this to it. */
function admit(world: World, unit: UnitOfWork, request: Request, form: NameForm): Admitted {
  const { originator } = unit;
  const target = resolve(world, world.store, request.to);
  if (target === undefined) throw refused('NOT_FOUND', 'There is no such resource (TS-0004 7.3.3.1).');
  // Nobody else has a say: an AE is no CSE, whatever it may do here (TS-0004 7.4.4.2.1).
  if (registers(request) && request.type === 'remoteCSE' && unit.get(originator)?.type === 'AE')
    throw refused('OPERATION_NOT_ALLOWED', 'An AE does not register a CSE (TS-0004 7.4.4.2.1).');
  const isSelf = registers(request) && stems[request.type ?? '']?.test(originator) === true && originator !== world.policy.admin;
  const privilege = request.filterCriteria === undefined ? privileges[request.operation] : 'DISCOVERY';
  const permitted = isSelf ? target.id === world.rootId && world.policy.mayRegister(originator) : unit.may(originator, privilege, target);
  if (!permitted) throw refused('ORIGINATOR_HAS_NO_PRIVILEGE', `The Originator may not ${request.operation} here (TS-0004 7.3.3.15).`);
  if (request.operation !== 'update') return { originator, target, content: request.content };
  if (request.contentType === undefined) return { originator, target, content: longAttributes(target.type, request.content, form) };
  if (request.contentType !== target.type)
    throw refused('BAD_REQUEST', `The content is a ${request.contentType}, the resource a ${target.type} (TS-0004 7.3.3.4).`);
  return { originator, target, content: request.content };
}

interface Performed {
  readonly subject: Resource;
  /** As it is within the transaction: what cannot be answered is not done. */
  readonly answer: Answer;
  /** As it is later, when asynchronous steps have written more. */
  respond(this: void): Answer;
}

/** Recv-6.4 to 6.7. */
function perform(world: World, unit: UnitOfWork, request: Request, { originator, target, content }: Admitted): Performed {
  const view: View = { world, reader: unit, originator, addresses: request.addresses };
  const answer = (status: Answer['status'], resource: Resource, attributes: Attributes | undefined): Answer =>
    attributes === undefined ? { status } : { status, content: { type: resource.type, attributes } };
  const performed = (subject: Resource, respond: () => Answer): Performed => ({ subject, answer: respond(), respond });
  /** Answer with what a CREATE or UPDATE has made of the resource. */
  const written = (status: Answer['status'], before: Attributes, subject: Resource): Performed =>
    performed(subject, () => {
      const now = unit.get(subject.id) ?? subject;
      const isChange = request.resultContent === MODIFIED_ATTRIBUTES;
      return answer(
        status,
        now,
        isChange ? beyond(before, representation(world, unit, now), content) : resultContent(view, now, request.resultContent),
      );
    });

  switch (request.operation) {
    case 'create':
      return written('CREATED', {}, unit.createBy('Originator', { type: request.type ?? '', parent: target.id, attributes: content }));
    case 'retrieve': {
      const { filterCriteria } = request;
      if (filterCriteria === undefined)
        return performed(target, () => answer('OK', target, resultContent(view, target, request.resultContent)));
      const value = discover(view, target, filterCriteria);
      return performed(target, () => ({ status: 'OK', content: { root: 'URIList', value } }));
    }
    case 'update': {
      const before = request.resultContent === MODIFIED_ATTRIBUTES ? representation(world, unit, target) : {};
      return written('UPDATED', before, unit.updateBy('Originator', target.id, content));
    }
    case 'delete': {
      const last = answer('DELETED', target, resultContent(view, target, request.resultContent));
      unit.deleteBy(target);
      return performed(target, () => last);
    }
  }
}

const MODIFIED_ATTRIBUTES = 9;

/** What the Hosting CSE has changed beyond what the request said, deleted attributes as null (TS-0004 7.3.3.12); undefined: nothing. */
function beyond(before: Attributes, after: Attributes, given: Attributes): Attributes | undefined {
  const differs = (name: string, from: Attributes) => !isEqual(attribute(after, name) ?? null, attribute(from, name) ?? null);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => differs(name, before) && differs(name, given),
  );
  return names.length === 0 ? undefined : attributesOf(Object.fromEntries(names.map((name) => [name, after[name] ?? null])));
}
