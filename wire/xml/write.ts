/** JSON values as XML (TS-0004 8.3): what the document says when it is read is what was given, or it is not written. */

import type { WireCode, WireDiagnostic } from '../diagnostic.js';
import type { JsonObject, JsonValue } from '../json-value.js';
import { isObject, quoted } from '../json-value.js';
import type { Limits } from '../limits.js';
import { maxDepthOf } from '../limits.js';
import type { WireTables } from '../tables.js';
import { memberNamed } from '../translate.js';
import type { KnownPrimitive, KnownResource, Operation, OtherType, ResourceBody, StandardTypes, Types } from '../types.js';
import { unknownName, unknownType } from '../unknown.js';
import type { Member, NameForm, Structure, Vocabulary } from '../vocabulary.js';
import type { NameOverrides } from '../name-overrides.js';
import { elementName, isPrefixed, structureOf, tagOf, vocabularyOf } from '../vocabulary.js';
import { emptyIsNull, operationInside } from './empty.js';
import { escapeAttribute, escapeText } from './escape.js';
import { collapse, writeSimple } from './lexical.js';
import { namespaces } from './names.js';
import { isNcName, noXmlCharacter } from './parse.js';

export interface XmlWriteOptions extends Limits {
  /** Names in the document: the short ones of the wire (the default), or the long ones, by which XSDs know them. */
  readonly form?: NameForm;
  /**
   * What a resource's body is part of; `partial` unless said otherwise. It says which empty elements are NULL: those of attributes, in
   * `update` and `partial`. Primitives say it themselves.
   */
  readonly operation?: Operation;
  readonly names?: NameOverrides;
  readonly unknown?: 'keep' | 'refuse';
  /** An element that may repeat and does not occur is absent: an empty array there is refused (the default) or left out. */
  readonly emptyLists?: 'refuse' | 'omit';
}

export type XmlText = { readonly ok: true; readonly xml: string } | { readonly ok: false; readonly diagnostics: readonly WireDiagnostic[] };

/**
 * A body with long names as an XML document: elements in the order of the XSD, lists separated by blanks, NULL as an empty element. A
 * notification and the content of a primitive stand in their root element, as for `encode`. What XML would not give back as it was is
 * an error: control characters, blanks inside items of lists, an empty text where that would be NULL.
 */
export interface ToXml<S extends Types = StandardTypes> {
  <T extends string>(type: OtherType<T, S>, body: JsonObject, options?: XmlWriteOptions): XmlText;
  <T extends KnownPrimitive>(type: T, body: S['primitives'][T]['long'], options?: XmlWriteOptions): XmlText;
  <T extends KnownResource<S>>(type: T, body: ResourceBody<T, S>, options?: XmlWriteOptions): XmlText;
}

/** `toXml` for a specification. */
export const bindToXml = <S extends Types = StandardTypes>(tables: () => WireTables): ToXml<S> =>
  ((type: string, body: unknown, options: XmlWriteOptions = {}) => written(vocabularyOf(tables(), options.names), type, body, options)) as unknown as ToXml<S>;

function written(vocabulary: Vocabulary, type: string, body: unknown, options: XmlWriteOptions): XmlText {
  const structure = structureOf(type, vocabulary);
  if (structure === undefined) return { ok: false, diagnostics: [unknownType(type, vocabulary)] };
  const writer = new Writer(vocabulary, options);
  const root = vocabulary.roots.long.get(type);
  const xml = structure.open === 'roots' || root === undefined ? writer.content(body, structure) : writer.root(root, body);
  const { diagnostics } = writer;
  return diagnostics.length === 0 ? { ok: true, xml } : { ok: false, diagnostics };
}

const maxDiagnostics = 100;

class Writer {
  readonly diagnostics: WireDiagnostic[] = [];
  readonly #vocabulary: Vocabulary;
  readonly #form: NameForm;
  readonly #options: XmlWriteOptions;
  readonly #maxDepth: number;
  /** Where the value stands that is being written. */
  readonly #path: (string | number)[] = [];
  #operation: Operation;
  /** Some value says its type, so that the root element has to declare the prefixes. */
  #hasTypes = false;
  /** Those of the global elements that were written. */
  readonly #prefixes = new Set<string>();

  constructor(vocabulary: Vocabulary, options: XmlWriteOptions) {
    this.#vocabulary = vocabulary;
    this.#form = options.form ?? 'wire';
    this.#options = options;
    this.#operation = options.operation ?? 'partial';
    this.#maxDepth = maxDepthOf(options);
  }

