/** What an answer shows of resources (TS-0004 7.3.3.6, 7.3.3.12; Result Content: TS-0001 8.1.2). */

import { ResultContent } from '../../generated/enumerations.js';
import { isElsewhere, resolve, structuredAddress } from '../addresses.js';
import { refused } from '../errors.js';
import { rootName } from '../names.js';
import { attribute, attributesOf, type Attributes, type JsonValue, type Resource } from '../resource.js';
import { attributeRows, baseNamed, numberOf, typeNamed } from '../types.js';
import type { Reader } from '../work/unit.js';
import type { World } from '../world.js';
import { condition, countIn, longName } from './filter.js';
import { representation } from './representation.js';

/** How an answer names resources: Desired Identifier Result Type (TS-0004 6.3.4.2). */
export type AddressForm = 'structured' | 'unstructured';

export const addressOf = (world: World, resource: Resource, form: AddressForm): string =>
  form === 'structured' ? structuredAddress(world.store, resource) : resource.id;

/** As the Originator can use it: relative to a CSE an address is known to its own entities, and means something else to others (TS-0001 Table 7.2-1). */
export function addressFor(world: World, originator: string, resource: Resource, form: AddressForm): string {
  const address = addressOf(world, resource, form);
  return isElsewhere(world, originator) ? `/${world.cseId}/${address}` : address;
}

export interface View {
  readonly world: World;
  readonly reader: Reader;
  readonly originator: string;
  readonly addresses: AddressForm;
  /** Which of the children are shown, and how many of them. */
  readonly criteria?: Attributes | undefined;
}

export interface Shown {
  /** Undefined: nothing. */
  readonly attributes: Attributes | undefined;
  /** Whose they are, where it is not the resource that was asked for. */
  readonly of?: Resource;
  /** The offset of the first child that there was no room for. */
  readonly restFrom?: number | undefined;
}

interface References {
  readonly found: readonly JsonValue[];
  /** The offset of the first that there was no room for. */
  readonly restFrom?: number;
}

/** Result Content of one resource, in long names. */
export function resultContent(view: View, resource: Resource, rcn: number): Shown {
  const own = () => representation(view.world, view.reader, resource);
  switch (rcn) {
    case ResultContent.attributes:
      return { attributes: own() };
    case ResultContent.attributes_and_child_resources:
      return beside(own(), childResources(view, resource));
    case ResultContent.attributes_and_child_resource_references:
      return beside(own(), listed(references(view, resource)));
    case ResultContent.child_resource_references:
      return listed(references(view, resource));
    case ResultContent.original_resource:
      return whole(view, original(view, resource));
    case ResultContent.child_resources:
      return childResources(view, resource);
    default:
      return { attributes: undefined };
  }
}

const whole = (view: View, resource: Resource): Shown => ({ attributes: representation(view.world, view.reader, resource), of: resource });

const beside = (own: Attributes, { attributes, restFrom }: Shown): Shown => ({ attributes: attributesOf(own, attributes ?? {}), restFrom });

/** Some attributes of a resource, those that it has (TS-0004 7.3.3.6). @throws RequestError BAD_REQUEST for a name that its type does not have */
export function partOf(view: View, resource: Resource, names: readonly string[]): Attributes {
  const whole = representation(view.world, view.reader, resource);
  const long = names.map((name) => longName(resource.type, name));
  const unknown = long.find((name) => !attributeRows(resource.type).has(name));
  if (unknown !== undefined) throw refused('BAD_REQUEST', `${resource.type} has no ${JSON.stringify(unknown.slice(0, 80))} (TS-0004 7.3.3.6).`);
  return attributesOf(Object.fromEntries(long.flatMap((name) => (Object.hasOwn(whole, name) ? [[name, whole[name] ?? null]] : []))));
}

/** What an announced resource links to, where that is here (TS-0001 8.1.2). */
function original({ world, reader, originator }: View, resource: Resource): Resource {
  const link = attribute(resource.attributes, 'link');
  if (typeNamed(resource.type)?.kind !== 'announced' || typeof link !== 'string')
    throw refused('BAD_REQUEST', 'Only an announced resource has an original one (TS-0004 7.3.2.1).');
  const found = resolve(world, world.store, link);
  if (found === undefined) throw refused('NOT_FOUND', 'The original resource is not here (TS-0004 7.3.3.1).');
  if (!reader.may(originator, 'RETRIEVE', found))
    throw refused('ORIGINATOR_HAS_NO_PRIVILEGE', 'The Originator may not retrieve the original resource (TS-0004 7.3.3.15).');
  return found;
}

