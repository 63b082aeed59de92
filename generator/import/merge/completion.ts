import { posix } from 'node:path';
import type { SchemaSet, Type } from '../../model/components.js';
import { membersOf } from '../../model/members.js';
import { byCodepoint, keyOfPrefixed, m2mKey, prefixedName } from '../../model/names.js';
import type { Facts } from '../facts.js';
import { componentsOf } from './components.js';
import { mergeCodes } from './codes.js';
import { completeDocuments } from './documents.js';
import { completeErrata } from './errata.js';
import { publishedElsewhere } from './published-names.js';
import type { MergeContext } from './context.js';
import type { groupsOf, ShortNameGroup } from './short-name-groups.js';
import { reserve } from './short-names.js';
import { groupWith, shortNamesFile } from './short-name-groups.js';
import type { Workspace } from './workspace.js';
import { sameSource } from './workspace.js';
import type { StatedTypes } from './types.js';
import { declareTypes, namedTypes, publishedXsds } from './types.js';

/**
 * What the definitions refer to and the folder does not have, as the known definitions have it: bases, XSDs, enumerations, short
 * names, errata, documents; and a provisional short name where nobody knows one. Nothing that nothing refers to.
 */
export function complete(context: MergeContext, before: SchemaSet, knownComponents: SchemaSet, types: StatedTypes, titles: ReadonlyMap<string, string>, documents: readonly Facts[]): void {
  const { into, known } = context;
  completeBases(into, known);
  completeParents(into, known);
  completeRows(into, known);
  const published = completeXsds(into, known, knownComponents, namedTypes(types));
  completeEnumerations(into, known, published);
  numberTypes(into);
  declareTypes(context, published, types);
  const components = componentsOf(into.xsds());
  completeShortNames(context, before, components);
  completeErrata(into, known);
  completeDocuments(into, known, titles, documents);
  completeSchemas(into, known);
}

function completeBases(into: Workspace, known: Workspace): void {
  for (const { content } of into.all('resource')) {
    const base = content.extends;
    if (base === undefined || into.resource(base) !== undefined) continue;
    const model = known.resource(base);
    if (model === undefined) continue;
    const copy = structuredClone(model.content);
    Reflect.deleteProperty(copy, '$schema');
    into.create('resource', model.file, copy);
    into.completed.push({ what: 'resource', name: base, from: model.file });
  }
}

/** The parents of a resource that nobody knew: those whose tables of children name it. */
function completeParents(into: Workspace, known: Workspace): void {
  for (const { content, text } of into.all('resource')) {
    if (text !== undefined || content.kind !== 'resource' || known.resource(content.name) !== undefined) continue;
    content.parents = into.all('resource').filter((f) => f.content.children.some((c) => c.type === content.name)).map((f) => f.content.name).sort(byCodepoint);
  }
}

const publishedOf = (into: Workspace): SchemaSet => componentsOf(publishedXsds(into.xsds()));

/** XSD documents that declare what is missing, with everything that they include. */
function completeXsds(into: Workspace, known: Workspace, knownComponents: SchemaSet, types: readonly string[]): SchemaSet {
  const components = publishedOf(into);
  // What an earlier import declared from tables is not missing.
  const declared = componentsOf(into.xsds());
  const missing = wantedComponents(into, types).filter((key) => !declared.types.has(key.type) && !declared.elements.has(key.element));
  const files = new Set<string>();
  const open = missing.flatMap(({ type, element }) => knownComponents.types.get(type)?.place?.file ?? knownComponents.elements.get(element)?.place.file ?? []);
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    open.push(...(knownComponents.references.get(file) ?? []));
  }
  // Nothing is added that would declare what the folder declares already, under whatever file name.
  const add = [...files].filter((file) => !into.sources.has(file)).sort(byCodepoint);
  for (const file of add) {
    const text = known.sources.get(file);
    if (text === undefined) continue;
    into.add(file, text);
    into.completed.push({ what: 'XSD document', name: file, from: file });
  }
  return add.length > 0 ? publishedOf(into) : components;
}

