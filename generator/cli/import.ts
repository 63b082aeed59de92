import path from 'node:path';
import type { CodeTable, Diagnostic } from '../diagnostics/diagnostic.js';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import { plural } from '../diagnostics/render.js';
import type { View } from '../import/document.js';
import type { Given, Imported } from '../import/import.js';
import { importDocuments, resultOf } from '../import/import.js';
import { withParts } from '../import/parts.js';
import { changesInWords } from '../import/merge/changes.js';
import { madeUp } from '../import/merge/workspace.js';
import { wordless } from '../import/delta/marked-rows.js';
import { readingInWords, reportJson, reportMarkdown, verdictsInWords } from '../import/report.js';
import { packageFolder } from '../read/definitions/package-schemas.js';
import { forKnown, loadSources } from '../read/load.js';
import type { Sources } from '../read/sources.js';
import { applyPlan } from '../write/apply.js';
import { writeCodes } from '../write/codes.js';
import { isSystemError } from '../write/file-system.js';
import { LockedError, withLock } from '../write/lock.js';
import { planOutput } from '../write/plan.js';
import type { Context, Report } from './context.js';
import { ExitCode } from './context.js';
import { documentOptions, readDocumentOperand, reportNew } from './operand.js';
import { relocate, shownFolder } from './report.js';

export const importCliCodes = {
  IMPORT_REPORT: { severity: 'error', title: 'The report cannot be written' },
} as const satisfies CodeTable;

