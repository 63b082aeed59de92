import { posix } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Diagnostics } from '../../diagnostics/diagnostic.js';
import type { JsonValue } from '../../model/model.js';
import { byCodepoint } from '../../model/names.js';
import type { DefinitionKinds } from '../../read/definitions/definitions.js';
import { pathOf } from '../../read/definitions/json-document.js';
import { allKinds } from '../../read/definitions/kind.js';
import { definitionsOf } from '../../read/definitions/of-sources.js';
import type { Proposal } from './proposals.js';
import type { AttributeDraft } from './stating.js';
import type { Draft, DraftFile, Workspace } from './workspace.js';

type ErratumDraft = Draft<DefinitionKinds['errata']['errata'][number]>;

/** The file of errata; made when there is none. */
const errataFile = (into: Workspace): DraftFile<'errata'> => into.file('errata', () => ({ errata: [] }));

/** Patches that do not fit what the definitions print now, as indexes of erratum and patch. */
function stalePatches(into: Workspace, file: string): readonly (readonly [erratum: number, patch: number])[] {
  const diagnostics = new Diagnostics();
  definitionsOf(into.definitions(), diagnostics);
  return diagnostics
    .list()
    .filter((d) => d.code === 'ERRATUM_STALE' && d.place?.file === file)
    .map((d) => pathOf(d.place?.pointer ?? ''))
    .flatMap(([, erratum, , patch]) => (erratum === undefined || patch === undefined ? [] : [[Number(erratum), Number(patch)] as const]))
    .sort((a, b) => b[0] - a[0] || b[1] - a[1]);
}

/** Rows of attributes that patches of the folder add to a resource. */
export const addedRows = (into: Workspace): readonly Pick<AttributeDraft, 'name' | 'type'>[] =>
  into.all('errata').flatMap((f) => f.content.errata.flatMap((e) => e.patches ?? [])).flatMap(({ at, printed, use }) => (printed === null && /#\/attributes\/[^/]+$/.test(at) && use !== null ? [use as unknown as AttributeDraft] : []));

/** Takes patches back that no longer fit, and errata that had nothing else and that nothing cites. Each is told to `report`. */
export function retireErrata(into: Workspace, report: (erratum: ErratumDraft, patch: NonNullable<ErratumDraft['patches']>[number], file: string) => void): void {
  for (const file of into.all('errata')) {
    const emptied = new Set<ErratumDraft>();
    // One patch may stand on another; each round takes back at least one.
    for (let stale = stalePatches(into, file.file); stale.length > 0; stale = stalePatches(into, file.file)) {
      for (const [i, j] of stale) {
        const erratum = file.content.errata[i];
        const [patch] = erratum?.patches?.splice(j, 1) ?? [];
        if (erratum === undefined || patch === undefined) return;
        if (erratum.patches?.length === 0) {
          delete erratum.patches;
          emptied.add(erratum);
        }
        report(erratum, patch, file.file);
      }
    }
    const cited = citedErrata(into);
    file.content.errata = file.content.errata.filter((e) => !emptied.has(e) || cited.has(e.id));
  }
}

/** Ids that definitions cite. */
export function citedErrata(workspace: Workspace): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, member] of Object.entries(value)) {
      if (key === 'errata' && Array.isArray(member)) for (const id of member) if (typeof id === 'string') found.add(id);
      visit(member);
    }
  };
  for (const kind of citing) for (const file of workspace.seen(kind)) visit(file.content);
  return found;
}

/** What cites documents and errata: every kind of definition but themselves. */
export const citing = allKinds.filter((kind) => kind !== 'documents' && kind !== 'errata');

/**
 * The known errata that the definitions cite or that patch something in them, each with the patches that fit; the folder has
 * others of its own already.
 */
