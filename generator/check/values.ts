import type { CodeTable, Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { isTest, type Test } from '../model/conditions.js';
import type { SimpleType, Type } from '../model/components.js';
import { membersOf } from '../model/members.js';
import type { Attribute, Enumeration, JsonValue, Model } from '../model/model.js';
import { prefixedName } from '../model/names.js';
import { isListInTable } from './xsd.js';

export const valueCodes = {
  CHECK_BAD_DEFAULT: { severity: 'error', title: 'A default that the attribute\'s own type does not allow' },
  CHECK_BAD_FIXED: { severity: 'error', title: 'A fixed value that the attribute\'s own type does not allow' },
  CHECK_BAD_CONDITION: { severity: 'error', title: 'A rule waits for a value that the attribute\'s type does not allow' },
  CHECK_BAD_PATTERN: { severity: 'error', title: 'A rule has a pattern that is no regular expression' },
} as const satisfies CodeTable;

/** Defaults, fixed values and the conditions of rules are values of the attribute's type. */
export function checkValues(model: Model, diagnostics: Diagnostics): void {
  const report = (code: keyof typeof valueCodes, where: string, attribute: Attribute, value: JsonValue | undefined, place: Place): void => {
    const problem = value === undefined ? undefined : problemOf(model, attribute, value);
    const hint = attribute.errata.length > 0 ? `the row is as erratum ${attribute.errata.join(', ')} has it` : undefined;
    if (problem !== undefined) diagnostics.report(valueCodes, code, `${where}: ${problem}`, place, hint);
  };
  for (const resource of model.resources) {
    for (const attribute of resource.attributes) {
      const where = `${resource.name}.${attribute.name}`;
      report('CHECK_BAD_DEFAULT', `default of ${where}`, attribute, attribute.default, attribute.place);
      report('CHECK_BAD_FIXED', `fixed value of ${where}`, attribute, attribute.fixed, attribute.place);
    }
    for (const rule of resource.rules) {
      for (const attribute of resource.attributes.filter((a) => Object.hasOwn(rule.when, a.name) && !isTest(rule.when[a.name]!))) {
        report('CHECK_BAD_CONDITION', `rule "${rule.id}" on ${resource.name}.${attribute.name}`, attribute, rule.when[attribute.name], rule.place);
      }
    }
  }
  for (const { id, when, must = {}, place } of [...model.resources.flatMap(({ rules }) => rules), ...model.contentRules]) {
    for (const pattern of [...Object.values(when), ...Object.values(must)].flatMap((wanted) => (isTest(wanted) ? ((wanted as Test).matches ?? []) : []))) {
      if (!isPattern(pattern)) diagnostics.report(valueCodes, 'CHECK_BAD_PATTERN', `rule "${id}": ${text(pattern)} is no regular expression`, place, 'patterns are JavaScript\'s, with the flag u');
    }
  }
}

/** Generated code asks the pattern as it stands. */
function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').source.length > 0;
  } catch {
    return false;
  }
}

/** What is wrong with a value, or undefined; `null` means absent, which the types of no attribute forbid. */
function problemOf(model: Model, attribute: Attribute, value: JsonValue): string | undefined {
  if (value === null) return undefined;
  if (!isListInTable(attribute)) return problemOfType(model, attribute.type.type, value);
  if (!Array.isArray(value)) return `${text(value)} is not a list`;
  const { type } = attribute.type;
  const item = type.kind === 'simple' && type.itemType !== undefined && !attribute.type.listOf ? type.itemType : type;
  return first(value as readonly JsonValue[], (v) => problemOfType(model, item, v));
}

