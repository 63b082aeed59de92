/** What a discovery asks for (TS-0004 7.3.3.14), under long names. */

import type { ResourceType } from '../../generated/enumerations.js';
import type { JsonObject } from '../../wire/json-value.js';

/** Values of one condition are alternatives; different ones must all hold, unless `filterOperation` is 2 (OR). */
export interface DiscoveryCriteria {
  readonly resourceType?: readonly ResourceType[];
  readonly labels?: readonly string[];
  readonly createdBefore?: string;
  readonly createdAfter?: string;
  readonly modifiedSince?: string;
  readonly unmodifiedSince?: string;
  readonly stateTagSmaller?: number;
  readonly stateTagBigger?: number;
  readonly expireBefore?: string;
  readonly expireAfter?: string;
  readonly sizeAbove?: number;
  readonly sizeBelow?: number;
  readonly contentType?: readonly string[];
  /** Attributes by the short name that TS-0004 8.2.3 gives them. */
  readonly attribute?: readonly { readonly name: string; readonly value: string | number | boolean }[];
  readonly filterOperation?: 1 | 2;
  /** No more than so many. */
  readonly limit?: number;
  /** No deeper than so many levels. */
  readonly level?: number;
  /** From this one on, counted from 1. */
  readonly offset?: number;
}

/** As filterCriteria of a request. */
export function filterOf({ attribute, ...criteria }: DiscoveryCriteria): JsonObject {
  const conditions = attribute?.map(({ name, value }) => ({ nm: name, val: value }));
  return { filterUsage: 1, ...criteria, ...(conditions !== undefined && { atr: conditions }) };
}
