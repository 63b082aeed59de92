/** Request and response primitives (TS-0004 6.4, 7.2.1): read in any of their forms, answered in the form of the request. */

import { Operation as OperationNumbers, ResourceType, ResultContent } from '../generated/enumerations.js';
import { memberNames, parameterNames, resourceNames } from '../generated/tables/names.js';
import type { ResourceRow } from '../generated/tables/resources.js';
import { StatusCode } from '../generated/tables/status-codes.js';
import { refused, refusedBecauseOf, type StatusName } from './errors.js';
import { isObject, jsonCopy } from './json.js';
import { checkNames, toLong, unwrap, wrap, type NameForm } from './names.js';
import type { Operation } from './procedures/procedure.js';
import type { AddressForm } from './procedures/retrieve.js';
import { attribute, attributesOf, type Attributes, type JsonValue } from './resource.js';
import { parseAbsRelTimestamp } from './timestamp.js';
import { attributeRows, baseNamed, typesNumbered } from './types.js';

/**
 * A request, with parameters in long or short names (`operation` or `op`). Operation and resource type are numbers or names; the content
 * stands in its root element (`m2m:swcm`, `m2m:softwareCampaign`) or bare, with long or short names.
 */
export type RequestPrimitive = Readonly<Record<string, unknown>>;

/** A response in the form of its request: `rsc` and `pc`, or `responseStatusCode` and `primitiveContent`. */
export type ResponsePrimitive = Readonly<Record<string, JsonValue>>;

/** What an answer takes from its request. */
export interface Forms {
  readonly parameters: NameForm;
  readonly content: NameForm;
  readonly requestIdentifier?: string | number;
}

export interface Request {
  readonly operation: Operation;
  readonly to: string;
  /** Undefined: an AE that asks for an AE-ID. */
  readonly from: string | undefined;
  /** CREATE only. */
  readonly type: string | undefined;
  /** Attributes of a CREATE or UPDATE in long names. */
  readonly content: Attributes;
  /** The root element of an UPDATE says which type it is meant for. */
  readonly contentType: string | undefined;
  readonly resultContent: number;
  /** Of a discovery. */
  readonly filterCriteria: Attributes | undefined;
  readonly addresses: AddressForm;
  /** When the Originator no longer waits for an answer; undefined: never. */
  readonly expires: number | undefined;
}

type Parameters = Readonly<Record<string, unknown>>;

const releases: ReadonlySet<string> = new Set(['1', '2', '2a', '3']);
const operations: ReadonlyMap<unknown, Operation | 'notify'> = new Map(
  Object.entries(OperationNumbers).flatMap(([name, number]) => {
    const operation = name.toLowerCase() as Operation | 'notify';
    return [name, operation, number].map((key): [unknown, Operation | 'notify'] => [key, operation]);
  }),
);

/** Result Content that each operation can have (TS-0001 Table 8.1.2-1), as far as this CSE supports it; the default is the first. */
const contents: Readonly<Record<Operation, readonly number[]>> = {
  create: [1, 0, 9],
  retrieve: [1, 4, 5, 6, 8],
  update: [1, 0, 9],
  delete: [0, 1, 4, 5, 6, 8],
};

/** Result Content that the standard allows and this CSE does not support. */
const otherContents: Readonly<Record<Operation, readonly number[]>> = { create: [2, 3], retrieve: [7, 10], update: [], delete: [] };

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
  'responseType',
  'resultContent',
  'filterCriteria',
  'desiredIdentifierResultType',
  'releaseVersionIndicator',
  'vendorInformation',
]);

/** The form of the parameters, that of the content, which may be another, and the identifier of the request. */
export function formsOf(primitive: unknown): Forms {
  if (!isObject(primitive)) return { parameters: 'wire', content: 'wire' };
  const parameters = Object.keys(primitive).some((name) => parameterNames.toShort.has(name) && name !== 'to') ? 'long' : 'wire';
  const content = contentForm(primitive['pc'] ?? primitive['primitiveContent']) ?? parameters;
  const identifier = primitive['rqi'] ?? primitive['requestIdentifier'];
  const isIdentifier = typeof identifier === 'string' || typeof identifier === 'number';
  return { parameters, content, ...(isIdentifier && { requestIdentifier: identifier }) };
}

