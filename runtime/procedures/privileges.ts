/** Who may do what (TS-0004 7.3.3.15, TS-0001 9.6.2): the rules of accessControlPolicies, and the default where there is none. */

import { resolve } from '../addresses.js';
import type { Privilege, AccessRule } from '../privilege.js';
import { attribute, type Resource } from '../resource.js';
import { attributeRows } from '../types.js';
import type { Reader } from '../work/unit.js';
import type { World } from '../world.js';
import { permits, rulesIn } from './access-rules.js';
import { announcedBy, announcedPolicy } from './announcing/announced-here.js';
import { wayTo } from './ways.js';

/**
 * Whether the resource's policies, or in their absence the default, give the Originator this privilege; the CSE that has announced it here has them
 * all.
 */
export function mayAccess(world: World, reader: Reader, originator: string, privilege: Privilege, resource: Resource, child?: string): boolean {
  if (originator === world.policy.admin || originator === world.cseId) return true;
  return mayByPolicies(world, reader, originator, privilege, resource, child) || announcedBy(world, resource) === originator;
}

function mayByPolicies(world: World, reader: Reader, originator: string, privilege: Privilege, resource: Resource, child?: string): boolean {
  const access = { originator, privilege, resource, child, now: reader.now };
  if (resource.id === world.rootId) return permits(world, localRules(world, originator), access);
  if (resource.type === 'accessControlPolicy' || resource.type === 'accessControlPolicyAnnc')
    return permits(world, rulesIn(attribute(resource.attributes, 'selfPrivileges')), access);
  if (!attributeRows(resource.type).has('accessControlPolicyIDs')) {
    const parent = resource.parent === null ? undefined : reader.get(resource.parent);
    return parent !== undefined && mayAccess(world, reader, originator, privilege, parent, child);
  }
  return byPolicies(world, resource, originator, (policy) => permits(world, rulesIn(attribute(policy.attributes, 'privileges')), access));
}

/**
 * Whether the Originator may change accessControlPolicyIDs: what the policies that stand there say of themselves decides, not what they say of the
 * resource (TS-0001 9.6.1.3.2).
 */
export function mayChangePolicies(world: World, reader: Reader, originator: string, resource: Resource): boolean {
  if (originator === world.policy.admin || originator === world.cseId) return true;
  return byPolicies(world, resource, originator, (policy) => mayAccess(world, reader, originator, 'UPDATE', policy));
}

/** TS-0001 9.6.1.3.2: without policies only the creator has access. */
function byPolicies(world: World, resource: Resource, originator: string, permitting: (policy: Resource) => boolean): boolean {
  const policies = attribute(resource.attributes, 'accessControlPolicyIDs');
  if (!Array.isArray(policies)) return resource.creator === originator;
  return policies.some((id) => {
    const policy = typeof id === 'string' ? (resolve(world, world.store, id) ?? announcedPolicy(world, id)) : undefined;
    return (policy?.type === 'accessControlPolicy' || policy?.type === 'accessControlPolicyAnnc') && permitting(policy);
  });
}

/** Those for `registered` are for all of them, and for nobody else. */
function localRules(world: World, originator: string): readonly AccessRule[] {
  const known = () => isRegistered(world, originator);
  return world.policy.access.map((rule) => (rule.originators.includes('registered') && known() ? { ...rule, originators: ['all'] } : rule));
}

/**
 * Is this someone the CSE knows: the administrator, itself, a registered AE or CSE, or somebody behind one, or behind the Registrar (TS-0004 7.3.2.1)? An
 * AE-ID is the id of its <AE>.
 */
export function isRegistered(world: World, originator: string): boolean {
  if (originator === world.policy.admin || originator === world.cseId) return true;
  if (originator.startsWith('/')) return wayTo(world, originator) !== undefined;
  return world.store.get(originator)?.type === 'AE';
}
