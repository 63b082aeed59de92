import type { CodeTable } from '../../diagnostics/diagnostic.js';
import { editDistance } from '../../diagnostics/did-you-mean.js';
import { groupBy } from '../../group-by.js';
import { citesOthers } from '../references.js';
import type { Report, Subject } from '../subject.js';
import { bracketedNamesIn, escaped, listed, timesOf } from '../words.js';
import { entriesOf } from './clauses.js';
import { typeInTitle } from './owners.js';

export const targetLintCodes = {
  LINT_CLAUSE_OTHER: { severity: 'warning', title: 'What is said of a resource type cites the clause of another one' },
  LINT_TITLE_OTHER: { severity: 'warning', title: 'A clause is cited under the title of another one' },
  LINT_TABLE_OTHER: { severity: 'warning', title: 'A table is cited for what another one has' },
  LINT_REFERENCE_OTHER: { severity: 'warning', title: 'A document is cited under the number of another one' },
} as const satisfies CodeTable;

type Code = keyof typeof targetLintCodes;

/** A citation leads to what it is cited for: the clause of that resource type, the table of those attributes, that document. */
export function lintTargets(subject: Subject, report: Report<Code>): void {
  const typeOf = new Map([...subject.clauses].flatMap(([number, title]) => {
    const name = typeInTitle(title);
    return name === undefined ? [] : [[number, name] as const];
  }));
  clausesInRows(subject, typeOf, report);
  clausesInText(subject, typeOf, report);
  titles(subject, report);
  tables(subject, report);
  documents(subject, report);
}

/** `<semanticDescriptor> | See clause 9.6.31`, where 9.6.30 is `Resource Type semanticDescriptor` and 9.6.31 that of another. */
function clausesInRows({ body, clauses }: Subject, typeOf: ReadonlyMap<string, string>, report: Report<Code>): void {
  const clauseOf = groupBy(typeOf.keys(), (number) => typeOf.get(number)!);
  for (const unit of body) {
    const [, number] = /^(?:(?:See )?clause )?((?:\d+|[A-Z])(?:\.\d+)+)\.?$/i.exec(unit.text.trim()) ?? [];
    const cited = number === undefined ? undefined : typeOf.get(number);
    if (cited === undefined || unit.row === undefined || citesOthers(unit, clauses)) continue;
    // The type that the row is of stands in the cells before it; those behind it are other types.
    const at = unit.row.findIndex((cell) => cell.paragraphs.some(({ place }) => place === unit.place));
    const first = unit.row[0]!.text.trim();
    // Table 9.6.1.1-1 has the names without brackets, children and parents beside them, and a column of numbers.
    const named = /^[\dA-Z]/.test(unit.text.trim()) && !/clause/i.test(unit.text) ? [first] : unit.row.slice(0, at).flatMap((cell) => bracketedNamesIn(cell.text).map(({ name }) => name));
    const [own, ...others] = [...new Set(named)].filter((name) => clauseOf.has(name));
    if (own === undefined || others.length > 0 || named.includes(cited) || named.length !== 1) continue;
    report('LINT_CLAUSE_OTHER', `the row of <${own}> cites clause ${number!}, which is on <${cited}>`, unit.place, `cite clause ${listed(clauseOf.get(own)!, 'or')}`);
  }
}

const clauseNumber = String.raw`((?:\d+|[A-Z])(?:\.\d+[a-z]?)+)`;
const clauseOfType = new RegExp(String.raw`[<[](\w+)[>\]](?: resources?)?,? \(?(?:see|(?:as )?(?:defined|specified|described) in)(?: the)? clause ${clauseNumber}(?![\w.-]*\d)`, 'g');

/** `the <flexContainer> resource as defined in clause 9.6.6`, which is on <container>: pasted from the procedure of another. */
function clausesInText({ body, clauses }: Subject, typeOf: ReadonlyMap<string, string>, report: Report<Code>): void {
  const clauseOf = new Map([...typeOf].map(([number, name]) => [name, number]));
  const uses = body.flatMap((unit) => {
    if (!unit.text.includes('clause ')) return [];
    return [...unit.text.matchAll(clauseOfType)].flatMap(([, name, number]) => {
      const cited = typeOf.get(number!);
      const own = clauseOf.get(name!);
      return cited === undefined || own === undefined || cited === name || citesOthers(unit, clauses) ? [] : [{ name: name!, number: number!, cited, own, unit }];
    });
  });
  for (const group of groupBy(uses, ({ name, number }) => `${name} ${number}`).values()) {
    const { name, number, cited, own, unit } = group[0]!;
    report('LINT_CLAUSE_OTHER', `<${name}> is said to be defined in clause ${number}${timesOf(group)}, which is on <${cited}>`, unit.place, `cite clause ${own}`);
  }
}

const titleAndClause = new RegExp(String.raw`["\u201c]([^"\u201c\u201d]{6,80})["\u201d][^"\u201c\u201d.;]{0,40}\bclause ${clauseNumber}(?![\w.-]*\d)`, 'g');

