import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editJson, printJson } from '../../../generator/import/merge/json-text.js';

const xsd = path.resolve(import.meta.dirname, '../../../xsd');
const definitions = readdirSync(xsd, { recursive: true, withFileTypes: true })
  .filter((e) => e.isFile() && e.name.endsWith('.json') && !e.name.endsWith('.schema.json'))
  .map((e) => path.join(e.parentPath, e.name));

describe('printJson', () => {
  it('prints our definitions of resources, faults and commands byte by byte as they stand', () => {
    const differing = definitions.filter((file) => /resources|fault-codes|commands/.test(file)).filter((file) => {
      const text = readFileSync(file, 'utf8');
      return printJson(JSON.parse(text) as object) !== text;
    });
    expect(differing.map((file) => path.basename(file))).toEqual([]);
  });
});

const object = fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 4 }), { maxKeys: 6 });

describe('editJson', () => {
  it('changes no byte where nothing differs', () => {
    for (const file of definitions) {
      const text = readFileSync(file, 'utf8');
      expect(editJson(text, JSON.parse(text) as object)).toBe(text);
    }
    fc.assert(fc.property(object, fc.integer({ min: 0, max: 4 }), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent);
      expect(editJson(text, JSON.parse(text) as object)).toBe(text);
    }));
  });

  it('has the content asked for, whatever the text was', () => {
    fc.assert(fc.property(object, object, fc.integer({ min: 0, max: 4 }), (before, after, indent) => {
      expect(JSON.parse(editJson(JSON.stringify(before, undefined, indent), after))).toEqual(JSON.parse(JSON.stringify(after)));
    }));
  });

  it('writes anew only what is on the way to a change', () => {
    const text = '{\n   "keep": [1,2,\n 3],\n  "rows": [\n    { "name": "a",   "x": 1 },\n    { "name": "b", "x": 2 }\n  ]\n}\n';
    const after = { keep: [1, 2, 3], rows: [{ name: 'a', x: 1 }, { name: 'c', x: 9 }, { name: 'b', x: 3 }] };
    expect(editJson(text, after)).toBe('{\n  "keep": [1,2,\n 3],\n  "rows": [\n    { "name": "a",   "x": 1 },\n    { "name": "c", "x": 9 },\n    { "name": "b", "x": 3 }\n  ]\n}\n');
  });

  it('changes one line of a definition for one changed column', () => {
    const file = definitions.find((f) => f.endsWith('softwareCampaign.json'))!;
    const text = readFileSync(file, 'utf8');
    const content = JSON.parse(text) as { attributes: { name: string; access: string }[] };
    content.attributes.find((a) => a.name === 'version')!.access = 'RO';
    const lines = text.split('\n');
    const changed = editJson(text, content).split('\n').flatMap((line, i) => (line === lines[i] ? [] : [line]));
    expect(changed).toEqual(['      "access": "RO",']);
  });

  it('keeps the line ends of the file', () => {
    expect(editJson('{\r\n  "a": 1,\r\n  "b": [\r\n    1\r\n  ]\r\n}\r\n', { a: 2, b: [1], c: 'x\ny' })).toBe('{\r\n  "a": 2,\r\n  "b": [\r\n    1\r\n  ],\r\n  "c": "x\\ny"\r\n}\r\n');
  });
});
