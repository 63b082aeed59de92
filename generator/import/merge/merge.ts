import { Diagnostics } from '../../diagnostics/diagnostic.js';
import { pathOf } from '../../read/definitions/json-document.js';
import { definitionsOf } from '../../read/definitions/of-sources.js';
import type { Sources } from '../../read/sources.js';
import { componentsOf } from '../../read/xsd/components.js';
import { Absences } from '../delta/absences.js';
import type { Verdict } from '../delta/absences.js';
import { adopted } from '../delta/adopt.js';
import { withAnnounced } from '../delta/announced.js';
import { compareContext, compareDeleted, tellEmptied } from '../delta/context.js';
import { isContext, isMarked } from '../delta/difference.js';
import type { GoneRow } from '../delta/rows.js';
import type { Fact, Facts } from '../facts.js';
import { asRecorded } from './alike-names.js';
import { tellUntyped } from './attributes.js';
import type { Change } from './changes.js';
import { mergeCommands, mergeFaults, mergeStatusCodes } from './code-tables.js';
import { mergeCodes } from './codes.js';
import { completeShortNames } from './completed-names.js';
import { complete, completeAddedRows } from './completion.js';
import { mergeEnumerationLists } from './enumeration-lists.js';
import { mergeEnumerationTables } from './enumeration-tables.js';
import { completeDocuments, followVersions } from './documents.js';
import { acceptProposals, retireErrata } from './errata.js';
import { ofOurNamespace } from './namespaces.js';
import type { Proposal } from './proposals.js';
import { Proposals } from './proposals.js';
import { makeFaultsAgree, makeSound, retireProposals } from './soundness.js';
import type { MergeContext } from './context.js';
import { withInlineTypes } from './inline-types.js';
import { followMembers, memberEdits } from './members.js';
import { followNumbers } from './numbers.js';
import { removeResources } from './removal.js';
import { removeEnumerations } from './removed-enumerations.js';
import { followRenumbered } from './renumbered-values.js';
import { renameResources } from './renamed-resources.js';
import { mergeParameters } from './parameters.js';
import { mergeResponses } from './responses.js';
import { mergeResources } from './resources.js';
import { mergeShortNames } from './short-names.js';
import type { Completion, Stated } from './workspace.js';
import { Workspace } from './workspace.js';
import { tellUnattached } from './unattached-names.js';
import { agreeWithXsds } from './xsd-agreement.js';
import { followInXsds } from './xsd-sync.js';

export interface Merged {
  /** The files that changed or are new, and no others: path → text. */
  readonly sources: Sources;
  readonly changes: readonly Change[];
  /** What no document says and the known definitions gave. */
  readonly completed: readonly Completion[];
  readonly proposals: readonly Proposal[];
  /** Ids of the proposals that went into errata.json. */
  readonly accepted: readonly string[];
  /** Files that are no more. */
  readonly removed: readonly string[];
  /** Where the definitions have more than the documents show: what that was taken for. */
  readonly verdicts: readonly Verdict[];
  /** Rows that the documents take away. */
  readonly went: readonly GoneRow[];
}

export interface MergeOptions {
  /** Writes every proposed erratum into errata.json, not only those without which a definition is none. */
  readonly acceptErrata?: boolean;
  /** Titles of the documents, by id. */
  readonly titles?: ReadonlyMap<string, string>;
  /** What an unmarked document is, whatever the evidence says. */
  readonly as?: 'excerpt' | 'whole';
  /** Keys of rows that stay although the documents take them away. */
  readonly keep?: ReadonlySet<string>;
}

/**
 * Facts of documents → definitions. `into` are the files of the folder as they are, before errata: what the documents say
 * replaces what they say, and everything else in them stays as it is. What the definitions need besides comes from `known`.
 */