  /** A document of one global element, its name and value being the only member of the content. */
  content(body: unknown, structure: Structure): string {
    const [name, ...others] = isObject(body) ? Object.keys(body) : [];
    const member = name === undefined ? undefined : memberNamed(structure, name, 'long', this.#vocabulary);
    if (name === undefined || member === undefined || others.length > 0) {
      return this.#refuse('WIRE_ROOT', 'the content must have one member: a global element by its long name, such as m2m:softwareCampaign');
    }
    return this.#within(name, () => this.root(member, (body as JsonObject)[name]!));
  }

  root(member: Member, value: unknown): string {
    const tag = elementName(member, this.#form);
    const element = this.#value(tag, member, value as JsonValue, false);
    // A document declares what it uses, and m2m, of which any content may be.
    this.#prefixes.add(member.prefix);
    const own = [...this.#vocabulary.namespaces].filter(([prefix]) => prefix === 'm2m' || this.#prefixes.has(prefix));
    const declared = [...own, ...(this.#hasTypes ? Object.entries(namespaces) : [])];
    const xmlns = declared.map(([prefix, namespace]) => ` xmlns:${prefix}="${namespace}"`).join('');
    const end = tag.length + 1;
    return `<?xml version="1.0" encoding="UTF-8"?>\n${element.slice(0, end)}${xmlns}${element.slice(end)}\n`;
  }

  #object(tag: string, structure: Structure, value: JsonObject): string {
    const outer = this.#operation;
    this.#operation = operationInside(structure, value, outer);
    let attributes = '';
    let content = '';
    let others = '';
    for (const member of structure.members) {
      const given = Object.hasOwn(value, member.long) ? value[member.long] : undefined;
      if (given === undefined) continue;
      this.#within(member.long, () => {
        if (member.as === 'attribute') attributes += ` ${member[this.#form]}="${escapeAttribute(this.#simple(member, given))}"`;
        else if (member.as === 'text') content += escapeText(this.#simple(member, given));
        else content += this.#elements(tagOf(member, this.#form), member, given, emptyIsNull(structure, member, this.#operation));
      });
    }
    for (const name of Object.keys(value)) {
      const given = value[name];
      if (structure.byName.long.has(name) || given === undefined) continue;
      this.#within(name, () => (others += this.#other(name, structure, given)));
    }
    this.#operation = outer;
    return elementOf(tag, attributes, structure.opensFirst ? others + content : content + others);
  }

  /** A child resource, a global element, a member without a type, or an unknown one. */
  #other(name: string, structure: Structure, value: JsonValue): string {
    const member = memberNamed(structure, name, 'long', this.#vocabulary);
    if (member === undefined) {
      const isTaken = memberNamed(structure, name, 'wire', this.#vocabulary) !== undefined;
      if (!isTaken && this.#options.unknown !== 'refuse') return this.#untyped(name, value);
      return this.#report(unknownName({ path: this.#path, kept: !isTaken, among: structure }, 'wire'));
    }
    if (structure.open === 'members') return this.#elements(member[this.#form], member, value, false);
    const tag = elementName(member, this.#form);
    this.#prefixes.add(member.prefix);
    return structure.open === 'roots' ? this.#value(tag, member, value, false) : this.#elements(tag, { ...member, many: true }, value, false);
  }

  /** The element of a member, or all of them where it repeats. */
  #elements(tag: string, member: Member, value: JsonValue, nullable: boolean): string {
    if (!member.many) return this.#value(tag, member, value, nullable);
    if (value === null && nullable) return elementOf(tag, '', '');
    if (!Array.isArray(value)) return this.#cannot('is no list, and the element repeats');
    const items = value as readonly JsonValue[];
    if (items.length === 0 && this.#options.emptyLists !== 'omit') return this.#cannot('is an empty list, of which XML has no element', "emptyLists: 'omit' leaves it out");
    return items.map((item, i) => this.#within(i, () => this.#value(tag, member, item, nullable && i === 0))).join('');
  }

  /** One element; `nullable`: without content it would be NULL. */
  #value(tag: string, member: Member, value: JsonValue, nullable: boolean): string {
    const { inside, lexicals } = member;
    if (this.#path.length > this.#maxDepth) return this.#tooDeep();
    if (value === null && nullable && !member.many) return elementOf(tag, '', '');
    if (lexicals.includes('any') || (lexicals.includes('simple') && typeof value !== 'string' && typeof value !== 'object')) return this.#untyped(tag, value);
    const before = this.diagnostics.length;
    let element: string;
    if (inside === undefined) element = elementOf(tag, '', escapeText(this.#simple(member, value)));
    else if (isObject(value)) element = this.#object(tag, inside, value);
    else return this.#cannot('is no object');
    const isNull = nullable && this.diagnostics.length === before && element === elementOf(tag, '', '');
    if (isNull) return this.#cannot('is empty, which would be read as NULL', "operation: 'full' says that there is no NULL");
    return element;
  }

  /** The text of a simple value, or of a list of them. */
  #simple(member: Member, value: JsonValue): string {
    if (!member.list) return this.#scalar(member, value);
    if (!Array.isArray(value)) return this.#cannot('is no list');
    return (value as readonly JsonValue[]).map((item, i) => this.#within(i, () => this.#item(member, item))).join(' ');
  }

  #item(member: Member, value: JsonValue): string {
    if (value === '' || (typeof value === 'string' && /[ \t\r\n]/.test(value))) return this.#cannot('is empty or has blanks, and blanks separate the items of a list');
    return this.#scalar(member, value);
  }

  #scalar({ lexicals }: Member, value: JsonValue): string {
    const text = writeSimple(lexicals.includes('resourceType') ? this.#numbered(value) : value, lexicals);
    if (text === undefined) {
      const isBlank = typeof value === 'string' && lexicals.includes('token') && collapse(value) !== value;
      return this.#cannot(isBlank ? 'has blanks at an end or in a row, which mean nothing here' : `is no ${lexicals.join(' or ')}`);
    }
    return this.#checked(text);
  }

  /** The number of a resource type, which may be configured. */
  #numbered(value: JsonValue): JsonValue {
    if (this.#form === 'long' || typeof value !== 'number') return value;
    const { long, wire } = this.#vocabulary.numbers;
    if (!long.has(value) && wire.has(value)) this.#report(unknownName({ path: this.#path, kept: false }, 'wire'));
    return long.get(value) ?? value;
  }

  /** A value of which no type is known, so that the document itself says which values are no text (`xsi:type`). */
  #untyped(tag: string, value: JsonValue): string {
    if (!isNcName(tag.slice(tag.indexOf(':') + 1)) || (isPrefixed(tag) && !this.#declares(tag))) return this.#cannot(`has a name that is none in XML, ${quoted(tag)}`);
    if (this.#path.length > this.#maxDepth) return this.#tooDeep();
    switch (typeof value) {
      case 'string':
        return value === '' ? this.#typed(tag, 'string', '') : elementOf(tag, '', escapeText(this.#checked(value)));
      case 'boolean':
        return this.#typed(tag, 'boolean', String(value));
      case 'number':
        if (!Number.isFinite(value)) return this.#cannot('is no number of JSON');
        return Number.isInteger(value) ? this.#typed(tag, 'integer', writeSimple(value, ['integer'])!) : this.#typed(tag, 'double', String(value));
      case 'object':
        break;
      default:
        return this.#cannot('is no value of JSON');
    }
    if (value === null) return elementOf(tag, '', '');
    if (Array.isArray(value)) return this.#repeated(tag, value);
    let content = '';
    for (const [name, member] of Object.entries(value as Record<string, JsonValue | undefined>)) {
      if (member !== undefined) this.#within(name, () => (content += this.#untyped(name, member)));
    }
    return content === '' ? this.#typed(tag, 'anyType', '') : elementOf(tag, '', content);
  }

  /** Whether the prefix of a name is one that the root element declares, from now on. */
  #declares(tag: string): boolean {
    const prefix = tag.slice(0, tag.indexOf(':'));
    this.#prefixes.add(prefix);
    return this.#vocabulary.namespaces.has(prefix);
  }

  #repeated(tag: string, items: readonly JsonValue[]): string {
    if (items.length < 2 || items.some((item) => Array.isArray(item))) return this.#cannot('is a list of none or one, or of lists, where no type says that there is a list');
    return items.map((item, i) => this.#within(i, () => this.#untyped(tag, item))).join('');
  }

  #typed(tag: string, type: string, content: string): string {
    this.#hasTypes = true;
    return elementOf(tag, ` xsi:type="xs:${type}"`, content);
  }

  #checked(text: string): string {
    return noXmlCharacter.test(text) ? this.#cannot('has characters that XML does not have, such as control characters') : text;
  }

  #within<T>(step: string | number, write: () => T): T {
    this.#path.push(step);
    const written = write();
    this.#path.pop();
    return written;
  }

  #tooDeep(): string {
    return this.#refuse('WIRE_LIMIT', `more than ${this.#maxDepth} values inside each other`);
  }

  #cannot(why: string, hint?: string): string {
    return this.#refuse('WIRE_XML_CANNOT_CARRY', `${this.#path.slice(-4).join('/') || 'the value'} ${why}`, hint);
  }

  #refuse(code: WireCode, message: string, hint?: string): string {
    return this.#report({ code, message, path: this.#path, ...(hint !== undefined && { hint }) });
  }

  /** Nothing is written in place of what is wrong: there will be no document. */
  #report(diagnostic: WireDiagnostic): '' {
    if (this.diagnostics.length < maxDiagnostics) this.diagnostics.push({ ...diagnostic, path: [...diagnostic.path] });
    return '';
  }
}

const elementOf = (tag: string, attributes: string, content: string): string => (content === '' ? `<${tag}${attributes}/>` : `<${tag}${attributes}>${content}</${tag}>`);
