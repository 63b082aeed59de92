/** What a discovery asks for (TS-0004 7.3.3.14): Filter Criteria under long names. */

import type { FilterCriteria } from '../../generated/types/common.js';
import type { JsonObject } from '../../wire/json-value.js';

/** Attributes by the short name that TS-0004 8.2.3 gives them. */
type Pairs = readonly { readonly name: string; readonly value: string | number | boolean }[];
type OnAttributes = 'attribute' | 'childAttribute' | 'parentAttribute';

/** Values of one condition are alternatives; different ones must all hold, unless `filterOperation` is 2 (OR). */
export type DiscoveryCriteria = Omit<FilterCriteria, 'filterUsage' | OnAttributes> & { readonly [Name in OnAttributes]?: Pairs };

/** As filterCriteria of a request. */
export const filterOf = (criteria: DiscoveryCriteria): JsonObject => ({ filterUsage: 1, ...(criteria as JsonObject) });
