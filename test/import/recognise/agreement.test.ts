import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import type { Fact, Facts } from '../../../generator/import/facts.js';
import { readDocument } from '../../../generator/import/read.js';
import { recognise } from '../../../generator/import/recognise/index.js';
import { documentAt, whyNot } from '../../support/documents.js';
import type { PlainTable } from './oracle.js';
import { tablesOfMarkdown, tablesOfWord } from './oracle.js';

/** Every row that a reader of a few lines finds in a published specification is a fact, and the other way round. */
const recognised = async (file: string): Promise<Facts> => {
  const diagnostics = new Diagnostics();
  const document = await readDocument(readFileSync(file), path.basename(file), 'accepted', diagnostics);
  return recognise(document!, diagnostics);
};

const lines = (facts: readonly Fact[], line: (fact: Fact) => string | undefined): readonly string[] => facts.flatMap((fact) => line(fact) ?? []).sort();
const rowsOf = (tables: readonly PlainTable[], caption: RegExp, line: (cells: readonly string[], subject: string, rows: readonly (readonly string[])[]) => string | readonly string[] | undefined): readonly string[] =>
  tables
    .flatMap((table) => (caption.test(table.caption) ? table.rows.flatMap((cells) => line(cells, subjectOf(table, tables), table.rows) ?? []) : []))
    .sort();
/** What the caption names in brackets; where it names nothing, what the other captions of its clause do. */
const subjectOf = ({ caption }: PlainTable, tables: readonly PlainTable[]): string => {
  const named = (text: string) => /[<[] ?(\w+) ?[>\]]/.exec(text)?.[1] ?? /\bm2m: ?\w+/.exec(text)?.[0].replace(' ', '');
  const clause = /^Table [\w.]+/.exec(caption)?.[0];
  const own = named(caption) ?? /[Cc]hild [Rr]esources? of (\w+)/.exec(caption)?.[1];
  // TS-0001 Table D.5-1 is about [areaNwkInfo], as its header and its clause say.
  return (own ?? tables.filter((table) => table.caption.startsWith(`${clause}-`)).map((table) => named(table.caption)).find((name) => name !== undefined) ?? '').replace(/^areaNwInfo$/, 'areaNwkInfo');
};
/** What a cell prints without the mark of a note. */
const bare = (text = ''): string => text.replace(/\s*\((?:see )?notes?[\s\d,and]*\)$|\s+see notes?[\s\d,and]*$|\*$/i, '');
const nameOf = (text = ''): string => bare(text).replace(/^@ ?/, '').replace(/^m2m: ?/, '').replace(/ /g, '');

const word = documentAt('spec/documents/TS-0004');
const markdown = documentAt('spec/documents/TS-0001');

