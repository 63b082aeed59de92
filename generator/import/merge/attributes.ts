import { copyOf } from '../../model/json-value.js';
import type { JsonValue } from '../../model/model.js';
import { shownResource } from '../../model/shown-resource.js';
import type { AttributeDefinition, DefinitionKinds } from '../../read/definitions/definitions.js';
import { isContext, isMarked } from '../delta/difference.js';
import type { AttributeFact } from '../facts.js';
import { mergeCodes } from './codes.js';
import type { Column } from './columns.js';
import { accessOf, isLegal, meant, multiplicityOf, normalised, optionalities } from './columns.js';
import type { MergeContext } from './context.js';
import { movedRow } from './moved-rows.js';
import { citeRequests, followAccess, followRequests } from './requests.js';
import { columns, ordered, placed, printedIn, renamedRows, sameColumnsOf, setColumn, speaksOf } from './rows.js';
import { followRules } from './rules.js';
import { constrainingOf, isSameValue, misfitOf } from './stated-values.js';
import type { AttributeDraft, Row, Stating } from './stating.js';
import { viewOf } from './stating.js';
import type { Draft, Stated } from './workspace.js';
import { at, sameSource, sourceOf } from './workspace.js';

import { groupBy } from '../../group-by.js';
import { isPlaceholder } from './names.js';
type ResourceDraft = Draft<DefinitionKinds['resource']>;

/** Tables of attributes → the rows of a definition. */
export function mergeAttributes(context: MergeContext, file: string, resource: ResourceDraft, { name, attributes }: Stating, common: ReadonlyMap<string, readonly Stated<AttributeFact>[]>): void {
  const { into } = context;
  citeRequests(context, file, resource, attributes);
  const rows = combine(context, name, isBase(resource) ? attributes : withoutPlaceholders(context, name, attributes));
  const isMain = (fact: Stated<AttributeFact>): boolean => viewOf(fact) === 'attributes';
  const main = attributes.filter(isMain);
  // Where TS-0001's table is at hand it gives the rows and their order; TS-0004's leaves out what it inherits.
  const leading = new Set((main.length > 0 ? main : attributes).map((fact) => fact.name));
  const covers = (row: Pick<AttributeDraft, 'name' | 'source'>, facts: readonly AttributeFact[]): boolean => leading.has(row.name) || speaksOf(resource, row, facts);
  const held = resource.attributes.map((row) => ({ name: row.name, source: row.source ?? resource.source }));
  const read = new Set(rows.map((row) => row.name));
  const absences = context.absences.gone({ kind: 'attribute', of: name, title: `attributes of ${shownResource(resource)}` }, held, read, (row, { facts }) =>
    covers(resource.attributes.find((a) => a.name === row.name)!, facts.filter((fact) => fact.kind === 'attribute' && fact.resource === name) as AttributeFact[]),
  );
  // Unmarked rows show where the others belong; marks alone say what is gone.
  const isMarkedUp = attributes.some((fact) => fact.unmarked !== undefined);
  const spoken = new Set(resource.attributes.filter((row) => read.has(row.name) || absences.has(row.name) || (!isMarkedUp && covers(row, attributes))).map((row) => row.name));
  const renamed = renamedRows(resource.attributes, rows, spoken, { isReplaced: (old, row) => context.absences.isReplaced('attribute', name, old.name, row.facts), ...sameColumnsOf });

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
      if (row.facts[0] !== undefined) cite(resource, old, row.facts[0]);
    }
    result.set(row.name, old);
    mergeRow(context, file, resource, old, row);
  }
  const gone = resource.attributes.filter((a) => !result.has(a.name) && absences.has(a.name));
  for (const row of gone) into.change({ kind: 'removed', what: 'attribute', name: `${name}.${row.name}`, file, ...absences.get(row.name) });

  followRules(into, file, resource, new Map([...renamed].map(([now, before]) => [before, now])), new Set(gone.map((a) => a.name)));

  // TS-0004's tables have an order of their own, which does not replace TS-0001's; nor does that of an excerpt.
  const leads = main.length > 0 || resource.source.document.startsWith('TS-0004') ? leading : new Set<string>();
  const stay = resource.attributes.filter((a) => !gone.includes(a));
  const isOrder = context.absences.ordersRows(name, held, read);
  const isLeading = (fact: AttributeFact): boolean => viewOf(fact) === 'attributes' || resource.source.document.startsWith('TS-0004');
  const moved = new Set(attributes.filter((fact) => fact.isMoved === true && isLeading(fact)).map((fact) => fact.name));
  const order = isOrder ? ordered(stay, [...result.values()], leads) : placed(stay.filter((row) => !moved.has(row.name)), [...result.values()]);
  const shared = (rows: readonly AttributeDraft[]): string[] => rows.filter((r) => resource.attributes.includes(r) && !gone.includes(r)).map((r) => r.name);
  if (shared(order).join() !== shared(resource.attributes).join()) {
    into.change({ kind: 'moved', what: 'attributes', name, column: 'attributes', to: `in the order of the document: ${order.map((r) => r.name).join(', ')}`, file, ...at(attributes[0]) });
  }
  resource.attributes = order;
}

