/** XML (TS-0004 8.3) as JSON values: the generated tables say what is a number, a list, or an element that may repeat. */

import type { Failure, Placed, Reading, ReadOptions, UncheckedContent } from '../content.js';
import { contentType, namesInText, resultOf } from '../content.js';
import type { WireCode } from '../diagnostic.js';
import { shortened } from '../integers.js';
import type { JsonObject, JsonValue } from '../json-value.js';
import { put, quoted } from '../json-value.js';
import { nearest } from '../nearest.js';
import { Places } from '../places.js';
import type { WireTables } from '../tables.js';
import { TextError } from '../text-error.js';
import { memberNamed, nameOf } from '../translate.js';
import type { Operation } from '../types.js';
import { unknownName } from '../unknown.js';
import type { Member, NameForm, Structure, Vocabulary } from '../vocabulary.js';
import { elementName, isPrefixed, tagOf, vocabularyOf } from '../vocabulary.js';
import { emptyIsNull, operationInside } from './empty.js';
import { dataOf, knownTypes, typeCalled, xsi } from './instance.js';
import { collapse, isRoundedInteger, readSimple } from './lexical.js';
import type { XmlAttribute, XmlName } from './namespaces.js';
import type { XmlElement } from './parse.js';
import { parseXml } from './parse.js';

/**
 * A document as a body with long names: of a resource, a request or response, or any other content in its root element. The name of
 * the root element says what it is and in which form the names are. Rules of the specification are for `parse` to check.
 * @throws {WireError} for configured names that are none, and never for what the text holds
 */
export type FromXml = (text: string, options?: ReadOptions) => UncheckedContent | Failure;

/** `fromXml` for a specification. */
export const bindFromXml =
  (tables: () => WireTables): FromXml =>
  (text, options = {}) =>
    resultOf(readXml(text, options, new Places(text, false), vocabularyOf(tables(), options.names)));

const maxDiagnostics = 100;

export function readXml(text: string, options: ReadOptions, places: Places, vocabulary: Vocabulary): Reading {
  try {
    const root = parseXml(text, options);
    const reader = new Reader(vocabulary, options, places);
    const content = reader.document(root);
    const find: Reading['find'] = (path) => ({
      path: content === undefined ? [] : [...reader.before, ...namesInText(path, content, vocabulary)],
      offset: places.find(content?.value, path, root.offset),
    });
    return { content, diagnostics: reader.diagnostics, places, find };
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    const { code, message, offset } = error;
    return { content: undefined, diagnostics: [{ code, message, path: [], offset }], places, find: () => ({ path: [], offset }) };
  }
}

const isBlank = (text: string): boolean => collapse(text) === '';

class Reader {
  readonly diagnostics: Placed[] = [];
  readonly #vocabulary: Vocabulary;
  readonly #options: ReadOptions;
  readonly #places: Places;
  readonly #path: (string | number)[] = [];
  #form: NameForm = 'wire';
  #operation: Operation;

  constructor(vocabulary: Vocabulary, options: ReadOptions, places: Places) {
    this.#vocabulary = vocabulary;
    this.#options = options;
    this.#places = places;
    this.#operation = options.operation ?? 'partial';
  }

  /** The name of the root element, where the value stands in it and not with it. */
  before: readonly string[] = [];

