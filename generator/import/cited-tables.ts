import type { Workspace } from './merge/workspace.js';

/** Document → the clauses with tables that anything cites of it: `9.6.18 9.6.18-3`. */
export function citedTables(workspace: Workspace): ReadonlyMap<string, ReadonlySet<string>> {
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
