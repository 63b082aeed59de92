/** <locationPolicy> (TS-0004 7.4.10.2.1): the container in which locations would be stored. There is no positioning here: the rest is generic. */

import { LocationInformationType } from '../../generated/enumerations.js';
import { attribute, attributesOf } from '../resource.js';
import type { Procedure } from './procedure.js';

export const locationPolicyProcedure: Procedure = {
  type: 'locationPolicy',
  admit(unit, draft) {
    const given = attribute(draft.attributes, 'locationContainerName');
    const container = unit.create({
      type: 'container',
      parent: draft.parent,
      creator: draft.creator,
      attributes: attributesOf(
        typeof given === 'string' ? { resourceName: given } : {},
        Object.hasOwn(draft.attributes, 'accessControlPolicyIDs')
          ? { accessControlPolicyIDs: attribute(draft.attributes, 'accessControlPolicyIDs') ?? null }
          : {},
      ),
    });
    const set = { locationContainerID: container.id, locationStatus: '', locationInformationType: LocationInformationType.Position_fix };
    return { ...draft, attributes: attributesOf(set, draft.attributes) };
  },
  created: (unit, policy) => void unit.update(String(attribute(policy.attributes, 'locationContainerID')), { locationID: policy.id }),
  removing(unit, policy) {
    unit.remove(String(attribute(policy.attributes, 'locationContainerID')));
  },
};
