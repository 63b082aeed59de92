/** Requests in, answers out, in the order of the Receiver's steps (TS-0004 7.2.2.2). */

import { Operation as OperationNumber, ResponseType } from '../../generated/enumerations.js';
import { entityId, isElsewhere, isStandIn, locate, type Located } from '../addresses.js';
import { checkVirtual, checkWanted, notFound, privileges, registers, type OnResource } from './admission.js';
import { carryOut, type Answered, type Settled } from './carry-out.js';
import { refused, RequestError } from '../errors.js';
import { forward } from './forward.js';
import { inTime } from './in-time.js';
import { encodeResponse, type Answer } from './answer.js';
import { longParameters } from './parameters.js';
import { formsOf, type Forms } from './forms.js';
import { decodeRequest, type Reading, type Request } from './request.js';
import type { Asker, RequestPrimitive, ResponsePrimitive } from './primitive.js';
import { fanOut } from '../procedures/fan-out.js';
import { acknowledged, isNonBlocking, settle, type Later } from '../procedures/non-blocking.js';
import { receiveNotify } from '../procedures/notified.js';
import { monitorsOf, noticesOfOperation, type Operated } from '../procedures/notify.js';
import { poll } from '../procedures/polling.js';
import { isRegistered } from '../procedures/privileges.js';
import type { Operation } from '../procedures/procedure.js';
import { leaveTargets } from '../procedures/self-reference.js';
import { attribute, type Attributes, type Resource } from '../resource.js';
import type { StoreFailure } from '../store/group-commit.js';
import { runUnit } from '../work/unit-of-work.js';
import type { World } from '../world.js';

/** An answer goes out when all that it tells of is durable, an error too: it may tell of what others have written. */
export async function serve(world: World, primitive: RequestPrimitive, asker?: Asker): Promise<ResponsePrimitive> {
  const responded = respond(world, primitive, asker);
  const { durability } = world.store;
  if (durability === undefined) return responded;
  const response = responded instanceof Promise ? await responded : responded;
  return new Promise((resolve) => {
    const failed = (error: StoreFailure) =>
      resolve(encodeResponse(formsOf(primitive), { status: 'INTERNAL_SERVER_ERROR', content: { root: 'debugInfo', value: error.message } }));
    durability.whenDurable(() => resolve(response), failed);
  });
}

/** What waits for nothing is answered in its turn, as errors are. */
function respond(world: World, primitive: RequestPrimitive, asker?: Asker): ResponsePrimitive | Promise<ResponsePrimitive> {
  let forms: Forms = { parameters: 'wire', content: 'wire' };
  const failed = (error: unknown) => encodeResponse(forms, errorAnswer(world, error));
  try {
    forms = formsOf(primitive);
    const request = decodeRequest(primitive, forms, readingAt(world, world.clock.now(), (wanted) => checkWanted(world, wanted)));
    if (asker?.holds?.(currentOf(world, primitive)) === false) throw refused('BAD_REQUEST', 'The resource is not as the Originator supposes (TS-0009 6.4.6).');
    const answered = isNonBlocking(request) ? acknowledged(world, originatorOf(world, request), request, primitive, laterFor(world, request)) : answerTo(world, request, unsettled, asker);
    return answered instanceof Promise ? answered.then((answer) => encodeResponse(forms, answer)).catch(failed) : encodeResponse(forms, answered);
  } catch (error) {
    return failed(error);
  }
}

const readingAt = (world: World, now: number, taken?: Reading['taken']): Reading => ({ now, releases: world.policy.releases, isElsewhere: (to) => isElsewhere(world, to), taken });

/** What its target looks like to the Originator of a request, if that can be said at once. */
function currentOf(world: World, primitive: RequestPrimitive): ResponsePrimitive | undefined {
  const { from, requestIdentifier, releaseVersionIndicator, to } = longParameters(primitive);
  const response = respond(world, { op: OperationNumber.Retrieve, to, fr: from, rqi: requestIdentifier, rvi: releaseVersionIndicator });
  return response instanceof Promise ? undefined : response;
}

