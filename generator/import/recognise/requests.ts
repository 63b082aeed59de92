import type { AttributeFact } from '../facts.js';
import { attributeName, dataType } from './columns.js';
import { constraintsIn } from './constraints.js';
import { rowsByName } from './names.js';
import type { RowReader, TableAt } from './recogniser.js';
import { expected, recogniser, skip } from './recogniser.js';
import type { Subject } from './subject.js';
import { subjectsOfTable } from './subjects-of-table.js';
import type { Column } from './shape.js';
import { checkAttribute } from './values.js';

/** The column of one operation, under a header over both or alone. TS-0004 7.4.1.1: M, O or NP. */
const optionality = (operation: 'create' | 'update'): Column => ({
  values: /^(?:M|O|NP|NA|N\/A|-)?$/i,
  headers: [operation, operation.charAt(0)]
    .flatMap((name) => [name, `request optionality ${name}`])
    .concat([`${operation} request`, `presence in ${operation} request`, `${operation} optionality`, `optionality ${operation}`]),
});

type Key = 'name' | 'create' | 'update' | 'type' | 'default';

/** TS-0004 7.4: `Attribute Name | Request Optionality: Create, Update | Data Type | Default Value and Constraints`. */
export const requests = recogniser<Key>({
  kind: 'requests',
  title: 'table of request optionality',
  columns: {
    name: { headers: [...attributeName.headers, 'name'] },
    create: optionality('create'),
    update: optionality('update'),
    type: dataType,
    default: {
      headers: [
        'default value and constraints',
        'default values and constraints',
        'default value',
        'default value constraints',
        'default',
        'default and constraints',
        'default value and constraint',
        'default value and notes',
      ],
    },
  },
  required: ['name'],
  begin: (table) => {
    // TS-0004 7.4.3.1: no request creates or updates a <CSEBase>; its tables have types, or nothing but names.
    if (table.header('create') === undefined && table.header('update') === undefined) {
      if (table.header('type') === undefined && table.width > 1)
        return 'no column says when a request has the attribute, or of which type it is';
      if (!/\battributes? of\b/i.test(table.caption ?? table.title ?? '')) return 'the caption does not say whose attributes these are';
    }
    const subjects = subjectsOfTable(table, table.header('name'));
    return subjects.length === 0 ? 'no resource type named in header, caption or heading' : attributeRows(table, subjects);
  },
});

/** Reads the rows of a table in the style of TS-0004; with no subject, those of universal and common attributes. */
export function attributeRows(table: TableAt<Key>, subjects: readonly (Subject | undefined)[]): RowReader<Key> {
  return (whole) => {
    const keys = (['create', 'update', 'type', 'default'] as const).filter((key) => whole.text(key) !== undefined);
    if (keys.length > 0 && !keys.some((key) => whole.text(key) !== '')) return expected('a name alone: no optionality, no type');
    const rows = rowsByName(table, whole, 'name');
    if (rows.length === 0) return skip(`"${whole.text('name') ?? ''}" is no name of an attribute`);
    return rows.flatMap(({ name, row }) =>
      subjects.map((subject): AttributeFact => {
        const constraints = row.cell('default');
        const says = constraints === undefined ? {} : constraintsIn(constraints.text, subject?.name);
        const fact: AttributeFact = {
          kind: 'attribute',
          ...(subject !== undefined && { resource: subject.name }),
          resourceKind: subject?.kind ?? 'resource',
          name,
          ...Object.fromEntries(keys.map((key) => [key, key === 'default' ? row.text(key) : row.mark(key)])),
          ...(Object.keys(says).length > 0 && { says }),
          text: constraints?.text ?? '',
          source: table.source,
          place: row.place,
        };
        checkAttribute(fact, table.diagnostics);
        return fact;
      }),
    );
  };
}
