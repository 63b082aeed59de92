import type { EnumerationFact, Fact } from '../facts.js';
import { isSentence } from '../merge/enumerations.js';
import type { Stated } from '../merge/workspace.js';
import type { Asked, Held } from './held.js';
import { absence, otherwise } from './in-words.js';
import { columnsOf } from './key.js';
import { isRecorded } from './recorded.js';

/** What a fact says otherwise than the definitions, as they are printed or as they are used, in the columns that are compared. */
export function disagreement(fact: Stated<Fact>, isCompared: Asked, folders: readonly Held[]): string | undefined {
  if (fact.kind === 'attribute' && fact.name.startsWith('[')) return undefined;
  if (fact.kind === 'enumeration-value') {
    const { type, value } = fact;
    const different = type === undefined || value === undefined ? undefined : ofValue(fact, type, value, isCompared, folders);
    if (different !== undefined || !isCompared('value')) return different;
  }
  const held = heldFor(fact, folders);
  if (held === undefined) return undefined;
  // What a specialization does not say, its base does, which may be of another folder.
  const base = fact.kind === 'attribute' && !held.has(fact) ? held.folder.resource(fact.resource ?? '')?.content.extends : undefined;
  const row = base === undefined ? fact : ({ ...fact, resource: base } as Stated<Fact>);
  const there = base === undefined ? held : folders.find((folder) => folder.has(row));
  if (there === undefined || !there.has(row)) return isRecorded(fact, undefined, held) ? undefined : absence(fact);
  for (const column of columnsOf(row).keys()) {
    if (!isCompared(column) || there.says(row, (other) => other === column) || isRecorded(row, column, there)) continue;
    return otherwise(fact, column, there, row);
  }
  return undefined;
}

/** The first folder that has the row; of rows of a resource or type, the first that has that. */
function heldFor(fact: Fact, folders: readonly Held[]): Held | undefined {
  const knowing = folders.filter((folder) => folder.speaksOf(fact));
  const isOfSubject = fact.kind === 'attribute' || fact.kind === 'child' || fact.kind === 'member';
  return (isOfSubject ? undefined : knowing.find((folder) => folder.has(fact))) ?? knowing[0];
}

/** A value is known by its number, whatever it is called. */
function ofValue(fact: EnumerationFact, type: string, value: number, isCompared: Asked, folders: readonly Held[]): string | undefined {
  if (!isCompared('value') || /^void$/i.test(fact.name.trim())) return undefined;
  const values = folders.flatMap(({ folder }) => [...(folder.enumeration(type)?.values ?? []), ...folder.used.byKind('enumerations').flatMap((f) => f.content.enumerations.filter((e) => e.type === type).flatMap((e) => e.values))]);
  if (values.length === 0) return undefined;
  const name = fact.name.trim().replace(/\s+/g, ' ');
  const same = values.filter((v) => v.value === value);
  if (same.some((v) => v.name === name || v.aliases?.includes(name) === true)) return undefined;
  if (same.length > 0 && isSentence(name) && !isSentence(same[0]!.name)) return undefined;
  return `${type} ${value} is ${name}, and ${same[0]?.name ?? 'nothing'} there`;
}
