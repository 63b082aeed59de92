/** Texts of elements and attributes as values; one that is no value of its type stays text, for rules to be checked on it. */

import { shortened } from '../integers.js';
import type { JsonValue } from '../json-value.js';
import { quoted } from '../json-value.js';
import type { Member, NameForm, Vocabulary } from '../vocabulary.js';
import { knownTypes, typeCalled, xsi } from './instance.js';
import { collapse, isBlank, isRoundedInteger, readSimple } from './lexical.js';
import type { XmlElement } from './parse.js';
import type { Walk } from './walk.js';

export class Texts {
  readonly #vocabulary: Vocabulary;
  readonly #form: NameForm;
  readonly #walk: Walk;

  constructor(vocabulary: Vocabulary, form: NameForm, walk: Walk) {
    this.#vocabulary = vocabulary;
    this.#form = form;
    this.#walk = walk;
  }

  simple(text: string, member: Member, offset: number): JsonValue {
    if (!member.list) return this.scalar(text, member, offset);
    if (isBlank(text)) return [];
    return collapse(text).split(' ').map((item, i) => this.#walk.within(i, () => this.scalar(item, member, offset)));
  }

  scalar(text: string, { lexicals }: Member, offset: number): JsonValue {
    const value = readSimple(text, lexicals);
    if (value === undefined && isRoundedInteger(text, lexicals)) this.#rounded(text, offset);
    else if (value === undefined) this.#walk.report('WIRE_XML_VALUE', `${quoted(text)} is no ${lexicals.join(' or ')}`, offset);
    return typeof value === 'number' && this.#form === 'wire' && lexicals.includes('resourceType') ? this.#numbered(value, offset) : (value ?? text);
  }

  #numbered(number: number, offset: number): number {
    const { long, wire } = this.#vocabulary.numbers;
    if (!wire.has(number) && long.has(number)) this.#walk.unknown(false, this.#form, offset);
    return wire.get(number) ?? number;
  }

  /** The value of an element that says its type, one of XSD's own. */
  declared(element: XmlElement): JsonValue | undefined {
    const given = xsi(element, 'type');
    if (given === undefined) return undefined;
    const declared = typeCalled(given, element);
    if (declared === undefined) {
      this.#walk.report('WIRE_XML_VALUE', `xsi:type ${quoted(given)} is none that is known here`, element.offset, `known are ${knownTypes.join(', ')}`);
      return undefined;
    }
    const { name, lexical } = declared;
    if (lexical === 'any') return element.elements.length === 0 && element.text === '' ? {} : undefined;
    const value = readSimple(element.text, [lexical]);
    if (value === undefined && isRoundedInteger(element.text, [lexical])) this.#rounded(element.text, element.offset);
    else if (value === undefined) this.#walk.report('WIRE_XML_VALUE', `${quoted(element.text)} is no ${name}`, element.offset);
    return value;
  }

  #rounded(text: string, offset: number): void {
    this.#walk.report('WIRE_NUMBER', `${shortened(text)} is a number that JavaScript cannot hold`, offset);
  }
}
