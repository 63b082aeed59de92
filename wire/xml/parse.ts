/**
 * XML 1.0 with namespaces, as far as data needs it: strict, without document type declarations, so that there are no entities beside
 * the five of XML, nothing to expand and nothing to fetch. Written here and not taken from a package because those that are small enough
 * for a browser either pass over what is not well-formed or come with node's streams; this much can be read in one sitting.
 */

import type { Limits } from '../limits.js';
import { maxDepthOf, maxLengthOf, maxNames, maxPartsOf } from '../limits.js';
import { Places } from '../places.js';
import { TextError } from '../text-error.js';
import { attributesOf, outermost, resolve, scopeOf, short, type Found, type NamespaceScope, type XmlAttribute, type XmlName } from './namespaces.js';

export interface XmlElement extends XmlName {
  /** As it is written, with its prefix. */
  readonly tag: string;
  readonly attributes: readonly XmlAttribute[];
  readonly elements: readonly XmlElement[];
  /** All text directly inside, in one. */
  readonly text: string;
  /** Prefixes in force, for values that are names. */
  readonly scope: NamespaceScope;
  readonly offset: number;
}

/** Not a character of XML: most control characters, single surrogates, U+FFFE and U+FFFF. */
export const noXmlCharacter = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

const nameStart = 'A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c-\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
const ncName = `[${nameStart}][-.0-9\\u00b7\\u0300-\\u036f\\u203f-\\u2040${nameStart}]*`;
export const isNcName = (text: string): boolean => wholeNcName.test(text);
const wholeNcName = new RegExp(`^${ncName}$`, 'u');
const qualifiedName = new RegExp(`(?:(${ncName}):)?(${ncName})`, 'uy');
const blank = /[ \t\r\n]*/y;
const declaration = /<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.[0-9]+"|'1\.[0-9]+')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/y;

const reference = /&([^;&<\s]*)(;?)/y;

type Writable<T> = { -readonly [K in keyof T]: T[K] };
interface Open extends Omit<Writable<XmlElement>, 'elements'> {
  readonly elements: XmlElement[];
}

/**
 * The root element of a document, in what is declared around it.
 * @throws {TextError} at the first place where it is not well-formed, or beyond a bound.
 */
export const parseXml = (text: string, limits: Limits = {}, scope = outermost): XmlElement => new Parser(text, limits, scope).document();

class Parser {
  readonly #text: string;
  readonly #maxDepth: number;
  readonly #maxParts: number;
  readonly #names = new Set<string>();
  #parts = 0;
  readonly #scope: NamespaceScope;
  #at = 0;

  constructor(text: string, limits: Limits, scope: NamespaceScope) {
    if (text.length > maxLengthOf(limits)) throw new TextError('WIRE_LIMIT', `the text is longer than ${maxLengthOf(limits)} characters`, 0);
    this.#text = text;
    this.#maxDepth = maxDepthOf(limits);
    this.#maxParts = maxPartsOf(limits);
    this.#scope = scope;
  }

