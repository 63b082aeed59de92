import type { SimpleTypeFact } from '../facts.js';
import { dataType } from './columns.js';
import { expected, recogniser, skip } from './recogniser.js';
import { simpleType } from './simple-type.js';

/** TS-0004 6.3.3: `XSD type name | Type Name | Examples | Description`. */
export const simpleTypes = recogniser({
  kind: 'simple-types',
  title: 'table of simple types',
  common: true,
  columns: {
    type: { headers: ['xsd type name', 'xsd type', 'xsd data type name', 'xsd data type', 'simple type', 'simple type name', ...dataType.headers] },
    name: { headers: ['type name', 'name', 'short description', 'meaning'] },
    examples: { headers: ['examples', 'example', 'example value', 'example values'] },
    text: { headers: ['description', 'descriptions', 'definition', 'description and notes', 'notes', 'note'] },
  },
  required: ['type', 'text'],
  oneOf: ['name', 'examples'],
  begin: (table) => {
    const about = [table.header('type'), table.caption, table.title, table.headings[0]].some((text) => text !== undefined && /\bXSD\b|\bsimple\b.*\btypes?\b/i.test(text));
    if (!about) return 'neither header nor caption says that these are simple types';
    const seen = new Set<string>();
    return (row) => {
      // Where cells cannot be merged, a type stands in the first of its rows alone.
      if (seen.size > 0 && row.mark('type') === '') return expected('another example of the type above');
      const [, type] = /^([a-z][a-z0-9]{0,19}: ?[A-Za-z]\w*)$/.exec(row.mark('type') ?? '') ?? [];
      if (type === undefined) return skip(`"${row.text('type') ?? ''}" is no name of a type`);
      const name = type.replace(/\s+/g, '');
      // XML Schema's own types are not oneM2M's to define (Table 6.3.2-1).
      if (name.startsWith('xs:')) return expected('a type of XML Schema');
      if (seen.has(name)) return expected('the same type again, with another example');
      seen.add(name);
      const text = row.cell('text')?.text ?? '';
      const fact: SimpleTypeFact = { kind: 'simple-type', type: name, is: simpleType(row.text('name') ?? '', text), text, source: table.source, place: row.place };
      return [fact];
    };
  },
});
