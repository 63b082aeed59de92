import { plural } from '../../diagnostics/render.js';
import type { Diagnostic, Diagnostics, Place } from '../../diagnostics/diagnostic.js';
import { groupBy } from '../../group-by.js';
import type { Facts } from '../facts.js';
import type { Column } from '../merge/columns.js';
import { normalised } from '../merge/columns.js';
import { mergeCodes } from '../merge/codes.js';
import type { MergeContext } from '../merge/context.js';
import { isContext, isMarked, isNamedAnew } from './difference.js';
import { disagreement } from './disagreement.js';
import { Held } from './held.js';
import { columnsOf } from './key.js';

type Context = Pick<MergeContext, 'into' | 'known' | 'diagnostics'>;

/**
 * What is unmarked in a document with change marks is context. It must agree with the definitions, as they are printed or as they
 * are used; where it does not, that is said, once for each table, and changes nothing.
 */
export function compareContext({ into, known, diagnostics }: Context, documents: readonly Facts[]): void {
  const folders = [new Held(into), new Held(known)];
  const others = documents.flatMap(({ document, facts, ...marked }) =>
    facts.flatMap((fact) => (fact.unmarked === undefined || isNamedAnew(fact, marked) ? [] : statedIn(document, fact, disagreement({ ...fact, document }, (column) => !isMarked(fact, column), folders)))),
  );
  for (const { what, place } of byTable(others)) {
    const [say, change] = what.length === 1 ? ['says', 'changes'] : ['say', 'change'];
    const message = `${plural(what.length, 'unmarked row')} ${say} something else than the definitions, and ${change} nothing: ${shown(what)}`;
    diagnostics.report(mergeCodes, 'IMPORT_CONTEXT', message, place, 'the document may stand on another version; mark what it is to change');
  }
}

/**
 * What marks delete must be what the definitions have, or else they may mean another row. It changes what it says all the same. A
 * replacement of which the new side is there already has been taken before.
 */
export function compareDeleted({ into, known, diagnostics }: Context, documents: readonly Facts[]): void {
  const folders = [new Held(into), new Held(known)];
  const always = (): boolean => true;
  const others = documents.flatMap(({ document, facts, removed = [], replaced = [] }) => [
    ...removed.flatMap((fact) => {
      const takesItsPlace = facts.some((other) => other.kind === fact.kind && other.place.line === fact.place.line && other.place.file === fact.place.file && disagreement({ ...other, document }, always, folders) === undefined);
      return takesItsPlace ? [] : statedIn(document, fact, disagreement({ ...fact, document }, always, folders));
    }),
    ...replaced.flatMap(({ was, by }) => {
      const isReplaced = (column: string): boolean => isMarked(by, column) && columnsOf(was).has(column);
      const isTaken = disagreement({ ...by, document }, isReplaced, folders) === undefined;
      return isTaken ? [] : statedIn(document, was, disagreement({ ...was, document }, isReplaced, folders));
    }),
  ]);
  for (const { what, place } of byTable(others)) {
    diagnostics.report(mergeCodes, 'IMPORT_DELETED', `what is marked as deleted reads otherwise in the definitions: ${shown(what)}`, place, 'see whether the marks mean these rows; the document may stand on another version');
  }
}

/** Whether a remark is about how a row is spelled that a document only shows: who changes others is not asked to mend it. */
export function ofContextOnly(documents: readonly Facts[]): (remark: Diagnostic) => boolean {
  const [shown, others] = [true, false].map((is) => new Set(documents.flatMap(({ facts }) => facts.filter((fact) => isContext(fact) === is).map(({ place }) => keyOfPlace(place)))));
  return ({ code, place }) => spelling.has(code) && place !== undefined && shown!.has(keyOfPlace(place)) && !others!.has(keyOfPlace(place));
}

const spelling: ReadonlySet<string> = new Set(['IMPORT_NAME', 'IMPORT_SPELLING'] satisfies readonly (keyof typeof mergeCodes)[]);

const keyOfPlace = ({ file, line, within = '' }: Place): string => `${file}:${line} ${within}`;

/** Cells without which there is no attribute: what marks delete in them stays where nothing takes its place. */
export function tellEmptied(diagnostics: Diagnostics, documents: readonly Facts[]): void {
  const emptied = documents.flatMap(({ document, replaced = [] }) =>
    replaced.flatMap(({ was, by }) => {
      if (was.kind !== 'attribute' || by.kind !== 'attribute') return [];
      const columns = needed.filter((column) => normalised[column](was[column] ?? '') !== undefined && by[column]?.trim() === '');
      return statedIn(document, by, columns.length === 0 ? undefined : `${was.resource ?? ''}.${was.name} ${columns.map((column) => `${column} ${was[column]!}`).join(', ')}`);
    }),
  );
  for (const { what, place } of byTable(emptied)) {
    diagnostics.report(mergeCodes, 'IMPORT_EMPTIED', `what is deleted has nothing in its place, and stays: ${shown(what)}`, place, 'write what is right instead, or mark the row as deleted');
  }
}

const needed = ['type', 'multiplicity', 'access', 'announced', 'create', 'update'] as const satisfies readonly Column[];

interface Disagreement {
  readonly table: string;
  readonly what: string;
  readonly place: Place;
}

const statedIn = (document: string, { source, place }: { readonly source: unknown; readonly place: Place }, what: string | undefined): readonly Disagreement[] =>
  what === undefined ? [] : [{ table: JSON.stringify([document, source]), what, place }];

/** One message for each table, at the first row. */
const byTable = (others: readonly Disagreement[]): readonly { readonly what: readonly string[]; readonly place: Place }[] =>
  [...groupBy(others, ({ table }) => table).values()].map((rows) => ({ what: rows.map(({ what }) => what), place: rows[0]!.place }));

const shown = (what: readonly string[]): string => what.slice(0, 3).join('; ').concat(what.length > 3 ? '; …' : '');
