/** Parameters of requests (TS-0004 6.4, 7.3.2.1), each checked, in long names. */

import { DesIdResType, ResponseType, ResultContent, StdEventCats } from '../../generated/enumerations.js';
import { httpFields } from '../../generated/tables/http-binding.js';
import { parameterNames } from '../../generated/tables/names.js';
import { resultContents } from '../../generated/tables/parameters.js';
import { refused, type RequestError } from '../errors.js';
import { isObject } from '../json.js';
import type { Operation } from '../procedures/procedure.js';
import type { AddressForm } from '../procedures/retrieve.js';
import { bareObject } from '../resource.js';
import { durationFrom, isDuration, parseAbsRelTimestamp, parseTimestamp } from '../time/timestamp.js';

export type Parameters = Readonly<Record<string, unknown>>;

/** What a Receiver is asked to do. */
export type Asked = Operation | 'notify';

/** Result Content where a request says none (TS-0001 8.1.2). */
const byDefault: Readonly<Record<Operation, number>> = {
  create: ResultContent.attributes,
  retrieve: ResultContent.attributes,
  update: ResultContent.attributes,
  delete: ResultContent.nothing,
};

/** Parameters that this CSE understands; others of the standard are NOT_IMPLEMENTED, unknown ones BAD_REQUEST (TS-0004 7.3.2.1). */
const supported: ReadonlySet<string> = new Set([
  'operation',
  'to',
  'from',
  'requestIdentifier',
  'resourceType',
  'primitiveContent',
  'originatingTimestamp',
  'requestExpirationTimestamp',
  'resultExpirationTimestamp',
  'resultPersistence',
  'operationExecutionTime',
  'responseType',
  'resultContent',
  'eventCategory',
  'groupRequestIdentifier',
  'groupRequestTargetMembers',
  'filterCriteria',
  'desiredIdentifierResultType',
  'semanticQueryIndicator',
  'releaseVersionIndicator',
  'vendorInformation',
]);

/** What is not supported, but is so by default: a request that says it asks for nothing (TS-0001 8.1.2). */
const withoutEffect: ReadonlyMap<string, unknown> = new Map([['deliveryAggregation', false]]);

/** What is wrong with a parameter, which is called as who sent it knows it, too. */
export function bad(parameter: string, problem: string): RequestError {
  const header = httpFields.find((row) => row.parameter === parameter && row.member === null)?.name;
  const short = parameterNames.toShort.get(parameter);
  const names = [...(short === undefined ? [] : [short]), ...(header === undefined || header === short ? [] : [`over HTTP ${header}`])];
  return refused('BAD_REQUEST', `The parameter ${parameter}${names.length === 0 ? '' : ` (${names.join('; ')})`} ${problem} (TS-0004 7.3.2.1).`);
}

/** What is said of another number or name than an enumeration has: which there are. */
export const noneOf = (values: Readonly<Record<string, number>>): string => `has no such value; there are ${Object.entries(values).map(([name, value]) => `${value} (${name})`).join(', ')}`;


interface KnownParameter {
  readonly long: string;
  readonly isSupported: boolean;
}

/** By either name. */
const known: ReadonlyMap<string, KnownParameter> = new Map(
  [...parameterNames.toShort].flatMap(([long, short]) => {
    const parameter = { long, isSupported: supported.has(long) };
    return [long, short].map((name): [string, KnownParameter] => [name, parameter]);
  }),
);

/** @param isPassedOn whether it is for another CSE to support them */
export function longParameters(primitive: Parameters, isPassedOn = false): Parameters {
  const parameters = bareObject() as Record<string, unknown>;
  for (const name of Object.keys(primitive)) {
    const value = primitive[name];
    if (value === undefined) continue;
    const parameter = known.get(name);
    if (parameter === undefined) throw refused('BAD_REQUEST', `${JSON.stringify(name.slice(0, 80))} is no parameter of a request (TS-0004 7.2.1.1).`);
    const { long, isSupported } = parameter;
    if (!isPassedOn && value === withoutEffect.get(long)) continue;
    if (!isSupported && !isPassedOn) throw refused('NOT_IMPLEMENTED', `The parameter ${long} is not supported (TS-0004 7.3.2.1).`);
    if (parameters[long] !== undefined) throw bad(long, 'stands twice');
    parameters[long] = value;
  }
  return parameters;
}

export function checkRelease(parameters: Parameters, releases: readonly string[]): void {
  // TS-0004 7.3.2.1: without an indicator it is of Release 1.
  const release = parameters['releaseVersionIndicator'] ?? '1';
  if (typeof release !== 'string' || !releases.includes(release))
    throw refused('RELEASE_VERSION_NOT_SUPPORTED', `Release ${JSON.stringify(release).slice(0, 40)} is not supported; ${releases.join(', ')} ${releases.length === 1 ? 'is' : 'are'} (TS-0004 7.3.2.1).`);
}

/** How the Originator wants its answer (TS-0004 6.3.5.30). */
export interface ResponseWanted {
  readonly type: ResponseType;
  /** Whom an asynchronous result goes to; undefined: the Originator; empty: nobody. */
  readonly targets: readonly string[] | undefined;
}