  document(): XmlElement {
    const wrong = noXmlCharacter.exec(this.#text);
    if (wrong !== null) throw this.#error(`U+${wrong[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')} is no character of XML`, wrong.index);
    if (this.#text.startsWith('\ufeff')) this.#at = 1;
    declaration.lastIndex = this.#at;
    this.#at += declaration.exec(this.#text)?.[0].length ?? 0;
    this.#miscellaneous();
    const root = this.#element();
    this.#miscellaneous();
    if (this.#at < this.#text.length) throw this.#error('there is something after the root element');
    return root;
  }

  /** Blanks, comments and processing instructions around the root element. */
  #miscellaneous(): void {
    for (;;) {
      this.#skip(blank);
      if (!this.#skipComment() && !this.#skipInstruction()) return;
    }
  }

  /** An element with all that it holds; a list of open elements in place of recursion. */
  #element(): XmlElement {
    const open: Open[] = [];
    for (;;) {
      const inner = open.at(-1);
      if (inner !== undefined) {
        inner.text += this.#characters();
        if (this.#skipComment() || this.#skipInstruction()) continue;
        if (this.#text.startsWith('</', this.#at)) {
          this.#endTag(inner);
          open.pop();
          if (open.length === 0) return inner;
          continue;
        }
      }
      const { element, empty } = this.#startTag(inner?.scope ?? this.#scope);
      inner?.elements.push(element);
      if (!empty) open.push(element);
      else if (inner === undefined) return element;
      if (open.length > this.#maxDepth) throw new TextError('WIRE_LIMIT', `more than ${this.#maxDepth} elements inside each other`, element.offset);
    }
  }

  #startTag(outer: NamespaceScope): { readonly element: Open; readonly empty: boolean } {
    const offset = this.#at;
    if (this.#text.startsWith('<!', offset)) {
      if (this.#text.startsWith('<!DOCTYPE', offset)) throw new TextError('WIRE_XML_DOCTYPE', 'a document type declaration is not accepted', offset);
      throw this.#error('"<!" begins no comment or CDATA section');
    }
    if (this.#text[offset] !== '<') throw this.#error(offset >= this.#text.length ? 'the document ends before its root element does' : 'an element is expected');
    if (++this.#parts > this.#maxParts) throw new TextError('WIRE_LIMIT', `more than ${this.#maxParts} elements`, offset);
    this.#at++;
    const name = this.#name('the name of an element');
    const found: Found[] = [];
    for (;;) {
      const before = this.#at;
      this.#skip(blank);
      const empty = this.#text.startsWith('/>', this.#at);
      if (empty || this.#text[this.#at] === '>') {
        this.#at += empty ? 2 : 1;
        const scope = scopeOf(found, outer);
        // Written out: to spread an object into another takes longer than all the rest of an element.
        const { namespace, local } = resolve(name, scope, offset + 1, true);
        const element: Open = { namespace, local, attributes: attributesOf(found, scope), elements: [], text: '', scope, offset, tag: name.whole };
        return { element, empty };
      }
      if (this.#at === before) throw this.#error('a blank, ">" or "/>" is expected');
      const at = this.#at;
      const { prefix, local, whole } = this.#name('an attribute, ">" or "/>"');
      found.push({ prefix, local, whole, offset: at, value: this.#attributeValue() });
    }
  }

  #attributeValue(): string {
    this.#skip(blank);
    if (this.#text[this.#at] !== '=') throw this.#error('"=" is expected after the name of an attribute');
    this.#at++;
    this.#skip(blank);
    const quote = this.#text[this.#at];
    if (quote !== '"' && quote !== "'") throw this.#error('the value of an attribute stands in quotes');
    const start = this.#at + 1;
    const end = this.#text.indexOf(quote, start);
    if (end === -1) throw this.#error('the value of this attribute does not end');
    const raw = this.#text.slice(start, end);
    const tag = raw.indexOf('<');
    if (tag !== -1) throw this.#error('"<" cannot stand in the value of an attribute', start + tag);
    this.#at = end + 1;
    return this.#resolved(raw.replace(/\r\n|[\t\n\r]/g, ' '), start, raw);
  }

  #endTag({ tag, offset }: Open): void {
    const at = this.#at;
    this.#at += 2;
    const { whole } = this.#name('the name of an element');
    if (whole !== tag) {
      const { line, column } = new Places(this.#text).place(offset);
      throw this.#error(`</${short(whole)}> ends no element here: <${short(tag)}> of line ${line}, column ${column} is open`, at);
    }
    this.#skip(blank);
    if (this.#text[this.#at] !== '>') throw this.#error('">" is expected');
    this.#at++;
  }

  /** Text up to the next tag, comment or instruction. */
  #characters(): string {
    let text = '';
    for (;;) {
      const end = this.#text.indexOf('<', this.#at);
      if (end === -1) throw this.#error('the document ends before its root element does', this.#text.length);
      const raw = this.#text.slice(this.#at, end);
      const section = raw.indexOf(']]>');
      if (section !== -1) throw this.#error('"]]>" cannot stand in text', this.#at + section);
      text += this.#resolved(raw.replace(/\r\n?/g, '\n'), this.#at, raw);
      this.#at = end;
      if (!this.#text.startsWith('<![CDATA[', end)) return text;
      const close = this.#text.indexOf(']]>', end);
      if (close === -1) throw this.#error('the CDATA section does not end');
      text += this.#text.slice(end + '<![CDATA['.length, close).replace(/\r\n?/g, '\n');
      this.#at = close + ']]>'.length;
    }
  }

  /** References resolved; `raw` is the text as it stands, for places. */
  #resolved(text: string, start: number, raw: string): string {
    if (!text.includes('&')) return text;
    let resolved = '';
    let done = 0;
    let place = -1;
    // One by one, so that the first that is none ends it.
    for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', done)) {
      reference.lastIndex = at;
      const [whole, name, end] = reference.exec(text)!;
      place = raw.indexOf('&', place + 1);
      resolved += text.slice(done, at) + this.#referred(name!, end!, start + place);
      done = at + whole.length;
    }
    return resolved + text.slice(done);
  }

  #referred(name: string, end: string, offset: number): string {
    const entity = entities.get(name);
    if (end === '') throw this.#error('"&" begins no reference; as a character it is "&amp;"', offset);
    if (entity !== undefined) return entity;
    const [, decimal, hexadecimal] = /^#(?:([0-9]{1,10})|x([0-9A-Fa-f]{1,8}))$/.exec(name) ?? [];
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
    if (code <= 0x10ffff && !noXmlCharacter.test(String.fromCodePoint(code))) return String.fromCodePoint(code);
    if (name.startsWith('#')) throw this.#error(`&${short(name)}; is no character of XML`, offset);
    throw new TextError('WIRE_XML_ENTITY', `the entity "${short(name)}" is not declared, and documents here declare none`, offset);
  }

  #skipComment(): boolean {
    if (!this.#text.startsWith('<!--', this.#at)) return false;
    const end = this.#text.indexOf('--', this.#at + 4);
    if (end === -1) throw this.#error('the comment does not end');
    if (this.#text[end + 2] !== '>') throw this.#error('"--" cannot stand in a comment', end);
    this.#at = end + 3;
    return true;
  }

  #skipInstruction(): boolean {
    if (!this.#text.startsWith('<?', this.#at)) return false;
    const at = this.#at;
    this.#at += 2;
    const { whole } = this.#name('the target of a processing instruction');
    if (whole.includes(':')) throw this.#error('the target of a processing instruction has no ":"', at);
    if (/^xml$/i.test(whole)) throw this.#error('an XML declaration stands at the very beginning, and says version and encoding', at);
    const end = this.#text.indexOf('?>', this.#at);
    if (end === -1) throw this.#error('the processing instruction does not end', at);
    if (end !== this.#at && !/[ \t\r\n]/.test(this.#text[this.#at]!)) throw this.#error('a blank is expected');
    this.#at = end + 2;
    return true;
  }

  #name(what: string): { readonly prefix: string; readonly local: string; readonly whole: string } {
    qualifiedName.lastIndex = this.#at;
    const found = qualifiedName.exec(this.#text);
    if (found === null || this.#text[this.#at + found[0].length] === ':') throw this.#error(`${what} is expected`);
    if (this.#names.add(found[0]).size > maxNames) throw new TextError('WIRE_LIMIT', `more than ${maxNames} different names`, this.#at);
    this.#at += found[0].length;
    return { prefix: found[1] ?? '', local: found[2]!, whole: found[0] };
  }

  #skip(pattern: RegExp): void {
    pattern.lastIndex = this.#at;
    this.#at += pattern.exec(this.#text)?.[0].length ?? 0;
  }

  #error(message: string, offset = this.#at): TextError {
    return new TextError('WIRE_XML_SYNTAX', message, Math.min(offset, this.#text.length));
  }
}

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);
