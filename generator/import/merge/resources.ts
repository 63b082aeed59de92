import type { JsonValue } from '../../model/model.js';
import type { DefinitionKinds } from '../../read/definitions/definitions.js';
import { isContext, isMarked } from '../delta/difference.js';
import type { AttributeFact, ChildFact, OperationFact, ResourceKind } from '../facts.js';
import { withOneName } from './alike-names.js';
import { mergeChildren } from './children.js';
import { mergeCodes } from './codes.js';
import type { Column } from './columns.js';
import { accessOf, isLegal, meant, multiplicityOf, normalised, optionalities } from './columns.js';
import type { MergeContext } from './context.js';
import { baseOf, withRequestsOfBase } from './inheritance.js';
import { isWithinLimit } from './limit.js';
import { newResource, withoutOthers } from './new-resource.js';
import type { Evidence } from './relatives.js';
import { withKnownTypes } from './relatives.js';
import { ordered, placed, renamedRows, speaksOf } from './rows.js';
import { followRules } from './rules.js';
import { constrainingOf, isSameValue } from './stated-values.js';
import type { AttributeDraft, Row, Stating } from './stating.js';
import { viewOf } from './stating.js';
import { withTypesElsewhere } from './types-elsewhere.js';
import type { Draft, Stated } from './workspace.js';
import { at, sameSource, sourceOf } from './workspace.js';

type ResourceDraft = Draft<DefinitionKinds['resource']>;
/** What documents say of resource types. */
export interface StatedResources extends Evidence {
  readonly children: readonly Stated<ChildFact>[];
  readonly operations: readonly Stated<OperationFact>[];
}

/** Attribute and child tables → resource definitions. */
export function mergeResources(context: MergeContext, stated: StatedResources): void {
  const attributes = withRequestsOfBase(context, withOneName(context, withTypesElsewhere(context, stated.attributes)));
  const common = new Map<string, Stated<AttributeFact>[]>();
  for (const fact of attributes) if (fact.resource === undefined) append(common, fact.name, fact);
  const all = byResource(context, { ...stated, attributes, children: withKnownTypes(context, stated.children, stated) });
  const names = new Set([context.into, context.known].flatMap((w) => w.all('resource').map((f) => f.content.name)).concat(all.map((s) => s.name)));
  for (const stating of all) {
    const original = /^(.+)Annc$/.exec(stating.name)?.[1];
    if (original === undefined || !names.has(original)) mergeResource(context, stating, common);
    else if ([...stating.attributes, ...stating.children].every(isContext)) continue;
    // What an announced resource has follows from the column of the original (TS-0001 9.6.26).
    else context.diagnostics.report(mergeCodes, 'IMPORT_NOT_TAKEN', `the tables of <${stating.name}> are left out: they follow from those of <${original}>`, stating.attributes[0]?.place ?? stating.children[0]?.place);
  }
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
  // A resource of which nothing is left but what is deleted.
  for (const name of absences.deleted('attribute', 'child')) if (isName(name)) entry(name, 'resource');
  const statings = [...found].map(([name, rest]): Stating => {
    const announcedVariant = types.find((t) => t.name === name && t.announcedVariant !== undefined)?.announcedVariant;
    return { name, ...rest, forbidden: operations.filter((o) => o.resource === name), ...(announcedVariant !== undefined && { announcedVariant }) };
  });
  // What others specialize comes first.
  const rank = ({ name }: Stating): number => (Object.hasOwn(baseOf, name) ? 0 : 1);
  return statings.sort((a, b) => rank(a) - rank(b)).filter((s) => isWithinLimit(diagnostics, 'resource', s.name, [...s.attributes, ...s.children]));
}

/** A name that may become a file, a type and a member: a letter, then letters, digits and a few marks. */
export const isName = (name: string): boolean => /^[A-Za-z][A-Za-z0-9_-]{0,99}$/.test(name);

/** A row that stands for names that specializations give: `[objectAttribute]`. */
const isPlaceholder = (name: string): boolean => /^\[[A-Za-z][A-Za-z0-9_ -]{0,99}\]$/.test(name);

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
  into.change({ kind: 'added', what: 'resource', name: shownName(file.content), file: file.file, to: `${count(attributes.length, 'attribute')}, ${count(children.length, 'child', 'children')}`, ...at(first) });
}