  document(element: XmlElement): UncheckedContent | undefined {
    this.#path.push(this.#shown(element));
    const { wire, long } = this.#vocabulary.elements;
    const tag = this.#global(element) ?? this.#foreign(element);
    const root = tag === undefined ? undefined : (wire.get(tag) ?? long.get(tag));
    if (tag === undefined || root === undefined) {
      const near = tag === undefined ? undefined : nearest(tag, [...wire.keys(), ...long.keys()]);
      const known = [...this.#vocabulary.namespaces.values()].join(' or ');
      const hint = tag === undefined ? `root elements are of the namespace ${known}` : near === undefined ? undefined : `did you mean <${near}>?`;
      if (tag === undefined) this.#report('WIRE_ROOT', `<${this.#shown(element)}> is no root element of a resource or primitive`, element.offset, hint);
      else this.#report('WIRE_NOT_COVERED', `<${tag}> is no root element of a resource or primitive that is known here`, element.offset, hint);
      return undefined;
    }
    this.#form = wire.has(tag) && !(long.has(tag) && this.#isLong(element, root)) ? 'wire' : 'long';
    const { type, isWrapped } = contentType(root);
    if (!isWrapped) {
      this.before = [this.#shown(element)];
      return { ok: true, type, form: this.#form, value: this.#object(element, root.inside!) };
    }
    const name = elementName(root, 'long');
    const value: Record<string, JsonValue> = {};
    this.#places.set(value, name, element.offset);
    value[name] = this.#value(element, root, false);
    return { ok: true, type, form: this.#form, value };
  }

  /** Of a root without a short name of its own: whether the first name in it that is of one form only is a long one. */
  #isLong({ elements }: XmlElement, { inside }: Member): boolean {
    const { long, wire } = inside?.byName ?? { long: new Map(), wire: new Map() };
    const telling = elements.find(({ local }) => long.has(local) !== wire.has(local));
    return telling !== undefined && long.has(telling.local);
  }

  #object(element: XmlElement, structure: Structure): JsonObject {
    const object: Record<string, JsonValue> = {};
    const outer = this.#operation;
    for (const attribute of dataOf(element)) this.#attribute(object, attribute, structure);
    const text = structure.members.find((member) => member.as === 'text');
    if (text !== undefined) {
      this.#places.set(object, text.long, element.offset);
      put(object, text.long, this.#within(text[this.#form], () => this.#scalar(element.text, text, element.offset)));
      for (const inner of element.elements) this.#misplaced(inner, 'an element where there is only text');
    } else if (!isBlank(element.text)) this.#report('WIRE_XML_STRUCTURE', `text in <${this.#shown(element)}>, which holds elements only`, element.offset);
    this.#operation = operationInside(structure, { operation: this.#operationIn(element, structure) }, outer);
    if (text === undefined) for (const inner of element.elements) this.#element(object, inner, structure);
    this.#operation = outer;
    return object;
  }

  #operationIn({ elements }: XmlElement, { byName }: Structure): JsonValue {
    const operation = elements.find(({ local, namespace }) => namespace === '' && byName[this.#form].get(local)?.long === 'operation');
    return operation === undefined ? null : (readSimple(operation.text, ['integer']) ?? null);
  }

  #attribute(object: Record<string, JsonValue>, attribute: XmlAttribute, structure: Structure): void {
    const { local, namespace, value, offset } = attribute;
    const member = namespace === '' ? structure.byName[this.#form].get(local) : undefined;
    if (namespace !== '') this.#report('WIRE_XML_STRUCTURE', `an attribute of another namespace: ${this.#shown(attribute)}`, offset);
    else if (member === undefined) this.#unknown(object, local, structure, offset, () => value);
    else if (member.as !== 'attribute') this.#report('WIRE_XML_STRUCTURE', `${this.#shown(attribute)} is an element and no attribute of its element`, offset);
    else {
      this.#places.set(object, member.long, offset);
      put(object, member.long, this.#within(local, () => this.#simple(value, member, offset)));
    }
  }

  /** One child element as a member of the object, or as one more item of it. */
  #element(object: Record<string, JsonValue>, element: XmlElement, structure: Structure): void {
    const name = this.#nameOf(element, structure);
    if (name === undefined) return;
    const member = memberNamed(structure, name, this.#form, this.#vocabulary);
    if (member === undefined) return this.#unknown(object, name, structure, element.offset, () => this.#untyped(element));
    if (member.as !== 'element') return this.#misplaced(element, `${this.#shown(element)} is an attribute of its element and no element`);
    const isRoot = isPrefixed(name) && !isPrefixed(member.wire);
    const key = nameOf(member, name, 'long');
    const many = member.many || (isRoot && (structure.open === 'children' || structure.byName.long.get(member.long)?.many === true));
    const before = Object.hasOwn(object, key) ? object[key] : undefined;
    if (before === undefined) this.#places.set(object, key, element.offset);
    if (structure.open === 'members' && !member.many && member.lexicals.includes('any')) return this.#append(object, key, element, this.#within(name, () => this.#untyped(element)));
    if (!many) {
      if (before !== undefined) return this.#misplaced(element, `<${this.#shown(element)}> stands twice, and may stand once`);
      return put(object, key, this.#within(name, () => this.#value(element, member, !isRoot && emptyIsNull(structure, member, this.#operation))));
    }
    const items = Array.isArray(before) ? (before as JsonValue[]) : [];
    const value = this.#within(name, () => this.#within(items.length, () => this.#value(element, member, !isRoot && items.length === 0 && emptyIsNull(structure, member, this.#operation))));
    // NULL stands for all items: beside others it is one of them, whatever is said of it then.
    if (value === null && before === undefined) return put(object, key, null);
    if (before === null) items.push(null);
    this.#places.set(items, items.length, element.offset);
    items.push(value);
    put(object, key, items);
  }

  /** The name under which an element stands in JSON: global elements keep their prefix (TS-0004 8.4.2). */
  #nameOf(element: XmlElement, structure: Structure): string | undefined {
    if (element.namespace === '') return element.local;
    const foreign = structure.open === 'children' || structure.open === 'roots' ? this.#foreign(element) : undefined;
    if (foreign !== undefined) return foreign;
    const tag = this.#global(element);
    if (tag === undefined) {
      this.#misplaced(element, `an element of another namespace: <${this.#shown(element)}>`);
      return undefined;
    }
    const { [this.#form]: names } = structure.byName;
    const named = names.get(element.local);
    if (named !== undefined && tagOf(named, this.#form) === tag) return element.local;
    if (named === undefined || names.has(tag) || structure.open === 'roots') return tag;
    if (structure.open !== 'members' && memberNamed(structure, tag, this.#form, this.#vocabulary) !== undefined) return tag;
    const hint = 'elements inside a resource have no prefix, and stand in no default namespace: declare that of the root with a prefix';
    this.#misplaced(element, `<${element.local}> is of the namespace of ${tag.slice(0, tag.indexOf(':'))}, and belongs to none`, hint);
    return undefined;
  }

  /** A name that no type has: kept with its value where that takes no other's place. */
  #unknown(object: Record<string, JsonValue>, name: string, structure: Structure, offset: number, read: () => JsonValue): void {
    const other: NameForm = this.#form === 'long' ? 'wire' : 'long';
    const kept = memberNamed(structure, name, other, this.#vocabulary) === undefined;
    if (!kept || this.#options.unknown === 'refuse') {
      this.#within(name, () => this.#unknownHere(kept, offset));
      return;
    }
    if (!Object.hasOwn(object, name)) this.#places.set(object, name, offset);
    this.#append(object, name, { offset }, this.#within(name, read));
  }

  /** A member without a type repeats where it stands more than once. */
  #append(object: Record<string, JsonValue>, name: string, { offset }: Pick<XmlElement, 'offset'>, value: JsonValue): void {
    if (!Object.hasOwn(object, name)) return put(object, name, value);
    const before = object[name]!;
    const items: JsonValue[] = Array.isArray(before) ? (before as JsonValue[]) : [before];
    this.#places.set(items, items.length, offset);
    items.push(value);
    put(object, name, items);
  }

  #value(element: XmlElement, member: Member, nullable: boolean): JsonValue {
    const nil = xsi(element, 'nil');
    if (nil !== undefined && readSimple(nil, ['boolean']) === true) return null;
    const isEmpty = element.elements.length === 0 && dataOf(element).length === 0 && (member.lexicals.includes('string') ? element.text === '' : isBlank(element.text));
    if (isEmpty && nullable) return null;
    if (member.inside !== undefined) return this.#object(element, member.inside);
    if (member.lexicals.includes('any')) return this.#untyped(element);
    for (const inner of element.elements) this.#misplaced(inner, 'an element where there is only text');
    for (const attribute of dataOf(element)) this.#report('WIRE_XML_STRUCTURE', `<${this.#shown(element)}> has no attribute ${this.#shown(attribute)}`, attribute.offset);
    if (member.lexicals.includes('simple')) return this.#declared(element) ?? element.text;
    // Where the empty text is no value of the type, it can only be meant as NULL, whether that may be or not.
    if (isEmpty && !member.list && readSimple('', member.lexicals) === undefined) return null;
    return this.#simple(element.text, member, element.offset);
  }

  #simple(text: string, member: Member, offset: number): JsonValue {
    if (!member.list) return this.#scalar(text, member, offset);
    if (isBlank(text)) return [];
    return collapse(text).split(' ').map((item, i) => this.#within(i, () => this.#scalar(item, member, offset)));
  }

  /** A text that is no value of its type stays text, for rules to be checked on it. */
  #scalar(text: string, { lexicals }: Member, offset: number): JsonValue {
    const value = readSimple(text, lexicals);
    if (value === undefined && isRoundedInteger(text, lexicals)) this.#report('WIRE_NUMBER', `${shortened(text)} is a number that JavaScript cannot hold`, offset);
    else if (value === undefined) this.#report('WIRE_XML_VALUE', `${quoted(text)} is no ${lexicals.join(' or ')}`, offset);
    return typeof value === 'number' && this.#form === 'wire' && lexicals.includes('resourceType') ? this.#numbered(value, offset) : (value ?? text);
  }

  #numbered(number: number, offset: number): number {
    const { long, wire } = this.#vocabulary.numbers;
    if (!wire.has(number) && long.has(number)) this.#unknownHere(false, offset);
    return wire.get(number) ?? number;
  }

  /** A value of which no type is known: the document says it (`xsi:type`), or elements in it do, or it is text. */
  #untyped(element: XmlElement): JsonValue {
    const declared = this.#declared(element);
    const attributes = dataOf(element);
    if (element.elements.length === 0 && attributes.length === 0) return declared ?? (element.text === '' ? null : element.text);
    const object: Record<string, JsonValue> = {};
    for (const { local, value, offset } of attributes) {
      this.#places.set(object, local, offset);
      put(object, local, value);
    }
    for (const inner of element.elements) {
      const name = inner.namespace === '' ? inner.local : this.#global(inner);
      if (name === undefined) this.#misplaced(inner, `an element of another namespace: <${this.#shown(inner)}>`);
      else {
        if (!Object.hasOwn(object, name)) this.#places.set(object, name, inner.offset);
        this.#append(object, name, inner, this.#within(name, () => this.#untyped(inner)));
      }
    }
    if (!isBlank(element.text)) {
      if (Object.hasOwn(object, 'val')) this.#report('WIRE_XML_STRUCTURE', `text beside elements in <${this.#shown(element)}>`, element.offset);
      else put(object, 'val', element.text);
    }
    return object;
  }

  /** The value of an element that says its type, one of XSD's own. */
  #declared(element: XmlElement): JsonValue | undefined {
    const given = xsi(element, 'type');
    if (given === undefined) return undefined;
    const declared = typeCalled(given, element);
    if (declared === undefined) {
      this.#report('WIRE_XML_VALUE', `xsi:type ${quoted(given)} is none that is known here`, element.offset, `known are ${knownTypes.join(', ')}`);
      return undefined;
    }
    const { name, lexical } = declared;
    if (lexical === 'any') return element.elements.length === 0 && element.text === '' ? {} : undefined;
    const value = readSimple(element.text, [lexical]);
    if (value === undefined && isRoundedInteger(element.text, [lexical])) this.#report('WIRE_NUMBER', `${shortened(element.text)} is a number that JavaScript cannot hold`, element.offset);
    else if (value === undefined) this.#report('WIRE_XML_VALUE', `${quoted(element.text)} is no ${name}`, element.offset);
    return value;
  }

  /** The name of an element of a known namespace, with the prefix by which it is known; undefined of any other. */
  #global({ local, namespace }: XmlName): string | undefined {
    for (const [prefix, known] of this.#vocabulary.namespaces) if (known === namespace) return `${prefix}:${local}`;
    return undefined;
  }

  /** A resource of a type of somebody else's, by the name that it has in JSON: in a namespace that is not known here, with a prefix. */
  #foreign({ tag, namespace }: XmlElement): string | undefined {
    const isKnown = namespace === '' || this.#global({ local: '', namespace }) !== undefined;
    // What XML brings itself, such as XInclude, is no resource; and a prefix that means something here means that.
    if (isKnown || namespace.startsWith('http://www.w3.org/') || !isPrefixed(tag) || this.#vocabulary.namespaces.has(tag.slice(0, tag.indexOf(':')))) return undefined;
    return tag;
  }

  /** A name in a message: not longer than a line. */
  #shown({ local, namespace, tag = local }: XmlName & { readonly tag?: string }): string {
    const short = (name: string): string => (name.length > 40 ? `${name.slice(0, 40)}…` : name);
    return this.#global({ local: short(local), namespace }) ?? short(tag);
  }

  #misplaced({ offset }: XmlElement, message: string, hint?: string): void {
    this.#report('WIRE_XML_STRUCTURE', message, offset, hint);
  }

  #within<T>(step: string | number, read: () => T): T {
    this.#path.push(step);
    const value = read();
    this.#path.pop();
    return value;
  }

  #unknownHere(kept: boolean, offset: number): void {
    this.#found({ ...unknownName({ path: [...this.#path], kept }, this.#form === 'wire' ? 'long' : 'wire'), offset });
  }

  #report(code: WireCode, message: string, offset: number, hint?: string): void {
    this.#found({ code, message, path: [...this.#path], offset, ...(hint !== undefined && { hint }) });
  }

  #found(diagnostic: Placed): void {
    if (this.diagnostics.length < maxDiagnostics) this.diagnostics.push(diagnostic);
  }
}
