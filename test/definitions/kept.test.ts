import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { definitionsOf } from '../../generator/read/definitions/of-sources.js';
import { parseJson } from '../../generator/read/definitions/parse.js';
import { m2mKey } from '../../generator/model/names.js';
import { analyse } from '../../generator/pipeline.js';
import { keptByText } from '../../generator/read/kept.js';
import { componentsOf } from '../../generator/read/xsd/components.js';
import { ourSources } from '../support/our-sources.js';

describe('a file that is read again', () => {
  it('is what it was, says what it said, and is read anew when its text is none of the last three', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom('1', '2', '3', '4', '5')), { maxLength: 20 }), (reads) => {
        const read: string[] = [];
        const kept = keptByText((file, text, diagnostics) => {
          read.push(file + text);
          diagnostics.add({ code: 'X', severity: 'note', message: file + text });
          return { is: file + text };
        });
        const last = new Map<string, readonly string[]>();
        const anew: string[] = [];
        for (const [file, text] of reads) {
          const diagnostics = new Diagnostics();
          expect(kept(file, text, diagnostics)).toEqual({ is: file + text });
          expect(diagnostics.list().map(({ message }) => message)).toEqual([file + text]);
          const before = last.get(file) ?? [];
          if (!before.includes(text)) anew.push(file + text);
          last.set(file, [text, ...before.filter((one) => one !== text)].slice(0, 3));
        }
        expect(read).toEqual(anew);
      }),
    );
  });

  it('does not show what errata made of it before', () => {
    const text = '{ "rows": [{ "name": "a", "cells": { "x": 1, "y": 2 } }, { "name": "b" }] }';
    const read = () => parseJson('kept.json', text, new Diagnostics())!;
    const [patched, untouched] = [read(), read()];
    patched.patch(['rows', 0, 'cells', 'x'], 7, 'E-1');
    patched.patch(['rows', 0, 'cells', 'y'], undefined, 'E-2');
    patched.take(['rows', 1]);
    expect(patched.content).toEqual({ rows: [{ name: 'a', cells: { x: 7 } }] });
    expect(patched.patchedBy(['rows', 0])).toEqual(['E-1', 'E-2']);
    expect(patched.place(['rows', 0, 'cells', 'x'])).toEqual(untouched.place(['rows', 0, 'cells', 'x']));
    for (const document of [untouched, read()]) {
      expect(document.content).toEqual(JSON.parse(text));
      expect(document.patchedBy([])).toEqual([]);
    }
  });

  it('has every patch, one inside another', () => {
    const document = parseJson('kept.json', '{ "a": { "b": 1 } }', new Diagnostics())!;
    document.patch(['a'], { b: { c: 1 } }, 'E-1');
    document.patch(['a', 'b', 'c'], 2, 'E-2');
    expect(document.content).toEqual({ a: { b: { c: 2 } } });
    expect(document.patchedBy(['a'])).toEqual(['E-1', 'E-2']);
  });
});

describe('the definitions of a folder', () => {
  it('are read once for the same files, say each time what is wrong with them, and are others in another order or beside another', () => {
    const documents = (title: string) => JSON.stringify({ $schema: 'schema/documents.schema.json', documents: [{ id: 'TS-1', title, version: '1' }] });
    const files = { 'tables/documents.json': documents('a'), 'tables/kettles.json': '{' };
    const read = (sources: Readonly<Record<string, string>>) => {
      const diagnostics = new Diagnostics();
      return { definitions: definitionsOf(new Map(Object.entries(sources)), diagnostics), codes: diagnostics.list().map(({ code }) => code) };
    };
    const [first, again] = [read(files), read({ 'a.xsd': '', ...files })];
    expect(again.definitions).toBe(first.definitions);
    expect(again.codes).toEqual(first.codes);
    expect(first.codes).not.toEqual([]);
    const [other, turned] = [read({ ...files, 'tables/documents.json': documents('b') }), read(Object.fromEntries(Object.entries(files).reverse()))];
    expect(other.definitions).not.toBe(first.definitions);
    expect(turned.definitions).not.toBe(first.definitions);
  });
});

describe('a specification', () => {
  it('is analysed once for the same files and overrides, and says each time what is wrong with it', () => {
    const wrong = new Map(ourSources).set('kept.xsd', '<');
    const codes = (of: ReturnType<typeof analyse>) => of.diagnostics.list().map(({ code }) => code);
    const [first, again] = [analyse(wrong), analyse(new Map(wrong))];
    // By itself: of two that are others, the test runner would compare all that is in them.
    expect(again.model === first.model).toBe(true);
    expect(codes(again)).toEqual(codes(first));
    expect(codes(first)).toContain('XSD_MALFORMED');
    expect(analyse(new Map(wrong).set('kept.xsd', '<!')).model === first.model).toBe(false);
    expect(analyse(wrong, { resourceTypes: { softwareCampaign: 77 } }).model === first.model).toBe(false);
  });
});

describe('the components of XSDs', () => {
  const schema = (name: string) => `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="${name}" type="xs:string"/></xs:schema>`;

  it('are read once for the same documents, whatever is asked in between', () => {
    const of = (...names: string[]) => componentsOf(new Map(names.map((name) => [`${name}.xsd`, schema(name)])));
    const first = of('a', 'b');
    expect([...of('a').elements.keys()]).toEqual(['{}a']);
    expect([...componentsOf(new Map([['a.xsd', schema('a')], ['b.xsd', schema('c')]])).elements.keys()]).toEqual(['{}a', '{}c']);
    expect(of('a', 'b')).toBe(first);
  });

  it('say each time what is wrong with them, and are the same beside other definitions', () => {
    const wrong = { 'kept.xsd': schema('a').replace('xs:string', 'xs:strnig') };
    const read = (sources: object) => {
      const diagnostics = new Diagnostics();
      return { components: componentsOf(new Map(Object.entries(sources)), diagnostics), codes: diagnostics.list().map(({ code }) => code) };
    };
    const [first, again] = [read({ ...wrong, 'a.json': '{}' }), read({ 'b.json': '[]', ...wrong })];
    expect([first.codes, again.codes]).toEqual([['XSD_UNKNOWN_TYPE'], ['XSD_UNKNOWN_TYPE']]);
    expect(again.components).toBe(first.components);
  });

  it('have the numbers of one analysis and not of another, which may be held beside it', () => {
    const numbersIn = ({ model }: ReturnType<typeof analyse>) => {
      const type = model.components.types.get(m2mKey('resourceType'));
      return type?.kind === 'simple' ? type.facets.enumeration?.map(({ value }) => Number(value)).filter((number) => number === 77 || number === own) : undefined;
    };
    const own = analyse(ourSources).model.resources.find(({ name }) => name === 'softwareCampaign')!.resourceType!;
    const all = [{}, { resourceTypes: { softwareCampaign: 77 } }, {}, { resourceTypes: { softwareCampaign: 77 } }].map((overrides) => analyse(ourSources, overrides));
    expect(all.map(numbersIn)).toEqual([[own], [77], [own], [77]]);
    expect(all[2]!.model.components).toBe(all[0]!.model.components);
  });
});