/** A document that forbids an operation on a resource type speaks of all four of them (TS-0004 7.4). */
function mergeOperations({ into, absences }: MergeContext, file: string, resource: ResourceDraft, forbidden: readonly Stated<OperationFact>[]): void {
  const first = forbidden.find((fact) => !isContext(fact));
  if (first === undefined && !absences.deleted('operation').includes(resource.name)) return;
  const operations = (['create', 'retrieve', 'update', 'delete'] as const).filter((operation) => !forbidden.some((f) => f.operation === operation));
  if (operations.join() === resource.operations.join()) return;
  into.change({ kind: 'changed', what: 'operations', name: resource.name, column: 'operations', from: resource.operations.join(', '), to: operations.join(', '), file, ...at(first) });
  resource.operations = operations;
}

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

function mergeAttributes(context: MergeContext, file: string, resource: ResourceDraft, { name, attributes }: Stating, common: ReadonlyMap<string, readonly Stated<AttributeFact>[]>): void {
  const { into } = context;
  const rows = combine(context, name, isBase(resource) ? attributes : withoutPlaceholders(context, name, attributes));
  const isMain = (fact: Stated<AttributeFact>): boolean => viewOf(fact) === 'attributes';
  const main = attributes.filter(isMain);
  // Where TS-0001's table is at hand it gives the rows and their order; TS-0004's leaves out what it inherits.
  const leading = new Set((main.length > 0 ? main : attributes).map((fact) => fact.name));
  const covers = (row: Pick<AttributeDraft, 'name' | 'source'>, facts: readonly AttributeFact[]): boolean => leading.has(row.name) || speaksOf(resource, row, facts);
  const held = resource.attributes.map((row) => ({ name: row.name, source: row.source ?? resource.source }));
  const read = new Set(rows.map((row) => row.name));
  const absences = context.absences.gone({ kind: 'attribute', of: name, title: `attributes of ${shownName(resource)}` }, held, read, (row, { facts }) =>
    covers(resource.attributes.find((a) => a.name === row.name)!, facts.filter((fact) => fact.kind === 'attribute' && fact.resource === name) as AttributeFact[]),
  );
  // Unmarked rows show where the others belong; marks alone say what is gone.
  const isMarkedUp = attributes.some((fact) => fact.unmarked !== undefined);
  const spoken = new Set(resource.attributes.filter((row) => read.has(row.name) || absences.has(row.name) || (!isMarkedUp && covers(row, attributes))).map((row) => row.name));
  const renamed = renamedRows(resource.attributes, rows, spoken, (old, row) => context.absences.isReplaced(name, old, row.facts));

  const result = new Map<string, AttributeDraft>();
  for (const row of rows) {
    const old = resource.attributes.find((a) => a.name === row.name) ?? resource.attributes.find((a) => a.name === renamed.get(row.name));
    if (old === undefined) {
      if (row.facts.every(isContext)) continue;
      const added = newRow(context, file, resource, row, common.get(row.name) ?? []);
      if (added === undefined) continue;
      result.set(row.name, added);
      into.change({ kind: 'added', what: 'attribute', name: `${name}.${row.name}`, file, ...at(row.facts[0]) });
      continue;
    }
    if (old.name !== row.name) {
      into.change({ kind: 'renamed', what: 'attribute', name: `${name}.${row.name}`, from: `${name}.${old.name}`, to: row.name, file, ...at(row.facts[0]) });
      old.name = row.name;
    }
    result.set(row.name, old);
    mergeRow(context, file, resource, old, row);
  }
  const gone = resource.attributes.filter((a) => !result.has(a.name) && absences.has(a.name));
  for (const row of gone) into.change({ kind: 'removed', what: 'attribute', name: `${name}.${row.name}`, file, ...at(attributes[0]) });

  followRules(into, file, resource, new Map([...renamed].map(([now, before]) => [before, now])), new Set(gone.map((a) => a.name)));

  // TS-0004's tables have an order of their own, which does not replace TS-0001's; nor does that of an excerpt.
  const leads = main.length > 0 || resource.source.document.startsWith('TS-0004') ? leading : new Set<string>();
  const stay = resource.attributes.filter((a) => !gone.includes(a));
  const isOrder = context.absences.ordersRows(name, held, read);
  const order = isOrder ? ordered(stay, [...result.values()], leads) : placed(stay, [...result.values()]);
  const shared = (rows: readonly AttributeDraft[]): string[] => rows.filter((r) => resource.attributes.includes(r) && !gone.includes(r)).map((r) => r.name);
  if (shared(order).join() !== shared(resource.attributes).join()) {
    into.change({ kind: 'moved', what: 'attributes', name, column: 'attributes', to: `in the order of the document: ${order.map((r) => r.name).join(', ')}`, file, ...at(attributes[0]) });
  }
  resource.attributes = order;
}

