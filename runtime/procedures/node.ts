/** <node> (TS-0004 7.4.18): the generic procedures suffice. */

import type { Procedure } from './procedure.js';

export const nodeProcedure: Procedure = { type: 'node' };