/** Types of attributes and arguments, base groups, and the elements of the resources; a name that is neither is never found. */
function wantedComponents(into: Workspace, members: readonly string[]): readonly { readonly type: string; readonly element: string }[] {
  const types = into.all('resource').flatMap(({ content }) => [content.group, content.announcedVariant?.group, ...content.attributes.map((a) => a.type)]);
  const names = [...members, ...types.flatMap((t) => (t === undefined ? [] : [t.replace(/^list of /, '')])), ...into.all('enumerations').flatMap((f) => f.content.enumerations.map((e) => e.type))];
  if (into.all('commands').length > 0) names.push('m2m:execReqArgsListType');
  const elements = into.all('resource').flatMap(({ content }) => [content.name, ...(content.announcedVariant === undefined ? [] : [content.announcedVariant.name])]);
  return [...names.map((name) => ({ type: keyOfPrefixed(name) ?? name, element: '' })), ...elements.map((name) => ({ type: '', element: m2mKey(name) }))];
}

/** The enumerations that number the values of what the definitions use. */
function completeEnumerations(into: Workspace, known: Workspace, components: SchemaSet): void {
  const wanted = new Set([...reachedTypes(into, components)].flatMap((type) => prefixedName(type) ?? []));
  if (into.all('fault-codes').length > 0) wanted.add('m2m:execResultType');
  if (into.all('commands').length > 0) wanted.add('m2m:cmdType');
  if (into.all('exec-status-codes').length > 0) for (const type of ['m2m:execStatusType', 'm2m:execResultType']) wanted.add(type);
  for (const model of known.all('enumerations')) {
    for (const enumeration of model.content.enumerations) {
      if (!wanted.has(enumeration.type) || into.enumeration(enumeration.type) !== undefined) continue;
      const file = into.file('enumerations', () => ({ enumerations: [] }));
      file.content.enumerations.push(structuredClone(enumeration));
      into.completed.push({ what: 'enumeration', name: enumeration.type, from: model.file });
    }
  }
  // A new file has the order of the known one.
  const order = known.all('enumerations').flatMap((f) => f.content.enumerations.map((e) => e.type));
  const rank = (type: string): number => (order.includes(type) ? order.indexOf(type) : order.length);
  for (const file of into.all('enumerations')) if (file.text === undefined) file.content.enumerations.sort((a, b) => rank(a.type) - rank(b.type));
}

/** Every type that an attribute's values are made of, however deep. */
function reachedTypes(into: Workspace, components: SchemaSet): ReadonlySet<Type> {
  const found = new Set<Type>();
  const open = into.all('resource').flatMap((f) => f.content.attributes.flatMap((a) => components.types.get(keyOfPrefixed(a.type.replace(/^list of /, '')) ?? '') ?? []));
  if (into.all('commands').length > 0) open.push(...[components.types.get(m2mKey('execReqArgsListType'))].flatMap((t) => t ?? []));
  for (let type = open.pop(); type !== undefined; type = open.pop()) {
    if (found.has(type)) continue;
    found.add(type);
    // A global element has its names by itself: those of a primitive's parameters are none of members.
    if (type.kind === 'complex') open.push(...membersOf(type).flatMap((m) => (m.isGlobal ? [] : [m.type])));
    else open.push(...[type.itemType, type.variety === 'atomic' ? type.base : undefined, ...(type.memberTypes ?? [])].flatMap((t) => t ?? []));
  }
  return found;
}

/** The names of all members of those. */
const reachedMembers = (into: Workspace, components: SchemaSet): ReadonlySet<string> =>
  new Set([...reachedTypes(into, components)].flatMap((type) => (type.kind === 'complex' ? membersOf(type).map((m) => m.name) : [])).filter((name) => name !== ''));

