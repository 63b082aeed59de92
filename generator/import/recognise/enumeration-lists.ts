import type { Cell, Paragraph } from '../document.js';
import type { Citation, EnumerationFact } from '../facts.js';
import { squeeze, unquoted } from './text.js';

/** Words in capitals that begin a line and are no value. */
const noValues: ReadonlySet<string> = new Set([
  'NOTE',
  'NOTES',
  'EXAMPLE',
  'EXAMPLES',
  'WARNING',
  'NULL',
  'TRUE',
  'FALSE',
  'AND',
  'OR',
  'IF',
  'NOT',
  'TBD',
  'FFS',
  'VOID',
]);

const bullet = /^(?:[•·▪◦‣○●*–—-]|\(?[0-9a-z]{1,3}[).])\s+/;
/** A name in capitals, alone, before a remark in brackets, or before a dash or colon and words about it. */
const item = /^([A-Z][A-Z0-9]*(?:[_ -][A-Z0-9]+)*_?)(?:\s*\([^()]{0,200}\))?(?:\s*[–—:]\s*\S.*|\s+-\s+\S.*|\s*[,;.]?)$/;

/** The value that a line of a list is about, if it is one. */
export function valueOfLine(line: string): string | undefined {
  const text = squeeze(line).replace(bullet, '');
  if (text.length > longestLine) return undefined;
  const name = item.exec(unquoted(text))?.[1];
  return name === undefined || name.length < 2 || noValues.has(name) || noValues.has(name.split(' ')[0]!) ? undefined : name;
}

/** Items describe their value in a paragraph at most. */
const longestLine = 4_000;

/**
 * Values that the description of an attribute lists: `PENDING – …`, one a paragraph, two at least after one another
 * (TS-0001 9.6 writes enumerations so where TS-0004 has none yet).
 */
export function enumerationsInCell(
  cell: Cell,
  attribute: { readonly resource: string; readonly name: string },
  source: Citation,
): readonly EnumerationFact[] {
  const lines = cell.paragraphs.flatMap((paragraph) => paragraph.text.split('\n').map((text) => ({ text, paragraph })));
  return runsOfValues(lines).flatMap((run) =>
    run.map(({ name, place }): EnumerationFact => ({ kind: 'enumeration-value', attribute, name, from: 'cell', source, place })),
  );
}

interface Value {
  readonly name: string;
  readonly place: Paragraph['place'];
}

function runsOfValues(lines: readonly { readonly text: string; readonly paragraph: Paragraph }[]): readonly (readonly Value[])[] {
  const runs: Value[][] = [[]];
  for (const { text, paragraph } of lines) {
    if (squeeze(text) === '') continue;
    const name = valueOfLine(text);
    if (name === undefined) runs.push([]);
    else runs.at(-1)!.push({ name, place: paragraph.place });
  }
  return runs.filter((run) => run.length > 1);
}
