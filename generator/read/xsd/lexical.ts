/**
 * The lexical spaces of the built-in types as sources of JavaScript `u`-flag expressions, without anchors. Types that
 * are not listed have no lexical rule beyond their base's, or are numbers or booleans in JSON.
 */
import { nameCharacter, nameStart } from './unicode.js';

const zone = '(?:Z|[+-](?:(?:0\\d|1[0-3]):[0-5]\\d|14:00))?';
const year = '-?(?!0000)(?:[1-9]\\d{3,}|0\\d{3})';
const month = '(?:0[1-9]|1[0-2])';
const time = '(?:(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?|24:00:00(?:\\.0+)?)';

/** Month and day, 29 February included. */
const monthDay = '(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|[12]\\d))';
/** 29 February stands only behind a year that 4 divides and 100 does not, or that 400 divides. */
const leapYear = '\\d*(?:(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)';
const date = `${year}-(?!02-29)${monthDay}|-?(?!0000|0\\d{4})(?=\\d{4})${leapYear}-02-29`;

const base64Character = '[A-Za-z0-9+/] ?';
const base64 = `(?:(?:${base64Character}){4})*(?:(?:${base64Character}){2}[AEIMQUYcgkosw048] ?=|${base64Character}[AQgw] ?= ?=)?`;

const ncName = `[${nameStart}][${nameCharacter}]*`;

/** The prefix `xmlns` is bound to nothing that a name may use (Namespaces in XML, 3). */
const qName = `(?!xmlns:)${ncName}(?::${ncName})?`;

export const lexicalPatterns: ReadonlyMap<string, string> = new Map([
  ['language', '[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*'],
  ['NMTOKEN', `[:${nameCharacter}]+`],
  ['Name', `[:${nameStart}][:${nameCharacter}]*`],
  ['NCName', ncName],
  ['ID', ncName],
  ['IDREF', ncName],
  ['ENTITY', ncName],
  ['QName', qName],
  ['NOTATION', qName],
  ['duration', '-?P(?=\\d|T\\d)(?:\\d+Y)?(?:\\d+M)?(?:\\d+D)?(?:T(?=\\d)(?:\\d+H)?(?:\\d+M)?(?:\\d+(?:\\.\\d+)?S)?)?'],
  ['dateTime', `(?:${date})T${time}${zone}`],
  ['time', `${time}${zone}`],
  ['date', `(?:${date})${zone}`],
  ['gYearMonth', `${year}-${month}${zone}`],
  ['gYear', `${year}${zone}`],
  ['gMonthDay', `--${monthDay}${zone}`],
  ['gDay', `---(?:0[1-9]|[12]\\d|3[01])${zone}`],
  ['gMonth', `--${month}${zone}`],
  ['hexBinary', '(?:[0-9a-fA-F]{2})*'],
  ['base64Binary', base64],
]);

/** Number and boolean literals; `float` and `double` also have INF, -INF and NaN, which stay strings in JSON. */
export const decimalLiteral = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;
export const integerLiteral = /^[+-]?\d+$/;
export const floatLiteral = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
export const booleanLiterals: ReadonlyMap<string, boolean> = new Map([['true', true], ['1', true], ['false', false], ['0', false]]);

const integers = new Set(
  'integer nonPositiveInteger negativeInteger long int short byte nonNegativeInteger unsignedLong unsignedInt unsignedShort unsignedByte positiveInteger'.split(' '),
);

/** How a value of a built-in type looks in JSON. */
export type JsonKind = 'string' | 'boolean' | 'integer' | 'decimal' | 'float' | 'any';

export function jsonKindOf(builtin: string): JsonKind {
  if (integers.has(builtin)) return 'integer';
  if (builtin === 'decimal' || builtin === 'boolean') return builtin;
  if (builtin === 'float' || builtin === 'double') return 'float';
  return builtin === 'anySimpleType' ? 'any' : 'string';
}
