import type { CodeTable } from '../../diagnostics/diagnostic.js';
import { editDistance } from '../../diagnostics/did-you-mean.js';
import { groupBy } from '../../group-by.js';
import { captionNumber } from '../../import/captions.js';
import type { ParameterFact } from '../../import/facts.js';
import { parameterOperations } from '../../import/facts.js';
import type { Report, Subject } from '../subject.js';
import { fewOf, listed, timesOf } from '../words.js';

export const relationLintCodes = {
  LINT_TABLE_DIRECTION: { severity: 'warning', title: 'What a response carries is taken from the table of requests, or the reverse' },
  LINT_ATTRIBUTE_ABSENT: { severity: 'warning', title: 'The table of a resource type lacks an attribute that is published' },
  LINT_PARAMETER_DIFFERS: { severity: 'warning', title: 'A parameter is carried by requests that are published without it, or the reverse' },
  LINT_ABBREVIATION_OTHER: { severity: 'note', title: 'The text spells an abbreviation out otherwise than the list' },
  LINT_ABBREVIATION_TWICE: { severity: 'warning', title: 'The list of abbreviations has one with two meanings that differ by a slip' },
} as const satisfies CodeTable;

type Code = keyof typeof relationLintCodes;

/** What is said in one place and holds together with another: a table and its counterpart, an abbreviation and its list. */
export function lintRelations(subject: Subject, report: Report<Code>): void {
  directions(subject, report);
  abbreviations(subject, report);
  if (subject.standing !== 'record') return;
  absentAttributes(subject, report);
  parameters(subject, report);
}

/** `Information in Response message | All parameters defined in table 8.1.2-3 apply`, a table of request parameters. */
function directions({ body }: Subject, report: Report<Code>): void {
  const directionOf = new Map(body.flatMap(({ kind, text }) => {
    const number = kind === 'caption' ? captionNumber(text) : undefined;
    const direction = directionIn(/\bparameters?\b/i.test(text) ? text : '');
    return number === undefined || direction === undefined ? [] : [[number, direction] as const];
  }));
  const uses = body.flatMap((unit) => {
    const own = directionIn(/^Information in /i.test(unit.row?.[0]?.text ?? '') ? unit.row![0]!.text : '');
    const [, number] = /^All parameters defined in table ([\w.]+-\d+) apply\b/i.exec(unit.text) ?? [];
    const cited = number === undefined ? undefined : directionOf.get(number);
    return own === undefined || cited === undefined || own === cited ? [] : [{ number: number!, own, cited, unit }];
  });
  for (const [number, group] of groupBy(uses, (use) => use.number)) {
    const { own, cited, unit } = group[0]!;
    const places = group.length === 1 ? '' : ` (in ${fewOf(group.map((use) => use.unit.table?.number ?? 'a table'))})`;
    report('LINT_TABLE_DIRECTION', `a ${own} has the parameters of Table ${number}${places}, which is on ${cited}s`, unit.place, `cite the table of ${own} parameters`);
  }
}

const directionIn = (text: string): ParameterFact['of'] | undefined => {
  const [found, ...more] = new Set((text.match(/\b(?:request|response)\b/gi) ?? []).map((word) => word.toLowerCase()));
  return more.length > 0 ? undefined : (found as ParameterFact['of'] | undefined);
};

/** `ADN Application Dedicated Node`, and again `ADN Application Device Node`: as many words, and most of them the same. */
function abbreviations({ body, clauses }: Subject, report: Report<Code>): void {
  const entries = body.flatMap((unit) => {
    const isList = unit.clause !== undefined && /^abbreviations\b/i.test(clauses.get(unit.clause) ?? '') && unit.kind !== 'heading';
    const [, short, long] = isList ? (/^([A-Z][A-Za-z0-9/-]{1,11}) (\S.*)$/.exec(unit.text) ?? []) : [];
    return short === undefined ? [] : [{ short, long: long!, unit }];
  });
  const byShort = groupBy(entries, (entry) => entry.short);
  spelledOut(body, byShort, report);
  for (const [short, [first, ...more]] of byShort) {
    const words = wordsOf(first!.long);
    const other = more.find(({ long }) => {
      const theirs = wordsOf(long);
      const same = theirs.filter((word) => words.includes(word)).length;
      return theirs.length === words.length && same < words.length && same * 2 > words.length;
    });
    if (other !== undefined) report('LINT_ABBREVIATION_TWICE', `${short} is "${first!.long}" and "${other.long}"`, other.unit.place, 'keep the one that is meant');
  }
}