/** Short names of everything that has a long one: the known one, or one made up, provisional and used by nothing else. */
function completeShortNames({ into, known, diagnostics }: MergeContext, before: SchemaSet, components: SchemaSet): void {
  const resources = into.all('resource').filter((f) => f.content.kind !== 'base');
  const variants = resources.flatMap(({ content }) => (content.announcedVariant === undefined ? [] : [content.announcedVariant.name]));
  const named = new Set([...resources.map((f) => f.content.name), ...variants]);
  const numbered = new Set(into.all('enumerations').flatMap((f) => f.content.enumerations.filter((e) => e.type === 'm2m:resourceType' || e.type === 'm2m:mgmtDefinition').flatMap((e) => e.values.map((v) => v.name.replace(/^\[(.*)\]$/, '$1')))));
  for (const { content } of into.all('resource')) {
    const relatives = [...content.parents, ...content.children.flatMap((c) => [...(c.fixedName === undefined ? [c.type] : []), ...(c.announced ?? [])])];
    for (const name of relatives) if (!numbered.has(name)) named.add(name);
  }
  const attributes = new Set(into.all('resource').flatMap((f) => f.content.attributes.map((a) => a.name).filter((name) => !name.startsWith('['))));
  if (variants.length > 0) attributes.add('link');
  const members = reachedMembers(into, components);

  const taken = new Set([into, known].flatMap((w) => w.all('short-names').flatMap((f) => [...f.content.reserved, ...f.content.groups.flatMap((g) => Object.values(g.names))])));
  const isNew = into.all('short-names').every((f) => f.text === undefined);
  // What a table misprints, and an erratum of the folder puts right, has its name.
  const corrected = into.used.byKind('short-names').flatMap((f) => f.content.groups);
  const settled = (kind: string, name: string): boolean => corrected.some((group) => group.kind === kind && Object.hasOwn(group.names, name));
  const nameless: string[] = [];
  for (const [kind, names] of [['resource', named], ['attribute', attributes], ['member', members]] as const) {
    for (const name of names) {
      if (groupWith(into, kind, name) !== undefined || settled(kind, name)) continue;
      const model = groupWith(known, kind, name);
      const elsewhere = model !== undefined || kind === 'resource' ? undefined : publishedElsewhere([into, known], kind, name, kind === 'attribute' ? attributes : members, diagnostics);
      if (model !== undefined) copyName(into, model, name);
      else if (kind !== 'resource' && elsewhere !== undefined) borrowName(into, kind, name, elsewhere);
      else if (kind !== 'member') makeName(into, kind, name, taken);
      else nameless.push(name);
      // One short name for one name, whatever it names: what is provisional here may be published there.
      const other = kind === 'attribute' && model?.provisional === true ? groupWith(known, 'member', name) : undefined;
      if (other !== undefined && groupWith(into, 'member', name) === undefined) copyName(into, other, name);
    }
  }
  // What the folder had without a short name before is not this document's doing.
  const old = reachedMembers(into, before);
  const unnamed = nameless.filter((name) => !old.has(name));
  if (unnamed.length > 0) {
    const message = `no table has a short name for ${unnamed.length === 1 ? 'the member' : `${unnamed.length} members`}: ${unnamed.join(', ')}`;
    diagnostics.report(mergeCodes, 'IMPORT_NO_SHORT_NAME', message, undefined, 'they travel under their long names until tables/short-names.json has one');
  }
  if (!isNew) return;
  const order = known.all('short-names').flatMap((f) => f.content.groups.map((g) => g.name));
  for (const file of into.all('short-names')) {
    file.content.groups.sort((a, b) => (order.indexOf(a.name) + 1 || Infinity) - (order.indexOf(b.name) + 1 || Infinity) || 0);
    for (const name of known.all('short-names').flatMap((f) => f.content.reserved)) if (!file.content.reserved.includes(name)) reserve(file.content.reserved, name);
  }
}

function copyName(into: Workspace, model: ReturnType<typeof groupsOf>[number], name: string): void {
  const file = shortNamesFile(into);
  let group = file.content.groups.find((g) => g.name === model.name && g.kind === model.kind);
  if (group === undefined) file.content.groups.push((group = { ...structuredClone(model), names: {} }));
  group.names[name] = model.names[name]!;
  into.completed.push({ what: 'short name', name, from: 'tables/short-names.json' });
}

/** The short name of a name that is published under another spelling or for another kind, in a group that cites that table. */
function borrowName(into: Workspace, kind: 'attribute' | 'member', name: string, { group, printed }: { readonly group: ShortNameGroup; readonly printed: string }): void {
  const file = shortNamesFile(into);
  const title = `${kind}s by ${group.name}`;
  let target = file.content.groups.find((g) => g.name === title && g.kind === kind);
  if (target === undefined) file.content.groups.push((target = { name: title, kind, source: { ...group.source }, names: {} }));
  target.names[name] = group.names[printed]!;
}

