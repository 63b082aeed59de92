/**
 * Where a campaign that is under way stands with each of its targets. It is kept beside the resource, so that a report on one target costs
 * the same whatever their number; softwareLinks and individualSoftwareStatuses are written out of it when somebody asks for them, and once
 * when it ends (TS-0001-CR 9.6.76, 10.2.28.2 Step 7).
 */

import { Status } from '../../../generated/enumerations.js';
import { statusCounts, type StatusCounts } from '../../aggregate.js';
import type { Attributes, JsonValue } from '../../resource.js';
import type { Unit } from '../../unit.js';

/**
 * `waiting`: nothing was done yet; `prepared`: the [software] is there and subscribed to (Step 5); `started`: the operation was asked for
 * (Step 6); `dropped`: nothing more is done, and nothing more is heard.
 */
export type Stage = 'waiting' | 'prepared' | 'started' | 'dropped';

export interface Target {
  /** As softwareTargets names the node. */
  readonly address: string;
  /** Id of the node; undefined when it is gone. */
  readonly node: string | undefined;
  readonly software: string | undefined;
  readonly stage: Stage;
  readonly status: Status;
  /** When the operation was asked for; undefined: it was not. */
  readonly startedAt: number | undefined;
  /** The campaign has taken its request back (10.2.28.1). */
  readonly isWithdrawn: boolean;
}

/** A target on which nothing was done yet. */
export const untouched = (address: string, node: string | undefined): Target => ({
  address,
  node,
  software: undefined,
  stage: 'waiting',
  status: Status.Uninitialized,
  startedAt: undefined,
  isWithdrawn: false,
});

export const isOpen = ({ status }: Target): boolean => status === Status.Uninitialized || status === Status.In_Process;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export class Run {
  readonly campaign: string;
  /** softwareTriggerCriteria were met, once and for all (erratum B23). */
  isTriggered = false;
  /** In the order of softwareTargets; empty until the work begins (10.2.28.2 Step 4). */
  targets: readonly Target[] = [];
  readonly counts: StatusCounts = statusCounts();
  /** How far the work is: every target is prepared, then every target is started. */
  next = 0;
  /** Targets in the order in which they were started; those before `overdue` need no time limit any more. */
  readonly started: Target[] = [];
  overdue = 0;
  /** Ends the waiting for a window or for the next batch. */
  cancelWork = () => {};
  /** Ends the waiting for what takes too long. */
  cancelLimit: (() => void) | undefined;
  cancelCancelling = () => {};
  readonly #bySoftware = new Map<string, Target>();

  constructor(campaign: string) {
    this.campaign = campaign;
  }

  get hasBegun(): boolean {
    return this.targets.length > 0;
  }

  /** Neither Successful nor Failure. */
  get open(): number {
    return this.counts.count(Status.Uninitialized) + this.counts.count(Status.In_Process);
  }

  begin(unit: Unit, targets: readonly Target[]): void {
    this.targets = targets;
    for (const target of targets) {
      this.counts.add(target.status);
      if (target.software !== undefined) this.#bySoftware.set(target.software, target);
    }
    unit.onUndo(() => {
      this.targets = [];
      this.#bySoftware.clear();
      for (const target of targets) this.counts.remove(target.status);
    });
  }

  /** The target that a [software] belongs to. */
  targetWith(software: string | null): Target | undefined {
    return software === null ? undefined : this.#bySoftware.get(software);
  }

  change(unit: Unit, target: Target, changes: Partial<Omit<Target, 'address' | 'node'>>): void {
    const before = { ...target };
    this.#become(target, { ...before, ...changes });
    unit.onUndo(() => this.#become(target, before));
  }

  /** Changes values of the run itself. */
  set(unit: Unit, values: Partial<Pick<Run, 'isTriggered' | 'next' | 'overdue'>>): void {
    const { isTriggered, next, overdue } = this;
    Object.assign(this, values);
    unit.onUndo(() => Object.assign(this, { isTriggered, next, overdue }));
  }

  start(unit: Unit, target: Target): void {
    this.change(unit, target, { stage: 'started', startedAt: unit.now });
    this.started.push(target);
    unit.onUndo(() => this.started.pop());
  }

  /** softwareLinks and individualSoftwareStatuses, for as long as there is something to tell (errata B11, B15). */
  get links(): readonly string[] | undefined {
    const links = this.targets.flatMap(({ software }) => (software === undefined ? [] : [software]));
    return links.length === 0 ? undefined : links;
  }

  get statuses(): readonly JsonValue[] | undefined {
    if (!this.hasBegun) return undefined;
    return this.targets.map(({ address, software, status }) => ({ node: address, ...(software !== undefined && { software }), status }));
  }

  /** Both as attributes to be stored. */
  get lists(): Attributes {
    return { softwareLinks: this.links ?? null, individualSoftwareStatuses: this.statuses ?? null };
  }

  #become(target: Target, now: Target): void {
    if (now.status !== target.status) this.counts.change(target.status, now.status);
    if (now.software !== target.software) {
      if (target.software !== undefined) this.#bySoftware.delete(target.software);
      if (now.software !== undefined) this.#bySoftware.set(now.software, target);
    }
    Object.assign(target as Mutable<Target>, now);
  }
}
