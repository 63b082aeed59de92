/** What another CSE is told of a resource that is announced to it (TS-0001 9.6.26, 10.2.13.5, TS-0004 7.3.3.10). */

import { attribute, attributesOf, listIn, type Attributes, type JsonValue, type Resource } from '../../resource.js';
import { attributeRows, typeNamed } from '../../types.js';
import type { Reader } from '../../work/unit.js';
import type { World } from '../../world.js';
import { expirationOf } from '../expiration.js';
import { longName } from '../filter.js';
import { representation } from '../representation.js';
import { isResourceId } from '../routes.js';

/** The announced variant of a type; undefined: it cannot be announced. */
export const variantOf = (type: string): string | undefined => typeNamed(type)?.announcedVariant ?? undefined;

/** Optional attributes that are announced as well, in long names. */
export const wishedNames = ({ type, attributes }: Resource): ReadonlySet<string> => new Set(listIn(attributes, 'announcedAttribute').map((name) => longName(type, name)));

/** Whether a change of these attributes is one that announcements are told of. */
export function concernsAnnouncements({ type }: Resource, modified: Iterable<string>): boolean {
  const rows = attributeRows(type);
  for (const name of modified) if (name === 'announcedAttribute' || name === 'expirationTime' || /^[MO]A$/.test(rows.get(name)?.announced ?? '')) return true;
  return false;
}

/** The announced resource as it is to be: what is marked MA, and what is marked OA and named by announcedAttribute; with its link. */
export function announcedAttributes(world: World, reader: Reader, original: Resource): Attributes {
  const variant = attributeRows(variantOf(original.type) ?? '');
  const wished = wishedNames(original);
  const whole = representation(world, reader, original);
  const shown: Record<string, JsonValue> = {};
  for (const { name, announced, type } of attributeRows(original.type).values()) {
    const isShown = announced === 'MA' || (announced === 'OA' && wished.has(name));
    // What the CSE of the announced resource says itself cannot be told to it.
    if (!isShown || (variant.get(name)?.create ?? 'NP') === 'NP') continue;
    const value = attribute(whole, name);
    if (value !== undefined) shown[name] = outward(world, reader, type, value);
  }
  const policies = policiesOf(reader, original);
  return attributesOf(
    policies === undefined || !variant.has('accessControlPolicyIDs') ? {} : { accessControlPolicyIDs: outward(world, reader, 'm2m:acpType', policies) },
    shown,
    // That of the original, where the table of instances marks it NA as well.
    expirationOf(original.attributes) === undefined ? {} : { expirationTime: attribute(original.attributes, 'expirationTime') ?? null },
    { link: linkTo(world, original) },
  );
}

/** SP-relative, unstructured (TS-0001 Table 10.2.13.5-1). */
export const linkTo = ({ cseId }: Pick<World, 'cseId'>, { id }: Resource): string => `/${cseId}/${id}`;

/** Its own, or those of the next resource above that has some (TS-0001 9.6.26.3). */
function policiesOf(reader: Reader, resource: Resource): JsonValue | undefined {
  for (let each: Resource | undefined = resource; each !== undefined; each = each.parent === null ? undefined : reader.get(each.parent)) {
    const policies = attribute(each.attributes, 'accessControlPolicyIDs');
    if (policies !== undefined) return policies;
  }
  return undefined;
}

/** Types of values that are identifiers, or lists of those. */
const identifiers: ReadonlySet<string> = new Set(['m2m:ID', 'm2m:acpType', 'm2m:listOfM2MID', 'm2m:listOfURIs', 'm2m:mashupMembers', 'xs:anyURI', 'list of xs:anyURI']);
const rules: ReadonlySet<string> = new Set(['m2m:setOfAcrs', 'm2m:selfPrivileges']);

/** A value as another CSE understands it: identifiers relative to this CSE become relative to the service provider (TS-0004 7.3.3.10). */
function outward(world: World, reader: Reader, type: string, value: JsonValue): JsonValue {
  const each = (item: JsonValue): JsonValue => (typeof item === 'string' ? spRelative(world, reader, item) : item);
  if (identifiers.has(type)) return Array.isArray(value) ? (value as readonly JsonValue[]).map(each) : each(value);
  if (!rules.has(type)) return value;
  const rule = (one: JsonValue): JsonValue => {
    const originators = attribute(one as Attributes, 'accessControlOriginators');
    if (!Array.isArray(originators)) return one;
    return attributesOf(one as Attributes, { accessControlOriginators: (originators as readonly JsonValue[]).map((id) => (typeof id === 'string' ? entity(world, reader, id) : id)) });
  };
  const list = attribute(value as Attributes, 'accessControlRule');
  return Array.isArray(list) ? attributesOf(value as Attributes, { accessControlRule: (list as readonly JsonValue[]).map(rule) }) : value;
}

/** Only what is here is known to be an identifier, and no URI of something else. */
function spRelative({ cseId }: World, reader: Reader, id: string): string {
  return id.startsWith('/') || !isResourceId(id) || reader.find(id) === undefined ? id : `/${cseId}/${id}`;
}

/** An AE need not be registered for a rule to be for it. */
const entity = (world: World, reader: Reader, id: string): string => (/^[CS][A-Za-z0-9._-]+$/.test(id) ? `/${world.cseId}/${id}` : spRelative(world, reader, id));

/**
 * What is to be said to an announced resource that has been told this, so that it has that: several UPDATEs, since the policies stand alone in
 * theirs (TS-0001 9.6.1.3.2).
 */
export function patchesBetween(type: string, told: Attributes, wanted: Attributes): readonly Attributes[] {
  const policies: Record<string, JsonValue> = {};
  const others: Record<string, JsonValue> = {};
  for (const { name, update, optional } of attributeRows(variantOf(type) ?? '').values()) {
    if (update === 'NP') continue;
    const [before, after] = [attribute(told, name) ?? null, attribute(wanted, name) ?? null];
    if (JSON.stringify(before) === JSON.stringify(after) || (after === null && !optional)) continue;
    (name === 'accessControlPolicyIDs' ? policies : others)[name] = after;
  }
  return [policies, others].filter((patch) => Object.keys(patch).length > 0);
}
