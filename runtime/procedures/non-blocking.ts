/**
 * Non-blocking requests and <request> (TS-0004 7.3.2.2 to 7.3.2.5, 7.4.12): acknowledged with a resource that tells what becomes of them. The
 * request is kept beside it; what was acknowledged is carried out, by the next process where it has to be.
 */

import { Operation as OperationNumbers, RequestStatus, ResponseType } from '../../generated/enumerations.js';
import type { NameForm } from '../names.js';
import { isObject, jsonCopy } from '../json.js';
import { refused } from '../errors.js';
import type { Answer } from '../receiver/answer.js';
import type { Request } from '../receiver/request.js';
import type { RequestPrimitive, ResponsePrimitive } from '../receiver/primitive.js';
import { asOurs } from '../releases.js';
import { attribute, attributesOf, type Attributes, type JsonValue, type Resource } from '../resource.js';
import { durationFrom, formatTimestamp, isDuration } from '../time/timestamp.js';
import { numberOf } from '../types.js';
import type { Unit } from '../work/unit.js';
import type { World } from '../world.js';
import type { UnitOfWork } from '../work/unit-of-work.js';
import type { Procedure } from './procedure.js';
import { addressFor } from './retrieve.js';

/** Kind of the records: requests that are under way. */
export const PENDING = 'request.pending';

/** How a request is carried out when nobody waits for it. */
export interface Later {
  /** @param settled stands in the unit that carries it out, where there is one: what becomes of the request is kept with what it does */
  carryOut(settled: (unit: UnitOfWork, answer: Answer) => void): Promise<Answer>;
  encode(answer: Answer, form: NameForm): ResponsePrimitive;
}

/** flexBlocking leaves it to the Receiver, who waits. */
export const isNonBlocking = ({ response: { type } }: Request): boolean =>
  type === ResponseType.nonBlockingRequestSynch || type === ResponseType.nonBlockingRequestAsynch || type === ResponseType.noResponse;

/** Results of which nobody says how long they are kept, in milliseconds. */
const PERSISTENCE = 3_600_000;

export async function acknowledged(world: World, originator: string, request: Request, primitive: RequestPrimitive, later: Later): Promise<Answer> {
  const target = world.run((unit) => unit.find(request.to));
  if (target?.type === 'request') throw refused('BAD_REQUEST', 'A <request> is asked in a blocking request (TS-0004 7.4.12.2.2).');
  const { type } = request.response;
  if (type === ResponseType.noResponse) {
    void later.carryOut(() => undefined);
    return { status: 'ACCEPTED' };
  }
  const made = world.run((unit) => {
    const resource = unit.create({ type: 'request', parent: world.rootId, creator: originator, attributes: attributesFor(world, unit, originator, request) });
    const value = { primitive: jsonCopy(primitive, Infinity), received: unit.now };
    unit.keep({ kind: PENDING, key: resource.id, owner: resource.id, value });
    unit.later(() => void settle(world, resource.id, request, later));
    return resource;
  });
  const status = type === ResponseType.nonBlockingRequestSynch ? 'ACCEPTED_for_nonBlockingRequestSynch' : 'ACCEPTED_for_nonBlockingRequestAsynch';
  return { status, content: { root: 'URI', value: addressFor(world, originator, made, 'unstructured') } };
}

/** TS-0004 Tables 7.3.2.2-1 and 7.3.2.2-2. The Originator may do with it what a creator may. */
function attributesFor(world: World, unit: Unit, originator: string, request: Request): Attributes {
  const { operation, content, contentType, to, identifier, expires, persistsUntil } = request;
  const until = Math.max(persistsUntil ?? unit.now + PERSISTENCE, expires ?? 0);
  const number = OperationNumbers[(operation[0]?.toUpperCase() + operation.slice(1)) as keyof typeof OperationNumbers];
  return attributesOf(
    {
      resourceName: world.newId('request'),
      expirationTime: formatTimestamp(until),
      labels: [originator],
      operation: number,
      target: to,
      originator,
      requestID: identifier,
      metaInformation: metaInformation(request),
      requestStatus: RequestStatus.PENDING,
      operationResult: { responseStatusCode: 1000, requestIdentifier: identifier },
    },
    // In long names, as everything here; a partial RETRIEVE and what a Notify request tells are not kept.
    contentType === undefined ? {} : { primitiveContent: { [`m2m:${contentType}`]: content } },
  );
}