/**
 * Everything below a resource that the Originator may retrieve, each type under its root element (TS-0004 Annex C.1). Bounds count direct
 * children for `offset`, and all that is shown for `limit`; a direct child is shown with all below it or not at all (TS-0001 8.1.2).
 */
function childResources(view: View, resource: Resource): Shown {
  const { offset = 1, limit = Infinity, level = Infinity } = boundsOf(view);
  const matches = matcherOf(view);
  const nested = (parent: Resource, left: number): { readonly attributes: Attributes; readonly count: number } => {
    const shown = left < 1 ? [] : visible(view, parent).filter(matches).map((child) => ({ child, ...nested(child, left - 1) }));
    return { attributes: byRoot(shown.map(({ child, attributes }) => [child, attributesOf(representation(view.world, view.reader, child), attributes)])), count: shown.reduce((sum, { count }) => sum + count + 1, 0) };
  };
  const shown: [Resource, Attributes][] = [];
  let room = limit;
  let restFrom: number | undefined;
  const direct = visible(view, resource).filter(matches);
  for (const [index, child] of direct.entries()) {
    if (index + 1 < offset) continue;
    const { attributes, count } = nested(child, level - 1);
    if (count + 1 > room) {
      restFrom = index + 1;
      break;
    }
    room -= count + 1;
    shown.push([child, attributesOf(representation(view.world, view.reader, child), attributes)]);
  }
  return { attributes: byRoot(shown), restFrom };
}

function byRoot(children: readonly (readonly [Resource, Attributes])[]): Attributes {
  const lists = new Map<string, JsonValue[]>();
  for (const [{ type }, attributes] of children) {
    const root = rootName(type, 'long');
    const list = lists.get(root) ?? [];
    lists.set(root, list);
    list.push(attributes);
  }
  return attributesOf(Object.fromEntries(lists));
}

/** References to the children and their descendants (m2m:childResourceRef, TS-0004 6.3.5.29), parents before their children. */
export function references(view: View, resource: Resource): References {
  const { offset = 1, limit = Infinity, level = Infinity } = boundsOf(view);
  const matches = matcherOf(view);
  const found: JsonValue[] = [];
  let passed = 0;
  for (const child of descendants((parent) => visible(view, parent), resource, level)) {
    if (!matches(child)) continue;
    passed += 1;
    if (passed < offset) continue;
    if (found.length >= limit) return { found, restFrom: passed };
    found.push(referenceTo(view, child));
  }
  return { found };
}

const listed = ({ found, restFrom }: References): Shown => ({ attributes: found.length === 0 ? {} : { childResource: found }, restFrom });

export function referenceTo({ world, originator, addresses }: Pick<View, 'world' | 'originator' | 'addresses'>, child: Resource): JsonValue {
  const reference = { name: child.name, type: numberOf(child.type), val: addressFor(world, originator, child, addresses) };
  // Of a <flexContainer> alone, and a URI: what containerDefinition says (TS-0004 6.3.5.29).
  const definition = baseNamed(child.type) === 'flexContainer' ? attribute(child.attributes, 'containerDefinition') : undefined;
  return definition === undefined ? reference : { ...reference, specializationID: definition };
}

/** What is below a resource, so many levels down, parents before their children. */
export function* descendants(childrenOf: (parent: Resource) => readonly Resource[], resource: Resource, levels: number): Generator<Resource> {
  if (levels < 1) return;
  for (const child of childrenOf(resource)) {
    yield child;
    yield* descendants(childrenOf, child, levels - 1);
  }
}

const boundsOf = ({ criteria }: View) => ({
  offset: countIn(criteria, 'offset'),
  limit: countIn(criteria, 'limit'),
  level: countIn(criteria, 'level'),
});

function matcherOf(view: View): (resource: Resource) => boolean {
  const { criteria } = view;
  if (criteria === undefined) return () => true;
  const matches = condition(criteria, true);
  return (resource) => matches(view, resource);
}

const visible = ({ world, reader, originator }: View, resource: Resource): readonly Resource[] =>
  reader
    .children(resource.id)
    .filter((child) => reader.may(originator, 'RETRIEVE', child) && world.procedures.of(child.type).hides?.(reader, child) === undefined);
