import type { DefinitionKinds } from '../../read/definitions/definitions.js';
import { childName } from '../delta/rows.js';
import { isContext, isMarked } from '../delta/difference.js';
import type { ChildFact } from '../facts.js';
import { mergeCodes } from './codes.js';
import { isLegal, meant, normalised } from './columns.js';
import type { MergeContext } from './context.js';
import type { Draft, Stated } from './workspace.js';
import { at, sameSource, sourceOf } from './workspace.js';

type ResourceDraft = Draft<DefinitionKinds['resource']>;
type ChildDraft = ResourceDraft['children'][number];

const memberOrder = ['type', 'multiplicity', 'fixedName', 'operations', 'announced', 'source', 'errata'];

/** Tables of child resources → the children of a definition. */
export function mergeChildren(context: MergeContext, file: string, resource: ResourceDraft, facts: readonly Stated<ChildFact>[]): void {
  const { into, diagnostics, proposals, absences } = context;
  const name = (type: string): string => `${resource.name} child ${type}`;
  const taken = new Set<ChildDraft>();
  const read: ChildDraft[] = [];
  const unmarked = facts.filter(isContext);
  for (const fact of facts.filter((f) => !isContext(f))) {
    const old = resource.children.find((c) => !taken.has(c) && c.type === fact.type && (c.fixedName ?? fact.fixedName) === fact.fixedName) ?? resource.children.find((c) => !taken.has(c) && c.type === fact.type);
    const twice = old === undefined ? read.find((c) => c.type === fact.type && c.fixedName === fact.fixedName) : undefined;
    if (twice !== undefined) {
      tellContradiction(context, resource, twice, facts, fact);
      continue;
    }
    const multiplicity = normalised.multiplicity(fact.multiplicity ?? '') ?? old?.multiplicity ?? '0..n';
    const fixed = isLegal.multiplicity(multiplicity) ? multiplicity : meant('multiplicity', multiplicity);
    if (fixed === undefined) {
      diagnostics.report(mergeCodes, 'IMPORT_CELL', `${name(fact.type)}: multiplicity "${multiplicity}" is not understood`, fact.place);
      if (old !== undefined) taken.add(old);
      continue;
    }
    if (fixed !== multiplicity) proposals.misprint(fact, { file, path: ['children', fact.type, 'multiplicity'], printed: multiplicity, use: fixed, needed: true });
    const says = (column: string): boolean => old === undefined || (isMarked(fact, column) && !(column === 'multiplicity' && isKnownContradiction(context, old, fact)));
    const columns: Partial<ChildDraft> = {
      ...(says('multiplicity') && { multiplicity }),
      ...(fact.fixedName !== undefined && says('fixedName') && { fixedName: fact.fixedName }),
      ...(fact.announced !== undefined && fact.announced.length > 0 && says('announced') && { announced: [...fact.announced] }),
    };
    if (old === undefined) {
      const source = sourceOf(fact);
      read.push(inOrder({ type: fact.type, multiplicity, ...columns, ...(!sameSource(source, resource.source) && { source }) }));
      into.change({ kind: 'added', what: 'child', name: name(fact.type), file, ...at(fact) });
      continue;
    }
    taken.add(old);
    read.push(old);
    for (const [column, value] of Object.entries(columns)) {
      const before = (old as unknown as Record<string, unknown>)[column];
      if (JSON.stringify(before) === JSON.stringify(value)) continue;
      into.change({ kind: 'changed', what: 'child', name: name(fact.type), column, ...(before !== undefined && { from: shown(before) }), to: shown(value), file, ...at(fact) });
      const source = sourceOf(fact);
      setColumns(old, { [column]: value, ...(!sameSource(source, old.source ?? resource.source) && { source }) });
    }
    // Marks that leave `None` of the announced types.
    if (fact.unmarked !== undefined && isMarked(fact, 'announced') && fact.announced?.length === 0 && old.announced !== undefined) {
      into.change({ kind: 'changed', what: 'child', name: name(fact.type), column: 'announced', from: shown(old.announced), to: 'none', file, ...at(fact) });
      const source = sourceOf(fact);
      Reflect.deleteProperty(old, 'announced');
      if (!sameSource(source, old.source ?? resource.source)) setColumns(old, { source });
    }
  }
  const held = resource.children.map((c) => ({ name: childName(c), source: c.source ?? resource.source }));
  const present = new Set([...unmarked, ...taken].map(childName));
  const absent = absences.gone({ kind: 'child', of: resource.name, title: `children of ${resource.name}` }, held, present, ({ source }, document) =>
    document.facts.some((fact) => fact.kind === 'child' && fact.resource === resource.name && fact.source.table === source.table),
  );
  const gone = resource.children.filter((c) => !taken.has(c) && absent.has(childName(c)));
  for (const child of gone) into.change({ kind: 'removed', what: 'child', name: name(child.type), file, ...absent.get(childName(child)) });
  // Rows keep their order; new ones follow.
  const stay = resource.children.filter((c) => !gone.includes(c));
  resource.children = [...stay, ...read.filter((c) => !stay.includes(c))];
}

/** Two documents print one child, and not with the same multiplicity: the first one counts, and an erratum has both. */
function tellContradiction(context: MergeContext, resource: ResourceDraft, child: ChildDraft, facts: readonly Stated<ChildFact>[], fact: Stated<ChildFact>): void {
  const first = facts.find((f) => f.type === fact.type && f.document !== fact.document);
  const [before, now] = [first, fact].map((f) => normalised.multiplicity(f?.multiplicity ?? ''));
  if (first === undefined || before === undefined || now === undefined || before === now || before !== child.multiplicity || isKnownContradiction(context, child, fact)) return;
  const { proposals, diagnostics } = context;
  const message = `${resource.name} child ${fact.type} is ${before} in one document and ${now} in another`;
  diagnostics.report(mergeCodes, 'IMPORT_CONFLICT', message, fact.place, 'the first one counts; see which of the two tables is wrong');
  proposals.misprint(fact, { printed: printedAs(fact, now), use: before, kind: 'semantic', needed: true, why: `Proposed by an import: ${message}.`, cites: { resource: resource.name, name: fact.type, of: 'children' } });
}

const printedAs = ({ document, type }: Stated<ChildFact>, multiplicity: string): string => `${document}: ${type} ${multiplicity}`;

/** What a document prints otherwise than the one that counts, and an erratum has, is no change when it is read again. */
export function isKnownContradiction({ into }: Pick<MergeContext, 'into'>, { errata }: DefinitionKinds['resource']['children'][number], fact: Stated<ChildFact>): boolean {
  const printed = printedAs(fact, normalised.multiplicity(fact.multiplicity ?? '') ?? '');
  return into.all('errata').some((f) => f.content.errata.some((e) => errata?.includes(e.id) === true && e.printed === printed));
}

const shown = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value));

/** Columns of a row, each in its place. */
export function setColumns(child: ChildDraft, columns: Partial<ChildDraft>): void {
  const changed = inOrder({ ...child, ...columns });
  Object.assign(clear(child), changed);
}

const inOrder = (child: ChildDraft): ChildDraft =>
  Object.fromEntries(Object.entries(child).sort(([a], [b]) => memberOrder.indexOf(a) - memberOrder.indexOf(b))) as unknown as ChildDraft;

function clear<T extends object>(value: T): T {
  for (const key of Object.keys(value)) Reflect.deleteProperty(value, key);
  return value;
}
