/** XML (TS-0004 8.3) as JSON values: the generated tables say what is a number, a list, or an element that may repeat. */

import type { Failure, Found, Reading, ReadOptions, UncheckedContent } from '../content.js';
import { contentType, namesInText, resultOf } from '../content.js';
import type { JsonObject, JsonValue } from '../json-value.js';
import { put } from '../json-value.js';
import { nearest } from '../nearest.js';
import type { WireTables } from '../tables.js';
import { TextError, UndeclaredPrefix } from '../text-error.js';
import { memberNamed, nameOf } from '../translate.js';
import type { Operation } from '../types.js';
import type { Member, NameForm, Structure, Vocabulary } from '../vocabulary.js';
import { elementName, isPrefixed, tagOf, vocabularyOf } from '../vocabulary.js';
import { foreignName, globalName, shownName } from './element-names.js';
import { emptyIsNull, operationInside } from './empty.js';
import { dataOf, xsi } from './instance.js';
import { isBlank, readSimple } from './lexical.js';
import { locate } from './locate.js';
import type { XmlAttribute } from './namespaces.js';
import type { XmlElement } from './parse.js';
import { parseXml } from './parse.js';
import { Texts } from './texts.js';
import { Walk } from './walk.js';

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
    resultOf(readXml(text, options, vocabularyOf(tables(), options.names)), text);

export function readXml(text: string, options: ReadOptions, vocabulary: Vocabulary): Reading {
  let element: XmlElement;
  try {
    element = parseXml(text, options);
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    const { code, message, offset } = error;
    const namespace = error instanceof UndeclaredPrefix ? vocabulary.namespaces.get(error.prefix) : undefined;
    return nothing({ code, message, path: [], offset, ...(namespace !== undefined && { hint: `the root element says xmlns:${(error as UndeclaredPrefix).prefix}="${namespace}"` }) });
  }
  const root = rootOf(element, vocabulary);
  if ('code' in root) return nothing(root);
  const { type, form, before } = root;
  const walk = new Walk();
  const content: UncheckedContent = { ok: true, type, form, value: new Reader(vocabulary, options, form, walk).content(element, root) };
  return {
    content,
    diagnostics: walk.diagnostics,
    inText: (path) => [...before, ...namesInText(path, content, vocabulary)],
    locate: (paths) => locate(element, paths, vocabulary),
  };
}

/** A text that rules could say nothing about. */
const nothing = (problem: Found & { readonly offset: number }): Reading => ({ content: undefined, diagnostics: [problem], inText: () => [], locate: (paths) => paths.map(() => problem.offset) });

interface Root {
  readonly type: string;
  readonly form: NameForm;
  readonly member: Member;
  /** Whether the value stands with its root element, and not in it. */
  readonly isWrapped: boolean;
  /** The name of the root element, where the value stands in it. */
  readonly before: readonly string[];
}

/** What a root element says of its document. */
function rootOf(element: XmlElement, vocabulary: Vocabulary): Root | (Found & { readonly offset: number }) {
  const { wire, long } = vocabulary.elements;
  const shown = shownName(element, vocabulary);
  const tag = globalName(element, vocabulary) ?? foreignName(element, vocabulary);
  const member = tag === undefined ? undefined : (wire.get(tag) ?? long.get(tag));
  const place = { path: [shown], offset: element.offset };
  if (tag === undefined) return { code: 'WIRE_ROOT', message: `<${shown}> is no root element of a resource or primitive`, ...place, hint: `root elements are of the namespace ${[...vocabulary.namespaces.values()].join(' or ')}` };
  if (member === undefined) {
    const near = nearest(tag, [...wire.keys(), ...long.keys()]);
    return { code: 'WIRE_NOT_COVERED', message: `<${tag}> is no root element of a resource or primitive that is known here`, ...place, ...(near !== undefined && { hint: `did you mean <${near}>?` }) };
  }
  const form: NameForm = wire.has(tag) && !(long.has(tag) && isLong(element, member)) ? 'wire' : 'long';
  const { type, isWrapped } = contentType(member);
  return { type, form, member, isWrapped, before: isWrapped ? [] : [shown] };
}

/** Of a root without a short name of its own: whether the first name in it that is of one form only is a long one. */
function isLong({ elements }: XmlElement, { inside }: Member): boolean {
  const { long, wire } = inside?.byName ?? { long: new Map(), wire: new Map() };
  const telling = elements.find(({ local }) => long.has(local) !== wire.has(local));
  return telling !== undefined && long.has(telling.local);
}

class Reader {
  readonly #vocabulary: Vocabulary;
  readonly #options: ReadOptions;
  readonly #form: NameForm;
  readonly #walk: Walk;
  readonly #texts: Texts;
  #operation: Operation;

  constructor(vocabulary: Vocabulary, options: ReadOptions, form: NameForm, walk: Walk) {
    this.#vocabulary = vocabulary;
    this.#options = options;
    this.#form = form;
    this.#walk = walk;
    this.#texts = new Texts(vocabulary, form, walk);
    this.#operation = options.operation ?? 'partial';
  }

  content(element: XmlElement, { member, isWrapped }: Root): JsonObject {
    return this.#walk.within(this.#shown(element), () =>
      isWrapped ? { [elementName(member, 'long')]: this.#value(element, member, false) } : this.#object(element, member.inside!),
    );
  }

