import type { ResourceTypeFact } from '../facts.js';
import { recogniseCodes } from './codes.js';
import { expected, recogniser, skip } from './recogniser.js';
import { resourcesIn } from './subject.js';
import { linesOf, nameIn } from './text.js';

/** TS-0004 7.4: `Data Type ID | File Name | Note`: the schema file of a resource type, and with it that there is one. */
export const resourceTypes = recogniser({
  kind: 'resource-types',
  title: 'table of resource types',
  common: true,
  columns: {
    name: { headers: ['data type id', 'data type ids', 'resource type', 'resource types', 'resource type id'] },
    file: { headers: ['file name', 'file names', 'xsd file', 'xsd file name', 'schema file', 'schema file name'] },
    text: { headers: ['note', 'notes', 'description'] },
  },
  required: ['name', 'file'],
  begin: (table) => {
    const named = [table.caption, table.title].flatMap((text) => (text === undefined ? [] : resourcesIn(text)));
    const about = [table.caption, table.title].some((text) => text !== undefined && /\bresources?\b/i.test(text));
    if (named.length === 0 && !about) return 'the caption does not say that it is about resource types';
    return (row) => {
      const printed = row.cell('name')?.text ?? '';
      const names = linesOf(printed).flatMap((line) => line.split(',')).flatMap((part) => nameIn(part)?.name ?? []).filter((name) => /^[A-Za-z]\w*$/.test(name));
      if (names.length === 0) return /^[[<]/.test(printed.trim()) ? expected('stands for any of them') : skip(`"${row.text('name') ?? ''}" is no name of a resource type`);
      const [only] = named;
      const stated = [...new Set(names.map((name) => name.replace(/Annc$/, '')))];
      // A caption that names one type says of which it is; a cell that was copied or misspelt does not make another one.
      const originals = named.length === 1 && only !== undefined ? [only.name] : stated;
      const other = stated.find((name) => !originals.includes(name));
      if (other !== undefined) {
        const message = `the caption says ${originals[0]!}, the cell ${other}; taken to be about ${originals[0]!}`;
        table.diagnostics.report(recogniseCodes, 'RECOGNISE_SUBJECT', message, row.place, 'correct the one that is wrong');
      }
      return originals.map((name): ResourceTypeFact => {
        const kind = named.find((subject) => subject.name === name)?.kind ?? 'resource';
        const variant = names.find((text) => text.endsWith('Annc')) === undefined || (named.length !== 1 && !names.includes(`${name}Annc`)) ? undefined : `${name}Annc`;
        return { kind: 'resource-type', name, resourceKind: kind, ...(variant !== undefined && { announcedVariant: variant }), source: table.source, place: row.place };
      });
    };
  },
});
