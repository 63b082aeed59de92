/** Carries out the cases that follow from the vectors of one resource type (plan.ts names them). */

import { payloadRows, type PayloadRow } from '../plan.js';
import type { Made } from '../ledger.js';
import { addressOf, isMissing } from '../world.js';
import { cameOf, create, settleInvalid, settleValid, tryTo, unfilledIn, type Bench, type Tried, type Vector } from './attempt.js';
import { createInXml, look, lookAtUpdate, lookAtXml } from './look.js';
import { facets, ids, LEAST, payloadPlan } from './plan.js';

export async function runPayloads(bench: Bench, row: PayloadRow): Promise<void> {
  const { world, court } = bench;
  const planned = new PlannedOf(bench, row);
  if (!planned.isWanted) return;
  if (!world.supports(row)) return planned.allUntested(`the CSE does not support <${row.resource}>`);
  const parent = await world.parentOf(row);
  if (isMissing(parent)) return planned.allUntested(parent.missing);
  await runCreates(bench, row, parent, planned);
  if (bench.stopped()) return;
  if (row.operations.includes('update')) await runUpdates(bench, row, parent, planned);
  else if (court.wants(ids.single(row.resource, 'operation.update'))) await runForbiddenUpdate(bench, row, parent);
}

/** The ids of one resource type, for what concerns them all. */
class PlannedOf {
  readonly #ids: readonly string[];
  readonly #court: Bench['court'];

