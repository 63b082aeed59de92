import type { SchemaSet } from '../../model/components.js';
import { membersOf } from '../../model/members.js';
import { byCodepoint, keyOfPrefixed, m2mKey } from '../../model/names.js';
import type { MemberFact } from '../facts.js';
import { mergeCodes } from './codes.js';
import { isWithinLimit } from './limit.js';
import type { MergeContext } from './resources.js';
import { isName } from './resources.js';
import type { Stated } from './workspace.js';

/** The XSD document of the types that tables of a document describe and no published XSD declares. */
export const typesFile = (document: string): string => `CDT-imported-${document.replace(/[^A-Za-z0-9_-]+/g, '_')}.xsd`;

const isTypesFile = (file: string): boolean => /^CDT-imported-[A-Za-z0-9_-]+\.xsd$/.test(file);

/** XSD documents that people wrote or oneM2M published: not those that imports made. */
export const publishedXsds = (sources: ReadonlyMap<string, string>): Map<string, string> => new Map([...sources].filter(([file]) => file.endsWith('.xsd') && !isTypesFile(file)));

/**
 * Declares, in XSD, the complex types and enumerations that stand in tables alone. A type that a published XSD declares is that
 * one; where the table says otherwise, that is reported.
 */
export function declareTypes(context: MergeContext, published: SchemaSet, facts: readonly Stated<MemberFact>[]): void {
  const { into } = context;
  const declared = (type: string): boolean => published.types.has(keyOfPrefixed(type) ?? type);
  const blocks = new Map<string, Map<string, string>>();
  const put = (document: string, name: string, text: string): void => {
    const file = typesFile(document);
    const types = blocks.get(file) ?? previousBlocks(into.sources.get(file));
    blocks.set(file, types.set(name, text));
  };

  // What a published XSD declares now is no longer declared from tables.
  for (const [file, text] of into.sources) {
    if (!isTypesFile(file)) continue;
    const before = previousBlocks(text);
    const left = new Map([...before].filter(([name]) => !published.types.has(m2mKey(name))));
    if (left.size < before.size) blocks.set(file, left);
  }
  for (const enumeration of into.all('enumerations').flatMap((f) => f.content.enumerations)) {
    if (declared(enumeration.type)) continue;
    put(enumeration.source.document, local(enumeration.type), simpleType(local(enumeration.type), enumeration.values));
  }
  const tables = new Map<string, Stated<MemberFact>[]>();
  for (const fact of facts) {
    const list = tables.get(fact.of);
    if (list === undefined) tables.set(fact.of, [fact]);
    else if (list[0]!.source.table === fact.source.table && list[0]!.document === fact.document) list.push(fact);
  }
  const own = new Set([...[...tables.keys()].filter((type) => !declared(type)), ...into.all('enumerations').flatMap((f) => f.content.enumerations.map((e) => e.type))]);
  const known = (type: string): boolean => declared(type) || own.has(type);
  for (const [type, rows] of tables) {
    if (!isWithinLimit(context.diagnostics, 'type', type, rows)) continue;
    if (declared(type)) {
      compareMembers(context, published, type, rows);
      continue;
    }
    if (!/^m2m:/.test(type) || !isName(local(type))) {
      context.diagnostics.report(mergeCodes, 'IMPORT_NOT_TAKEN', `the type ${type} is left out: its name is not of oneM2M's namespace`, rows[0]!.place);
      continue;
    }
    put(rows[0]!.document, local(type), complexType(context, local(type), rows, known, published));
  }
  for (const [file, types] of blocks) {
    const text = document([...types].sort(([a], [b]) => byCodepoint(a, b)).map(([, block]) => block));
    if (into.sources.get(file) === text) continue;
    into.add(file, text);
    into.change({ kind: into.sources.has(file) ? 'changed' : 'added', what: 'XSD document', name: file, ...(!into.sources.has(file) && { to: `${types.size} ${types.size === 1 ? 'type' : 'types'}` }), file });
  }
}

