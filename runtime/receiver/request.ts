/** Request primitives (TS-0004 6.4, 7.2.1), read in any of their forms. */

import { Operation as OperationNumbers, ResourceType } from '../../generated/enumerations.js';
import { resourceNames } from '../../generated/tables/names.js';
import type { ResourceRow } from '../../generated/tables/resources.js';
import { nearest } from '../../wire/nearest.js';
import { isPrefixed } from '../../wire/vocabulary.js';
import { refused, refusedBecauseOf, RequestError } from '../errors.js';
import type { Forms } from './forms.js';
import { isObject, jsonCopy } from '../json.js';
import { checkNames, rootNamed, toLong, unwrap, type NameForm } from '../names.js';
import { addressesOf, bad, checkRelease, checkTold, expiryOf, longParameters, noneOf, responseTypeOf, resultContentOf, stringOf, stringsOf, timeOf } from './parameters.js';
import type { Asked, Parameters, ResponseWanted } from './parameters.js';
import { criteriaOf, isDiscovery } from '../procedures/filter.js';
import { refuseSemanticQuery } from './semantic-query.js';
import type { AddressForm } from '../procedures/retrieve.js';
import { attribute, attributesOf, type Attributes } from '../resource.js';
import { rowNamed, specification } from '../specification.js';
import { baseNamed, typesNumbered } from '../types.js';

export interface Request {
  readonly operation: Asked;
  readonly to: string;
  /** Undefined: an AE that asks for an AE-ID. */
  readonly from: string | undefined;
  readonly identifier: string;
  /** CREATE only. */
  readonly type: string | undefined;
  /** Attributes of a CREATE or UPDATE in long names; what a Notify request tells. */
  readonly content: Attributes;
  /** The root element of an UPDATE says which type it is meant for. */
  readonly contentType: string | undefined;
  readonly resultContent: number;
  /** In long names, and checked (filter.ts). */
  readonly filterCriteria: Attributes | undefined;
  /** Names of the attributes that a partial RETRIEVE asks for, of either form. */
  readonly attributes: readonly string[] | undefined;
  readonly addresses: AddressForm;
  readonly response: ResponseWanted;
  /** When the Originator no longer waits for an answer; undefined: never. */
  readonly expires: number | undefined;
  /** Not before this; undefined: at once. */
  readonly executesAt: number | undefined;
  /** Until when the result of a non-blocking request is kept; undefined: as local policy says. */
  readonly persistsUntil: number | undefined;
  readonly groupRequestIdentifier: string | undefined;
  readonly groupRequestTargetMembers: readonly string[] | undefined;
  /** Of the content. */
  readonly form: NameForm;
  /** All of them, in long names, as they were given. */
  readonly parameters: Parameters;
}

const operations: ReadonlyMap<unknown, Asked> = new Map(
  Object.entries(OperationNumbers).flatMap(([name, number]) => {
    const operation = name.toLowerCase() as Asked;
    return [name, operation, number].map((key): [unknown, Asked] => [key, operation]);
  }),
);

/** Who reads a request. */
export interface Reading {
  readonly now: number;
  readonly releases: readonly string[];
  /** Whether an address is at another CSE. */
  isElsewhere(this: void, to: string): boolean;
  /** Throws where the target does not take the operation: that is said before what is wrong with the content. */
  readonly taken?: ((wanted: Wanted) => void) | undefined;
}

/**
 * Everything that TS-0004 7.3.2.1 checks of a request; of one that is passed on, what is not for its Hosting CSE to check, which may know more.
 * @throws RequestError
 */