/** `"Create an error response": refer to clause 7.3.3.12`, where 7.3.3.13 has that title, and no other clause. */
function titles({ body, clauses }: Subject, report: Report<Code>): void {
  const normal = (title: string): string => title.toLowerCase().replace(/\s+/g, ' ').trim();
  const byTitle = groupBy(clauses.keys(), (number) => normal(clauses.get(number)!));
  for (const unit of body) {
    if (!/["\u201c]/.test(unit.text) || !unit.text.includes('clause ')) continue;
    for (const [, title, number] of unit.text.matchAll(titleAndClause)) {
      const [own, ...more] = byTitle.get(normal(title!)) ?? [];
      const cited = clauses.get(number!);
      // A clause above or below the one with the title has it as well, and a word of many titles is none.
      if (own === undefined || more.length > 0 || cited === undefined || own === number || normal(cited).startsWith(normal(title!)) || own.startsWith(`${number!}.`) || number!.startsWith(`${own}.`) || citesOthers(unit, clauses)) continue;
      report('LINT_TITLE_OTHER', `"${title!}" is said to be in clause ${number!}, which is "${cited}"`, unit.place, `cite clause ${own}`);
    }
  }
}

/** `The <group> resource shall contain the attributes specified in table 9.6.13-1`, which has its child resources. */
function tables({ body, tables: all, clauses }: Subject, report: Report<Code>): void {
  const captions = new Map(all.flatMap(({ number, caption }) => (number === undefined || caption === undefined ? [] : [[number, caption] as const])));
  const headings = new Map(all.flatMap(({ number, rows }) => (number === undefined ? [] : [[number, rows[0]?.cells[0]?.text.replace(/\s+/g, ' ') ?? ''] as const])));
  const kindOf = (text: string): string | undefined => /\b(attribute|child resource)s?\b/i.exec(text)?.[1]?.toLowerCase();
  for (const unit of body) {
    if (!/ resource .{0,200}\btable /i.test(unit.text)) continue;
    const [, name, what, number] = /[<[](\w+)[>\]] resource (?:shall contain|contains|supports|has) the (attributes|child resources?) (?:specified|listed|defined|described|shown) in table ((?:\d+|[A-Z])[\w.]*-\d+)/i.exec(unit.text) ?? [];
    const caption = captions.get(number ?? '');
    if (name === undefined || caption === undefined || citesOthers(unit, clauses)) continue;
    // A table whose heading is right has the wrong caption, and is found as that.
    const heading = headings.get(number!) ?? '';
    if (kindOf(heading) === kindOf(what!) && bracketedNamesIn(heading).some((found) => found.name === name)) continue;
    const names = bracketedNamesIn(caption).map((found) => found.name);
    const kind = kindOf(caption);
    // What differs by a letter is a slip in a name, and found as one.
    if ((kind === undefined || kind === kindOf(what!)) && (names.length !== 1 || editDistance(names[0]!, name) <= 2)) continue;
    const own = [...captions].find(([, other]) => kindOf(other) === kindOf(what!) && new RegExp(`[<[]${escaped(name)}[>\\]]`).test(other));
    report('LINT_TABLE_OTHER', `Table ${number!} is cited for the ${what!} of <${name}>, and is "${caption.replace(/^Table \S+:?\s*/i, '')}"`, unit.place, own === undefined ? 'cite the table that is meant' : `did you mean Table ${own[0]}?`);
  }
}

const documentCited = /\b(T[SR][- ]\d{4}|RFC \d+|T[SR] \d{2}\.\d{3}|TR-\d{3})(?:,? (?:clause|section) [\w.]*\w)? \[((?:i\.)?\d+)\]/g;

/** `oneM2M TS-0003 [3]`, where [3] is TS-0004 and [2] is TS-0003. */
function documents(subject: Subject, report: Report<Code>): void {
  const given = groupBy(entriesOf(subject), ({ number }) => number);
  const tight = (text: string): string => text.replace(/[\s-]/g, '');
  const names = (text: string, document: string): boolean => new RegExp(`${escaped(tight(document))}(?!\\d)`).test(tight(text));
  for (const { text, place, clause } of subject.body) {
    if (!text.includes('[') || /^2(?:\.|$)/.test(clause ?? '')) continue;
    for (const [, document, number] of text.matchAll(documentCited)) {
      const [entry] = given.get(number!) ?? [];
      if (entry === undefined || names(entry.text, document!)) continue;
      const own = [...given.values()].flat().filter((one) => names(one.text, document!)).map((one) => `[${one.number}]`);
      report('LINT_REFERENCE_OTHER', `${document!} is cited as [${number!}], which is ${entry.text.length > 60 ? `${entry.text.slice(0, 57)}…` : entry.text}`, place, own.length === 0 ? 'add it to clause 2' : `cite ${listed(own, 'or')}`);
    }
  }
}
