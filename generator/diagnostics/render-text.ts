import { groupBy } from '../group-by.js';
import type { Diagnostic, Place, Severity } from './diagnostic.js';
import { countsOf, describeCounts, hintOf, plural } from './render.js';
import { clip, printable } from './render-safe.js';

export interface TextOptions {
  readonly color: boolean;
  /** Columns of an excerpt, its gutter left out. */
  readonly width: number;
  /** The text of a file by the name that places have, for the excerpt. */
  readonly text: (file: string) => string | undefined;
  /** How many diagnostics are printed in full; all of them are counted. */
  readonly limit: number;
}

export const textDefaults: TextOptions = { color: false, width: 100, text: () => undefined, limit: 50 };

const messageLength = 600;

/**
 * Diagnostics for people: `file:line:column severity CODE message`, the line with a caret, the hint, and the counts at
 * the end. Notes ask for nothing, so that each kind of them is one line. Empty for no diagnostics; ends with a line
 * feed otherwise.
 */
export function renderText(diagnostics: readonly Diagnostic[], given: Partial<TextOptions> = {}): string {
  if (diagnostics.length === 0) return '';
  const options = { ...textDefaults, ...given };
  const problems = diagnostics.filter((d) => d.severity !== 'note');
  const shown = problems.slice(0, options.limit).map((d) => renderOne(d, options));
  const rest = problems.length - shown.length;
  const more = rest > 0 ? [`… and ${rest} more; --format json lists them all`] : [];
  return [...shown, ...more, ...renderNotes(diagnostics, options), describeCounts(countsOf(diagnostics)), ''].join('\n');
}

/** The first note of each code, and how many more there are. */
function renderNotes(diagnostics: readonly Diagnostic[], options: TextOptions): readonly string[] {
  const byCode = groupBy(diagnostics.filter((d) => d.severity === 'note'), ({ code }) => code);
  return [...byCode.values()].map((notes) => head(notes[0]!, options) + (notes.length > 1 ? ` (and ${plural(notes.length - 1, 'more such note')})` : ''));
}

function head({ place, severity, code, message }: Diagnostic, { color }: TextOptions): string {
  const paint = painter(color);
  const where = place === undefined ? '' : `${printable(place.file)}:${place.line}:${place.column} `;
  return `${paint.bold(where)}${paint[severity](severity)} ${paint.dim(printable(code))} ${clip(printable(message), messageLength)}`;
}

function renderOne(diagnostic: Diagnostic, options: TextOptions): string {
  const { place } = diagnostic;
  const hint = hintOf(diagnostic);
  const paint = painter(options.color);
  const source = place && options.text(place.file);
  const lines = [head(diagnostic, options)];
  if (place && source !== undefined) lines.push(...excerpt(source, place, options.width, paint));
  if (place?.within) lines.push(`${indent}in ${clip(printable(place.within), options.width)}`);
  if (place?.pointer) lines.push(`${indent}at ${clip(printable(place.pointer), options.width)}`);
  if (hint !== undefined) lines.push(`${indent}${paint.bold('hint:')} ${clip(printable(hint), messageLength)}`);
  return lines.join('\n');
}

const indent = '       ';

/** The line of `place` and a caret under its column; a long line is cut to a window around the column. */
function excerpt(source: string, place: Place, width: number, paint: Painter): readonly string[] {
  const line = lineAt(source, place.line);
  if (line === undefined) return [];
  const column = Math.min(Math.max(place.column - 1, 0), line.length);
  const start = line.length <= width ? 0 : Math.max(0, Math.min(column - Math.floor(width / 2), line.length - width));
  // Escapes are wider than what they stand for, so the caret is placed by what is printed before it.
  const show = (from: number, to: number): string => printable(line.slice(from, to).replaceAll('\t', '  '));
  const before = (start > 0 ? '…' : '') + show(start, column);
  const after = show(column, start + width) + (start + width < line.length ? '…' : '');
  const gutter = String(place.line).padStart(5);
  return [`${paint.dim(`${gutter} |`)} ${before}${after}`, `${paint.dim('      |')} ${' '.repeat([...before].length)}${paint.error('^')}`];
}

/** Line `number` (from 1) without its end; undefined past the last. Does not split the whole text, which may be large. */
function lineAt(text: string, number: number): string | undefined {
  let start = 0;
  for (let line = 1; line < number; line++) {
    const end = text.indexOf('\n', start);
    if (end < 0) return undefined;
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? undefined : end).replace(/\r$/, '');
}

export type Painter = Readonly<Record<Severity | 'bold' | 'dim' | 'added' | 'removed', (text: string) => string>>;

const codes = { error: '31', warning: '33', note: '36', bold: '1', dim: '2', added: '32', removed: '31' } as const;

export function painter(color: boolean): Painter {
  const paint = (code: string) => (text: string) => (color && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text);
  return Object.fromEntries(Object.entries(codes).map(([name, code]) => [name, paint(code)])) as Painter;
}
