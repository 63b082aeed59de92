/** No node is a target of two enabled campaigns (TS-0001-CR 10.2.28.2 Step 2, 10.2.28.3, errata B30 to B33). */

import { refused } from '../../errors.js';
import { attribute } from '../../resource.js';
import type { Reader } from '../../unit.js';
import { targetsOf, type NamedTarget } from './targets.js';

/**
 * campaignEnabled of the other campaign decides, whatever its campaignStatus and whatever its software.
 * @param id of the campaign itself
 * @throws RequestError CONFLICT
 */
export function checkConflicts(reader: Reader, id: string, parent: string, targets: readonly NamedTarget[]): void {
  const own = new Map(targets.map(({ node, address }) => [node?.id, address]));
  for (const other of reader.children(parent, 'softwareCampaign')) {
    if (other.id === id || attribute(other.attributes, 'campaignEnabled') !== true) continue;
    const shared = targetsOf(reader, other.attributes).find(({ node }) => node !== undefined && own.has(node.id));
    if (shared === undefined) continue;
    throw refused('CONFLICT', `softwareTargets: ${own.get(shared.node?.id)} is a target of an enabled campaign (TS-0001-CR 10.2.28.3).`);
  }
}
