import type { AttributeFact } from '../facts.js';
import { attributeName, dataType, description, multiplicity } from './columns.js';
import { rowsByName } from './names.js';
import { recogniser, skip } from './recogniser.js';

/** TS-0001 9.6.1.3 and TS-0004 6.3.6: what attributes mean that appear in many resource types. */
export const commonAttributes = recogniser({
  kind: 'common-attributes',
  title: 'table of universal or common attributes',
  common: true,
  columns: {
    name: attributeName,
    type: dataType,
    multiplicity,
    text: { headers: [...description.headers, 'value restrictions and notes', 'value restrictions'] },
  },
  required: ['name'],
  oneOf: ['text', 'type'],
  begin: (table) => {
    const about = [table.caption, table.title, ...table.headings.slice(0, 1)].find(
      (text) => text !== undefined && /\b(?:universal|common)\b/i.test(text),
    );
    if (about === undefined) return 'neither caption nor heading says that these are universal or common attributes';
    return (whole) => {
      const rows = rowsByName(table, whole, 'name');
      if (rows.length === 0) return skip(`"${whole.text('name') ?? ''}" is no name of an attribute`);
      return rows.map(({ name, row }): AttributeFact => {
        const type = row.text('type');
        const multiplicityText = row.mark('multiplicity');
        return {
          kind: 'attribute',
          resourceKind: 'resource',
          name,
          ...(type !== undefined && { type }),
          ...(multiplicityText !== undefined && { multiplicity: multiplicityText }),
          text: row.cell('text')?.text ?? '',
          source: table.source,
          place: row.place,
        };
      });
    };
  },
});
