import type { SchemaSet } from '../../model/components.js';
import { byCodepoint, keyOfPrefixed, m2mKey } from '../../model/names.js';
import { componentsOf } from '../../read/xsd/components.js';
import type { EnumerationFact, MemberFact, SimpleTypeFact } from '../facts.js';
import type { TypeExpression } from '../type-expression.js';
import { readType } from '../type-expression.js';
import { mergeCodes } from './codes.js';
import { complexType, namesIn } from './complex-types.js';
import { isWithinLimit } from './limit.js';
import type { MergeContext } from './context.js';
import { isName } from './names.js';
import { enumerationType, knownTypes, resolved, simpleType } from './simple-types.js';
import { fillStubs } from './stubs.js';
import type { Stated } from './workspace.js';

/** What documents say of types, apart from the values of enumerations, which have become definitions by now. */
export interface StatedTypes {
  readonly simple: readonly Stated<SimpleTypeFact>[];
  readonly members: readonly Stated<MemberFact>[];
  readonly values: readonly Stated<EnumerationFact>[];
}

/** The XSD document of the types that tables of a document describe and no published XSD declares. */
export const typesFile = (document: string): string => `CDT-imported-${document.replace(/[^A-Za-z0-9_-]+/g, '_')}.xsd`;

const isTypesFile = (file: string): boolean => /^CDT-imported-[A-Za-z0-9_-]+\.xsd$/.test(file);

/** XSD documents that people wrote or oneM2M published: not those that imports made. */
export const publishedXsds = (sources: ReadonlyMap<string, string>): Map<string, string> => new Map([...sources].filter(([file]) => file.endsWith('.xsd') && !isTypesFile(file)));

/**
 * Declares, in XSD, the types that stand in tables alone. A type that a published XSD declares is that one, unless it is a stub; the
 * tables of such types are what comes back.
 */
export function declareTypes(context: MergeContext, published: SchemaSet, stated: StatedTypes): ReadonlyMap<string, readonly Stated<MemberFact>[]> {
  const { into, diagnostics } = context;
  const declared = (type: string): boolean => published.types.has(keyOfPrefixed(type) ?? type);
  const enumerations = into.all('enumerations').flatMap((f) => f.content.enumerations);
  const simple = firstOfEach(context, stated.simple);
  const tables = tablesOf(context, stated.members);
  const previous = previousTypes(into.sources);
  const known = knownTypes(
    published,
    new Map<string, TypeExpression | undefined>([...previous.simple, ...enumerations.map((e) => [e.type, undefined] as const), ...[...simple].map(([type, fact]) => [type, fact.is] as const)]),
    new Set([...previous.complex, ...tables.keys()]),
  );
  const masks = new Set(stated.values.flatMap((fact) => (fact.bitMask === true && fact.type !== undefined ? [fact.type] : [])));
  fillStubs(context, published, simple, masks, known);

  const blocks = new Map<string, Map<string, string>>();
  const put = (document: string, name: string, text: (before: string | undefined) => string): void => {
    const file = typesFile(document);
    const types = blocks.get(file) ?? previousBlocks(into.sources.get(file));
    blocks.set(file, types.set(name, text(types.get(name))));
  };

  // What a published XSD declares now is no longer declared from tables.
  for (const [file, text] of into.sources) {
    if (!isTypesFile(file)) continue;
    const before = previousBlocks(text);
    const left = new Map([...before].filter(([name]) => !published.types.has(m2mKey(name))));
    if (left.size < before.size) blocks.set(file, left);
  }
  for (const { type, source, values } of enumerations) {
    if (declared(type)) continue;
    // Only the document says whether values are added together: without it, that stays as it is.
    const isMask = (before: string | undefined): boolean => masks.has(type) || (before?.includes('<xs:minInclusive') === true && !stated.values.some((fact) => fact.type === type && fact.from === 'table'));
    put(source.document, local(type), (before) => enumerationType(local(type), values, isMask(before), '  '));
  }
  for (const [type, fact] of simple) {
    if (declared(type) || enumerations.some((e) => e.type === type)) continue;
    const unknown = (name: string): void => diagnostics.report(mergeCodes, 'IMPORT_UNKNOWN_TYPE', `${type}: nothing declares the simple type ${name}, so that any text is allowed`, fact.place);
    put(fact.document, local(type), () => simpleType(local(type), resolved(fact.is, known, unknown), '  '));
  }
  for (const [type, rows] of tables) if (!declared(type)) put(rows[0]!.document, local(type), () => complexType(context, local(type), rows, known));
  for (const [file, types] of blocks) {
    const text = document([...types].sort(([a], [b]) => byCodepoint(a, b)).map(([, block]) => block));
    if (into.sources.get(file) === text) continue;
    into.add(file, text);
    into.change({ kind: into.sources.has(file) ? 'changed' : 'added', what: 'XSD document', name: file, ...(!into.sources.has(file) && { to: `${types.size} ${types.size === 1 ? 'type' : 'types'}` }), file });
  }
  return new Map([...tables].filter(([type]) => declared(type)));
}

