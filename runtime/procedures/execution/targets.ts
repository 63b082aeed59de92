/** Which managed entities a command is for (TS-0004 7.4.16.2.3.2 steps 1 and 2, 7.3.4.1, 7.3.4.2). */

import { attribute, type Resource } from '../../resource.js';
import type { Reader } from '../../work/unit.js';
import type { ManagementPolicy } from './host.js';
import { refusedAs } from './refusals.js';

type Located = { readonly device: string } | { readonly failure: 'entityNotReachable' | 'objectNotFound' };

export interface Targets {
  /** execTarget of each execInstance. */
  readonly addresses: readonly string[];
  /** Whether it is one node, whose failures the answer tells (A49). */
  readonly isSole: boolean;
}

/**
 * The <node> of execTarget, or the members of the <group>, those that are no <node> too: their execInstances tell that nothing was reached.
 * execTarget may be an address or the node-ID of a <node> (P07).
 * @param root the CSEBase, whose nodes are meant
 * @throws RequestError when there is nobody to manage
 */
export function targetsOf(reader: Reader, root: string, execTarget: string, policy: ManagementPolicy): Targets {
  const target =
    reader.find(execTarget) ?? reader.children(root, 'node', [execTarget]).find((node) => attribute(node.attributes, 'nodeID') === execTarget);
  if (target?.type === 'group') {
    const members = attribute(target.attributes, 'memberIDs') as readonly string[];
    if (members.length === 0) throw refusedAs('mgmtCmd.execute.entityNotReachable', 'the group has no members');
    // A node that stands there under several addresses is one managed entity.
    return { addresses: [...new Set(members.map((member) => reader.find(member)?.id ?? member))], isSole: false };
  }
  const located = locate(target, policy);
  if ('failure' in located) throw refusedAs(`mgmtCmd.execute.${located.failure}`);
  return { addresses: [target?.id ?? execTarget], isSole: true };
}

/** How the devices know what an execTarget names. */
export function locate(target: Resource | undefined, policy: ManagementPolicy): Located {
  if (target?.type !== 'node') return { failure: 'entityNotReachable' };
  const device = policy.deviceOf(target);
  return device === undefined ? { failure: 'objectNotFound' } : { device };
}
