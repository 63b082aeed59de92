/** <CSEBase> (TS-0004 7.4.3, TS-0001 9.6.3): what a CSE says of itself. Nothing of it is kept, so that it is true after every start. */

import { CseTypeID, type CseTypeIDName } from '../../generated/enumerations.js';
import type { JsonValue } from '../resource.js';
import { formatTimestamp } from '../time/timestamp.js';
import type { Reader } from '../work/unit.js';
import type { Procedure } from './procedure.js';

export const cseBaseProcedure = (type: CseTypeIDName, releases: readonly string[]): Procedure => ({
  type: 'CSEBase',
  computed: new Map<string, (unit: Reader) => JsonValue>([
    ['cseType', () => CseTypeID[type]],
    // The indicator began with Release 2.
    ['supportedReleaseVersions', () => releases.filter((release) => release !== '1')],
    ['currentTime', ({ now }) => formatTimestamp(now)],
  ]),
});