/** `specgen import DOCUMENT…`: documents → definitions, all of them or nothing. */
export async function run(context: Context): Promise<Report> {
  const { settings, cwd, compiler } = context;
  const flag = (name: string): string | undefined => {
    const value = context.flags?.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  const isDry = context.flags?.has('dry-run') === true;
  const into = flag('into') === undefined ? settings.input : path.resolve(cwd, flag('into')!);
  const diagnostics = new Diagnostics();

  context.progress('reading');
  const given = await readDocuments(context, diagnostics);
  const sources = await loadFolder(context, into, true, diagnostics);
  const known = flag('known') === 'none' ? undefined : await loadFolder(context, flag('known') ?? '', false, diagnostics);
  const failed = (problems: readonly Diagnostic[]): Report => ({ exitCode: ExitCode.input, ...located(context, problems, given, sources, into), text: [], data: {} });
  if (diagnostics.hasErrors) return failed(diagnostics.list());

  context.progress('importing');
  const examine = async (definitions: Sources): Promise<readonly Diagnostic[]> => (await compiler.analyse(definitions, settings.overrides)).diagnostics;
  const options = {
    view: (flag('view') ?? 'accepted') as View,
    acceptErrata: context.flags?.has('accept-errata') === true,
    strict: context.flags?.has('strict') === true,
    examine,
    ...documentOptions(context),
  };
  const imported = await importDocuments(given, sources, known, diagnostics, options);
  // The report is there in any case: it shows what stands in the way.
  const report = flag('report');
  if (report !== undefined && imported.documents.length > 0) await writeReport(context, report, imported, [...diagnostics.list(), ...imported.problems], diagnostics);
  if (diagnostics.hasErrors) return failed(diagnostics.list());
  if (imported.problems.length > 0) {
    const problems = [...diagnostics.list(), ...imported.problems];
    const { text } = summary(context, imported, into, true);
    return { ...failed(problems), ...located(context, problems, given, resultOf(sources, imported), into), text: [...text, 'nothing is written: the definitions would not be sound'] };
  }
  if (imported.sources.size + imported.removed.length > 0 && !isDry) await write(context, into, imported, diagnostics);
  if (diagnostics.hasErrors) return failed(diagnostics.list());
  const { text, data } = summary(context, imported, into, isDry);
  const remarks = settings.format === 'json' ? diagnostics.list() : folded(diagnostics.list());
  return { exitCode: diagnostics.hasErrors ? ExitCode.input : ExitCode.clean, ...located(context, remarks, given, sources, into), text, data };
}

async function readDocuments(context: Context, diagnostics: Diagnostics): Promise<readonly Given[]> {
  const found: Given[] = [];
  for (const operand of new Set(context.operands ?? [context.operand])) {
    const document = await readDocumentOperand(context, operand);
    if ('file' in document) {
      found.push(document);
      reportNew(operand, document, diagnostics);
    } else for (const problem of document) diagnostics.add(problem);
  }
  return withParts(found);
}

/** The files of a folder; the one to import into may be new. Without a name, the definitions of the compiler itself. */
async function loadFolder({ cwd, files, settings }: Context, folder: string, mayBeNew: boolean, diagnostics: Diagnostics): Promise<Sources> {
  const own = folder === '';
  const place = own ? path.join(packageFolder(), 'xsd') : path.resolve(cwd, folder);
  const { sources, diagnostics: problems } = await loadSources(place, { ...(!own && { files }), ...(!mayBeNew && { role: forKnown }), except: settings.output });
  const isNew = sources.size === 0 && problems.every((d) => d.code === 'INPUT_EMPTY' || (d.code === 'INPUT_FOLDER' && d.message.endsWith('does not exist')));
  if (!mayBeNew || !isNew) for (const problem of problems) diagnostics.add(problem);
  return sources;
}

/** Diagnostics under the names by which files are found: documents as they were given, definitions below the folder. */
function located({ cwd }: Context, diagnostics: readonly Diagnostic[], given: readonly Given[], sources: Sources, into: string) {
  const read = given.flatMap((g) => [g, ...(g.original === undefined ? [] : [g.original])]).flatMap((g) => [g, ...(g.parts ?? [])]);
  const documents = new Set(read.map((g) => g.file));
  const isOfDocument = (d: Diagnostic): boolean => d.place !== undefined && documents.has(d.place.file);
  const definitions = relocate(diagnostics.filter((d) => !isOfDocument(d)), sources, into, cwd);
  const texts = read.filter((g) => g.parts === undefined && !isZip(g.bytes)).map((g) => [g.file, Buffer.from(g.bytes).toString('utf8')] as const);
  return { diagnostics: [...diagnostics.filter(isOfDocument), ...definitions.diagnostics], sources: new Map([...definitions.sources, ...texts]) };
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

async function write({ files, lock, interrupted }: Context, into: string, { sources, removed }: Imported, diagnostics: Diagnostics): Promise<void> {
  const outputs = [...sources].map(([file, text]) => ({ path: file, text }));
  const signal = interrupted();
  try {
    await files.mkdir(into, { recursive: true });
    await withLock(
      into,
      files,
      async () => {
        const plan = await planOutput(into, outputs, files, diagnostics);
        // Of the files of the folder, an import takes away those of resources that are no more, and no others.
        if (!diagnostics.hasErrors) await applyPlan(into, { ...plan, removed }, files, signal);
      },
      lock,
    );
  } catch (error) {
    if (error instanceof LockedError) diagnostics.report(writeCodes, 'OUTPUT_LOCKED', error.message, undefined, 'try again when it is done');
    else if (isSystemError(error)) diagnostics.report(writeCodes, 'OUTPUT_WRITE', `the definitions could not be written and are as they were: ${error.message}`);
    else if (error instanceof Error && error.name === 'AbortError') diagnostics.report(writeCodes, 'OUTPUT_WRITE', 'interrupted; the definitions are as they were');
    else throw error;
  }
}

async function writeReport({ cwd, files }: Context, report: string, imported: Imported, remarks: readonly Diagnostic[], diagnostics: Diagnostics): Promise<void> {
  const file = path.resolve(cwd, report);
  const { dir, name } = path.parse(file);
  try {
    await files.mkdir(dir, { recursive: true });
    await files.writeFile(file, reportMarkdown(imported, remarks));
    await files.writeFile(path.join(dir, `${name}.json`), reportJson(imported, remarks));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    diagnostics.report(importCliCodes, 'IMPORT_REPORT', `the report ${report} cannot be written: ${error.message}`);
  }
}

/** As many lines of one kind as a person reads; the report has all of them. */
const shownAtMost = 12;

function summary({ cwd }: Context, imported: Imported, into: string, isDry: boolean): { readonly text: readonly string[]; readonly data: Report['data'] } {
  const { changes, leftOut, completed, proposals, accepted, documents, sources, removed, verdicts } = imported;
  const folder = shownFolder(into, cwd) || '.';
  const text: string[] = [];
  for (const { document, facts } of documents) {
    const understood = facts.tables.filter((table) => table.kind !== undefined).length;
    text.push(`read ${document.file} as ${facts.document}: ${plural(facts.tables.length, 'table')}, ${understood} understood, ${plural(facts.facts.length, 'fact')}`);
    text.push(...readingInWords(facts));
  }
  const said = verdictsInWords(verdicts);
  if (said.length > 0) text.push(...atMost(said));
  const unread = documents.flatMap(({ document, facts }) =>
    facts.tables.filter((table) => table.isContext !== true).flatMap((table) => [
      ...(table.kind === undefined ? [`${document.file}:${table.place.line}: ${tableName(table)}: ${table.reason ?? 'of no known kind'}`] : []),
      ...table.skipped.filter((row) => !wordless.has(row.reason)).map((row) => `${document.file}:${row.place.line}: ${tableName(table)}, row ${row.row}: ${row.reason}`),
    ]),
  );
  if (unread.length > 0) text.push('not understood:', ...atMost(unread));
  text.push(...changesInWords(changes));
  if (leftOut.length > 0) text.push('left out:', ...atMost(leftOut.map(({ what, why, place }) => `${place.file}:${place.line}: ${what}: ${why}`)));
  const known = completed.filter(({ from }) => from !== madeUp);
  const made = completed.filter(({ from }) => from === madeUp).map(({ what, name }) => `${what} ${name}`);
  if (known.length > 0) text.push(`completed from the known definitions: ${countBy(known.map((c) => c.what))}`);
  if (made.length > 0) text.push(`made up, since nobody says it, and provisional: ${made.slice(0, shownAtMost).join(', ')}${made.length > shownAtMost ? ` and ${made.length - shownAtMost} more` : ''}`);
  if (proposals.length > 0) {
    text.push(`${proposals.length === 1 ? 'erratum' : 'errata'} proposed:`);
    text.push(...atMost(proposals.map((p) => `"${p.printed}" → "${p.use}" (${p.where.map((w) => `${w.document} ${w.clause}${w.line === undefined ? '' : `, line ${w.line}`}`).slice(0, 3).join('; ')}${p.where.length > 3 ? ' …' : ''})`)));
    if (accepted.length > 0) text.push(`${isDry ? 'would be written' : 'written'} to errata.json for you to review: ${accepted.join(', ')}`);
    if (accepted.length < proposals.length) text.push(`--accept-errata writes ${accepted.length === 0 ? 'them' : 'the others'} to errata.json`);
  }
  if (sources.size + removed.length === 0) text.push('no changes');
  else text.push(`${isDry ? 'would write' : 'wrote'} ${folder}: ${plural(sources.size + removed.length, 'file')}, ${plural(changes.length, 'change')}`);
  const data = {
    into: folder,
    written: isDry ? [] : [...sources.keys()],
    changes,
    leftOut,
    completed,
    proposals,
    accepted,
    removed,
    verdicts,
    documents: documents.map(({ document, facts }) => ({ file: document.file, id: facts.document, format: document.format, view: document.view, hasChanges: document.hasChanges, tables: facts.tables, facts: facts.facts.length })),
  };
  return { text, data };
}



const tableName = (table: { readonly number?: string; readonly caption?: string; readonly clause?: string }): string =>
  table.number !== undefined ? `Table ${table.number}` : (table.caption ?? (table.clause === undefined ? 'a table' : `a table in ${table.clause}`));

const atMost = (lines: readonly string[]): readonly string[] => [
  ...lines.slice(0, shownAtMost).map((line) => `  ${line}`),
  ...(lines.length > shownAtMost ? [`  and ${lines.length - shownAtMost} more: --report FILE has them all`] : []),
];

/** `3 short names, 1 erratum`. */
function countBy(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, n]) => (n !== 1 && plurals.has(word) ? `${n} ${plurals.get(word)!}` : plural(n, word))).join(', ');
}

const plurals: ReadonlyMap<string, string> = new Map([['erratum', 'errata']]);

/** A few notes of each code, and how many more there are. */
function folded(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Map<string, number>();
  const kept = diagnostics.filter((d) => {
    const count = (seen.get(d.code) ?? 0) + 1;
    seen.set(d.code, count);
    return d.severity !== 'note' || count <= 3;
  });
  const more = [...seen].flatMap(([code, count]) => {
    const first = diagnostics.find((d) => d.code === code)!;
    return first.severity === 'note' && count > 3 ? [{ code, severity: first.severity, message: `and ${count - 3} more like this; --report FILE has them all` }] : [];
  });
  return [...kept, ...more];
}