export function responseTypeOf(parameters: Parameters): ResponseWanted {
  const given = parameters['responseType'];
  if (given === undefined) return { type: ResponseType.blockingRequest, targets: undefined };
  const value = isObject(given) ? (given['responseTypeValue'] ?? given['rtv']) : given;
  const targets = isObject(given) ? (given['notificationURI'] ?? given['nu']) : undefined;
  const areTargets = targets === undefined || (Array.isArray(targets) && targets.every((each) => typeof each === 'string'));
  if (!Object.values(ResponseType).some((known) => known === value)) throw bad('responseType', noneOf(ResponseType));
  if (!areTargets) throw bad('responseType', 'has targets that are no list of texts');
  return { type: value as ResponseType, targets };
}

/** Milliseconds with zeros behind a point, as programs print them that count in fractions of seconds: no m2m:absRelTimestamp, and clear all the same. */
const wholeNumber = /^(-?\d+)\.0+$/;

/** A time in milliseconds; undefined: not said. A duration says as much as the number of its milliseconds does. */
export function timeOf(parameters: Parameters, name: string, now: number): number | undefined {
  const value = parameters[name];
  if (value === undefined) return undefined;
  const given = typeof value === 'string' ? value.replace(wholeNumber, '$1') : value;
  const length = typeof given === 'string' && isDuration(given) ? durationFrom(now, given) : undefined;
  const time = typeof given === 'string' || typeof given === 'number' ? parseAbsRelTimestamp(length ?? given, now) : undefined;
  if (time === undefined) throw bad(name, 'is no time: 20300131T120000, or milliseconds from now');
  return time;
}

/** When the Originator no longer waits. @throws RequestError REQUEST_TIMEOUT when it no longer does */
export function expiryOf(parameters: Parameters, now: number): number | undefined {
  const time = timeOf(parameters, 'requestExpirationTimestamp', now);
  const result = timeOf(parameters, 'resultExpirationTimestamp', now);
  if ((time ?? Infinity) <= now || (result ?? Infinity) <= now) throw expired();
  return time === undefined ? result : Math.min(time, result ?? Infinity);
}

export const expired = () => refused('REQUEST_TIMEOUT', 'The request has expired (TS-0004 7.3.2.1).');

/** @param isDiscovery whether it asks for addresses: as a list, or, where it says so, as references (TS-0004 Table 7.5.2-2) */
export function resultContentOf(parameters: Parameters, operation: Operation, isDiscovery: boolean): number {
  const given = parameters['resultContent'];
  const number = typeof given === 'string' ? (ResultContent as Readonly<Record<string, number>>)[given] : given;
  if (given === undefined) return isDiscovery ? ADDRESSES : byDefault[operation];
  if (typeof number !== 'number') throw bad('resultContent', noneOf(ResultContent));
  // An original in answer to a CREATE: an example of TS-0004 8.5.2 asks for it, and a Hosting CSE refuses it (P68).
  const isAllowed = resultContents[operation]!.includes(number) && (operation === 'retrieve' || number !== ResultContent.original_resource);
  if (!isAllowed || (isDiscovery && number !== ResultContent.child_resource_references)) throw bad('resultContent', `has a value that a ${isDiscovery ? 'discovery' : operation.toUpperCase()} does not take: ${number}`);
  return number;
}

/** In the place of a Result Content: a discovery that says none. */
export const ADDRESSES = -1;

export function addressesOf(parameters: Parameters, operation: Asked): AddressForm {
  const given = parameters['desiredIdentifierResultType'];
  if (given !== undefined && operation !== 'retrieve') throw bad('desiredIdentifierResultType', 'is for a RETRIEVE alone');
  if (given !== undefined && !Object.values(DesIdResType).some((known) => known === given)) throw bad('desiredIdentifierResultType', noneOf(DesIdResType));
  return given === DesIdResType.unstructured ? 'unstructured' : 'structured';
}

/** Parameters that only tell those who read of a request something: of their types all the same (TS-0004 Table 6.4.1-1). */
const told: readonly (readonly [name: string, isOfType: (value: unknown) => boolean, otherwise: string])[] = [
  ['originatingTimestamp', (value) => typeof value === 'string' && parseTimestamp(value) !== undefined, 'is no time: 20300131T120000'],
  ['eventCategory', isEventCategory, `${noneOf(StdEventCats)}, and 100 to 999 of a deployment`],
  ['vendorInformation', (value) => typeof value === 'string', 'must be a text'],
];

export function checkTold(parameters: Parameters): void {
  for (const [name, isOfType, otherwise] of told) {
    const given = parameters[name];
    if (given !== undefined && !isOfType(given)) throw bad(name, otherwise);
  }
}

/** One of the standard, or of a deployment (TS-0004 Table 6.3.3-1). */
function isEventCategory(value: unknown): boolean {
  return Object.values(StdEventCats).some((known) => known === value) || (typeof value === 'number' && Number.isInteger(value) && value >= 100 && value <= 999);
}

export function stringsOf(parameters: Parameters, name: string): readonly string[] | undefined {
  const given = parameters[name];
  if (given === undefined) return undefined;
  if (!Array.isArray(given) || !given.every((each) => typeof each === 'string')) throw bad(name, 'must be a list of texts');
  return given;
}

export function stringOf(parameters: Parameters, name: string): string | undefined {
  const given = parameters[name];
  if (given !== undefined && (typeof given !== 'string' || given === '')) throw bad(name, 'must be a text, and not an empty one');
  return given;
}
