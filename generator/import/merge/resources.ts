import { groupBy } from '../../group-by.js';
import { shownResource } from '../../model/shown-resource.js';
import type { DefinitionKinds } from '../../read/definitions/definitions.js';
import { isContext } from '../delta/difference.js';
import type { AttributeFact, ChildFact, OperationFact, ResourceKind } from '../facts.js';
import { withOneName } from './alike-names.js';
import { mergeAttributes } from './attributes.js';
import { mergeChildren, setColumns } from './children.js';
import { mergeCodes } from './codes.js';
import type { MergeContext } from './context.js';
import { baseOf, withRequestsOfBase } from './inheritance.js';
import { isWithinLimit } from './limit.js';
import { isName, isPlaceholder } from './names.js';
import { newResource, withoutOthers } from './new-resource.js';
import type { Evidence } from './relatives.js';
import { withKnownTypes } from './relatives.js';
import type { Stating } from './stating.js';
import { withTypesElsewhere } from './types-elsewhere.js';
import type { Draft, Stated } from './workspace.js';
import { at } from './workspace.js';

type ResourceDraft = Draft<DefinitionKinds['resource']>;
/** What documents say of resource types. */
export interface StatedResources extends Evidence {
  readonly children: readonly Stated<ChildFact>[];
  readonly operations: readonly Stated<OperationFact>[];
}

/** Attribute and child tables → resource definitions. */
export function mergeResources(context: MergeContext, stated: StatedResources): void {
  const attributes = withRequestsOfBase(context, withOneName(context, withTypesElsewhere(context, stated.attributes)));
  const common = groupBy(attributes.filter(({ resource }) => resource === undefined), ({ name }) => name);
  const all = byResource(context, { ...stated, attributes, children: withKnownTypes(context, stated.children, stated) });
  const names = new Set([context.into, context.known].flatMap((w) => w.seen('resource').map((f) => f.content.name)).concat(all.map((s) => s.name)));
  for (const stating of all) {
    const original = /^(.+)Annc$/.exec(stating.name)?.[1];
    if (original === undefined || !names.has(original)) mergeResource(context, stating, common);
    else if ([...stating.attributes, ...stating.children].every(isContext)) continue;
    // What an announced resource has follows from the column of the original (TS-0001 9.6.26).
    else context.diagnostics.report(mergeCodes, 'IMPORT_NOT_TAKEN', `the tables of <${stating.name}> are left out: they follow from those of <${original}>`, stating.attributes[0]?.place ?? stating.children[0]?.place);
  }
  mergeOfVirtual(context, stated.operations);
}

function byResource({ diagnostics, absences }: MergeContext, { attributes, children, types, operations }: StatedResources): readonly Stating[] {
  const found = new Map<string, { kind: ResourceKind; attributes: Stated<AttributeFact>[]; children: Stated<ChildFact>[] }>();
  const entry = (name: string, kind: ResourceKind) => {
    const known = found.get(name) ?? { kind, attributes: [], children: [] };
    found.set(name, known);
    return known;
  };
  for (const fact of attributes) {
    if (fact.resource === undefined) continue;
    if (!isName(fact.resource)) diagnostics.report(mergeCodes, 'IMPORT_NAME', `"${fact.resource}" is no name of a resource type`, fact.place);
    else if (!isName(fact.name) && !isPlaceholder(fact.name)) diagnostics.report(mergeCodes, 'IMPORT_NAME', `"${fact.name}" is no name of an attribute`, fact.place);
    else entry(fact.resource, fact.resourceKind).attributes.push(fact);
  }
  for (const fact of children) {
    if (isName(fact.resource) && isName(fact.type)) entry(fact.resource, fact.resourceKind).children.push(fact);
    else diagnostics.report(mergeCodes, 'IMPORT_NAME', `"${fact.type}" is no name of a child of "${fact.resource}"`, fact.place);
  }
  // A resource of which nothing is left but what is deleted, and one of which marks touch nothing but what it takes.
  const taking = operations.filter((fact) => !isContext(fact) && absences.isMarked(fact.document)).map(({ resource }) => resource);
  for (const name of [...absences.deleted('attribute', 'child', 'operation'), ...taking]) if (isName(name)) entry(name, 'resource');
  const statings = [...found].map(([name, rest]): Stating => {
    const announcedVariant = types.find((t) => t.name === name && t.announcedVariant !== undefined)?.announcedVariant;
    return { name, ...rest, forbidden: operations.filter((o) => o.resource === name), ...(announcedVariant !== undefined && { announcedVariant }) };
  });
  // What others specialize comes first.
  const rank = ({ name }: Stating): number => (Object.hasOwn(baseOf, name) ? 0 : 1);
  return statings.sort((a, b) => rank(a) - rank(b)).filter((s) => isWithinLimit(diagnostics, 'resource', s.name, [...s.attributes, ...s.children]));
}

