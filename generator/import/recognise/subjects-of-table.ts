import { distanceWithin } from '../../diagnostics/did-you-mean.js';
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
  const above = chooseSubjects([heading]).subjects;
  if (stated.disagreement === undefined && !isSlipOf(stated.subjects, above)) return stated.subjects.length > 0 ? stated.subjects : above;
  // Headings are read more often than the headers of tables, which are copied.
  const { subjects, disagreement } = chooseSubjects(stated.disagreement === undefined ? [heading, ...sources] : [...sources, heading]);
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

/** Whether a name is another one but for a letter: TS-0001 9.6.46, where the header has AContactListPerCSE. */
const isSlipOf = ([one, ...more]: readonly Subject[], [other, ...others]: readonly Subject[]): boolean =>
  one !== undefined && other !== undefined && more.length + others.length === 0 && one.name.length >= longName && one.name !== other.name && distanceWithin(one.name, other.name, 1) !== undefined;

/** Short names differ by a letter on purpose. */
const longName = 8;