/** What a request without a waiting Originator comes to, errors included; `settled` stands in the unit that carries it out. */
async function settledAnswer(world: World, request: Request, settled: Settled): Promise<Answer> {
  // The <request> of this CSE tells what becomes of it: the next one is not asked for another (TS-0004 7.3.2.8).
  const { responseType: _wanted, resultPersistence: _kept, ...parameters } = request.parameters;
  const blocking: Request = { ...request, parameters, response: { type: ResponseType.blockingRequest, targets: undefined } };
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
  const request = decodeRequest(primitive, formsOf(primitive), readingAt(world, Number(attribute(record, 'received'))));
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

/** Of a request whose answer is all that becomes of it. */
const unsettled: Settled = () => undefined;

/** Where a request leads decides how it is served. */
function answerTo(world: World, request: Request, settled: Settled = unsettled, asker?: Asker): Answered {
  const originator = originatorOf(world, request);
  if (isElsewhere(world, request.to)) {
    if (registers(request)) throw refused('BAD_REQUEST', 'Who registers asks its Registrar itself (TS-0004 7.3.2.8).');
    return forward(world, originator, request);
  }
  const { executesAt } = request;
  if (executesAt !== undefined && executesAt > world.clock.now()) return answerAt(world, executesAt, request, settled, asker);
  const located = locate(world, world.store, request.to);
  if (located === undefined) throw notFound();
  if (located.virtual !== undefined) checkVirtual(located.virtual, request.operation);
  if (located.resource === undefined) throw notFound();
  const { resource, virtual, rest } = located;
  if (virtual?.type === 'fanOutPoint') {
    const identifier = request.groupRequestIdentifier ?? world.newId('groupRequest');
    const fanned = { ...request, groupRequestIdentifier: identifier };
    checkFirst(world, located, fanned);
    const answered = fanOut(world, originator, { group: resource, rest }, fanned, (each) => memberAnswer(world, each));
    // Nobody else has been told one of our own, but for those who have answered.
    return request.groupRequestIdentifier === undefined ? answered.finally(() => world.groupRequests.forget(identifier)) : answered;
  }
  checkFirst(world, located, request);
  if (virtual?.type === 'pollingChannelURI' && rest.length === 0) return poll(world, originator, resource, request, asker);
  if (virtual?.type === 'notificationTargetSelfReference' && rest.length === 0) return leaveTargets(world, originator, resource, request);
  if (virtual !== undefined && !isStandIn(virtual)) throw refused('NOT_IMPLEMENTED', `<${virtual.type}> is not supported (TS-0004 7.3.2.1).`);
  if (request.operation === 'notify') return receiveNotify(world, originator, located.resource, request);
  return monitored(world, originator, resource, request.operation, () => carryOut(world, originator, request as OnResource, located, settled));
}

/** Recv-6.2.1: what comes to the same target twice by way of groups, of which one is in the other, say, is carried out once (TS-0004 7.3.3.2). */
function checkFirst({ groupRequests }: World, { resource, virtual, rest }: Located, { groupRequestIdentifier: identifier, expires }: Request): void {
  if (identifier === undefined) return;
  const target = virtual === undefined ? resource.id : [resource.id, virtual.type, ...rest].join(' ');
  if (!groupRequests.isFirst(identifier, target, expires)) throw refused('GROUP_REQUEST_IDENTIFIER_EXISTS', 'This request has been here already (TS-0004 7.3.3.2).');
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

/** Operation Execution Time: not before it (TS-0004 7.3.3.3 to 7.3.3.8). */
async function answerAt(world: World, executesAt: number, request: Request, settled: Settled, asker?: Asker): Promise<Answer> {
  await inTime(world, request, new Promise<void>((resolve) => void world.clock.at(executesAt, resolve)));
  return answerTo(world, request, settled, asker);
}

/** Recv-1.0: who asks (TS-0004 7.3.2.1). An AE or a CSE that registers need not be known. */
function originatorOf(world: World, request: Request): string {
  const { from } = request;
  const isRegistration = registers(request);
  if (from === undefined && !(isRegistration && request.type === 'AE')) throw refused('BAD_REQUEST', 'From is absent (TS-0004 7.3.2.1).');
  const originator = from === undefined ? 'C' : entityId(world, from);
  if (isRegistered(world, originator) || isRegistration || world.policy.unregistered === 'judged') return originator;
  throw refused('ORIGINATOR_HAS_NO_PRIVILEGE', `The Originator ${originator.slice(0, 80)} is not registered (TS-0004 7.3.3.15).`);
}
