import { squeeze } from './text.js';

/** A resource type as a document writes it: <node>, or [software] for a specialization. */
export interface Subject {
  readonly name: string;
  readonly kind: 'resource' | 'mgmtObj';
}

const bracketed = /<\s*([A-Za-z][A-Za-z0-9]{0,80})\s*>|\[\s*([A-Za-z][A-Za-z0-9]{1,80})\s*\]/g;

/** Brackets that stand for something else than a resource type. */
const placeholders: ReadonlySet<string> = new Set([
  'variable',
  'objectAttribute',
  'customAttribute',
  'resourceType',
  'announcedResource',
  'resource',
  'resources',
  'type',
  'types',
  'specialization',
  'specializations',
]);

/** Every resource type that a text writes in brackets, in order, each once. */
export function resourcesIn(text: string): readonly Subject[] {
  const found = new Map<string, Subject>();
  for (const [, angle, square] of text.matchAll(bracketed)) {
    const name = angle ?? square!;
    if (!placeholders.has(name) && !found.has(name)) found.set(name, { name, kind: angle === undefined ? 'mgmtObj' : 'resource' });
  }
  return [...found.values()];
}

/** `Attributes of software`, `Resource Type node`: a name without brackets, at the end or before `resource`. */
const plain = [
  /\b(?:attributes?|child resources?)\s+of(?:\s+the)?\s+([A-Za-z][A-Za-z0-9]{0,80})(?:\s+resources?)?$/i,
  /^resource(?:\s+type)?\s+([A-Za-z][A-Za-z0-9]{0,80})$/i,
];

/** The resource types that a header, a caption or a heading is about. */
export function subjectsIn(text: string): readonly Subject[] {
  const found = resourcesIn(text);
  if (found.length > 0) return found;
  const line = squeeze(text);
  const name = plain.map((pattern) => pattern.exec(line)?.[1]).find((found) => found !== undefined);
  return name === undefined || placeholders.has(name.toLowerCase()) || placeholders.has(name) ? [] : [{ name, kind: 'resource' }];
}

export interface SubjectsChosen {
  readonly subjects: readonly Subject[];
  /** Where something else stands, e.g. `the caption says <a>, the header <b>`. */
  readonly disagreement?: string;
}

/**
 * Header, caption and clause heading often all name the resource; tables made by copying have one of them wrong. Two
 * against one win; alone against alone, the first does.
 */
export function chooseSubjects(sources: readonly { readonly from: string; readonly text: string | undefined }[]): SubjectsChosen {
  const opinions = sources
    .map(({ from, text }) => ({ from, subjects: text === undefined ? [] : subjectsIn(text) }))
    .filter(({ subjects }) => subjects.length > 0);
  if (opinions.length === 0) return { subjects: [] };
  const key = (subjects: readonly Subject[]): string => subjects.map((s) => s.name).join(' ');
  const votes = (subjects: readonly Subject[]): number => opinions.filter((o) => key(o.subjects) === key(subjects)).length;
  const winner = opinions.reduce((best, next) => (votes(next.subjects) > votes(best.subjects) ? next : best));
  const same = opinions.filter((o) => key(o.subjects) === key(winner.subjects));
  const subjects = winner.subjects.map((subject, i): Subject =>
    same.some((o) => o.subjects[i]?.kind === 'mgmtObj') ? { name: subject.name, kind: 'mgmtObj' } : subject,
  );
  const others = opinions.filter((o) => key(o.subjects) !== key(winner.subjects));
  const say = ({ from, subjects: s }: (typeof opinions)[number]): string => `the ${from} says ${s.map((x) => x.name).join(' and ')}`;
  return { subjects, ...(others.length > 0 && { disagreement: [...same, ...others].map(say).join(', ') }) };
}
