import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../generator/diagnostics/diagnostic.js';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { compareContext } from '../../generator/import/delta/context.js';
import type { Document } from '../../generator/import/document.js';
import type { Fact, Facts } from '../../generator/import/facts.js';
import { asRecorded } from '../../generator/import/merge/alike-names.js';
import { withLongNames } from '../../generator/import/merge/parameter-names.js';
import { Workspace } from '../../generator/import/merge/workspace.js';
import { readDocument } from '../../generator/import/read.js';
import { recognise } from '../../generator/import/recognise/index.js';
import { lintDocument } from '../../generator/lint/lint.js';
import type { Census } from '../lint/census.js';
import { census, slips } from '../lint/census.js';
import { documentAt, whyNot } from '../support/documents.js';
import { ourSources } from '../support/our-sources.js';
import { specification } from '../support/specification.js';
import type { PlainTable } from './recognise/oracle.js';
import { tablesOfMarkdown, tablesOfWord } from './recognise/oracle.js';

/**
 * Two published documents, read and recognised once for all: every row that a reader of a few lines finds in them is a fact, and the
 * other way round; the definitions say what they do; and what is found wrong in them is.
 */
interface Read {
  readonly document: Document;
  readonly facts: Facts;
}

async function readAndRecognise(bytes: Uint8Array, file: string): Promise<Read> {
  const diagnostics = new Diagnostics();
  const document = (await readDocument(bytes, path.basename(file), 'accepted', diagnostics))!;
  return { document, facts: recognise(document, diagnostics) };
}

const known = new Map<string, Promise<Read>>();
function readOnce(file: string): Promise<Read> {
  const read = known.get(file) ?? readAndRecognise(readFileSync(file), file);
  known.set(file, read);
  return read;
}

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
    facts = (await readOnce(word!)).facts.facts;
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
    facts = (await readOnce(markdown!)).facts.facts;
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

const published = [['TS-0001', markdown], ['TS-0004', word]] as const;

describe('what is copied from the published documents', () => {
  it.each(published)(`%s: nothing is said of it${published.some(([, file]) => file === undefined) ? ` (${whyNot})` : ''}`, async (id, file) => {
    if (file === undefined) return;
    const into = new Workspace(ourSources);
    const { facts, ...rest } = asRecorded(withLongNames({ ...(await readOnce(file)).facts, document: id }, [into]), into);
    const diagnostics = new Diagnostics();
    compareContext({ into, known: into, diagnostics }, [{ ...rest, facts: facts.map((fact) => ({ ...fact, unmarked: 'all' as const })) }]);
    expect(diagnostics.list().map(({ message }) => message)).toEqual([]);
    expect(facts.length).toBeGreaterThan(1_500);
  });
});

const isReal = (judged: Census, { code, message }: Diagnostic): boolean =>
  judged.some((one) => one.code === code && one.verdict === 'real' && one.messages.some((start) => message.startsWith(start)));

const lint = ({ document, facts }: Read): readonly Diagnostic[] => lintDocument(document, facts, specification);

const kept = new Map<string, readonly Diagnostic[]>();
/** What is found in a document as it is published, once for all tests. */
async function findingsIn(file: string): Promise<readonly Diagnostic[]> {
  const found = kept.get(file) ?? lint(await readOnce(file));
  kept.set(file, found);
  return found;
}

describe('what is found wrong in published documents', () => {
  for (const [name, judged] of Object.entries(census)) {
    const [, file] = published.find(([id]) => id === name)!;
    it.skipIf(file === undefined)(
      `nine findings of ten are real, and none of them is lost: ${name} (${file === undefined ? whyNot : path.basename(file)})`,
      async () => {
        const found = await findingsIn(file!);
        const others = found.filter((one) => !isReal(judged, one)).map(({ code, message }) => `${code} ${message}`);
        expect(others.length, others.join('\n')).toBeLessThanOrEqual(found.length / 10);
        const lost = judged.filter(({ verdict }) => verdict === 'real').flatMap(({ code, messages }) => messages.filter((start) => !found.some((one) => one.code === code && one.message.startsWith(start))).map((start) => `${code} ${start}`));
        expect(lost).toEqual([]);
      },
      120_000,
    );
  }

  const stage2 = markdown;
  it.skipIf(stage2 === undefined)('slips of many kinds are found, all at once, in a document of 700 pages', async () => {
    let text = readFileSync(stage2!, 'utf8');
    const before = await findingsIn(stage2!);
    // From the end of the table of contents on.
    const body = text.indexOf('\n# ');
    const seeded: string[] = [];
    for (const [after, was, is, code] of slips) {
      const start = text.indexOf(`\n${after}`, body);
      const at = text.indexOf(was, start);
      if (start === -1 || at === -1) throw new Error(`no ${was} after ${after}`);
      text = text.slice(0, at) + is + text.slice(at + was.length);
      seeded.push(code);
    }
    const count = (found: readonly Diagnostic[], code: string): number => found.filter((one) => one.code === code).length;
    const after = lint(await readAndRecognise(Buffer.from(text), stage2!));
    for (const code of new Set(seeded)) expect([code, count(after, code) - count(before, code)]).toEqual([code, seeded.filter((one) => one === code).length]);
  }, 120_000);

  it('have the numbers that docs/lint.md gives', () => {
    const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/lint.md'), 'utf8');
    for (const [name, judged] of Object.entries(census)) {
      const count = (verdict?: string): number => judged.filter((one) => verdict === undefined || one.verdict === verdict).reduce((sum, { messages }) => sum + messages.length, 0);
      expect(page).toMatch(new RegExp(`^\\| ${name} [^|]*\\|[^|]*\\|[^|]*\\| ${String(count())} \\| ${String(count('real'))} \\|`, 'm'));
    }
  });
});