export const shownName = ({ kind, name }: ResourceDraft): string => (kind === 'mgmtObj' ? `[${name}]` : `<${name}>`);

const isBase = (resource: ResourceDraft): boolean => resource.kind === 'base';

/** Without the rows that stand for names which specializations give; a base has them. */
function withoutPlaceholders({ diagnostics }: MergeContext, resource: string, facts: readonly Stated<AttributeFact>[]): readonly Stated<AttributeFact>[] {
  for (const fact of facts.filter((f) => isPlaceholder(f.name))) {
    diagnostics.report(mergeCodes, 'IMPORT_NOT_TAKEN', `${resource}.${fact.name} is left out: it stands for names that specializations give`, fact.place);
  }
  return facts.filter((f) => !isPlaceholder(f.name));
}

/** The facts of each attribute together, in the order of the documents; where two of them disagree, the first one counts. */
function combine({ diagnostics }: MergeContext, resource: string, facts: readonly Stated<AttributeFact>[]): readonly Row[] {
  const rows = new Map<string, Stated<AttributeFact>[]>();
  for (const fact of facts) {
    for (const column of columns) {
      const other = rows.get(fact.name)?.find((f) => f[column] !== undefined)?.[column];
      const [before, now] = [other, fact[column]].map((cell) => (cell === undefined ? undefined : normalised[column](cell)));
      if (before === undefined || now === undefined || before === now) continue;
      diagnostics.report(mergeCodes, 'IMPORT_CONFLICT', `${resource}.${fact.name}: ${column} is ${before} in one table and ${now} here`, fact.place, 'the first one counts');
    }
    append(rows, fact.name, fact);
  }
  return [...rows].map(([name, of]) => ({ name, facts: of }));
}

const columns: readonly Column[] = ['type', 'multiplicity', 'access', 'announced', 'create', 'update'];

/** What the documents print in a column, in the form of definitions, with the row that prints it. */
function printedIn(column: Column, facts: readonly Stated<AttributeFact>[]): { readonly text: string; readonly fact: Stated<AttributeFact> } | undefined {
  for (const fact of facts) {
    const cell = fact[column];
    const text = cell === undefined ? undefined : normalised[column](cell);
    if (text !== undefined) return { text, fact };
  }
  return undefined;
}

/** The columns that a document has replace those of the definition; a changed row says where it is from. */
function mergeRow(context: MergeContext, file: string, resource: ResourceDraft, old: AttributeDraft, row: Row): void {
  const { into, proposals } = context;
  const name = `${resource.name}.${row.name}`;
  for (const column of columns) {
    const printed = printedIn(column, row.facts.filter((fact) => isMarked(fact, column)));
    const before = old[column];
    if (printed === undefined || printed.text === before) continue;
    if (!isLegal[column](printed.text)) {
      const use = meant(column, printed.text);
      if (use === undefined) {
        context.diagnostics.report(mergeCodes, 'IMPORT_CELL', `${name}: ${column} "${printed.text}" is not understood and stays ${before ?? 'absent'}`, printed.fact.place);
        continue;
      }
      proposals.misprint(printed.fact, { file, path: ['attributes', row.name, column], printed: printed.text, use, needed: true });
    }
    into.change({ kind: 'changed', what: 'attribute', name, column, ...(before !== undefined && { from: before }), to: printed.text, file, place: printed.fact.place });
    setColumn(old, column, printed.text);
    cite(resource, old, printed.fact);
  }
  followAccess(context, file, resource, old, row);
  mergeDefault(context, file, resource, old, row);
}

/** CREATE and UPDATE follow an access or multiplicity that changed, where no table of TS-0004 is among the documents and they cannot stay. */
function followAccess({ into }: MergeContext, file: string, resource: ResourceDraft, row: AttributeDraft, { name, facts }: Row): void {
  const changed = into.changes.some((c) => c.file === file && c.name === `${resource.name}.${name}` && (c.column === 'access' || c.column === 'multiplicity'));
  if (!changed || printedIn('create', facts) !== undefined || printedIn('update', facts) !== undefined) return;
  const access = isLegal.access(row.access) ? row.access : meant('access', row.access);
  const multiplicity = isLegal.multiplicity(row.multiplicity) ? row.multiplicity : meant('multiplicity', row.multiplicity);
  if (access === undefined || multiplicity === undefined) return;
  const derived = optionalities(access, multiplicity);
  const canStay = { create: row.create === 'M' ? derived.create === 'M' : (row.create === 'NP') === (derived.create === 'NP'), update: row.update === derived.update };
  for (const column of ['create', 'update'] as const) {
    if (canStay[column]) continue;
    into.change({ kind: 'changed', what: 'attribute', name: `${resource.name}.${name}`, column, from: row[column], to: derived[column], file, ...at(facts[0]) });
    setColumn(row, column, derived[column]);
  }
}

