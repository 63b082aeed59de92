import type { CodeTable } from '../../diagnostics/diagnostic.js';
import type { Row, Table } from '../../import/document.js';
import type { Report, Subject } from '../subject.js';
import { titled } from './attributes.js';

export const cellLintCodes = {
  LINT_CELL_EMPTY: { severity: 'warning', title: 'A cell is empty in a column where all other rows have something' },
  LINT_ACCESS: { severity: 'warning', title: 'Access is none of RW, RO, WO' },
  LINT_MULTIPLICITY: { severity: 'warning', title: 'A multiplicity that is none' },
  LINT_OPTIONALITY: { severity: 'warning', title: 'Request optionality is none of M, O, NP' },
  LINT_ANNOUNCED: { severity: 'warning', title: 'Announced is none of MA, OA, NA' },
} as const satisfies CodeTable;

type Code = keyof typeof cellLintCodes;

/** What single cells say, by the notation of their column, and whether they say anything. */
export function lintCells({ tables, attributes, children, members }: Subject, report: Report<Code>): void {
  for (const table of tables) emptyCells(table, report);
  for (const attribute of attributes) {
    const { access, announced, multiplicity, create, update, place } = attribute;
    if (access !== undefined && !/^(?:RW|RO|WO|[-\u2010-\u2014]*|N\/?A)$/.test(access)) {
      const meant = /^R[0QC]$/i.test(access) ? 'RO' : /^W[0QC]$/i.test(access) ? 'WO' : access.toUpperCase().replace(/[^A-Z]/g, '');
      const hint = /^(?:RW|RO|WO)$/.test(meant) ? `did you mean ${meant}?` : 'write RW, RO or WO';
      report('LINT_ACCESS', `the access of ${titled(attribute)} is "${access}"`, place, hint);
    }
    if (announced !== undefined && !/^(?:[MON]A|[-\u2010-\u2014]*|N\/A)$/.test(announced)) report('LINT_ANNOUNCED', `${titled(attribute)} is announced "${announced}"`, place, 'write MA, OA or NA');
    for (const [operation, optionality] of [['CREATE', create], ['UPDATE', update]] as const) {
      if (optionality === undefined || /^(?:M|O|NP|[-\u2010-\u2014]*|N\/?A)$/.test(optionality)) continue;
      report('LINT_OPTIONALITY', `the optionality of ${titled(attribute)} in ${operation} is "${optionality}"`, place, 'write M, O or NP');
    }
    multiplicityOf(titled(attribute), multiplicity, place);
  }
  for (const { resource, type, multiplicity, place } of children) multiplicityOf(`the child <${type}> of <${resource}>`, multiplicity, place);
  for (const { of, path, multiplicity, place } of members) multiplicityOf([of, ...path].join('/'), multiplicity, place);

  function multiplicityOf(what: string, multiplicity: string | undefined, place: Row['place']): void {
    if (multiplicity === undefined || /^(?:[-\u2010-\u2014\u2026.]*|N\/?A|n|\*)$/.test(multiplicity) || multiplicity.length > longestNotation) return;
    const [, least, most] = /^(\d+)(?:\.\.(n|N|\*|\d+))?(?: ?\(L\))?$/.exec(multiplicity) ?? [];
    if (least !== undefined && !(Number(most) < Number(least))) return;
    report('LINT_MULTIPLICITY', `the multiplicity of ${what} is "${multiplicity}"`, place, 'write 1, 0..1, 1 (L), 0..1 (L) or 0..n');
  }
}

/** What is longer is a text, and none of the notation of its column. */
const longestNotation = 20;

/** Columns that say what a row is about, or how: there is no row without. */
const isNeeded = (heading: string): boolean => /^(?:multiplicity|RW|create|update|(?:element )?data type|type|short name|value|numeric code|interpretation|(?:attribute|member|parameter|element|resource type) name|element path|(?:attributes|child resources?) of)\b/i.test(heading);
/** Columns that have something where there is something to say. */
const isRemark = (heading: string): boolean => /\b(?:notes?|remarks?|comments?|examples?|restrictions|constraints|default)\b|^$/i.test(heading);
const isSaid = ({ text, tables }: Row['cells'][number]): boolean => text !== '' || tables.length > 0;

/** What one row of many leaves out was forgotten; what several leave out need not be there. */
function emptyCells({ number, rows: [top, ...rest] }: Table, report: Report<Code>): void {
  if (top === undefined) return;
  // Headings may go over two rows; notes stand in one cell across the table.
  const headings = [top, ...rest.slice(0, 1).filter(({ header, cells }) => header || cells.some(({ row, rowSpan }) => row === 0 && rowSpan > 1))];
  const rows = rest.slice(headings.length - 1).filter(({ header, cells }) => !header && new Set(cells).size > 1 && cells.some(isSaid) && !/^note\b/i.test(cells[0]!.text));
  for (let column = 0; column < top.cells.length; column++) {
    const heading = headings.at(-1)!.cells[column]!.text.replace(/\s+/g, ' ');
    const own = rows.filter(({ cells }) => cells[column]!.columnSpan === 1 && cells[column]!.rowSpan === 1);
    if (isRemark(heading) || own.length < rows.length) continue;
    // A row without a first cell goes on with the row above.
    // … and one that says hardly anything is where a list in columns ends.
    const empty = own.filter(({ cells }) => !isSaid(cells[column]!) && cells.filter(isSaid).length * 2 >= cells.length && (column === 0 ? isNeeded(heading) : isSaid(cells[0]!)));
    const full = own.filter(({ cells }) => isSaid(cells[column]!)).length;
    if (full < (isNeeded(heading) ? 2 : 5) || empty.length > Math.max(1, full / 20)) continue;
    for (const { cells, place } of empty) {
      const row = cells.find((cell) => isSaid(cell) && cell.text !== '[variable]')!.text.split('\n')[0]!;
      report('LINT_CELL_EMPTY', `${row} has nothing under "${heading}", where the other ${String(full)} rows of ${number === undefined ? 'the table' : `Table ${number}`} have something`, place, 'fill it in, or say that there is none');
    }
  }
}
