import type { ComplexType, Particle, SimpleType, Type } from '../../model/components.js';
import { hasWildcard, keyOfMember, membersOf, soleText } from '../../model/members.js';
import type { JsonValue } from '../../model/model.js';
import { jsonKindOf } from '../../read/xsd/lexical.js';
import { specialLiterals } from '../json-schema/simple.js';
import type { JsonObject } from './sample.js';
import { highest, lowest, sample, without } from './sample.js';
import { oddString, sampleString } from './strings.js';

/** Rules that a value can break by itself; the names are those that validators report. */
export type ValueRule = 'type' | 'enum' | 'pattern' | 'range' | 'length' | 'unknown' | 'M';

/** A value that is not of its type, for one reason. */
export interface Spoiled {
  readonly rule: ValueRule;
  /** What is wrong, in a few words. */
  readonly what: string;
  readonly value: JsonValue;
}

/** One wrong value for each way in which a value of the type can be wrong. */
export function spoiled(type: Type): readonly Spoiled[] {
  return type.kind === 'simple' ? spoiledSimple(type) : spoiledComplex(type, DEPTH);
}

function spoiledSimple(type: SimpleType): readonly Spoiled[] {
  if (type.variety === 'list') return spoiledList(type);
  // What no member of a union takes: no simple type is an object.
  if (type.variety === 'union') return [{ rule: 'type', what: 'an object', value: {} }];
  const kind = jsonKindOf(type.builtin);
  const allowed = type.facets.enumeration;
  if (kind === 'any') return [];
  if (kind === 'string') {
    const wrongType: Spoiled = { rule: 'type', what: 'a number', value: 1 };
    return allowed === undefined ? [wrongType, ...spoiledString(type)] : [wrongType, { rule: 'enum', what: 'no value of the enumeration', value: 'no such value' }];
  }
  // As it would be written in a query, or in XML: what converts it takes it.
  const wrongType: Spoiled = { rule: 'type', what: 'a string', value: kind === 'boolean' ? 'true' : String(allowed?.[0]?.value ?? sample(type, { size: 'least' })) };
  if (kind === 'boolean') return [wrongType];
  if (allowed !== undefined) return [wrongType, { rule: 'enum', what: 'no value of the enumeration', value: Math.max(noNumber, ...allowed.map((e) => Number(e.value) + 1)) }];
  // Some numbers are strings: others are of the type, and none of them.
  const wrongKind: readonly Spoiled[] = specialLiterals(type).length === 0 ? [wrongType] : [{ ...wrongType, rule: 'pattern' }, { rule: 'type', what: 'a boolean', value: true }];
  return [
    ...wrongKind,
    // In some languages true is a 1.
    ...(kind === 'integer' ? ([{ rule: 'type', what: 'a fraction', value: 1.5 }, { rule: 'type', what: 'a boolean', value: true }] as const) : []),
    ...outside(lowest(type), -1),
    ...outside(highest(type), 1),
  ];
}

/** Beyond what any enumeration has: the next number may be one of a later release. */
const noNumber = 99_999;

/** One beyond a bound, where JSON numbers can tell. */
const outside = (bound: number, step: number): readonly Spoiled[] =>
  Number.isSafeInteger(bound) && Number.isSafeInteger(bound + step) ? [{ rule: 'range', what: step < 0 ? 'too small' : 'too large', value: bound + step }] : [];

function spoiledString(type: SimpleType): readonly Spoiled[] {
  const { length, maxLength = length, minLength = length } = type.facets;
  const odd = oddString(type);
  const plain = sampleString(type, 0) ?? 'x';
  return [
    ...(odd === undefined ? [] : [{ rule: 'pattern', what: 'not of the pattern', value: odd } as const]),
    ...(maxLength === undefined ? [] : [{ rule: 'length', what: 'too long', value: plain.padEnd(maxLength + 1, 'x') } as const]),
    ...(minLength === undefined || minLength === 0 ? [] : [{ rule: 'length', what: 'too short', value: plain.slice(0, minLength - 1) } as const]),
  ];
}

