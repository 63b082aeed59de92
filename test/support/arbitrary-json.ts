import fc from 'fast-check';
import { unescaped } from '../../testing/bundle.js';

type Schema = boolean | { readonly [keyword: string]: unknown };
interface Parts {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly anyOf?: readonly unknown[];
  readonly type?: string | readonly string[];
  readonly properties?: Record<string, Schema>;
  readonly required?: readonly string[];
  readonly items?: unknown;
}

/** Made once: to make it takes longer than to draw a value, and it is asked for tens of thousands of times. */
const anything = fc.jsonValue({ maxDepth: 1 });

/**
 * Values of a JSON Schema as we write them: most are valid; where a schema says more than this understands (a rule across
 * members), some are not. `broken` makes one change that may or may not break a rule.
 */
export function valuesOf(schema: Schema, definitions: Record<string, Schema>): fc.Arbitrary<unknown> {
  if (typeof schema === 'boolean') return anything;
  const inner = (part: unknown): fc.Arbitrary<unknown> => valuesOf(part as Schema, definitions);
  const { $ref, const: only, anyOf, type, properties, required, items } = schema as Parts;
  if ('const' in schema) return fc.constant(only);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  if (typeof $ref === 'string') {
    const { $ref: _ref, ...narrower } = schema;
    const name = unescaped($ref.slice('#/$defs/'.length));
    const target = definitions[name]!;
    if (Object.keys(narrower).length === 0 || typeof target !== 'object') return ofDefinition(name, definitions);
    const members = { ...(target as Parts).properties, ...properties };
    return inner({ ...target, ...narrower, ...(Object.keys(members).length > 0 && { properties: members }) });
  }
  if (Array.isArray(type)) return fc.oneof(...type.map((each) => inner({ ...schema, type: each })));
  if (type === 'object' && properties !== undefined) {
    const present = Object.entries(properties).filter(([, each]) => each !== false);
    const optional = present.map(([key, each]) => [key, inner(each)] as const);
    const needed = new Set(required ?? []);
    const least = fc.record(Object.fromEntries(optional.filter(([key]) => needed.has(key))));
    return fc.oneof(
      least,
      // One optional member at a time: the more there are, the likelier that one breaks a rule that this does not know.
      optional.length === 0
        ? least
        : fc
            .constantFrom(...optional)
            .chain(([key, arbitrary]) => fc.tuple(least, arbitrary).map(([members, member]) => ({ ...members, [key]: member }))),
      fc.record(Object.fromEntries(optional), {
        requiredKeys: [...needed].filter((key) => optional.some(([name]) => name === key)) as never[],
      }),
    );
  }
  if (Array.isArray(anyOf)) return fc.oneof(...anyOf.map(inner));
  switch (type) {
    case 'object':
      return fc.constant({});
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: (schema['minimum'] as number) ?? -5, max: Math.min((schema['maximum'] as number) ?? 1000, 2 ** 31) });
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'string':
      return typeof schema['pattern'] === 'string'
        ? texts([schema['pattern'], ...((schema['allOf'] as { pattern: string }[] | undefined) ?? []).map(({ pattern }) => pattern)])
        : fc.string({ minLength: (schema['minLength'] as number) ?? 0, maxLength: 6 });
    case 'array':
      return fc.array(inner(items ?? true), { minLength: (schema['minItems'] as number) ?? 0, maxLength: 4 });
    default:
      return anything;
  }
}

const made = new WeakMap<Record<string, Schema>, Map<string, fc.Arbitrary<unknown> | 'begun'>>();

/** One for a definition, however many places refer to it; inside itself it is nothing in particular: a response holds requests that hold responses. */
function ofDefinition(name: string, definitions: Record<string, Schema>): fc.Arbitrary<unknown> {
  const known = made.get(definitions) ?? new Map<string, fc.Arbitrary<unknown> | 'begun'>();
  made.set(definitions, known);
  const found = known.get(name);
  if (found === 'begun') return fc.constant({});
  if (found !== undefined) return found;
  known.set(name, 'begun');
  const arbitrary = valuesOf(definitions[name]!, definitions);
  known.set(name, arbitrary);
  return arbitrary;
}

const samples = ['20260101T000000', 'abc', 'P1D', '* * * * * * *', '3', '0', 'audio:RTP/AVP', 'urn:dev:ops:1'];

const known = new Map<string, fc.Arbitrary<string>>();

/** A few hundred patterns stand in thousands of places, and to make the generator of one takes milliseconds. */
function texts(patterns: readonly string[]): fc.Arbitrary<string> {
  const key = JSON.stringify(patterns);
  const found = known.get(key) ?? matching(patterns);
  known.set(key, found);
  return found;
}

/** Texts that match, the well-known ones often; the generator of others knows no look-ahead, no \u{…}, and one pattern at a time. */
function matching(patterns: readonly string[]): fc.Arbitrary<string> {
  const expressions = patterns.map((pattern) => new RegExp(pattern, 'u'));
  const fitting = samples.filter((text) => expressions.every((expression) => expression.test(text)));
  const simple = expressions.length === 1 && !/\(\?[=!]|\\u\{/.test(patterns[0]!);
  return fc.oneof(...(fitting.length === 0 ? [] : [fc.constantFrom(...fitting)]), ...(simple ? [fc.stringMatching(expressions[0]!)] : []));
}

const odd = fc.oneof(fc.constantFrom<unknown>(null, '', 'x', 0, -1, 1.5, 99, true, [], {}, [null], ['a', 'a'], { val: 1 }), anything);

/** The value with one member or item dropped, replaced or added, somewhere inside. */
export function broken(value: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(value) && value.length > 0) {
    return fc.nat({ max: value.length - 1 }).chain((i) =>
      fc.oneof(
        broken(value[i]).map((item) => value.with(i, item)),
        fc.constant([...value, value[i]]),
        odd,
      ),
    );
  }
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
    return fc
      .constantFrom(...Object.keys(value))
      .chain((key) =>
        fc.oneof(
          { weight: 3, arbitrary: broken((value as Record<string, unknown>)[key]).map((member) => ({ ...value, [key]: member })) },
          { weight: 1, arbitrary: fc.constant(Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))) },
          {
            weight: 1,
            arbitrary: fc
              .tuple(fc.constantFrom('ty', 'rn', 'resourceName', 'acpi', 'stray', '__proto__', 'constructor'), odd)
              .map(([name, member]) => Object.fromEntries([...Object.entries(value), [name, member]])),
          },
        ),
      );
  }
  return odd;
}
