import { groupBy } from '../../group-by.js';
import type { Definitions } from './definitions.js';
import { chunks, escapeForPattern, record, type JsonSchema, type JsonSchemaObject } from './schema.js';

export type Member = readonly [name: string, schema: JsonSchema];

/**
 * Compilers of JSON Schema nest one level for each property of an object, and take time that grows with the square of
 * their number: many properties go in portions. Measured with Ajv 8, 3,000 properties take 12 s in one piece, 3 s in
 * portions of 50 that are definitions.
 */
const portionSize = 50;
/** From as many names with one schema on, a pattern of them takes the place of a property for each. */
const alike = 50;
const namesInPattern = 500;
const childrenOfNode = 20;

/** A part of what an object may hold. It becomes a definition of its own, and so do the parts that it consists of. */
export interface Portion {
  readonly names: ReadonlySet<string>;
  readonly parts: readonly Portion[] | ((except: ReadonlySet<string>) => JsonSchemaObject);
}

/** Members as portions that any number of objects can share. */
export function portionOf(members: readonly Member[]): Portion {
  const { patterns, rest } = sorted(members);
  let level = [...patterns, ...chunks(rest, portionSize).map(propertiesOf)];
  while (level.length > 1) level = chunks(level, childrenOfNode).map((parts) => (parts.length === 1 ? parts[0]! : node(parts)));
  return level[0] ?? { names: new Set(), parts: () => ({}) };
}

/** A reference to the portion; with names that go their own way, only to the parts that have none of them. */
export function referToPortion(portion: Portion, except: ReadonlySet<string>, title: string, definitions: Definitions): JsonSchemaObject {
  const { names, parts } = portion;
  const overlaps = [...except].some((name) => names.has(name));
  const write = (without: ReadonlySet<string>): JsonSchemaObject =>
    typeof parts === 'function' ? parts(without) : { allOf: parts.map((part) => referToPortion(part, without, title, definitions)) };
  return overlaps ? write(except) : definitions.define(portion, title, () => write(new Set()));
}

/** The keywords for an object's own members. */
export function memberKeywords(members: readonly Member[]): JsonSchemaObject {
  if (members.length <= portionSize * 2) return members.length === 0 ? {} : { properties: record(members) };
  const { patterns, rest } = sorted(members);
  const byPattern = patterns.flatMap((portion) => Object.entries(written(portion).patternProperties ?? {}));
  return {
    ...(rest.length > 0 && { properties: record(rest.map(([name]) => [name, true])) }),
    ...(byPattern.length > 0 && { patternProperties: record(byPattern) }),
    ...(rest.length > 0 && { allOf: chunks(rest, portionSize).map(propertiesOf).map(written) }),
  };
}

const none: ReadonlySet<string> = new Set();
const written = ({ parts }: Portion): JsonSchemaObject => (typeof parts === 'function' ? parts(none) : { allOf: parts.map(written) });

const node = (parts: readonly Portion[]): Portion => ({ names: new Set(parts.flatMap(({ names }) => [...names])), parts });

const propertiesOf = (members: readonly Member[]): Portion => ({
  names: new Set(members.map(([name]) => name)),
  parts: (except) => ({ properties: record(members.filter(([name]) => !except.has(name))) }),
});

/** Members that share their schema with enough others, and the rest. */
function sorted(members: readonly Member[]): { readonly patterns: readonly Portion[]; readonly rest: readonly Member[] } {
  const groups = groupBy(members, ([, schema]) => JSON.stringify(schema));
  const many = [...groups.values()].filter((group) => group.length >= alike);
  const inPattern = new Set(many.flat());
  return {
    patterns: many.flatMap((group) => chunks(group, namesInPattern)).map(patternOf),
    rest: members.filter((member) => !inPattern.has(member)),
  };
}

function patternOf(members: readonly Member[]): Portion {
  const [, schema] = members[0]!;
  const pattern = (names: readonly string[]): string => `^(?:${names.map(escapeForPattern).join('|')})$`;
  return {
    names: new Set(members.map(([name]) => name)),
    parts: (except) => {
      const names = members.map(([name]) => name).filter((name) => !except.has(name));
      return names.length === 0 ? {} : { patternProperties: record([[pattern(names), schema]]) };
    },
  };
}
