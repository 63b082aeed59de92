import type { CodeTable, Place } from '../../diagnostics/diagnostic.js';
import { distanceWithin, nearest } from '../../diagnostics/did-you-mean.js';
import { groupBy } from '../../group-by.js';
import type { EnumerationFact } from '../../import/facts.js';
import type { Report, Subject } from '../subject.js';
import { countBy, listed, timesOf, tokensIn, valuesIn } from '../words.js';

export const valueLintCodes = {
  LINT_VALUE_SPELLING: { severity: 'warning', title: 'A value is spelled in two ways' },
  LINT_VALUE_NOT_LISTED: { severity: 'warning', title: 'A value is used that the list of values does not have' },
  LINT_VALUE_UNUSED: { severity: 'warning', title: 'A value is listed that no text ever assigns or tests' },
  LINT_VALUE_TWICE: { severity: 'warning', title: 'A list has the same value twice' },
  LINT_VALUE_CONFUSABLE: { severity: 'note', title: 'Two values differ by one word inside' },
  LINT_VALUE_CASE: { severity: 'warning', title: 'The values are those of a published type, written otherwise' },
  LINT_VALUE_NUMBERS: { severity: 'note', title: 'Values without numbers and without a type' },
  LINT_VALUE_TYPES: { severity: 'warning', title: 'The values listed for one type belong to several published types' },
  LINT_VALUE_SUCCESS: { severity: 'warning', title: 'Results are listed without a value for success' },
} as const satisfies CodeTable;

type Code = keyof typeof valueLintCodes;

/** Lists of values against the text that uses them, against themselves, and against published enumerations. */
export function lintValues(subject: Subject, report: Report<Code>): void {
  const lists = [...groupBy(subject.values, listKey).values()];
  const uses = usesOf(subject);
  // Where a whole list is written otherwise, that is one finding, and its values are none of their own.
  const otherwise = new Set(lists.flatMap((list) => writtenOtherwise(subject, list).flatMap(({ names }) => names)));
  spellings(subject, uses, otherwise, report);
  for (const list of lists) {
    twice(list, report);
    // Of values that are agreed upon, nobody asks what for: what assigns them may stand in another document.
    if (subject.standing !== 'record') {
      confusable(list, report);
      unused(uses, list, report);
    }
    againstPublished(subject, list, report);
    withoutSuccess(subject, list, report);
  }
  spelledOut(subject, report);
}

const listKey = ({ type, attribute, source }: EnumerationFact): string =>
  type ?? (attribute === undefined ? `${source.clause ?? ''} ${source.table ?? ''}` : `${attribute.resource}.${attribute.name}`);

const nameOfList = ({ type, attribute }: EnumerationFact): string => type ?? (attribute === undefined ? 'the list' : `${attribute.resource}.${attribute.name}`);

/** A letter more or less, a space for an underscore, NOT for NON: the same value for a reader, two values for a program. */
const isSlip = (a: string, b: string): boolean => {
  if (a === b || a.length < 5 || b.length < 5 || Math.abs(a.length - b.length) > 1) return false;
  if (a.replace(/[ _-]/g, '') === b.replace(/[ _-]/g, '')) return true;
  const [left, right] = [a.split(/[ _]/), b.split(/[ _]/)];
  if (left.length !== right.length) return false;
  const different = left.filter((word, i) => word !== right[i]);
  if (different.length !== 1) return false;
  const i = left.findIndex((word, at) => word !== right[at]);
  return distanceWithin(left[i]!, right[i]!, 1) !== undefined && Math.min(left[i]!.length, right[i]!.length) >= (left.length > 1 ? 3 : 6) && !isOtherWord(left[i]!, right[i]!);
};

/**
 * INSTALL and UNINSTALL, SENDING and PENDING, the command EXECUTE and the state EXECUTED, one MEMBER and several MEMBERS are
 * meant to differ; so are letters and numbers that count.
 */
