/** Simple values as the text of XML (XSD Part 2), by the kinds of text that the generated tables name. */

import { isHeld } from '../integers.js';
import type { JsonValue } from '../json-value.js';
import type { Lexical } from '../tables.js';

type Scalar = string | number | boolean;

/** How one kind is written and read; undefined where a text or value is none of that kind. */
interface Kind {
  readonly read: (text: string) => Scalar | undefined;
  readonly write: (value: JsonValue) => string | undefined;
}

export const collapse = (text: string): string => (uncollapsed.test(text) ? text.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '') : text);
const uncollapsed = /^ | $| {2}|[\t\r\n]/;

export const isBlank = (text: string): boolean => !/[^ \t\r\n]/.test(text);

const writeString = (value: JsonValue): string | undefined => (typeof value === 'string' ? value : undefined);
const integer: Kind = { read: readInteger, write: (value) => (Number.isInteger(value) ? wholeNumber(value as number) : undefined) };

const kinds: Readonly<Record<Lexical, Kind>> = {
  string: { read: (text) => text, write: writeString },
  token: { read: collapse, write: writeString },
  integer,
  resourceType: integer,
  decimal: { read: (text) => readNumber(text, /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/), write: (value) => (Number.isFinite(value) ? plainDecimal(value as number) : undefined) },
  double: {
    read: (text) => readNumber(text, /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/) ?? (notANumber.has(collapse(text)) ? collapse(text) : undefined),
    write: (value) => (Number.isFinite(value) || notANumber.has(value) ? String(value) : undefined),
  },
  boolean: { read: (text) => booleans.get(collapse(text)), write: (value) => (typeof value === 'boolean' ? String(value) : undefined) },
  simple: { read: (text) => text, write: writeString },
  any: { read: (text) => text, write: writeString },
};

const numeric: ReadonlySet<Lexical> = new Set(['integer', 'resourceType', 'decimal', 'double']);

/** In JSON they are strings. */
const notANumber: ReadonlySet<unknown> = new Set(['INF', '-INF', 'NaN']);
const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** The value that a text has; of several kinds, numbers before text: a text of the other kind is none of theirs. */
export function readSimple(text: string, lexicals: readonly Lexical[]): Scalar | undefined {
  for (const lexical of inOrder(lexicals)) {
    const value = kinds[lexical].read(text);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The text of a value, when it can be read back as that value. */
export function writeSimple(value: JsonValue, lexicals: readonly Lexical[]): string | undefined {
  for (const lexical of lexicals) {
    const text = kinds[lexical].write(value);
    if (text !== undefined && readSimple(text, lexicals) === value) return text;
  }
  return undefined;
}

export const isText = (lexical: Lexical): boolean => lexical === 'string' || lexical === 'token';
const inOrder = (lexicals: readonly Lexical[]): readonly Lexical[] => (lexicals.length === 1 ? lexicals : [...lexicals].sort((a, b) => Number(isText(a)) - Number(isText(b))));

function readInteger(text: string): number | undefined {
  return readNumber(text, /^[+-]?\d+$/);
}

/** An integer that is not held exactly is none: an identifier of twenty digits would come out as another one. */
function readNumber(text: string, form: RegExp): number | undefined {
  const digits = collapse(text);
  if (!form.test(digits)) return undefined;
  const value = Number(digits);
  return Number.isFinite(value) && isHeld(digits, value) ? value : undefined;
}

/** Whether a text that is none of these kinds is an integer that would be one, could it be held. */
export function isRoundedInteger(text: string, lexicals: readonly Lexical[]): boolean {
  const digits = collapse(text);
  return lexicals.some((lexical) => numeric.has(lexical)) && /^[+-]?\d+(?:\.\d*)?$/.test(digits) && !isHeld(digits, Number(digits));
}

/** All digits, where `String` would write an exponent. */
const wholeNumber = (value: number): string => BigInt(value).toString();

function plainDecimal(value: number): string {
  const text = String(value);
  const [, sign, whole, fraction = '', exponent] = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? [];
  if (exponent === undefined) return text;
  const power = Number(exponent);
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${whole}${fraction}`;
  return `${sign}${whole}${fraction.padEnd(power, '0')}`;
}
