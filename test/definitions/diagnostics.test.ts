import { describe, expect, it } from 'vitest';
import { definitionCodes } from '../../generator/read/definitions/codes.js';
import { attribute, documents, errata, erratum, read, resource } from './support.js';

interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, unknown>>;
  /** Code, `file:line:column pointer`. */
  readonly want: readonly [code: keyof typeof definitionCodes, place: string];
  readonly message: RegExp;
  readonly hint?: RegExp;
}

const lamp = (more: object): Readonly<Record<string, unknown>> => ({ 'tables/resources/lamp.json': resource(more) });
const stale = (at: string, printed: unknown): Readonly<Record<string, unknown>> => ({
  'errata.json': errata(erratum([{ at, printed, use: 'RO' }])),
  'tables/resources/lamp.json': resource(),
});

const cases: readonly Case[] = [
  {
    name: 'a file of 3 million characters',
    files: { 'big.json': ' '.repeat(3_000_000) },
    want: ['DEFINITION_TOO_LARGE', 'big.json:1:1'],
    message: /3000000 characters/,
  },
  {
    name: 'nesting',
    files: { 'deep.json': `[\n${'['.repeat(64)}` },
    want: ['DEFINITION_TOO_DEEP', 'deep.json:2:64'],
    message: /deeper than 64/,
  },
  {
    name: 'a missing comma',
    files: { 'a.json': '{\n  "a": 1\n  "b": 2\n}' },
    want: ['DEFINITION_SYNTAX', 'a.json:2:8'],
    message: /comma expected/,
    hint: /put a comma behind it/,
  },
  {
    name: 'a text that is not closed',
    files: { 'a.json': '{\n  "a": "b,\n  "c": 2\n}' },
    want: ['DEFINITION_SYNTAX', 'a.json:2:8'],
    message: /unexpected end of string/,
    hint: /quotation mark/,
  },
  {
    name: 'half a file',
    files: { 'a.json': '{\n  "a": 1,\n  "b' },
    want: ['DEFINITION_SYNTAX', 'a.json:3:3'],
    message: /unexpected end of string/,
    hint: /breaks off here/,
  },
  {
    name: 'a trailing comma',
    files: { 'a.json': '{ "a": 1, }' },
    want: ['DEFINITION_SYNTAX', 'a.json:1:11'],
    message: /property name expected/,
  },
  {
    name: 'a comment',
    files: { 'a.json': '{\n  // why\n}' },
    want: ['DEFINITION_SYNTAX', 'a.json:2:3'],
    message: /comments are not allowed/,
  },
  { name: 'an empty file', files: { 'a.json': '' }, want: ['DEFINITION_SYNTAX', 'a.json:1:1'], message: /no JSON/ },
  { name: 'text after the end', files: { 'a.json': '{}\n{}' }, want: ['DEFINITION_SYNTAX', 'a.json:2:1'], message: /end of file expected/ },
  {
    name: 'a key twice',
    files: { 'a.json': '{\n  "$schema": "schema/documents.schema.json",\n  "documents": [],\n  "documents": []\n}' },
    want: ['DEFINITION_DUPLICATE_KEY', 'a.json:4:3'],
    message: /"documents" is there twice/,
  },
  {
    name: 'no $schema',
    files: { 'a.json': '{}' },
    want: ['DEFINITION_WITHOUT_SCHEMA', 'a.json:1:1 '],
    message: /which kind/,
    hint: /\$schema/,
  },
  { name: 'no object', files: { 'a.json': '[1]' }, want: ['DEFINITION_WITHOUT_SCHEMA', 'a.json:1:1 '], message: /which kind/ },
  {
    name: 'a misspelt kind',
    files: { 'a.json': '{\n  "$schema": "schema/resorce.schema.json"\n}' },
    want: ['DEFINITION_UNKNOWN_KIND', 'a.json:2:14 /$schema'],
    message: /"resorce"/,
    hint: /did you mean "resource"/,
  },
  {
    name: 'a kind named like a method of every object',
    files: { 'a.json': '{ "$schema": "schema/toString.schema.json" }' },
    want: ['DEFINITION_UNKNOWN_KIND', 'a.json:1:14 /$schema'],
    message: /"toString"/,
    hint: /the kinds are/,
  },
  {
    name: 'a misspelt key',
    files: lamp({ attributes: [attribute({ acces: 'RW' })] }),
    want: ['DEFINITION_UNKNOWN_KEY', 'tables/resources/lamp.json:27:7 /attributes/0/acces'],
    message: /unknown key "acces"/,
    hint: /did you mean "access"/,
  },
  {
    name: 'a missing key',
    files: lamp({ attributes: [{ ...attribute(), access: undefined }] }),
    want: ['DEFINITION_MISSING_KEY', 'tables/resources/lamp.json:19:5 /attributes/0'],
    message: /"access" is missing/,
    hint: /RW: an Originator/,
  },
  {
    name: 'a number for a string',
    files: lamp({ description: 7 }),
    want: ['DEFINITION_TYPE', 'tables/resources/lamp.json:5:18 /description'],
    message: /must be a string, but is an integer/,
  },
  {
    name: 'a value that is none of the allowed ones',
    files: lamp({ kind: 'resurce' }),
    want: ['DEFINITION_VALUE', 'tables/resources/lamp.json:4:11 /kind'],
    message: /"resurce" is none of "resource", "mgmtObj", "base"/,
    hint: /did you mean "resource"/,
  },
  {
    name: 'a type without a known prefix',
    files: lamp({ attributes: [attribute({ type: 'labels' })] }),
    want: ['DEFINITION_VALUE', 'tables/resources/lamp.json:21:15 /attributes/0/type'],
    message: /"labels" is no type/,
    hint: /m2m:timestamp/,
  },
  {
    name: 'an empty text',
    files: lamp({ description: '' }),
    want: ['DEFINITION_VALUE', 'tables/resources/lamp.json:5:18 /description'],
    message: /empty/,
  },
  {
    name: 'the same operation twice',
    files: lamp({ operations: ['create', 'update', 'create'] }),
    want: ['DEFINITION_VALUE', 'tables/resources/lamp.json:10:17 /operations'],
    message: /"create" is there twice/,
  },
  {
    name: 'a long name with a space',
    files: {
      'tables/names.json': {
        $schema: 'schema/short-names.schema.json',
        groups: [{ name: 'x', kind: 'attribute', source: { document: 'a', clause: '1' }, names: { 'a b': 'ab' } }],
        reserved: [],
      },
    },
    want: ['DEFINITION_VALUE', 'tables/names.json:12:9 /groups/0/names/a b'],
    message: /"a b" is no long name/,
  },
  {
    name: 'a resource in two files',
    files: { 'tables/resources/a.json': resource(), 'tables/resources/b.json': resource() },
    want: ['DEFINITION_TWICE', 'tables/resources/b.json:3:11 /name'],
    message: /resource "lamp" is described twice/,
    hint: /tables\/resources\/a.json:3/,
  },
  {
    name: 'a row twice, beside one that differs in what it holds',
    files: lamp({ attributes: ['9.5', '9.6', '9.6'].map((clause) => attribute({ source: { document: 'TS-0001', clause } })) }),
    want: ['DEFINITION_TWICE', 'tables/resources/lamp.json:45:5 /attributes/2'],
    message: /this row is there twice/,
  },
  {
    name: 'a patch of a file that is not there',
    files: stale('tables/resources/lmp.json#/kind', 'resource'),
    want: ['ERRATUM_STALE', 'errata.json:18:17 /errata/0/patches/0/at'],
    message: /errata are about "tables\/resources\/lmp.json", which is not there/,
    hint: /did you mean "tables\/resources\/lamp.json"/,
  },
  {
    name: 'a patch of a row that is not there',
    files: stale('tables/resources/lamp.json#/attributes/lables/access', 'RW'),
    want: ['ERRATUM_STALE', 'errata.json:18:17 /errata/0/patches/0/at'],
    message: /has no "lables" there/,
    hint: /did you mean "labels"/,
  },
  {
    name: 'a patch of a member that is not there',
    files: stale('tables/resources/lamp.json#/attributes/labels/acces', 'RW'),
    want: ['ERRATUM_STALE', 'errata.json:18:17 /errata/0/patches/0/at'],
    message: /has no "acces" there/,
    hint: /did you mean "access"/,
  },
  {
    name: 'a patch inside a text',
    files: stale('tables/resources/lamp.json#/name/length', 4),
    want: ['ERRATUM_STALE', 'errata.json:18:17 /errata/0/patches/0/at'],
    message: /can have a "length"/,
  },
  {
    name: 'a patch of a value that has been corrected',
    files: stale('tables/resources/lamp.json#/attributes/labels/access', 'R0'),
    want: ['ERRATUM_STALE', 'errata.json:19:22 /errata/0/patches/0/printed'],
    message: /prints "RW" there, not "R0"/,
    hint: /remove it if the source has been corrected/,
  },
];

