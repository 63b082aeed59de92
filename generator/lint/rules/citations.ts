import type { CodeTable } from '../../diagnostics/diagnostic.js';
import { nearest } from '../../diagnostics/did-you-mean.js';
import { groupBy } from '../../group-by.js';
import { captionNumber } from '../../import/captions.js';
import type { Report, Subject } from '../subject.js';
import { citesOthers } from '../references.js';
import { escaped, fewOf, listed } from '../words.js';

export const citationLintCodes = {
  LINT_TABLE_MISSING: { severity: 'warning', title: 'A table of the document is cited that does not exist' },
  LINT_FIGURE_MISSING: { severity: 'warning', title: 'A figure of the document is cited that does not exist' },
  LINT_STRAY_DOT: { severity: 'note', title: 'The number of a table has a stray dot or space' },
  LINT_TABLE_SEQUENCE: { severity: 'warning', title: 'The tables of a clause are not numbered in sequence' },
  LINT_CITATION_PARALLEL: { severity: 'warning', title: 'Parallel tables cite different tables for the same thing' },
  LINT_DOCUMENT_NUMBER: { severity: 'warning', title: 'The number of a specification does not have four digits' },
  LINT_DOCUMENT_PRIVATE: { severity: 'note', title: 'A contribution is cited, which implementers cannot read' },
  LINT_FIGURE_ONLY: { severity: 'note', title: 'What implementers need stands in a figure only' },
} as const satisfies CodeTable;

type Code = keyof typeof citationLintCodes;

/**
 * Citations inside the document. A Change Request cites clauses that it does not contain, so only what would have to be
 * in this document is missed: a table whose clause is here, a figure whose clause has figures here.
 */
export function lintCitations(subject: Subject, report: Report<Code>): void {
  tables(subject, report);
  figures(subject, report);
  sequence(subject, report);
  parallel(subject, report);
  documents(subject, report);
}

const dashes = /[\u2010-\u2014]/g;

function tables({ body, tables, clauses, standing }: Subject, report: Report<Code>): void {
  const captions = body.flatMap(({ kind, text }) => (kind === 'caption' ? [captionNumber(text)] : []));
  const numbers = new Set([...tables.map(({ number }) => number), ...captions].filter((number) => number !== undefined));
  for (const unit of body) {
    const { text, place, kind } = unit;
    for (const [, printed, more] of text.matchAll(/\b[Tt]ables? ((?:[A-Z]\.)?\d+[a-z]?(?:\.\d+[a-z]?)*(?:\. ?| )?[-\u2010-\u2014]\d+[a-z]?)((?:[-.]\d+)*)(?!\d)(?! (?:of|in) )/g)) {
      // D.12-2-1 is not Table D.12-2.
      const number = more === '' ? (captionNumber(`Table ${printed!}`) ?? printed!.replace(dashes, '-')) : `${printed!.replace(dashes, '-')}${more!}`;
      if (/\.\s?[-\u2010-\u2014]/.test(printed!)) report('LINT_STRAY_DOT', `"Table ${printed!}"`, place, `write Table ${number}`);
      const clause = number.slice(0, number.search(/-/));
      // A Change Request cites tables of clauses that it does not contain; a document of record has all of its clauses.
      const isOurs = clauses.has(clause) || (standing === 'record' && clauses.has(clause.replace(/\.\d+[a-z]?$/, '')));
      if (kind === 'caption' || numbers.has(number) || citesOthers(unit, clauses) || !isOurs || numbers.size === 0) continue;
      const meant = nearest(number, numbers);
      const hint = meant === undefined ? 'cite the table that is meant, or add it' : `did you mean Table ${meant}?`;
      report('LINT_TABLE_MISSING', `Table ${number} is cited, but ${clauses.has(clause) ? `clause ${clause} has no such table` : `there is no clause ${clause}`}`, place, hint);
    }
  }
}

function figures({ body, clauses }: Subject, report: Report<Code>): void {
  const shape = /^\s*Figure ((?:[A-Z]\.)?[\d.]+[a-z]?[-\u2010-\u2014]\d+[a-z]?)(?:\s*[:\u2013\u2014-]|\.\s|\s+\p{Lu}|\s*$)/u;
  const captions = new Set(body.flatMap(({ text }) => shape.exec(text)?.[1]?.replace(dashes, '-') ?? []));
  if (captions.size === 0) return;
  const withFigures = new Set([...captions].map((number) => number.split(/[.-]/).slice(0, -1).join('.')));
  for (const unit of body) {
    const { text, place } = unit;
    if (shape.test(text)) continue;
    for (const [, printed] of text.matchAll(/\b[Ff]igure ((?:[A-Z]\.)?\d*(?:\.?\d+[a-z]?)*[-\u2010-\u2014]\d+[a-z]?)/g)) {
      const number = printed!.replace(dashes, '-');
      const clause = number.slice(0, number.lastIndexOf('-'));
      const here = clauses.has(clause) || withFigures.has(clause);
      if (captions.has(number)) {
        // What is depicted in a figure may be told in words as well; what the figure itself defines is not.
        if (new RegExp(`(?:^|[.;:] )(?:The )?Figure ${escaped(printed!)} defines? the\\b`, 'i').test(text)) {
          report('LINT_FIGURE_ONLY', `what Figure ${number} defines stands in no text or table`, place, 'give it as a table, which programs can read, and let the figure illustrate');
        }
      } else if (here && !citesOthers(unit, clauses)) {
        const meant = nearest(number, captions);
        report('LINT_FIGURE_MISSING', `Figure ${number} is cited, but no figure has this number`, place, meant === undefined ? 'cite the figure that is meant' : `did you mean Figure ${meant}?`);
      }
    }
  }
}

