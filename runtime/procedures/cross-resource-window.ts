/**
 * Windows of time of a <crossResourceSubscription>, and what has happened in the present one (TS-0004 7.5.1.2.18): a record. Windows need no
 * timers, since only what happens tells whether one is over.
 */

import { TimeWindowType } from '../../generated/enumerations.js';
import { attribute, listIn, type Resource } from '../resource.js';
import { durationFrom } from '../time/timestamp.js';
import type { Reader, Unit } from '../work/unit.js';
import { sendInWindow } from './notification-schedule.js';
import { reference } from './notify.js';
import type { Posting } from './procedure.js';

/** Kind of the records. */
const WINDOW = 'crossResourceSubscription.window';

interface Window {
  readonly began: number;
  /** Subscriptions that have told of something since. */
  readonly heard: readonly string[];
}

/** Kind of the records of those that are not complete, because other CSEs have not answered: nothing counts yet. */
export const JOINING = 'crossResourceSubscription.joining';

export const isJoining = (unit: Reader, { id }: Resource): boolean => unit.record(JOINING, id) !== undefined;

/** Kind of the records of its subscriptions at other CSEs, by their addresses. */
export const ELSEWHERE = 'crossResourceSubscription.elsewhere';

export interface Elsewhere {
  readonly address: string;
  /** Addresses by which its CSE may speak of it. */
  readonly names: readonly string[];
  /** Made for the cross-resource subscription, or joined by it. */
  readonly isMade: boolean;
}

export const listOf = ({ attributes }: Resource, name: string): readonly string[] => listIn(attributes, name);

/** Subscriptions that a cross-resource subscription waits for: those that it has made or joined here, and those of either kind at other CSEs. */
export const joined = (unit: Unit, cross: Resource): readonly Resource[] =>
  listOf(cross, 'subscriptionResourcesAsTarget').flatMap((address) => unit.find(address) ?? []);
export const made = (unit: Unit, cross: Resource): readonly Resource[] => listOf(cross, 'regularResourcesAsTargetSubscriptions').flatMap((id) => unit.get(id) ?? []);
export const elsewhere = (unit: Reader, { id }: Resource): readonly Elsewhere[] => unit.records(ELSEWHERE, id).map(({ value }) => value as unknown as Elsewhere);

const parts = (unit: Unit, cross: Resource): readonly string[] => [...[...made(unit, cross), ...joined(unit, cross)].map(({ id }) => id), ...elsewhere(unit, cross).map(({ address }) => address)];

/**
 * Something has happened that a subscription tells of.
 * @param part the id of the subscription, or its address at another CSE
 */
export function heardBy(world: Posting, unit: Unit, cross: Resource, part: string): void {
  const all = parts(unit, cross);
  if (isJoining(unit, cross) || !all.includes(part)) return;
  const { began, heard } = windowOf(unit, cross);
  const now = new Set([...heard, part]);
  const isComplete = all.every((each) => now.has(each));
  if (!isComplete) return keep(unit, cross, { began, heard: [...now] });
  restart(unit, cross, began);
  const notification = reference({ cseId: unit.self }, cross);
  const category = attribute(cross.attributes, 'notificationEventCat');
  for (const target of listOf(cross, 'notificationURI')) sendInWindow(world, unit, cross, target, { notification, ...(typeof category === 'number' && { category }) });
}

/** The window that is open, or the next one: those that recur follow each other from the first one on, others begin with what happens. */
function windowOf(unit: Unit, cross: Resource): Window {
  const kept = unit.record(WINDOW, cross.id) as Window | undefined;
  const size = durationFrom(unit.now, String(attribute(cross.attributes, 'timeWindowSize'))) ?? 0;
  if (kept === undefined) return { began: unit.now, heard: [] };
  if (unit.now < kept.began + size) return kept;
  if (!isPeriodic(cross) || size <= 0) return { began: unit.now, heard: [] };
  return { began: kept.began + Math.floor((unit.now - kept.began) / size) * size, heard: [] };
}

const isPeriodic = ({ attributes }: Resource): boolean => attribute(attributes, 'timeWindowType') === TimeWindowType.PERIODICWINDOW;

const keep = (unit: Unit, { id }: Resource, { began, heard }: Window): void => unit.keep({ kind: WINDOW, key: id, owner: id, value: { began, heard } });

/** Nothing has happened yet in the window that began then; one that slides begins when something does. */
export function restart(unit: Unit, cross: Resource, began: number): void {
  if (isPeriodic(cross)) keep(unit, cross, { began, heard: [] });
  else forget(unit, cross);
}

/** Whatever was heard, and whatever window was open. */
export function forget(unit: Unit, { id }: Resource): void {
  if (unit.record(WINDOW, id) !== undefined) unit.drop(WINDOW, id);
}
