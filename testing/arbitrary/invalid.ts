import * as fc from 'fast-check';
import type { IssueRule } from '../../generated/validators/support.js';
import type { SchemaObject } from '../schema.js';
import { formsOf, notNull, resolve } from '../schema.js';
import type { CrossRule } from './rules.js';
import type { Json, JsonObject } from './values.js';
import { anything, valuesOf } from './values.js';

/** Values that break one rule, wherever they stand. */
export interface Spoiled {
  readonly rule: IssueRule;
  readonly values: fc.Arbitrary<Json>;
}

/** One entry for each way in which a value can break its schema. */
export function spoiled(schema: SchemaObject, root: SchemaObject): readonly Spoiled[] {
  const resolved = resolve(schema, root);
  const nullable = allowsNull(resolved.schema);
  const { schema: node } = notNull(resolved, root);
  const broken: Spoiled[] = [];
  const breaks = (rule: IssueRule, values: fc.Arbitrary<Json>): void => void broken.push({ rule, values });
  if (isAnything(node)) return broken;
  if (!nullable) breaks('null', fc.constant(null));
  const kinds = kindsOf(node, root);
  breaks('type', fc.oneof(...Object.entries(otherKinds).flatMap(([kind, values]) => (kinds.has(kind) ? [] : [values]))));
  if ('const' in node) breaks('fixed', fc.integer({ min: 20_000, max: 30_000 }).filter((value) => value !== node.const));
  else if (node.enum !== undefined) breaks('enum', outside(node.enum));
  else if (node.properties !== undefined) for (const form of formsOf(node)) broken.push(...spoiledObjects(form, root));
  else if (node.anyOf === undefined) broken.push(...byKeyword(node, root));
  return broken;
}

const allowsNull = ({ type, anyOf }: SchemaObject): boolean =>
  [type ?? []].flat().includes('null') || (anyOf ?? []).some((each) => typeof each === 'object' && each.type === 'null');

const isAnything = ({ type, anyOf, enum: allowed, ...node }: SchemaObject): boolean => type === undefined && anyOf === undefined && allowed === undefined && !('const' in node) && node.allOf === undefined;

const otherKinds: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  string: fc.stringMatching(/^[a-z]{1,8}$/),
  number: fc.integer({ min: -100_000, max: 100_000 }),
  boolean: fc.boolean(),
  array: fc.array(fc.constant({}), { minLength: 1, maxLength: 2 }),
  object: fc.constant({}),
};

/** JSON types that some value of the schema has. */
function kindsOf(node: SchemaObject, root: SchemaObject): ReadonlySet<string> {
  const own = [node.type ?? []].flat();
  const values = 'const' in node ? [node.const] : (node.enum ?? []);
  const branches = [...(node.anyOf ?? []), ...(node.allOf ?? [])].flatMap((each) => [...kindsOf(resolve(each, root).schema, root)]);
  return new Set([...own, ...values.map((value) => typeof value), ...branches].map((kind) => (kind === 'integer' ? 'number' : kind)));
}

const outside = (allowed: readonly Json[]): fc.Arbitrary<Json> => {
  const values: fc.Arbitrary<Json> = typeof allowed[0] === 'number' ? fc.integer({ min: -10, max: 40_000 }) : fc.string({ maxLength: 12 });
  return values.filter((value) => !allowed.includes(value));
};

function* byKeyword(node: SchemaObject, root: SchemaObject): Iterable<Spoiled> {
  const { minimum = -Infinity, maximum = Infinity, minLength = 0, maxLength } = node;
  const patterns = [node, ...(node.allOf ?? []).map((each) => resolve(each, root).schema)].flatMap(({ pattern }) => (pattern === undefined ? [] : [new RegExp(pattern, 'u')]));
  if (patterns.length > 0) yield { rule: 'pattern', values: fc.string({ minLength: Math.max(minLength, 1), maxLength: maxLength ?? 12 }).filter((value) => patterns.some((pattern) => !pattern.test(value))) };
  if (Number.isSafeInteger(minimum)) yield { rule: 'range', values: fc.integer({ min: Math.max(minimum - 1000, Number.MIN_SAFE_INTEGER), max: minimum - 1 }) };
  if (Number.isSafeInteger(maximum)) yield { rule: 'range', values: fc.integer({ min: maximum + 1, max: Math.min(maximum + 1000, Number.MAX_SAFE_INTEGER) }) };
  if (maxLength !== undefined) yield { rule: 'length', values: fc.string({ minLength: maxLength + 1, maxLength: maxLength + 5 }) };
  if (minLength > 0) yield { rule: 'length', values: fc.string({ maxLength: minLength - 1 }) };
  if (node.type === 'array' || node.items !== undefined) yield* spoiledLists(node, root);
}

