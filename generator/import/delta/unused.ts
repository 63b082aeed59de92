import type { Diagnostic, Diagnostics, Place } from '../../diagnostics/diagnostic.js';
import { plural } from '../../diagnostics/render.js';
import { groupBy } from '../../group-by.js';
import type { Fact, Facts } from '../facts.js';
import { mergeCodes } from '../merge/codes.js';
import type { Change } from '../merge/changes.js';
import { isContext, isMarked } from './difference.js';
import type { Asked, Held } from './held.js';
import { columnsOf } from './key.js';
import { nameOf, subjectOf } from './rows.js';

/** The definitions before and after an import, and what it says of them. */
interface Outcome {
  readonly before: Held;
  readonly after: Held;
  readonly changes: readonly Change[];
}

interface Mark {
  readonly fact: Fact;
  readonly did: 'inserted' | 'deleted' | 'changed' | 'moved';
  /** Whether the definitions say so. */
  readonly isIn: (definitions: Held) => boolean;
}

/**
 * Whatever change marks say of what definitions hold has changed a definition, or is there already, or something has been said of it
 * where it stands. What remains is said here, once for each table.
 */
export function tellUnused(documents: readonly Facts[], outcome: Outcome, diagnostics: Diagnostics): void {
  const { before, after, changes } = outcome;
  const told = diagnostics.list().filter(isTelling);
  const [unused, agreeing] = [[] as Mark[], [] as Mark[]];
  for (const facts of documents) {
    for (const mark of marksOf(facts)) {
      if (told.some((one) => isAbout(one, mark.fact))) continue;
      // What is deleted of a specialization its base may still have: that the row is gone is a change all the same.
      const hasChanged = changes.some(({ kind, place }) => (mark.did !== 'deleted' || kind === 'removed') && isSamePlace(place, mark.fact.place));
      if (!mark.isIn(after)) {
        if (!hasChanged) unused.push(mark);
      } else if (!hasChanged && mark.isIn(before)) agreeing.push(mark);
    }
  }
  for (const marks of byTable(unused)) {
    diagnostics.report(mergeCodes, 'IMPORT_UNUSED_MARK', `${shown(marks)}: ${marks.length === 1 ? 'this changes' : 'these change'} nothing`, marks[0]!.fact.place, 'no definition holds it in this form, or something else keeps it; see docs/import.md, and change the definition by hand where it should');
  }
  for (const marks of byTable(agreeing)) {
    diagnostics.report(mergeCodes, 'IMPORT_MARK_AGREES', `${plural(marks.length, 'mark')} ${marks.length === 1 ? 'says' : 'say'} what the definitions say already: ${shown(marks)}`, marks[0]!.fact.place);
  }
}

function marksOf({ facts, removed, replaced = [] }: Facts): readonly Mark[] {
  if (removed === undefined) return [];
  const wasOf = new Map(replaced.map(({ was, by }) => [by, was]));
  return [
    ...facts.flatMap((fact): readonly Mark[] => {
      if (isContext(fact)) return [];
      const was = wasOf.get(fact);
      const move: readonly Mark[] = fact.isMoved === true ? [{ fact, did: 'moved', isIn: (held) => stands(fact, facts, held) }] : [];
      if (fact.isMoved === true && was === undefined) return move;
      const asked: Asked = (column) => isMarked(fact, column);
      const lost = was === undefined ? [] : [...columnsOf(was).keys()].filter((column) => !columnsOf(fact).has(column));
      return [...move, { fact, did: was === undefined ? 'inserted' : 'changed', isIn: (held) => held.says(fact, asked) && !lost.some((column) => held.says(was!, (other) => other === column)) }];
    }),
    // A sentence that forbids something says nothing once it is deleted: then the operation is taken. A child has its fixed name as part of its own.
    ...removed.map((fact): Mark => ({ fact, did: 'deleted', isIn: (held) => !held.says(fact, (column) => column === 'fixedName') && (fact.kind !== 'operation' || held.knows(fact.resource)) })),
  ];
}

/** Whether a row comes after the one that the document has before it, rows that the document does not show left aside. */
function stands(moved: Fact, facts: readonly Fact[], held: Held): boolean {
  const resource = subjectOf(moved);
  const shown = facts.filter((fact) => fact.kind === moved.kind && subjectOf(fact) === resource && JSON.stringify(fact.source) === JSON.stringify(moved.source)).map(nameOf);
  const rows = held.folder.resource(resource ?? '')?.content.attributes.map(({ name }) => name) ?? [];
  const before = (names: readonly string[], others: readonly string[]): string | undefined => names.slice(0, names.indexOf(nameOf(moved))).findLast((name) => others.includes(name));
  return before(shown, rows) === before(rows, shown);
}

/** Context says nothing of marks, nor do remarks on a document as a whole. */
const isTelling = ({ code, severity }: Diagnostic): boolean => severity !== 'note' && code.startsWith('IMPORT_') && !['IMPORT_CONTEXT', 'IMPORT_REMOVED', 'IMPORT_NOTHING'].includes(code);

const isAbout = ({ code, place, message }: Diagnostic, fact: Fact): boolean =>
  isSamePlace(place, fact.place) || (fact.kind !== 'operation' && isNamedIn(message, nameOf(fact))) || ((code === 'IMPORT_LEFT_OUT' || code === 'IMPORT_NAMESPACE') && isNamedIn(message, subjectOf(fact) ?? nameOf(fact)));

const isNamedIn = (text: string, name: string): boolean => {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) if (!/[\w-]/.test(text.charAt(at - 1)) && !/[\w-]/.test(text.charAt(at + name.length))) return true;
  return false;
};

const isSamePlace = (a: Place | undefined, b: Place): boolean => a !== undefined && a.file === b.file && a.line === b.line && (a.within === undefined || b.within === undefined || a.within === b.within);

const byTable = (marks: readonly Mark[]): readonly (readonly Mark[])[] => [...groupBy(marks, ({ fact }) => JSON.stringify([fact.kind, fact.place.file, fact.source])).values()];

function shown(marks: readonly Mark[]): string {
  const words = marks.slice(0, 3).map(({ fact, did }) => `${fact.kind.replace('-', ' ')} ${[subjectOf(fact), nameOf(fact)].filter((part) => part !== undefined).join(' ')} ${did}`);
  return [...words, ...(marks.length > 3 ? ['…'] : [])].join('; ');
}
