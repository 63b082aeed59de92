import type { DefinitionKinds } from '../../read/definitions/definitions.js';
import { editDistance } from '../../diagnostics/did-you-mean.js';
import type { AttributeFact } from '../facts.js';
import type { Column } from './columns.js';
import { normalised } from './columns.js';
import type { AttributeDraft, Row } from './stating.js';
import type { Draft, Stated } from './workspace.js';

type ResourceDraft = Draft<DefinitionKinds['resource']>;

export const columns: readonly Column[] = ['type', 'multiplicity', 'access', 'announced', 'create', 'update'];

/**
 * Whether a document speaks of a row of the definition: the row is of one of its tables, or of the whole definition's, which any
 * table of that style replaces, whatever its number now. Rows that another table gave are none of its business.
 */
export function speaksOf(resource: ResourceDraft, row: Pick<AttributeDraft, 'source'>, facts: readonly AttributeFact[]): boolean {
  if (facts.length === 0) return false;
  const tables = new Set(facts.map((fact) => fact.source.table));
  if (row.source?.table !== undefined && tables.has(row.source.table)) return true;
  const requestsOnly = facts.every((fact) => fact.access === undefined && fact.multiplicity === undefined);
  const ofRequests = resource.source.document.startsWith('TS-0004');
  return row.source === undefined && (tables.has(resource.source.table) || requestsOnly === ofRequests);
}

/** What tells whether a new row is an old one under another name. */
export interface Evidence<Old, New> {
  /** Change marks replace the name in the row itself. */
  readonly isReplaced: (old: Old, row: New) => boolean;
  /** No column that both have differs. */
  readonly isSame: (old: Old, row: New) => boolean;
  /** A column is as it was. */
  readonly hasSame: (old: Old, row: New) => boolean;
}

/**
 * New name → old name, for rows that were renamed: as many rows are gone as are new between the same neighbours, no column that
 * both have differs, and the names have a word in common (name, softwareName), half of their letters, or are a slip of the pen
 * apart. Where change marks replace the name in the row itself, any other name will do that comes with a column as it was, and any columns will
 * where half of the name stays. `old` are the rows of the definition, in order, and `spoken` those that the documents speak of.
 */
export function renamedRows<Old extends { readonly name: string }, New extends { readonly name: string }>(old: readonly Old[], rows: readonly New[], spoken: ReadonlySet<string>, { isReplaced, isSame, hasSame }: Evidence<Old, New>): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  const isNew = (row: New): boolean => !old.some((o) => o.name === row.name);
  const names = rows.map((row) => row.name);
  const before = old.filter((row) => spoken.has(row.name));
  const isKept = ({ name }: Old): boolean => names.includes(name);
  before.forEach((row, i) => {
    if (isKept(row)) return;
    const replacing = rows.find((candidate) => isNew(candidate) && isReplaced(row, candidate) && (isPartOf(row.name, candidate.name) || hasSame(row, candidate)));
    if (replacing !== undefined) {
      renamed.set(replacing.name, row.name);
      return;
    }
    const [from, to] = [before.findLastIndex((other, k) => k < i && isKept(other)), before.findIndex((other, k) => k > i && isKept(other))];
    const first = names.indexOf(before[from]?.name ?? '') + 1;
    const count = (to < 0 ? before.length : to) - from - 1;
    const candidate = rows[first + i - from - 1];
    if (candidate === undefined || names[first + count] !== before[to]?.name) return;
    if (!isNew(candidate) || !(sameStem(row.name, candidate.name) || isPartOf(row.name, candidate.name)) || !isSame(row, candidate)) return;
    renamed.set(candidate.name, row.name);
  });
  return renamed;
}

/** The columns of an attribute, in the definition and in the row. */
export const sameColumnsOf: Pick<Evidence<AttributeDraft, Row>, 'isSame' | 'hasSame'> = {
  isSame: (old, { facts }) => facts.every((fact) => columns.every((column) => !isSaid(fact, column) || isSame(old, fact, column))),
  hasSame: (old, { facts }) => facts.some((fact) => columns.some((column) => isSaid(fact, column) && isSame(old, fact, column))),
};

