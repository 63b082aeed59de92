/**
 * What could move a terminal's cursor, hide text or end a line: C0 and C1 controls, zero-width and bidirectional
 * controls, line separators, the byte order mark and lone surrogates. Messages quote the input, and the input is not
 * to be trusted with the terminal of whoever compiles it.
 */
const unsafe = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]/gu;

const names: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

const hex = (character: string): string => character.charCodeAt(0).toString(16).padStart(4, '0');

/** `text` on one line, with every unsafe character as an escape that one can see. */
export const printable = (text: string): string => text.replace(unsafe, (c) => names.get(c) ?? `\\u${hex(c)}`);

/** At most `length` characters of `text`, with an ellipsis where the rest would be. */
export const clip = (text: string, length: number): string => (text.length <= length ? text : `${text.slice(0, length - 1)}…`);

/** `value` as indented JSON that is safe on a terminal; unsafe characters only occur inside strings, where `\uXXXX` is them. */
export const safeJson = (value: unknown): string =>
  `${JSON.stringify(value, null, 2).replace(unsafe, (c) => (c === '\n' ? c : `\\u${hex(c)}`))}\n`;
