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

/** Creates the resource and all above it; returns its address. @param more what each of them has besides */
export const stand = async (world: World, type: string, more: Json = {}): Promise<string> => {
  await ready(world, type);
  return standing(world, chainTo(type) ?? [], more);
};

/** Creates all above a resource of the type; returns the address of its parent. */
export const standParent = async (world: World, type: string, more: Json = {}): Promise<string> => {
  await ready(world, type);
  return standing(world, chainTo(type)!.slice(0, -1), more);
};

/** What must be there, and is not above. */
async function ready({ ask }: World, type: string): Promise<void> {
  if (type !== 'softwareCampaign') return;
  await ask(node('target'));
  await ask(ae('Ctarget', { nl: 'cse-in/target' }));
}

async function standing({ ask }: World, chain: readonly string[], more: Json): Promise<string> {
  let to = 'cse-in';
  for (const each of chain) {
    const fr = each === 'pollingChannel' ? to : 'CAdmin';
    const content = { ...minimal(each), ...more, resourceName: undefined };
    const response = await ask({ op: 1, to, ty: each, fr, pc: { [`m2m:${each}`]: content } });
    if (response.rsc !== 2001) throw new Error(`${each} below ${to}: ${JSON.stringify(response.whole)}`);
    to = String(response.body['resourceID'] ?? response.body['ri']);
  }
  return to;
}
