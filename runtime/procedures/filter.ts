/** Filter Criteria (TS-0004 7.3.3.17, TS-0001 8.1.2): which resources a request means. Each condition tag is a row; settings are for those who list. */

import { ContentFilterSyntax, FilterOperation, FilterUsage } from '../../generated/enumerations.js';
import { structures } from '../../generated/tables/structures.js';
import { isEqual } from '../access/equal.js';
import { refused } from '../errors.js';
import { attribute, attributesOf, type Attributes, type JsonValue, type Resource } from '../resource.js';
import { parseTimestamp } from '../time/timestamp.js';
import { attributeRows, isAttributeName, numberOf } from '../types.js';
import { matchesPattern } from '../wildcard.js';
import type { Reader } from '../work/unit.js';
import type { World } from '../world.js';
import { contentQuery } from './content-query.js';
import { labelExpression, type LabelCondition } from './label-expression.js';
import { representation } from './representation.js';

/** What a condition looks at besides the resource. */
export interface Scope {
  readonly world: World;
  readonly reader: Reader;
}

type Condition = (scope: Scope, resource: Resource) => boolean;
/** Undefined: the value is not one that this tag can have. */
type Tag = (value: JsonValue, hasWildcards: boolean) => Condition | undefined;

const isCount = (value: JsonValue): value is number => typeof value === 'number' && Number.isInteger(value) && value > 0;
const isNumber = (value: JsonValue): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0;
const isListOf = (value: JsonValue, holds: (item: JsonValue) => boolean): value is readonly JsonValue[] => Array.isArray(value) && value.every(holds);
const isText = (value: JsonValue): value is string => typeof value === 'string';

type Compare = (present: number, bound: number) => boolean;
const below: Compare = (present, bound) => present < bound;
const from: Compare = (present, bound) => bound <= present;

/** Two times, or two numbers; nothing is below 0, for those bounds are positive (TS-0004 Table 6.3.5.8-1). */
const time = (value: JsonValue | undefined): number | undefined => (value !== undefined && isText(value) ? parseTimestamp(value) : undefined);
const count = (value: JsonValue | undefined, compare?: Compare): number | undefined =>
  value !== undefined && isNumber(value) && (compare !== below || value > 0) ? value : undefined;

interface Bound {
  readonly of: string;
  readonly compare: Compare;
  readonly read: (value: JsonValue | undefined, compare?: Compare) => number | undefined;
}

/** Bounds of an attribute (TS-0004 7.3.3.17.1 to 7.3.3.17.4). Sizes are those of instances (7.3.3.17.7). Criteria of events have them, too (TS-0001 Table 9.6.8-3). */
const bounds: ReadonlyMap<string, Bound> = new Map<string, Bound>([
  ['createdAfter', { of: 'creationTime', compare: from, read: time }],
  ['createdBefore', { of: 'creationTime', compare: below, read: time }],
  ['modifiedSince', { of: 'lastModifiedTime', compare: from, read: time }],
  ['unmodifiedSince', { of: 'lastModifiedTime', compare: below, read: time }],
  ['expireAfter', { of: 'expirationTime', compare: from, read: time }],
  ['expireBefore', { of: 'expirationTime', compare: below, read: time }],
  ['stateTagBigger', { of: 'stateTag', compare: from, read: count }],
  ['stateTagSmaller', { of: 'stateTag', compare: below, read: count }],
  ['sizeAbove', { of: 'contentSize', compare: from, read: count }],
  ['sizeBelow', { of: 'contentSize', compare: below, read: count }],
]);

const bound =
  ({ of, compare, read }: Bound): Tag =>
  (value) => {
    const limit = read(value, compare);
    if (limit === undefined) return undefined;
    return (_scope, { attributes }) => {
      const present = read(attribute(attributes, of));
      return present !== undefined && compare(present, limit);
    };
  };

/** The same condition, on the resource itself, on any of its children, or on its parent. */
type Of = (condition: Condition) => Condition;
const itself: Of = (condition) => condition;
const anyChild: Of = (condition) => (scope, resource) => scope.reader.children(resource.id).some((child) => condition(scope, child));
const itsParent: Of = (condition) => (scope, resource) => {
  const parent = resource.parent === null ? undefined : scope.reader.get(resource.parent);
  return parent !== undefined && condition(scope, parent);
};

const labelsOf = ({ attributes }: Resource): readonly string[] => {
  const present = attribute(attributes, 'labels');
  return Array.isArray(present) ? present.filter(isText) : [];
};

const labels =
  (of: Of): Tag =>
  (value) => {
    if (!isListOf(value, isText)) return undefined;
    const wanted = new Set<JsonValue>(value);
    return of((_scope, resource) => labelsOf(resource).some((label) => wanted.has(label)));
  };

const types =
  (of: Of): Tag =>
  (value) => {
    if (!isListOf(value, Number.isInteger)) return undefined;
    const wanted = new Set(value);
    return of((_scope, resource) => wanted.has(numberOf(resource.type)));
  };