describe.skipIf(word === undefined)(`TS-0004 V3.32.0, Word (${word === undefined ? whyNot : 'at hand'})`, () => {
  let facts: readonly Fact[];
  let tables: readonly PlainTable[];
  beforeAll(async () => {
    facts = (await recognised(word!)).facts;
    tables = tablesOfWord(word!);
  }, 300_000);

  it('attributes: name, Create, Update', () => {
    const expected = rowsOf(tables, /Attributes of (?:the )?[<[]/i, ([name, create, update], resource) =>
      /^(?:M|O|NP)$/.test(bare(create)) && /^(?:M|O|NP)$/.test(bare(update)) ? `${resource} ${nameOf(name)} ${bare(create)} ${bare(update)}` : undefined,
    );
    const found = lines(facts, (fact) => (fact.kind === 'attribute' && fact.create !== undefined && fact.update !== undefined ? `${fact.resource!} ${fact.name} ${fact.create} ${fact.update}` : undefined));
    expect(found).toEqual(expected);
    expect(found).toHaveLength(981);
  });

  it('attributes: types', () => {
    const expected = rowsOf(tables, /Resource[ -]Specific Attributes of (?:the )?[<[]/i, ([name, create, ...rest], resource) => {
      const type = rest.find((cell) => !/^(?:M|O|NP)$/.test(bare(cell)));
      return /^(?:M|O|NP)$/.test(bare(create)) && type !== undefined ? `${resource} ${nameOf(name)} ${bare(type)}` : undefined;
    });
    const found = lines(facts, (fact) => (fact.kind === 'attribute' && (fact.create ?? fact.update) !== undefined && fact.type !== undefined ? `${fact.resource!} ${fact.name} ${fact.type}` : undefined));
    expect(found).toEqual(expected);
    expect(found).toHaveLength(517);
  });

  it('enumerations', () => {
    const expected = rowsOf(tables, /Interpretation of m2m:/, ([value, name], type) => (/^\d+$/.test(value ?? '') ? `${type} ${value!} ${name!.replace(/^["“]|["”]$/g, '')}` : undefined));
    const found = lines(facts, (fact) => (fact.kind === 'enumeration-value' && fact.from === 'table' ? `${fact.type!} ${fact.value!} ${fact.name}` : undefined));
    expect(found).toEqual(expected);
    expect(found).toHaveLength(443);
  });

  it('members of complex types', () => {
    const row = (of: string, path = '', type = '', multiplicity = ''): string | undefined =>
      /^[01](?:\.\.[\dn])?$/.test(bare(multiplicity)) && !path.includes('<') ? `${of} ${path === '(base content)' ? '' : bare(path).replace(/@ ?|m2m:/g, '').replace(/ /g, '')} ${type} ${bare(multiplicity)}` : undefined;
    const expected = [
      ...rowsOf(tables, /Type [Dd]efinition of m2m:|Elements of the timeSeriesNotificationType/, ([path, type, multiplicity], of) => row(of || 'm2m:timeSeriesNotificationType', path, type, multiplicity)),
      // The base types of resources share a table, whose first column is merged.
      ...rowsOf(tables, /^Table 6\.3\.6-2/, (cells, _, rows) => row(rows.slice(0, rows.indexOf(cells) + 1).findLast(([of]) => of !== '')![0]!, ...cells.slice(1))),
    ].sort();
    const found = lines(facts, (fact) => (fact.kind === 'member' ? `${fact.of} ${fact.path.join('/')} ${fact.type} ${fact.multiplicity}` : undefined));
    expect(found).toEqual(expected);
    expect(found).toHaveLength(438);
  });

  it('short names', () => {
    const expected = rowsOf(tables, /^Table 8\.2\..*short names/i, (cells) => {
      const [name, long] = cells;
      const short = cells.at(-1)!;
      const isHead = /^(?:short name|)$/i.test(short) || cells.length < 2;
      return isHead ? undefined : `${nameOf(cells.length === 4 && /parameter/i.test(name! + long!) === false && /^[a-z]\w+$/.test(long!) ? long : name!.replace(/ \(.*\)$/, ''))} ${bare(short).trim()}`;
    });
    const found = lines(facts, (fact) => (fact.kind === 'short-name' ? `${fact.name} ${fact.shortName}` : undefined));
    expect(found).toEqual(expected);
    expect(found).toHaveLength(715);
  });

  it('child resources', () => {
    const expected = rowsOf(tables, /Child Resources? of|child resources$/i, (cells, resource) => {
      const multiplicity = cells.find((cell) => /^[01](?:\.\.[\dn])?$/.test(cell));
      return multiplicity === undefined ? undefined : [...cells[0]!.matchAll(/[<[](\w+) ?[>\]]/g)].map(([, type]) => `${resource} ${type!} ${multiplicity}`);
    });
    const found = lines(facts, (fact) => (fact.kind === 'child' ? `${fact.resource} ${fact.type} ${fact.multiplicity!}` : undefined));
    expect(found).toEqual(expected);
    expect(found).toHaveLength(225);
  });

  it('response status codes, simple types', () => {
    const codes = rowsOf(tables, /^Table 6\.6\.3\./, ([code, name]) => (/^\d{4}$/.test(code ?? '') ? `${code!} ${name!}` : undefined));
    expect(lines(facts, (fact) => (fact.kind === 'status-code' ? `${fact.code} ${fact.name}` : undefined))).toEqual(codes);
    const types = new Set(rowsOf(tables, /oneM2M Simple Data Types/, ([type]) => (/^m2m:/.test(type ?? '') ? type : undefined)));
    expect(lines(facts, (fact) => (fact.kind === 'simple-type' ? fact.type : undefined))).toEqual([...types]);
    expect([codes.length, types.size]).toEqual([81, 46]);
  });
});

describe.skipIf(markdown === undefined)(`TS-0001 V3.36.0, Markdown (${markdown === undefined ? whyNot : 'at hand'})`, () => {
  let facts: readonly Fact[];
  let tables: readonly PlainTable[];
  beforeAll(async () => {
    facts = (await recognised(markdown!)).facts;
    tables = tablesOfMarkdown(markdown!);
  }, 300_000);

  it('attributes: name, multiplicity, access, announced', () => {
    const expected = rowsOf(tables, /Attributes? of [<[]/i, ([name, multiplicity, access, , announced], resource) =>
      /^\d/.test(multiplicity ?? '') && /^[RW][OW0]$/.test(bare(access)) ? [resource, nameOf(name), bare(multiplicity), bare(access), bare(announced)].join('|') : undefined,
    );
    const found = lines(facts, (fact) => (fact.kind === 'attribute' && fact.access !== undefined ? [fact.resource, fact.name, fact.multiplicity, fact.access, fact.announced ?? ''].join('|') : undefined));
    expect(found).toEqual(expected);
    expect(found).toHaveLength(1225);
  });

  it('child resources', () => {
    const expected = rowsOf(tables, /Child resources? of [<[]/i, (cells, resource) => {
      const multiplicity = cells.find((cell) => /^[01](?:\.\.[\dn])?$/.test(cell));
      if (multiplicity === undefined) return undefined;
      const types = [...cells[1]!.matchAll(/[<[](\w+)[>\]]/g)].map(([, type]) => type!);
      return (types.length > 1 && types[0] === 'mgmtObj' ? types.slice(1) : types).map((type) => `${resource} ${type} ${multiplicity}`);
    });
    const found = lines(facts, (fact) => (fact.kind === 'child' ? `${fact.resource} ${fact.type} ${fact.multiplicity!}` : undefined));
    expect(found).toEqual(expected);
    expect(found).toHaveLength(229);
  });
});
