/**
 * Data that are missing in a <timeSeries> (TS-0004 7.4.38.2.1, TS-0001 10.2.4.29). Watching begins with the first instance: the data are
 * expected at multiples of periodicInterval from its dataGenerationTime on, and one that is not there missingDataDetectTimer later is missing.
 * Where it stands is a record; a restart goes on with it.
 */

import { NotificationEventType } from '../../generated/enumerations.js';
import { attribute, attributesOf, type Attributes, type JsonValue, type Resource } from '../resource.js';
import { durationFrom, formatTimestamp, parseAbsRelTimestamp } from '../time/timestamp.js';
import { eventsIn, eventTerm } from '../store/terms.js';
import type { Unit } from '../work/unit.js';
import { dispatch } from './delivery-policies.js';
import { reference } from './notify.js';
import type { Posting } from './procedure.js';

/** Kind of the records: what is expected next, and which of the ones to come are here already. */
const WATCH = 'timeSeries.watch';
const JOB = 'timeSeries.detect';

interface Watch {
  /** dataGenerationTime of the first instance, in milliseconds. */
  readonly first: number;
  /** Number of the point that is looked for next; the first instance is point 0. */
  readonly next: number;
  /** Points from `next` on that are here. */
  readonly here: readonly number[];
}

const watchOf = (unit: Unit, id: string) => unit.record(WATCH, id) as Watch | undefined;
const keep = (unit: Unit, id: string, watch: Watch) => unit.keep({ kind: WATCH, key: id, owner: id, value: { ...watch } satisfies Attributes });
const number = ({ attributes }: Resource, name: string): number => Number(attribute(attributes, name) ?? 0);

const isWatched = ({ attributes }: Resource): boolean =>
  attribute(attributes, 'missingDataDetect') === true && typeof attribute(attributes, 'periodicInterval') === 'number';

/** missingDataDetect was written: watching begins again with the next instance, or ends. */
export function monitor(unit: Unit, series: Resource): void {
  stop(unit, series.id);
}

export function stop(unit: Unit, id: string): void {
  unit.unplan(JOB, id);
  if (watchOf(unit, id) !== undefined) unit.drop(WATCH, id);
}

/** An instance has come: the first one begins to watch, others are what was expected, or are nothing to it. */
export function received(unit: Unit, instance: Resource): void {
  const series = unit.get(instance.parent ?? '');
  if (series === undefined || !isWatched(series)) return;
  const time = timeOf(unit, attribute(instance.attributes, 'dataGenerationTime'));
  if (time === undefined) return;
  const watch = watchOf(unit, series.id);
  if (watch === undefined) return expect(unit, series, { first: time, next: 1, here: [] });
  const interval = number(series, 'periodicInterval');
  const point = Math.round((time - watch.first) / interval);
  const isExpected = Math.abs(time - watch.first - point * interval) <= number(series, 'periodicIntervalDelta');
  if (isExpected && point >= watch.next && !watch.here.includes(point)) keep(unit, series.id, { ...watch, here: [...watch.here, point] });
}

const timeOf = (unit: Unit, value: JsonValue | undefined): number | undefined =>
  typeof value === 'string' || typeof value === 'number' ? parseAbsRelTimestamp(value, unit.now) : undefined;

const expectedAt = (series: Resource, { first, next }: Watch): number => first + next * number(series, 'periodicInterval');

function expect(unit: Unit, series: Resource, watch: Watch): void {
  keep(unit, series.id, watch);
  unit.plan(JOB, series.id, expectedAt(series, watch) + number(series, 'missingDataDetectTimer'));
}

/** The time has come at which a point would be missing. */
export function detect(host: Reporting, unit: Unit, id: string): void {
  const series = unit.get(id);
  const watch = watchOf(unit, id);
  if (series === undefined || watch === undefined || !isWatched(series)) return;
  const isHere = watch.here.includes(watch.next);
  const following: Watch = { ...watch, next: watch.next + 1, here: watch.here.filter((point) => point > watch.next) };
  if (!isHere) {
    const most = attribute(series.attributes, 'missingDataMaxNr');
    const list = (attribute(series.attributes, 'missingDataList') ?? []) as readonly JsonValue[];
    // Latest first (TS-0001 9.6.36); the oldest make room.
    const missing = [formatTimestamp(expectedAt(series, watch)), ...list].slice(0, typeof most === 'number' ? most : undefined);
    unit.update(id, { missingDataList: missing, missingDataCurrentNr: missing.length });
    report(host, unit, series, missing[0] ?? null);
  }
  expect(unit, series, following);
}

/** What reports need: where they go out. */
export interface Reporting extends Posting {
  /** CSE-ID with its slash. */
  readonly cseId: string;
}

/** Kind of the records: what was missing in the window that is open for a subscription. */
const REPORTED = 'timeSeries.reported';

interface Window {
  /** Null: never. */
  readonly ends: number | null;
  /** What was missing in it, latest first. */
  readonly list: readonly JsonValue[];
}

function endOf(begin: number, duration: string): number | null {
  const length = durationFrom(begin, duration);
  return length === undefined ? null : begin + length;
}

/**
 * Tells those who want to know when so many points were missing within so long, of this one and of each further one until the window ends;
 * the next missing point opens the next window (TS-0004 7.5.1.2.9).
 */
function report(host: Reporting, unit: Unit, series: Resource, missing: JsonValue): void {
  const event = NotificationEventType.Report_on_missing_data_points;
  for (const subscription of unit.children(series.id, 'subscription', [eventTerm(event)])) {
    const criteria = (attribute(subscription.attributes, 'eventNotificationCriteria') ?? {}) as Attributes;
    const wanted = attribute(criteria, 'missingData') as { readonly number: number; readonly duration: string } | undefined;
    if (wanted === undefined || !eventsIn(criteria).includes(event)) continue;
    const before = unit.record(REPORTED, subscription.id) as Window | undefined;
    const open = before !== undefined && (before.ends === null || unit.now < before.ends) ? before : { ends: endOf(unit.now, wanted.duration), list: [] };
    const list = [missing, ...open.list];
    unit.keep({ kind: REPORTED, key: subscription.id, owner: subscription.id, value: { ends: open.ends, list } });
    if (list.length < wanted.number) continue;
    const representation = { 'm2m:timeSeriesNotification': { missingDataList: list, missingDataCurrentNr: list.length } };
    const notificationEvent = { notificationEventType: event, representation };
    const notification = attributesOf({ notificationEvent }, reference({ cseId: host.cseId.slice(1) }, subscription));
    const occurrence = { event: 'updated', host: series.id, subject: series, modified: new Set<string>() } as const;
    for (const target of (attribute(subscription.attributes, 'notificationURI') ?? []) as readonly string[])
      dispatch(host, unit, { subscription, target, event: occurrence, notification });
  }
}

/** A subscription is gone, and so is what was counted for it. */
export function forgetReported(unit: Unit, { id }: Resource): void {
  if (unit.record(REPORTED, id) !== undefined) unit.drop(REPORTED, id);
}
