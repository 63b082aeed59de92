/** <semanticDescriptor> (TS-0004 7.4.34): nothing is validated here; what is not to be valid any more is not. */

import { attribute } from '../resource.js';
import type { Procedure } from './procedure.js';

export const semanticDescriptorProcedure: Procedure = {
  type: 'semanticDescriptor',
  updated(unit, before, { id }, patch) {
    // TS-0004 7.4.34.2.3, Recv-6.5.
    if (attribute(before.attributes, 'validationEnable') === true && attribute(patch, 'validationEnable') === false) unit.update(id, { semanticValidated: false });
  },
};
