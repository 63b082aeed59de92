import { posix } from 'node:path';
import type { SchemaSet } from '../../model/components.js';
import { byCodepoint, keyOfPrefixed, m2mKey, prefixedName } from '../../model/names.js';
import { componentsOf } from '../../read/xsd/components.js';
import type { Facts, MemberFact } from '../facts.js';
import { completeShortNames, nameAddedRows } from './completed-names.js';
import { completeDocuments } from './documents.js';
import { completeErrata } from './errata.js';
import type { MergeContext } from './context.js';
import { reachedTypes } from './reached.js';
import type { Stated, Workspace } from './workspace.js';
import { sameSource } from './workspace.js';
import type { StatedTypes } from './types.js';
import { declareTypes, namedTypes, publishedXsds } from './types.js';

/**
 * What the definitions refer to and the folder does not have, as the known definitions have it: bases, XSDs, enumerations, short
 * names, errata, documents; and a provisional short name where nobody knows one. Nothing that nothing refers to. What comes back are
 * the tables of types that published XSDs declare.
 */
export function complete(context: MergeContext, before: SchemaSet, knownComponents: SchemaSet, types: StatedTypes, titles: ReadonlyMap<string, string>, documents: readonly Facts[]): ReadonlyMap<string, readonly Stated<MemberFact>[]> {
  const { into, known } = context;
  completeBases(into, known);
  completeUniversal(into, known);
  completeParents(into, known);
  completeRows(into, known);
  const published = completeXsds(into, known, knownComponents, namedTypes(types));
  completeEnumerations(into, known, published);
  numberTypes(into);
  const declared = declareTypes(context, published, types);
  const components = componentsOf(into.xsds());
  completeShortNames(context, before, components);
  completeErrata(into, known);
  completeDocuments(into, known, titles, documents);
  completeSchemas(into, known);
  return declared;
}

/** What the rows refer to that an erratum adds, since an XSD declares them and the tables leave them out. */
export function completeAddedRows(context: MergeContext): void {
  const { into, known } = context;
  completeEnumerations(into, known, componentsOf(into.xsds()));
  nameAddedRows(context);
}

/** What announced variants have whatever the tables of their originals say. */
function completeUniversal(into: Workspace, known: Workspace): void {
  if (into.all('universal-attributes').length > 0 || !into.seen('resource').some(({ content }) => content.announcedVariant !== undefined)) return;
  for (const { file, content } of known.all('universal-attributes')) {
    const copy = structuredClone(content);
    Reflect.deleteProperty(copy, '$schema');
    into.create('universal-attributes', file, copy);
    into.completed.push({ what: 'definition', name: 'universal attributes', from: file });
  }
}

function completeBases(into: Workspace, known: Workspace): void {
  for (const { content } of into.seen('resource')) {
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
  for (const { content } of into.all('resource').filter(({ text }) => text === undefined)) {
    if (content.kind !== 'resource' || known.resource(content.name) !== undefined) continue;
    content.parents = into.seen('resource').filter((f) => f.content.children.some((c) => c.type === content.name)).map((f) => f.content.name).sort(byCodepoint);
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
  const types = into.seen('resource').flatMap(({ content }) => [content.group, content.announcedVariant?.group, ...content.attributes.map((a) => a.type)]);
  const carried = into.all('parameters').flatMap(({ content }) => content.parameters.flatMap(({ type, responseType = type }) => [type, responseType].map((one) => one.replace(/^list of /, ''))));
  const names = [...members, ...carried, ...types.flatMap((t) => (t === undefined ? [] : [t.replace(/^list of /, '')])), ...into.all('enumerations').flatMap((f) => f.content.enumerations.map((e) => e.type))];
  if (into.all('commands').length > 0) names.push('m2m:execReqArgsListType');
  const elements = into.seen('resource').flatMap(({ content }) => [content.name, ...(content.announcedVariant === undefined ? [] : [content.announcedVariant.name])]);
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
  const answered = new Set(into.seen('resource').flatMap((f) => (f.content.rules ?? []).map((rule) => rule.outcome)));
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

/** A provisional number of a resource type or management object stands in m2m:resourceType or m2m:mgmtDefinition too, where the folder has it. */
function numberTypes(into: Workspace): void {
  for (const [type, kind] of [['m2m:resourceType', 'resource'], ['m2m:mgmtDefinition', 'mgmtObj']] as const) {
    const enumeration = into.enumeration(type);
    if (enumeration === undefined) continue;
    for (const { content } of into.seen('resource')) {
      if (content.kind !== kind) continue;
      const { announcedVariant: variant } = content;
      const numbers = kind === 'mgmtObj' ? [{ ...content, value: content.mgmtDefinition }] : [content, ...(variant === undefined ? [] : [variant])].map((of) => ({ ...of, value: of.resourceType }));
      for (const { name, provisional, value } of numbers) {
        if (value === undefined || provisional !== true || enumeration.values.some((v) => v.value === value)) continue;
        enumeration.values.push({ value, name, provisional: true });
      }
    }
    enumeration.values.sort((a, b) => a.value - b.value);
  }
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
