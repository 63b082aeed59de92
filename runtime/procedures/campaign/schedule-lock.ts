/** The windows of a campaign do not change while it is enabled (TS-0001-CR 10.2.28.1, erratum B42). */

import { refused } from '../../errors.js';
import { attribute } from '../../resource.js';
import type { Reader } from '../../work/unit.js';
import type { Procedure } from '../procedure.js';

function checkUnlocked(reader: Reader, parent: string | null): void {
  const campaign = parent === null ? undefined : reader.get(parent);
  if (campaign?.type !== 'softwareCampaign' || attribute(campaign.attributes, 'campaignEnabled') !== true) return;
  throw refused('OPERATION_NOT_ALLOWED', 'The campaign of this <schedule> is enabled (erratum B42).');
}

/** The procedure of <schedule> with the lock before each of its own checks. */
export const withScheduleLock = (schedule: Procedure): Procedure => ({
  ...schedule,
  admit(unit, draft) {
    checkUnlocked(unit, draft.parent);
    return schedule.admit?.(unit, draft) ?? draft;
  },
  admitUpdate(unit, before, patch) {
    checkUnlocked(unit, before.parent);
    return schedule.admitUpdate?.(unit, before, patch) ?? patch;
  },
  admitDelete(unit, resource) {
    checkUnlocked(unit, resource.parent);
    schedule.admitDelete?.(unit, resource);
  },
});
