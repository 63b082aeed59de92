import { groupBy } from '../../group-by.js';
import type { DefinitionKinds } from '../../read/definitions/definitions.js';
import type { EnumerationFact } from '../facts.js';
import type { MergeContext } from './context.js';
import { isWithinLimit } from './limit.js';
import type { Draft, Stated } from './workspace.js';

export type EnumerationDraft = Draft<DefinitionKinds['enumerations']['enumerations'][number]>;

/** Facts about one enumeration from one place. */
export interface Group {
  readonly facts: readonly Stated<EnumerationFact>[];
  readonly type?: string;
  readonly attribute?: { readonly resource: string; readonly name: string };
}

export const isNumbered = ({ type, facts }: Group): boolean => type !== undefined && facts.some((fact) => fact.value !== undefined);

export function grouped({ diagnostics }: MergeContext, facts: readonly Stated<EnumerationFact>[]): readonly Group[] {
  const found = groupBy(facts, ({ document, type, attribute, from, source }) => JSON.stringify([document, type, attribute, from === 'table' ? source.table : source.clause]));
  const groups = [...found.values()].filter((group) => isWithinLimit(diagnostics, 'enumeration', group[0]!.type ?? group[0]!.attribute?.name ?? '', group));
  return groups.map((group) => ({ facts: group, ...(group[0]!.type !== undefined && { type: group[0]!.type }), ...(group[0]!.attribute !== undefined && { attribute: group[0]!.attribute }) }));
}

/** The enumeration as the folder has it, or the known one taken over; undefined when nobody knows the type. */
export function enumerationNamed({ into, known }: MergeContext, type: string, take = true): { readonly draft: EnumerationDraft; readonly file: string; readonly isNew: boolean } | undefined {
  const own = into.all('enumerations').find((f) => f.content.enumerations.some((e) => e.type === type));
  if (own !== undefined) return { draft: own.content.enumerations.find((e) => e.type === type)!, file: own.file, isNew: false };
  const model = known.all('enumerations').find((f) => f.content.enumerations.some((e) => e.type === type));
  if (model === undefined) return undefined;
  const draft = structuredClone(model.content.enumerations.find((e) => e.type === type)!);
  if (!take) return { draft, file: model.file, isNew: true };
  const file = into.file('enumerations', () => ({ enumerations: [] }));
  file.content.enumerations.push(draft);
  into.completed.push({ what: 'enumeration', name: type, from: model.file });
  return { draft, file: file.file, isNew: true };
}

export const oneLine = (name: string): string => name.trim().replace(/\s+/g, ' ');
export const isVoid = (name: string): boolean => /^void$/i.test(name.trim());

/** Numbers inside the span that the table leaves out, as far as the blocks of published numbers go. */
export function withGaps(draft: EnumerationDraft): EnumerationDraft {
  const numbers = draft.values.filter((v) => v.provisional !== true || draft.provisional === true).map((v) => v.value);
  const gaps = numbers.slice(1).flatMap((number, i) => (number - numbers[i]! > 100 ? [] : Array.from({ length: number - numbers[i]! - 1 }, (_, k) => numbers[i]! + 1 + k)));
  const had = draft.unassigned ?? [];
  if (gaps.length > 0 && JSON.stringify(gaps) !== JSON.stringify(had)) draft.unassigned = gaps;
  else if (gaps.length === 0) delete draft.unassigned;
  return draft;
}

/** What a table says in place of a name (TS-0004 6.3.4.2.39): no program could use it, so that the name a person gave stays. */
export const isSentence = (text: string): boolean => text.includes('"') || text.split(' ').length > 5;
