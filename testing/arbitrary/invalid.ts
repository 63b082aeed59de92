import * as fc from 'fast-check';
import type { IssueRule } from '../../generated/validators/support.js';
import type { SchemaObject } from '../json-schema.js';
import { formsOf, notNull, resolve } from '../schema.js';
import type { CrossRule } from './rules.js';
import type { Json, JsonObject } from './values.js';
import { anything, listOf, matching, plainText, valuesOf } from './values.js';

/** Values that break one rule, wherever they stand. */
export interface Spoiled {
  readonly rule: IssueRule;
  readonly values: fc.Arbitrary<Json>;
}

/** One entry for each way in which a value can break its schema, here or in depth; none where everything is allowed. */
export function spoiled(schema: SchemaObject, root: SchemaObject): readonly Spoiled[] {
  const resolved = resolve(schema, root);
  const { schema: node } = notNull(resolved, root);
  if (isOpen(node)) return [];
  const kinds = kindsOf(node, root);
  const others = Object.entries(otherKinds).flatMap(([kind, values]) => (kinds.has(kind) ? [] : [values]));
  return [
    ...(allowsNull(resolved.schema) ? [] : [{ rule: 'null', values: fc.constant(null) } as const]),
    { rule: 'type', values: fc.oneof(...others) },
    ...spoiledContent(node, root),
  ];
}

const allowsNull = ({ type, anyOf }: SchemaObject): boolean =>
  [type ?? []].flat().includes('null') || (anyOf ?? []).some((each) => typeof each === 'object' && each.type === 'null');

const isOpen = (node: SchemaObject): boolean => !['type', 'anyOf', 'allOf', 'enum', 'const'].some((keyword) => keyword in node);

const otherKinds: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  string: matching('^[a-z]{1,8}$'),
  number: fc.integer({ min: -100_000, max: 100_000 }),
  boolean: fc.boolean(),
  array: fc.array(fc.constant({}), { minLength: 1, maxLength: 2 }),
  object: fc.constant({}),
};

/** JSON types that some value of the schema has. */
function kindsOf(node: SchemaObject, root: SchemaObject): ReadonlySet<string> {
  const declared = [node.type ?? []].flat();
  const values = 'const' in node ? [node.const] : (node.enum ?? []);
  const parts = [...(node.anyOf ?? []), ...(node.allOf ?? [])].flatMap((each) => [...kindsOf(resolve(each, root).schema, root)]);
  return new Set([...declared, ...values.map((value) => typeof value), ...parts].map((kind) => (kind === 'integer' ? 'number' : kind)));
}

/** Values of the right JSON type that are wrong all the same. */
function spoiledContent(node: SchemaObject, root: SchemaObject): readonly Spoiled[] {
  if ('const' in node) return [{ rule: 'fixed', values: outside([node.const]) }];
  if (node.enum !== undefined) return [{ rule: 'enum', values: outside(node.enum).filter((value) => !(Number(value) < (node.minimum ?? -Infinity)) && !(Number(value) > (node.maximum ?? Infinity))) }];
  if (node.properties !== undefined) {
    const forms = formsOf(node);
    return forms.flatMap((form) => spoiledMembers(form, root, (key) => (node.required?.includes(key) === true ? undefined : forms)));
  }
  // In a choice of types, a value that spoils one may be right for another.
  if (node.anyOf !== undefined) return [];
  return [...spoiledText(node, root), ...spoiledNumber(node), ...(node.items === undefined ? [] : spoiledList(node, root))];
}

function outside(allowed: readonly Json[]): fc.Arbitrary<Json> {
  const values: fc.Arbitrary<Json> = typeof allowed[0] === 'number' ? fc.integer({ min: -10, max: 40_000 }) : typeof allowed[0] === 'boolean' ? fc.boolean() : plainText({ maxLength: 12 });
  return values.filter((value) => !allowed.includes(value));
}

function spoiledText(node: SchemaObject, root: SchemaObject): readonly Spoiled[] {
  const { minLength = 0, maxLength } = node;
  const parts = [node, ...(node.allOf ?? []).map((each) => resolve(each, root).schema)];
  const patterns = parts.flatMap(({ pattern }) => (pattern === undefined ? [] : [new RegExp(pattern, 'u')]));
  const odd = plainText({ minLength: Math.max(minLength, 1), maxLength: maxLength ?? 12 }).filter((value) => !patterns.every((pattern) => pattern.test(value)));
  return [
    ...(patterns.length === 0 ? [] : [{ rule: 'pattern', values: odd } as const]),
    ...(maxLength === undefined
      ? []
      : [{ rule: 'length', values: plainText({ minLength: maxLength + 1, maxLength: maxLength + 5 }) } as const]),
    ...(minLength === 0 ? [] : [{ rule: 'length', values: plainText({ maxLength: minLength - 1 }) } as const]),
  ];
}

