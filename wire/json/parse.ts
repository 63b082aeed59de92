/** JSON (RFC 8259) with the place of every member and item, and with members that stand twice, which `JSON.parse` drops. */

import type { JsonValue } from '../json-value.js';
import { put, quoted } from '../json-value.js';
import type { Limits } from '../limits.js';
import { maxDepthOf, maxLengthOf, maxNames, maxPartsOf } from '../limits.js';
import { isHeld, shortened } from '../integers.js';
import type { WireCode } from '../diagnostic.js';
import { TextError } from '../text-error.js';

export interface JsonProblem {
  readonly code: WireCode;
  readonly message: string;
  readonly path: readonly (string | number)[];
  readonly offset: number;
  readonly hint?: string;
}

export interface ParsedJson {
  /** Absent when the text is not JSON. */
  readonly value: JsonValue | undefined;
  readonly problems: readonly JsonProblem[];
  /** Where the value begins. */
  readonly start: number;
}

/** The value of a text; of two members of one name the first one counts, and the other is a problem. */
export function parseJson(text: string, limits: Limits = {}): ParsedJson {
  const parser = new Parser(text, limits);
  try {
    return parser.document();
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    const { code, message, offset, hint } = error;
    return { value: undefined, problems: [...parser.problems, { code, message, path: [...parser.path], offset, ...(hint !== undefined && { hint }) }], start: 0 };
  }
}