const isOtherWord = (a: string, b: string): boolean => {
  if (/\d/.test(a + b) || a.endsWith(b) || b.endsWith(a)) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (long === `${short}D` || long === `${short}S` || (/[DR]$/.test(a) && /[DR]$/.test(b) && a.slice(0, -1) === b.slice(0, -1))) return true;
  return short.length === long.length && short.slice(1) === long.slice(1);
};

/** More distinct values than this are no document of people. */
const mostNames = 2_000;

function spellings({ body, units, values, faults, published, standing }: Subject, texts: Uses, explained: ReadonlySet<string>, report: Report<Code>): void {
  const listedNames = new Set(values.map(({ name }) => name));
  const statuses = new Set(faults.map(({ status }) => status));
  const uses = [
    ...values.map(({ name, place }) => ({ name, place })),
    ...faults.map(({ status, place }) => ({ name: status, place })),
    ...body.filter(({ text }) => !statuses.has(text)).flatMap(({ text, place }) => [...new Set(tokensIn(text))].map((name) => ({ name, place }))),
  ];
  const counts = groupBy(uses, ({ name }) => name);
  const weight = (name: string): number => (listedNames.has(name) ? 1_000_000 : 0) + (counts.get(name)?.length ?? 0) + (texts.get(name)?.size ?? 0);
  const publishedNames = new Set(published.enumerations.flatMap((enumeration) => enumeration.values.map(({ name }) => name)));
  const inText = new Set(units.flatMap(({ text }) => valuesIn(text)));
  // STATUS_…: a beginning that several listed values share.
  const families = countBy([...listedNames].filter((name) => name.includes('_')).map((name) => name.split('_')[0]!));

  const names = [...counts.keys()];
  if (names.length > mostNames) return;
  // Two values of one list are two values, however alike they look.
  const homes = groupBy(values, ({ name }) => name);
  const together = (a: string, b: string): boolean => (homes.get(a) ?? []).some((one) => (homes.get(b) ?? []).some((other) => listKey(one) === listKey(other)));
  /** Where no list decides, one use against many does, and only in long words: MAF and MEF are two things. */
  const isRareSlip = (rare: string, often: string): boolean =>
    weight(rare) === 1 && weight(often) >= 4 && rare.split('_').some((word, i) => word.length >= 6 && word !== often.split('_')[i]);
  /** STATUS_REQUEST of `STATUS_REQUEST DENIED`: what a stray space has cut off is reported where it is listed. */
  const isPartOfListed = (name: string): boolean => [...listedNames].some((other) => other.startsWith(`${name} `));
  for (const [name, group] of counts) {
    // A published spelling is right, whatever else there is.
    const better = publishedNames.has(name) ? undefined : names.filter((other) => isSlip(name, other) && !together(name, other) && weight(other) > weight(name) && (listedNames.has(other) || isRareSlip(name, other))).sort((a, b) => weight(b) - weight(a))[0];
    // A value that the document itself lists is measured by published ones; a published spelling is good enough.
    const known = publishedNames.has(name) || explained.has(name) ? undefined : [...publishedNames].find((other) => isSlip(name, other) && /^[A-Z_]+$/.test(other));
    const used = better === undefined && listedNames.has(name) && !inText.has(name) ? [...inText].find((other) => isSlip(name, other) && !listedNames.has(other)) : undefined;
    const preferred = better ?? used ?? known;
    const { place } = group[0]!;
    if (preferred !== undefined) {
      const where = better === undefined && used === undefined ? 'in a published enumeration' : 'elsewhere in the document';
      report('LINT_VALUE_SPELLING', `"${name}" is "${preferred}" ${where}${timesOf(group)}`, place, `write ${preferred}, or record an erratum that says which spelling is used`);
    } else if (!listedNames.has(name) && !isPartOfListed(name) && (standing !== 'record' || nearest(name, listedNames) !== undefined) && name.includes('_') && (families.get(name.split('_')[0]!) ?? 0) >= 3) {
      const times = group.length > 1 ? `, used ${String(group.length)} times,` : '';
      report('LINT_VALUE_NOT_LISTED', `${name}${times} is in no list of values of the document`, place, 'add it to the list with a number, or use a value of the list');
    }
  }
}

