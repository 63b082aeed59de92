import { posix } from 'node:path';
import type { Place } from '../../diagnostics/diagnostic.js';
import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import type { JsonValue } from '../../model/model.js';
import type { Citation } from '../facts.js';
import { mergeCodes } from './codes.js';
import type { Workspace } from './workspace.js';
import { sourceOf } from './workspace.js';

/** An erratum that an import proposes; an editor accepts it into errata.json, questions it or forgets it. */
export interface Proposal {
  readonly where: readonly { readonly document: string; readonly clause: string; readonly line?: number }[];
  readonly printed: string;
  readonly use: string;
  readonly why: string;
  readonly kind: 'name' | 'semantic';
  readonly patches: readonly { readonly at: string; readonly printed: JsonValue; readonly use: JsonValue }[];
  /** The printed value can stand in no definition that the compiler takes: the erratum comes along with it. */
  readonly needed: boolean;
  /** Rows that cite the erratum once it is accepted: where nothing is patched, that is how it is found. */
  readonly cites: readonly CitingRow[];
  readonly place: Place;
}

/** An attribute of a resource, or a child by its type. */
export interface CitingRow {
  readonly resource: string;
  readonly name: string;
  readonly of?: 'children';
}

/** Something printed that is to be read as something else. */
interface Misprint {
  /** Where a definition has it, as a path of names; absent where none does. */
  readonly file?: string;
  readonly path?: readonly string[];
  readonly printed: string;
  readonly use: string;
  readonly needed?: boolean;
  readonly why?: string;
  /** Absent: a slip of the pen. */
  readonly kind?: Proposal['kind'];
  /** What the patch says, where that is no text. */
  readonly values?: { readonly printed: JsonValue; readonly use: JsonValue };
  readonly cites?: CitingRow | undefined;
}

interface Stating {
  readonly document: string;
  readonly source: Citation;
  readonly place: Place;
}

/** Collects proposals: one for each misprint of a document, whatever the number of places; what an erratum settles is none. */
export class Proposals {
  readonly #found = new Map<string, Proposal>();

  constructor(
    private readonly workspaces: readonly Workspace[],
    private readonly diagnostics: Diagnostics,
  ) {}

  misprint(fact: Stating, { file, path, printed, use, needed = false, why, kind = 'name', cites, values }: Misprint): void {
    const patch = file === undefined || path === undefined ? undefined : { at: `${file}#/${path.map(escaped).join('/')}`, printed: values?.printed ?? (values === undefined ? printed : null), use: values?.use ?? use };
    if (kind === 'name' && this.workspaces.some((w) => isSettled(w, fact, printed, patch?.at))) return;
    const { document, clause } = sourceOf(fact);
    const key = JSON.stringify([document, printed, use, needed, why]);
    const known = this.#found.get(key);
    const where = known?.where ?? [];
    const place = { document, clause, ...(isText(fact.place.file) && { line: fact.place.line }) };
    this.#found.set(key, {
      where: where.some((w) => JSON.stringify(w) === JSON.stringify(place)) ? where : [...where, place],
      printed,
      use,
      why: why ?? 'Proposed by an import: the printed text is a slip of the pen away from a known one.',
      kind,
      patches: [...(known?.patches ?? []), ...(patch === undefined || known?.patches.some((p) => p.at === patch.at) === true ? [] : [patch])],
      needed,
      cites: [...(known?.cites ?? []), ...(cites === undefined ? [] : [cites])],
      place: known?.place ?? fact.place,
    });
    if (why !== undefined) return;
    const hint = needed ? 'the erratum that says so goes into errata.json with it: review it there, or correct the document' : 'accept the proposed erratum with --accept-errata, or correct the document';
    this.diagnostics.report(mergeCodes, 'IMPORT_SPELLING', `"${printed}" is read as "${use}"`, fact.place, hint);
  }

  list(): readonly Proposal[] {
    return [...this.#found.values()];
  }
}

const escaped = (segment: string): string => segment.replace(/~/g, '~0').replace(/\//g, '~1');

/** Word documents have paragraphs where texts have lines. */
const isText = (file: string): boolean => !file.toLowerCase().endsWith('.docx');

/** An erratum patches the place, or says in words what it makes of the printed text. */
function isSettled(workspace: Workspace, fact: Stating, printed: string, path: string | undefined): boolean {
  for (const { file, content } of workspace.all('errata')) {
    for (const erratum of content.errata) {
      if (path !== undefined && erratum.patches?.some((p) => posix.join(posix.dirname(file), p.at) === path && p.printed === printed) === true) return true;
      const speaks = new RegExp(`(^|[^A-Za-z0-9_])${printed.replace(/[^A-Za-z0-9_ ]/g, '\\$&')}($|[^A-Za-z0-9_])`).test(erratum.printed);
      if (path === undefined && speaks && erratum.where.some((w) => w.document === fact.document)) return true;
    }
  }
  return false;
}