const isMany = (multiplicity: string): boolean => /L|\.\.n|\.\.[2-9]/.test(multiplicity);

/** The default, the only value and the range that the tables give. A default that nobody repeats goes with the type that it was of. */
function mergeDefault(context: MergeContext, file: string, resource: ResourceDraft, old: AttributeDraft, row: Row): void {
  const { into } = context;
  const name = `${resource.name}.${row.name}`;
  const stated = constrainingOf(context, row.facts.filter((fact) => isMarked(fact, 'default')), old.type, old.multiplicity);
  const isOfOtherType = into.changes.some((c) => c.file === file && c.name === name && (c.column === 'type' || (c.column === 'multiplicity' && isMany(c.from ?? '') !== isMany(c.to ?? ''))));
  const set = (column: 'default' | 'fixed' | 'constraints', value: JsonValue | undefined): void => {
    if (isSameValue(context, old.type, old[column] as JsonValue | undefined, value)) return;
    const shown = (of: unknown): string => (of === undefined ? 'none' : JSON.stringify(of));
    into.change({ kind: 'changed', what: 'attribute', name, column, from: shown(old[column]), to: shown(value), file, ...at(stated.fact ?? row.facts[0]) });
    if (value === undefined) Reflect.deleteProperty(old, column);
    else setColumn(old, column, value);
    if (stated.fact !== undefined) cite(resource, old, stated.fact);
  };
  if (stated.default !== undefined || isOfOtherType) set('default', stated.default ?? undefined);
  if (stated.fixed !== undefined) set('fixed', stated.fixed);
  if (stated.constraints !== undefined) set('constraints', { ...old.constraints, ...stated.constraints });
}

/** The order in which the members of a row stand. */
const memberOrder = ['name', 'type', 'multiplicity', 'access', 'announced', 'create', 'update', 'default', 'fixed', 'inherited', 'constraints', 'description', 'source', 'errata'];

/** Sets a member where it belongs among the others. */
export function setColumn(row: AttributeDraft, column: string, value: unknown): void {
  const members = new Map<string, unknown>(Object.entries(row));
  const isNew = !members.has(column);
  members.set(column, value);
  const entries = isNew ? [...members].sort(([a], [b]) => memberOrder.indexOf(a) - memberOrder.indexOf(b)) : [...members];
  for (const key of Object.keys(row)) Reflect.deleteProperty(row, key);
  Object.assign(row, Object.fromEntries(entries));
}

/** The row cites the document that changed it, where that is not what the whole definition cites. */
function cite(resource: ResourceDraft, row: AttributeDraft, fact: Stated<AttributeFact>): void {
  const source = sourceOf(fact);
  if (sameSource(row.source ?? resource.source, source)) return;
  if (sameSource(resource.source, source)) delete row.source;
  else setColumn(row, 'source', source);
}

