/** One CREATE or UPDATE with a payload of the vectors, and the verdict on its answer. */

import type { Syntax } from '../../wire/media-types.js';
import type { Court } from '../court.js';
import { tryTo, type Exchange, type Exchanged } from '../exchange.js';
import { bodyOf } from '../match.js';
import { addressOf, type Made } from '../ledger.js';
import type { PayloadRow } from '../plan.js';
import type { World } from '../world.js';
import { attributeIn, LEAST } from './plan.js';
import type { Content, Vector } from './vectors.js';

export interface Bench {
  readonly court: Court;
  readonly world: World;
  readonly exchange: Exchange;
  readonly stopped: () => boolean;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export const NOT_IMPLEMENTED = 5001;
/** Answers to a valid CREATE that say that this CSE does not do it here, not that it does it wrong. */
const declined: ReadonlyMap<number, string> = new Map([
  [NOT_IMPLEMENTED, 'the CSE does not implement it'],
  [4103, 'the Originator may not'],
  [4005, 'the CSE does not allow it'],
  [4106, 'the Originator is not authenticated'],
  [4107, 'it needs a security association'],
]);

/** What became of one CREATE or UPDATE. */
export interface Tried {
  readonly answer?: Exchanged;
  readonly made?: Made;
  readonly content?: Content;
  /** Why it could not be tried. */
  readonly why?: string;
}

/**
 * Codes that refuse a representation as such, or any request. The others are of procedures that look at more than the payload, of
 * which alone its vectors say that it is valid: names of a run are its own, so that a conflict (4105) is with something else than a name.
 */
const refusals: ReadonlySet<number> = new Set([4000, 4004, 4008, 4015, 4102, 4108, 5000]);

export async function create({ world, exchange }: Bench, row: PayloadRow, parent: Made, vector: Vector, syntax?: Syntax): Promise<Tried> {
  const name = world.fresh();
  const content = world.ownContent(row, vector.wire, name, { isNamed: vector.attribute !== 'resourceName', isValid: vector.rule === undefined });
  if (content === undefined) return { why: `it names what is not there: ${unfilledIn(vector.wire)}` };
  const answer = await tryTo(exchange, world.creation(row, parent, content), syntax);
  if (typeof answer === 'string') return { why: answer };
  const isRefused = answer.rsc !== undefined && answer.rsc >= 4000 && answer.rsc < 5000;
  const made = answer.rsc === 2001 ? world.ledger.note(row.resource, addressOf(parent, answer, name), answer, parent.by) : undefined;
  // What the answer does not speak of may be there all the same; with an AE of ours everything below it goes.
  if (!isRefused && parent.address !== world.ae.address && typeof content['rn'] === 'string' && made?.address !== `${parent.address}/${content['rn']}`) {
    world.ledger.suspect(row.resource, `${parent.address}/${content['rn']}`, parent.by);
  }
  return { answer, content, ...(made !== undefined && { made }) };
}

const CONFLICT = 4105;
const TRIES = 4;

/** What the case before has set off may not have ended yet, and is in conflict with this one: both are given time. */
export async function inPeace<Result>({ world, sleep, stopped }: Bench, attempt: () => Promise<Result>, rscOf: (result: Result) => number | undefined): Promise<Result> {
  let result = await attempt();
  for (let tries = 0; tries < TRIES && rscOf(result) === CONFLICT && !stopped(); tries += 1) {
    await sleep(500);
    await world.ledger.removeStaying();
    result = await attempt();
  }
  return result;
}

export const unfilledIn = (content: Content): string => [...new Set([...JSON.stringify(content).matchAll(/\{\{([^{}]+)\}\}/g)].map(([, name]) => name).filter((name) => !/^name( \d+)?$/.test(name!)))].join(', ');

/** Why an answer says nothing of a CSE that is judged by an earlier release. */
export const EARLIER = 'it may have come with Release 3, by which the CSE is not judged';

export function settleValid({ court, world }: Bench, row: PayloadRow, id: string, vector: Vector, { answer, why }: Tried, code: number): void {
  if (answer === undefined) return court.untested(id, why ?? 'it was not sent');
  const { rsc } = answer;
  if (rsc === undefined) return court.untested(id, 'no answer that can be judged');
  if (rsc === code) return court.passed(id);
  const unsettled = unsettledOf(row, vector);
  if (declined.has(rsc)) court.untested(id, declined.get(rsc)!);
  else if (unsettled !== undefined) court.untested(id, `a CSE may refuse it: ${unsettled}`);
  else if (world.target.isEarlier && vector.name !== LEAST && refusals.has(rsc)) court.untested(id, EARLIER);
  else if (!refusals.has(rsc)) court.untested(id, `a rule of its own procedure refuses it here: ${rsc}`);
  else court.failed(id, vector.needs === undefined || vector.needs.length === 0 ? String(code) : `${code}, or ${NOT_IMPLEMENTED} without ${vector.needs.join(', ')}`, cameOf(answer), answer);
}

const unsettledOf = ({ unsettled }: PayloadRow, { name }: Vector): string | undefined => unsettled['*'] ?? unsettled[name] ?? unsettled[attributeIn(name) ?? ''];

/** Refusals that have nothing to do with the payload. */
const elsewhere: ReadonlyMap<number, string> = new Map([
  ...[...declined].filter(([code]) => code !== 4005),
  [4008, 'the CSE was too late'],
  [CONFLICT, 'it is in conflict with something else'],
]);

export function settleInvalid({ court, world }: Bench, id: string, { answer, why }: Tried, { statusCode = 4000, attribute, rule }: Vector): void {
  if (answer === undefined) return court.untested(id, why ?? 'it was not sent');
  const { rsc } = answer;
  if (rsc === undefined) court.untested(id, 'no answer that can be judged');
  else if (rsc === statusCode) court.passed(id);
  // An attribute that it does not support it need not look into (TS-0004 7.3.3.3).
  else if (rsc === NOT_IMPLEMENTED) court.untested(id, `the CSE does not support ${attribute ?? 'it'}`);
  else if (elsewhere.has(rsc)) court.untested(id, `it is refused for another reason: ${elsewhere.get(rsc)!}`);
  else if (world.target.isEarlier && rule === 'M' && rsc < 4000) court.untested(id, EARLIER);
  else court.failed(id, String(statusCode), cameOf(answer), answer, rsc >= 4000 ? 'code' : 'outcome');
}

/** The code, and what an error says beside it. */
export function cameOf({ rsc, content }: Exchanged): string {
  const said = content === undefined || (rsc !== undefined && rsc < 4000) ? undefined : bodyOf(content);
  return typeof said === 'string' ? `${String(rsc)}: ${said.slice(0, 200)}` : String(rsc);
}