function twice(list: readonly EnumerationFact[], report: Report<Code>): void {
  for (const [name, group] of groupBy(list, (value) => value.name)) {
    // "void" and "reserved" say that a number has no value.
    if (group.length < 2 || /^(?:void|reserved|unused|undefined|n\/?a|spare|tbd|[-\u2010-\u2014\u2026.]*)$/i.test(name) || new Set(group.map(({ source }) => source.table)).size > 1) continue;
    const message = `${nameOfList(group[0]!)} lists ${name} ${group.length === 2 ? 'twice' : `${String(group.length)} times`}`;
    report('LINT_VALUE_TWICE', message, group[1]!.place, 'a value has one number: strike the second, or name what was meant');
  }
}

/** STATUS_RESOURCES_EXCEEDED and STATUS_SYSTEM_RESOURCES_EXCEEDED. */
function confusable(list: readonly EnumerationFact[], report: Report<Code>): void {
  const names = new Map(list.map((value) => [value.name, value]));
  for (const [name, value] of names) {
    const words = name.split('_');
    for (let i = 1; i < words.length - 1; i++) {
      const shorter = words.filter((_, at) => at !== i).join('_');
      if (names.has(shorter)) report('LINT_VALUE_CONFUSABLE', `${name} differs from ${shorter} by one word inside`, value.place, 'say in the text what tells them apart');
    }
  }
}

/** Value → the places of the paragraphs that have it as a word. */
type Uses = ReadonlyMap<string, ReadonlySet<string>>;

const placeKey = ({ line, column }: Place): string => `${String(line)}:${String(column)}`;

function usesOf({ body, values }: Subject): Uses {
  const uses = new Map(values.map(({ name }) => [name, new Set<string>()]));
  for (const { text, place } of body) for (const [word] of text.matchAll(/[A-Za-z$][\w$]*/g)) uses.get(word)?.add(placeKey(place));
  return uses;
}

/** Only where the document has text that works with the values: a table of numbers alone uses none of them. */
function unused(uses: Uses, list: readonly EnumerationFact[], report: Report<Code>): void {
  if (list.every(({ value }) => value !== undefined)) return;
  const own = new Set(list.map(({ place }) => placeKey(place)));
  const isUsed = (name: string): boolean => [...(uses.get(name) ?? [])].some((place) => !own.has(place));
  const names = [...new Map(list.map((value) => [value.name, value])).values()];
  const idle = names.filter(({ name }) => !isUsed(name));
  if (names.length < 3 || idle.length * 2 > names.length) return;
  for (const { name, place } of idle) {
    report('LINT_VALUE_UNUSED', `${name} is listed, but no text sets it or tests for it`, place, 'say which step assigns it, or strike it');
  }
}

const normal = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

interface Otherwise {
  readonly type: string;
  readonly names: readonly string[];
  /** As the type has them, by what both have in common. */
  readonly theirs: ReadonlyMap<string, string>;
}

/** The published types whose values a list has, in another case or with other marks between the words. */
function writtenOtherwise({ published }: Pick<Subject, 'published'>, list: readonly EnumerationFact[]): readonly Otherwise[] {
  if (published.enumerations.some(({ type }) => type === list[0]!.type) && list.every(({ value }) => value !== undefined)) return [];
  const names = [...new Set(list.map(({ name }) => name))];
  return published.enumerations.flatMap(({ type, values }) => {
    if (values.length > names.length + 2) return [];
    const theirs = new Map(values.map(({ name }) => [normal(name), name]));
    const isTheirs = (name: string): boolean => theirs.has(name) || [...theirs.keys()].some((other) => other.length > 6 && distanceWithin(other, name, 1) !== undefined);
    if (!names.every((name) => isTheirs(normal(name)))) return [];
    const otherwise = names.filter((name) => theirs.has(normal(name)) && theirs.get(normal(name)) !== name);
    return otherwise.length > 1 ? [{ type, names: otherwise, theirs }] : [];
  });
}

