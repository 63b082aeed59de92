/** <timeSeries> and <timeSeriesInstance> (TS-0004 7.4.38, 7.4.39; TS-0001 9.6.36, 9.6.37). What is missing: missing-data.ts. */

import { refused } from '../errors.js';
import { attribute, attributesOf, type Attributes } from '../resource.js';
import { generationTerm } from '../store/terms.js';
import { admitInstance, arrives, leaves, limitsChanged, noInstances } from './instances.js';
import { detect, monitor, received, stop, type Reporting } from './missing-data.js';
import type { Procedure } from './procedure.js';

/** Attributes that are not changed while data are watched, nor together with the beginning or end of it (TS-0004 7.4.38.2.3). */
const watched: readonly string[] = ['missingDataDetectTimer', 'missingDataMaxNr', 'periodicIntervalDelta', 'periodicInterval'];

/** Checks the attributes as they will stand, and completes them (TS-0004 7.4.38.2.1). */
function complete(attributes: Attributes): Attributes {
  const value = (name: string) => attribute(attributes, name) as number | null | undefined;
  const interval = value('periodicInterval') ?? undefined;
  const delta = value('periodicIntervalDelta') ?? undefined;
  if (interval !== undefined && (delta ?? 0) > interval / 2)
    throw refused('BAD_REQUEST', 'periodicIntervalDelta is more than half of periodicInterval (TS-0004 7.4.38.2.1).');
  if (attribute(attributes, 'missingDataDetect') === true) {
    const timer = value('missingDataDetectTimer') ?? undefined;
    if (timer === undefined) throw refused('BAD_REQUEST', 'missingDataDetect needs missingDataDetectTimer (TS-0004 7.4.38.2.1).');
    if (timer <= (delta ?? 0))
      throw refused('BAD_REQUEST', 'missingDataDetectTimer is not more than periodicIntervalDelta (TS-0004 7.4.38.2.1).');
  }
  return interval === undefined || delta !== undefined ? {} : { periodicIntervalDelta: tolerance(interval, value('missingDataDetectTimer') ?? undefined) };
}

/** Local policy: as much as may be, for no clock is exact. */
const tolerance = (interval: number, timer = Infinity): number => Math.max(0, Math.min(Math.floor(interval / 2), timer - 1));

export const timeSeriesProcedure = (host: Reporting): Procedure => ({
  type: 'timeSeries',
  admit(_unit, draft) {
    const set = attributesOf(noInstances, { missingDataCurrentNr: 0 }, complete(draft.attributes));
    return { ...draft, attributes: attributesOf(draft.attributes, set) };
  },
  admitUpdate(unit, before, patch) {
    const isWatched = attribute(before.attributes, 'missingDataDetect') === true;
    const names = watched.filter((name) => Object.hasOwn(patch, name));
    if (names.length > 0 && (isWatched || Object.hasOwn(patch, 'missingDataDetect')))
      throw refused('BAD_REQUEST', `${names.join()} cannot be changed with or during the detection of missing data (TS-0004 7.4.38.2.3).`);
    // A tolerance is that of an interval: with another one, and nothing said of it, it is set anew (TS-0004 7.4.38.2.3).
    const renewed = Object.hasOwn(patch, 'periodicInterval') && !Object.hasOwn(patch, 'periodicIntervalDelta') ? { periodicIntervalDelta: null } : {};
    const completed = attributesOf(patch, complete(attributesOf(before.attributes, patch, renewed)));
    const limited = limitsChanged(unit, before, completed, 'timeSeriesInstance');
    // TS-0004 7.4.38.2.3, TS-0001 10.2.4.23: begins anew, or will by another measure.
    if (attribute(patch, 'missingDataDetect') !== true && names.length === 0) return limited;
    return attributesOf(limited, { missingDataList: null, missingDataCurrentNr: 0 });
  },
  updated(unit, _before, after, patch) {
    if (Object.hasOwn(patch, 'missingDataDetect')) monitor(unit, after);
  },
  removing: (unit, { id }) => stop(unit, id),
  jobs: { detect: { run: (unit, id) => detect(host, unit, id) } },
});

export const timeSeriesInstanceProcedure: Procedure = {
  type: 'timeSeriesInstance',
  admit(unit, draft) {
    const term = generationTerm(draft.attributes);
    const alike = unit.children(draft.parent, 'timeSeriesInstance', [term]);
    // TS-0004 7.4.39.2.1; a store without an index of terms returns all.
    if (alike.some(({ attributes }) => generationTerm(attributes) === term))
      throw refused('CONFLICT', 'There is an instance with this dataGenerationTime (TS-0004 7.4.39.2.1).');
    return admitInstance(unit, draft);
  },
  created(unit, instance) {
    arrives(unit, instance);
    received(unit, instance);
  },
  removing: leaves,
};