/** Names that other tags are for (TS-0004 7.3.3.17.9). */
const reserved: ReadonlySet<string> = new Set([
  'creationTime',
  'lastModifiedTime',
  'stateTag',
  'expirationTime',
  'labels',
  'resourceType',
  'contentSize',
  'contentInfo',
]);

const pairs =
  (of: Of): Tag =>
  (value, hasWildcards) => {
    const list = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
    const wanted = list.map((each) => {
      const { name, value: sought } = each as { readonly name?: JsonValue; readonly value?: JsonValue };
      return typeof name === 'string' && sought !== undefined ? { name, holds: matcher(sought, hasWildcards) } : undefined;
    });
    if (wanted.length === 0 || wanted.includes(undefined)) return undefined;
    const sought = wanted as readonly { readonly name: string; readonly holds: (value: JsonValue) => boolean }[];
    return of(({ world, reader }, resource) => {
      const all = representation(world, reader, resource);
      return sought.some(({ name, holds }) => {
        const long = longName(resource.type, name);
        const present = reserved.has(long) ? undefined : attribute(all, long);
        return present !== undefined && (Array.isArray(present) ? present.some(holds) || holds(present) : holds(present));
      });
    });
  };

const longNames = new Map<string, ReadonlyMap<string, string>>();
/** Attributes are named as in a request, by their short names, or in a long form by long ones. */
export function longName(type: string, name: string): string {
  const rows = attributeRows(type);
  if (rows.has(name)) return name;
  const names = longNames.get(type) ?? new Map([...rows.values()].map((row) => [row.shortName, row.name]));
  longNames.set(type, names);
  return names.get(name) ?? name;
}

/** A value as it is, or as text where the criteria can only say text; in a wildcard, `*` stands for any characters. */
function matcher(sought: JsonValue, hasWildcards: boolean): (value: JsonValue) => boolean {
  if (typeof sought !== 'string') return (value) => isEqual(value, sought) || String(value) === String(sought);
  const isPattern = hasWildcards && sought.includes('*');
  return (value) => {
    if (typeof value === 'object') return false;
    return isPattern ? matchesPattern(sought, String(value)) : String(value) === sought;
  };
}

/** typeOfContent is what precedes the first colon of contentInfo (TS-0004 6.3.3); all of it is a value, too (TS-0001 Table 8.1.2-2). */
const contentType: Tag = (value) => {
  const list = isText(value) ? [value] : value;
  if (!isListOf(list, isText)) return undefined;
  const wanted = new Set<JsonValue>(list);
  return (_scope, { attributes }) => {
    const info = attribute(attributes, 'contentInfo');
    return typeof info === 'string' && (wanted.has(info.split(':')[0] ?? '') || wanted.has(info));
  };
};

const labelsQuery: Tag = (value) => {
  const list = isText(value) ? [value] : value;
  if (!isListOf(list, isText) || list.length === 0) return undefined;
  const expressions = list.map((text) => labelExpression(String(text)));
  if (expressions.includes(undefined)) return undefined;
  return (_scope, resource) => {
    const present = labelsOf(resource);
    return (expressions as readonly LabelCondition[]).some((holds) => holds(present));
  };
};

const content: Tag = (value) => {
  const holds = isText(value) ? contentQuery(value) : undefined;
  return holds && ((_scope, resource) => holds(resource));
};

/** TS-0004 Table 7.3.3.17.0-1. */
const conditions: ReadonlyMap<string, Tag> = new Map<string, Tag>([
  ...[...bounds].map(([name, each]): [string, Tag] => [name, bound(each)]),
  ['labels', labels(itself)],
  ['childLabels', labels(anyChild)],
  ['parentLabels', labels(itsParent)],
  ['labelsQuery', labelsQuery],
  ['resourceType', types(itself)],
  ['childResourceType', types(anyChild)],
  ['parentResourceType', types(itsParent)],
  ['contentType', contentType],
  ['contentFilterQuery', content],
  ['attribute', pairs(itself)],
  ['childAttribute', pairs(anyChild)],
  ['parentAttribute', pairs(itsParent)],
]);

/** Members that are no conditions, with what each may be. */
const settings: ReadonlyMap<string, (value: JsonValue) => boolean> = new Map([
  ['filterUsage', (value) => Object.values(FilterUsage).some((known) => known === value)],
  ['filterOperation', (value) => value === FilterOperation.Logical_AND || value === FilterOperation.Logical_OR],
  ['contentFilterSyntax', (value) => value === ContentFilterSyntax.JSON_PATH_SYNTAX],
  ['limit', isNumber],
  ['offset', isCount],
  ['level', isCount],
  ['applyRelativePath', (value) => isText(value) && value !== ''],
]);

