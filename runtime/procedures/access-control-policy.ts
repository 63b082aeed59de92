/** <accessControlPolicy> (TS-0004 7.4.2, TS-0001 9.6.2): rules by Originator and operation. What they decide: privileges.ts. */

import { refused } from '../errors.js';
import { attribute, type Attributes } from '../resource.js';
import type { Procedure } from './procedure.js';

const ruleMembers: ReadonlySet<string> = new Set(['accessControlOriginators', 'accessControlOperations']);

/** A condition that is not understood must not be taken for one that holds. */
function checkRules(attributes: Attributes): Attributes {
  for (const name of ['privileges', 'selfPrivileges']) {
    const rules = attribute((attribute(attributes, name) ?? {}) as Attributes, 'accessControlRule');
    for (const rule of (rules ?? []) as readonly Attributes[]) {
      const foreign = Object.keys(rule).find((member) => !ruleMembers.has(member));
      if (foreign !== undefined) throw refused('NOT_IMPLEMENTED', `${name}: ${foreign} is not supported (TS-0004 7.3.3.3).`);
    }
  }
  return attributes;
}

export const accessControlPolicyProcedure: Procedure = {
  type: 'accessControlPolicy',
  unsupported: ['authorizationDecisionResourceIDs', 'authorizationPolicyResourceIDs', 'authorizationInformationResourceIDs'],
  admit: (_unit, draft) => ({ ...draft, attributes: checkRules(draft.attributes) }),
  admitUpdate: (_unit, _before, patch) => checkRules(patch),
};
