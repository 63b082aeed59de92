import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { groupBy } from '../group-by.js';
import type { Verdict } from './delta/absences.js';
import { isNamedAnew } from './delta/difference.js';
import type { Facts, TableSummary } from './facts.js';
import type { Imported } from './import.js';
import { changesInWords } from './merge/changes.js';
import { madeUp } from './merge/workspace.js';

/** The account of an import as one JSON document: every table, every fact, every change, proposal and remark. */
export function reportJson({ documents, changes, leftOut, completed, proposals, accepted, removed, verdicts }: Imported, diagnostics: readonly Diagnostic[]): string {
  const data = {
    documents: documents.map(({ document, facts }) => ({
      file: document.file,
      id: facts.document,
      format: document.format,
      view: document.view,
      hasChanges: document.hasChanges,
      tables: facts.tables,
      facts: facts.facts,
      ...(facts.removed !== undefined && { deleted: facts.removed }),
    })),
    verdicts,
    changes,
    removed,
    leftOut,
    completed,
    proposals,
    accepted,
    diagnostics,
  };
  return `${JSON.stringify(data, undefined, 2)}\n`;
}

/** The account of an import as a page. */
export function reportMarkdown({ documents, changes, leftOut, completed, proposals, accepted, verdicts }: Imported, diagnostics: readonly Diagnostic[]): string {
  const lines = ['# Import'];
  for (const { document, facts } of documents) {
    const { tables } = facts;
    const marks = document.hasChanges ? `, with change marks, ${document.view} view` : '';
    lines.push('', `## ${text(facts.document)}`, '', `\`${code(document.file)}\` (${document.format}${marks}): ${tables.length} tables, ${tables.filter((t) => t.kind !== undefined).length} understood, ${facts.facts.length} facts.`);
    lines.push(...readingInWords(facts).flatMap((line) => ['', `${text(line)}.`]));
    lines.push(...counted(facts));
    lines.push(...tablesOf(tables), ...skippedOf(tables));
  }
  if (verdicts.length > 0) {
    lines.push('', '## Rows that the documents do not have', '', '| document | of | read as | because | stay | go |', '| --- | --- | --- | --- | --- | --- |');
    for (const v of verdicts) lines.push(row([v.document, v.subject, v.as, v.why, v.kept.join(', '), v.removed.join(', ')]));
  }
  lines.push('', '## Changes', '', ...(changes.length === 0 ? ['None.'] : changesInWords(changes).map((line) => `- ${text(line)}`)));
  lines.push('', '## Left out', '', ...(leftOut.length === 0 ? ['Nothing.'] : leftOut.map(({ what, why, place: { file, line } }) => `- ${text(what)} (${text(file)}:${line}): ${text(why)}`)));
  lines.push('', '## Proposed errata', '');
  if (proposals.length === 0) lines.push('None.');
  else {
    lines.push('| printed | use | where | in errata.json | why |', '| --- | --- | --- | --- | --- |');
    for (const p of proposals) {
      const where = p.where.map((w) => `${w.document} ${w.clause}${w.line === undefined ? '' : `, line ${w.line}`}`).join('; ');
      lines.push(row([p.printed, p.use, where, p.needed || accepted.length === proposals.length ? 'yes' : 'no', p.why]));
    }
    lines.push('', '```json', JSON.stringify(proposals.map(({ where, printed, use, why, kind, patches }) => ({ id: '?', kind, where, printed, use, why, patches })), undefined, 2), '```');
  }
  const made = completed.filter(({ from }) => from === madeUp);
  lines.push('', '## Completed from the known definitions', '', ...completedOf(completed.filter((one) => !made.includes(one))));
  if (made.length > 0) lines.push('', '## Made up, provisional', '', ...completedOf(made));
  lines.push('', '## Remarks', '', ...(diagnostics.length === 0 ? ['None.'] : diagnostics.map((d) => `- ${d.severity} ${d.code}${place(d)}: ${text(d.message)}${d.hint === undefined ? '' : ` (${text(d.hint)})`}`)));
  return `${lines.join('\n')}\n`;
}

/** Of a document with change marks: how much they change. */
export function readingInWords({ facts, removed: gone, renamed = new Map() }: Facts): readonly string[] {
  if (gone === undefined) return [];
  const anew = facts.filter((fact) => fact.unmarked !== undefined && isNamedAnew(fact, { removed: gone, renamed }));
  const removed = gone.slice(anew.length);
  const [added, changed] = [facts.filter((f) => f.unmarked === undefined), facts.filter((f) => f.unmarked !== undefined && f.unmarked !== 'all')];
  const rest = facts.length - added.length - changed.length;
  return [`what is marked changes: ${added.length} added, ${changed.length} changed, ${removed.length} deleted; ${rest === 1 ? '1 other fact is' : `${rest} other facts are`} context`];
}

/** Where the documents have less than the definitions: what that was taken for. Of change marks only what they delete counts. */
export function verdictsInWords(verdicts: readonly Verdict[]): readonly string[] {
  return verdicts.map(({ document, subject, as, why, kept, removed }) => {
    const parts = [...(kept.length > 0 ? [`${kept.length} not in it stay`] : []), ...(removed.length > 0 ? [`${removed.length} not in it go`] : [])];
    return `${document}, ${subject}: ${as === 'whole' ? 'of record' : as === 'excerpt' ? 'an excerpt' : 'marked'}, for ${why}; ${parts.join(', ')}`;
  });
}

const place = ({ place: at }: Diagnostic): string => (at === undefined ? '' : ` ${text(at.file)}:${at.line}:${at.column}`);

function counted({ facts }: Facts): readonly string[] {
  const counts = new Map<string, number>();
  for (const { kind } of facts) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  if (counts.size === 0) return [];
  return ['', '| facts | number |', '| --- | --- |', ...[...counts].map(([kind, count]) => row([kind, String(count)]))];
}

function tablesOf(tables: readonly TableSummary[]): readonly string[] {
  if (tables.length === 0) return [];
  const rows = tables.map((t) =>
    row([t.number ?? '', t.caption ?? '', t.clause ?? '', `${t.place.line}`, t.kind ?? 'not understood', String(t.rows), String(t.facts), t.skipped.length === 0 ? '' : String(t.skipped.length), t.reason ?? '']),
  );
  return ['', '### Tables', '', '| number | caption | clause | line | became | rows | facts | skipped | reason |', '| --- | --- | --- | --- | --- | --- | --- | --- | --- |', ...rows];
}

function skippedOf(tables: readonly TableSummary[]): readonly string[] {
  const rows = tables.flatMap((t) => t.skipped.map((s) => row([t.number ?? t.caption ?? '', String(s.row), String(s.place.line), s.reason])));
  return rows.length === 0 ? [] : ['', '### Rows that gave nothing', '', '| table | row | line | reason |', '| --- | --- | --- | --- |', ...rows];
}

function completedOf(completed: Imported['completed']): readonly string[] {
  return completed.length === 0 ? ['Nothing.'] : ['| what | number | names |', '| --- | --- | --- |', ...[...groupBy(completed, ({ what }) => what)].map(([what, of]) => row([what, String(of.length), of.map(({ name }) => name).join(', ')]))];
}

const row = (cells: readonly string[]): string => `| ${cells.map(text).join(' | ')} |`;

/** Text of a document in Markdown: nothing in it is markup, and it is one line. */
const text = (value: string): string => value.replace(/[\\`*_{}[\]<>|#~]/g, '\\$&').replace(/\s+/g, ' ').trim();

const code = (value: string): string => value.replace(/[`\s]+/g, ' ');