  #object(element: XmlElement, structure: Structure): JsonObject {
    const object: Record<string, JsonValue> = {};
    const outer = this.#operation;
    for (const attribute of dataOf(element)) this.#attribute(object, attribute, structure);
    const text = structure.members.find((member) => member.as === 'text');
    if (text !== undefined) {
      put(object, text.long, this.#walk.within(text[this.#form], () => this.#texts.scalar(element.text, text, element.offset)));
      for (const inner of element.elements) this.#misplaced(inner, 'an element where there is only text');
    } else if (!isBlank(element.text)) this.#walk.report('WIRE_XML_STRUCTURE', `text in <${this.#shown(element)}>, which holds elements only`, element.offset);
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
    if (namespace !== '') this.#walk.report('WIRE_XML_STRUCTURE', `an attribute of another namespace: ${this.#shown(attribute)}`, offset);
    else if (member === undefined) this.#unknown(object, local, structure, offset, () => value);
    else if (member.as !== 'attribute') this.#walk.report('WIRE_XML_STRUCTURE', `${this.#shown(attribute)} is an element and no attribute of its element`, offset);
    else {
      put(object, member.long, this.#walk.within(local, () => this.#texts.simple(value, member, offset)));
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
    if (structure.open === 'members' && !member.many && member.lexicals.includes('any')) return this.#append(object, key, name, () => this.#untyped(element));
    if (!many) {
      if (before !== undefined) return this.#misplaced(element, `<${this.#shown(element)}> stands twice, and may stand once`);
      return put(object, key, this.#walk.within(name, () => this.#value(element, member, !isRoot && emptyIsNull(structure, member, this.#operation))));
    }
    const items = Array.isArray(before) ? (before as JsonValue[]) : [];
    const nullable = !isRoot && items.length === 0 && emptyIsNull(structure, member, this.#operation);
    const value = this.#walk.within(name, () => this.#walk.within(items.length, () => this.#value(element, member, nullable)));
    // NULL stands for all items: beside others it is one of them, whatever is said of it then.
    if (value === null && before === undefined) return put(object, key, null);
    if (before === null) items.push(null);
    items.push(value);
    if (before !== items) put(object, key, items);
  }

  /** The name under which an element stands in JSON: global elements keep their prefix (TS-0004 8.4.2). */
  #nameOf(element: XmlElement, structure: Structure): string | undefined {
    if (element.namespace === '') return element.local;
    const foreign = structure.open === 'children' || structure.open === 'roots' ? foreignName(element, this.#vocabulary) : undefined;
    if (foreign !== undefined) return foreign;
    const tag = globalName(element, this.#vocabulary);
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
      return this.#walk.within(name, () => this.#walk.unknown(kept, this.#form, offset, structure));
    }
    this.#append(object, name, name, read);
  }

  /** A member without a type repeats where it stands more than once. */
  #append(object: Record<string, JsonValue>, key: string, name: string, read: () => JsonValue): void {
    const value = this.#walk.within(name, read);
    if (!Object.hasOwn(object, key)) return put(object, key, value);
    const before = object[key]!;
    if (Array.isArray(before)) before.push(value);
    else put(object, key, [before, value]);
  }

  #value(element: XmlElement, member: Member, nullable: boolean): JsonValue {
    const nil = xsi(element, 'nil');
    if (nil !== undefined && readSimple(nil, ['boolean']) === true) return null;
    const isEmpty = element.elements.length === 0 && dataOf(element).length === 0 && (member.lexicals.includes('string') ? element.text === '' : isBlank(element.text));
    if (isEmpty && nullable) return null;
    if (member.inside !== undefined) return this.#object(element, member.inside);
    if (member.lexicals.includes('any')) return this.#untyped(element);
    for (const inner of element.elements) this.#misplaced(inner, 'an element where there is only text');
    for (const attribute of dataOf(element)) this.#walk.report('WIRE_XML_STRUCTURE', `<${this.#shown(element)}> has no attribute ${this.#shown(attribute)}`, attribute.offset);
    if (member.lexicals.includes('simple')) return this.#texts.declared(element) ?? element.text;
    // Where the empty text is no value of the type, it can only be meant as NULL, whether that may be or not.
    if (isEmpty && !member.list && readSimple('', member.lexicals) === undefined) return null;
    return this.#texts.simple(element.text, member, element.offset);
  }

  /** A value of which no type is known: the document says it (`xsi:type`), or elements in it do, or it is text. */
  #untyped(element: XmlElement): JsonValue {
    const declared = this.#texts.declared(element);
    const attributes = dataOf(element);
    if (element.elements.length === 0 && attributes.length === 0) return declared ?? (element.text === '' ? null : element.text);
    const object: Record<string, JsonValue> = {};
    for (const { local, value } of attributes) put(object, local, value);
    for (const inner of element.elements) {
      const name = inner.namespace === '' ? inner.local : globalName(inner, this.#vocabulary);
      if (name === undefined) this.#misplaced(inner, `an element of another namespace: <${this.#shown(inner)}>`);
      else this.#append(object, name, name, () => this.#untyped(inner));
    }
    if (!isBlank(element.text)) {
      if (Object.hasOwn(object, 'val')) this.#walk.report('WIRE_XML_STRUCTURE', `text beside elements in <${this.#shown(element)}>`, element.offset);
      else put(object, 'val', element.text);
    }
    return object;
  }

  #shown(name: Parameters<typeof shownName>[0]): string {
    return shownName(name, this.#vocabulary);
  }

  #misplaced({ offset }: XmlElement, message: string, hint?: string): void {
    this.#walk.report('WIRE_XML_STRUCTURE', message, offset, hint);
  }
}
