import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import type { JsonDocument } from '../../generator/read/definitions/json-document.js';
import { parseJson } from '../../generator/read/definitions/parse.js';
import { errata, erratum, read, resource } from './support.js';

const parse = (text: string): JsonDocument => parseJson('a.json', text, new Diagnostics())!;

/** Every path in a value, with the value there. */
function* pathsIn(value: unknown, path: readonly (string | number)[] = []): Generator<{ path: (string | number)[]; value: unknown }> {
  yield { path: [...path], value };
  if (Array.isArray(value)) for (const [i, item] of value.entries()) yield* pathsIn(item, [...path, i]);
  else if (typeof value === 'object' && value !== null)
    for (const [key, member] of Object.entries(value)) yield* pathsIn(member, [...path, key]);
}

describe('places', () => {
  const text = '{\n  "name": "a",\n  "rows": [\n    { "x": 1 }, { "x": null }\n  ]\n}';
  const cases: readonly { path: (string | number)[]; want: [number, number, string] }[] = [
    { path: [], want: [1, 1, ''] },
    { path: ['name'], want: [2, 11, '/name'] },
    { path: ['rows'], want: [3, 11, '/rows'] },
    { path: ['rows', 1], want: [4, 17, '/rows/1'] },
    { path: ['rows', 1, 'x'], want: [4, 24, '/rows/1/x'] },
    // What is not there has the place of what it would be in.
    { path: ['rows', 1, 'y'], want: [4, 17, '/rows/1/y'] },
    { path: ['rows', 7, 'x'], want: [3, 11, '/rows/7/x'] },
    { path: ['a/b', 'c~d'], want: [1, 1, '/a~1b/c~0d'] },
  ];
  it.each(cases)('$path', ({ path, want: [line, column, pointer] }) => {
    expect(parse(text).place(path)).toEqual({ file: 'a.json', line, column, pointer });
  });

  it('of keys', () => {
    expect(parse(text).keyPlace(['rows', 1, 'x'])).toMatchObject({ line: 4, column: 19 });
    expect(parse(text).keyPlace(['name'])).toMatchObject({ line: 2, column: 3 });
  });

  it('stay right when a patch removes the item before, and fall back to the list for an item that a patch adds', () => {
    const children = [
      { type: 'a', multiplicity: '1' },
      { type: 'b', multiplicity: '1' },
    ];
    const patches = [
      { at: 'lamp.json#/children/a', printed: children[0], use: null },
      { at: 'lamp.json#/children/c', printed: null, use: { type: 'c', multiplicity: '1' } },
    ];
    const { definitions } = read({ 'errata.json': errata(erratum(patches)), 'lamp.json': resource({ children }) });
    const lamp = definitions.byKind('resource')[0]!;
    expect(lamp.content.children.map((c) => c.type)).toEqual(['b', 'c']);
    expect(lamp.at('children', 0, 'type')).toMatchObject({ line: 23, pointer: '/children/0/type' });
    expect(lamp.at('children', 1, 'type')).toMatchObject({ pointer: '/children/1/type' });
  });

  it('point at the text of every value of any JSON, whose content is what JSON.parse says', () => {
    const layout = fc.constantFrom(undefined, 1, 2, '\t');
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), layout, (value, space) => {
        const json = JSON.stringify(value, null, space);
        const document = parse(json);
        expect(JSON.stringify(document.content)).toBe(JSON.stringify(JSON.parse(json)));
        const lines = json.split('\n');
        for (const { path, value: at } of pathsIn(JSON.parse(json))) {
          const { line, column } = document.place(path);
          const rest = lines[line - 1]!.slice(column - 1) + '\n' + lines.slice(line).join('\n');
          const start = typeof at === 'object' && at !== null ? (Array.isArray(at) ? '[' : '{') : JSON.stringify(at);
          expect(rest.startsWith(start)).toBe(true);
        }
      }),
    );
  });
});