export function decodeRequest(primitive: unknown, forms: Forms, { now, releases, isElsewhere, taken }: Reading): Request {
  if (!isObject(primitive)) throw refused('BAD_REQUEST', 'A request is an object of parameters (TS-0004 7.3.2.1).');
  const isPassedOn = typeof primitive['to'] === 'string' && isElsewhere(primitive['to']);
  const parameters = longParameters(primitive, isPassedOn);
  const operation = operations.get(parameters['operation']);
  if (operation === undefined) throw bad('operation', absentOr(parameters['operation'], noneOf(OperationNumbers)));
  const address = stringOf(parameters, 'to');
  if (address === undefined) throw bad('to', 'is absent');
  const hash = address.indexOf('#');
  const to = hash === -1 ? address : address.slice(0, hash);
  const fragment = hash === -1 ? undefined : address.slice(hash + 1);
  if (to === '' || (fragment !== undefined && operation !== 'retrieve')) throw bad('to', to === '' ? 'names no resource' : 'names an attribute, which only a RETRIEVE may');
  const identifier = parameters['requestIdentifier'];
  if ((typeof identifier !== 'string' && typeof identifier !== 'number') || identifier === '') throw bad('requestIdentifier', absentOr(identifier, 'must be a text, and not an empty one'));
  if (!isPassedOn) checkRelease(parameters, releases);
  checkTold(parameters);
  if (!isPassedOn) refuseSemanticQuery(parameters, operation);
  const filterCriteria = isPassedOn ? filterPassedOn(parameters, operation) : filterOf(parameters, operation);
  const from = stringOf(parameters, 'from');
  const response = responseTypeOf(parameters);
  const expires = expiryOf(parameters, now);
  const executesAt = timeOf(parameters, 'operationExecutionTime', now);
  const persistsUntil = timeOf(parameters, 'resultPersistence', now);
  const resultContent = operation === 'notify' || isPassedOn ? 0 : resultContentOf(parameters, operation, isDiscovery(filterCriteria));
  const addresses = isPassedOn ? 'structured' : addressesOf(parameters, operation);
  const groupRequestIdentifier = stringOf(parameters, 'groupRequestIdentifier');
  const groupRequestTargetMembers = stringsOf(parameters, 'groupRequestTargetMembers');
  const { type, content, contentType } = isPassedOn
    ? toldElsewhere(parameters, operation, forms.content)
    : told(parameters, operation, forms.content, () => taken?.({ operation, to, resourceType: parameters['resourceType'] }));
  const attributes = operation === 'retrieve' && !isPassedOn ? attributeListOf(parameters['primitiveContent'], fragment) : undefined;
  // One literal, of the same shape for every request: to spread one object into another took a third of the time of an UPDATE.
  return {
    operation,
    to,
    from,
    identifier: String(identifier),
    type,
    content,
    contentType,
    resultContent,
    filterCriteria,
    attributes,
    addresses,
    response,
    expires,
    executesAt,
    persistsUntil,
    groupRequestIdentifier,
    groupRequestTargetMembers,
    form: forms.content,
    parameters,
  };
}

/** What a request wants, before its content is looked at. */
export interface Wanted {
  readonly operation: Asked;
  readonly to: string;
  /** Of a CREATE, as it is given. */
  readonly resourceType: unknown;
}

/** What a request tells: of a resource, or, a Notify request, of what has happened. */
type Told = Pick<Request, 'type' | 'content' | 'contentType'>;

function told(parameters: Parameters, operation: Asked, form: NameForm, first: () => void): Told {
  if (operation !== 'create' && parameters['resourceType'] !== undefined) throw bad('resourceType', 'is for a CREATE alone');
  if (operation === 'delete' && parameters['primitiveContent'] !== undefined) throw bad('primitiveContent', 'is not for a DELETE');
  if (operation === 'retrieve' || operation === 'delete') return { type: undefined, content: nothing, contentType: undefined };
  try {
    return operation === 'notify' ? { type: undefined, content: notificationIn(parameters), contentType: undefined } : contentOf(parameters, operation, form);
  } catch (error) {
    first();
    throw error;
  }
}

const nothing: Attributes = Object.freeze(attributesOf());

const noObject = 'must be an object';
const noType = 'must be the number or the name of a resource type';
const absentOr = (given: unknown, problem: string): string => (given === undefined ? 'is absent' : problem);

/** The same of a request that is passed on: as far as it is known here. */
function toldElsewhere(parameters: Parameters, operation: Asked, form: NameForm): Told {
  const given = parameters['resourceType'];
  if (operation === 'create' && typeof given !== 'number' && typeof given !== 'string') throw bad('resourceType', absentOr(given, noType));
  return asFarAsKnown(() => told(parameters, operation, form, () => undefined)) ?? { type: typesNumbered(Number(given))[0]?.name, content: nothing, contentType: undefined };
}

function filterPassedOn(parameters: Parameters, operation: Asked): Attributes | undefined {
  if (operation === 'create' && parameters['filterCriteria'] !== undefined) throw bad('filterCriteria', 'is not for a CREATE');
  return asFarAsKnown(() => filterOf(parameters, operation));
}

function asFarAsKnown<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RequestError) return undefined;
    throw error;
  }
}

/** What a Notify request tells (TS-0004 Table 7.5.2-1): its one root element, as it is written. */
function notificationIn(parameters: Parameters): Attributes {
  const given = parameters['primitiveContent'];
  if (!isObject(given)) throw bad('primitiveContent', absentOr(given, noObject));
  const [root, ...others] = Object.keys(given);
  if (root === undefined || others.length > 0 || !isPrefixed(root)) throw bad('primitiveContent', 'must be one root element, with its prefix: m2m:sgn');
  if (rootNamed(root) !== undefined)
    throw refused('BAD_REQUEST', `A Notify request tells of something, and ${root} is a resource; a CREATE has a Resource Type, over HTTP in its Content-Type (TS-0004 Table 7.5.2-1, TS-0009 6.4.3).`);
  return jsonCopy(given) as Attributes;
}

