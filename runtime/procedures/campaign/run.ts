/**
 * Where a campaign that is under way stands with each of its targets. Each target is a record of its own, so that a report on one costs
 * the same whatever their number; softwareLinks and individualSoftwareStatuses are written out of them when somebody asks for them, and
 * once when the campaign ends (TS-0001-CR 9.6.76, 10.2.28.2 Step 7). What is in memory here is read from the records, and written with them.
 */

import { Status } from '../../../generated/enumerations.js';
import { operationOf, type Operation } from './operations.js';
import { statusCounts, type StatusCounts } from './aggregate.js';
import { attribute, type Attributes, type JsonValue, type Resource } from '../../resource.js';
import type { Reader, Unit } from '../../work/unit.js';

/**
 * `waiting`: nothing was done yet; `prepared`: the [software] is there and subscribed to (Step 5); `started`: the operation was asked for
 * (Step 6); `dropped`: nothing more is done, and nothing more is heard.
 */
export type Stage = 'waiting' | 'prepared' | 'started' | 'dropped';

export interface Target {
  /** Its place in softwareTargets. */
  readonly index: number;
  /** As softwareTargets names the node. */
  readonly address: string;
  /** Id of the node; null when it is gone. */
  readonly node: string | null;
  readonly software: string | null;
  readonly stage: Stage;
  readonly status: Status;
  /** When the operation was asked for; null: it was not. */
  readonly startedAt: number | null;
  /** From when on the target is waited for, as long as it is open; null: it has an outcome, or nothing was asked for. */
  readonly waitedFrom: number | null;
  /** The campaign has taken its request back (10.2.28.1). */
  readonly isWithdrawn: boolean;
}

/** A target on which nothing was done yet. */
export const untouched = (index: number, address: string, node: string | undefined): Target => ({
  index,
  address,
  node: node ?? null,
  software: null,
  stage: 'waiting',
  status: Status.Uninitialized,
  startedAt: null,
  waitedFrom: null,
  isWithdrawn: false,
});

export const isOpen = ({ status }: Pick<Target, 'status'>): boolean => status === Status.Uninitialized || status === Status.In_Process;

type Changes = Partial<Omit<Target, 'index' | 'address' | 'node' | 'waitedFrom'>>;

/** Member by member: every target changes several times, and what is spread takes much more time. */
function withChanges(before: Target, changes: Changes, now: number): Target {
  const { index, address, node } = before;
  const { software = before.software, stage = before.stage, status = before.status, startedAt = before.startedAt, isWithdrawn = before.isWithdrawn } = changes;
  // What is open again is waited for anew.
  const waitedFrom = stage === 'started' && isOpen({ status }) ? (before.waitedFrom ?? now) : null;
  return { index, address, node, software, stage, status, startedAt, waitedFrom, isWithdrawn };
}

/** What the records say of the run as a whole. */
interface Course {
  /** That of the campaign when the run began: what is under way still when it is disabled goes on, whatever it is to do next. */
  readonly softwareOperation: JsonValue;
  /** softwareTriggerCriteria were met, once and for all (erratum B23). */
  readonly isTriggered: boolean;
  /** How far the work is: every target is prepared, then every target is started. */
  readonly next: number;
}

const COURSE = 'campaignRun';
const TARGET = 'campaignTarget';

export const targetKey = (campaign: string, index: number): string => `${campaign} ${index}`;

export class Run {
  readonly campaign: string;
  readonly counts: StatusCounts = statusCounts();
  #course: Course;
  /** In the order of softwareTargets; empty until the work begins (10.2.28.2 Step 4). */
  #targets: Target[] = [];
  /** Open targets that were started, in the order in which they are waited for. */
  #waited = new Map<number, number>();
  readonly #bySoftware = new Map<string, number>();
  /** Entries of individualSoftwareStatuses, made when somebody asks and kept until their target changes. */
  #entries: (JsonValue | undefined)[] = [];

  private constructor(campaign: string, course: Course) {
    this.campaign = campaign;
    this.#course = course;
  }

  static open(unit: Unit, { id, attributes }: Resource): Run {
    const run = new Run(id, { softwareOperation: attribute(attributes, 'softwareOperation') ?? null, isTriggered: false, next: 0 });
    run.set(unit, {});
    return run;
  }

  /** What the store has of a run; undefined: the campaign has none. */
  static read(reader: Reader, campaign: string): Run | undefined {
    const course = reader.record(COURSE, campaign);
    if (course === undefined) return undefined;
    const run = new Run(campaign, course as unknown as Course);
    const targets = reader.records(TARGET, campaign).map(({ value }) => value as unknown as Target);
    run.#add([...targets].sort((a, b) => a.index - b.index));
    const waited = run.#targets.filter(({ waitedFrom }) => waitedFrom !== null);
    waited.sort((a, b) => (a.waitedFrom as number) - (b.waitedFrom as number) || a.index - b.index);
    run.#waited = new Map(waited.map(({ index, waitedFrom }) => [index, waitedFrom as number]));
    return run;
  }

