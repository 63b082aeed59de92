import type { Sources } from '../read/sources.js';
import type { Facts } from './facts.js';
import { citedTables } from './cited-tables.js';
import { Workspace } from './merge/workspace.js';

/**
 * The id under which the definitions cite a document. One that says its number has that id. A Change Request is one of many to its
 * document: it is a known one if that is where its tables are cited, else one of its own. Where a document says nothing, the
 * tables decide: it is the one under whose id most of its tables are cited, if that is at least half of those that gave facts,
 * and no other has as many.
 */
export function identify(facts: Facts, folders: readonly Sources[], file: string): string {
  const numbered = facts.tables.filter((table) => table.facts > 0 && table.number !== undefined && table.clause !== undefined);
  const isRequest = facts.identity?.isRequest === true;
  if (!isRequest && facts.identity?.number !== undefined) return facts.document;
  const workspaces = folders.map((folder) => new Workspace(folder, 'to read'));
  const isKnown = (id: string): boolean => workspaces.some((w) => w.all('documents').some((f) => f.content.documents.some((d) => d.id === id)));
  for (const workspace of workspaces) {
    if (!isRequest && workspace.all('documents').some((f) => f.content.documents.some((d) => d.id === facts.document))) return facts.document;
    const scores = [...citedTables(workspace)]
      .map(([id, tables]) => ({ id, score: numbered.filter((table) => tables.has(`${table.clause!} ${table.number!}`)).length }))
      .filter(({ id, score }) => score > 0 && score * 2 >= numbered.length && (!isRequest || isRequestTo(id, facts.identity?.number)))
      .sort((a, b) => b.score - a.score);
    const [first, second] = scores;
    if (first !== undefined && first.score > (second?.score ?? 0)) return first.id;
  }
  if (!isRequest) return facts.document;
  const { number, request } = facts.identity!;
  const base = number ?? mostCited(numbered, workspaces);
  if (base === undefined) return request ?? facts.document;
  const plain = `${base}-CR`;
  if (request !== undefined) return `${plain}-${request}`;
  return isKnown(plain) ? `${plain}-${stem(file)}` : plain;
}

/** A known Change Request to the document; one that says of none fits all. */
const isRequestTo = (id: string, number: string | undefined): boolean => (number === undefined ? id.includes('-CR') : id === `${number}-CR` || id.startsWith(`${number}-CR-`));

/** The specification whose tables these are. */
function mostCited(tables: readonly { readonly clause?: string; readonly number?: string }[], workspaces: readonly Workspace[]): string | undefined {
  const scores = workspaces.flatMap((w) => [...citedTables(w)].map(([id, cited]) => ({ id, score: tables.filter((t) => cited.has(`${t.clause!} ${t.number!}`)).length })));
  const [first] = scores.filter(({ id, score }) => score > 0 && /^T[SR]-\d{4}$/.test(id)).sort((a, b) => b.score - a.score);
  return first?.id;
}

const stem = (file: string): string => file.replace(/^.*[\\/:]/, '').replace(/\.[^.]+$/, '').replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^CR[-_]+(?=.)/i, '');
