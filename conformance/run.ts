/** A run: what is there, a world of its own, every case of the plan, and the world taken away again. */

import type { Credentials } from './credentials.js';
import { Court, ofAnswers, type Outcome, type Planned } from './court.js';
import type { Devices } from './devices.js';
import { ConformError } from './errors.js';
import { exchangeWith, type Exchange, type Send } from './exchange.js';
import { listenerIn, type Listener } from './listener.js';
import { payloadPlans } from './payload/plan.js';
import { runPayloads } from './payload/run.js';
import { isOnlyOne, payloadRows, planKinds, procedureCases, type ProcedureCase } from './plan.js';
import { Presence } from './presence.js';
import { runProcedure, type ProcedureBench } from './procedures.js';
import { codecIn, once, packaged, type Specification } from './specification.js';
import { hasXml, inspect, type Target } from './target.js';
import { World } from './world.js';
import { didYouMean } from '../testing/did-you-mean.js';
import type { Syntax } from '../wire/media-types.js';

export interface RunOptions {
  /** Of the CSEBase: `http://127.0.0.1:8080/cse-in`. */
  readonly url: string;
  /** Carries requests to it. */
  readonly send: Send;
  /** Where notifications arrive; without one they are not tested. */
  readonly listener?: Listener | undefined;
  /** The Originator that may do everything; default `CAdmin`. */
  readonly origin?: string;
  /** Release Version Indicator; default 3. */
  readonly release?: string;
  /** The serialization of requests, answers and notifications; default JSON. */
  readonly content?: Syntax;
  /** Of every request. */
  /** Of one's own, where the CSE hosts types of one's own: `generated/bind/conformance.js`. */
  readonly specification?: Specification;
  readonly headers?: Readonly<Record<string, string>>;
  /** The devices behind the CSE; without them what depends on them is not tested. */
  readonly devices?: Devices | undefined;
  /** What shows who an Originator is. */
  readonly credentials?: Credentials | undefined;
  /** Resource types, clauses, kinds or rules: only what is of one of them. */
  readonly only?: readonly string[];
  /** Distinguishes the names of this run from those of others. */
  readonly seed: number;
  /** How many cases are carried out side by side; default 8. */
  readonly lanes?: number;
  /** What it has made stays. */
  readonly keep?: boolean;
  readonly signal?: AbortSignal;
  readonly clock?: RunClock;
  readonly progress?: (progress: Progress) => void;
}

export interface RunClock {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export interface Progress {
  readonly done: number;
  readonly of: number;
  readonly failed: number;
}

export interface Report {
  readonly url: string;
  readonly target: Target;
  readonly seed: number;
  readonly release: string;
  readonly content: Syntax;
  readonly outcomes: readonly Outcome[];
  readonly answers: number;
  readonly milliseconds: number;
  /** Why it ended before the plan did. */
  readonly ended?: string;
  /** Addresses of what could not be taken away. */
  readonly left: readonly string[];
}

const systemClock: RunClock = { now: () => Date.now(), sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) };

/** Of which every code is known (TS-0004 6.6.3). */
const knownReleases: ReadonlySet<string> = new Set(['1', '2', '2a', '3']);

/** Every case that a run may have, in order; what they are is generated, and the same for every run. @throws ConformError when a word is of none */
export function planOf(only: readonly string[] = [], specification = packaged): readonly Planned[] {
  const all = everyCase(specification);
  if (only.length === 0) return all;
  const called = calledBy(specification);
  const unknown = only.find((word) => !called.has(word));
  if (unknown !== undefined) throw new ConformError('CONFORM_ONLY', `the plan has nothing that is called ${unknown}${didYouMean(unknown, all.flatMap(({ kind, resource }) => [kind, kind.replace(/\..*/, ''), resource]))}`, 'a resource type, a clause, a kind of check or a rule: container, TS-0004 7.3.3.17, discovery, NP');
  const wanted = [...new Set(only.flatMap((word) => called.get(word)!))].sort((a, b) => a - b);
  return wanted.map((place) => all[place]!);
}

const everyCase = once((specification): readonly Planned[] =>
  [
    ...planKinds(specification).filter(({ kind }) => kind.startsWith('answer.')).map(ofAnswers),
    ...[...payloadPlans(specification).values()].flat(),
    ...procedureCases(specification).map((each) => ({ ...each, resource: each.types.at(-1) ?? '' })),
  ].map(({ id, kind, what, clause, certainty, resource, attribute, errata }: Planned): Planned => ({ id, kind, what, clause, certainty, resource, ...(attribute !== undefined && { attribute }), ...(errata !== undefined && { errata }) })));

/** By each word that cases are called by, the places of these in the plan: by their resource types, ids, kinds and clauses. */
const calledBy = once((specification) => {
  const found = new Map<string, number[]>();
  const [ofKind, ofClause] = [remembering(wordsOfKind), remembering(wordsOfClause)];
  everyCase(specification).forEach(({ id, resource, kind, clause }, place) => {
    for (const word of new Set([id, resource, ...ofKind(kind), ...ofClause(clause)])) {
      const places = found.get(word);
      if (places === undefined) found.set(word, [place]);
      else places.push(place);
    }
  });
  return found;
});

