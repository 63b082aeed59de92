/**
 * <group> (TS-0004 7.4.13). Its members: group-members.ts, and those at other CSEs: group-elsewhere.ts; requests to all of them: fan-out.ts;
 * notifications of them: group-notifications.ts.
 */

import { attribute, attributesOf, listIn, type Attributes } from '../resource.js';
import { checkAgain, expectCheck, learnMembers } from './group-elsewhere.js';
import { members, tooMany } from './group-members.js';
import { flush, forgetGathered, heardByGroup } from './group-notifications.js';
import type { NotifyingHost, Procedure } from './procedure.js';

const withoutNull = (attributes: Attributes): Attributes => attributesOf(Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null)));

export const groupProcedure = (host: NotifyingHost): Procedure => ({
  type: 'group',
  unsupported: ['semanticSupportIndicator'],
  admit: (unit, draft) => ({ ...draft, attributes: withoutNull(attributesOf(draft.attributes, members(unit, draft.attributes))) }),
  admitUpdate(unit, before, patch) {
    const largest = attribute(patch, 'maxNrOfMembers');
    if (typeof largest === 'number' && largest < Number(attribute(before.attributes, 'currentNrOfMembers')))
      throw tooMany(`There are more than ${largest} members`);
    if (!Object.hasOwn(patch, 'memberIDs')) return patch;
    return attributesOf(patch, members(unit, attributesOf(before.attributes, patch), before.attributes));
  },
  created: expectCheck,
  updated: (unit, _before, after) => expectCheck(unit, after),
  removing: forgetGathered,
  hears: (originator, group, content) => heardByGroup(host, originator, group, content),
  jobs: { flush: { run: (unit, key) => flush(host, unit, key) }, check: { run: (unit, id) => checkAgain(host, unit, id) } },
  mustWait: (_operation, content) => listIn(content, 'memberIDs').some((member) => host.otherCse(member) !== undefined),
  before: { create: (call) => learnMembers(host, call), update: (call) => learnMembers(host, call) },
});
