import type { Cell, Row } from '../document.js';
import { deepestHeader, isThinkableAt, levelsOf, mostColumnsNear, movedCells, wordsOf } from './header-texts.js';
import type { Column, Shape, Spelling } from './shape.js';
import { keysNamed, keysNearly, longestRepeated, matches, names } from './shape.js';

/** A header found: where it stands, and which columns it gives to which key. */
export interface Header<Key extends string = string> {
  readonly start: number;
  readonly depth: number;
  /** Columns by key: several where a header cell is merged over them. */
  readonly columns: ReadonlyMap<Key, readonly number[]>;
  /** The header cell of each key as printed. */
  readonly printed: ReadonlyMap<Key, Cell>;
  /** Headers met with a letter or two wrong. */
  readonly misspelt: readonly { readonly cell: Cell; readonly use: string }[];
}

/** How far a table came on the way to a shape. */
export interface Nearness<Key extends string = string> {
  /** How many columns were found; 0 when none of those was that the shape cannot do without. */
  readonly matched: number;
  readonly missing: readonly Key[];
}

const rowsAboveHeader = 3;

/** Finds the header of `shape` among the first rows: the one that names most columns, the shortest and highest of equals. */
export function findHeader<Key extends string>(shape: Shape<Key>, rows: readonly Row[], spelling: Spelling): Header<Key> | Nearness<Key> {
  let best: Header<Key> | undefined;
  let nearest: Nearness<Key> = { matched: 0, missing: [...shape.required] };
  for (let start = 0; start <= Math.min(rowsAboveHeader, rows.length - 1); start++) {
    const deepest = isThinkableAt(shape, rows, start, spelling) ? Math.min(deepestHeader, rows.length - start) : 0;
    for (let depth = 1; depth <= deepest; depth++) {
      const header = headerAt(shape, rows, start, depth, spelling);
      if (header === undefined) break;
      const missing = missingIn(shape, header);
      if (missing.length === 0) {
        if (best === undefined || header.columns.size > best.columns.size) best = header;
      } else if (shape.required.some((key) => header.columns.has(key)) && header.columns.size > nearest.matched) {
        nearest = { matched: header.columns.size, missing };
      }
    }
    if (best !== undefined && best.start < start) break;
  }
  return best ?? nearest;
}

/** The header that stands at `start`, exactly spelled: the repeated header after a page break, or that of another subject. */
export function headerRepeatedAt<Key extends string>(
  shape: Shape<Key>,
  rows: readonly Row[],
  start: number,
  depth: number,
): Header<Key> | undefined {
  if (start + depth > rows.length) return undefined;
  const [first] = shape.required;
  if (
    first !== undefined &&
    !rows[start]!.cells.some((cell) => cell.text.length < longestRepeated && names(shape.columns[first], wordsOf(cell)))
  )
    return undefined;
  const header = headerAt(shape, rows, start, depth, 'exact');
  return header !== undefined && missingIn(shape, header).length === 0 ? header : undefined;
}

function missingIn<Key extends string>(shape: Shape<Key>, header: Header<Key>): readonly Key[] {
  const missing = shape.required.filter((key) => !header.columns.has(key));
  const { oneOf } = shape;
  return oneOf === undefined || oneOf.some((key) => header.columns.has(key)) ? missing : [...missing, oneOf[0]!];
}

/** Undefined when the rows below the first are no header rows. */
function headerAt<Key extends string>(
  shape: Shape<Key>,
  rows: readonly Row[],
  start: number,
  depth: number,
  spelling: Spelling,
): Header<Key> | undefined {
  const head = aligned(shape, rows.slice(start, start + depth));
  if (depth > 1 && isTitle(head[0]!)) return undefined;
  const columns = new Map<Key, number[]>();
  const printed = new Map<Key, Cell>();
  const texts = new Map<Key, string>();
  const misspelt: { cell: Cell; use: string }[] = [];

  // A row of data above a header must not be taken for the upper row of that header.
  let upperRowCounts = depth === 1;
  const width = head[0]?.length ?? 0;
  for (let column = 0; column < width; column++) {
    const stack = head.map((cells) => cells[column]!);
    const found = keyOf(shape, stack, texts, spelling);
    if (found === undefined) {
      if (depth > 1 && !isUnderMerged(head, column)) return undefined;
      continue;
    }
    const { key, text, cell: headed, use } = found;
    if (!stack.slice(1).every((cell, above) => isHeaderCell(shape.columns[key], cell, stack[above]!))) return undefined;
    upperRowCounts ||=
      names(shape.columns[key], wordsOf(stack[0]!)) ||
      (names(shape.columns[key], text) && !stack.slice(1).some((cell) => names(shape.columns[key], wordsOf(cell))));
    columns.set(key, [...(columns.get(key) ?? []), column]);
    texts.set(key, text);
    if (!printed.has(key)) {
      printed.set(key, headed);
      if (use !== undefined) misspelt.push({ cell: headed, use });
    }
  }
  return upperRowCounts ? { start, depth, columns, printed, misspelt } : undefined;
}

