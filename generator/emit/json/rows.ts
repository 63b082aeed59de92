import type { JsonValue } from '../../model/model.js';

/** One row of a language-neutral file; `undefined` is written as null, so that every row has every key. */
export type Row = { readonly [key: string]: JsonValue | undefined };

/** A JSON array with one row per line: readable in a diff, and stable. */
export function rowsText(rows: readonly Row[]): string {
  return rows.length === 0 ? '[]\n' : `[\n${rows.map((row) => `  ${inlineJson(row)}`).join(',\n')}\n]\n`;
}

/** JSON on one line, with spaces as a person would put them. */
export function inlineJson(value: JsonValue | Row | undefined): string {
  if (value === undefined) return 'null';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  // Plain concatenation: a megabyte of vectors goes through here.
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value as readonly JsonValue[]) text += (text === '' ? '' : ', ') + inlineJson(item);
    return `[${text}]`;
  }
  for (const [key, member] of Object.entries(value)) text += (text === '' ? ' ' : ', ') + JSON.stringify(key) + ': ' + inlineJson(member as JsonValue);
  return text === '' ? '{}' : `{${text} }`;
}
