/** Carries out the cases that follow from the vectors of one resource type (plan.ts names them). */

import type { PayloadRow } from '../plan.js';
import { tryTo } from '../exchange.js';
import { addressOf, type Made } from '../ledger.js';
import { isMissing } from '../world.js';
import { cameOf, create, inPeace, NOT_IMPLEMENTED, settleInvalid, settleValid, type Bench } from './attempt.js';
import { createInXml, look, lookAtXml } from './look.js';
import { runUpdates } from './updates.js';
import { facets, ids, LEAST, payloadPlans } from './plan.js';
import { lastly, together } from './together.js';
import type { Vector } from './vectors.js';

export async function runPayloads(bench: Bench, row: PayloadRow): Promise<void> {
  const { world, court } = bench;
  const planned = new PlannedOf(bench, row);
  if (!planned.isWanted) return;
  if (!world.supports(row)) return planned.allUntested(`the CSE does not support <${row.resource}>`);
  const parent = await world.parentOf(row);
  if (isMissing(parent)) return planned.allUntested(parent.missing);
  await runCreates(bench, row, parent, planned);
  if (bench.stopped()) return;
  if (row.operations.includes('update')) await runUpdates(bench, row, parent, (why) => planned.allUntested(why, (id) => id.startsWith(`${row.resource}.update`)));
  else if (court.wants(ids.single(row.resource, 'operation.update'))) await runForbiddenUpdate(bench, row, parent);
}

/** The ids of one resource type, for what concerns them all. */
class PlannedOf {
  readonly #ids: readonly string[];
  readonly #court: Bench['court'];

  constructor({ court, world }: Bench, { resource }: PayloadRow) {
    this.#court = court;
    const all = court.isAbout(resource) ? payloadPlans(world.specification).get(resource) : undefined;
    this.#ids = (all ?? []).map(({ id }) => id).filter((id) => court.wants(id));
  }

  get isWanted(): boolean {
    return this.#ids.length > 0;
  }

  /** What has no verdict yet. */
  allUntested(why: string, belongs: (id: string) => boolean = () => true): void {
    for (const id of this.#ids) if (belongs(id)) this.#court.untested(id, why);
  }
}

async function runCreates(bench: Bench, row: PayloadRow, parent: Made, planned: PlannedOf): Promise<void> {
  const { world, court } = bench;
  const { resource } = row;
  const payloads = await world.payloads(row, 'create', parent);
  const valid = payloads?.valid ?? [];
  const invalid = payloads?.invalid ?? [];
  const least = valid.find(({ name }) => name === LEAST);
  if (least === undefined) return planned.allUntested(`no valid <${resource}> is known`);
  const first = await create(bench, row, parent, least);
  if (first.made === undefined) {
    settleValid(bench, row, ids.create(resource, LEAST), least, first, 2001);
    const why = first.why ?? `the CSE creates no <${resource}> at all: ${String(first.answer?.rsc)}`;
    return planned.allUntested(why);
  }
  court.passed(ids.create(resource, LEAST));
  await look(bench, row, parent, LEAST, least.wire, first.made);
  await lookAtXml(bench, row, first.made);
  await world.ledger.remove(first.made);
  await createInXml(bench, row, parent, least);
  const refused = new Set<string>();
  for (const vector of lastly(valid)) {
    if (bench.stopped()) return;
    if (vector === least || !(court.wants(ids.create(resource, vector.name)) || court.wants(ids.stored(resource, vector.name)))) continue;
    const sent = vector.name === 'everything' ? together(world, row, 'create', vector, refused) : vector;
    if (sent === undefined) continue;
    const place = await world.parentFor(parent, vector.below);
    const tried = isMissing(place) ? { why: place.missing } : await inPeace(bench, () => create(bench, row, place, sent), ({ answer }) => answer?.rsc);
    settleValid(bench, row, ids.create(resource, vector.name), vector, tried, 2001);
    if (tried.made === undefined) {
      refused.add(vector.name);
      const why = tried.why ?? 'it was not created';
      for (const id of [ids.stored(resource, vector.name), ...facets.map((facet) => ids.facet(resource, facet, vector.name))]) court.untested(id, why);
      continue;
    }
    await look(bench, row, isMissing(place) ? parent : place, vector.name, tried.content ?? {}, tried.made);
    await world.ledger.remove(tried.made);
  }
  for (const id of [ids.create(resource, 'everything'), ids.stored(resource, 'everything')]) court.untested(id, 'attributes of it are refused or not tested');
  for (const vector of invalid) {
    if (bench.stopped()) return;
    const id = ids.create(resource, vector.name);
    if (!court.wants(id)) continue;
    const tried = await create(bench, row, parent, vector);
    settleInvalid(bench, id, tried, vector);
    if (tried.made !== undefined) await world.ledger.remove(tried.made);
  }
  await leavesNothing(bench, row, parent, invalid);
}

/** A refused CREATE has made nothing. */
async function leavesNothing({ world, exchange, court }: Bench, row: PayloadRow, parent: Made, invalid: readonly Vector[]): Promise<void> {
  const id = ids.single(row.resource, 'stored.refused');
  if (!court.wants(id)) return;
  const vector = invalid.find(({ rule }) => rule === 'unknown');
  const name = world.fresh();
  const content = vector && world.ownContent(row, vector.wire, name);
  if (content === undefined || !Object.hasOwn(content, 'rn')) return court.untested(id, 'nothing that is refused has a name');
  const refused = await tryTo(exchange, world.creation(row, parent, content));
  if (typeof refused === 'string') return court.untested(id, refused);
  if (refused.rsc === 2001) await world.ledger.remove(world.ledger.note(row.resource, addressOf(parent, refused, name), refused, parent.by));
  if (refused.rsc === undefined || refused.rsc < 4000) return court.untested(id, 'it was not refused');
  const answer = await exchange({ op: 2, to: `${parent.address}/${name}`, fr: parent.by });
  if (answer.rsc === 4004) court.passed(id);
  else if (answer.rsc === undefined) court.untested(id, 'no answer that can be judged');
  else court.failed(id, '4004', cameOf(answer), answer, answer.rsc >= 4000 ? 'code' : 'outcome');
}

async function runForbiddenUpdate({ world, exchange, court }: Bench, row: PayloadRow, parent: Made): Promise<void> {
  const id = ids.single(row.resource, 'operation.update');
  const made = await world.make(row.resource, parent);
  if (isMissing(made)) return court.untested(id, made.missing);
  const answer = await exchange({ op: 3, to: made.id, fr: made.by, pc: { [row.root]: { lbl: ['a'] } } });
  // The attribute has no column for UPDATE, so that either answer says what is wrong.
  if (answer.rsc === 4005 || answer.rsc === 4000) court.passed(id);
  else if (answer.rsc === undefined) court.untested(id, 'no answer that can be judged');
  else if (answer.rsc === NOT_IMPLEMENTED || answer.rsc === 4103) court.untested(id, `it is answered ${cameOf(answer)}`);
  else court.failed(id, '4005', cameOf(answer), answer, answer.rsc >= 4000 ? 'code' : 'outcome');
  await world.ledger.remove(made);
}