  constructor({ court }: Bench, row: PayloadRow) {
    this.#court = court;
    this.#ids = plannedIds(row).filter((id) => court.wants(id));
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
  const valid = (payloads?.valid ?? []) as readonly Vector[];
  const invalid = (payloads?.invalid ?? []) as readonly Vector[];
  const least = valid.find(({ name }) => name === LEAST);
  if (least === undefined) return planned.allUntested(`no valid <${resource}> is known`);
  const first = await create(bench, row, parent, least);
  if (first.made === undefined) {
    settleValid(bench, ids.create(resource, LEAST), first, 2001);
    const why = first.why ?? `the CSE creates no <${resource}> at all: ${String(first.answer?.rsc)}`;
    return planned.allUntested(why);
  }
  court.passed(ids.create(resource, LEAST));
  await look(bench, row, parent, LEAST, least.wire, first.made);
  await lookAtXml(bench, row, first.made);
  await world.ledger.remove(first.made);
  await createInXml(bench, row, parent, least);
  const refused = new Set<string>();
  for (const vector of valid) {
    if (bench.stopped()) return;
    if (vector === least || !(court.wants(ids.create(resource, vector.name)) || court.wants(ids.stored(resource, vector.name)))) continue;
    // All of them together say nothing new where one of them was refused.
    if (vector.name === 'everything' && refused.size > 0) continue;
    const tried = await create(bench, row, parent, vector);
    settleValid(bench, ids.create(resource, vector.name), tried, 2001);
    if (tried.made === undefined) {
      refused.add(vector.name);
      const why = tried.why ?? 'it was not created';
      for (const id of [ids.stored(resource, vector.name), ...facets.map((facet) => ids.facet(resource, facet, vector.name))]) court.untested(id, why);
      continue;
    }
    await look(bench, row, parent, vector.name, tried.content ?? {}, tried.made);
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
  const refused = await exchange(world.creation(row, parent, content));
  if (refused.rsc === 2001) await world.ledger.remove(world.ledger.note(row.resource, addressOf(parent, refused, name), refused, parent.by));
  if (refused.rsc === undefined || refused.rsc < 4000) return court.untested(id, 'it was not refused');
  const answer = await exchange({ op: 2, to: `${parent.address}/${name}`, fr: parent.by });
  if (answer.rsc === 4004) court.passed(id);
  else if (answer.rsc === undefined) court.untested(id, 'no answer that can be judged');
  else court.failed(id, '4004', cameOf(answer), answer);
}

async function runForbiddenUpdate({ world, exchange, court }: Bench, row: PayloadRow, parent: Made): Promise<void> {
  const id = ids.single(row.resource, 'operation.update');
  const made = await world.make(row.resource, parent);
  if (isMissing(made)) return court.untested(id, made.missing);
  const answer = await exchange({ op: 3, to: made.id, fr: made.by, pc: { [row.root]: { lbl: ['a'] } } });
  // The attribute has no column for UPDATE, so that either answer says what is wrong.
  if (answer.rsc === 4005 || answer.rsc === 4000) court.passed(id);
  else if (answer.rsc === undefined) court.untested(id, 'no answer that can be judged');
  else court.failed(id, '4005', cameOf(answer), answer);
  await world.ledger.remove(made);
}

async function runUpdates(bench: Bench, row: PayloadRow, parent: Made, planned: PlannedOf): Promise<void> {
  const { world, court, exchange } = bench;
  const { resource } = row;
  const payloads = await world.payloads(row, 'update', parent);
  const valid = (payloads?.valid ?? []) as readonly Vector[];
  const invalid = (payloads?.invalid ?? []) as readonly Vector[];
  const updating = (id: string): boolean => id.startsWith(`${resource}.update`);
  let target: Made | undefined;
  /** A new one for each valid vector, so that none sees what another has done. */
  const renew = async (): Promise<Made | undefined> => {
    if (target !== undefined) await world.ledger.remove(target);
    const made = await world.make(resource, parent);
    target = isMissing(made) ? undefined : made;
    if (isMissing(made)) planned.allUntested(made.missing, updating);
    return target;
  };
  const update = async (vector: Vector): Promise<Tried> => {
    const content = world.ownContent(row, vector.wire, world.fresh(), { isNamed: false, isValid: vector.rule === undefined });
    if (content === undefined) return { why: `it names what is not there: ${unfilledIn(vector.wire)}` };
    const answer = await tryTo(exchange, { op: 3, to: target!.id, fr: target!.by, pc: { [row.root]: content } });
    return typeof answer === 'string' ? { why: answer } : { answer, content };
  };
  const refused = new Set<string>();
  const ordered = [...valid.filter(({ name }) => name !== 'everything'), ...valid.filter(({ name }) => name === 'everything')];
  for (const vector of ordered) {
    if (bench.stopped()) return;
    const [id, shownId] = [ids.update(resource, vector.name), ids.updated(resource, vector.name)];
    if (!court.wants(id) && !court.wants(shownId)) continue;
    if (vector.name === 'everything' && refused.size > 0) {
      for (const each of [id, shownId]) court.untested(each, 'attributes of it are refused or not tested');
      continue;
    }
    if ((await renew()) === undefined) return;
    const tried = await update(vector);
    settleValid(bench, id, tried, 2004);
    if (tried.answer?.rsc !== 2004) {
      refused.add(vector.name);
      court.untested(shownId, tried.why ?? 'it was not updated');
    } else await lookAtUpdate(bench, row, shownId, target!, tried.content ?? {});
  }
  if (!invalid.some(({ name }) => court.wants(ids.update(resource, name))) || (await renew()) === undefined) return;
  for (const vector of invalid) {
    if (bench.stopped()) return;
    const id = ids.update(resource, vector.name);
    if (!court.wants(id)) continue;
    const tried = await update(vector);
    settleInvalid(bench, id, tried, vector);
    if (tried.answer?.rsc === 2004 && (await renew()) === undefined) return;
  }
  if (target !== undefined) await world.ledger.remove(target);
}

let cached: ReadonlyMap<string, readonly string[]> | undefined;

function plannedIds({ resource }: PayloadRow): readonly string[] {
  cached ??= new Map(payloadRows().map((row) => [row.resource, payloadPlan(row).map(({ id }) => id)]));
  return cached.get(resource) ?? [];
}