const names: ReadonlyMap<string, string> = new Map(
  (structures.find(({ name }) => name === 'm2m:filterCriteria')?.members ?? []).flatMap(({ name, shortName }) => [
    [name, name],
    [shortName, name],
  ]),
);

/** Filter Criteria in long names, checked. @throws RequestError BAD_REQUEST for what is none, NOT_IMPLEMENTED for what this CSE lacks */
export function criteriaOf(given: Attributes): Attributes {
  const criteria = attributesOf(
    Object.fromEntries(
      Object.entries(given).map(([name, value]): [string, JsonValue] => {
        const long = names.get(name);
        if (long === undefined) throw refused('BAD_REQUEST', `filterCriteria: ${JSON.stringify(name.slice(0, 80))} is no part of it (TS-0004 7.3.2.1).`);
        return [long, long.endsWith('ttribute') ? namedPairs(value) : value];
      }),
    ),
  );
  for (const [name, value] of Object.entries(criteria)) {
    const isSetting = settings.get(name);
    const condition = conditions.get(name);
    if (isSetting === undefined && condition === undefined) throw unsupported(name);
    if (name === 'filterUsage' && value === FilterUsage.IPE_On_demand_Discovery) throw unsupported(`${name} ${value}`);
    if (isSetting === undefined ? condition?.(value, true) === undefined : !isSetting(value))
      throw refused('BAD_REQUEST', `filterCriteria: ${name} has no such value (TS-0004 7.3.2.1).`);
    const stranger = name.endsWith('ttribute') ? [value].flat().find((pair) => !isAttributeName(String(attribute(pair as Attributes, 'name')))) : undefined;
    if (stranger !== undefined) throw refused('BAD_REQUEST', `filterCriteria: ${JSON.stringify(attribute(stranger as Attributes, 'name')).slice(0, 80)} is no attribute (TS-0001 8.1.2).`);
  }
  // A query is in a syntax, and a syntax is that of a query (TS-0004 7.3.3.17.13.1).
  if (Object.hasOwn(criteria, 'contentFilterSyntax') !== Object.hasOwn(criteria, 'contentFilterQuery'))
    throw refused('BAD_REQUEST', 'filterCriteria: contentFilterSyntax and contentFilterQuery belong together (TS-0004 7.3.3.17.13).');
  return criteria;
}

const unsupported = (what: string) => refused('NOT_IMPLEMENTED', `filterCriteria: ${what} is not supported (TS-0004 7.3.2.1).`);

/** m2m:attribute has `nm` and `val`. */
function namedPairs(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(namedPairs);
  if (typeof value !== 'object' || value === null) return value;
  const pair = value as Attributes;
  const [name, sought] = [attribute(pair, 'name') ?? attribute(pair, 'nm'), attribute(pair, 'value') ?? attribute(pair, 'val')];
  return attributesOf(name === undefined ? {} : { name }, sought === undefined ? {} : { value: sought });
}

export const isDiscovery = (criteria: Attributes | undefined): boolean =>
  criteria !== undefined && attribute(criteria, 'filterUsage') === FilterUsage.Discovery_Criteria;

export const countIn = (criteria: Attributes | undefined, name: 'limit' | 'offset' | 'level'): number | undefined =>
  criteria && (attribute(criteria, name) as number | undefined);

/** Conditions on the resource that an event is about (TS-0001 Table 9.6.8-3). */
export const eventConditions = (criteria: Attributes): readonly Condition[] =>
  Object.entries(criteria).flatMap(([name, value]) => (bounds.has(name) ? (conditions.get(name)?.(value, false) ?? []) : []));

const allOf = (all: readonly Condition[]): Condition => (scope, resource) => all.every((holds) => holds(scope, resource));

/**
 * Values of one condition are alternatives; different conditions must all hold, unless filterOperation is OR (TS-0004 6.3.4.2.34).
 * @param hasWildcards whether it is for what is looked for, in a discovery or among children (TS-0001 8.1.2, TS-0004 7.3.3.17.9)
 */
export function condition(criteria: Attributes, hasWildcards: boolean): (scope: Scope, resource: Resource) => boolean {
  const together = new Map<string, readonly Condition[]>();
  for (const [name, value] of Object.entries(criteria)) {
    const holds = conditions.get(name)?.(value, hasWildcards);
    // Two bounds of an attribute are one criterion, an interval, also where criteria are alternatives (TS-0004 7.3.3.17.1 to 7.3.3.17.4, 7.3.3.17.7).
    const of = bounds.get(name)?.of ?? name;
    if (holds !== undefined) together.set(of, [...(together.get(of) ?? []), holds]);
  }
  const wanted = [...together.values()].map(allOf);
  if (wanted.length === 0) return () => true;
  const isOr = attribute(criteria, 'filterOperation') === FilterOperation.Logical_OR;
  return (scope, resource) => (isOr ? wanted.some((holds) => holds(scope, resource)) : wanted.every((holds) => holds(scope, resource)));
}