function spoiledList(type: SimpleType): readonly Spoiled[] {
  const { length, minLength = length ?? 0 } = type.facets;
  const item = type.itemType === undefined ? undefined : sample(type.itemType, { size: 'least' });
  return [
    ...(item === undefined ? [] : [{ rule: 'type', what: 'no list', value: item } as const]),
    ...(minLength > 0 ? [{ rule: 'length', what: 'an empty list', value: [] } as const] : []),
    // One item alone would be too few as well.
    ...(type.itemType === undefined || minLength > 1 ? [] : itemsOf(spoiledSimple(type.itemType))),
  ];
}

/** Lists of one wrong item each. */
export const itemsOf = (items: readonly Spoiled[]): readonly Spoiled[] => items.map(({ rule, what, value }) => ({ rule, what: `an item: ${what}`, value: [value] }));

/** Types may contain themselves: members are spoiled so deep, one for each rule and no more. */
const DEPTH = 3;

/** Every way in which a simple type can be wrong; of a complex one the first of each rule. */
function spoiledWithin(type: Type, depth: number): readonly Spoiled[] {
  if (type.kind === 'simple') return spoiledSimple(type);
  const text = soleText(type);
  if (text !== undefined) return spoiledSimple(text);
  if (depth === 0) return isAnything(type) ? [] : [aString];
  const rules = new Set<ValueRule>();
  return spoiledComplex(type, depth).filter(({ rule }) => !rules.has(rule) && rules.add(rule));
}

const aString: Spoiled = { rule: 'type', what: 'a string', value: 'text' };
const isAnything = ({ content }: ComplexType): boolean => content.kind === 'elements' && content.mixed;

function spoiledComplex(type: ComplexType, depth: number): readonly Spoiled[] {
  if (isAnything(type)) return [];
  const text = soleText(type);
  if (text !== undefined) return spoiledSimple(text);
  const good = sample(type, { size: 'most' });
  if (typeof good !== 'object' || good === null || Array.isArray(good)) return [aString];
  const whole = good as JsonObject;
  const least = hasChoice(type) ? whole : ((sample(type, { size: 'least' }) ?? whole) as JsonObject);
  const open = hasWildcard(type);
  const unknown: Spoiled = { rule: 'unknown', what: 'an unknown member', value: { ...least, noSuchMember: 1 } };
  // An own member even for `__proto__`, which assignment would not make.
  const named: Spoiled = { rule: 'unknown', what: 'a member __proto__', value: Object.fromEntries([...Object.entries(least), ['__proto__', 1]]) };
  return [aString, ...(open ? [] : [unknown, named]), ...spoiledMembers(type, whole, least, depth - 1)];
}

/** Where only one of several members may be there, a member cannot be added to the least of the type. */
function hasChoice({ content }: ComplexType): boolean {
  const within = ({ term }: Particle): boolean => (term.kind === 'choice' && term.particles.length > 1) || ('particles' in term && term.particles.some(within));
  return content.kind === 'elements' && within(content.particle);
}

/** Every member that must be there left out, and every member with wrong values. */
function spoiledMembers(type: ComplexType, whole: JsonObject, least: JsonObject, depth: number): readonly Spoiled[] {
  return membersOf(type).flatMap((member): Spoiled[] => {
    const key = keyOfMember(member);
    if (!Object.hasOwn(whole, key)) return [];
    const missing: Spoiled[] = member.min > 0 ? [{ rule: 'M', what: `without ${key}`, value: without(least, key) }] : [];
    const wrong = spoiledWithin(member.type, depth).map(({ rule, what, value }): Spoiled => ({ rule, what: `${key}: ${what}`, value: { ...least, [key]: member.max > 1 ? [value] : value } }));
    return [...missing, ...wrong];
  });
}
