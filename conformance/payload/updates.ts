/** Carries out the cases of UPDATE of one resource type (plan.ts names them). */

import { isObject } from '../../wire/json-value.js';
import { tryTo } from '../exchange.js';
import type { Made } from '../ledger.js';
import { bodyOf } from '../match.js';
import type { PayloadRow } from '../plan.js';
import { isMissing } from '../world.js';
import { inPeace, settleInvalid, settleValid, unfilledIn, type Bench, type Tried } from './attempt.js';
import { lookAtUpdate } from './look.js';
import { deletedIn, ids } from './plan.js';
import { lastly, together } from './together.js';
import type { Content, Vector } from './vectors.js';

/** @param noneAtAll what is said where there is nothing to update */
export async function runUpdates(bench: Bench, row: PayloadRow, parent: Made, noneAtAll: (why: string) => void): Promise<void> {
  const { world } = bench;
  const payloads = await world.payloads(row, 'update', parent);
  const updates = new Updates(bench, row, parent, noneAtAll);
  await updates.valid(payloads?.valid ?? []);
  await updates.invalid(payloads?.invalid ?? []);
  await updates.end();
}

const NOTHING_THERE = 'there is nothing that null could delete';

const isRefused = ({ answer }: Tried): boolean => answer?.rsc !== undefined && answer.rsc >= 4000 && answer.rsc < 5000;

class Updates {
  readonly #bench: Bench;
  readonly #row: PayloadRow;
  readonly #parent: Made;
  readonly #noneAtAll: (why: string) => void;
  #target: Made | undefined;
  /** What the target was given that the next UPDATE deletes. */
  #before: Content = {};

  constructor(bench: Bench, row: PayloadRow, parent: Made, noneAtAll: (why: string) => void) {
    this.#bench = bench;
    this.#row = row;
    this.#parent = parent;
    this.#noneAtAll = noneAtAll;
  }

  /** A new resource for each, so that none sees what another has done. */
  async valid(vectors: readonly Vector[]): Promise<void> {
    const { court, stopped } = this.#bench;
    const refused = new Set<string>();
    for (const each of lastly(vectors)) {
      if (stopped()) return;
      const [id, shownId] = [ids.update(this.#row.resource, each.name), ids.updated(this.#row.resource, each.name)];
      if (!court.wants(id) && !court.wants(shownId)) continue;
      const sent = each.name === 'everything' ? together(this.#bench.world, this.#row, 'update', each, refused) : each;
      const vector = sent ?? each;
      const why = sent === undefined ? 'attributes of it are refused or not tested' : await this.#prepare(sent, vectors);
      if (why !== undefined) {
        for (const one of [id, shownId]) court.untested(one, why);
        refused.add(vector.name);
        continue;
      }
      const tried = await this.#update(vector);
      if (isRefused(tried) && deletedIn(vector.name) !== undefined && !(await this.#shows(vector))) {
        for (const one of [id, shownId]) court.untested(one, NOTHING_THERE);
        continue;
      }
      settleValid(this.#bench, this.#row, id, vector, tried, 2004);
      if (tried.answer?.rsc === 2004) await lookAtUpdate(this.#bench, this.#row, shownId, this.#target!, tried.content ?? {}, this.#before);
      else {
        refused.add(vector.name);
        court.untested(shownId, tried.why ?? 'it was not updated');
      }
    }
  }

  async invalid(vectors: readonly Vector[]): Promise<void> {
    const { court, stopped } = this.#bench;
    const wanted = vectors.filter(({ name }) => court.wants(ids.update(this.#row.resource, name)));
    if (wanted.length === 0 || !(await this.#isRenewed())) return;
    for (const vector of wanted) {
      if (stopped()) return;
      const tried = await this.#update(vector);
      settleInvalid(this.#bench, ids.update(this.#row.resource, vector.name), tried, vector);
      if (tried.answer?.rsc === 2004 && !(await this.#isRenewed())) return;
    }
  }

  async end(): Promise<void> {
    if (this.#target !== undefined) await this.#bench.world.ledger.remove(this.#target);
    this.#target = undefined;
  }

  /** Makes what the vector is an update of; why it cannot be made. */
  async #prepare(vector: Vector, vectors: readonly Vector[]): Promise<string | undefined> {
    this.#before = {};
    const why = await this.#renew(vector);
    const deleted = deletedIn(vector.name);
    if (why !== undefined || deleted === undefined) return why;
    // What null is to delete must be there first: the text says nothing of what is not (TS-0004 7.3.3.7).
    const given = vectors.find(({ name }) => name === `with ${deleted}`);
    const tried = given === undefined ? undefined : await this.#update(given);
    this.#before = tried?.content ?? {};
    return tried?.answer?.rsc === 2004 ? undefined : NOTHING_THERE;
  }

  /** Whether what the vector deletes is there: a CSE may have taken it and kept nothing, as announcedAttribute of what it has not announced (7.3.3.10). */
  async #shows({ wire }: Vector): Promise<boolean> {
    const answer = await this.#bench.exchange({ op: 2, to: this.#target!.id, fr: this.#target!.by });
    const body = answer.content === undefined ? undefined : bodyOf(answer.content);
    return !isObject(body) || Object.entries(wire).some(([name, value]) => value === null && body[name] !== undefined);
  }

  async #isRenewed(): Promise<boolean> {
    const why = await this.#renew();
    if (why !== undefined) this.#noneAtAll(why);
    return why === undefined;
  }

  async #renew({ below, stored }: Pick<Vector, 'below' | 'stored'> = {}): Promise<string | undefined> {
    const { world } = this.#bench;
    await this.end();
    const parent = await world.parentFor(this.#parent, below);
    if (isMissing(parent)) return parent.missing;
    const made = await inPeace(this.#bench, () => world.make(this.#row.resource, parent, stored?.wire), (each) => (isMissing(each) ? each.rsc : undefined));
    if (isMissing(made)) return made.missing;
    this.#target = made;
    return undefined;
  }

  async #update(vector: Vector): Promise<Tried> {
    const { world, exchange } = this.#bench;
    const content: Content | undefined = world.ownContent(this.#row, vector.wire, world.fresh(), { isNamed: false, isValid: vector.rule === undefined });
    if (content === undefined) return { why: `it names what is not there: ${unfilledIn(vector.wire)}` };
    const answer = await tryTo(exchange, { op: 3, to: this.#target!.id, fr: this.#target!.by, pc: { [this.#row.root]: content } });
    return typeof answer === 'string' ? { why: answer } : { answer, content };
  }
}