/** One text over the whole width says what the table is, and heads no column. */
const isTitle = (cells: readonly Cell[]): boolean => cells.length > 1 && cells.every((cell) => cell.text === cells[0]!.text);

/** A cell below the first header row belongs to the header when it repeats the one above, is empty or names the column. */
function isHeaderCell(column: Column, cell: Cell, above: Cell): boolean {
  const text = wordsOf(cell);
  return text === '' || cell.text === above.text || names(column, text) || names(column, `${wordsOf(above)} ${text}`);
}

/** Nothing but repetitions and empty cells below the first, or a column of its own below a header over several. */
function isUnderMerged(head: readonly (readonly Cell[])[], column: number): boolean {
  const top = head[0]![column]!.text;
  const neighbours = [head[0]![column - 1], head[0]![column + 1]];
  return (
    neighbours.some((cell) => cell?.text === top && top !== '') || head.slice(1).every((cells) => ['', top].includes(cells[column]!.text))
  );
}

/**
 * Flattening loses merged cells: `Name | Optionality | Type` over `Create | Update` then stands left-aligned, with empty
 * cells at the end. Puts the cells of two such rows back over one another; any other rows stay as they are.
 */
function aligned<Key extends string>(shape: Shape<Key>, head: readonly Row[]): readonly (readonly Cell[])[] {
  const asTheyAre = head.map((row) => row.cells);
  const [upper, lower] = asTheyAre;
  if (upper === undefined || lower === undefined || head.length !== 2) return asTheyAre;
  const moved = movedCells(upper, lower);
  if (moved === undefined) return asTheyAre;
  const { groups, parts } = moved;
  const known = Object.values<Column>(shape.columns);
  const group = groups.findIndex((cell) => {
    const joined = `${wordsOf(cell)} ${wordsOf(parts[0]!)}`;
    return known.some(({ headers }) => headers.some((pattern) => typeof pattern === 'string' && matches(pattern, joined)));
  });
  if (group < 0) return asTheyAre;
  const before = groups.slice(0, group);
  const after = groups.slice(group + 1);
  return [
    [...before, ...parts.map(() => groups[group]!), ...after],
    [...before, ...parts, ...after],
  ];
}

function keyOf<Key extends string>(
  shape: Shape<Key>,
  stack: readonly Cell[],
  taken: ReadonlyMap<Key, string>,
  spelling: Spelling,
): { readonly key: Key; readonly text: string; readonly cell: Cell; readonly use?: string } | undefined {
  const levels = levelsOf(stack);
  const texts = levels.length > 1 ? [levels.join(' '), ...[...levels].reverse()] : levels;
  const whole = texts[0];
  if (whole === undefined) return undefined;
  const keys = (Object.keys(shape.columns) as Key[]).filter((key) => !taken.has(key) || taken.get(key) === whole);
  const cellOf = (text: string): Cell => stack.find((cell) => wordsOf(cell) === text) ?? stack[0]!;

  for (const text of texts) {
    const key = keysNamed(shape, text).find((k) => keys.includes(k));
    if (key !== undefined) return { key, text: whole, cell: cellOf(text) };
  }
  if (spelling === 'exact' || stack[0]!.column > mostColumnsNear) return undefined;
  for (const text of texts) {
    const near = keysNearly(shape, text).find(({ key }) => keys.includes(key));
    if (near !== undefined) return { ...near, text: whole, cell: cellOf(text) };
  }
  return undefined;
}
