/** Who may do what (TS-0004 7.3.3.15, TS-0001 9.6.2): the rules of accessControlPolicies, and the default where there is none. */

import { AccessControlOperations } from '../../generated/enumerations.js';
import { entityId, resolve } from '../addresses.js';
import type { Privilege, AccessRule } from '../privilege.js';
import { attribute, type Attributes, type JsonValue, type Resource } from '../resource.js';
import { cseTerm, termsOf } from '../terms.js';
import { attributeRows } from '../types.js';
import type { Reader } from '../unit.js';
import type { World } from '../world.js';

/** Whether the resource's policies, or in their absence the default, give the Originator this privilege. */
export function mayAccess(world: World, reader: Reader, originator: string, privilege: Privilege, resource: Resource): boolean {
  if (originator === world.policy.admin || originator === world.cseId) return true;
  const permits = (rules: readonly AccessRule[]) =>
    rules.some(
      (rule) => rule.privileges.includes(privilege) && rule.originators.some((one) => one === 'all' || entityId(world, one) === originator),
    );

  if (resource.id === world.rootId) return permits(world.policy.access);
  if (resource.type === 'accessControlPolicy') return permits(rulesIn(attribute(resource.attributes, 'selfPrivileges')));
  if (!attributeRows(resource.type).has('accessControlPolicyIDs')) {
    const parent = resource.parent === null ? undefined : reader.get(resource.parent);
    return parent !== undefined && mayAccess(world, reader, originator, privilege, parent);
  }
  const policies = attribute(resource.attributes, 'accessControlPolicyIDs');
  // TS-0001 9.6.1.3.2: without policies only the creator has access.
  if (!Array.isArray(policies)) return resource.creator === originator;
  return policies.some((id) => {
    const policy = typeof id === 'string' ? resolve(world, world.store, id) : undefined;
    return policy?.type === 'accessControlPolicy' && permits(rulesIn(attribute(policy.attributes, 'privileges')));
  });
}

/** The rules of an m2m:setOfAcrs. */
function rulesIn(value: JsonValue | undefined): readonly AccessRule[] {
  const rules = isRecord(value) ? attribute(value, 'accessControlRule') : undefined;
  return Array.isArray(rules) ? rules.filter(isRecord).map(ruleOf) : [];
}

function ruleOf(rule: Attributes): AccessRule {
  const originators = attribute(rule, 'accessControlOriginators');
  const operations = attribute(rule, 'accessControlOperations');
  const bits = typeof operations === 'number' ? operations : 0;
  return {
    originators: Array.isArray(originators) ? originators.filter((one): one is string => typeof one === 'string') : [],
    privileges: (Object.keys(AccessControlOperations) as Privilege[]).filter((name) => (bits & AccessControlOperations[name]) !== 0),
  };
}

const isRecord = (value: JsonValue | undefined): value is Attributes =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Is this someone the CSE knows: the administrator, itself, a registered AE or CSE, or somebody behind a registered CSE (TS-0004 7.3.2.1)? An
 * AE-ID is the id of its <AE>.
 */
export function isRegistered(world: World, originator: string): boolean {
  if (originator === world.policy.admin || originator === world.cseId) return true;
  if (originator.startsWith('/')) return remoteCseOf(world, originator) !== undefined;
  return world.store.get(originator)?.type === 'AE';
}

/** The <remoteCSE> through which a CSE, an AE or a resource of another CSE is reached, by its SP-relative address. */
export function remoteCseOf(world: Pick<World, 'store' | 'rootId' | 'spId'>, address: string): Resource | undefined {
  const absolute = `//${world.spId}/`;
  const relative = address.startsWith(absolute) ? address.slice(absolute.length - 1) : address;
  const [, cseId] = /^\/([^/]+)/.exec(relative) ?? [];
  if (cseId === undefined) return undefined;
  const found = world.store.children(world.rootId, 'remoteCSE', [cseTerm(`/${cseId}`)]);
  // A store without an index of terms returns all of the type.
  return found.find((remote) => termsOf(remote).includes(cseTerm(`/${cseId}`)));
}