const isBase = (resource: ResourceDraft): boolean => resource.kind === 'base';

/** Without the rows that stand for names which specializations give; a base has them. */
function withoutPlaceholders({ diagnostics }: MergeContext, resource: string, facts: readonly Stated<AttributeFact>[]): readonly Stated<AttributeFact>[] {
  for (const fact of facts.filter((f) => isPlaceholder(f.name) && !isContext(f))) {
    diagnostics.report(mergeCodes, 'IMPORT_NOT_TAKEN', `${resource}.${fact.name} is left out: it stands for names that specializations give`, fact.place);
  }
  return facts.filter((f) => !isPlaceholder(f.name));
}

/** The facts of each attribute together, in the order of the documents; where two of them disagree, the first one counts. */
function combine({ diagnostics }: MergeContext, resource: string, facts: readonly Stated<AttributeFact>[]): readonly Row[] {
  const rows = [...groupBy(facts, ({ name }) => name)].map(([name, of]): Row => ({ name, facts: of }));
  for (const { name, facts: of } of rows) {
    for (const [i, fact] of of.entries()) {
      for (const column of columns) {
        const other = of.slice(0, i).find((f) => f[column] !== undefined)?.[column];
        const [before, now] = [other, fact[column]].map((cell) => (cell === undefined ? undefined : normalised[column](cell)));
        if (before === undefined || now === undefined || before === now) continue;
        diagnostics.report(mergeCodes, 'IMPORT_CONFLICT', `${resource}.${name}: ${column} is ${before} in one table and ${now} here`, fact.place, 'the first one counts');
      }
    }
  }
  return rows;
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
  followRequests(context, file, resource, old, row);
  mergeDefault(context, file, resource, old, row);
}

const isMany = (multiplicity: string): boolean => /L|\.\.n|\.\.[2-9]/.test(multiplicity);

/**
 * The default, the only value and the range that the tables give. What marks delete of them goes; a default that nobody repeats goes
 * with the type that it was of.
 */
function mergeDefault(context: MergeContext, file: string, resource: ResourceDraft, old: AttributeDraft, row: Row): void {
  const { into, absences } = context;
  const name = `${resource.name}.${row.name}`;
  const isOfOtherType = into.changes.some((c) => c.file === file && c.name === name && (c.column === 'type' || (c.column === 'multiplicity' && isMany(c.from ?? '') !== isMany(c.to ?? ''))));
  // What a cell says means something else under another type, marked or not.
  const stated = constrainingOf(context, row.facts.filter((fact) => isMarked(fact, 'default') || (isOfOtherType && !isContext(fact))), old.type, old.multiplicity);
  const set = (column: 'default' | 'fixed' | 'constraints', value: JsonValue | undefined): void => {
    if (isSameValue(context, old.type, old[column] as JsonValue | undefined, value)) return;
    const shown = (of: unknown): string => (of === undefined ? 'none' : JSON.stringify(of));
    into.change({ kind: 'changed', what: 'attribute', name, column, from: shown(old[column]), to: shown(value), file, ...at(stated.fact ?? row.facts[0]) });
    if (value === undefined) Reflect.deleteProperty(old, column);
    else setColumn(old, column, value);
    if (stated.fact !== undefined) cite(resource, old, stated.fact);
  };
  tellMisfits(context, name, row, old);
  const deleted = constrainingOf(context, absences.replaced(resource.name, row.name, 'default'), old.type, old.multiplicity);
  const isDeleted = (column: 'default' | 'fixed'): boolean => stated[column] === undefined && deleted[column] !== undefined && isSameValue(context, old.type, old[column] as JsonValue | undefined, deleted[column]);
  if (stated.default !== undefined || isOfOtherType || isDeleted('default')) set('default', stated.default ?? undefined);
  if (stated.fixed !== undefined || isDeleted('fixed')) set('fixed', stated.fixed);
  if (stated.constraints !== undefined || deleted.constraints !== undefined) {
    const kept = Object.entries(old.constraints ?? {}).filter(([bound, value]) => deleted.constraints?.[bound as keyof typeof deleted.constraints] !== value);
    const bounds = { ...Object.fromEntries(kept), ...stated.constraints };
    set('constraints', Object.keys(bounds).length === 0 ? undefined : bounds);
  }
}

