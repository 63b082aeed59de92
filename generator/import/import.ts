import type { CodeTable, Diagnostic } from '../diagnostics/diagnostic.js';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Sources } from '../read/sources.js';
import { difference, isContext } from './delta/difference.js';
import { Held } from './delta/held.js';
import { tellMuteRows, unreadNames, withContext } from './delta/marked-rows.js';
import { nameOf } from './delta/rows.js';
import { tellUnused } from './delta/unused.js';
import type { Document, View } from './document.js';
import type { Fact, Facts } from './facts.js';
import type { Given } from './given.js';
import { identify } from './identify.js';
import { isRenumbered } from './merge/changes.js';
import { mergeCodes } from './merge/codes.js';
import type { markdownCodes } from './markdown/codes.js';
import type { Merged } from './merge/merge.js';
import type { Reconciled, ReconcileOptions } from './merge/reconcile.js';
import { reconcile } from './merge/reconcile.js';
import { withLongNames } from './merge/parameter-names.js';
import { beginsWithClause, readWhole } from './parts.js';
import { resultOf } from './merge/result.js';
import { Workspace } from './merge/workspace.js';
import { unsettled } from './settled.js';
import { recognise } from './recognise/index.js';

export const importCodes = {
  IMPORT_MARKS_UNASKED: { severity: 'note', title: 'A document with change marks is read as if it had none' },
  IMPORT_CHAPTER: { severity: 'note', title: 'A part of a document does not say of which, and is taken for one' },
  IMPORT_NOTHING: { severity: 'warning', title: 'A document without a table or list that is understood' },
} as const satisfies CodeTable;

export type { Given } from './given.js';

export interface ImportOptions extends ReconcileOptions {
  readonly view: View;
  /** The id of the documents, whatever they say themselves. */
  readonly asDocument?: string;
  /** Takes the documents, in their original view, for context: what the definitions do not have is taken in, nothing is changed. */
  readonly contextOnly?: boolean;
}

export interface Imported extends Reconciled {
  readonly documents: readonly { readonly document: Document; readonly facts: Facts }[];
}

/**
 * The whole import: bytes → document → facts → definitions. `into` are the files of the folder, `known` what is taken from
 * where no document says it; neither is changed. When a diagnostic is an error, `sources` is empty.
 */
export async function importDocuments(given: readonly Given[], into: Sources, known: Sources | undefined, diagnostics: Diagnostics, options: ImportOptions): Promise<Imported> {
  const documents: Imported['documents'][number][] = [];
  const spellings = new Diagnostics();
  const chapters: Chapter[] = [];
  for (const one of given) {
    const read = await readGiven(one, diagnostics, spellings, options);
    if (read === undefined) continue;
    const { document, facts } = read;
    if (facts.facts.length === 0 && (facts.removed ?? []).length === 0) diagnostics.report(importCodes, 'IMPORT_NOTHING', `nothing in ${one.file} is understood`, undefined, 'see whether it is the right document; --report says what each table was taken for');
    const id = options.asDocument ?? identify(facts, [into, ...(known === undefined ? [] : [known])], one.file);
    if (options.asDocument === undefined && facts.identity?.isRequest !== true && facts.identity?.number === undefined && beginsWithClause(document.blocks)) chapters.push({ file: one.file, id, isOwn: id === facts.document });
    const named = withLongNames(facts, [into, known ?? new Map()].map((sources) => new Workspace(sources, 'to read')));
    documents.push({ document, facts: { ...named, document: id, ...(options.asDocument !== undefined && { identity: { ...facts.identity, number: id, isRequest: false } }) } });
  }
  const merged = await reconcile(documents.map(({ facts }) => facts), into, known, diagnostics, { ...options, titles: titlesOf(documents) });
  // What says what the definitions say may be a part of any document.
  for (const chapter of merged.changes.length > 0 ? chapters : []) tellChapter(chapter, diagnostics);
  for (const remark of unsettled(spellings, merged, [into, known ?? new Map()])) diagnostics.add(remark);
  if (!diagnostics.hasErrors && documents.some(({ facts }) => facts.removed !== undefined) && options.contextOnly !== true) {
    tellUnused(documents.map(({ facts }) => facts), { before: new Held(new Workspace(into, 'to read')), after: new Held(new Workspace(resultOf(into, merged), 'to read')), changes: merged.changes }, diagnostics);
  }
  warnOfRemovals(merged, diagnostics);
  return { ...merged, ...(diagnostics.hasErrors && { sources: new Map(), removed: [] }), documents };
}

export { resultOf };

interface Chapter {
  readonly file: string;
  /** What it is taken for, and whether that is a document that the definitions do not cite. */
  readonly id: string;
  readonly isOwn: boolean;
}

