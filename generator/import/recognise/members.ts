import type { MemberFact } from '../facts.js';
import { dataType, description, multiplicity } from './columns.js';
import { recogniser, skip } from './recogniser.js';
import { squeeze, withoutFootnote } from './text.js';
import { typeNameOfTable } from './type-name.js';

/** TS-0004 6.3.5: `Element Path | Element Data Type | Multiplicity | Note`; 6.3.6 adds a column for the type. */
export const members = recogniser({
  kind: 'members',
  title: 'table of a complex type',
  common: true,
  columns: {
    of: { headers: ['xsd type name', 'complex type', 'complex type name'] },
    path: { headers: ['element path', 'element name', 'element', 'child elements', 'child element', 'path'] },
    type: {
      headers: [
        'element data type',
        'element datatype',
        'element type',
        'child element datatype',
        'child element data type',
        ...dataType.headers,
      ],
    },
    multiplicity,
    text: description,
  },
  required: ['path', 'type', 'multiplicity'],
  begin: (table) => {
    const ofTable = typeNameOfTable(table, /\b(?:definition|elements|structure|members)\s+of\b/i);
    if (ofTable === undefined && table.header('of') === undefined) return 'no type named in caption or heading';
    let above: string | undefined;
    return (row) => {
      // Where cells cannot be merged, a type stands in the first of its rows alone.
      const of = row.text('of') || above || ofTable || '';
      above = of;
      if (!/^[a-z][a-z0-9]{0,9}: ?[A-Za-z]\w*$/.test(of)) return skip(`"${of}" is no name of a type`);
      const printed = squeeze(row.text('path') ?? '');
      const path = printed === baseContent ? [] : printed.split('/').map((step) => withoutFootnote(step.trim()).replace(/^@\s*/, '').replace(/^m2m:(?=\w)/, ''));
      if (printed === '' || path.length > deepest || !path.every((step) => /^(?:[a-z]\w{0,9}:)?[A-Za-z_][\w.-]*$/.test(step)))
        return skip(`"${printed}" is no path of elements`);
      const fact: MemberFact = {
        kind: 'member',
        of: of.replace(/:\s+/, ':'),
        path,
        isXmlAttribute: /(?:^|\/)\s*@[^/]*$/.test(printed),
        type: row.text('type') ?? '',
        multiplicity: row.mark('multiplicity') ?? '',
        source: table.source,
        place: row.place,
      };
      return [fact];
    };
  },
});

/** TS-0004 6.3.5.24: the content of the type itself, beside its XML attributes; its path is empty. */
const baseContent = '(base content)';

/** Published types nest three deep. */
const deepest = 32;
