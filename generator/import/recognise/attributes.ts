import type { AttributeFact } from '../facts.js';
import { access, attributeName, description, multiplicity } from './columns.js';
import { enumerationsInCell } from './enumeration-lists.js';
import { rowsByName } from './names.js';
import { expected, recogniser, skip } from './recogniser.js';
import { subjectsOfTable } from './subjects-of-table.js';
import { checkAttribute } from './values.js';

/** TS-0001 9.6: `Attributes of <x> | Multiplicity | RW/RO/WO | Description | <xAnnc> Attributes`. */
export const attributes = recogniser({
  kind: 'attributes',
  title: 'table of attributes',
  columns: {
    name: { headers: [...attributeName.headers, 'name'] },
    multiplicity,
    access,
    text: description,
    announced: {
      headers: [
        '* attributes',
        'attributes',
        'attributes of *',
        'announced',
        'announcement',
        'announced attributes',
        'ma oa na',
        'ma oa',
        'announced attribute',
      ],
      values: /^[MON]A?$|^$/i,
    },
  },
  required: ['name'],
  oneOf: ['access'],
  begin: (table) => {
    const subjects = subjectsOfTable(table, table.header('name'));
    if (subjects.length === 0) return 'no resource type named in header, caption or heading';
    return (whole) => {
      const columns = ['multiplicity', 'access', 'announced'] as const;
      if (!columns.some((key) => whole.mark(key))) return expected('a name alone: no multiplicity, no access');
      const rows = rowsByName(table, whole, 'name');
      if (rows.length === 0) return skip(`"${whole.text('name') ?? ''}" is no name of an attribute`);
      return rows.flatMap(({ name, row }) => {
        const values = Object.fromEntries(columns.map((key) => [key, row.mark(key)] as const).filter(([, text]) => text !== undefined));
        return subjects.flatMap(({ name: resource, kind }) => {
          const fact: AttributeFact = {
            kind: 'attribute',
            resource,
            resourceKind: kind,
            name,
            ...values,
            text: row.cell('text')?.text ?? '',
            source: table.source,
            place: row.place,
          };
          checkAttribute(fact, table.diagnostics);
          const described = row.cell('text');
          return [fact, ...(described === undefined ? [] : enumerationsInCell(described, { resource, name }, table.source))];
        });
      });
    };
  },
});
