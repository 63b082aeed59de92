import * as fc from 'fast-check';
import type { Schema, SchemaObject } from '../json-schema.js';
import { formsOf, resolve } from '../schema.js';

// Values that a JSON Schema of generated/schemas allows. The schemas are the one source: they say everything that a value must
// be (the tables name the types only), they are what other implementations use, and an independent validator, Ajv, can tell
// whether these values are right.

export type Json = unknown;
export type JsonObject = Readonly<Record<string, Json>>;

/** Made once for each key: to make strings of a kind takes fast-check longer than to draw one, and the same few kinds are everywhere. */
function madeOnce<T>(make: (key: string) => fc.Arbitrary<T>): (key: string) => fc.Arbitrary<T> {
  const made = new Map<string, fc.Arbitrary<T>>();
  return (key) => {
    const arbitrary = made.get(key) ?? make(key);
    made.set(key, arbitrary);
    return arbitrary;
  };
}

interface Lengths {
  readonly minLength?: number;
  readonly maxLength?: number;
}

const plain = madeOnce((limits) => fc.string(JSON.parse(limits) as Lengths));
/** Texts of printable ASCII. */
export const plainText = (limits: Lengths): fc.Arbitrary<string> => plain(JSON.stringify(limits));

const letters = madeOnce((limits) => fc.string({ unit: fc.constantFrom('ä', 'ß', '漢', '字', '😀', 'x', ' '), ...(JSON.parse(limits) as Lengths) }));

/** Texts that survive every serialization: no control characters, no lone surrogates. */
const text = (limits: Lengths = {}): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 3, arbitrary: plainText({ maxLength: 20, ...limits }) },
    { weight: 1, arbitrary: letters(JSON.stringify({ maxLength: 10, ...limits })) },
  );

const digits = (number: number, width = 2): string => String(number).padStart(width, '0');
const field = (values: fc.Arbitrary<number>): fc.Arbitrary<string> => fc.oneof(fc.constant('*'), values.map(String));
const upTo = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });

/**
 * Types that say more than one pattern can tell fast-check: days that exist, a text that several patterns describe together,
 * a pattern that looks ahead. Keyed by the name of the type.
 */
const named: Readonly<Record<string, () => fc.Arbitrary<Json>>> = {
  timestamp: () =>
    fc
      .tuple(
        fc.date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T23:59:59Z'), noInvalidDate: true }),
        fc.option(upTo(0, 999_999), { nil: undefined, freq: 3 }),
      )
      .map(
        ([date, fraction]) =>
          date.toISOString().slice(0, 19).replace(/[-:]/g, '') + (fraction === undefined ? '' : `,${digits(fraction, 6)}`),
      ),
  scheduleEntry: () =>
    fc
      .tuple(
        field(upTo(0, 59)),
        field(upTo(0, 59)),
        field(upTo(0, 23)),
        field(upTo(1, 31)),
        field(upTo(1, 12)),
        field(upTo(0, 6)),
        field(upTo(2020, 2099)),
      )
      .map((fields) => fields.join(' ')),
  'xs:duration': () =>
    fc
      .record({
        days: fc.option(upTo(0, 400), { nil: undefined }),
        hours: fc.option(upTo(0, 48), { nil: undefined }),
        seconds: upTo(0, 86_400),
      })
      .map(({ days, hours, seconds }) => `P${days === undefined ? '' : `${days}D`}T${hours === undefined ? '' : `${hours}H`}${seconds}S`),
  // All the letters of all scripts would be found, but none that anybody can read.
  'xs:NCName': () => matching('^[A-Za-z_][A-Za-z0-9_.-]{0,11}$'),
};

const ofName = madeOnce((name) => named[name]!());

/** A value of any shape, where a schema says nothing. */
export const anything: fc.Arbitrary<Json> = fc.oneof(text(), upTo(-1000, 1000), fc.boolean());