/** 8.2.1.3-2 without 8.2.1.3-1. A Change Request may leave tables out; where it shows the tables of several clauses from the first on, it does not. */
function sequence({ tables, body, standing }: Subject, report: Report<Code>): void {
  const captions = new Set(body.flatMap(({ kind, text }) => (kind === 'caption' ? [captionNumber(text)] : [])));
  const numbered = tables.flatMap((table) => (table.number === undefined || !table.number.includes('-') ? [] : [{ table, number: table.number }]));
  const byClause = groupBy(numbered, ({ number }) => number.slice(0, number.lastIndexOf('-')));
  const fromFirst = [...byClause].filter(([clause, group]) => group.some(({ number }) => number === `${clause}-1`)).length;
  for (const [clause, group] of byClause) {
    const counts = group.map(({ number }) => parseInt(number.slice(number.lastIndexOf('-') + 1), 10)).filter(Number.isFinite);
    for (const [number, same] of groupBy(group, (one) => one.number)) {
      if (same.length > 1) report('LINT_TABLE_SEQUENCE', `two tables have the number ${number}`, same[1]!.table.place, 'number the second otherwise');
    }
    const least = Math.min(...counts);
    // The first may be printed in another form than a table: as a picture, as code.
    if (least <= 1 || counts.length === 0 || captions.has(`${clause}-1`) || (standing === 'proposal' && fromFirst < 3)) continue;
    const first = group.find(({ number }) => number.endsWith(`-${String(least)}`));
    const place = (first ?? group[0]!).table.place;
    report('LINT_TABLE_SEQUENCE', `Table ${clause}-${String(least)} is the first table of its clause; ${clause}-1 does not exist`, place, `number it ${clause}-1`);
  }
}

/** The rows of CREATE, RETRIEVE, UPDATE and DELETE tables that begin alike should cite alike. */
function parallel({ body }: Subject, report: Report<Code>): void {
  const uses = body.flatMap((unit) => {
    const found = unit.table === undefined ? null : /^(.{12,80}?)\b[Tt]able ([\w.]+)-(\d+)\b/.exec(unit.text);
    return found === null ? [] : [{ unit, words: found[1]!, series: found[2]!, number: `${found[2]!}-${found[3]!}` }];
  });
  for (const group of groupBy(uses, ({ words, series, unit }) => `${words} ${series} ${unit.row?.[0]?.text ?? ''}`).values()) {
    const byNumber = [...groupBy(group, ({ number }) => number)].sort((a, b) => a[1].length - b[1].length);
    if (byNumber.length < 2 || new Set(group.map(({ unit }) => unit.table)).size !== group.length) continue;
    const parts = byNumber.map(([number, members]) => `${number} in ${fewOf(members.map(({ unit }) => unit.table?.number ?? 'a table'))}`);
    report('LINT_CITATION_PARALLEL', `the same words cite ${listed(parts)}`, byNumber[0]![1][0]!.unit.place, 'find out which of them is meant, and cite it in all');
  }
}

function documents({ units }: Subject, report: Report<Code>): void {
  const seen = new Set<string>();
  for (const { text, place } of units) {
    // TR is Broadband Forum's prefix as well, with three digits, and everybody has a TS; oneM2M's have four digits and begin with 0.
    for (const [, publisher, id] of !text.includes('TS-0') ? [] : text.matchAll(/(?:(\w+)[ -])?\b(TS-0\d*)\b(?![-.\d])/g)) {
      if (id!.length !== 7 && (publisher === undefined || !/^(?:[A-Z0-9]{3,}|\d\w+)$/.test(publisher))) report('LINT_DOCUMENT_NUMBER', `"${id!}"`, place, `oneM2M's specifications have four digits: TS-${id!.slice(3).padStart(4, '0').slice(-4)}?`);
    }
    // A CVE has the same shape.
    const [contribution] = /\b(?!CVE|REC|ISO|CWE)[A-Z]{3}-20\d\d-\d{4}(?:R\d+)?\b/.exec(text) ?? [];
    if (contribution === undefined || seen.has(contribution)) continue;
    seen.add(contribution);
    report('LINT_DOCUMENT_PRIVATE', `${contribution} is a contribution`, place, 'give here what it says; implementers cannot read it');
  }
}