/** Of a chapter by itself its tables say to which document it belongs, if any of them are known. */
function tellChapter({ file, id, isOwn }: Chapter, diagnostics: Diagnostics): void {
  const taken = isOwn ? `a document of its own, ${id}: of none do the definitions cite most of its tables` : `an excerpt of ${id}, from which the definitions cite most of its tables`;
  diagnostics.report(importCodes, 'IMPORT_CHAPTER', `${file} begins with a clause and does not say of which document; it is taken for ${taken}`, undefined, '--as-document ID says which it is; the files of a specification may be given together, or their folder');
}

/** A document and what it says: of one with change marks, or of two versions of one, what it says of what changes. */
async function readGiven({ original, ...one }: Given, diagnostics: Diagnostics, spellings: Diagnostics, { view, as, contextOnly = false }: ImportOptions): Promise<Imported['documents'][number] | undefined> {
  if (contextOnly && original !== undefined) return readGiven({ ...original }, diagnostics, spellings, { view, contextOnly });
  const { file } = one;
  const own = new Diagnostics();
  const document = await readWhole(one, view, own);
  for (const diagnostic of own.list()) diagnostics.add(diagnostic);
  if (document === undefined) return undefined;
  const found = new Diagnostics();
  const facts = recognise(document, found);
  if (contextOnly) return { document, facts: difference(facts.facts, facts) };
  const remark = (known: readonly Diagnostic[]): void => {
    for (const one of found.list()) if (!known.some(({ code, message }) => code === one.code && message === one.message)) spellings.add(one);
  };
  // Whoever says what the document is does not ask the marks.
  if (as !== undefined || (original === undefined && (view === 'original' || !document.hasChanges))) {
    remark([]);
    if (as !== undefined && document.hasChanges) diagnostics.report(importCodes, 'IMPORT_MARKS_UNASKED', `${file} has change marks, and --as ${as} does not ask them: it is read as it is with them ${view === 'accepted' ? 'accepted' : 'rejected'}`, undefined, 'without --as, what they mark changes and nothing else');
    return { document, facts };
  }
  const before = original === undefined ? await readWhole(one, 'original', new Diagnostics()) : await readWhole(original, 'accepted', diagnostics);
  if (before === undefined) return undefined;
  const foundBefore = new Diagnostics();
  const earlier = recognise(before, foundBefore);
  const changed = difference(earlier.facts, facts);
  // What stood in a table, or in a row, that can no longer be read is not known to be gone.
  const isTableRead = ({ source }: Fact): boolean => facts.tables.some(({ number, clause }) => number === source.table && clause === source.clause);
  const areTablesRead = !own.list().some(({ code }) => code === ('MARKDOWN_TABLE' satisfies keyof typeof markdownCodes));
  const unread = unreadNames({ document, tables: facts.tables });
  const marked = { ...changed, removed: (changed.removed ?? []).filter((fact) => (areTablesRead || isTableRead(fact)) && !unread.has(nameOf(fact).replace(/\s+/g, ''))) };
  // A specification in which some words are still marked is what it is: its marks say nothing of its tables.
  const isSilent = marked.removed?.length === 0 && marked.facts.every(isContext);
  if (isSilent && original === undefined && facts.identity?.isRequest !== true && facts.identity?.number !== undefined) {
    remark([]);
    return { document, facts };
  }
  // What is to be said of the original, too, is not of what changes.
  remark(foundBefore.list());
  tellMuteRows({ document: before, tables: earlier.tables }, { document, tables: facts.tables }, spellings, diagnostics);
  return { document, facts: { ...marked, tables: withContext(before, { document, tables: facts.tables }) } };
}

/** As many rows as may go without a word besides the list of changes. */
const few = 3;

function warnOfRemovals({ changes, verdicts }: Merged, diagnostics: Diagnostics): void {
  const rows = changes.filter((c) => c.kind === 'removed' && rowWords.has(c.what) && !isRenumbered(c, changes));
  if (rows.length <= few) return;
  const reasons = verdicts.filter((v) => v.removed.length > 0).map((v) => `${v.removed.length} ${v.subject}, for ${v.as === 'marked' ? 'it is marked' : v.why}`);
  const shown = [...reasons.slice(0, 3), ...(reasons.length > 3 ? ['…'] : [])].join('; ');
  diagnostics.report(mergeCodes, 'IMPORT_REMOVED', `${rows.length} rows of the definitions go${shown === '' ? '' : `: ${shown}`}`, rows.find((c) => c.place !== undefined)?.place, 'the changes list every one; --as excerpt keeps them');
}

const rowWords: ReadonlySet<string> = new Set(['attribute', 'child', 'enumeration value', 'member', 'status code', 'parameter', 'fault', 'command', 'short name', 'choice', 'resource']);

/** What documents.json says of a document that nobody knows. */
const titlesOf = (documents: Imported['documents']): ReadonlyMap<string, string> =>
  new Map(documents.map(({ document, facts }) => [facts.document, `${facts.identity?.isRequest === true && facts.identity.number !== undefined ? `Change Request to ${facts.identity.number}` : facts.document}, imported from ${document.file.replace(/^.*[\\/]/, '')}`]));