/** The rows of commands and of status codes that the others need: every value of m2m:cmdType is a command, rules answer with a code. */
function completeRows(into: Workspace, known: Workspace): void {
  for (const file of into.all('commands')) {
    for (const model of known.all('commands')) {
      for (const command of model.content.commands) {
        if (file.text !== undefined || file.content.commands.some((c) => c.cmdType === command.cmdType)) continue;
        file.content.commands.push(structuredClone(command));
        into.completed.push({ what: 'command', name: command.cmdType, from: model.file });
      }
    }
    const order = known.all('commands').flatMap((f) => f.content.commands.map((c) => c.cmdType));
    if (file.text === undefined) file.content.commands.sort((a, b) => order.indexOf(a.cmdType) - order.indexOf(b.cmdType));
  }
  const answered = new Set(into.all('resource').flatMap((f) => (f.content.rules ?? []).map((rule) => rule.outcome)));
  const have = new Set(into.all('status-codes').flatMap((f) => f.content.codes.map((c) => c.code)));
  for (const model of known.all('status-codes')) {
    for (const code of model.content.codes.filter((c) => answered.has(c.code) && !have.has(c.code))) {
      const file = into.file('status-codes', () => ({ source: { ...model.content.source }, codes: [] }));
      file.content.codes.push({ ...structuredClone(code), ...(code.source === undefined && !sameSource(file.content.source, model.content.source) && { source: { ...model.content.source } }) });
      file.content.codes.sort((a, b) => a.code - b.code);
      into.completed.push({ what: 'status code', name: String(code.code), from: model.file });
    }
  }
}

const provisionalGroups = { resource: 'provisional resource types', attribute: 'provisional attributes' } as const;

function makeName(into: Workspace, kind: 'resource' | 'attribute', name: string, taken: Set<string>): void {
  const file = shortNamesFile(into);
  let group = file.content.groups.find((g) => g.name === provisionalGroups[kind]);
  if (group === undefined) {
    group = { name: provisionalGroups[kind], kind, source: { document: 'specgen', clause: 'short names' }, provisional: true, names: {} };
    file.content.groups.push(group);
  }
  const original = kind === 'resource' && name.endsWith('Annc') ? group.names[name.slice(0, -'Annc'.length)] : undefined;
  const short = original !== undefined && !taken.has(`${original}A`) ? `${original}A` : shortened(name, taken);
  group.names[name] = short;
  taken.add(short);
}

/** Initials and consonants, as TS-0004 8.2 makes them: four letters where they are free, else with a number. */
function shortened(name: string, taken: ReadonlySet<string>): string {
  const words = name.replace(/[^A-Za-z0-9]/g, ' ').replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z])([A-Z][a-z])/g, '$1 $2').toLowerCase().split(/\s+/).filter((w) => w !== '');
  const skeletons = words.map((word) => word.charAt(0) + word.slice(1).replace(/[aeiou]/g, ''));
  const each = Math.max(1, Math.floor(4 / words.length));
  const base = skeletons.map((s) => s.slice(0, words.length === 1 ? 4 : each)).join('').replace(/^[^a-z]+/, '').slice(0, 5) || 'x';
  const candidates = [base, skeletons.map((s) => s.slice(0, each + 1)).join('').replace(/^[^a-z]+/, '').slice(0, 6)];
  const free = candidates.find((c) => c.length > 1 && !taken.has(c));
  if (free !== undefined) return free;
  for (let i = 2; ; i++) if (!taken.has(`${base}${i}`)) return `${base}${i}`;
}

/** A provisional number of a resource type stands in m2m:resourceType too, where the folder has it. */
function numberTypes(into: Workspace): void {
  const enumeration = into.enumeration('m2m:resourceType');
  if (enumeration === undefined) return;
  for (const { content } of into.all('resource')) {
    if (content.kind !== 'resource') continue;
    for (const { name, resourceType, provisional } of [content, ...(content.announcedVariant === undefined ? [] : [content.announcedVariant])]) {
      if (resourceType === undefined || provisional !== true || enumeration.values.some((v) => v.value === resourceType)) continue;
      enumeration.values.push({ value: resourceType, name, provisional: true });
    }
  }
  enumeration.values.sort((a, b) => a.value - b.value);
}

/** The JSON Schemas that new definitions name, so that editors complete and check them. */
function completeSchemas(into: Workspace, known: Workspace): void {
  for (const [file, text] of into.changed()) {
    if (!file.endsWith('.json') || into.sources.has(file)) continue;
    const [, schema] = /"\$schema": "([^"]+\.schema\.json)"/.exec(text) ?? [];
    if (schema === undefined) continue;
    for (const wanted of [posix.join(posix.dirname(file), schema), 'tables/schema/common.schema.json']) {
      const content = known.sources.get(wanted);
      if (content !== undefined && !into.sources.has(wanted)) into.add(wanted, content);
    }
  }
}
