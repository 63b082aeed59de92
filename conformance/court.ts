/** The cases of a run, and how each ended. */

import type { HttpRequest, HttpResponse } from '../runtime/http/binding/index.js';
import type { Exchanged, Trouble } from './exchange.js';
import type { Certainty, Kind } from './plan.js';

export interface Planned {
  /** The same in every run. */
  readonly id: string;
  readonly kind: string;
  readonly what: string;
  readonly clause: string;
  readonly certainty: Certainty;
  /** Long name of the resource type that it is about. */
  readonly resource: string;
  /** Long name of the attribute that it is about. */
  readonly attribute?: string;
  /** Errata that explain what is printed of it (`specgen explain`). */
  readonly errata?: readonly string[];
}

/** Whether the CSE does something else than it must, or does it and says so with another code. */
export type Level = 'outcome' | 'code';

export interface Failure {
  readonly level: Level;
  readonly expected: string;
  readonly came: string;
  readonly request: HttpRequest | undefined;
  readonly response: HttpResponse | undefined;
}

export type Verdict = 'passed' | 'failed' | 'untested';

export interface Outcome extends Planned {
  readonly verdict: Verdict;
  /** Why it was not tested. */
  readonly why?: string;
  readonly failure?: Failure;
}

/** Answers come by the thousand: of each kind of trouble so many are kept with what was sent. */
const KEPT = 20;

export class Court {
  readonly #planned: ReadonlyMap<string, Planned>;
  readonly #resources: ReadonlySet<string>;
  readonly #outcomes = new Map<string, Outcome>();
  readonly #troubles = new Map<string, { count: number; readonly kept: Failure[] }>();
  readonly #settled: (outcome: Outcome) => void;
  #answers = 0;

  constructor(planned: readonly Planned[], settled: (outcome: Outcome) => void = () => undefined) {
    this.#planned = new Map(planned.map((each) => [each.id, each]));
    this.#resources = new Set(planned.map(({ resource }) => resource));
    this.#settled = settled;
  }

  wants(id: string): boolean {
    return this.#planned.has(id);
  }

  /** Whether any case is about resources of a type. */
  isAbout(resource: string): boolean {
    return this.#resources.has(resource);
  }

  passed(id: string): void {
    this.#settle(id, { verdict: 'passed' });
  }

  untested(id: string, why: string): void {
    this.#settle(id, { verdict: 'untested', why });
  }

  failed(id: string, expected: string, came: string, { request, response }: Partial<Pick<Exchanged, 'request' | 'response'>> = {}, level: Level = 'outcome'): void {
    this.#settle(id, { verdict: 'failed', failure: { level, expected, came, request, response } });
  }

  /** What ends first stands. */
  #settle(id: string, how: Pick<Outcome, 'verdict' | 'why' | 'failure'>): void {
    const planned = this.#planned.get(id);
    if (planned === undefined || this.#outcomes.has(id)) return;
    const outcome = { ...planned, ...how };
    this.#outcomes.set(id, outcome);
    this.#settled(outcome);
  }

  /** What is wrong with an answer, whatever was asked. */
  hear({ troubles, request, response }: Exchanged): void {
    this.#answers += 1;
    for (const trouble of troubles) this.#note(trouble, { request, response });
  }

  #note({ kind, expected, came }: Trouble, { request, response }: Pick<Exchanged, 'request' | 'response'>): void {
    const found = this.#troubles.get(kind) ?? { count: 0, kept: [] };
    this.#troubles.set(kind, found);
    found.count += 1;
    if (found.kept.length < KEPT) found.kept.push({ level: 'outcome', expected, came, request, response });
  }

  get answers(): number {
    return this.#answers;
  }

  /** In the order of the plan. What was not come to is not tested. */
  outcomes(why: string): readonly Outcome[] {
    const answers = this.#answers;
    return [...this.#planned.values()].map((planned): Outcome => {
      const trouble = this.#troubles.get(planned.kind);
      if (isOfAnswers(planned)) {
        if (trouble === undefined) return answers === 0 ? { ...planned, verdict: 'untested', why } : { ...planned, verdict: 'passed' };
        return { ...planned, verdict: 'failed', failure: { ...trouble.kept[0]!, came: `${trouble.kept[0]!.came} (${trouble.count} of ${answers} answers)` } };
      }
      return this.#outcomes.get(planned.id) ?? { ...planned, verdict: 'untested', why };
    });
  }
}

const isOfAnswers = ({ kind }: Planned): boolean => kind.startsWith('answer.');

export const ofAnswers = ({ kind, what, clause }: Kind): Planned => {
  return { id: kind, kind, what, clause, certainty: 'printed', resource: '' };
};
