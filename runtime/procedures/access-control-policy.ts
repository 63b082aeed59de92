/** <accessControlPolicy> (TS-0004 7.4.2, TS-0001 9.6.2). What its rules decide: access-rules.ts. */

import { windows } from '../time/calendar.js';
import { refused } from '../errors.js';
import { attribute, type Attributes } from '../resource.js';
import type { Procedure } from './procedure.js';

/** Where a request comes from is known to nobody here. */
const unknownContexts = ['accessControlIpAddresses', 'accessControlLocationRegion'];

/** A condition that is not understood must not be taken for one that holds. */
function checkRules(attributes: Attributes): Attributes {
  for (const name of ['privileges', 'selfPrivileges']) {
    const rules = (attribute((attribute(attributes, name) ?? {}) as Attributes, 'accessControlRule') ?? []) as readonly Attributes[];
    for (const rule of rules) checkRule(name, rule);
  }
  return attributes;
}

function checkRule(name: string, rule: Attributes): void {
  const notSupported = (what: string) => refused('NOT_IMPLEMENTED', `${name}: ${what} is not supported (TS-0004 7.3.3.3).`);
  if (attribute(rule, 'accessControlAuthenticationFlag') === true) throw notSupported('accessControlAuthenticationFlag');
  for (const context of (attribute(rule, 'accessControlContexts') ?? []) as readonly Attributes[]) {
    const foreign = unknownContexts.find((member) => Object.hasOwn(context, member));
    if (foreign !== undefined) throw notSupported(foreign);
    const times = (attribute(context, 'accessControlWindow') ?? []) as readonly string[];
    if (times.length === 0) throw refused('BAD_REQUEST', `${name}: accessControlContexts say nothing (TS-0001 9.6.2.2).`);
    try {
      windows(times);
    } catch (error) {
      throw refused('BAD_REQUEST', `${name}: accessControlWindow: ${(error as Error).message} (TS-0001 9.6.2.2).`);
    }
  }
  const details = (attribute(rule, 'accessControlObjectDetails') ?? []) as readonly Attributes[];
  if (details.some((each) => !Object.hasOwn(each, 'childResourceType')))
    throw refused('BAD_REQUEST', `${name}: accessControlObjectDetails say which children they are for (TS-0001 9.6.2.4).`);
}

export const accessControlPolicyProcedure: Procedure = {
  type: 'accessControlPolicy',
  unsupported: ['authorizationDecisionResourceIDs', 'authorizationPolicyResourceIDs', 'authorizationInformationResourceIDs'],
  admit: (_unit, draft) => ({ ...draft, attributes: checkRules(draft.attributes) }),
  admitUpdate: (_unit, _before, patch) => checkRules(patch),
};
