/** Requests in, answers out, in the order of the Receiver's steps (TS-0004 7.2.2.2). */

import { ResponseType, ResultContent } from '../generated/enumerations.js';
import { isEqual } from './access/equal.js';
import { entityId, isElsewhere, locate, structuredAddress, type Located } from './addresses.js';
import { refused, RequestError } from './errors.js';
import { forward } from './forward.js';
import { ADDRESSES, expired } from './parameters.js';
import { decodeRequest, encodeResponse, formsOf, longAttributes, type Answer, type Forms, type Request } from './primitives.js';
import type { RequestPrimitive, ResponsePrimitive } from './primitive.js';
import { aeIdStem } from './procedures/ae.js';
import { guarded, isGuarded } from './procedures/blocking.js';
import { discovered } from './procedures/discovery.js';
import { fanOut } from './procedures/fan-out.js';
import { condition, isDiscovery } from './procedures/filter.js';
import { acknowledged, isNonBlocking, settle, type Later } from './procedures/non-blocking.js';
import { receiveNotify } from './procedures/notified.js';
import { monitorsOf, noticesOfOperation, type Operated } from './procedures/notify.js';
import { poll } from './procedures/polling.js';
import { isRegistered, mayChangePolicies } from './procedures/privileges.js';
import type { Privilege } from './privilege.js';
import type { Call, Operation, Procedure } from './procedures/procedure.js';
import { cseIdForm } from './procedures/remote-cse.js';
import { representation } from './procedures/representation.js';
import { addressOf, partOf, referenceTo, resultContent, type Shown, type View } from './procedures/retrieve.js';
import { attribute, attributesOf, type Attributes, type Resource } from './resource.js';
import type { StoreFailure } from './store/group-commit.js';
import { attributeRows, placeBelow } from './types.js';
import type { World } from './world.js';
import { runUnit, type UnitOfWork } from './unit-of-work.js';

/** An answer goes out when all that it tells of is durable, an error too: it may tell of what others have written. */
export async function serve(world: World, primitive: RequestPrimitive): Promise<ResponsePrimitive> {
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
    const request = decodeRequest(primitive, forms, world.clock.now(), world.policy.releases);
    const answered = isNonBlocking(request) ? acknowledged(world, originatorOf(world, request), request, primitive, laterFor(world, request)) : answerTo(world, request);
    // What waits for nothing is answered in its turn, as errors are.
    const answer = answered instanceof Promise ? await answered : answered;
    return encodeResponse(forms, answer);
  } catch (error) {
    return encodeResponse(forms, errorAnswer(world, error));
  }
}

/** What a request without a waiting Originator comes to, errors included; `settled` stands in the unit that carries it out. */
async function settledAnswer(world: World, request: Request, settled: (unit: UnitOfWork, answer: Answer) => void): Promise<Answer> {
  const blocking: Request = { ...request, response: { type: ResponseType.blockingRequest, targets: undefined } };
  try {
    return await answerTo(world, blocking, settled);
  } catch (error) {
    return errorAnswer(world, error);
  }
}

const laterFor = (world: World, request: Request): Later => ({
  carryOut: (settled) => settledAnswer(world, request, settled),
  encode: (answer, form) => encodeResponse({ parameters: form, content: form, requestIdentifier: request.identifier }, answer),
});

/** A request that was acknowledged and not carried out when the last process ended. */
export function resume(world: World, id: string, record: Attributes): void {
  const primitive = attribute(record, 'primitive') as RequestPrimitive;
  const request = decodeRequest(primitive, formsOf(primitive), Number(attribute(record, 'received')), world.policy.releases);
  void settle(world, id, request, laterFor(world, request));
}

