import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Declaration, Doc, ModuleDeclaration, Property } from '../../generator/emit/types/declarations.js';
import { printModule } from '../../generator/emit/types/print.js';
import { typeModules } from '../../generator/emit/types/emit-types.js';
import { analyse } from '../../generator/pipeline.js';
import { printByTsMorph } from '../support/ts-morph-printer.js';
import { ourSources } from '../support/our-sources.js';

const name = fc.constantFrom('Alpha', 'beta', "'two words'", "['__proto__']");
const identifier = fc.constantFrom('Alpha', 'Beta', 'Gamma_2');
const type = fc.constantFrom('string', "'a' | 'b'", '{\n  readonly a: string;\n}', "\n  | { readonly 'm2m:a': A }\n  | B", 'readonly (A | B)[]');
const line = fc.constantFrom('One line.', 'A line with `code` and *stars*.', 'Ends the comment: */ it does not.', 'Two\nlines.', '');
const doc: fc.Arbitrary<Doc> = fc.record(
  { text: fc.array(line, { minLength: 1, maxLength: 3 }), tags: fc.array(fc.record({ name: fc.constantFrom('see', 'provisional'), text: fc.constantFrom('TS-0001 9.6.6', 'a\nb') }, { requiredKeys: ['name'] }), { maxLength: 2 }) },
  { requiredKeys: ['text'] },
).filter(({ text, tags = [] }) => text.some((each) => each !== '') || tags.length > 0);
const property: fc.Arbitrary<Property> = fc.record({ name, type, optional: fc.boolean(), doc, note: fc.constant('a note') }, { requiredKeys: ['name', 'type', 'optional'] });
const declaration: fc.Arbitrary<Declaration> = fc.oneof(
  fc.record({ kind: fc.constant('interface' as const), name: identifier, doc, exported: fc.boolean(), extends: fc.constantFrom('Alpha', 'Alpha, Beta'), properties: fc.array(property, { maxLength: 4 }), index: fc.constantFrom('unknown', 'string') }, { requiredKeys: ['kind', 'name', 'properties'] }),
  fc.record({ kind: fc.constant('alias' as const), name: identifier, doc, type, exported: fc.boolean(), parameter: fc.constant('T') }, { requiredKeys: ['kind', 'name', 'type'] }),
  fc.record({ kind: fc.constant('const' as const), name: identifier, doc, type: fc.constant('string'), value: fc.constantFrom('1', '{\n  a: 1,\n} as const') }, { requiredKeys: ['kind', 'name', 'value'] }),
  fc.record({ kind: fc.constant('reexport' as const), from: fc.constantFrom('./a.js', './b.js') }),
);
const module: fc.Arbitrary<ModuleDeclaration> = fc.record({
  path: fc.constant('types/a.ts'),
  header: fc.constant('A header.'),
  imports: fc.array(fc.record({ from: fc.constantFrom('./c.js', './d.js'), names: fc.subarray(['C', 'D', 'E']) }), { maxLength: 3 }),
  declarations: fc.array(declaration, { maxLength: 6 }),
});

describe('modules of types', () => {
  it('are printed as ts-morph prints them, for all of the standard', () => {
    const modules = typeModules(analyse(ourSources).model);
    expect(modules.length).toBeGreaterThan(100);
    const printed = modules.map(printModule);
    // One comparison of texts, since a difference in one of a hundred files is to be seen at once.
    const theirs = new Map(printByTsMorph(modules).map(({ path, text }) => [path, text]));
    expect(printed.filter(({ path, text }) => theirs.get(path) !== text).map(({ path }) => path)).toEqual([]);
  });

  it('are printed as ts-morph prints them, whatever is declared', () => {
    fc.assert(
      fc.property(module, (each) => {
        expect(printModule(each)).toEqual(printByTsMorph([each])[0]);
      }),
      { numRuns: 300 },
    );
  });
});