export function completeErrata(into: Workspace, known: Workspace): void {
  const own = new Set(into.all('errata').flatMap((f) => f.content.errata.map((e) => e.id)));
  const files = into.files();
  const candidates = known.all('errata').flatMap((f) => f.content.errata.map((erratum) => ({ erratum, file: f.file }))).filter(({ erratum }) => !own.has(erratum.id));
  const isNewFile = (path: string): boolean => files.has(path) && !into.sources.has(path);
  const cited = citedErrata(into);
  const wanted = candidates.flatMap(({ erratum, file }) => {
    const patches = erratum.patches?.filter((p) => isNewFile(p.at.slice(0, p.at.indexOf('#'))) && !namesAbsentParent(into, p));
    const { patches: _, ...rest } = structuredClone(erratum);
    return (patches?.length ?? 0) > 0 || cited.has(erratum.id) ? [{ erratum: { ...rest, ...((patches?.length ?? 0) > 0 && { patches: structuredClone(patches) }) } as ErratumDraft, file }] : [];
  });
  if (wanted.length === 0) return;
  const target = errataFile(into);
  for (const { erratum, file } of wanted) {
    target.content.errata.push(erratum);
    into.completed.push({ what: 'erratum', name: erratum.id, from: file });
  }
  // What was copied for one row must not patch another definition's silence.
  const copied = new Set(wanted.map(({ erratum }) => erratum.id));
  const withPatches = new Set(wanted.filter(({ erratum }) => erratum.patches !== undefined).map(({ erratum }) => erratum.id));
  retireErrata(into, () => undefined);
  const stillCited = citedErrata(into);
  target.content.errata = target.content.errata.filter((e) => !copied.has(e.id) || e.patches !== undefined || stillCited.has(e.id) || !withPatches.has(e.id));
  const left = new Set(target.content.errata.map((e) => e.id));
  for (let i = into.completed.length - 1; i >= 0; i--) {
    const { what, name } = into.completed[i]!;
    if (what === 'erratum' && copied.has(name) && !left.has(name)) into.completed.splice(i, 1);
  }
}

/** Whether a patch adds a parent that the folder does not have: what another document proposes is not to be put right here. */
function namesAbsentParent(into: Workspace, { at, printed, use }: { readonly at: string; readonly printed: unknown; readonly use: unknown }): boolean {
  if (!at.endsWith('#/parents') || !Array.isArray(printed) || !Array.isArray(use)) return false;
  return use.some((name: unknown) => typeof name === 'string' && !printed.includes(name) && into.resource(name) === undefined);
}

/** Writes proposals into the errata of the folder, under ids that are free: I01, I02 … */
export function acceptProposals(into: Workspace, proposals: readonly Proposal[]): readonly string[] {
  if (proposals.length === 0) return [];
  const file = errataFile(into);
  const taken = new Set(into.all('errata').flatMap((f) => f.content.errata.map((e) => e.id)));
  return proposals.map(({ where, printed, use, why, kind, patches, cites }) => {
    const same = kind === 'semantic' ? file.content.errata.find((e) => e.printed === printed && e.why === why) : undefined;
    const id = same?.id ?? freeId(taken);
    taken.add(id);
    if (same !== undefined) same.where = [...same.where, ...where.filter((w) => !same.where.some((o) => isDeepStrictEqual(o, w))).map((w) => ({ ...w }))];
    else file.content.errata.push({
      id,
      kind,
      where: where.map((w) => ({ ...w })),
      printed,
      use,
      why,
      ...(patches.length > 0 && { patches: patches.map((p) => ({ at: posix.relative(posix.dirname(file.file), p.at), printed: p.printed as Draft<JsonValue>, use: p.use as Draft<JsonValue> })) }),
    });
    // What patches nothing is cited where it was printed, or nobody would find it.
    for (const { resource, name, of } of patches.length > 0 ? [] : cites) {
      const content = into.resource(resource)?.content;
      const row = of === 'children' ? content?.children.find((c) => c.type === name) : content?.attributes.find((a) => a.name === name);
      if (row !== undefined) row.errata = [...new Set([...(row.errata ?? []), id])].sort(byCodepoint);
    }
    return id;
  });
}

function freeId(taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const id = `I${String(number).padStart(2, '0')}`;
    if (!taken.has(id)) return id;
  }
}
