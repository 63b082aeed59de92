/** What a unit of work remembers beside resources, and what it leaves for later: records, plans, and what follows its commit. */

import { RequestError } from '../errors.js';
import { attribute } from '../resource.js';
import type { StoredRecord } from '../store/store.js';
import type { World } from '../world.js';
import { plan, PLAN, planKey } from './agenda.js';
import { Consequences } from './consequences.js';
import type { AfterwardsOptions, Unit } from './unit.js';
import { WorldReader } from './world-reader.js';

export abstract class PlanningUnit extends WorldReader {
  protected readonly consequences = new Consequences();
  readonly #world: World;
  readonly #undo: (() => void)[] = [];

  constructor(world: World) {
    super(world);
    this.#world = world;
  }

  keep(record: StoredRecord): void {
    this.#world.store.putRecord(record);
  }

  drop(kind: string, key: string): void {
    this.#world.store.dropRecord(kind, key);
  }

  plan(job: string, key: string, at?: number): void {
    const recordKey = planKey(job, key);
    const value = plan(job, key, at);
    this.drop(PLAN, recordKey);
    this.keep({ kind: PLAN, key: recordKey, owner: key, value });
    this.consequences.planned(recordKey, value);
  }

  unplan(job: string, key: string): void {
    const recordKey = planKey(job, key);
    if (this.record(PLAN, recordKey) === undefined) return;
    this.drop(PLAN, recordKey);
    this.consequences.planned(recordKey, undefined);
  }

  plannedAt(job: string, key: string): number | undefined {
    const planned = this.record(PLAN, planKey(job, key));
    return planned === undefined ? undefined : Number(attribute(planned, 'at') ?? this.now);
  }

  later(effect: () => void): void {
    this.consequences.effect(effect);
  }

  afterwards(steps: (unit: Unit) => void, { at, otherwise }: AfterwardsOptions = {}): () => void {
    const world = this.#world;
    const attempt = (work: (unit: Unit) => void, failed: (error: unknown) => void) => {
      try {
        world.run(work);
      } catch (error) {
        failed(error);
      }
    };
    const run = () =>
      attempt(steps, (error) => {
        if (otherwise === undefined || !(error instanceof RequestError)) world.report(error);
        if (otherwise !== undefined) attempt((unit) => otherwise(unit, error), world.report);
      });
    let isCancelled = false;
    let cancelTimer = () => {};
    this.later(() => {
      if (isCancelled) return;
      if (at === undefined) run();
      else cancelTimer = world.clock.at(at, run);
    });
    return () => {
      isCancelled = true;
      cancelTimer();
    };
  }

  onUndo(undo: () => void): void {
    this.#undo.push(undo);
  }

  /** What is undone with the unit besides its writes, last first. */
  protected undo(): void {
    for (const undo of this.#undo.reverse()) undo();
  }
}
