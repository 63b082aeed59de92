import { Diagnostics } from '../diagnostics/diagnostic.js';
import { keptByText } from '../read/kept.js';
import type { Workspace } from './merge/workspace.js';

interface Cited {
  readonly document: string;
  /** Clause and table: `9.6.18 9.6.18-3`. */
  readonly table: string;
}

/** Document → the clauses with tables that anything cites of it: `9.6.18 9.6.18-3`. */
export function citedTables(workspace: Workspace): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const kind of ['resource', 'enumerations', 'fault-codes', 'commands', 'status-codes', 'short-names', 'parameters', 'exec-status-codes'] as const) {
    for (const draft of workspace.all(kind)) {
      const cited = draft.isUntouched === true ? citedInText(draft.file, draft.text!, new Diagnostics()) : citedIn(draft.content);
      for (const { document, table } of cited) found.set(document, (found.get(document) ?? new Set()).add(table));
    }
  }
  return found;
}

/** Document → the resource types and enumerations that the definitions have from it. */
export function citedSubjects(workspace: Workspace): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const kind of ['resource', 'enumerations'] as const) {
    for (const draft of workspace.all(kind)) {
      const stated = draft.isUntouched === true ? subjectsInText(draft.file, draft.text!, new Diagnostics()) : subjectsIn(draft.content);
      for (const { document, subject } of stated) found.set(document, (found.get(document) ?? new Set()).add(subject));
    }
  }
  return found;
}

interface Stated {
  readonly document: string;
  readonly subject: string;
}

const subjectsInText = keptByText((_, text): readonly Stated[] => subjectsIn(JSON.parse(text)));

function subjectsIn(content: unknown): readonly Stated[] {
  const { enumerations } = content as { enumerations?: readonly unknown[] };
  return (enumerations ?? [content]).flatMap((item) => {
    const { name, type, source } = item as { name?: string; type?: string; source?: { document?: string } };
    const subject = name ?? type;
    return subject === undefined || source?.document === undefined ? [] : [{ document: source.document, subject }];
  });
}

const citedInText = keptByText((_, text): readonly Cited[] => citedIn(JSON.parse(text)));

function citedIn(content: unknown): readonly Cited[] {
  const found: Cited[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { document, clause, table } = value as { document?: unknown; clause?: unknown; table?: unknown };
    if (typeof document === 'string' && typeof clause === 'string' && typeof table === 'string') found.push({ document, table: `${clause} ${table}` });
    for (const member of Object.values(value)) visit(member);
  };
  visit(content);
  return found;
}
