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

const memberOrder = ['type', 'multiplicity', 'fixedName', 'announced', 'source', 'errata'];

/** Tables of child resources → the children of a definition. */
export function mergeChildren({ into, diagnostics, proposals, absences }: MergeContext, file: string, resource: ResourceDraft, facts: readonly Stated<ChildFact>[]): void {
  const name = (type: string): string => `${resource.name} child ${type}`;
  const taken = new Set<ChildDraft>();
  const read: ChildDraft[] = [];
  const context = facts.filter(isContext);
  for (const fact of facts.filter((f) => !isContext(f))) {
    const old = resource.children.find((c) => !taken.has(c) && c.type === fact.type && (c.fixedName ?? fact.fixedName) === fact.fixedName) ?? resource.children.find((c) => !taken.has(c) && c.type === fact.type);
    if (old === undefined && read.some((c) => c.type === fact.type && c.fixedName === fact.fixedName)) continue;
    const multiplicity = normalised.multiplicity(fact.multiplicity ?? '') ?? old?.multiplicity ?? '0..n';
    const fixed = isLegal.multiplicity(multiplicity) ? multiplicity : meant('multiplicity', multiplicity);
    if (fixed === undefined) {
      diagnostics.report(mergeCodes, 'IMPORT_CELL', `${name(fact.type)}: multiplicity "${multiplicity}" is not understood`, fact.place);
      if (old !== undefined) taken.add(old);
      continue;
    }
    if (fixed !== multiplicity) proposals.misprint(fact, { file, path: ['children', fact.type, 'multiplicity'], printed: multiplicity, use: fixed, needed: true });
    const says = (column: string): boolean => old === undefined || isMarked(fact, column);
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
      const changed = inOrder({ ...old, [column]: value, ...(!sameSource(source, old.source ?? resource.source) && { source }) });
      Object.assign(clear(old), changed);
    }
  }
  const held = resource.children.map((c) => ({ name: childName(c), source: c.source ?? resource.source }));
  const present = new Set([...context, ...taken].map(childName));
  const absent = absences.gone({ kind: 'child', of: resource.name, title: `children of ${resource.name}` }, held, present, ({ source }, document) =>
    document.facts.some((fact) => fact.kind === 'child' && fact.resource === resource.name && fact.source.table === source.table),
  );
  const gone = resource.children.filter((c) => !taken.has(c) && absent.has(childName(c)));
  for (const child of gone) into.change({ kind: 'removed', what: 'child', name: name(child.type), file, ...at(facts[0]) });
  // Rows keep their order; new ones follow.
  const stay = resource.children.filter((c) => !gone.includes(c));
  resource.children = [...stay, ...read.filter((c) => !stay.includes(c))];
}

const shown = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value));

const inOrder = (child: ChildDraft): ChildDraft =>
  Object.fromEntries(Object.entries(child).sort(([a], [b]) => memberOrder.indexOf(a) - memberOrder.indexOf(b))) as unknown as ChildDraft;

function clear<T extends object>(value: T): T {
  for (const key of Object.keys(value)) Reflect.deleteProperty(value, key);
  return value;
}
