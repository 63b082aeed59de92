import type { MemberFact } from '../facts.js';
import type { TypeExpression } from '../type-expression.js';
import { readType } from '../type-expression.js';
import { mergeCodes } from './codes.js';
import type { MergeContext } from './context.js';
import { isName } from './names.js';
import type { KnownTypes } from './simple-types.js';
import { comment, resolved, simpleType } from './simple-types.js';
import type { Stated } from './workspace.js';

/** A member and those below it. */
interface Node {
  readonly fact?: Stated<MemberFact>;
  readonly children: Map<string, Node>;
}

/** The rows of one table → the complex type that they describe, as XSD. A row without a name is the text of the element. */
export function complexType(context: MergeContext, name: string, rows: readonly Stated<MemberFact>[], known: KnownTypes): string {
  const root: Node = { children: new Map() };
  for (const fact of rows) {
    if (fact.path.length > 16 || !fact.path.every(isName)) {
      context.diagnostics.report(mergeCodes, 'IMPORT_NAME', `"${fact.path.join('/')}" is no path of members`, fact.place);
      continue;
    }
    let node = root;
    for (const segment of fact.path.slice(0, -1)) {
      const next = node.children.get(segment) ?? { children: new Map() };
      node.children.set(segment, next);
      node = next;
    }
    const last = fact.path.at(-1);
    if (last === undefined) continue;
    const old = node.children.get(last);
    if (old?.fact === undefined) node.children.set(last, { fact, children: old?.children ?? new Map() });
  }
  const text = rows.find((fact) => fact.path.length === 0);
  return `  <xs:complexType name="${name}">\n${text === undefined ? content(context, root, known, '    ') : withText(context, text, root, known)}  </xs:complexType>\n`;
}

/** TS-0004 6.3.5: "(base content)" is what stands between the tags; only XML attributes can be beside it. */
function withText(context: MergeContext, text: Stated<MemberFact>, root: Node, known: KnownTypes): string {
  const attributes = content(context, { children: new Map([...root.children].filter(([, child]) => child.fact?.isXmlAttribute === true)) }, known, '        ');
  const is = readType(text.type);
  const base = is?.kind === 'named' && known.isSimple(is.name) ? is.name : 'xs:string';
  return `    <xs:simpleContent>\n      <xs:extension base="${base}">\n${attributes}      </xs:extension>\n    </xs:simpleContent>\n`;
}

function content(context: MergeContext, node: Node, known: KnownTypes, indent: string): string {
  const members = [...node.children].map(([name, child]) => ({ name, child }));
  const elements = members.filter(({ child }) => child.fact?.isXmlAttribute !== true);
  const attributes = members.filter(({ child }) => child.fact?.isXmlAttribute === true);
  const sequence = elements.map(({ name, child }) => element(context, name, child, known, `${indent}  `)).join('');
  return (elements.length > 0 ? `${indent}<xs:sequence>\n${sequence}${indent}</xs:sequence>\n` : '') + attributes.map(({ name, child }) => attribute(context, name, child.fact!, known, indent)).join('');
}

/** XML attributes have simple types; one that nothing declares is text. */
export function attribute(context: MergeContext, name: string, fact: Stated<MemberFact>, known: KnownTypes, indent: string): string {
  const use = fact.multiplicity.trim().startsWith('1') ? ' use="required"' : '';
  const is = resolved(readType(fact.type) ?? { kind: 'string' }, known, (type) => undeclared(context, fact, type, 'any text'));
  if (is.kind === 'named' || is.kind === 'string') return `${indent}<xs:attribute name="${name}" type="${is.kind === 'named' ? is.name : 'xs:string'}"${use} />\n`;
  return `${indent}<xs:attribute name="${name}"${use}>\n${simpleType(undefined, is, `${indent}  `)}${indent}</xs:attribute>\n`;
}

interface Occurrence {
  readonly isOptional: boolean;
  /** How many elements at most; absent: one. */
  readonly max?: string;
}

/** How often a member occurs, as its table says. */
export function occurrenceOf(multiplicity: string): Occurrence {
  const compact = multiplicity.replace(/\s+/g, '');
  const [, min = '0', max] = /^(\d+)(?:\.\.(\d+|n|\*|unbounded))?/i.exec(compact) ?? [];
  const isMany = /\(L\)/i.test(compact) || (max !== undefined && (!/^\d+$/.test(max) || Number(max) > 1));
  return { isOptional: min === '0', ...(isMany && { max: max !== undefined && /^\d+$/.test(max) && Number(max) > 1 ? max : 'unbounded' }) };
}

/** The declaration of a member, and of those below it. */
export function element(context: MergeContext, name: string, node: Node, known: KnownTypes, indent: string): string {
  const { fact } = node;
  const { isOptional, max } = occurrenceOf(fact?.multiplicity ?? '1');
  const once = isOptional ? ' minOccurs="0"' : '';
  const occurs = `${once}${max === undefined ? '' : ` maxOccurs="${max}"`}`;
  if (node.children.size > 0) {
    return `${indent}<xs:element name="${name}"${occurs}>\n${indent}  <xs:complexType>\n${content(context, node, known, `${indent}    `)}${indent}  </xs:complexType>\n${indent}</xs:element>\n`;
  }
  const is = readType(fact?.type ?? '');
  const typed = (type: string, often: string): string => `${indent}<xs:element name="${name}" type="${type}"${often} />\n`;
  if (is?.kind === 'named' && (known.isSimple(is.name) || known.isComplex(is.name))) return typed(is.name, occurs);
  if (is?.kind === 'list' && is.of.kind === 'named' && known.isComplex(is.of.name)) {
    // A list of structures is an element for each; of simple values, one element with all of them (TS-0004 6.3.3).
    return typed(is.of.name, `${once} maxOccurs="${is.maxItems ?? 'unbounded'}"`);
  }
  const names = is === undefined ? [] : namesIn(is);
  if (is !== undefined && is.kind !== 'named' && is.kind !== 'unnamed' && names.every((type) => known.isSimple(type))) {
    const often = is.kind === 'list' ? once : occurs;
    return `${indent}<xs:element name="${name}"${often}>\n${simpleType(undefined, resolved(is, known, () => undefined), `${indent}  `)}${indent}</xs:element>\n`;
  }
  const printed = fact?.type.trim().replace(/\s+/g, ' ') ?? '';
  if (fact !== undefined) undeclared(context, fact, printed, 'any value');
  const often = is?.kind === 'list' ? `${once} maxOccurs="${is.maxItems ?? 'unbounded'}"` : occurs;
  return `${indent}<xs:element name="${name}" type="xs:anyType"${often} />${printed === '' ? '' : ` <!-- ${comment(printed)} -->`}\n`;
}

function undeclared({ diagnostics }: MergeContext, fact: Stated<MemberFact>, printed: string, allowed: string): void {
  const what = printed === '' ? 'its type' : comment(printed);
  diagnostics.report(mergeCodes, 'IMPORT_UNKNOWN_TYPE', `${fact.of}/${fact.path.join('/')}: nothing declares ${what}, so that ${allowed} is allowed`, fact.place);
}

/** The names of types in a cell. */
export function namesIn(is: TypeExpression): readonly string[] {
  if (is.kind === 'named') return [is.name];
  if (is.kind === 'list') return namesIn(is.of);
  return is.kind === 'union' ? is.of.flatMap(namesIn) : [];
}