function againstPublished({ published, standing, values: all }: Subject, list: readonly EnumerationFact[], report: Report<Code>): void {
  const names = [...new Set(list.map(({ name }) => name))];
  const first = list[0]!;
  // The Stage 2 of record names values; types and numbers are given in Stage 3.
  const numbers = standing !== 'record' || all.some(({ value }) => value !== undefined);
  if (numbers && first.from !== 'table' && list.every(({ value }) => value === undefined) && first.type === undefined) {
    const message = `the values of ${nameOfList(first)} have neither numbers nor a type of their own`;
    report('LINT_VALUE_NUMBERS', message, first.place, 'name an enumeration type and number its values (TS-0004 6.3.4)');
  }
  for (const { type, names: otherwise, theirs } of writtenOtherwise({ published }, list)) {
    const pairs = otherwise.slice(0, 2).map((name) => `${name} for ${theirs.get(normal(name))!}`);
    const message = `${nameOfList(first)} has the values of ${type}, written otherwise: ${listed(pairs)}`;
    report('LINT_VALUE_CASE', message, first.place, `write the names of ${type}, or say that the type is another`);
  }
  if (first.type === undefined) return;
  const homes = new Map<string, string[]>();
  for (const name of names) {
    const home = published.enumerations.filter(({ values }) => values.some((value) => value.name === name || value.aliases.includes(name)));
    const own = home.find(({ type }) => type === first.type) ?? (home.length === 1 ? home[0] : undefined);
    if (own !== undefined) homes.set(own.type, [...(homes.get(own.type) ?? []), name]);
  }
  const parts = [...homes].filter(([, members]) => members.length > 1);
  if (parts.length < 2) return;
  const message = `${first.type} is given values of several published types: ${parts.map(([type, members]) => `${String(members.length)} of ${type}`).join(', ')}`;
  report('LINT_VALUE_TYPES', message, first.place, 'split the list as the published types are split');
}

/** A list that names what can go wrong, where the text reports success too. */
function withoutSuccess({ body }: Subject, list: readonly EnumerationFact[], report: Report<Code>): void {
  const failures = list.filter(({ name }) => /FAIL|DENIED|ERROR|INVALID|EXCEEDED/i.test(name));
  if (failures.length < 3 || list.some(({ name }) => /SUCCE|(?:^|_)OK$/i.test(name))) return;
  const unit = body.find(({ text }) => /\bsuccessful (?:operation|response|result) or one of\b/i.test(text));
  if (unit === undefined) return;
  const message = `${nameOfList(list[0]!)} has values for failures, but none for the success that the text reports`;
  report('LINT_VALUE_SUCCESS', message, unit.place, 'add a value for success, or say which one stands for it');
}

/** `It can be Initiated, Pending, or Status Not Cancellable`: values in words, against the type of the attribute. */
function spelledOut({ attributes, published }: Subject, report: Report<Code>): void {
  for (const { resource, name, text, place } of attributes) {
    const [, phrase] = /\bcan be ([A-Z][^.;:\n]{0,400})/.exec(text) ?? [];
    const words = phrase?.split(/,? or |, ?/).map((word) => word.trim()).filter((word) => word !== '') ?? [];
    if (words.length < 3 || words.some((word) => !/^[A-Z][A-Za-z ]*$/.test(word))) continue;
    const model = resource === undefined ? undefined : published.model?.resources.find((known) => known.name === resource);
    const type = model?.attributes.find((known) => known.name === name)?.type.text;
    const enumeration = published.enumerations.find((known) => known.type === type);
    if (enumeration === undefined) continue;
    const theirs = enumeration.values.map((value) => value.name);
    for (const word of words) {
      if (theirs.some((value) => normal(value) === normal(word))) continue;
      const meant = nearest(normal(word), theirs.map(normal));
      const suggestion = theirs.find((value) => normal(value) === meant);
      report('LINT_VALUE_SPELLING', `"${word}" is no value of ${enumeration.type}`, place, suggestion === undefined ? 'use a value of the type' : `did you mean ${suggestion}?`);
    }
  }
}
