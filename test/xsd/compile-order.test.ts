import fc from 'fast-check';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { inCompileOrder } from '../../generator/emit/json-schema/compile-order.js';
import type { JsonSchema } from '../../generator/emit/json-schema/schema.js';
import { compiled } from '../support/ajv.js';
import { convertAsUsersDo, schemaOf, xsd } from './support.js';

type Accepts = (data: unknown) => boolean;

const many = (count: number, of: (index: number) => string): string => Array.from({ length: count }, (_, i) => of(i)).join('');
const type = (name: string, targets: readonly string[]): string =>
  `<xs:complexType name="${name}"><xs:sequence>${targets.map((target, i) => `<xs:element name="${'abcdef'[i]}" type="${target}" minOccurs="0" maxOccurs="unbounded"/>`).join('')}</xs:sequence></xs:complexType>`;

type Targets = (i: number, count: number) => readonly number[];
/** Numbers that look random and are the same each time. */
const scattered = (i: number, k: number, count: number): number => ((i * 7919 + k * 104_729 + 13) * 2_654_435_761) % count;

const chain: Targets = (i, count) => (i + 1 < count ? [i + 1] : []);
const circle: Targets = (i, count) => [(i + 1) % count];
const dense: Targets = (i, count) => [(i + 1) % count, ...[1, 2, 3, 4, 5].map((k) => scattered(i, k, count))];
/** Deep enough that as they stand, or in a wrong order, Ajv falls over. */
const shapes: readonly (readonly [string, number, Targets])[] = [
  ['a chain', 200, chain],
  ['a circle', 200, circle],
  ['circles within circles', 200, (i, count) => [(i + 1) % count, (i * 7 + 3) % count]],
  ['both directions', 200, (i, count) => [(i + 1) % count, (i + count - 1) % count]],
  ['a grid', 225, (i) => [...(i % 15 < 14 ? [i + 1] : []), ...(i < 210 ? [i + 15] : []), ...(i % 15 > 0 ? [i - 1] : [])]],
  ['hubs', 200, (i, count) => [(i + 1) % count, i % 5, (i + 7) % 5]],
  ['a dense net', 200, dense],
];

describe('types that lead into each other', () => {
  it.each(shapes)('in %s compile', (_, count, targets) => {
    const { valid } = convertAsUsersDo(xsd(`${many(count, (i) => type(`t${i}`, targets(i, count).map((to) => `t${to}`)))}<xs:element name="root" type="t0"/>`));
    expect([{}, { a: [{ a: [{}] }] }, { a: [{ x: 1 }] }, { a: [{ a: [{ a: [{ a: [{ x: 1 }] }] }] }] }, { x: 1 }].map(valid)).toEqual([true, true, false, false, false]);
    let deep: object = {};
    for (let i = 0; i < 100; i++) deep = { a: [deep] };
    expect(valid(deep)).toBe(true);
  });

  it('not deep stay as they are', () => {
    expect(schemaOf(xsd(`${many(20, (i) => type(`t${i}`, [`t${(i + 1) % 20}`]))}<xs:element name="root" type="t0"/>`))).toHaveProperty('$ref', '#/$defs/t0');
  });

  it('without circles need nothing but an order', () => {
    expect(JSON.stringify(schemaOf(xsd(`${many(500, (i) => type(`t${i}`, i < 499 ? [`t${i + 1}`] : []))}<xs:element name="root" type="t0"/>`)))).not.toContain('$dynamicRef');
  });

  it('are bound late for every schema that one compiler has', () => {
    const ajv = new Ajv2020({ strict: false });
    const schemas = [60, 61, 100].map((count) => {
      return ajv.compile(schemaOf(xsd(`${many(count, (i) => type(`t${i}`, dense(i, count).map((to) => `t${to}`)))}<xs:element name="root" type="t0"/>`)));
    });
    for (const valid of schemas) expect([{ b: [{ c: [{}] }] }, { b: [{ c: [{ x: 1 }] }] }].map((value) => valid(value))).toEqual([true, false]);
  });
});

describe('inCompileOrder', () => {
  const value = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof({ maxDepth: 6 }, fc.constant({}), fc.constant('text'), fc.dictionary(fc.constantFrom('a', 'b', 'c', 'own'), tie('node'), { maxKeys: 2 })),
  })).node;
  const nested = (schema: JsonSchema): JsonSchema => ({ allOf: [{ allOf: [{ allOf: [{ allOf: [schema] }] }] }] });
  /** Deep enough between references that most graphs are put in order. Some also refer, about the same value, to one with a smaller number. */
  const definition = (targets: readonly number[], i: number): JsonSchema => ({
    ...(i % 3 === 1 && { anyOf: [{ $ref: `#/$defs/t${Math.floor(i / 2)}` }, { type: 'object', required: ['own'] }, { type: 'string' }] }),
    ...(i % 3 !== 1 && { type: 'object' }),
    properties: Object.fromEntries(targets.map((to, k) => ['abc'[k]!, nested({ $ref: `#/$defs/t${to}` })])),
    ...(i % 3 === 0 && { additionalProperties: false }),
  });

  it('never changes what a schema says, to compilers that find the first or all errors', () => {
    const graphs = fc.array(fc.array(fc.nat(59), { maxLength: 3 }), { minLength: 60, maxLength: 60 });
    let late = 0;
    fc.assert(
      fc.property(graphs, fc.boolean(), fc.array(value, { minLength: 10, maxLength: 10 }), (graph, allErrors, values) => {
        const definitions = Object.fromEntries(graph.map((targets, i) => [`t${i}`, definition(targets, i)]));
        const schema = { $ref: '#/$defs/t0' };
        const ordered = inCompileOrder(schema, definitions);
        // The same in another order says the same.
        if (!JSON.stringify(ordered).includes('$dynamicRef')) {
          expect(ordered).toEqual({ schema, definitions });
          return;
        }
        late++;
        // Code that is not made smaller says the same, and is made in half the time.
        const accepts = (each: object): Accepts => compiled(each, { strict: false, allErrors, code: { optimize: false } });
        const [given, after] = [accepts({ ...schema, $defs: definitions }), accepts({ ...ordered.schema, $defs: ordered.definitions })];
        for (const data of values) expect(after(data)).toBe(given(data));
      }),
      { numRuns: Number(process.env['SPECGEN_RUNS'] ?? 45) },
    );
    expect(late).toBeGreaterThan(5);
  });
});