/** Of values that marks state and the type does not have it is said that they are not taken; other documents may write what they like there. */
function tellMisfits(context: MergeContext, name: string, { facts }: Row, { type, multiplicity }: AttributeDraft): void {
  for (const fact of facts.filter((one) => isMarked(one, 'default') && context.absences.isMarked(one.document))) {
    const value = misfitOf(context, fact, type, multiplicity);
    if (value !== undefined) context.diagnostics.report(mergeCodes, 'IMPORT_CELL', `${name}: "${value}" is no value of ${type}, and changes nothing`, fact.place, 'write a value of the type, an enumeration by the name of its value');
  }
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

  const like = knownRow(context, row.name, usable('access', printedIn('access', facts)?.text)) ?? movedRow(context, row.name);
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
  const draft: AttributeDraft = {
    name: row.name,
    type: type ?? 'xs:anyType',
    multiplicity,
    access: access as AttributeDraft['access'],
    ...(announced !== undefined && { announced: announced as NonNullable<AttributeDraft['announced']> }),
    create: (create ?? requested.create) as AttributeDraft['create'],
    update: (update ?? requested.update) as AttributeDraft['update'],
    ...(fromKnown?.default !== undefined && { default: copyOf(fromKnown.default) as Draft<JsonValue> }),
    description: like?.description ?? `Attribute of <${resource.name}>; the document describes it in ${whereOf(first)}.`,
  };
  if (like?.errata !== undefined && !isConsistent(like) && (['access', 'create', 'update'] as const).every((column) => draft[column] === like[column])) draft.errata = [...like.errata];
  tellMisfits(context, `${resource.name}.${row.name}`, row, draft);
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
const isConsistent = ({ access, create, update }: AttributeDefinition): boolean => (access !== 'RO' || create === 'NP') && (access === 'RW' || update === 'NP');

/** CREATE and UPDATE as they are known of the attribute; under another access only whether CREATE may leave it out. */
function requestedLike(known: AttributeDefinition, access: string, derived: Optionalities): Optionalities {
  if (known.access === access && (isConsistent(known) || known.errata !== undefined)) return { create: known.create, update: known.update };
  return { create: [known.create, derived.create].includes('NP') ? derived.create : known.create, update: derived.update };
}

const whereOf = (fact: Stated<AttributeFact> | undefined): string =>
  fact?.source.table !== undefined ? `Table ${fact.source.table}` : fact?.source.clause !== undefined ? `clause ${fact.source.clause}` : 'a table';

/** New attributes whose type no table gives, and no list of values either. */
export function tellUntyped({ into, diagnostics }: MergeContext, facts: readonly Stated<AttributeFact>[]): void {
  const before = into.used.byKind('resource');
  for (const [, of] of groupBy(facts.filter((fact) => !isContext(fact)), ({ resource, name }) => `${resource ?? ''}.${name}`)) {
    const { resource = '', name, place } = of[0]!;
    const isAnything = into.resource(resource)?.content.attributes.some((row) => row.name === name && row.type === 'xs:anyType') === true;
    const isKnown = before.some(({ content }) => content.name === resource && content.attributes.some((row) => row.name === name));
    if (!isAnything || isKnown || printedIn('type', of)?.text === 'xs:anyType') continue;
    diagnostics.report(mergeCodes, 'IMPORT_NO_TYPE', `${resource}.${name}: no table gives its type, so that any value is allowed`, place, 'give the type in the definition, or import the document that has it');
  }
}

/** Group of the names that every resource has, in the known short names. */
const universalGroup = 'universal and common attributes';

/**
 * A universal or common attribute (TS-0001 9.6.1.3) as a resource that we know has it, one with the same access if there is one.
 * Other attributes may share a name and nothing else, so for them there is none.
 */
export function knownRow({ into, known }: MergeContext, name: string, access: string | undefined): AttributeDefinition | undefined {
  const isUniversal = [into, known].some((w) => w.all('short-names').some((f) => f.content.groups.some((g) => g.name === universalGroup && Object.hasOwn(g.names, name))));
  if (!isUniversal) return undefined;
  for (const workspace of [into, known]) {
    const rows = workspace.seen('resource').filter((f) => f.content.kind === 'resource').flatMap((f) => f.content.attributes.filter((a) => a.name === name));
    const found = rows.find((r) => r.access === access) ?? rows[0];
    if (found !== undefined) return found;
  }
  return undefined;
}