function* spoiledLists({ items = {}, minItems = 0, maxItems, uniqueItems }: SchemaObject, root: SchemaObject): Iterable<Spoiled> {
  const good = valuesOf(items, root);
  if (minItems > 0) yield { rule: 'length', values: fc.array(good, { maxLength: minItems - 1 }) };
  if (maxItems !== undefined) yield { rule: 'length', values: fc.array(good, { minLength: maxItems + 1, maxLength: maxItems + 2 }) };
  if (uniqueItems === true) yield { rule: 'unique', values: good.map((item) => [item, structuredClone(item)]) };
  if (typeof items === 'boolean') return;
  const enough = { minLength: Math.max(minItems - 1, 0), maxLength: Math.max(Math.min(maxItems ?? 3, 3) - 1, 0) };
  for (const { rule, values } of spoiled(items, root)) {
    yield { rule, values: fc.tuple(fc.array(good, enough), values, fc.nat()).map(([list, bad, at]) => list.toSpliced(at % (list.length + 1), 0, bad)) };
  }
}

/** A whole object with one member missing, added or spoiled; also what spoils the attributes of a payload. */
function* spoiledObjects(node: SchemaObject, root: SchemaObject): Iterable<Spoiled> {
  const whole = valuesOf(node, root) as fc.Arbitrary<JsonObject>;
  for (const key of node.required ?? []) yield { rule: 'M', values: whole.map((object) => without(object, key)) };
  if (node.additionalProperties === false) yield { rule: 'unknown', values: fc.tuple(whole, unknownKeys(node), anything).map(([object, key, value]) => ({ ...object, [key]: value })) };
  for (const [key, member] of Object.entries(node.properties ?? {})) {
    if (typeof member === 'boolean') continue;
    for (const { rule, values } of spoiled(member, root)) yield { rule, values: fc.tuple(whole, values).map(([object, bad]) => ({ ...object, [key]: bad })) };
  }
}

export const without = (object: JsonObject, key: string): JsonObject => Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));

/** Slips of the pen, free inventions, and the names that plain objects have by nature. */
export const unknownKeys = ({ properties = {} }: SchemaObject): fc.Arbitrary<string> =>
  fc
    .oneof(fc.stringMatching(/^[a-z][A-Za-z]{2,11}$/), fc.constantFrom(...Object.keys(properties), 'status').map((key) => `${key}s`), fc.constantFrom('constructor', '__proto__', 'toString'))
    .filter((key) => !Object.hasOwn(properties, key));

/** Payloads that break a rule across attributes, and the attribute that is named for it. */
export function* breaking(rule: CrossRule, ordinary: fc.Arbitrary<JsonObject>, schema: SchemaObject): Iterable<{ readonly key: string; readonly rule: IssueRule; readonly bodies: fc.Arbitrary<JsonObject> }> {
  const key = rule.attributes[0]!;
  const values = valuesOf(schema.properties?.[key] ?? true, schema);
  if (rule.kind === 'alone') {
    const some = ordinary.filter((body) => Object.keys(body).some((name) => name !== key));
    yield { key, rule: 'alone', bodies: fc.tuple(some, values).map(([body, value]) => ({ ...body, [key]: value })) };
  } else if (rule.kind === 'forbidden') {
    yield { key, rule: 'forbidden', bodies: ordinary.map((body) => ({ ...body, ...Object.fromEntries(rule.when) })) };
  } else {
    // A condition on an attribute with one possible value never changes: only one of the two ways is left.
    const holds = (body: JsonObject): boolean => rule.when.every(([name, value]) => body[name] === value);
    yield { key, rule: 'onlyWhen', bodies: fc.tuple(ordinary, values).filter(([body]) => !holds(body)).map(([body, value]) => ({ ...body, [key]: value })) };
  }
}