/** The form of a content by its root element, or by the first name that is one form and not the other. */
function contentForm(content: unknown): NameForm | undefined {
  if (!isObject(content)) return undefined;
  for (const name of Object.keys(content)) {
    if (name.startsWith('m2m:')) return resourceNames.toShort.has(name.slice('m2m:'.length)) ? 'long' : 'wire';
    const [isLong, isShort] = [attributeNames.long.has(name), attributeNames.short.has(name)];
    if (isLong !== isShort) return isLong ? 'long' : 'wire';
  }
  return undefined;
}

const attributeNames = allAttributeNames();
function allAttributeNames(): { readonly long: ReadonlySet<string>; readonly short: ReadonlySet<string> } {
  const rows = [...resourceNames.toShort.keys()].flatMap((type) => [...attributeRows(type).values()]);
  return { long: new Set(rows.map(({ name }) => name)), short: new Set(rows.map(({ shortName }) => shortName)) };
}

/** Everything that TS-0004 7.3.2.1 checks of a request. @throws RequestError */
export function decodeRequest(primitive: unknown, forms: Forms, now: number): Request {
  if (!isObject(primitive)) throw refused('BAD_REQUEST', 'A request is an object of parameters (TS-0004 7.3.2.1).');
  const parameters = longParameters(primitive);
  const operation = operations.get(parameters['operation']);
  if (operation === undefined) throw bad('operation');
  if (operation === 'notify') throw refused('NOT_IMPLEMENTED', 'Notify requests are not served (TS-0004 7.3.2.1).');
  const to = parameters['to'];
  if (typeof to !== 'string' || to === '') throw bad('to');
  const from = parameters['from'];
  if (from !== undefined && (typeof from !== 'string' || from === '')) throw bad('from');
  const identifier = parameters['requestIdentifier'];
  if ((typeof identifier !== 'string' && typeof identifier !== 'number') || identifier === '') throw bad('requestIdentifier');
  const expires = checkContext(parameters, now);
  const filterCriteria = filterOf(parameters, operation);
  const common = {
    operation,
    to,
    from,
    resultContent: resultContentOf(parameters, operation, filterCriteria !== undefined),
    filterCriteria,
    addresses: addressesOf(parameters, operation),
    expires,
  };
  if (operation !== 'create' && parameters['resourceType'] !== undefined) throw bad('resourceType');
  if (operation === 'create' || operation === 'update') return { ...common, ...contentOf(parameters, operation, forms.content) };
  if (parameters['primitiveContent'] !== undefined) {
    if (operation === 'delete') throw bad('primitiveContent');
    throw refused('NOT_IMPLEMENTED', 'To retrieve some attributes only is not supported (TS-0004 7.3.2.1).');
  }
  return { ...common, type: undefined, content: attributesOf(), contentType: undefined };
}

const bad = (parameter: string) =>
  refused('BAD_REQUEST', `The parameter ${parameter} is absent, not for this operation, or has no such value (TS-0004 7.3.2.1).`);

function longParameters(primitive: RequestPrimitive): Parameters {
  const parameters = Object.create(null) as Record<string, unknown>;
  for (const name of Object.keys(primitive)) {
    if (primitive[name] === undefined) continue;
    const long = parameterNames.toLong.get(name) ?? name;
    if (!parameterNames.toShort.has(long))
      throw refused('BAD_REQUEST', `${JSON.stringify(name.slice(0, 80))} is no parameter of a request (TS-0004 7.2.1.1).`);
    if (!supported.has(long)) throw refused('NOT_IMPLEMENTED', `The parameter ${long} is not supported (TS-0004 7.3.2.1).`);
    if (Object.hasOwn(parameters, long)) throw bad(long);
    parameters[long] = primitive[name];
  }
  return parameters;
}