function mergeResource(context: MergeContext, stating: Stating, common: ReadonlyMap<string, readonly Stated<AttributeFact>[]>): void {
  const { into, known } = context;
  const own = into.resource(stating.name);
  const first = stating.attributes[0] ?? stating.children[0];
  // Of what is deleted, nothing comes back from the known definitions.
  if (first === undefined && own === undefined) return;
  // Children alone make no resource: what its attributes are is elsewhere.
  if (own === undefined && first !== undefined && [...stating.attributes, ...stating.children].every(isContext)) return;
  if (own === undefined && stating.attributes.length === 0 && known.resource(stating.name) === undefined) {
    context.diagnostics.report(mergeCodes, 'IMPORT_CHILDREN_ONLY', `<${stating.name}> has a table of children and no table of attributes`, first?.place, 'import the document that has its attributes too');
    return;
  }
  const file = own ?? newResource(context, stating);
  const before = into.changes.length;
  if (own === undefined) withoutOthers(context, file.file, file.content, stating);
  mergeAttributes(context, file.file, file.content, stating, common);
  mergeChildren(context, file.file, file.content, stating.children);
  mergeOperations(context, file.file, file.content, stating.forbidden);
  if (own !== undefined) return;
  // A new definition is one change, not one for each row.
  into.differences.push(...into.changes.splice(before));
  const { attributes, children } = file.content;
  into.change({ kind: 'added', what: 'resource', name: shownResource(file.content), file: file.file, to: `${count(attributes.length, 'attribute')}, ${count(children.length, 'child', 'children')}`, ...at(first) });
}

function mergeOperations({ into, absences }: MergeContext, file: string, resource: ResourceDraft, forbidden: readonly Stated<OperationFact>[]): void {
  const first = forbidden.find((fact) => !isContext(fact));
  if (first === undefined && !absences.deleted('operation').includes(resource.name)) return;
  const operations = operationsOf(absences, resource.name, resource.operations, forbidden);
  if (operations.join() === resource.operations.join()) return;
  into.change({ kind: 'changed', what: 'operations', name: resource.name, column: 'operations', from: resource.operations.join(', '), to: operations.join(', '), file, ...at(first) });
  resource.operations = operations;
}

/** The clause of a virtual resource says what it takes; the rows of its parents keep it (TS-0004 6.8). */
function mergeOfVirtual(context: MergeContext, stated: readonly Stated<OperationFact>[]): void {
  const { into, known, absences } = context;
  if (stated.length + absences.deleted('operation').length === 0) return;
  for (const { file, content, text } of into.all('resource')) {
    for (const child of content.children) {
      if (child.fixedName === undefined || into.resource(child.type) !== undefined || known.resource(child.type) !== undefined) continue;
      const forbidden = stated.filter(({ resource }) => resource === child.type);
      const first = forbidden.find((fact) => !isContext(fact));
      if (first === undefined && !absences.deleted('operation').includes(child.type)) continue;
      // No sentence says of NOTIFY that it is not taken.
      const operations = [...operationsOf(absences, child.type, child.operations, forbidden), ...(child.operations?.includes('notify') === true ? ['notify' as const] : [])];
      if (operations.join() === child.operations?.join()) continue;
      const from = child.operations?.join(', ');
      const changes = text === undefined ? into.differences : into.changes;
      changes.push({ kind: 'changed', what: 'operations', name: `${content.name} child ${child.type}`, column: 'operations', ...(from !== undefined && { from }), to: operations.join(', '), file, ...at(first) });
      setColumns(child, { operations });
    }
  }
}

/**
 * A document that forbids an operation on a resource type speaks of all four of them (TS-0004 7.4); one with change marks, of what it
 * marks alone.
 */
function operationsOf(absences: MergeContext['absences'], resource: string, before: readonly string[] | undefined, forbidden: readonly Stated<OperationFact>[]) {
  const allowed = absences.allowed(resource);
  const isMarked = forbidden.every(({ document }) => absences.isMarked(document));
  const isTaken = (operation: string): boolean => !isMarked || before === undefined || before.includes(operation) || allowed.includes(operation);
  return (['create', 'retrieve', 'update', 'delete'] as const).filter((operation) => isTaken(operation) && !forbidden.some((f) => f.operation === operation));
}

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