/** The first row of each simple type; a name of another namespace is left out. */
function firstOfEach(context: MergeContext, facts: readonly Stated<SimpleTypeFact>[]): ReadonlyMap<string, Stated<SimpleTypeFact>> {
  const found = new Map<string, Stated<SimpleTypeFact>>();
  for (const fact of facts) if (!found.has(fact.type) && isOurs(context, fact.type, fact)) found.set(fact.type, fact);
  return found;
}

/** The rows of the first table of each complex type. */
function tablesOf(context: MergeContext, facts: readonly Stated<MemberFact>[]): ReadonlyMap<string, readonly Stated<MemberFact>[]> {
  const tables = new Map<string, Stated<MemberFact>[]>();
  for (const fact of facts) {
    const list = tables.get(fact.of);
    if (list === undefined) tables.set(fact.of, [fact]);
    else if (list[0]!.source.table === fact.source.table && list[0]!.document === fact.document) list.push(fact);
  }
  return new Map([...tables].filter(([type, rows]) => isWithinLimit(context.diagnostics, 'type', type, rows) && isOurs(context, type, rows[0]!)));
}

function isOurs({ diagnostics }: MergeContext, type: string, fact: Stated<MemberFact | SimpleTypeFact>): boolean {
  if (/^m2m:/.test(type) && isName(local(type))) return true;
  diagnostics.report(mergeCodes, 'IMPORT_NOT_TAKEN', `the type ${type} is left out: its name is not of oneM2M's namespace`, fact.place);
  return false;
}

const local = (type: string): string => type.slice(type.indexOf(':') + 1);

const head = `<?xml version="1.0" encoding="UTF-8"?>
<!-- Made by specgen import from the tables of a document; types that a published XSD declares are not here. -->
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:m2m="http://www.onem2m.org/xml/protocols"
  targetNamespace="http://www.onem2m.org/xml/protocols" elementFormDefault="unqualified" attributeFormDefault="unqualified">
`;

const document = (blocks: readonly string[]): string => `${head}\n${blocks.join('\n')}\n</xs:schema>\n`;

/** The types that an earlier import wrote, by name. */
function previousBlocks(text: string | undefined): Map<string, string> {
  const found = text?.matchAll(/^ {2}<xs:(simpleType|complexType) name="([^"]+)">\n[^]*?^ {2}<\/xs:\1>\n/gm) ?? [];
  return new Map([...found].map(([block, , name]) => [name!, block]));
}

/** Types that an earlier import declared: documents of today may name them. */
function previousTypes(sources: ReadonlyMap<string, string>): { readonly simple: ReadonlyMap<string, TypeExpression | undefined>; readonly complex: readonly string[] } {
  const { types } = componentsOf(new Map([...sources].filter(([file]) => isTypesFile(file))));
  const simple = new Map<string, TypeExpression | undefined>();
  const complex: string[] = [];
  for (const type of types.values()) {
    const name = `m2m:${type.name?.local ?? ''}`;
    if (type.place === undefined) continue;
    if (type.kind === 'complex') complex.push(name);
    else simple.set(name, type.variety === 'list' ? { kind: 'list', of: { kind: 'string' } } : undefined);
  }
  return { simple, complex };
}

/** Types that rows of the documents name: what the folder has to declare for them. */
export const namedTypes = ({ simple, members }: StatedTypes): readonly string[] => [
  ...new Set([...members.flatMap((fact) => namesIn(readType(fact.type) ?? { kind: 'string' })), ...simple.flatMap((fact) => namesIn(fact.is))]),
];
