import type { DefinitionKinds } from '../../read/definitions/definitions.js';
import type { AttributeFact } from '../facts.js';
import { mergeCodes } from './codes.js';
import { accessOf, isLegal, meant, multiplicityOf, optionalities } from './columns.js';
import type { MergeContext } from './context.js';
import { printedIn, setColumn } from './rows.js';
import type { AttributeDraft, Row } from './stating.js';
import { viewOf } from './stating.js';
import type { Draft, Stated } from './workspace.js';
import { at, sourceOf } from './workspace.js';

type ResourceDraft = Draft<DefinitionKinds['resource']>;

/**
 * Remembers which tables of TS-0004's style print CREATE and UPDATE, so that these stay where TS-0001's access changes alone; where a
 * later version of the document prints them in another clause, in that. The rows that marks show of what is there already are no
 * such table.
 */
export function citeRequests({ into, absences }: MergeContext, file: string, resource: ResourceDraft, facts: readonly Stated<AttributeFact>[]): void {
  const printing = facts.filter((fact) => viewOf(fact) === 'requests' && (fact.create ?? fact.update) !== undefined && !(absences.isMarked(fact.document) && into.sources.has(file)));
  const before = resource.requests;
  // Another document tells it again, a proposal has a number that is still open (7.4.x), and what is printed where it was may be printed elsewhere, too.
  const cited = printing.map((fact) => ({ fact, source: sourceOf(fact) })).filter(({ source }) => before === undefined || (source.document === before.document && isNumber(source.clause)));
  const [first] = cited;
  if (first === undefined || cited.some(({ source }) => source.clause === before?.clause)) return;
  const { document, clause } = first.source;
  const members = Object.entries(resource).filter(([key]) => key !== 'requests');
  for (const key of Object.keys(resource)) Reflect.deleteProperty(resource, key);
  Object.assign(resource, Object.fromEntries(members.flatMap((member) => (member[0] === 'source' ? [member, ['requests', { document, clause }]] : [member]))));
  const from = before === undefined ? 'derived from the access' : `printed in ${before.document} ${before.clause}`;
  into.change({ kind: 'changed', what: 'resource', name: resource.name, column: 'requests', from, to: `printed in ${document} ${clause}`, file, place: first.fact.place });
}

const isNumber = (clause: string): boolean => /^(?:\d+|[A-Z])(?:\.\d+[a-z]?)*$/.test(clause);

/** Access and multiplicity follow CREATE and UPDATE that changed, where the resource's own table is of TS-0004's style (Annex J): they were made of them. */
export function followRequests({ into }: MergeContext, file: string, resource: ResourceDraft, row: AttributeDraft, { name, facts }: Row): void {
  const subject = `${resource.name}.${name}`;
  const before = (column: 'create' | 'update'): string => into.changes.find((c) => c.file === file && c.name === subject && c.column === column)?.from ?? row[column];
  const was = [before('create'), before('update')] as const;
  const isOwn = [resource.source, row.source ?? resource.source].every(({ document }) => document.startsWith('TS-0004'));
  if (!isOwn || (was[0] === row.create && was[1] === row.update)) return;
  const made = (create: string, update: string) => ({ access: accessOf(create, update), multiplicity: multiplicityOf(create, row.type) });
  const [old, now] = [made(...was), made(row.create, row.update)];
  for (const column of ['access', 'multiplicity'] as const) {
    if (row[column] !== old[column] || now[column] === undefined || now[column] === old[column] || printedIn(column, facts) !== undefined) continue;
    into.change({ kind: 'changed', what: 'attribute', name: subject, column, from: row[column], to: now[column], file, ...at(facts[0]) });
    setColumn(row, column, now[column]);
  }
}

/**
 * CREATE and UPDATE follow an access or multiplicity that changed, where they cannot stay and nothing prints them. What tables of
 * TS-0004's style print wins over what would follow: a person sees both values, in an erratum (`makeSound`) or here.
 */
export function followAccess({ into, diagnostics }: MergeContext, file: string, resource: ResourceDraft, row: AttributeDraft, { name, facts }: Row): void {
  const changed = into.changes.some((c) => c.file === file && c.name === `${resource.name}.${name}` && (c.column === 'access' || c.column === 'multiplicity'));
  if (!changed || printedIn('create', facts) !== undefined || printedIn('update', facts) !== undefined) return;
  const access = isLegal.access(row.access) ? row.access : meant('access', row.access);
  const multiplicity = isLegal.multiplicity(row.multiplicity) ? row.multiplicity : meant('multiplicity', row.multiplicity);
  if (access === undefined || multiplicity === undefined) return;
  const derived = optionalities(access, multiplicity);
  if (resource.requests !== undefined) {
    const { document, clause } = resource.requests;
    // An erratum cannot say this of the two views: they differ in more rows than are wrong.
    if (row.create === 'M' && derived.create === 'O') diagnostics.report(mergeCodes, 'IMPORT_CONTRADICTION', `${resource.name}.${name} is ${multiplicity}, but Create M`, facts[0]?.place, `Create stays as ${document} clause ${clause} prints it; see which of the two is wrong`);
    return;
  }
  const canStay = { create: row.create === 'M' ? derived.create === 'M' : (row.create === 'NP') === (derived.create === 'NP'), update: row.update === derived.update };
  for (const column of ['create', 'update'] as const) {
    if (canStay[column]) continue;
    into.change({ kind: 'changed', what: 'attribute', name: `${resource.name}.${name}`, column, from: row[column], to: derived[column], file, ...at(facts[0]) });
    setColumn(row, column, derived[column]);
  }
}

