/**
 * The status of a whole from the statuses of its parts, kept by counting: aggregatedSoftwareStatus over individualSoftwareStatuses
 * (TS-0001-CR 9.6.76, Table 9.6.76-2). A change of one part costs the same whatever the number of parts.
 */

import { Status } from '../../../generated/enumerations.js';
import { aggregatedSoftwareStatus } from '../../../generated/tables/aggregations.js';

/** How many parts have each status. Every change is O(1). */
export interface StatusCounts {
  /** Number of parts. */
  readonly size: number;
  /** The status of the whole, by the generated table; that of no parts at all is Uninitialized. */
  readonly aggregate: Status;
  /** Number of parts with this status. */
  count(status: Status): number;
  /** @throws RangeError for a number that is no m2m:status. */
  add(status: Status): void;
  /** @throws RangeError, and changes nothing, when no part has the status. */
  remove(status: Status): void;
  /** One part goes over from one status to another. @throws RangeError, and changes nothing, like {@link remove} and {@link add}. */
  change(from: Status, to: Status): void;
}

const known: ReadonlySet<number> = new Set(Object.values(Status));

/** Counts of the given statuses; they are not kept. */
export function statusCounts(statuses: Iterable<Status> = []): StatusCounts {
  /** Statuses without parts are not in the map, so that its keys are the statuses present. */
  const parts = new Map<Status, number>();
  let size = 0;

  const mustBeStatus = (status: Status) => {
    if (!known.has(status)) throw new RangeError(`${String(status)} is no m2m:status`);
  };
  const mustBePresent = (status: Status) => {
    if (!parts.has(status)) throw new RangeError(`No part has the status ${String(status)}`);
  };
  const count = (status: Status) => parts.get(status) ?? 0;
  const put = (status: Status, number: number) => {
    size += number - count(status);
    if (number === 0) parts.delete(status);
    else parts.set(status, number);
  };

  const counts: StatusCounts = {
    get size() {
      return size;
    },
    get aggregate() {
      return aggregatedSoftwareStatus(parts.keys());
    },
    count,
    add(status) {
      mustBeStatus(status);
      put(status, count(status) + 1);
    },
    remove(status) {
      mustBePresent(status);
      put(status, count(status) - 1);
    },
    change(from, to) {
      mustBePresent(from);
      mustBeStatus(to);
      put(from, count(from) - 1);
      put(to, count(to) + 1);
    },
  };
  for (const status of statuses) counts.add(status);
  return counts;
}