/** Partial RETRIEVE (TS-0004 7.3.3.6): attributes by their names in the content, or one of them in To. */
function attributeListOf(content: unknown, fragment: string | undefined): readonly string[] | undefined {
  if (content === undefined) return fragment === undefined ? undefined : [fragment];
  const list = isObject(content) ? (content['m2m:atrl'] ?? content['m2m:attributeList']) : undefined;
  if (!Array.isArray(list) || list.length === 0 || !list.every((name) => typeof name === 'string') || fragment !== undefined)
    throw bad('primitiveContent', 'must be a list of names of attributes, m2m:atrl');
  return list;
}

function filterOf(parameters: Parameters, operation: Asked): Attributes | undefined {
  const given = parameters['filterCriteria'];
  if (given === undefined) return undefined;
  if (operation === 'create' || operation === 'notify' || !isObject(given)) throw bad('filterCriteria', isObject(given) ? `is not for a ${operation.toUpperCase()}` : noObject);
  const criteria = criteriaOf(jsonCopy(given) as Attributes);
  if (isDiscovery(criteria) && operation !== 'retrieve') throw bad('filterCriteria', 'has a filterUsage that is for a RETRIEVE alone');
  return criteria;
}

/** TS-0004 7.3.3.3, 7.3.3.4: a representation, of the type that the request says. */
function contentOf(
  parameters: Parameters,
  operation: 'create' | 'update',
  form: NameForm,
): Told {
  const given = parameters['primitiveContent'];
  if (!isObject(given)) throw bad('primitiveContent', absentOr(given, noObject));
  const copy = jsonCopy(given) as Attributes;
  const prefixed = Object.keys(copy).filter(isPrefixed);
  const foreign = prefixed.find((name) => !name.startsWith('m2m:') && rootNamed(name) === undefined);
  if (foreign !== undefined && parameters['resourceType'] === ResourceType.flexContainer)
    throw refused('SPECIALIZATION_SCHEMA_NOT_FOUND', `There is no schema for ${JSON.stringify(foreign.slice(0, 80))} here (TS-0004 7.4.37.2.1).`);
  const root = prefixed.length > 0 ? unwrap(copy) : { type: undefined, body: copy };
  const type = operation === 'create' ? typeOf(parameters['resourceType'], root.type, root.body) : undefined;
  const contentType = type ?? root.type;
  if (type !== undefined && root.type === undefined) refuseBareRoot(copy, type);
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

/** A body with short names stands in no root element; one in a root element without its prefix is told so, and not that it has an attribute too many. */
function refuseBareRoot(body: Attributes, type: string): void {
  const [name, ...others] = Object.keys(body);
  if (name === undefined || others.length > 0 || !isObject(body[name]) || rootNamed(`m2m:${name}`)?.type !== type) return;
  throw bad('primitiveContent', `has a root element without its prefix: m2m:${name}`);
}

/** The long name of the type that a CREATE asks for. */
function typeOf(given: unknown, root: string | undefined, body: Attributes): string {
  const name =
    typeof given === 'number'
      ? nameOfNumber(given, root, body)
      : typeof given === 'string'
        ? (specification().vocabulary.names.resources.toLong.get(given) ?? given)
        : undefined;
  if (name === undefined) throw bad('resourceType', absentOr(given, typeof given === 'number' ? 'is the number of no resource type that is known here' : noType));
  if (!resourceNames.toShort.has(name) && rowNamed(name) === undefined) throw bad('resourceType', `is no resource type that is known here${meantBy(name)}`);
  // A specialization that has no definition here: one that has is known by its root. So is not what calls itself by the name of all.
  if (name === 'flexContainer' && (root === undefined || root === name || rowNamed(root) === undefined)) {
    const definition = root === undefined || root === name ? (attribute(body, 'containerDefinition') ?? attribute(body, 'cnd')) : root;
    throw refused('SPECIALIZATION_SCHEMA_NOT_FOUND', `There is no schema for ${JSON.stringify(definition ?? null).slice(0, 80)} here (TS-0004 7.4.37.2.1).`);
  }
  if (root !== undefined && root !== name)
    throw refused('BAD_REQUEST', `The content is a ${root}, the Resource Type says ${name} (TS-0004 7.3.3.3).`);
  return name;
}

/** A number as a text, or a slip of the pen. */
function meantBy(name: string): string {
  if (/^\d+$/.test(name)) return ': a number stands without quotes';
  const meant = nearest(name, resourceNames.toShort.keys());
  return meant === undefined ? '' : `: did you mean ${meant}?`;
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
  const isGeneral = ({ name, mgmtDefinition }: ResourceRow): boolean => mgmtDefinition === null && baseNamed(name) === name;
  return (rows.find(isMeant) ?? rows.find(isGeneral))?.name;
}