/** One thousand beyond a bound, where JSON numbers can tell. */
function spoiledNumber({ minimum = NaN, maximum = NaN }: SchemaObject): readonly Spoiled[] {
  return [
    ...(Number.isSafeInteger(minimum - 1000)
      ? [{ rule: 'range', values: fc.integer({ min: minimum - 1000, max: minimum - 1 }) } as const]
      : []),
    ...(Number.isSafeInteger(maximum + 1000)
      ? [{ rule: 'range', values: fc.integer({ min: maximum + 1, max: maximum + 1000 }) } as const]
      : []),
  ];
}

function spoiledList(node: SchemaObject, root: SchemaObject): readonly Spoiled[] {
  const { items = true, minItems = 0, maxItems, uniqueItems } = node;
  const others = listOf({ ...node, minItems: Math.max(minItems - 1, 0), maxItems: Math.max((maxItems ?? 3) - 1, 0) }, root);
  const withOne = (bad: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
    fc.tuple(others, bad, fc.nat()).map(([list, item, at]) => list.toSpliced(at % (list.length + 1), 0, item));
  const twice = valuesOf(items, root).map((item) => [item, structuredClone(item)]);
  return [
    ...(minItems === 0 ? [] : [{ rule: 'length', values: listOf({ ...node, minItems: 0, maxItems: minItems - 1 }, root) } as const]),
    ...(maxItems === undefined
      ? []
      : [{ rule: 'length', values: listOf({ ...node, minItems: maxItems + 1, maxItems: maxItems + 2 }, root) } as const]),
    ...(uniqueItems === true ? [{ rule: 'unique', values: twice } as const] : []),
    ...(typeof items === 'boolean' ? [] : spoiled(items, root).map(({ rule, values }) => ({ rule, values: withOne(values) }))),
  ];
}

/** A whole structure with one member missing, added or spoiled. `choiceOf`: the forms of a structure, where it is by the choice between them that a member must be there. */
function spoiledMembers(node: SchemaObject, root: SchemaObject, choiceOf: (key: string) => readonly SchemaObject[] | undefined): readonly Spoiled[] {
  const whole = valuesOf(node, root) as fc.Arbitrary<JsonObject>;
  const set = (keys: fc.Arbitrary<string>, values: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
    fc.tuple(whole, keys, values).map(([object, key, value]) => ({ ...object, [key]: value }));
  return [
    ...(node.required ?? []).map((key): Spoiled => {
      const values = whole.map((object) => without(object, key));
      const forms = choiceOf(key);
      // Without it there may be another form, or none.
      return forms === undefined ? { rule: 'M', values } : { rule: 'type', values: values.filter((object) => !forms.some(({ required = [] }) => required.every((each) => Object.hasOwn(object, each)))) };
    }),
    ...(node.additionalProperties === false ? [{ rule: 'unknown', values: set(unknownKeys(node), anything) } as const] : []),
    ...Object.entries(node.properties ?? {}).flatMap(([key, member]) =>
      typeof member === 'boolean' ? [] : spoiled(member, root).map(({ rule, values }) => ({ rule, values: set(fc.constant(key), values) })),
    ),
  ];
}

export const without = (object: JsonObject, key: string): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));

/** Slips of the pen, free inventions, and the names that plain objects have by nature. */
export const unknownKeys = ({ properties = {} }: SchemaObject): fc.Arbitrary<string> =>
  fc
    .oneof(
      matching('^[a-z][A-Za-z]{2,11}$'),
      fc.constantFrom(...Object.keys(properties), 'status').map((key) => `${key}s`),
      fc.constantFrom('constructor', '__proto__', 'toString'),
    )
    .filter((key) => !Object.hasOwn(properties, key));

/** Payloads that break a rule across attributes; it is reported at the first of them. */
export function breaking(
  { kind, attributes, when }: CrossRule,
  good: fc.Arbitrary<JsonObject>,
  schema: SchemaObject,
): fc.Arbitrary<JsonObject> {
  const key = attributes[0]!;
  if (kind === 'forbidden') return good.map((body) => ({ ...body, ...Object.fromEntries(when) }));
  // Present without its condition: the condition may be on an attribute with one possible value, and never hold.
  const wrong = (body: JsonObject): boolean =>
    kind === 'alone' ? Object.keys(body).some((name) => name !== key) : !when.every(([name, value]) => body[name] === value);
  return fc
    .tuple(good.filter(wrong), valuesOf(schema.properties?.[key] ?? true, schema))
    .map(([body, value]) => ({ ...body, [key]: value }));
}
