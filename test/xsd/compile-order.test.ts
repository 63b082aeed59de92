import fc from 'fast-check';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { inCompileOrder } from '../../generator/emit/json-schema/compile-order.js';
import type { JsonSchema } from '../../generator/emit/json-schema/schema.js';
import { convert, xsd } from './support.js';

const many = (count: number, of: (index: number) => string): string => Array.from({ length: count }, (_, i) => of(i)).join('');
const type = (name: string, targets: readonly string[]): string =>
  `<xs:complexType name="${name}"><xs:sequence>${targets.map((target, i) => `<xs:element name="${'abc'[i]}" type="${target}" minOccurs="0" maxOccurs="unbounded"/>`).join('')}</xs:sequence></xs:complexType>`;

describe('types that lead into each other', () => {
  it.each<[string, number, (i: number, count: number) => string[]]>([
    ['in a chain', 800, (i, count) => [i + 1 < count ? `t${i + 1}` : 'xs:int']],
    ['in a circle', 800, (i, count) => [`t${(i + 1) % count}`]],
    ['in circles within circles', 250, (i, count) => [`t${(i + 1) % count}`, `t${(i * 7 + 3) % count}`]],
    ['in both directions', 250, (i, count) => [`t${(i + 1) % count}`, `t${(i + count - 1) % count}`]],
  ])('%s compile', (_, count, targets) => {
    const { valid } = convert(xsd(`${many(count, (i) => type(`t${i}`, targets(i, count)))}<xs:element name="root" type="t0"/>`));
    expect([{}, { a: [{ a: [{}] }] }, { a: [{ x: 1 }] }, { x: 1 }].map(valid)).toEqual([true, true, false, false]);
  });

  it('not deep stay as they are', () => {
    const { schema } = convert(xsd(`${many(20, (i) => type(`t${i}`, [`t${(i + 1) % 20}`]))}<xs:element name="root" type="t0"/>`));
    expect(schema).toHaveProperty('$ref', '#/$defs/t0');
  });
});

describe('inCompileOrder', () => {
  it('never changes what a schema says', () => {
    const graphs = fc.array(fc.array(fc.nat(59), { maxLength: 3 }), { minLength: 60, maxLength: 60 });
    const value = fc.letrec<{ node: unknown }>((tie) => ({ 
      node: fc.oneof({ maxDepth: 5 }, fc.constant({}), fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('node'), { maxKeys: 2 })),
    })).node;
    fc.assert(
      fc.property(graphs, value, (graph, data) => {
        // Deep enough between references that most graphs are put in order.
        const nested = (schema: JsonSchema): JsonSchema => ({ allOf: [{ allOf: [{ allOf: [{ allOf: [schema] }] }] }] });
        const definitions = Object.fromEntries(
          graph.map((targets, i) => [`t${i}`, { type: 'object', properties: Object.fromEntries(targets.map((to, k) => ['abc'[k]!, nested({ $ref: `#/$defs/t${to}` })])), additionalProperties: false }]),
        );
        const schema = { $ref: '#/$defs/t0' };
        const ordered = inCompileOrder(schema, definitions);
        const verdict = (one: object, $defs: object): boolean => new Ajv2020({ strict: false }).compile({ ...one, $defs })(data);
        expect(verdict(ordered.schema, ordered.definitions)).toBe(verdict(schema, definitions));
      }),
      { numRuns: 30 },
    );
  });
});