export function merge(given: readonly Facts[], into: Sources, known: Sources | undefined, diagnostics: Diagnostics, options: MergeOptions = {}): Merged {
  const sound = new Diagnostics();
  definitionsOf(into, sound);
  const soundKnown = new Diagnostics();
  definitionsOf(known ?? new Map(), soundKnown);
  for (const problem of sound.list()) diagnostics.add(problem);
  for (const problem of soundKnown.list()) if (problem.severity === 'error') diagnostics.add({ ...problem, message: `in the known definitions, ${problem.message}` });
  const workspace = new Workspace(into);
  if (sound.hasErrors || soundKnown.hasErrors) return { sources: new Map(), changes: [], completed: [], proposals: [], accepted: [], removed: [], verdicts: [], went: [] };

  const knownSpace = new Workspace(known ?? new Map());
  const proposals = new Proposals([workspace, knownSpace], diagnostics);
  const components = componentsOf(xsds(into));
  const knownComponents = componentsOf(xsds(known ?? new Map()));
  // What is unmarked shows where the rest belongs, except where the definitions do not have its subject.
  const documents = withInlineTypes(ofOurNamespace(given, diagnostics).map((facts) => withAnnounced(adopted(asRecorded(facts, workspace), workspace), workspace)), workspace, [components, knownComponents]);
  const absences = new Absences(documents, [workspace, knownSpace], options.as, options.keep);
  const context: MergeContext = { into: workspace, known: knownSpace, proposals, diagnostics, absences };
  const facts = byKind(documents);
  compareContext(context, documents);
  compareDeleted(context, documents);
  tellEmptied(diagnostics, documents);

  const settled = new Map<Proposal, string>();
  const settle = (wanted: (proposal: Proposal) => boolean): void => {
    const open = proposals.list().filter((p) => !settled.has(p) && wanted(p));
    acceptProposals(workspace, open).forEach((id, i) => settled.set(open[i]!, id));
  };

  // Tables of numbers first: they number the resource types, too.
  const emptied = mergeEnumerationTables(context, facts('enumeration-value'));
  followRenumbered(context, components);
  renameResources(context, { attributes: facts('attribute'), children: facts('child'), names: facts('short-name') });
  removeResources(context);
  mergeResources(context, {
    attributes: facts('attribute'),
    children: facts('child'),
    types: facts('resource-type'),
    operations: facts('operation'),
    names: facts('short-name'),
    values: facts('enumeration-value'),
  });
  followNumbers(context, facts('enumeration-value'));
  mergeEnumerationLists(context, { ...components, types: new Map([...knownComponents.types, ...components.types]) }, facts('enumeration-value'));
  tellUntyped(context, facts('attribute'));
  mergeFaults(context, facts('fault'));
  mergeCommands(context, facts('command'));
  mergeStatusCodes(context, facts('status-code'));
  mergeShortNames(context, facts('short-name'));
  mergeParameters(context, facts('parameter'));
  mergeResponses(context, facts('response'));

  followVersions(context, documents);

  const members = memberEdits(context, components, facts('member'));
  const types = { simple: facts('simple-type').filter((fact) => !isContext(fact)), members: members.rest, values: facts('enumeration-value') };
  const isOfMasks = types.values.some((fact) => !isContext(fact) && fact.unmarked !== undefined && isMarked(fact, 'bitMask'));
  if (workspace.changes.length > 0 || isOfMasks || emptied.length > 0 || members.edited.size > 0 || types.members.length > 0 || types.simple.length > 0) {
    const declared = complete(context, components, knownComponents, types, options.titles ?? new Map(), documents);
    const unfollowed = componentsOf(workspace.xsds());
    if (followMembers(context, members, declared)) completeShortNames(context, unfollowed, componentsOf(workspace.xsds()));
    // A printed value that no definition can hold goes in together with its erratum; what follows reads the definitions as used.
    settle((p) => p.needed);
    retireErrata(workspace, (erratum, patch, file) => tellRetired(context, erratum.id, patch, file));
    retireProposals(context, componentsOf(workspace.xsds()));
    followInXsds(context, [...workspace.differences, ...workspace.changes]);
    removeEnumerations(context, emptied);
    makeSound(context, componentsOf(workspace.xsds()), facts('attribute'));
    settle((p) => p.needed);
    agreeWithXsds(context, componentsOf(workspace.xsds()), facts('attribute'));
    if (facts('fault').length > 0) makeFaultsAgree(context, facts('fault'));
    settle((p) => p.needed);
    completeAddedRows(context);
    tellUnattached(context, componentsOf(workspace.xsds()), facts('short-name'));
  }
  settle((p) => p.needed || options.acceptErrata === true);
  // The id of one that was retired on the way may have gone to another.
  const accepted = [...new Set(settled.values())];
  if (accepted.length > 0) completeDocuments(workspace, knownSpace, options.titles ?? new Map(), documents);
  return { sources: workspace.changed(), changes: workspace.changes, completed: workspace.completed, proposals: proposals.list(), accepted, removed: workspace.removed(), verdicts: absences.verdicts, went: absences.went };
}

/** A patch that fits no longer: the document prints what it made, or something else again. */
function tellRetired({ into, diagnostics }: MergeContext, id: string, { at: place, printed, use }: { readonly at: string; readonly printed: unknown; readonly use: unknown }, file: string): void {
  const [target, path] = [place.slice(0, place.indexOf('#')), pathOf(place.slice(place.indexOf('#') + 1))];
  const here = into.changes.filter((c) => c.file.endsWith(target));
  const change = here.find((c) => c.column === path.at(-1) && c.name.endsWith(path.at(-2) ?? ''));
  const gone = here.find(({ kind, what, name }) => kind === 'removed' && (what === 'resource' || (what === 'attribute' && path[0] === 'attributes' && name.endsWith(`.${path[1] ?? ''}`))));
  if (gone !== undefined) {
    diagnostics.report(mergeCodes, 'IMPORT_ERRATUM_CLOSED', `erratum ${id} no longer patches ${path.join('/')}: ${gone.what} ${gone.name} goes`, gone.place);
  } else if (change?.to === use) {
    diagnostics.report(mergeCodes, 'IMPORT_ERRATUM_CLOSED', `erratum ${id} is put right: the document prints ${json(use)} for ${path.join('/')}`, change?.place);
  } else {
    const hint = `it made ${json(printed)} into ${json(use)}; see whether the erratum still holds`;
    diagnostics.report(mergeCodes, 'IMPORT_ERRATUM', `erratum ${id} patches ${path.join('/')}, which the document changes; the patch is taken out`, change?.place, hint);
  }
  into.change({ kind: 'removed', what: 'patch', name: `${id} of ${path.join('/')}`, file });
}

const json = (value: unknown): string => JSON.stringify(value);

const xsds = (sources: Sources): Sources => new Map([...sources].filter(([file]) => file.endsWith('.xsd')));

/** The facts of one kind, of all documents in order, each with its document. */
function byKind(documents: readonly Facts[]) {
  const all = documents.flatMap(({ document, facts }) => facts.map((fact) => ({ ...fact, document })));
  return <K extends Fact['kind']>(kind: K): readonly Stated<Extract<Fact, { kind: K }>>[] => all.filter((fact) => fact.kind === kind) as never;
}
