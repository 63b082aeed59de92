import type { Place } from '../../diagnostics/diagnostic.js';
import { groupBy } from '../../group-by.js';
import type { SchemaSet } from '../../model/components.js';
import { keyOfPrefixed } from '../../model/names.js';
import type { AttributeDefinition, ResourceDefinition } from '../../read/definitions/definitions.js';
import { definitionsOf } from '../../read/definitions/of-sources.js';
import type { AttributeFact, FaultFact } from '../facts.js';
import { tableOf } from './code-tables.js';
import { mergeCodes } from './codes.js';
import { optionalities } from './columns.js';
import type { MergeContext } from './context.js';
import { citedErrata } from './errata.js';
import type { Stated, Workspace } from './workspace.js';

const because = {
  access: 'Proposed by an import: the access is',
  type: 'Proposed by an import: no XSD and no table declares',
} as const;

/** Takes back what an earlier import proposed and what does not hold any more: a column has changed, the type is declared now. */
export function retireProposals({ into }: MergeContext, components: SchemaSet): void {
  retireContradictions(into);
  for (const file of into.all('errata')) {
    for (const erratum of file.content.errata) {
      if (erratum.patches === undefined || !erratum.why.startsWith(because.type)) continue;
      const patches = erratum.patches.filter(({ printed }) => !isDeclared(components, String(printed)));
      if (patches.length === erratum.patches.length) continue;
      into.change({ kind: 'removed', what: 'proposed erratum', name: erratum.id, to: 'it does not hold any more', file: file.file });
      erratum.patches = patches;
    }
    file.content.errata = file.content.errata.filter((e) => e.patches?.length !== 0);
  }
}

/** Attributes of which one of the two views has changed. */
const viewsChangedIn = ({ changes }: Workspace): ReadonlySet<string> => new Set(changes.filter((c) => c.what === 'attribute' && ['access', 'create', 'update'].includes(c.column ?? '')).map((c) => c.name));

/** A row that has changed cites no longer what was said of it before; whether that still holds, `makeSound` sees anew. */
function retireContradictions(into: Workspace): void {
  const changed = viewsChangedIn(into);
  const ids = new Set(into.all('errata').flatMap((f) => f.content.errata.filter((e) => e.why.startsWith(because.access)).map((e) => e.id)));
  for (const name of new Set([...changed].map((of) => of.slice(0, of.indexOf('.'))))) {
    for (const row of into.resource(name)?.content.attributes.filter((a) => changed.has(`${name}.${a.name}`)) ?? []) {
      const errata = row.errata?.filter((id) => !ids.has(id)) ?? [];
      if (errata.length === 0) delete row.errata;
      else row.errata = errata;
    }
  }
  const cited = citedErrata(into);
  for (const file of into.all('errata')) {
    for (const { id } of file.content.errata.filter((e) => ids.has(e.id) && !cited.has(e.id))) {
      into.change({ kind: 'removed', what: 'proposed erratum', name: id, to: 'it does not hold any more', file: file.file });
    }
    file.content.errata = file.content.errata.filter((e) => !ids.has(e.id) || cited.has(e.id));
  }
}

/**
 * One fault code has one result, whatever the table (the mapping is a function on codes). Where tables print different ones, the one
 * that most of them print is used.
 */
export function makeFaultsAgree({ into, proposals }: MergeContext, facts: readonly Stated<FaultFact>[]): void {
  const used = definitionsOf(into.definitions());
  const results = new Map(used.byKind('enumerations').flatMap((d) => d.content.enumerations.filter((e) => e.type === 'm2m:execResultType')).flatMap((e) => e.values).flatMap((v) => [v.name, ...(v.aliases ?? [])].map((name) => [name, v.value] as const)));
  const rows = used.byKind('fault-codes').flatMap(({ file, content }) => content.tables.flatMap((t) => t.rows.map((row) => ({ ...row, table: t.table, file, result: results.get(row.status) }))));
  for (const fact of facts) {
    const row = rows.find((r) => r.table === tableOf(fact) && r.faultCode === fact.faultCode);
    const votes = new Map<number | undefined, number>();
    for (const { faultCode, result } of rows) if (faultCode === fact.faultCode) votes.set(result, (votes.get(result) ?? 0) + 1);
    const [winner] = [...votes].sort(([, a], [, b]) => b - a)[0] ?? [];
    const use = rows.find((r) => r.faultCode === fact.faultCode && r.result === winner)?.status;
    if (row === undefined || use === undefined || row.result === winner) continue;
    proposals.misprint(fact, {
      file: row.file,
      path: ['tables', row.table, 'rows', String(row.faultCode), 'status'],
      printed: row.status,
      use,
      needed: true,
      why: `Proposed by an import: fault code ${row.faultCode} has the result ${use} in other tables, and one code has one result.`,
    });
  }
}

function isDeclared(components: SchemaSet, type: string): boolean {
  const name = type.replace(/^list of /, '');
  return components.types.has(keyOfPrefixed(name) ?? name);
}

/**
 * What the printed rows of changed definitions cannot mean as they stand, with the erratum that says so: a type that nothing
 * declares, and the two views of an attribute where they contradict each other (TS-0004 K.2).
 */
