/** Failures of one kind as one finding, and what a run found compared with what was known. */

import type { Level, Outcome, Verdict } from './court.js';
import { curlOf, printable } from './curl.js';
import type { Certainty } from './plan.js';
import { readingsOf } from './readings.js';
import type { Report } from './run.js';

export interface Finding {
  readonly kind: string;
  readonly level: Level;
  readonly what: string;
  /** Of the first case. */
  readonly clause: string;
  readonly certainty: Certainty;
  readonly expected: string;
  readonly came: string;
  readonly resources: readonly string[];
  /** Errata that explain what is printed. */
  readonly errata: readonly string[];
  /** How other implementations are known to read it. */
  readonly readings: readonly string[];
  /** Of all cases. */
  readonly cases: readonly string[];
  readonly examples: readonly Example[];
}

export interface Example {
  readonly id: string;
  readonly clause: string;
  readonly expected: string;
  readonly came: string;
  readonly curl: string | undefined;
  readonly answer: string | undefined;
}

const EXAMPLES = 3;

/** What is done wrong first, then what is only said with another code; of these printed ones first, then those with most cases. */
export function findingsOf({ outcomes, url }: Pick<Report, 'outcomes' | 'url'>): readonly Finding[] {
  const alike = grouped(outcomes.filter(({ failure }) => failure !== undefined), (outcome) => keyOf(outcome, classOf));
  // One fault of a CSE may be one of every attribute: what differs in the same way in many of them is one finding.
  const groups = [...grouped(alike, ([first]) => keyOf(first!, shapeOf))].flatMap((ofShape) => (ofShape.length > MANY ? [ofShape.flat()] : ofShape));
  const origin = new URL(url).origin;
  return groups.map((group) => findingOf(group, origin)).sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level) || order.indexOf(a.certainty) - order.indexOf(b.certainty) || b.cases.length - a.cases.length);
}

/** So many findings that differ in the same way are one. */
const MANY = 5;

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** What is said with another code is one finding of its kind, whatever the code should be. */
const keyOf = ({ kind, certainty, failure }: Outcome, of: (text: string) => string): string =>
  JSON.stringify(failure!.level === 'code' ? [kind, 'code', of(failure!.came)] : [kind, certainty, of(failure!.expected), of(failure!.came)]);

const levels: readonly Level[] = ['outcome', 'code'];
const order: readonly Certainty[] = ['printed', 'erratum', 'provisional'];

/** Codes tell failures apart; values do not. */
const classOf = (text: string): string => /^\d{4}/.exec(text)?.[0] ?? text.replace(/"[^"]*"|\d+/g, '…').slice(0, 60).replace(/^(\S+) .*$/s, '$1');

/** Of what attributes should be and are, as `lbl ["a"]`: whether it is a text, a number …, or nothing. */
function shapeOf(text: string): string {
  const [, value] = /^[\w@:.-]+ (nothing|null|true|false|["[{]|-?\d)/.exec(text) ?? [];
  if (value === undefined) return classOf(text);
  return /^-?\d/.test(value) ? 'a number' : value;
}

function findingOf(group: readonly Outcome[], origin: string): Finding {
  const [first] = group as [Outcome];
  return {
    kind: first.kind,
    level: first.failure!.level,
    what: first.what,
    clause: first.clause,
    certainty: first.certainty,
    expected: printable(first.failure!.expected),
    came: printable(first.failure!.came),
    resources: [...new Set(group.map(({ resource }) => resource))].filter((resource) => resource !== '').sort(),
    errata: [...new Set(group.flatMap(({ errata = [] }) => errata))].sort(),
    readings: readingsOf(group),
    cases: group.map(({ id }) => id),
    examples: group.slice(0, EXAMPLES).map((outcome) => exampleOf(outcome, origin)),
  };
}

function exampleOf({ id, clause, failure }: Outcome, origin: string): Example {
  const { expected, came, request, response } = failure!;
  const answer = response && [`HTTP ${response.status}`, response.headers['x-m2m-rsc'] && `X-M2M-RSC ${response.headers['x-m2m-rsc']}`, response.body?.slice(0, 600)].filter(Boolean).join(', ');
  return { id, clause, expected: printable(expected), came: printable(came), curl: request && curlOf(request, origin), answer: answer === undefined ? undefined : printable(answer) };
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** Of those that failed: by their code alone. */
  readonly byCode: number;
  readonly untested: number;
}

export function countsOf(outcomes: readonly Pick<Outcome, 'verdict' | 'failure'>[]): Counts {
  const count = (verdict: Verdict): number => outcomes.filter((outcome) => outcome.verdict === verdict).length;
  return { passed: count('passed'), failed: count('failed'), byCode: outcomes.filter(({ failure }) => failure?.level === 'code').length, untested: count('untested') };
}

/** Why what was not tested was not, the reason of most cases first. */
export function reasonsOf(outcomes: readonly Pick<Outcome, 'why'>[]): readonly { readonly why: string; readonly cases: number }[] {
  const counts = new Map<string, number>();
  for (const { why } of outcomes) if (why !== undefined) counts.set(why, (counts.get(why) ?? 0) + 1);
  return [...counts].map(([why, cases]) => ({ why, cases })).sort((one, other) => other.cases - one.cases);
}

/** So many of them are shown to people. */
export const REASONS = 40;

/** Against the findings of an earlier run: which are new, and which are there no more. */
export interface Compared {
  /** Cases that fail and did not. */
  readonly added: readonly string[];
  /** Cases that failed and pass. */
  readonly mended: readonly string[];
  /** Cases that fail as they did. */
  readonly known: readonly string[];
}

export function comparedWith(baseline: readonly string[], outcomes: readonly Outcome[]): Compared {
  const before = new Set(baseline);
  const failed = outcomes.filter(({ verdict }) => verdict === 'failed').map(({ id }) => id);
  const passed = new Set(outcomes.filter(({ verdict }) => verdict === 'passed').map(({ id }) => id));
  return { added: failed.filter((id) => !before.has(id)), mended: baseline.filter((id) => passed.has(id)), known: failed.filter((id) => before.has(id)) };
}