/** A type that is declared in XSD is what the XSD says; the names that the table has otherwise are reported. */
function compareMembers({ diagnostics }: MergeContext, set: SchemaSet, type: string, rows: readonly Stated<MemberFact>[]): void {
  const declared = set.types.get(keyOfPrefixed(type) ?? type);
  if (declared?.kind !== 'complex') return;
  const inXsd = membersOf(declared).map((m) => m.name).filter((name) => name !== '');
  const inTable = new Set(rows.map((fact) => fact.path[0]!));
  const [more, less] = [[...inTable].filter((name) => !inXsd.includes(name)), inXsd.filter((name) => !inTable.has(name))];
  if (more.length + less.length === 0) return;
  const parts = [...(more.length > 0 ? [`the table alone has ${more.join(', ')}`] : []), ...(less.length > 0 ? [`the XSD alone has ${less.join(', ')}`] : [])];
  diagnostics.report(mergeCodes, 'IMPORT_XSD', `${type}: ${parts.join('; ')}`, rows[0]!.place, 'the XSD counts; correct it, or the table');
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

function simpleType(name: string, values: readonly { readonly value: number; readonly name: string }[]): string {
  const facets = values.map((v) => `      <xs:enumeration value="${v.value}" /> <!-- ${comment(v.name)} -->\n`).join('');
  return `  <xs:simpleType name="${name}">\n    <xs:restriction base="xs:integer">\n${facets}    </xs:restriction>\n  </xs:simpleType>\n`;
}

const comment = (text: string): string => text.replace(/--+/g, '-').replace(/[<>&]/g, ' ').slice(0, 100);

/** A member and those below it. */
export interface Node {
  readonly fact?: Stated<MemberFact>;
  readonly children: Map<string, Node>;
}

function complexType(context: MergeContext, name: string, rows: readonly Stated<MemberFact>[], known: (type: string) => boolean, set: SchemaSet): string {
  const root: Node = { children: new Map() };
  for (const fact of rows) {
    if (fact.path.length === 0 || fact.path.length > 16 || !fact.path.every(isName)) {
      context.diagnostics.report(mergeCodes, 'IMPORT_NAME', `"${fact.path.join('/')}" is no path of members`, fact.place);
      continue;
    }
    let node = root;
    for (const segment of fact.path.slice(0, -1)) {
      const next = node.children.get(segment) ?? { children: new Map() };
      node.children.set(segment, next);
      node = next;
    }
    const last = fact.path.at(-1)!;
    const old = node.children.get(last);
    if (old?.fact === undefined) node.children.set(last, { fact, children: old?.children ?? new Map() });
  }
  return `  <xs:complexType name="${name}">\n${content(context, root, known, set, '    ')}  </xs:complexType>\n`;
}

function content(context: Pick<MergeContext, 'into' | 'diagnostics'>, node: Node, known: (type: string) => boolean, set: SchemaSet, indent: string): string {
  const members = [...node.children].map(([name, child]) => ({ name, child }));
  const elements = members.filter(({ child }) => child.fact?.isXmlAttribute !== true);
  const attributes = members.filter(({ child }) => child.fact?.isXmlAttribute === true);
  const sequence = elements.map(({ name, child }) => element(context, name, child, known, set, `${indent}  `)).join('');
  return (
    (elements.length > 0 ? `${indent}<xs:sequence>\n${sequence}${indent}</xs:sequence>\n` : '') +
    attributes.map(({ name, child }) => `${indent}<xs:attribute name="${name}" type="${attributeType(child, set)}"${child.fact!.multiplicity.trim().startsWith('1') ? ' use="required"' : ''} />\n`).join('')
  );
}

export function attributeType({ fact }: Node, set: SchemaSet): string {
  const type = fact!.type.replace(/^list of\s+/i, '');
  return set.types.get(keyOfPrefixed(type) ?? type)?.kind === 'simple' ? type : 'xs:string';
}

/** The declaration of a member, and of those below it. */
export function element(context: Pick<MergeContext, 'into' | 'diagnostics'>, name: string, node: Node, known: (type: string) => boolean, set: SchemaSet, indent: string): string {
  const { fact } = node;
  const printed = fact?.type.trim().replace(/\s+/g, ' ') ?? '';
  const [, list, item] = /^(list of )?(.*)$/i.exec(printed)!;
  const multiplicity = (fact?.multiplicity ?? '1').replace(/\s+/g, '');
  const [, min, max] = /^(\d+)(?:\.\.(\d+|n|unbounded))?/i.exec(multiplicity) ?? [, '0', undefined];
  const many = list !== undefined || /\(L\)/i.test(multiplicity) || (max !== undefined && (/^(n|unbounded)$/i.test(max) || Number(max) > 1));
  const occurs = `${min === '0' ? ' minOccurs="0"' : ''}${many ? ` maxOccurs="${max !== undefined && /^\d+$/.test(max) && Number(max) > 1 ? max : 'unbounded'}"` : ''}`;
  if (node.children.size > 0) {
    return `${indent}<xs:element name="${name}"${occurs}>\n${indent}  <xs:complexType>\n${content(context, node, known, set, `${indent}    `)}${indent}  </xs:complexType>\n${indent}</xs:element>\n`;
  }
  if (known(item!)) {
    // A list of simple values is one element with all of them (TS-0004 6.3.3); one of structures is an element for each.
    const isSimple = set.types.get(keyOfPrefixed(item!) ?? item!)?.kind === 'simple' || context.into.enumeration(item!) !== undefined;
    if (list !== undefined && isSimple) {
      const once = min === '0' ? ' minOccurs="0"' : '';
      return `${indent}<xs:element name="${name}"${once}>\n${indent}  <xs:simpleType>\n${indent}    <xs:list itemType="${item!}" />\n${indent}  </xs:simpleType>\n${indent}</xs:element>\n`;
    }
    return `${indent}<xs:element name="${name}" type="${item!}"${occurs} />\n`;
  }
  if (fact !== undefined) context.diagnostics.report(mergeCodes, 'IMPORT_UNKNOWN_TYPE', `${fact.of}/${fact.path.join('/')}: nothing declares ${printed === '' ? 'its type' : comment(printed)}, so that any value is allowed`, fact.place);
  return `${indent}<xs:element name="${name}" type="xs:anyType"${occurs} />${printed === '' ? '' : ` <!-- ${comment(printed)} -->`}\n`;
}

/** Types that rows of member tables name: what the folder has to declare for them. */
export const memberTypes = (facts: readonly Stated<MemberFact>[]): readonly string[] => [...new Set(facts.map((fact) => fact.type.trim().replace(/^list of\s+/i, '').replace(/\s+/g, '')))];