function problemOfType(model: Model, type: Type, value: JsonValue): string | undefined {
  const enumeration = model.enumerations.find((e) => e.type === prefixedName(type));
  if (enumeration !== undefined) return problemOfEnumeration(enumeration, value);
  if (type.kind === 'simple') return problemOfSimple(model, type, value);
  if (type.content.kind === 'simple' && typeof value !== 'object') return problemOfSimple(model, type.content.type, value);
  if (type.content.kind === 'elements' && type.content.mixed) return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${text(value)} is not an object of ${prefixedName(type) ?? 'its type'}`;
  const members = new Map(membersOf(type).map((m) => [m.name, m]));
  return first(Object.entries(value), ([name, v]) => {
    const member = members.get(name);
    if (member === undefined) return `${prefixedName(type) ?? 'the type'} has no member "${name}"`;
    return first(member.max > 1 && Array.isArray(v) ? (v as readonly JsonValue[]) : [v], (each) => problemOfType(model, member.type, each as JsonValue));
  });
}

function problemOfEnumeration(enumeration: Enumeration, value: JsonValue): string | undefined {
  const found = enumeration.values.find((v) => v.value === value);
  if (found === undefined) return `${text(value)} is no value of ${enumeration.type}`;
  return found.reserved ? `${text(value)} of ${enumeration.type} must not be used` : undefined;
}

/** Built-in type → the JSON value that carries it (TS-0004 8.4.2); every other one is a string. */
const jsonKinds: ReadonlyMap<string, 'boolean' | 'number' | 'integer'> = new Map([
  ['boolean', 'boolean'],
  ...['decimal', 'float', 'double'].map((name) => [name, 'number'] as const),
  ...['integer', 'nonPositiveInteger', 'negativeInteger', 'long', 'int', 'short', 'byte', 'nonNegativeInteger'].map((name) => [name, 'integer'] as const),
  ...['unsignedLong', 'unsignedInt', 'unsignedShort', 'unsignedByte', 'positiveInteger'].map((name) => [name, 'integer'] as const),
]);

function problemOfSimple(model: Model, type: SimpleType, value: JsonValue): string | undefined {
  if (type.variety === 'union') {
    const problems = (type.memberTypes ?? []).map((member) => problemOfType(model, member, value));
    return problems.some((p) => p === undefined) ? undefined : problems[0];
  }
  if (type.variety === 'list') {
    if (!Array.isArray(value)) return `${text(value)} is not a list`;
    return first(value as readonly JsonValue[], (v) => (type.itemType === undefined ? undefined : problemOfType(model, type.itemType, v)));
  }
  if (type.builtin === 'anySimpleType') return undefined;
  const kind = jsonKinds.get(type.builtin) ?? 'string';
  const fits = kind === 'integer' ? Number.isInteger(value) : typeof value === kind;
  if (!fits) return `${text(value)} is not of ${prefixedName(type) ?? `xs:${type.builtin}`}, which is a JSON ${kind}`;
  return problemOfFacets(type, value);
}

function problemOfFacets({ facets, name, builtin }: SimpleType, value: JsonValue): string | undefined {
  const what = `${text(value)} is not of ${name?.local ?? builtin}`;
  if (facets.enumeration !== undefined && !facets.enumeration.some((e) => e.value === String(value))) return `${what}: not one of its values`;
  if (typeof value === 'number') {
    const within = (bound: string | undefined, holds: (limit: number) => boolean): boolean => bound === undefined || holds(Number(bound));
    const inRange =
      within(facets.minInclusive, (limit) => value >= limit) &&
      within(facets.maxInclusive, (limit) => value <= limit) &&
      within(facets.minExclusive, (limit) => value > limit) &&
      within(facets.maxExclusive, (limit) => value < limit);
    return inRange ? undefined : `${what}: out of range`;
  }
  if (typeof value !== 'string') return undefined;
  const length = [...value].length;
  const fits = length >= (facets.length ?? facets.minLength ?? 0) && length <= (facets.length ?? facets.maxLength ?? Infinity);
  return fits ? undefined : `${what}: wrong length`;
}

const text = (value: JsonValue | undefined): string => JSON.stringify(value);

function first<T>(items: readonly T[], problem: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = problem(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