function sameStem(a: string, b: string): boolean {
  const [short, long] = [a.toLowerCase(), b.toLowerCase()].sort((x, y) => x.length - y.length) as [string, string];
  return (short.length >= 3 && long.includes(short)) || editDistance(short, long) <= Math.max(1, Math.floor(short.length / 6));
}

/** Whether half of a name begins and ends the other one: max(Nr)OfInstances, max(Number)OfInstances. */
function isPartOf(name: string, other: string): boolean {
  const least = Math.min(name.length, other.length);
  const count = (isAt: (i: number) => boolean): number => {
    let i = 0;
    while (i < least && isAt(i)) i++;
    return i;
  };
  const begins = count((i) => name[i] === other[i]);
  const ends = count((i) => name.at(-1 - i) === other.at(-1 - i));
  return begins + ends >= least / 2;
}

const isSaid = (fact: AttributeFact, column: Column): boolean => fact[column] !== undefined;

function isSame(row: AttributeDraft, fact: AttributeFact, column: Column): boolean {
  const compact = (text: string | undefined): string => (text ?? '').replace(/\s+/g, '');
  return compact(fact[column]) === compact(row[column]);
}

/**
 * The rows in the order of the document; rows that the document does not have stay behind the row that they stood behind.
 * Where the document gives no order (`leading` does not name the rows), the order of the definition stays.
 */
export function ordered(old: readonly AttributeDraft[], read: readonly AttributeDraft[], leading: ReadonlySet<string>): AttributeDraft[] {
  const leads = read.filter((row) => leading.has(row.name));
  const rest = [...old.filter((row) => !leads.includes(row)), ...read.filter((row) => !leads.includes(row) && !old.includes(row))];
  const after = new Map<AttributeDraft | undefined, AttributeDraft[]>();
  for (const row of rest) {
    const list = old.includes(row) ? old : read;
    let i = list.indexOf(row) - 1;
    while (i >= 0 && !leads.includes(list[i]!)) i--;
    const anchor = i < 0 ? undefined : list[i];
    after.set(anchor, [...(after.get(anchor) ?? []), row]);
  }
  return [...(after.get(undefined) ?? []), ...leads.flatMap((row) => [row, ...(after.get(row) ?? [])])];
}

/** The rows of the definition in their own order, and each new one behind the row that it stands behind in the document. */
export function placed<R>(old: readonly R[], read: readonly R[]): R[] {
  const result = [...old];
  read.forEach((row, i) => {
    if (result.includes(row)) return;
    const before = read.slice(0, i).findLast((other) => result.includes(other));
    const behind = read.slice(i + 1).find((other) => result.includes(other));
    const at = before !== undefined ? result.indexOf(before) + 1 : behind !== undefined ? result.indexOf(behind) : result.length;
    result.splice(at, 0, row);
  });
  return result;
}

/** What the documents print in a column, in the form of definitions, with the row that prints it. */
export function printedIn(column: Column, facts: readonly Stated<AttributeFact>[]): { readonly text: string; readonly fact: Stated<AttributeFact> } | undefined {
  for (const fact of facts) {
    const cell = fact[column];
    const text = cell === undefined ? undefined : normalised[column](cell);
    if (text !== undefined) return { text, fact };
  }
  return undefined;
}

/** The order in which the members of a row stand. */
const memberOrder = ['name', 'type', 'multiplicity', 'access', 'announced', 'create', 'update', 'default', 'fixed', 'inherited', 'constraints', 'description', 'source', 'errata'];

/** Sets a member where it belongs among the others. */
export function setColumn(row: AttributeDraft, column: string, value: unknown): void {
  const members = new Map<string, unknown>(Object.entries(row));
  const isNew = !members.has(column);
  members.set(column, value);
  const entries = isNew ? [...members].sort(([a], [b]) => memberOrder.indexOf(a) - memberOrder.indexOf(b)) : [...members];
  for (const key of Object.keys(row)) Reflect.deleteProperty(row, key);
  Object.assign(row, Object.fromEntries(entries));
}