/** The value of an optional attribute, and whether a list has more than one item, are decided anew each time. */
export function valuesOf(schema: Schema, root: SchemaObject): fc.Arbitrary<Json> {
  const { schema: node, typeName } = resolve(schema, root);
  if (typeName !== undefined && Object.hasOwn(named, typeName)) return ofName(typeName);
  if ('const' in node) return fc.constant(node.const);
  if (node.enum !== undefined) return fc.constantFrom(...node.enum.filter((value) => !(Number(value) < (node.minimum ?? -Infinity)) && !(Number(value) > (node.maximum ?? Infinity))));
  if (node.properties !== undefined) return fc.oneof(...formsOf(node).map((form) => membersOf(form, root)));
  if (node.anyOf !== undefined) return nullSeldom(node.anyOf.map((each) => [each, valuesOf(each, root)]));
  if (Array.isArray(node.type)) return nullSeldom((node.type as readonly string[]).map((type) => [{ type }, ofType(type, node, root)]));
  return ofType(node.type as string | undefined, node, root);
}

/** Null deletes an attribute: one kind of value among many. */
function nullSeldom(choices: readonly (readonly [Schema, fc.Arbitrary<Json>])[]): fc.Arbitrary<Json> {
  return fc.oneof(
    ...choices.map(([schema, arbitrary]) => ({ weight: typeof schema === 'object' && schema.type === 'null' ? 1 : 4, arbitrary })),
  );
}

function ofType(type: string | undefined, node: SchemaObject, root: SchemaObject): fc.Arbitrary<Json> {
  switch (type) {
    case 'string':
      return node.pattern === undefined ? text(lengths(node)) : matching(node.pattern);
    case 'integer':
      return fc.integer({
        min: Math.max(node.minimum ?? -2147483648, Number.MIN_SAFE_INTEGER),
        max: Math.min(node.maximum ?? 2147483647, Number.MAX_SAFE_INTEGER),
      });
    case 'number':
      // JSON has no negative zero.
      return fc
        .double({ noNaN: true, noDefaultInfinity: true, min: node.minimum ?? -1e9, max: node.maximum ?? 1e9 })
        .map((number) => number + 0);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return listOf(node, root);
    case 'object':
      // No name of the specification: one of the other form would be no part of a valid body.
      return fc.dictionary(matching('^x-[a-z]{2,6}$'), anything, { maxKeys: 3, noNullPrototype: true });
    default:
      return anything;
  }
}

const lengths = ({ minLength, maxLength }: SchemaObject): Lengths => ({
  ...(minLength === undefined ? {} : { minLength }),
  ...(maxLength === undefined ? {} : { maxLength: Math.max(minLength ?? 0, Math.min(maxLength, 30)) }),
});

/** Texts that match a pattern. */
export const matching = madeOnce((pattern) => {
  // fast-check cannot read code points beyond 16 bits in a pattern; letters are left to choose from without them.
  const readable = pattern.replace(/\\u\{[0-9a-f]{5,}\}-\\u\{[0-9a-f]{5,}\}/g, '').replace(/\\u\{[0-9a-f]{5,}\}/g, '\\uffff');
  return fc.stringMatching(new RegExp(readable, 'u'), { maxLength: 30 }).filter(isXmlText);
});

/** Control characters and lone surrogates do not survive every serialization. */
const isXmlText = (value: string): boolean => !/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(value);

/** A list of as many items as the schema allows, up to a few. */
export function listOf(
  { items = {}, minItems = 0, maxItems = minItems + 3, uniqueItems = false }: SchemaObject,
  root: SchemaObject,
): fc.Arbitrary<Json[]> {
  const limits = { minLength: minItems, maxLength: Math.min(maxItems, minItems + 3) };
  const item = valuesOf(items, root);
  return uniqueItems ? fc.uniqueArray(item, { ...limits, selector: (value) => JSON.stringify(value) }) : fc.array(item, limits);
}

/** An object of these members: those that are required, and some of the others. */
export function membersOf(
  node: SchemaObject,
  root: SchemaObject,
  { without = new Set() }: { readonly without?: ReadonlySet<string> } = {},
): fc.Arbitrary<JsonObject> {
  const members = Object.entries(node.properties ?? {}).filter(([key, schema]) => schema !== false && !without.has(key));
  const requiredKeys = (node.required ?? []).filter((key) => members.some(([name]) => name === key));
  return fc.record(Object.fromEntries(members.map(([key, schema]) => [key, valuesOf(schema, root)])), {
    requiredKeys,
    noNullPrototype: true,
  });
}