/** Release, expiry and kind of answer: what does not depend on the operation. Returns when the request expires. */
function checkContext(parameters: Parameters, now: number): number | undefined {
  const release = parameters['releaseVersionIndicator'] ?? '1';
  if (typeof release !== 'string' || !releases.has(release))
    throw refused('RELEASE_VERSION_NOT_SUPPORTED', 'This release is not supported (TS-0004 7.3.2.1).');
  const responseType = parameters['responseType'];
  if (responseType !== undefined) {
    const value: unknown = isObject(responseType) ? (responseType['responseTypeValue'] ?? responseType['rtv']) : responseType;
    if (value === 1) throw refused('NON_BLOCKING_SYNCH_REQUEST_NOT_SUPPORTED', 'Every answer is a blocking one (TS-0004 7.3.2.2).');
    if (value !== 3) throw refused('NOT_IMPLEMENTED', 'Every answer is a blocking one (TS-0004 7.3.2.1).');
  }
  const expiration = parameters['requestExpirationTimestamp'];
  if (expiration === undefined) return undefined;
  const time = typeof expiration === 'string' || typeof expiration === 'number' ? parseAbsRelTimestamp(expiration, now) : undefined;
  if (time === undefined) throw bad('requestExpirationTimestamp');
  if (time <= now) throw expired();
  return time;
}

export const expired = () => refused('REQUEST_TIMEOUT', 'The request has expired (TS-0004 7.3.2.1).');

function filterOf(parameters: Parameters, operation: Operation): Attributes | undefined {
  const given = parameters['filterCriteria'];
  if (given === undefined) return undefined;
  if (operation === 'create' || !isObject(given)) throw bad('filterCriteria');
  const values = jsonCopy(given) as Attributes;
  const criteria = attributesOf(
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [filterNames.get(name) ?? memberNames.toLong.get(name) ?? name, value]),
    ),
  );
  if (operation !== 'retrieve' || attribute(criteria, 'filterUsage') !== 1) {
    throw refused('NOT_IMPLEMENTED', 'Filter Criteria: only discovery (filterUsage 1) is supported (TS-0004 7.3.2.1).');
  }
  return criteria;
}

/** Members of filterCriteria that have the names of attributes (TS-0004 Table 8.2.5-1). */
const filterNames: ReadonlyMap<string, string> = new Map([
  ['ty', 'resourceType'],
  ['lbl', 'labels'],
]);

function resultContentOf(parameters: Parameters, operation: Operation, isDiscovery: boolean): number {
  const [byDefault] = contents[operation];
  const given = parameters['resultContent'];
  const number = typeof given === 'string' ? (ResultContent as Readonly<Record<string, number>>)[given] : given;
  if (given === undefined) return isDiscovery ? 6 : (byDefault ?? 0);
  if (typeof number !== 'number') throw bad('resultContent');
  if (otherContents[operation].includes(number))
    throw refused('NOT_IMPLEMENTED', `Result Content ${number} is not supported (TS-0004 7.3.2.1).`);
  if (!contents[operation].includes(number)) throw bad('resultContent');
  if (isDiscovery && number !== 6) throw refused('NOT_IMPLEMENTED', 'A discovery answers with addresses (TS-0004 7.3.2.1).');
  return number;
}

function addressesOf(parameters: Parameters, operation: Operation): AddressForm {
  const given = parameters['desiredIdentifierResultType'];
  if (given !== undefined && (operation !== 'retrieve' || (given !== 1 && given !== 2))) throw bad('desiredIdentifierResultType');
  return given === 2 ? 'unstructured' : 'structured';
}