const maxProblems = 100;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const plainText = /[^"\\\u0000-\u001f]*/y;
const words = new Map<string, JsonValue>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const escapes = new Map([...'"\\/'].map((character) => [character, character]).concat([['b', '\b'], ['f', '\f'], ['n', '\n'], ['r', '\r'], ['t', '\t']]) as [string, string][]);

class Parser {
  readonly problems: JsonProblem[] = [];
  readonly path: (string | number)[] = [];
  readonly #text: string;
  readonly #maxDepth: number;
  readonly #maxParts: number;
  readonly #names = new Set<string>();
  #parts = 0;
  #at = 0;

  constructor(text: string, limits: Limits) {
    this.#text = text;
    this.#maxDepth = maxDepthOf(limits);
    this.#maxParts = maxPartsOf(limits);
    if (text.length > maxLengthOf(limits)) {
      this.problems.push({ code: 'WIRE_LIMIT', message: `the text is longer than ${maxLengthOf(limits)} characters`, path: [], offset: 0 });
    }
  }

  document(): ParsedJson {
    if (this.problems.length > 0) return { value: undefined, problems: this.problems, start: 0 };
    // RFC 8259 8.1: a byte order mark may be passed over.
    if (this.#text.startsWith('\ufeff')) this.#at = 1;
    this.#skipBlanks();
    const start = this.#at;
    const value = this.#value();
    this.#skipBlanks();
    if (this.#at < this.#text.length) throw this.#error('there is something after the value');
    return { value, problems: this.problems, start };
  }

  #value(): JsonValue {
    const character = this.#text[this.#at];
    if (character === '{') return this.#object();
    if (character === '[') return this.#array();
    if (character === '"') return this.#string();
    const digits = this.#match(number);
    if (digits !== undefined) return this.#finite(digits);
    const word = /[A-Za-z]*/y;
    word.lastIndex = this.#at;
    const letters = word.exec(this.#text)![0];
    const value = words.get(letters);
    if (value === undefined) throw letters === '' ? this.#error('a value is expected', this.#behindComma(']')) : this.#error(`${quoted(letters)} is no value`, hintOf(letters));
    this.#at += letters.length;
    return value;
  }

  #finite(digits: string): number {
    const value = Number(digits);
    const offset = this.#at - digits.length;
    if (!Number.isFinite(value)) throw this.#error('the number is too large', undefined, offset);
    // A number of twenty digits, rounded, would be another one, and nobody would know.
    if (!this.#isFull && !isHeld(digits, value)) this.#problem('WIRE_NUMBER', `${shortened(digits)} is a number that JavaScript cannot hold: it would become ${value}`, offset);
    return value;
  }

  #object(): JsonValue {
    const object: Record<string, JsonValue> = {};
    this.#open();
    if (this.#closed('}')) return object;
    for (;;) {
      this.#skipBlanks();
      const offset = this.#at;
      if (this.#text[offset] !== '"') throw this.#error('the name of a member is expected, in double quotes', this.#behindComma('}'));
      const name = this.#string();
      if (this.#names.add(name).size > maxNames) throw new TextError('WIRE_LIMIT', `more than ${maxNames} different names`, offset);
      this.#skipBlanks();
      this.#expect(':');
      this.#skipBlanks();
      this.path.push(name);
      const isTwice = Object.hasOwn(object, name);
      if (isTwice && !this.#isFull) this.#problem('WIRE_JSON_DUPLICATE', `${quoted(name)} stands twice in one object`, offset);
      const value = this.#value();
      if (!isTwice) put(object, name, value);
      this.path.pop();
      if (this.#closed('}')) return object;
      this.#expect(',', '"," or "}" is expected');
    }
  }

  #array(): JsonValue {
    const array: JsonValue[] = [];
    this.#open();
    if (this.#closed(']')) return array;
    for (;;) {
      this.#skipBlanks();
      this.path.push(array.length);
      array.push(this.#value());
      this.path.pop();
      if (this.#closed(']')) return array;
      this.#expect(',', '"," or "]" is expected');
    }
  }

  #open(): void {
    if (this.path.length >= this.#maxDepth) throw new TextError('WIRE_LIMIT', `more than ${this.#maxDepth} objects and arrays inside each other`, this.#at);
    if (++this.#parts > this.#maxParts) throw new TextError('WIRE_LIMIT', `more than ${this.#maxParts} objects and arrays`, this.#at);
    this.#at++;
  }

  #closed(bracket: string): boolean {
    this.#skipBlanks();
    if (this.#text[this.#at] !== bracket) return false;
    this.#at++;
    return true;
  }

  #string(): string {
    const start = this.#at++;
    let text = '';
    for (;;) {
      text += this.#match(plainText)!;
      const character = this.#text[this.#at];
      if (character === '"') {
        this.#at++;
        return text;
      }
      if (character === undefined) throw this.#error('the text does not end', undefined, start);
      if (character !== '\\') throw this.#error('control characters stand in texts as escapes only');
      text += this.#escape();
    }
  }

  #escape(): string {
    const character = this.#text[this.#at + 1] ?? '';
    const simple = escapes.get(character);
    const hexadecimal = this.#text.slice(this.#at + 2, this.#at + 6);
    if (simple === undefined && !(character === 'u' && /^[0-9A-Fa-f]{4}$/.test(hexadecimal))) throw this.#error('no such escape');
    this.#at += simple === undefined ? 6 : 2;
    return simple ?? String.fromCharCode(Number.parseInt(hexadecimal, 16));
  }

  #expect(character: string, message = `"${character}" is expected`): void {
    if (this.#text[this.#at] !== character) throw this.#error(message);
    this.#at++;
  }

  #skipBlanks(): void {
    for (;;) {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
      this.#at++;
    }
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#text)) return undefined;
    const found = this.#text.slice(this.#at, pattern.lastIndex);
    this.#at = pattern.lastIndex;
    return found;
  }

  #problem(code: WireCode, message: string, offset: number): void {
    this.problems.push({ code, message, path: [...this.path], offset });
  }

  /** More problems are not listed: a million of them need no words. */
  get #isFull(): boolean {
    return this.problems.length >= maxProblems;
  }

  /** What people write who know other notations: a comma behind the last one, too. */
  #behindComma(bracket: string): string | undefined {
    const isBehind = this.#text[this.#at] === bracket && /,\s*$/.test(this.#text.slice(Math.max(0, this.#at - 100), this.#at));
    return isBehind ? `leave out the comma before "${bracket}"` : undefined;
  }

  #error(message: string, hint?: string, offset = this.#at): TextError {
    const isEnd = offset >= this.#text.length;
    return new TextError('WIRE_JSON_SYNTAX', isEnd && offset === this.#at ? `${message}, and the text ends` : message, offset, hint);
  }
}

/** `True` of Python, and texts without quotes. */
const hintOf = (letters: string): string => (words.has(letters.toLowerCase()) ? `did you mean ${letters.toLowerCase()}?` : 'a text stands in double quotes');