describe('diagnostics of the definitions reader', () => {
  it.each(cases)('$name', ({ files, want: [code, place], message, hint }) => {
    const found = read(files).diagnostics.map((d) => ({
      ...d,
      at: `${d.place!.file}:${d.place!.line}:${d.place!.column}${d.place!.pointer === undefined ? '' : ` ${d.place!.pointer}`}`,
    }));
    expect(found.map((d) => [d.code, d.at])).toEqual([[code, place]]);
    expect(found[0]!.message).toMatch(message);
    if (hint !== undefined) expect(found[0]!.hint).toMatch(hint);
  });

  it('lists at most 50 errors of one file, and says how many more', () => {
    const { diagnostics } = read({ 'a.json': { $schema: 'documents.schema.json', documents: Array.from({ length: 60 }, () => 1) } });
    expect(diagnostics.filter((d) => d.code === 'DEFINITION_TYPE')).toHaveLength(50);
    expect(diagnostics.find((d) => d.code === 'DEFINITION_MANY_ERRORS')?.message).toBe('10 more errors');
  });

  it('collects the errors of all files', () => {
    const { diagnostics } = read({ 'a.json': '{', 'b.json': '{}', 'c.json': documents('A') });
    expect(diagnostics.map((d) => `${d.place!.file} ${d.code}`)).toEqual(['a.json DEFINITION_SYNTAX', 'b.json DEFINITION_WITHOUT_SCHEMA']);
  });

  it('names the erratum that put in a wrong value', () => {
    const patch = { at: 'tables/resources/lamp.json#/attributes/labels/access', printed: 'RW', use: 'R0' };
    const { diagnostics } = read({ 'errata.json': errata(erratum([patch])), 'tables/resources/lamp.json': resource() });
    expect(diagnostics.map((d) => [d.code, d.hint])).toEqual([['DEFINITION_VALUE', 'did you mean "RW"?; erratum Z01 changed this value']]);
  });

  it('has a test for every code', () => {
    const tested = new Set<string>([...cases.map((c) => c.want[0]), 'DEFINITION_MANY_ERRORS']);
    expect(Object.keys(definitionCodes).filter((code) => !tested.has(code))).toEqual([]);
  });

  it('uses a definition with an unknown key, and leaves out one of another shape', () => {
    const { definitions } = read({ 'a.json': resource({ name: 'a', more: 1 }), 'b.json': resource({ name: 'b', attributes: {} }) });
    expect(definitions.byKind('resource').map((d) => d.content.name)).toEqual(['a']);
  });
});
