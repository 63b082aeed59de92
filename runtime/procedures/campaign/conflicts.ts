/** No node is a target of two enabled campaigns (TS-0001-CR 10.2.28.2 Step 2, 10.2.28.3, errata B30 to B33). */

import { refused } from '../../errors.js';
import { attribute } from '../../resource.js';
import type { Reader } from '../../work/unit.js';
import type { NamedTarget } from './targets.js';

/**
 * campaignEnabled of the other campaign decides, whatever its campaignStatus and whatever its software. Asked by the spellings of each
 * target, so that it costs what the targets are, not what else there is.
 * @param id of the campaign itself
 * @throws RequestError CONFLICT
 */
export function checkConflicts(reader: Reader, id: string, parent: string, targets: readonly NamedTarget[]): void {
  for (const { node, address } of targets) {
    if (node === undefined) continue;
    const spellings = reader.spellings(node);
    for (const other of reader.children(parent, 'softwareCampaign', spellings)) {
      if (other.id === id || attribute(other.attributes, 'campaignEnabled') !== true) continue;
      const theirs = attribute(other.attributes, 'softwareTargets') as readonly string[];
      if (!spellings.some((spelling) => theirs.includes(spelling))) continue;
      throw refused('CONFLICT', `softwareTargets: ${address} is a target of an enabled campaign (TS-0001-CR 10.2.28.3).`);
    }
  }
}
