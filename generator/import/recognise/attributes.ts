import type { AttributeFact } from '../facts.js';
import { access, attributeName, description, multiplicity } from './columns.js';
import { enumerationsInCell } from './enumeration-lists.js';
import { readName } from './names.js';
import { expected, recogniser, skip } from './recogniser.js';
import { subjectsOfTable } from './subjects-of-table.js';
import { checkAttribute } from './values.js';

/** TS-0001 9.6: `Attributes of <x> | Multiplicity | RW/RO/WO | Description | <xAnnc> Attributes`. */
export const attributes = recogniser({
  kind: 'attributes',
  title: 'table of attributes',
  columns: {
    name: attributeName,
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
    return (row) => {
      const values = { multiplicity: row.mark('multiplicity'), access: row.mark('access'), announced: row.mark('announced') };
      if (!Object.values(values).some((value) => value)) return expected('a name alone: no multiplicity, no access');
      const name = readName(table, row.cell('name'));
      if (name === undefined) return skip(`"${row.text('name') ?? ''}" is no name of an attribute`);
      return subjects.flatMap(({ name: resource, kind }) => {
        const fact: AttributeFact = {
          kind: 'attribute',
          resource,
          resourceKind: kind,
          name,
          ...(values.multiplicity !== undefined && { multiplicity: values.multiplicity }),
          ...(values.access !== undefined && { access: values.access }),
          ...(values.announced !== undefined && { announced: values.announced }),
          text: row.cell('text')?.text ?? '',
          source: table.source,
          place: row.place,
        };
        checkAttribute(fact, table.diagnostics);
        const described = row.cell('text');
        return [fact, ...(described === undefined ? [] : enumerationsInCell(described, { resource, name }, table.source))];
      });
    };
  },
});
