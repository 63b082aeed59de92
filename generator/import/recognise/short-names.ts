import type { ShortNameFact } from '../facts.js';
import { readName } from './names.js';
import type { TableAt } from './recogniser.js';
import { recogniser, skip } from './recogniser.js';
import { headerWords, squeeze, withoutFootnote } from './text.js';

/** TS-0004 8.2: `Attribute Name | Occurs in | Short Name` and its like for resource types, members and parameters. */
export const shortNames = recogniser({
  kind: 'short-names',
  title: 'table of short names',
  common: true,
  columns: {
    shortName: { headers: ['short name', 'short names', 'shortname', 'abbreviated name', 'abbreviation', '* short name'] },
    longName: { headers: ['xsd long name', 'xsd name'] },
    occurs: { headers: ['occurs in', 'occurs', 'used in', 'occurrence'] },
    name: {
      headers: [
        '* type name',
        '* name',
        'name',
        'long name',
        'attribute',
        'member',
        'parameter',
        'resource type',
        'resource',
        'root element',
      ],
    },
  },
  required: ['name', 'shortName'],
  begin: (table) => {
    const of = ofWhat(table);
    if (of === undefined) return 'neither header nor caption says what the short names are of';
    return (row) => {
      const cell = row.text('longName') ? row.cell('longName') : row.cell('name');
      const name = readName(
        table,
        cell && { ...cell, text: cell.text.replace(/\s*\([^()]{0,100}\)\s*$/, '').replace(/^\s*[a-z][a-z0-9]{0,9}:/, '') },
      );
      const shortName = withoutFootnote(row.text('shortName') ?? '');
      if (name === undefined) return skip(`"${row.text('name') ?? ''}" is no name`);
      if (!/^[A-Za-z][A-Za-z0-9_.-]*$/.test(shortName))
        return skip(shortName === '' ? `${name} has no short name` : `"${shortName}" is no short name`);
      const occursIn = occurrences(row.text('occurs') ?? '');
      const printed = of === 'parameter' && row.text('longName') ? squeeze(row.text('name') ?? '') : '';
      const fact: ShortNameFact = { kind: 'short-name', of, name, shortName, ...(occursIn.length > 0 && { occursIn }), ...(printed !== '' && { printed }), source: table.source, place: row.place };
      return [fact];
    };
  },
});

/** `container, contentInstance`; not `All except CSEBase`. */
const occurrences = (text: string): readonly string[] =>
  /^all\b/i.test(text.trim()) ? [] : text.split(/[,;\n]/).flatMap((one) => /^\s*[<[]?(?:m2m:)?([A-Za-z]\w*)[>\]]?\s*$/.exec(one)?.[1] ?? []);

const words: readonly (readonly [RegExp, ShortNameFact['of']])[] = [
  [/\battributes?\b/, 'attribute'],
  [/\bmembers?\b|\bfields?\b/, 'member'],
  [/\bparameters?\b|\broot elements?\b|\bprimitives?\b/, 'parameter'],
  [/\bresources?\b|\bspecializations?\b/, 'resource'],
];

function ofWhat(table: TableAt<'name' | 'shortName' | 'longName' | 'occurs'>): ShortNameFact['of'] | undefined {
  for (const text of [table.header('name'), table.caption, table.headings[0]]) {
    const found = text === undefined ? undefined : words.find(([pattern]) => pattern.test(headerWords(text)));
    if (found !== undefined) return found[1];
  }
  return undefined;
}
