/** Access control rules (TS-0004 7.3.3.15, TS-0001 9.6.2): whom one is for, when, and for what. */

import { AccessControlOperations } from '../../generated/enumerations.js';
import { entityId, resolve } from '../addresses.js';
import { windows } from '../time/calendar.js';
import type { AccessRule, Privilege } from '../privilege.js';
import { attribute, type Attributes, type JsonValue, type Resource } from '../resource.js';
import { numberOf } from '../types.js';
import { matchesPattern } from '../wildcard.js';
import type { World } from '../world.js';

/** What is asked for, as far as a rule can tell. */
export interface Access {
  readonly originator: string;
  readonly privilege: Privilege;
  readonly resource: Resource;
  /** The type that is to be created. */
  readonly child?: string | undefined;
  readonly now: number;
}

type Place = Pick<World, 'store' | 'spId' | 'cseId' | 'rootId'>;

export const permits = (place: Place, rules: readonly AccessRule[], access: Access): boolean =>
  rules.some((rule) => rule.privileges.includes(access.privilege) && isFor(place, rule, access.originator) && isOpen(rule, access.now) && fits(rule, access));

/** The rules of an m2m:setOfAcrs. */
export function rulesIn(value: JsonValue | undefined): readonly AccessRule[] {
  const rules = isRecord(value) ? attribute(value, 'accessControlRule') : undefined;
  return Array.isArray(rules) ? rules.filter(isRecord).map(ruleOf) : [];
}

function ruleOf(rule: Attributes): AccessRule {
  const list = (name: string, from = rule) => (attribute(from, name) ?? []) as readonly JsonValue[];
  const bits = Number(attribute(rule, 'accessControlOperations') ?? 0);
  const contexts = list('accessControlContexts') as readonly Attributes[];
  const objects = list('accessControlObjectDetails') as readonly Attributes[];
  return {
    originators: list('accessControlOriginators').filter((one): one is string => typeof one === 'string'),
    privileges: (Object.keys(AccessControlOperations) as Privilege[]).filter((name) => (bits & AccessControlOperations[name]) !== 0),
    ...(contexts.length > 0 && { windows: contexts.flatMap((context) => list('accessControlWindow', context) as readonly string[]) }),
    ...(objects.length > 0 && { objects }),
  };
}

const isRecord = (value: JsonValue | undefined): value is Attributes => typeof value === 'object' && value !== null && !Array.isArray(value);

function isFor(place: Place, { originators }: AccessRule, originator: string): boolean {
  return originators.some((one) => one === 'all' || entityId(place, one) === originator || isAmong(place, one, originator));
}

/** A name with a wildcard, an M2M-SP-ID, or a <group> of AEs and CSEs (TS-0004 Table 7.3.3.15-1). */
function isAmong(place: Place, one: string, originator: string): boolean {
  if (one.includes('*')) return namesOf(place, originator).some((name) => matches(one, name));
  const [, foreign] = /^\/\/([^/]+)\//.exec(originator) ?? [];
  if (one === (foreign ?? place.spId) || one === `//${foreign ?? place.spId}`) return true;
  const group = resolve(place, place.store, one);
  if (group?.type !== 'group') return false;
  return ((attribute(group.attributes, 'memberIDs') ?? []) as readonly string[]).some((member) => {
    const entity = resolve(place, place.store, member);
    return entityId(place, member) === originator || entity?.id === originator || (entity?.type === 'remoteCSE' && attribute(entity.attributes, 'CSE-ID') === originator);
  });
}

/** What an AE or a CSE is called: relative to this CSE, to the service provider, absolute. */
function namesOf({ spId, cseId }: Place, originator: string): readonly string[] {
  if (originator.startsWith('//')) return [originator];
  if (originator.startsWith('/')) return [originator, `//${spId}${originator}`];
  return [originator, `/${cseId}/${originator}`, `//${spId}/${cseId}/${originator}`];
}

/** `*` stands for any characters within a level. */
function matches(pattern: string, name: string): boolean {
  const levels = name.split('/');
  const patterns = pattern.split('/');
  return levels.length === patterns.length && patterns.every((each, index) => matchesPattern(each, levels[index]!));
}

/** TS-0001 9.6.2.2: a context without a window is refused when it is written (access-control-policy.ts). */
const isOpen = ({ windows: texts }: AccessRule, now: number): boolean => texts === undefined || windows(texts).isOpen(now);

/** TS-0001 9.6.2.4: of which type the target is, and, for a CREATE, which children it may get. */
function fits({ objects }: AccessRule, { privilege, resource, child }: Access): boolean {
  if (objects === undefined) return true;
  return objects.some((details) => {
    if (!isOfType(details, resource)) return false;
    const children = (attribute(details, 'childResourceType') ?? []) as readonly JsonValue[];
    return privilege !== 'CREATE' || (child !== undefined && children.includes(numberOf(child)));
  });
}

function isOfType(details: Attributes, { type, attributes }: Resource): boolean {
  const number = attribute(details, 'resourceType');
  if (number !== undefined && number !== numberOf(type)) return false;
  const specialization = (attribute(details, 'specializationType') ?? {}) as Attributes;
  return Object.entries(specialization).every(([name, value]) => attribute(attributes, name) === value);
}