/** A row that the definition does not have: what is printed, what is known of an attribute of that name, and what follows. */
function newRow(context: MergeContext, file: string, resource: ResourceDraft, row: Row, common: readonly Stated<AttributeFact>[]): AttributeDraft | undefined {
  const facts = [...row.facts, ...common];
  const [first] = row.facts;
  const misprints: (() => void)[] = [];
  const printed = (column: Column): string | undefined => {
    const found = printedIn(column, facts);
    if (found === undefined || isLegal[column](found.text)) return found?.text;
    const use = meant(column, found.text);
    if (use === undefined) context.diagnostics.report(mergeCodes, 'IMPORT_CELL', `${resource.name}.${row.name}: ${column} "${found.text}" is not understood`, found.fact.place);
    else misprints.push(() => context.proposals.misprint(found.fact, { file, path: ['attributes', row.name, column], printed: found.text, use, needed: true }));
    return use === undefined ? undefined : found.text;
  };
  const usable = (column: Column, text: string | undefined): string | undefined => (text === undefined || isLegal[column](text) ? text : meant(column, text));

  const like = knownRow(context, row.name, usable('access', printedIn('access', facts)?.text));
  const type = printed('type') ?? like?.type;
  // TS-0004 7.4.3.1: tables of what no request creates or updates have no columns for it.
  const isNever = row.facts.every((fact) => viewOf(fact) === 'requests' && fact.create === undefined && fact.update === undefined && fact.announced === undefined) && like === undefined;
  const [create, update] = isNever ? (['NP', 'NP'] as const) : [printed('create'), printed('update')];
  const access = printed('access') ?? accessOf(usable('create', create), usable('update', update)) ?? like?.access;
  const multiplicity = printed('multiplicity') ?? multiplicityOf(usable('create', create) ?? (update === undefined ? undefined : 'NP'), type) ?? like?.multiplicity;
  const announced = printed('announced');
  if (access === undefined || multiplicity === undefined) {
    context.diagnostics.report(mergeCodes, 'IMPORT_ROW', `${resource.name}.${row.name} is left out: no table says its ${access === undefined ? 'access' : 'multiplicity'}`, first?.place);
    return undefined;
  }
  for (const propose of misprints) propose();
  const derived = optionalities(usable('access', access)!, usable('multiplicity', multiplicity)!);
  const fromKnown = like !== undefined && create === undefined && update === undefined ? like : undefined;
  const requested = fromKnown === undefined ? derived : requestedLike(fromKnown, usable('access', access)!, derived);
  if (type === undefined) {
    context.diagnostics.report(mergeCodes, 'IMPORT_NO_TYPE', `${resource.name}.${row.name}: no table gives its type, so that any value is allowed`, first?.place, 'give the type in the definition, or import the document that has it');
  }
  const draft: AttributeDraft = {
    name: row.name,
    type: type ?? 'xs:anyType',
    multiplicity,
    access: access as AttributeDraft['access'],
    ...(announced !== undefined && { announced: announced as NonNullable<AttributeDraft['announced']> }),
    create: (create ?? requested.create) as AttributeDraft['create'],
    update: (update ?? requested.update) as AttributeDraft['update'],
    ...(fromKnown?.default !== undefined && { default: fromKnown.default }),
    description: like?.description ?? `Attribute of <${resource.name}>; the document describes it in ${whereOf(first)}.`,
  };
  if (like?.errata !== undefined && !isConsistent(like) && (['access', 'create', 'update'] as const).every((column) => draft[column] === like[column])) draft.errata = [...like.errata];
  const stated = constrainingOf(context, facts, draft.type, draft.multiplicity);
  if (stated.default === null) delete draft.default;
  else if (stated.default !== undefined) setColumn(draft, 'default', stated.default);
  if (stated.fixed !== undefined) setColumn(draft, 'fixed', stated.fixed);
  if (stated.constraints !== undefined) setColumn(draft, 'constraints', stated.constraints);
  if (first !== undefined) cite(resource, draft, first);
  return draft;
}

type Optionalities = ReturnType<typeof optionalities>;

/** Whether requests have the attribute as its access says. Where not, and an erratum is about it, that stands: creator is RO, yet optional in CREATE. */
const isConsistent = ({ access, create, update }: AttributeDraft): boolean => (access !== 'RO' || create === 'NP') && (access === 'RW' || update === 'NP');

/** CREATE and UPDATE as they are known of the attribute; under another access only whether CREATE may leave it out. */
function requestedLike(known: AttributeDraft, access: string, derived: Optionalities): Optionalities {
  if (known.access === access && (isConsistent(known) || known.errata !== undefined)) return { create: known.create, update: known.update };
  return { create: [known.create, derived.create].includes('NP') ? derived.create : known.create, update: derived.update };
}

const whereOf = (fact: Stated<AttributeFact> | undefined): string =>
  fact?.source.table !== undefined ? `Table ${fact.source.table}` : fact?.source.clause !== undefined ? `clause ${fact.source.clause}` : 'a table';

/** Group of the names that every resource has, in the known short names. */
const universalGroup = 'universal and common attributes';

/**
 * A universal or common attribute (TS-0001 9.6.1.3) as a resource that we know has it, one with the same access if there is one.
 * Other attributes may share a name and nothing else, so for them there is none.
 */
export function knownRow({ into, known }: MergeContext, name: string, access: string | undefined): AttributeDraft | undefined {
  const isUniversal = [into, known].some((w) => w.all('short-names').some((f) => f.content.groups.some((g) => g.name === universalGroup && Object.hasOwn(g.names, name))));
  if (!isUniversal) return undefined;
  for (const workspace of [into, known]) {
    const rows = workspace.all('resource').filter((f) => f.content.kind === 'resource').flatMap((f) => f.content.attributes.filter((a) => a.name === name));
    const found = rows.find((r) => r.access === access) ?? rows[0];
    if (found !== undefined) return found;
  }
  return undefined;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