function remembering(wordsOf: (text: string) => ReadonlySet<string>): (text: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (text) => {
    const words = known.get(text) ?? wordsOf(text);
    known.set(text, words);
    return words;
  };
}

const dotsOf = (text: string): readonly number[] => [...text.matchAll(/\./g)].map(({ index }) => index);
const beginningsOf = (text: string): readonly string[] => dotsOf(text).map((at) => text.slice(0, at));

/** Its beginnings, and the rule at its end. */
const wordsOfKind = (kind: string): ReadonlySet<string> => new Set([kind, ...beginningsOf(kind), ...dotsOf(kind).map((at) => kind.slice(at + 1))]);

/** A clause stands with others, and within others. */
const wordsOfClause = (clause: string): ReadonlySet<string> => new Set([clause, ...clause.split(/[;,]? /).flatMap((part) => [part, ...beginningsOf(part)])]);

/** @throws ConformError when the run cannot begin */
export async function runConformance(options: RunOptions): Promise<Report> {
  const { url, send, origin = 'CAdmin', release = '3', content = 'json', headers, credentials, specification = packaged, seed, signal, clock = systemClock, lanes = 8 } = options;
  const begin = clock.now();
  const listener = options.listener && listenerIn(content, options.listener);
  const planned = planOf(options.only, specification);
  let done = 0;
  let failed = 0;
  const court = new Court(planned, ({ verdict }) => {
    done += 1;
    if (verdict === 'failed') failed += 1;
    options.progress?.({ done, of: planned.length, failed });
  });
  const run = `t${seed.toString(36)}`;
  let number = 0;
  let isNewer = false;
  const plain = exchangeWith({ send, release, content, ...(headers !== undefined && { headers }), credentials, codec: codecIn(specification), newId: () => `${run}-r${(number += 1)}`, isNewer: () => isNewer });
  const target = await inspect(plain, new URL(url), origin, release);
  if (content === 'xml' && hasXml(target) === false) throw noXml(url, `its contentSerialization lists ${target.serializations.join(', ')}`);
  if (content === 'xml' && target.shownIn !== 'xml') throw noXml(url, 'asked for XML, it shows its CSEBase in JSON');
  isNewer = target.releases.some((each) => !knownReleases.has(each));
  const presence: Presence = new Presence({ exchange: plain, sleep: clock.sleep, base: target.base, origin, own: () => world.ledger.first });
  const stopped = (): boolean => presence.ended !== undefined || signal?.aborted === true;
  const exchange: Exchange = async (primitive, syntax) => {
    const answer = await plain(primitive, syntax);
    court.hear(answer);
    return presence.heed(answer);
  };
  const world: World = new World({ exchange, target, origin, release, run, listener, credentials, now: clock.now, specification });
  const bench: ProcedureBench = { court, world, exchange, stopped, listener, devices: options.devices, sleep: clock.sleep };
  let left: readonly string[] = [];
  try {
    await world.build();
    await inLanes(lanes, jobs(bench), stopped);
  } finally {
    if (options.keep !== true) left = await world.ledger.end();
  }
  const ended = presence.ended ?? (signal?.aborted === true ? 'it was interrupted' : undefined);
  return {
    url,
    target,
    seed,
    release,
    content,
    outcomes: court.outcomes(ended ?? 'it was not come to'),
    answers: court.answers,
    milliseconds: clock.now() - begin,
    ...(ended !== undefined && { ended }),
    left,
  };
}

const noXml = (url: string, why: string): ConformError => new ConformError('CONFORM_CONTENT', `the CSE at ${url} has no XML: ${why}`, 'judge it in JSON, without --content');

/** What others wait for comes first, and those that wait themselves, so that others are done meanwhile. */
function jobs(bench: ProcedureBench): readonly (() => Promise<void>)[] {
  const waits = ({ steps }: ProcedureCase): number => steps.reduce((sum, { wait = 0, until = 0, quiet, notified }) => sum + wait + until + (quiet?.for ?? 0) + (notified === undefined ? 0 : 0.1), 0);
  const { specification } = bench.world;
  const cases = [...procedureCases(specification)].sort((a, b) => waits(b) - waits(a));
  const rows = payloadRows(specification);
  const [only, others] = [rows.filter(isOnlyOne), rows.filter((row) => !isOnlyOne(row))];
  const kept = only.map((row) => [row, bench.world.keep(row.resource)] as const);
  return [
    ...kept.map(([row, release]) => () => runPayloads(bench, row).finally(release)),
    ...cases.map((each) => () => runProcedure(bench, each)),
    ...others.map((row) => () => runPayloads(bench, row)),
  ];
}

async function inLanes(lanes: number, jobs: readonly (() => Promise<void>)[], stopped: () => boolean): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < jobs.length && !stopped()) await jobs[next++]!();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
