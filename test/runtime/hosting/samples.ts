/** For each resource type, what a valid CREATE of it takes, from the generated vectors, and a place where it may stand. */

import { resources, type ResourceRow } from '../../../generated/tables/resources.js';
import { placeBelow } from '../../../runtime/types.js';
import { payloadVectors } from '../../../testing/vectors.js';
import { ae, node, type Json, type World } from '../core/support.js';

/** Attributes in long names, those that a CREATE must have. */
export const minimal = (type: string): Json => {
  const sample = { ...(payloadVectors(type, 'create')?.valid[0]?.long as Json | undefined), ...overrides[type] };
  return Object.fromEntries(Object.entries(sample).filter(([name, value]) => !elsewhere.has(name) && value !== undefined));
};

/** Optional attributes whose samples name what is not here, or what this CSE does not do. */
const elsewhere: ReadonlySet<string> = new Set(['accessControlPolicyIDs', 'dynamicAuthorizationConsultationIDs', 'announceTo', 'announcedAttribute']);

/** What samples cannot know of this CSE, or of what their parents must be like. */
const overrides: Readonly<Record<string, Json>> = {
  crossResourceSubscription: { subscriptionResourcesAsTarget: undefined, regularResourcesAsTarget: ['cse-in'], eventNotificationCriteriaSet: { eventNotificationCriteriaEntry: [{}] } },
  group: { memberIDs: ['cse-in'], maxNrOfMembers: 5 },
  softwareCampaign: { softwareTargets: ['cse-in/target'] },
  mgmtCmd: { cmdType: 2, execReqArgs: { reboot: [{}] }, execTarget: 'urn:node' },
};

/** Types that an Originator can create; a <flexContainer> is one of its specializations, of which there is a schema (TS-0004 7.4.37.2.1). */
export const creatable: readonly ResourceRow[] = resources.filter(({ name, operations }) => operations.includes('create') && name !== 'flexContainer');

/** A chain of types from below the CSEBase to this one; undefined where the standard has no place for it. */
export function chainTo(type: string): readonly string[] | undefined {
  const queue: (readonly string[])[] = [[]];
  const seen = new Set<string>();
  for (const chain of queue) {
    const above = chain.at(-1) ?? 'CSEBase';
    if (placeBelow(above, type) !== undefined) return [...chain, type];
    for (const { name } of creatable) {
      if (seen.has(name) || placeBelow(above, name) === undefined) continue;
      seen.add(name);
      queue.push([...chain, name]);
    }
  }
  return undefined;
}

/** Creates the resource and all above it; returns its address. */
export async function stand({ ask }: World, type: string): Promise<string> {
  let to = 'cse-in';
  if (type === 'softwareCampaign') {
    await ask(node('target'));
    await ask(ae('Ctarget', { nl: 'cse-in/target' }));
  }
  for (const each of chainTo(type) ?? []) {
    const fr = each === 'pollingChannel' ? to : 'CAdmin';
    const content = { ...minimal(each), resourceName: undefined };
    const response = await ask({ op: 1, to, ty: each, fr, pc: { [`m2m:${each}`]: content } });
    if (response.rsc !== 2001) throw new Error(`${each} below ${to}: ${JSON.stringify(response.whole)}`);
    to = String(response.body['resourceID']);
  }
  return to;
}
