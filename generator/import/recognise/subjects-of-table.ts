import { recogniseCodes } from './codes.js';
import type { TableAt } from './recogniser.js';
import type { Subject } from './subject.js';
import { chooseSubjects } from './subject.js';

/** The resource types that a table is about, by its header, its caption and the clause that it stands in. */
export function subjectsOfTable(table: TableAt, header: string | undefined): readonly Subject[] {
  const section = chooseSubjects([{ from: 'section', text: table.section }]);
  if (section.subjects.length > 0) return section.subjects;
  const sources = [
    { from: 'header', text: header },
    { from: 'caption', text: table.caption },
    { from: 'row above the header', text: table.title },
  ];
  const stated = chooseSubjects(sources);
  const heading = { from: 'heading', text: table.headings.find((text) => chooseSubjects([{ from: '', text }]).subjects.length > 0) };
  if (stated.disagreement === undefined) return stated.subjects.length > 0 ? stated.subjects : chooseSubjects([heading]).subjects;
  const { subjects, disagreement } = chooseSubjects([...sources, heading]);
  const names = subjects.map(({ name }) => name).join(' and ');
  table.diagnostics.report(
    recogniseCodes,
    'RECOGNISE_SUBJECT',
    `${disagreement}; taken to be about ${names}`,
    table.place,
    'correct the one that is wrong',
  );
  return subjects;
}
