import type { Cell, Row } from '../document.js';
import { headerWords } from './text.js';
import type { Shape, Spelling } from './shape.js';
import { namesRequired, nearlyNamesRequired } from './shape.js';

/** The rows of the deepest header. */
export const deepestHeader = 3;

/** No published table is as wide; comparing letter by letter is dear. */
export const mostColumnsNear = 64;

/**
 * Whether a header at `start` may have one of the columns that the shape cannot do without. Most tables are of one kind, and
 * matching a header cell by cell against all others is what reading a specification spends most on.
 */
export function isThinkableAt<Key extends string>(shape: Shape<Key>, rows: readonly Row[], start: number, spelling: Spelling): boolean {
  const texts = textsAt(rows, start);
  return (
    texts === undefined ||
    shape.required.length === 0 ||
    namesRequired(shape, texts) ||
    (spelling === 'near' && [...texts].some((text) => nearlyNamesRequired(shape, text)))
  );
}

/** Every recogniser asks, of the same rows. */
const textsByRows = new WeakMap<readonly Row[], Map<number, ReadonlySet<string> | undefined>>();

function textsAt(rows: readonly Row[], start: number): ReadonlySet<string> | undefined {
  let known = textsByRows.get(rows);
  if (known === undefined) textsByRows.set(rows, (known = new Map()));
  if (!known.has(start)) known.set(start, headerTexts(rows.slice(start, start + deepestHeader)));
  return known.get(start);
}

/** Every text that a header in these rows may be known by, however deep it is. Undefined for a table too wide to list them. */
function headerTexts(rows: readonly Row[]): ReadonlySet<string> | undefined {
  const [upper = [], lower = []] = rows.map(({ cells }) => cells);
  if (upper.length > mostColumnsNear) return undefined;
  const texts = new Set(rows.flatMap(({ cells }) => cells.map(wordsOf)));
  for (const column of upper.keys()) {
    for (let depth = 2; depth <= rows.length; depth++) texts.add(levelsOf(rows.slice(0, depth).map(({ cells }) => cells[column]!)).join(' '));
  }
  const moved = movedCells(upper, lower);
  for (const over of moved?.groups ?? []) for (const under of moved!.parts) texts.add(levelsOf([over, under]).join(' '));
  texts.delete('');
  return texts;
}

/** The cells of two rows of a header that may have been moved: as many in the lower one as stand under one of the upper. */
export function movedCells(upper: readonly Cell[], lower: readonly Cell[]): { readonly groups: readonly Cell[]; readonly parts: readonly Cell[] } | undefined {
  const groups = upper.filter((cell) => cell.text !== '');
  const parts = lower.filter((cell) => cell.text !== '');
  return parts.length === 0 || parts.length !== upper.length - groups.length + 1 ? undefined : { groups, parts };
}

/** The different words in cells above one another. */
export const levelsOf = (stack: readonly Cell[]): readonly string[] => [...new Set(stack.map(wordsOf).filter((text) => text !== ''))];

/** A table is looked at by every recogniser: the words of its cells are found once. */
const wordsByCell = new WeakMap<Cell, string>();

export function wordsOf(cell: Cell): string {
  let words = wordsByCell.get(cell);
  if (words === undefined) wordsByCell.set(cell, (words = headerWords(cell.text)));
  return words;
}