  /** Drops the records. */
  close(unit: Unit): void {
    unit.drop(COURSE, this.campaign);
    for (const { index } of this.#targets) unit.drop(TARGET, targetKey(this.campaign, index));
  }

  get operation(): Operation {
    return operationOf(this.#course.softwareOperation);
  }

  get isTriggered(): boolean {
    return this.#course.isTriggered;
  }

  get next(): number {
    return this.#course.next;
  }

  get targets(): readonly Target[] {
    return this.#targets;
  }

  get hasBegun(): boolean {
    return this.#targets.length > 0;
  }

  /** Neither Successful nor Failure. */
  get open(): number {
    return this.counts.count(Status.Uninitialized) + this.counts.count(Status.In_Process);
  }

  begin(unit: Unit, targets: readonly Target[]): void {
    this.#add(targets);
    for (const target of targets) this.#keep(unit, target);
    unit.onUndo(() => {
      this.#targets = [];
      this.#entries = [];
      this.#bySoftware.clear();
      for (const target of targets) this.counts.remove(target.status);
    });
  }

  /** The target that a [software] belongs to. */
  targetWith(software: string | null): Target | undefined {
    const index = software === null ? undefined : this.#bySoftware.get(software);
    return index === undefined ? undefined : this.#targets[index];
  }

  change(unit: Unit, { index }: Target, changes: Changes): void {
    const before = this.#targets[index] as Target;
    const now = withChanges(before, changes, unit.now);
    const waited = this.#waited;
    this.#become(before, now);
    this.#keep(unit, now);
    if (before.waitedFrom === null && now.waitedFrom !== null) waited.set(index, now.waitedFrom);
    if (now.waitedFrom === null) waited.delete(index);
    unit.onUndo(() => {
      this.#become(now, before);
      if (before.waitedFrom === null) waited.delete(index);
      // Its place in the order may be another one now, which only makes its limit be looked at later.
      else waited.set(index, before.waitedFrom);
    });
  }

  /** Changes values of the run itself. */
  set(unit: Unit, values: Partial<Course>): void {
    const before = this.#course;
    this.#course = { ...before, ...values };
    unit.keep({ kind: COURSE, key: this.campaign, owner: this.campaign, value: this.#course as unknown as Attributes });
    unit.onUndo(() => (this.#course = before));
  }

  start(unit: Unit, target: Target): void {
    this.change(unit, target, { stage: 'started', startedAt: unit.now });
  }

  /** Since when the target that is waited for longest is; undefined: none is. */
  get waitedFrom(): number | undefined {
    const [first] = this.#waited.values();
    return first;
  }

  /** Open targets that are waited for since `time` or before. */
  waitedSince(time: number): readonly Target[] {
    const found: Target[] = [];
    for (const [index, from] of this.#waited) {
      if (from > time) break;
      found.push(this.#targets[index] as Target);
    }
    return found;
  }

  /** softwareLinks and individualSoftwareStatuses, for as long as there is something to tell (errata B11, B15). */
  get links(): readonly string[] | undefined {
    const links: string[] = [];
    for (const { software } of this.#targets) if (software !== null) links.push(software);
    return links.length === 0 ? undefined : links;
  }

  get statuses(): readonly JsonValue[] | undefined {
    if (!this.hasBegun) return undefined;
    return this.#targets.map((target) => (this.#entries[target.index] ??= entryOf(target)));
  }

  /** Both as attributes to be stored. */
  get lists(): Attributes {
    return { softwareLinks: this.links ?? null, individualSoftwareStatuses: this.statuses ?? null };
  }

  #keep(unit: Unit, target: Target): void {
    unit.keep({ kind: TARGET, key: targetKey(this.campaign, target.index), owner: this.campaign, value: target as unknown as Attributes });
  }

  #add(targets: readonly Target[]): void {
    this.#targets = [...targets];
    this.#entries = [];
    for (const { status, software, index } of targets) {
      this.counts.add(status);
      if (software !== null) this.#bySoftware.set(software, index);
    }
  }

  #become(before: Target, now: Target): void {
    if (now.status !== before.status) this.counts.change(before.status, now.status);
    if (now.software !== before.software) {
      if (before.software !== null) this.#bySoftware.delete(before.software);
      if (now.software !== null) this.#bySoftware.set(now.software, now.index);
    }
    this.#targets[now.index] = now;
    this.#entries[now.index] = undefined;
  }
}

/** Frozen: representations share it. */
const entryOf = ({ address, software, status }: Target): JsonValue =>
  Object.freeze({ node: address, ...(software !== null && { software }), status });
