import type { ChildFact, Fact, MemberFact } from '../facts.js';
import { isKnownContradiction } from '../merge/children.js';
import { declaredIn, errataOn, wordsOf } from '../merge/declared-members.js';
import { misspelt } from '../merge/spelling.js';
import type { Stated } from '../merge/workspace.js';
import type { Held } from './held.js';

/**
 * Whether what a row says otherwise is no disagreement: an erratum has it, it is a slip of the pen away from what is there, or the
 * cell says nothing that can be compared. Without a column, that there is no such row.
 */
export function isRecorded(fact: Stated<Fact>, column: string | undefined, held: Held): boolean {
  switch (fact.kind) {
    case 'attribute': {
      const [row] = held.attributes(fact);
      // Of a default in words nobody knows whether it is another one.
      return column === 'default' && (row === undefined || held.stated(fact, row).fact === undefined);
    }
    case 'child':
      return isRecordedChild(fact, column, held);
    case 'member':
      return isRecordedMember(fact, column, held);
    case 'enumeration-value':
      // Numbers are compared by themselves; what becomes of one whose table has sentences for names, a person has decided.
      if (fact.type !== undefined && fact.value !== undefined) return column !== 'bitMask';
      if (column !== undefined) return false;
      return misspelt(fact.name, held.folder.all('enumerations').flatMap((f) => f.content.enumerations.flatMap(({ values }) => values.map(({ name }) => name)))) !== undefined;
    default:
      return false;
  }
}

function isRecordedChild(fact: Stated<ChildFact>, column: string | undefined, { folder }: Held): boolean {
  const children = folder.seen('resource').flatMap((f) => (f.content.name === fact.resource ? f.content.children : []));
  if (column === undefined) return misspelt(fact.type, children.map(({ type }) => type)) !== undefined;
  const own = children.filter(({ type }) => type === fact.type);
  if (column === 'multiplicity') return own.some((child) => isKnownContradiction({ into: folder }, child, fact));
  // Of a child of which there is no definition nobody knows how it is announced.
  const types = folder.seen('resource').flatMap(({ content }) => [content.name, ...(content.announcedVariant === undefined ? [] : [content.announcedVariant.name])]);
  return column === 'announced' && (fact.announced ?? []).every((name) => own.some((child) => child.announced?.includes(name)) || misspelt(name, types) !== undefined || (name === `${fact.type}Annc` && !types.includes(fact.type)));
}

/** An erratum about the clause names the member and says how often it is there; or the type that is printed, with the member or what it is of. */
function isRecordedMember(fact: Stated<MemberFact>, column: string | undefined, { components, folder }: Held): boolean {
  const local = (type: string): string => type.replace(/^.*:/, '');
  return errataOn([folder], fact).some((erratum) => {
    const words = new Set(wordsOf(erratum));
    const isNamed = words.has(fact.path.at(-1) ?? fact.of);
    if (column === 'type') return words.has(local(fact.type)) && (isNamed || words.has(local(declaredIn(components, fact, column) ?? '')));
    return isNamed && (column === undefined || (column === 'multiplicity' && howOften.test(erratum)));
  });
}

const howOften = /\b(?:absent|always|every|optional|mandatory|[01]\.\.[1n])\b/;
