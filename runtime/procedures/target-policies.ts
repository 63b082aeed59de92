/** <notificationTargetMgmtPolicyRef> (TS-0004 7.4.30): one for each target. What it decides: self-reference.ts. */

import { refused } from '../errors.js';
import { listIn, type Attributes } from '../resource.js';
import type { Unit } from '../work/unit.js';
import type { Procedure } from './procedure.js';

/** One policy for each target. */
function checkTargets(unit: Unit, parent: string, attributes: Attributes, self?: string): void {
  const taken = new Set(unit.children(parent, 'notificationTargetMgmtPolicyRef').flatMap((each) => (each.id === self ? [] : listIn(each.attributes, 'notificationTargetURI'))));
  const twice = listIn(attributes, 'notificationTargetURI').find((target) => taken.has(target));
  if (twice !== undefined) throw refused('CONFLICT', `${twice.slice(0, 80)} has a policy already (TS-0004 7.4.30.2.1).`);
}

export const policyReferenceProcedure: Procedure = {
  type: 'notificationTargetMgmtPolicyRef',
  admit(unit, draft) {
    checkTargets(unit, draft.parent, draft.attributes);
    return draft;
  },
  admitUpdate(unit, before, patch) {
    checkTargets(unit, before.parent ?? '', patch, before.id);
    return patch;
  },
};