/** `Software Management Function (SMF)`, which the list has as "Software Monitoring Function": the same letters, other words. */
function spelledOut(body: Subject['body'], given: ReadonlyMap<string, readonly { readonly long: string }[]>, report: Report<Code>): void {
  const singular = (text: string): string => wordsOf(text).map((word) => word.replace(/ies$/, 'y').replace(/s$/, '')).join(' ');
  const uses = body.flatMap(({ text, place, clause }) =>
    !text.includes('(') || /^[23](?:\.|$)/.test(clause ?? '') ? [] : [...text.matchAll(/((?:\p{Lu}[\p{L}-]+ ){2,6})\((\p{Lu}{2,6})s?\)/gu)].flatMap(([, words, short]) => {
      const entry = given.get(short!);
      const long = words!.trim().split(' ').slice(-short!.length).join(' ');
      // Only where the letters are those of the words it is clear which words are meant.
      const isSpelled = long.split(' ').map((word) => word[0]).join('') === short;
      return entry === undefined || !isSpelled || entry.some((one) => singular(one.long) === singular(long)) ? [] : [{ short: short!, long, listed: entry[0]!.long, place }];
    }),
  );
  for (const group of groupBy(uses, ({ short, long }) => `${short} ${singular(long)}`).values()) {
    const { short, long, listed: other, place } = group[0]!;
    report('LINT_ABBREVIATION_OTHER', `${short} is "${long}" here${timesOf(group)}, and "${other}" in the list of abbreviations`, place, 'write what the list has, or add the second meaning to it');
  }
}

const wordsOf = (text: string): readonly string[] => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');

/** Rows that a published table of the same kind has; under another spelling LINT_STAGES_NAME has them. */
function absentAttributes({ attributes, published }: Subject, report: Report<Code>): void {
  for (const [resource, rows] of groupBy(attributes.filter((one) => one.resource !== undefined && one.access !== undefined), (one) => one.resource!)) {
    const known = published.resources.get(resource);
    if (known === undefined || known.kind === 'base') continue;
    const letters = new Set(rows.map(({ name }) => lettersOf(name)));
    const theirs = known.attributes.filter(({ inheritedFrom, source, errata }) => inheritedFrom === undefined && !/-CR$/.test(source.document) && errata.length === 0);
    const absent = theirs.filter(({ name }) => !letters.has(lettersOf(name)) && !rows.some((row) => isNear(row.name, name)));
    // A table of which much is missing is of another release, or another table than it seems.
    if (absent.length === 0 || absent.length > mostAbsent || absent.length * 4 > theirs.length) continue;
    const last = rows.at(-1)!;
    report('LINT_ATTRIBUTE_ABSENT', `the table of <${resource}> does not have ${fewOf(absent.map(({ name }) => name))}, which ${absent.length === 1 ? 'is' : 'are'} published`, last.place, 'add the row, or take it out of the other stage');
  }
}

const mostAbsent = 3;
const lettersOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
/** `name` beside `firmwareName`: one attribute under two names, of which others speak. */
const isNear = (one: string, other: string): boolean => {
  const [a, b] = [lettersOf(one), lettersOf(other)];
  return a.endsWith(b) || b.endsWith(a) || a.slice(0, -2) === b.slice(0, -2) || a.slice(0, 5) === b.slice(0, 5) || editDistance(a, b) <= 2;
};

/** `Result Persistence: O` for a NOTIFY, where it is published that no NOTIFY carries it. */
function parameters({ parameters: facts, published }: Subject, report: Report<Code>): void {
  const model = published.model?.parameters ?? [];
  const errata = published.model?.errata ?? [];
  for (const fact of facts) {
    const known = model.find(({ name }) => lettersOf(name) === lettersOf(fact.name));
    // What an erratum changes is printed otherwise, and known to be.
    if (known === undefined || errata.some(({ patches }) => patches.some(({ at }) => at.includes(`/parameters/${known.name}/`)))) continue;
    const others = parameterOperations.filter((operation) => {
      const printed = fact[operation]?.replace(/^N\/?A$/i, 'NP');
      return printed !== undefined && /^(?:M|O|NP)$/.test(printed) && printed !== (known.operations?.[operation] ?? 'NP');
    });
    if (others.length === 0 || others.length === parameterOperations.length) continue;
    const said = others.map((operation) => `${fact[operation]!} in a ${operation.toUpperCase()}`);
    report('LINT_PARAMETER_DIFFERS', `${fact.name} is ${listed(said)}, and published as ${listed(others.map((operation) => known.operations?.[operation] ?? 'NP'))}`, fact.place, 'find out which of both is meant, and say the same in TS-0001 and TS-0004');
  }
}

