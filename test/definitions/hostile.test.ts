import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { parseJson } from '../../generator/read/definitions/parse.js';
import { anyText } from '../support/any-text.js';
import { documents, errata, erratum, ourSources, read, readSources, resource } from './support.js';

const inherited = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

describe('hostile input', () => {
  it.each(inherited)('the key %s is unknown like any other', (key) => {
    const text = JSON.stringify(resource()).replace('"name":', `"${key}":{"polluted":true},"name":`);
    const { diagnostics } = read({ 'a.json': text });
    expect(diagnostics.map((d) => [d.code, d.message])).toEqual([['DEFINITION_UNKNOWN_KEY', `unknown key "${key}"`]]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it.each(inherited)('%s is no schema, no definition, no member to patch', (name) => {
    const { diagnostics } = read({
      'a.json': { $schema: `${name}.schema.json` },
      'errata.json': errata(
        erratum([
          { at: `lamp.json#/${name}/x`, printed: null, use: 1 },
          { at: `${name}.json#/x`, printed: null, use: 1 },
        ]),
      ),
      'lamp.json': resource(),
    });
    expect(diagnostics.map((d) => d.code)).toEqual(['DEFINITION_UNKNOWN_KIND', 'ERRATUM_STALE', 'ERRATUM_STALE']);
  });

  it('a patch that sets __proto__ sets an unknown key', () => {
    const { diagnostics } = read({
      'errata.json': errata(erratum([{ at: 'lamp.json#/__proto__', printed: null, use: { polluted: true } }])),
      'lamp.json': resource(),
    });
    expect(diagnostics.map((d) => d.message)).toEqual(['unknown key "__proto__"']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it.each(inherited)('%s may be a long name or a resource name', (name) => {
    const { definitions, diagnostics } = read({ 'a.json': resource({ name }), 'b.json': resource({ name: 'other' }) });
    expect(diagnostics).toEqual([]);
    expect(definitions.byKind('resource').map((d) => d.content.name)).toEqual([name, 'other']);
  });

  // Brackets that a naive count takes for text, and nesting that would exhaust the stack of a recursive parser.
  const deep = '['.repeat(200_000);
  const bombs: readonly { name: string; text: string; want: string }[] = [
    { name: 'arrays', text: deep, want: 'DEFINITION_TOO_DEEP' },
    { name: 'objects', text: '{"a":'.repeat(200_000), want: 'DEFINITION_TOO_DEEP' },
    { name: 'after closing brackets', text: ']'.repeat(200_000) + deep, want: 'DEFINITION_TOO_DEEP' },
    { name: 'after an unterminated string', text: `{"a": "x\n${deep}`, want: 'DEFINITION_TOO_DEEP' },
    { name: 'after an escaped quote', text: `{"a": "\\"", "b": ${deep}`, want: 'DEFINITION_TOO_DEEP' },
    { name: 'behind a comment with a quote', text: `/* " */ ${deep}`, want: 'DEFINITION_SYNTAX' },
    { name: 'in a string', text: `{"a": "${deep}"}`, want: 'DEFINITION_WITHOUT_SCHEMA' },
  ];
  it.each(bombs)('a bracket bomb: $name', ({ text, want }) => {
    expect(read({ 'a.json': text }).diagnostics.map((d) => d.code)).toEqual([want]);
  });

  it('any text gives a document or a diagnostic', () => {
    const token = fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '1', 'null', '\\', '\n', '/', '*', '"a"', '\u0000', '\ud800');
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          fc.array(token).map((t) => t.join('')),
        ),
        (text) => {
          const diagnostics = new Diagnostics();
          const document = parseJson('a.json', text, diagnostics);
          expect(document === undefined).toBe(
            diagnostics.hasErrors && !diagnostics.list().every((d) => d.code === 'DEFINITION_DUPLICATE_KEY'),
          );
          expect(isJson(text)).toBe(document !== undefined);
        },
      ),
    );
  });

  it('any JSON in the place of any value of a definition gives a definition or diagnostics', () => {
    const schemas = ['documents', 'resource', 'enumerations', 'short-names', 'parameters', 'machine', 'errata', 'fault-codes'];
    const key = fc.constantFrom('documents', 'name', 'errata', 'patches', 'at', 'id', 'groups', 'names', 'attributes', ...inherited);
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        fc.jsonValue({ maxDepth: 1 }),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 3 }),
        fc.constant('a.json#/name'),
      ),
    }));
    fc.assert(
      fc.property(fc.constantFrom(...schemas), fc.dictionary(key, value), (schema, content) => {
        const { definitions, diagnostics } = read({
          'a.json': JSON.stringify({ ...content, $schema: `${schema}.schema.json` }),
          'b.json': documents('B'),
        });
        expect(definitions.byKind(schema as 'documents').some((d) => d.file === 'a.json') || diagnostics.length > 0).toBe(true);
      }),
    );
  });

  const million = '1,'.repeat(1_000_000);
  const large: readonly { name: string; text: string }[] = [
    { name: 'errors', text: `{"$schema": "documents.schema.json", "documents": [${million}1]}` },
    { name: 'equal items', text: `{"$schema": "resource.schema.json", "operations": [${'"create",'.repeat(200_000)}"create"]}` },
    { name: 'different items', text: `{"$schema": "resource.schema.json", "operations": [${million.replace(/1/g, () => '2')}1]}` },
    { name: 'letters in a key', text: `{"$schema": "documents.schema.json", "documents": [], "${'x'.repeat(1_900_000)}": 1}` },
  ];
  it.each(large)('a file with a million $name gives few and short diagnostics', ({ text }) => {
    const { diagnostics } = read({ 'a.json': text });
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(diagnostics.length).toBeLessThanOrEqual(51);
    for (const { message, hint = '', place } of diagnostics) expect(message.length + hint.length, place!.pointer).toBeLessThan(2000);
  });

  it('our own definitions cut off anywhere give a diagnostic', () => {
    const text = ourSources.get('tables/resources/node.json')!;
    for (let end = 0; end < text.trimEnd().length; end += 97) {
      expect(readSources(new Map([['node.json', text.slice(0, end)]])).diagnostics.map((d) => d.code)).toEqual(['DEFINITION_SYNTAX']);
    }
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