export function makeSound(context: MergeContext, components: SchemaSet, facts: readonly Stated<AttributeFact>[]): void {
  const { into } = context;
  const printed = groupBy(facts, ({ resource = '', name }) => `${resource}.${name}`);
  const changed = into.changed();
  const viewsChanged = viewsChangedIn(into);
  const undeclared = new Map<string, { readonly place: Place; readonly attributes: string[] }>();
  for (const definition of definitionsOf(into.definitions()).byKind('resource')) {
    const { file, content } = definition;
    if (!changed.has(file)) continue;
    for (const [i, row] of content.attributes.entries()) {
      const rows = printed.get(`${content.name}.${row.name}`);
      if (rows === undefined) continue;
      const name = row.type.replace(/^list of /, '');
      if (!isDeclared(components, name)) {
        const [first] = rows;
        const uses = undeclared.get(name);
        if (uses === undefined) undeclared.set(name, { place: first!.place, attributes: [`${content.name}.${row.name}`] });
        else uses.attributes.push(`${content.name}.${row.name}`);
        const use = row.type.startsWith('list of ') ? 'list of xs:anyType' : 'xs:anyType';
        context.proposals.misprint(first!, { file, path: ['attributes', row.name, 'type'], printed: row.type, use, needed: true, why: `${because.type} ${name}, so that any value is allowed.` });
      }
      // A row that cites an erratum of its own is excused, as in the check of the two views, unless what it is about changes now.
      const errata = [...(row.errata ?? []), ...definition.patchedBy('attributes', i)];
      const isExcused = errata.some((id) => content.errata?.includes(id) !== true);
      if (!isExcused || viewsChanged.has(`${content.name}.${row.name}`)) tellContradiction(context, content, row, rows);
    }
  }
  for (const [type, { place, attributes }] of undeclared) {
    const [first, ...more] = attributes;
    const message = `nothing declares ${type}, so that any value is allowed in ${first!}${more.length > 0 ? ` and ${more.length} more attributes` : ''}`;
    context.diagnostics.report(mergeCodes, 'IMPORT_UNKNOWN_TYPE', message, place, `add the XSD that declares ${type}`);
  }
}

/**
 * Access and optionality that contradict each other stay as they are printed, and the row cites the erratum that says so: requests
 * follow the optionality, which is what TS-0004 prints, and a person decides which of the two is wrong.
 */
function tellContradiction({ into, proposals, diagnostics }: MergeContext, resource: ResourceDefinition, row: AttributeDefinition, facts: readonly Stated<AttributeFact>[]): void {
  const { create, update } = optionalities(row.access, row.multiplicity);
  const isOf = (operation: 'create' | 'update'): boolean => resource.operations.includes(operation);
  const fits = (!isOf('create') || (row.create === 'NP') === (create === 'NP')) && (!isOf('update') || row.update === update);
  if (fits) return;
  const ofAccess = facts.find((fact) => fact.access !== undefined);
  const ofRequests = facts.find((fact) => fact.create !== undefined || fact.update !== undefined);
  const requests = `Create ${row.create}, Update ${row.update}`;
  const known = ofAccess === undefined ? placeOfAccess(into, resource.name, row) : 'one table';
  const other = ofRequests === undefined && resource.requests !== undefined ? `clause ${resource.requests.clause} of ${resource.requests.document}` : 'another';
  const why = known === undefined
    ? `${because.access} printed nowhere, and ${requests} is none of RW, RO and WO; ${row.access} is nearest.`
    : `${because.access} ${row.access} in ${known}, and ${requests} contradicts it in ${other}.`;
  const fact = ofRequests ?? ofAccess ?? facts[0]!;
  proposals.misprint(fact, { printed: `${known === undefined ? 'no access' : row.access}; ${requests}`, use: requests, kind: 'semantic', needed: true, why, cites: { resource: resource.name, name: row.name } });
  if (known !== undefined) diagnostics.report(mergeCodes, 'IMPORT_CONTRADICTION', `${resource.name}.${row.name} is ${row.access}, but ${requests}`, fact.place, 'requests follow Create and Update; see which of the two tables is wrong');
}

/** Where an access stands that was there before the import, and that no erratum says is printed nowhere. */
function placeOfAccess({ used }: Workspace, resource: string, { name, access }: AttributeDefinition): string | undefined {
  const definition = used.byKind('resource').find(({ content }) => content.name === resource);
  const row = definition?.content.attributes.find((each) => each.name === name);
  if (definition === undefined || row?.access !== access) return undefined;
  const unprinted = new Set(used.byKind('errata').flatMap(({ content }) => content.errata.flatMap(({ id, why }) => (why.startsWith(`${because.access} printed nowhere`) ? [id] : []))));
  if (row.errata?.some((id) => unprinted.has(id)) === true) return undefined;
  const { document, clause } = row.source ?? definition.content.source;
  // A row that a table of Create and Update changed last cites that one.
  return clause === definition.content.requests?.clause ? 'the definitions' : `clause ${clause} of ${document}`;
}