/** The optional parameters of the request (TS-0004 6.3.5.36), in long names. */
function metaInformation({ parameters, type, filterCriteria }: Request): Attributes {
  const left = new Set(['operation', 'to', 'from', 'requestIdentifier', 'primitiveContent']);
  return attributesOf(
    { ReleaseVersionIndicator: toldRelease(parameters['releaseVersionIndicator']) },
    Object.fromEntries(
      Object.entries(parameters).flatMap(([name, value]): [string, JsonValue][] => {
        if (left.has(name)) return [];
        if (name === 'responseType') return [[name, responseTypeValue(value)]];
        if (name === 'resourceType') return type === undefined ? [] : [[name, numberOf(type)]];
        if (name === 'filterCriteria') return filterCriteria === undefined ? [] : [[name, filterCriteria]];
        if (name === 'releaseVersionIndicator') return [];
        if (times.has(name)) return [[name, timeSaid(value)]];
        return [[name, jsonCopy(value, Infinity)]];
      }),
    ),
  );
}

/** What metaInformation can say: a request of Release 1 has no indicator, nor a value for it, and one of a later release is taken as one of ours. */
const toldRelease = (release: unknown): string => (release === undefined || release === '1' ? '2' : String(asOurs(release)));

const times: ReadonlySet<string> = new Set(['originatingTimestamp', 'requestExpirationTimestamp', 'resultExpirationTimestamp', 'resultPersistence', 'operationExecutionTime']);

/** A duration as the milliseconds that an m2m:absRelTimestamp has for it. */
const timeSaid = (value: unknown): JsonValue => (typeof value === 'string' && isDuration(value) ? (durationFrom(0, value) ?? 0) : jsonCopy(value));

const responseTypeValue = (value: unknown): JsonValue => {
  if (!isObject(value)) return { responseTypeValue: jsonCopy(value) };
  const targets = value['notificationURI'] ?? value['nu'];
  return { responseTypeValue: jsonCopy(value['responseTypeValue'] ?? value['rtv']), ...(Array.isArray(targets) && targets.length > 0 && { notificationURI: jsonCopy(targets) }) };
};

/** Carries a request out and keeps its result, once. */
export async function settle(world: World, id: string, request: Request, later: Later): Promise<void> {
  let isKept = false;
  const keep = (unit: Unit, answer: Answer) => {
    isKept = true;
    keepResult(world, unit, id, request, (form) => later.encode(answer, form));
  };
  try {
    const answer = await later.carryOut((unit, settled) => {
      keep(unit, settled);
      unit.onUndo(() => (isKept = false));
    });
    if (!isKept) world.run((unit) => keep(unit, answer));
  } catch (error) {
    world.report(error);
  }
}

function keepResult(world: World, unit: Unit, id: string, { response: { type, targets } }: Request, encode: (form: NameForm) => ResponsePrimitive): void {
  unit.drop(PENDING, id);
  const resource = unit.get(id);
  if (resource === undefined) return;
  const result = encode('long');
  const status = Number(result['responseStatusCode']);
  const { releaseVersionIndicator: _release, ...operationResult } = result;
  unit.update(id, { requestStatus: status < 4000 ? RequestStatus.COMPLETED : RequestStatus.FAILED, operationResult });
  if (type !== ResponseType.nonBlockingRequestAsynch) return;
  // TS-0004 7.5.1.2.5: to the Originator unless the request names others, or nobody.
  for (const target of targets ?? [resource.creator]) world.outbox.send(unit, target, { response: encode('wire') });
}

export const requestProcedure: Procedure = {
  type: 'request',
  admitDelete(_unit, { attributes }) {
    // What is under way is with a device, or somebody else.
    if (attribute(attributes, 'requestStatus') === RequestStatus.PENDING)
      throw refused('UNABLE_TO_RECALL_REQUEST', 'The request is under way (TS-0004 7.4.12.2.4).');
  },
  removing(unit, { id }: Resource) {
    if (unit.record(PENDING, id) !== undefined) unit.drop(PENDING, id);
  },
};
