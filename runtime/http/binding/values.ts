/** Values of parameters as texts in headers and queries, by the form that the table gives (TS-0009 6.2.2.2, 6.4). */

import type { HttpFieldRow } from '../../../generated/tables/http-binding.js';
import type { JsonValue } from '../../resource.js';
import { BindingError } from './binding-error.js';

type Form = HttpFieldRow['form'];

/** How one text of a part is escaped, and back. */
export interface Escape {
  readonly to: (text: string) => string;
  readonly from: (text: string) => string;
}

/** The texts that a value is written as: one, but for `texts`. */
export function write(row: HttpFieldRow, value: JsonValue, escape: Escape): readonly string[] {
  const one = (item: JsonValue): string => escape.to(text(row, item));
  const list = (): readonly JsonValue[] => (Array.isArray(value) ? value : [value]);
  switch (row.form) {
    case 'texts':
      if (list().length === 0) throw bad(row, 'has no item, which HTTP cannot say');
      return list().map(one);
    case 'list':
    case 'numbers':
      return [list().map((item) => separable(row, one(item), '+')).join('+')];
    case 'uris':
      return [list().map((item) => separable(row, one(item), '&')).join('&')];
    case 'token-pairs':
      return [pairsOf(row, value).join('+')];
    default:
      return [one(value)];
  }
}

/** Blanks around separators are of no meaning (6.4.18, 6.4.24). */
export function read(row: HttpFieldRow, texts: readonly string[], escape: Escape): JsonValue {
  const split = (separator: string) => texts.flatMap((each) => each.split(separator)).map((each) => escape.from(each.trim()));
  switch (row.form) {
    case 'texts':
      return texts.map(escape.from);
    case 'list':
      return split('+').filter((each) => each !== '');
    case 'numbers':
      // A client may write the separator as a blank, and escape it: no number has either.
      return texts.flatMap((each) => escape.from(each).split(/[+ ]/)).filter((each) => each !== '').map((each) => scalar(row, 'number', each));
    case 'uris':
      return split('&').filter((each) => each !== '');
    case 'token-pairs':
      return { ltia: split('+').map((pair) => tokenPair(row, pair)) };
    default: {
      const [only, ...others] = texts;
      if (only === undefined || others.length > 0) throw bad(row, 'stands more than once');
      return scalar(row, row.form, escape.from(only));
    }
  }
}

function scalar(row: HttpFieldRow, form: Form, value: string): JsonValue {
  switch (form) {
    case 'number':
      if (/^-?\d{1,15}$/.test(value)) return Number(value);
      throw bad(row, `must be a number, not ${JSON.stringify(value.slice(0, 80))}`);
    case 'boolean':
      if (value === 'true' || value === '1') return true;
      if (value === 'false' || value === '0') return false;
      throw bad(row, 'must be true or false');
    case 'time':
      // m2m:absRelTimestamp: a timestamp, a duration, or milliseconds (TS-0004 Table 6.3.3-1).
      return /^-?\d{1,15}$/.test(value) ? Number(value) : value;
    default:
      return value;
  }
}

function text(row: HttpFieldRow, value: JsonValue): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw bad(row, 'has a value that HTTP cannot carry');
}

function separable(row: HttpFieldRow, item: string, separator: string): string {
  if (item === '' || item.trim() !== item || item.includes(separator)) throw bad(row, `has an item that ${JSON.stringify(separator)} would not separate`);
  return item;
}

/** `lti:tkid`, the members of m2m:dynAuthLocalTokenIdAssignments (6.4.18). */
function pairsOf(row: HttpFieldRow, value: JsonValue): readonly string[] {
  const members = (value as { readonly ltia?: JsonValue } | null)?.ltia;
  if (!Array.isArray(members)) throw bad(row, 'must have pairs of token identifiers');
  return members.map((pair: JsonValue) => {
    const { lti, tkid } = pair as { readonly lti?: JsonValue; readonly tkid?: JsonValue };
    if (typeof lti !== 'string' || typeof tkid !== 'string' || lti.includes(':')) throw bad(row, 'has a pair that ":" would not separate');
    return [lti, tkid].map((each) => separable(row, each, '+')).join(':');
  });
}

function tokenPair(row: HttpFieldRow, pair: string): JsonValue {
  const colon = pair.indexOf(':');
  if (colon < 1) throw bad(row, 'must be pairs of token identifiers');
  return { lti: pair.slice(0, colon), tkid: pair.slice(colon + 1) };
}

const bad = (row: HttpFieldRow, what: string): BindingError => new BindingError('BAD_REQUEST', `${row.name} ${what}`, row.source);
