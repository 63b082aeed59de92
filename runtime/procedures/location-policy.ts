/** <locationPolicy> (TS-0004 7.4.10.2.1): the container in which locations would be stored. There is no positioning here: the rest is generic. */

import { LocationInformationType, LocationSource, LocationUpdateEventCriteria } from '../../generated/enumerations.js';
import { refused } from '../errors.js';
import { attribute, attributesOf, type Attributes } from '../resource.js';
import { durationFrom } from '../time/timestamp.js';
import type { Procedure } from './procedure.js';

export const locationPolicyProcedure: Procedure = {
  type: 'locationPolicy',
  admit(unit, draft) {
    if (isAskedOfServer(draft.attributes) && !Object.hasOwn(draft.attributes, 'locationTargetID'))
      throw refused('BAD_REQUEST', 'No locationTargetID says whose location a server would be asked for (TS-0004 7.4.10.2.1).');
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

/** Step 3: the first period that is given counts, and without one that the location changes. */
function isAskedOfServer(attributes: Attributes): boolean {
  if (attribute(attributes, 'locationSource') !== LocationSource.Network_based) return false;
  const periods = attribute(attributes, 'locationUpdatePeriod');
  const period: unknown = Array.isArray(periods) ? periods[0] : periods;
  const isPeriodic = typeof period === 'string' && (durationFrom(0, period) ?? 0) > 0;
  return isPeriodic || attribute(attributes, 'locationUpdateEventCriteria') === LocationUpdateEventCriteria.Location_Change;
}
