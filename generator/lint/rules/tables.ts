import type { CodeTable } from '../../diagnostics/diagnostic.js';
import { groupBy } from '../../group-by.js';
import type { Report, Subject } from '../subject.js';


export const tableLintCodes = {
  LINT_ROW_EMPTY: { severity: 'note', title: 'A row of a table is empty' },
  LINT_ITEM_EMPTY: { severity: 'note', title: 'An item of a list is empty' },
  LINT_ROW_TWICE: { severity: 'warning', title: 'A table has the same name or number twice' },
} as const satisfies CodeTable;

type Code = keyof typeof tableLintCodes;

/** What a table or list shows by its shape alone. */
export function lintTables({ tables, units, attributes, faults, children }: Subject, report: Report<Code>): void {
  for (const table of tables) {
    const isEmpty = ({ cells }: (typeof table.rows)[number]): boolean => cells.every(({ text, tables: inner }) => text === '' && inner.length === 0);
    // A table of empty rows below its heading is a form, or says that there is nothing to list.
    if (table.rows.length > 1 && !isEmpty(table.rows[0]!) && table.rows.slice(1).every(isEmpty)) continue;
    for (const row of table.rows) {
      // Markdown's tables must have a row of headings; an empty one says that there are none.
      if (row.header) continue;
      if (isEmpty(row)) report('LINT_ROW_EMPTY', 'the row is empty', row.place, 'delete it');
    }
  }
  for (const { text, kind, place } of units) if (kind === 'item' && text === '') report('LINT_ITEM_EMPTY', 'the item is empty', place, 'delete it');

  const rows = [
    ...attributes.map((fact) => ({ fact, name: `attribute ${fact.name}` })),
    ...faults.map((fact) => ({ fact, name: `fault code ${String(fact.faultCode)}` })),
    ...children.map((fact) => ({ fact, name: `child <${fact.type}>${fact.fixedName === undefined ? '' : ` named ${fact.fixedName}`}` })),
  ];
  for (const group of groupBy(rows, ({ fact, name }) => `${fact.source.table ?? ''}\0${'resource' in fact ? (fact.resource ?? '') : ''}\0${name}`).values()) {
    const [first, ...more] = group;
    if (first!.fact.source.table === undefined) continue;
    for (const { fact, name } of more) {
      report('LINT_ROW_TWICE', `Table ${first!.fact.source.table} has ${name} twice`, fact.place, 'strike one of the rows, or name what was meant');
    }
  }
}
