/** <flexContainer> and all its specializations (TS-0004 7.4.37, TS-0001 9.6.35): their size follows their custom attributes. */

import { attributesOf } from '../resource.js';
import { attributeRows } from '../types.js';
import { contentSizeOf } from './initial.js';
import type { Procedure } from './procedure.js';

export const flexContainerProcedure: Procedure = {
  type: 'flexContainer',
  admitUpdate(_unit, before, patch) {
    // A specialization of one's own may have been written without it.
    if (!attributeRows(before.type).has('contentSize')) return patch;
    return attributesOf(patch, { contentSize: contentSizeOf(before.type, attributesOf(before.attributes, patch)) });
  },
};
