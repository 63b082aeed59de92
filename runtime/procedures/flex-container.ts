/** <flexContainer> and all its specializations (TS-0004 7.4.37, TS-0001 9.6.35): their size follows their custom attributes. */

import { attributesOf } from '../resource.js';
import { contentSizeOf } from './initial.js';
import type { Procedure } from './procedure.js';

export const flexContainerProcedure: Procedure = {
  type: 'flexContainer',
  admitUpdate(_unit, before, patch) {
    return attributesOf(patch, { contentSize: contentSizeOf(before.type, attributesOf(before.attributes, patch)) });
  },
};
