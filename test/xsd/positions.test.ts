import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileXsd } from '../support/libxml2.js';
import { convert, rootWith } from './support.js';

describe('children of one name and several declarations', () => {
  const fixed = (value: string, occurs = ''): string => `<xs:element name="a" type="xs:string" fixed="${value}" ${occurs}/>`;

  it('are each what the content model has in their place', () => {
    const { schema, valid } = convert(rootWith(`<xs:sequence>${fixed('x')}<xs:element name="a" type="xs:string" nillable="true" minOccurs="0" maxOccurs="2"/>${fixed('z')}</xs:sequence>`));
    expect(valid({ a: ['x', 'z'] })).toBe(true);
    expect(valid({ a: ['x', null, 'any', 'z'] })).toBe(true);
    expect(valid({ a: ['z', 'x'] })).toBe(false);
    expect(valid({ a: [null, 'z'] })).toBe(false);
    expect(valid({ a: ['x', 'y', 'y', 'y'] })).toBe(false);
    expect(JSON.stringify(schema)).toContain('prefixItems');
  });

  it('say nothing of places where none differs from another', () => {
    expect(JSON.stringify(convert(rootWith(`<xs:choice maxOccurs="9">${fixed('x')}${fixed('y')}</xs:choice>`)).schema)).not.toContain('prefixItems');
    expect(JSON.stringify(convert(rootWith(`<xs:sequence>${fixed('x')}${fixed('x')}</xs:sequence>`)).schema)).not.toContain('prefixItems');
  });

  it('are not told apart where they are many', () => {
    const { schema, valid } = convert(rootWith(`<xs:sequence maxOccurs="1000000">${fixed('x', 'minOccurs="1000000" maxOccurs="unbounded"')}<xs:sequence maxOccurs="7">${fixed('y', 'maxOccurs="2"')}</xs:sequence></xs:sequence>`));
    expect(JSON.stringify(schema)).not.toContain('prefixItems');
    expect(valid({ a: ['x', 'y'] })).toBe(false);
  });

  /** Content models over elements of the name a, each with a fixed value, and others between them. */
  const occurs = fc.constantFrom('', '', 'minOccurs="0"', 'maxOccurs="2"', 'minOccurs="0" maxOccurs="unbounded"', 'minOccurs="2" maxOccurs="3"');
  const models = fc.letrec<{ model: string }>((tie) => ({
    model: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      fc.tuple(fc.constantFrom('x', 'y', 'z'), occurs).map(([value, often]) => fixed(value, often)),
      fc.tuple(fc.constantFrom('b', 'c'), occurs).map(([name, often]) => `<xs:element name="${name}" type="xs:string" ${often}/>`),
      fc.tuple(fc.constantFrom('sequence', 'choice'), fc.array(tie('model'), { minLength: 1, maxLength: 3 }), occurs).map(([kind, inner, often]) => `<xs:${kind} ${often}>${inner.join('')}</xs:${kind}>`),
    ),
  })).model;

  it('reject nothing that is valid in XML', () => {
    let compared = 0;
    let rejected = 0;
    fc.assert(
      fc.property(models, fc.array(fc.array(fc.constantFrom('x', 'y', 'z', 'b', 'c'), { maxLength: 6 }), { minLength: 30, maxLength: 30 }), (model, words) => {
        const text = rootWith(`<xs:sequence>${model}</xs:sequence>`);
        let libxml;
        try {
          libxml = compileXsd(new Map([['a.xsd', text]]), 'a.xsd');
        } catch {
          return; // not deterministic
        }
        const { valid } = convert(text);
        for (const word of words) {
          const xml = `<root>${word.map((letter) => ('xyz'.includes(letter) ? `<a>${letter}</a>` : `<${letter}>t</${letter}>`)).join('')}</root>`;
          const members: Record<string, string[]> = {};
          for (const letter of word) (members['xyz'.includes(letter) ? 'a' : letter] ??= []).push('xyz'.includes(letter) ? letter : 't');
          const names = Object.keys(members);
          // Whether one of a name is an array depends on the model: either will do.
          const either = Array.from({ length: 2 ** names.length }, (_, bits) => Object.fromEntries(names.map((name, i) => [name, (bits >> i) & 1 && members[name]!.length === 1 ? members[name]![0] : members[name]])));
          const ours = either.some((value) => valid(value));
          if (libxml.validate(xml).length === 0) {
            compared++;
            expect(ours, `${model} ${xml}`).toBe(true);
          } else if (!ours) rejected++;
        }
        libxml.dispose();
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(300);
    expect(rejected).toBeGreaterThan(300);
  });
});
