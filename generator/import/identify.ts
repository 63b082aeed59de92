import type { Sources } from '../read/sources.js';
import type { Facts } from './facts.js';
import { Workspace } from './merge/workspace.js';

/**
 * The id under which the definitions cite a document. A Change Request seldom says its own: where the id that was read is no
 * known one, the tables decide. A document is the one under whose id most of its tables are cited, if that is at least half of
 * those that gave facts, and no other has as many.
 */
export function identify(facts: Facts, folders: readonly Sources[]): string {
  const numbered = facts.tables.filter((table) => table.facts > 0 && table.number !== undefined && table.clause !== undefined);
  for (const folder of folders) {
    const workspace = new Workspace(folder);
    if (workspace.all('documents').some((f) => f.content.documents.some((d) => d.id === facts.document))) return facts.document;
    const cited = citedTables(workspace);
    const scores = [...cited]
      .map(([id, tables]) => ({ id, score: numbered.filter((table) => tables.has(`${table.clause!} ${table.number!}`)).length }))
      .sort((a, b) => b.score - a.score);
    const [first, second] = scores;
    if (first !== undefined && first.score > 0 && first.score * 2 >= numbered.length && first.score > (second?.score ?? 0)) return first.id;
  }
  return facts.document;
}

/** Document → the clauses with tables that anything cites of it. */
function citedTables(workspace: Workspace): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { document, clause, table } = value as { document?: unknown; clause?: unknown; table?: unknown };
    if (typeof document === 'string' && typeof clause === 'string' && typeof table === 'string') {
      const tables = found.get(document) ?? new Set();
      found.set(document, tables.add(`${clause} ${table}`));
    }
    for (const member of Object.values(value)) visit(member);
  };
  for (const kind of ['resource', 'enumerations', 'fault-codes', 'commands', 'status-codes', 'short-names', 'exec-status-codes'] as const) {
    for (const file of workspace.all(kind)) visit(file.content);
  }
  return found;
}
