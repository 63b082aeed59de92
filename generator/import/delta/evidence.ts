import { citedSubjects, citedTables } from '../cited-tables.js';
import type { Fact, Facts } from '../facts.js';
import type { Workspace } from '../merge/workspace.js';
import { isOlder } from './version.js';

/** What a document, or a table of it, was taken for, and why. */
export interface Judgement {
  readonly as: 'whole' | 'excerpt';
  readonly why: string;
}

/** A share of rows that is no excerpt: three of four, or two of three; of a document that does not say which it is, nine of ten. */
const enough = { stated: 0.75, guessed: 0.9 } as const;
/** A share of the cited tables that makes a document a whole specification, and how many they are at least. */
const wholeShare = 0.5;
const wholeTables = 3;

export const isNearlyAll = (there: number, all: number): boolean => there / Math.max(1, all) >= enough.stated;

/** What an unmarked document is as a whole, where that decides for all of its tables. */
export function judgeDocument(facts: Facts, workspaces: readonly Workspace[]): Judgement | undefined {
  const printed = facts.identity?.version;
  const known = workspaces.flatMap((w) => w.all('documents').flatMap((f) => f.content.documents)).find((d) => d.id === facts.document)?.version;
  if (printed !== undefined && known !== undefined && isOlder(printed, known)) return { as: 'excerpt', why: `${printed} is older than ${known}, which the definitions are from` };
  const { there, of, isThroughout } = citedIn(facts, workspaces);
  if (there >= wholeTables && there / of >= wholeShare && isThroughout) return { as: 'whole', why: `it has ${there} of the ${of} tables that the definitions cite of ${facts.document}` };
  const spoken = spokenOf(facts, workspaces);
  return spoken.there >= wholeTables && spoken.there / spoken.of >= wholeShare ? { as: 'whole', why: `it has tables of ${spoken.there} of the ${spoken.of} resource types and enumerations that the definitions have from ${facts.document}` } : undefined;
}

/** Whether a document is a whole specification, however few its tables are, marked or not. */
export function isWhole(facts: Facts, workspaces: readonly Workspace[]): boolean {
  const { there, of, isThroughout } = citedIn(facts, workspaces);
  const spoken = spokenOf(facts, workspaces);
  return (there > 0 && there / of >= wholeShare && isThroughout) || (spoken.there >= wholeTables && spoken.there / spoken.of >= wholeShare);
}

/** What the rows of one subject are that a document has, by their share of those that the definitions cite from it. */
export function judgeRows(facts: Facts, there: number, all: number): Judgement {
  const share = `it has ${there} of the ${all} rows`;
  const isStated = facts.identity === undefined || facts.identity.number !== undefined;
  const isNearly = isStated && there > 1 && all - there === 1;
  return isNearly || there / all >= (isStated ? enough.stated : enough.guessed) ? { as: 'whole', why: share } : { as: 'excerpt', why: share };
}

/** Whether a table in which facts stand says that rows are left out. */
export const isElided = (facts: Facts, spoken: readonly Fact[]): boolean =>
  facts.tables.some((table) => table.isElided === true && spoken.some((fact) => fact.source.table === table.number && fact.source.clause === table.clause));

/**
 * How many of the tables that the definitions cite from a document are there, and whether they are from all of its parts: half of
 * them may stand in one clause, which is an excerpt all the same. A document that begins with its scope has all of its parts.
 */
function citedIn(facts: Facts, workspaces: readonly Workspace[]): { readonly there: number; readonly of: number; readonly isThroughout: boolean } {
  const cited = workspaces.map((workspace) => citedTables(workspace).get(facts.document)).find((tables) => tables !== undefined) ?? new Set<string>();
  const numbers = new Set([...cited].map((table) => table.split(' ')[1]!));
  const have = new Set(facts.tables.flatMap((t) => t.number ?? []));
  const parts = new Set([...have].map(partOf));
  const isThroughout = [...numbers].every((number) => parts.has(partOf(number))) || hasScope(facts);
  return { there: [...numbers].filter((number) => have.has(number)).length, of: numbers.size, isThroughout };
}

/**
 * Tables may have other numbers in another release, or none: of a document that begins with its scope, the subjects count that have
 * tables in it.
 */
function spokenOf(facts: Facts, workspaces: readonly Workspace[]): { readonly there: number; readonly of: number } {
  const cited = workspaces.map((workspace) => citedSubjects(workspace).get(facts.document)).find((subjects) => subjects !== undefined) ?? new Set<string>();
  if (!hasScope(facts) || facts.identity?.number === undefined || facts.identity.isRequest) return { there: 0, of: cited.size };
  const have = new Set(facts.facts.map((fact) => (fact.kind === 'attribute' ? fact.resource : fact.kind === 'enumeration-value' ? fact.type : undefined)));
  return { there: [...cited].filter((subject) => have.has(subject)).length, of: cited.size };
}

const hasScope = ({ headings = [] }: Facts): boolean => headings.some((text) => /^(?:\d+[\s.:]+)?Scope$/i.test(text.trim()));

/** `6.3.4.2.1-1` → `6`. */
const partOf = (number: string): string => number.split(/[.-]/)[0]!;