function errorAnswer(world: World, error: unknown): Answer {
  if (!(error instanceof RequestError)) world.report(error);
  const [status, text] =
    error instanceof RequestError ? [error.statusCode, describe(error)] : (['INTERNAL_SERVER_ERROR', 'internal error'] as const);
  return { status, content: { root: 'debugInfo', value: text } };
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

const privileges: Readonly<Record<Operation, Exclude<Privilege, 'DISCOVERY'>>> = { create: 'CREATE', retrieve: 'RETRIEVE', update: 'UPDATE', delete: 'DELETE' };

type Settled = (unit: UnitOfWork, answer: Answer) => void;

/** Most requests wait for nothing: their answer is there when the unit of work is done. */
type Answered = Answer | Promise<Answer>;

/** Where a request leads decides how it is served. */
function answerTo(world: World, request: Request, settled: Settled = () => undefined): Answered {
  const originator = originatorOf(world, request);
  if (isElsewhere(world, request.to)) return forward(world, originator, request);
  const { executesAt } = request;
  if (executesAt !== undefined && executesAt > world.clock.now()) return answerAt(world, executesAt, request, settled);
  const located = locate(world, world.store, request.to);
  if (located === undefined) throw notFound();
  const { resource, virtual, rest } = located;
  if (virtual === 'fanOutPoint') return fanOut(world, originator, { group: resource, rest }, request, (each) => memberAnswer(world, each));
  if (virtual === 'pollingChannelURI' && rest.length === 0) return poll(world, originator, resource, request);
  if (virtual !== undefined && !isStandIn(located)) throw refused('NOT_IMPLEMENTED', `<${virtual}> is not supported (TS-0004 7.3.2.1).`);
  if (request.operation === 'notify') return receiveNotify(world, originator, located.resource, request);
  return monitored(world, originator, resource, request.operation, () => carryOut(world, originator, request as OnResource, located, settled));
}

/** Those who watch the operations on a resource hear of each, done or not (TS-0001 Table 9.6.8-3, operationMonitor). */
function monitored(world: World, originator: string, target: Resource, operation: Operation, work: () => Answered): Answered {
  const monitors = monitorsOf(world.store, target);
  return monitors.length === 0 ? work() : toldTo(monitors, world, { target, operation: privileges[operation], originator }, work);
}

async function toldTo(monitors: readonly Resource[], world: World, told: Operated, work: () => Answered): Promise<Answer> {
  try {
    return await work();
  } finally {
    runUnit(world, world.cseId, (unit) => unit.tell(noticesOfOperation(world, unit, monitors, told)));
  }
}

/** The answer of a member of a group to a request of its own. */
async function memberAnswer(world: World, request: Request): Promise<Answer> {
  try {
    return await answerTo(world, request);
  } catch (error) {
    return errorAnswer(world, error);
  }
}

const notFound = () => refused('NOT_FOUND', 'There is no such resource (TS-0004 7.3.3.1).');
const isStandIn = ({ virtual }: Located): boolean => virtual === 'latest' || virtual === 'oldest';

type OnResource = Request & { readonly operation: Operation };

/** CREATE, RETRIEVE, UPDATE and DELETE of a resource that is here. */
function carryOut(world: World, originator: string, request: OnResource, located: Located, settled: Settled): Answered {
  if (request.operation !== 'update' || !isGuarded(world, located.resource)) return carryOutNow(world, originator, request, located, settled);
  return guarded(world, {
    resource: located.resource,
    rehearse() {
      const inUnit = <T>(steps: (unit: UnitOfWork) => T): T => runUnit(world, originator, steps);
      return rehearse(inUnit, (unit) => {
        const admitted = admit(world, unit, request, locate(world, world.store, request.to));
        perform(world, unit, request, admitted);
        return admitted.content;
      });
    },
    // What it waited for may have moved it, or taken it away.
    async perform() {
      const again = locate(world, world.store, request.to);
      if (again === undefined) throw notFound();
      return carryOutNow(world, originator, request, again, settled);
    },
    inTime: (work) => inTime(world, request, work),
  });
}

function carryOutNow(world: World, originator: string, request: OnResource, located: Located, settled: Settled): Answered {
  const { operation, content, type = located.resource.type } = request;
  const procedure = world.procedures.of(type);
  const isWaiting = procedure.before?.[operation] !== undefined && procedure.mustWait?.(operation, content) !== false;
  if (isWaiting || procedure.after?.[operation] !== undefined) return carryOutWaiting(world, originator, request, procedure, isWaiting, settled);
  return runUnit(world, originator, (unit) => {
    const { answer } = perform(world, unit, request, admit(world, unit, request, located));
    settled(unit, answer);
    return answer;
  });
}

/** The same with steps around it that wait for a device, say. */
async function carryOutWaiting(world: World, originator: string, request: OnResource, procedure: Procedure, isWaiting: boolean, settled: Settled): Promise<Answer> {
  const { operation } = request;
  const inUnit = <T>(steps: (unit: UnitOfWork) => T): T => runUnit(world, originator, steps);
  const steps = (unit: UnitOfWork) => {
    const admitted = admit(world, unit, request, locate(world, world.store, request.to));
    return { admitted, ...perform(world, unit, request, admitted) };
  };
  const callOf = ({ target, content }: Admitted): Call => ({ operation, originator, target, content, run: (own) => runUnit(world, world.cseId, own) });

  const before = procedure.before?.[operation];
  // What the transaction would refuse is refused before anything reaches a device.
  if (before !== undefined && isWaiting) {
    const rehearsal = rehearse(inUnit, steps);
    await inTime(world, request, before(callOf(rehearsal.admitted)));
    // The steps of a DELETE may take the resource away themselves, or those of another DELETE that waited with it.
    if (operation === 'delete' && world.store.get(rehearsal.subject.id) === undefined) return rehearsal.answer;
  }
  const after = procedure.after?.[operation];
  const { admitted, subject, answer, respond } = inUnit((unit) => {
    const performed = steps(unit);
    if (after === undefined) settled(unit, performed.answer);
    return performed;
  });
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

/** Operation Execution Time: not before it (TS-0004 7.3.3.3 to 7.3.3.8). */
async function answerAt(world: World, executesAt: number, request: Request, settled: Settled): Promise<Answer> {
  await inTime(world, request, new Promise((resolve) => void world.clock.at(executesAt, resolve)));
  return answerTo(world, request, settled);
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
  if (isRegistered(world, originator) || isRegistration || world.policy.unregistered === 'judged') return originator;
  throw refused('ORIGINATOR_HAS_NO_PRIVILEGE', 'The Originator is not registered (TS-0004 7.3.3.15).');
}

/** Who registers itself, and may do so whatever the policies of the CSEBase are (TS-0004 7.4.4.2.1, 7.4.5.2.1). */
const registers = ({ operation, type }: Request): boolean => operation === 'create' && type !== undefined && Object.hasOwn(stems, type);

const stems: Readonly<Record<string, RegExp>> = { AE: aeIdStem, remoteCSE: cseIdForm };

/** Recv-6.1 to 6.3: the resource is here, and the Originator may do this to it. */
function admit(world: World, unit: UnitOfWork, request: OnResource, located: Located | undefined): Admitted {
  const { originator } = unit;
  if (located === undefined) throw notFound();
  const target = located.resource;
  if (isStandIn(located) && (request.operation === 'create' || request.operation === 'update'))
    throw refused('OPERATION_NOT_ALLOWED', `<${located.virtual}> is there to be retrieved and deleted (TS-0004 7.4.27, 7.4.28).`);
  checkConditions(world, unit, request, target);
  // Nobody else has a say: an AE is no CSE, whatever it may do here (TS-0004 7.4.4.2.1).
  if (registers(request) && request.type === 'remoteCSE' && unit.get(originator)?.type === 'AE')
    throw refused('OPERATION_NOT_ALLOWED', 'An AE does not register a CSE (TS-0004 7.4.4.2.1).');
  const isSelf = registers(request) && stems[request.type ?? '']?.test(originator) === true && originator !== world.policy.admin;
  if (isSelf && target.id !== world.rootId && request.type !== undefined && placeBelow(target.type, request.type) === undefined)
    throw refused('INVALID_CHILD_RESOURCE_TYPE', `${request.type} is no child of ${target.type} (TS-0004 7.3.3.3).`);
  const privilege = isDiscovery(request.filterCriteria) ? 'DISCOVERY' : privileges[request.operation];
  const permitted = isSelf
    ? target.id === world.rootId && world.policy.mayRegister(originator)
    : changesPolicies(request, target)
      ? mayChangePolicies(world, unit, originator, target)
      : unit.may(originator, privilege, target, request.type);
  if (!permitted) throw refused('ORIGINATOR_HAS_NO_PRIVILEGE', `The Originator may not ${request.operation} here (TS-0004 7.3.3.15).`);
  const hidden = request.operation === 'retrieve' ? world.procedures.of(target.type).hides?.(unit, target) : undefined;
  if (hidden !== undefined) throw hidden;
  if (request.operation !== 'update') return { originator, target, content: request.content };
  if (request.contentType === undefined) return { originator, target, content: longAttributes(target.type, request.content, request.form) };
  if (request.contentType !== target.type)
    throw refused('BAD_REQUEST', `The content is a ${request.contentType}, the resource a ${target.type} (TS-0004 7.3.3.4).`);
  return { originator, target, content: request.content };
}

/** Whether an UPDATE is of accessControlPolicyIDs, which is a matter of its own (TS-0001 9.6.1.3.2). */
const changesPolicies = ({ operation, content, contentType }: Request, { type }: Resource): boolean =>
  operation === 'update' &&
  attributeRows(type).has('accessControlPolicyIDs') &&
  (Object.hasOwn(content, 'accessControlPolicyIDs') || (contentType === undefined && Object.hasOwn(content, 'acpi')));

/** Where no children are shown, the conditions are for the resource itself, which is as good as absent unless it meets them (TS-0004 7.3.3.1). */
function checkConditions(world: World, unit: UnitOfWork, { operation, filterCriteria, resultContent, attributes }: Request, target: Resource): void {
  if (filterCriteria === undefined || isDiscovery(filterCriteria)) return;
  const isOfChildren = operation === 'retrieve' && attributes === undefined && resultContent !== ResultContent.attributes && resultContent !== ResultContent.original_resource;
  if (isOfChildren || condition(filterCriteria)({ world, reader: unit }, target)) return;
  throw refused('NOT_FOUND', 'The resource does not meet the Filter Criteria (TS-0004 7.3.3.1).');
}

interface Performed {
  readonly subject: Resource;
  /** As it is within the transaction: what cannot be answered is not done. */
  readonly answer: Answer;
  /** As it is later, when asynchronous steps have written more. */
  respond(this: void): Answer;
}

/** Recv-6.4 to 6.7. */
function perform(world: World, unit: UnitOfWork, request: OnResource, { originator, target, content }: Admitted): Performed {
  const { filterCriteria: criteria } = request;
  const view: View = { world, reader: unit, originator, addresses: request.addresses, criteria };
  const answer = (status: Answer['status'], { type }: Resource, { attributes, of, restFrom }: Shown): Answer =>
    attributes === undefined ? { status } : { status, content: { type: of?.type ?? type, attributes }, restFrom };
  const performed = (subject: Resource, respond: () => Answer): Performed => ({ subject, answer: respond(), respond });
  /** Answer with what a CREATE or UPDATE has made of the resource. */
  const written = (status: Answer['status'], before: Attributes, subject: Resource): Performed =>
    performed(subject, () => {
      const now = unit.get(subject.id) ?? subject;
      switch (request.resultContent) {
        case ResultContent.modified_attributes:
          return answer(status, now, { attributes: beyond(before, representation(world, unit, now), content) });
        case ResultContent.hierarchical_address:
          return { status, content: { root: 'URI', value: structuredAddress(world.store, now) } };
        case ResultContent.hierarchical_address_and_attributes:
          return { status, content: { root: 'resource', value: { URI: structuredAddress(world.store, now) }, resource: { type: now.type, attributes: representation(world, unit, now) } } };
        default:
          return answer(status, now, resultContent(view, now, request.resultContent));
      }
    });

  switch (request.operation) {
    case 'create':
      return written('CREATED', {}, unit.createBy('Originator', { type: request.type ?? '', parent: target.id, attributes: content }));
    case 'retrieve': {
      const names = request.attributes;
      if (names !== undefined) return performed(target, () => answer('OK', target, { attributes: partOf(view, target, names) }));
      if (asksForInstances(request) && target.type === 'container' && unit.end(target.id, 'contentInstance', 'latest') === undefined)
        unit.foundEmpty(target);
      if (criteria === undefined || !isDiscovery(criteria))
        return performed(target, () => answer('OK', target, resultContent(view, target, request.resultContent)));
      const { found, restFrom } = discovered(view, target, criteria);
      const content =
        request.resultContent === ADDRESSES
          ? { root: 'URIList', value: found.map((each) => addressOf(world, each, request.addresses)) }
          : { root: 'resourceRefList', value: { resourceRef: found.map((each) => referenceTo(view, each)) } };
      return performed(target, () => ({ status: 'OK', content, restFrom }));
    }
    case 'update': {
      const before = request.resultContent === ResultContent.modified_attributes ? representation(world, unit, target) : {};
      return written('UPDATED', before, unit.updateBy('Originator', target.id, content));
    }
    case 'delete': {
      const last = answer('DELETED', target, resultContent(view, target, request.resultContent));
      unit.deleteBy(target);
      return performed(target, () => last);
    }
  }
}

const asksForInstances = ({ resultContent }: Request): boolean =>
  resultContent === ResultContent.child_resources || resultContent === ResultContent.attributes_and_child_resources;

/** What the Hosting CSE has changed beyond what the request said, deleted attributes as null (TS-0004 7.3.3.12); undefined: nothing. */
function beyond(before: Attributes, after: Attributes, given: Attributes): Attributes | undefined {
  const differs = (name: string, from: Attributes) => !isEqual(attribute(after, name) ?? null, attribute(from, name) ?? null);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => differs(name, before) && differs(name, given),
  );
  return names.length === 0 ? undefined : attributesOf(Object.fromEntries(names.map((name) => [name, after[name] ?? null])));
}