/** TS-0004 7.3.3.3, 7.3.3.4: a representation, of the type that the request says. */
function contentOf(
  parameters: Parameters,
  operation: 'create' | 'update',
  form: NameForm,
): Pick<Request, 'type' | 'content' | 'contentType'> {
  const given = parameters['primitiveContent'];
  if (!isObject(given)) throw bad('primitiveContent');
  const copy = jsonCopy(given) as Attributes;
  const foreign = Object.keys(copy).find((name) => name.includes(':') && !name.startsWith('m2m:'));
  if (foreign !== undefined)
    throw refused('SPECIALIZATION_SCHEMA_NOT_FOUND', `There is no schema for ${JSON.stringify(foreign.slice(0, 80))} here (TS-0004 7.4.37.2.1).`);
  const isWrapped = Object.keys(copy).some((name) => name.startsWith('m2m:'));
  const root = isWrapped ? unwrap(copy) : { type: undefined, body: copy };
  const type = operation === 'create' ? typeOf(parameters['resourceType'], root.type, root.body) : undefined;
  const contentType = type ?? root.type;
  // Without a type there is no table to translate by: the addressed resource will say (see withType).
  if (contentType === undefined) return { type, content: root.body, contentType };
  return { type, content: longAttributes(contentType, root.body, form), contentType };
}

/** The attributes of a request under their long names. */
export function longAttributes(type: string, body: Attributes, form: NameForm): Attributes {
  if (form === 'long') return body;
  const translation = toLong(type, body);
  const [first, ...others] = checkNames(translation);
  if (first !== undefined) throw refusedBecauseOf([first, ...others]);
  return translation.attributes;
}

/** The long name of the type that a CREATE asks for. */
function typeOf(given: unknown, root: string | undefined, body: Attributes): string {
  const name =
    typeof given === 'number'
      ? nameOfNumber(given, root, body)
      : typeof given === 'string'
        ? (resourceNames.toLong.get(given) ?? given)
        : undefined;
  if (name === undefined) throw bad('resourceType');
  if (!resourceNames.toShort.has(name)) throw bad('resourceType');
  if (root !== undefined && root !== name)
    throw refused('BAD_REQUEST', `The content is a ${root}, the Resource Type says ${name} (TS-0004 7.3.3.3).`);
  return name;
}

/**
 * A number may stand for several types: the root of the content says which specialization of mgmtObj or flexContainer it is, or, where it is
 * bare, mgmtDefinition.
 */
function nameOfNumber(number: number, root: string | undefined, body: Attributes): string | undefined {
  const rows = typesNumbered(number);
  if (rows.length === 0 && Object.values(ResourceType).some((known) => known === number)) {
    throw refused('NOT_IMPLEMENTED', `Resource type ${number} is not implemented (TS-0004 7.3.3.3).`);
  }
  const definition = attribute(body, 'mgmtDefinition') ?? attribute(body, 'mgd');
  const isMeant = ({ name, mgmtDefinition }: ResourceRow): boolean =>
    root === undefined ? mgmtDefinition !== null && mgmtDefinition === definition : name === root;
  const general = rows.find(({ name, mgmtDefinition }) => mgmtDefinition === null && baseNamed(name) === name);
  return (rows.find(isMeant) ?? general)?.name;
}

export interface Answer {
  readonly status: StatusName | number;
  /** The representation of a resource, or another content under its root element, in long names. */
  readonly content?: { readonly type: string; readonly attributes: Attributes } | { readonly root: string; readonly value: JsonValue };
}

export function encodeResponse({ requestIdentifier, ...forms }: Forms, answer: Answer): ResponsePrimitive {
  const code = typeof answer.status === 'number' ? answer.status : StatusCode[answer.status];
  const response: Attributes = attributesOf(
    { responseStatusCode: code },
    requestIdentifier === undefined ? {} : { requestIdentifier },
    { releaseVersionIndicator: '3' },
    answer.content === undefined ? {} : { primitiveContent: encodeContent(answer.content, forms.content) },
  );
  if (forms.parameters === 'long') return response;
  return attributesOf(
    Object.fromEntries(Object.entries(response).map(([name, value]) => [parameterNames.toShort.get(name) ?? name, value])),
  );
}

function encodeContent(content: NonNullable<Answer['content']>, form: NameForm): JsonValue {
  if ('type' in content) return jsonCopy(wrap(content.type, form, content.attributes), Infinity);
  return {
    [`m2m:${form === 'long' ? content.root : (memberNames.toShort.get(content.root) ?? content.root)}`]: jsonCopy(content.value, Infinity),
  };
}
