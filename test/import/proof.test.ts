import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { importDocuments } from '../../generator/import/import.js';
import { loadSources } from '../../generator/read/load.js';
import { documentAt, whyNot } from '../support/documents.js';
import { tablesOfWord } from './recognise/oracle.js';

const [architecture, protocol] = [documentAt('spec/documents/TS-0001'), documentAt('spec/documents/TS-0004')];
const isThere = architecture !== undefined && protocol !== undefined;

interface Resource {
  readonly name: string;
  readonly attributes: readonly { readonly name: string; readonly create: string; readonly update: string; readonly type: string }[];
}

describe.skipIf(!isThere)(isThere ? 'both specifications, into an empty folder' : `both specifications: ${whyNot}`, () => {
  it('have the CREATE and UPDATE that TS-0004 prints, and next to no type that is any', { timeout: 300_000 }, async () => {
    const { sources: known } = await loadSources('xsd');
    const given = [architecture!, protocol!].map((file) => ({ file, bytes: readFileSync(file) }));
    const { sources } = await importDocuments(given, new Map(), known, new Diagnostics(), { view: 'accepted' });
    const resources = new Map([...sources].filter(([file]) => file.startsWith('tables/resources/')).map(([, text]) => JSON.parse(text) as Resource).map((r) => [r.name, r]));

    const wrong: string[] = [];
    let compared = 0;
    for (const { caption, rows } of tablesOfWord(protocol!)) {
      const name = /^Table (?:7\.4\.\d|D\.).*Attributes of [<[](\w+)[>\]]/i.exec(caption)?.[1];
      for (const [attribute = '', create = '', update = ''] of rows) {
        const row = resources.get(name ?? '')?.attributes.find((a) => a.name === attribute.replace('@', ''));
        if (row === undefined || ![create, update].every((cell) => /^(?:M|O|NP)$/.test(cell))) continue;
        compared++;
        if (row.create !== create || row.update !== update) wrong.push(`${name!}.${attribute}: ${create} ${update} is printed, ${row.create} ${row.update} there`);
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(900);
    const attributes = [...resources.values()].flatMap((r) => r.attributes);
    expect(attributes.filter((a) => a.type === 'xs:anyType').length).toBeLessThan(attributes.length * 0.02);
  });
});
