/** The nodes of softwareTargets, and what a request must hold for them (TS-0001-CR 10.2.28.3.1 and 10.2.28.3.3, errata B72, B79). */

import { refused } from '../../errors.js';
import { attribute, type Attributes, type JsonValue, type Resource } from '../../resource.js';
import type { Reader, Unit } from '../../work/unit.js';
import type { CampaignPolicy } from './policy.js';

/** A target as the campaign names it, and the node that it is; undefined: there is none any more. */
export interface NamedTarget {
  readonly address: string;
  readonly node: Resource | undefined;
}

export function targetsOf(reader: Reader, campaign: Attributes): readonly NamedTarget[] {
  const addresses = (attribute(campaign, 'softwareTargets') ?? []) as readonly string[];
  return addresses.map((address) => {
    const found = reader.find(address);
    return { address, node: found?.type === 'node' ? found : undefined };
  });
}

/**
 * Every target is a node, once, of a Registree, and the Originator may create a [software] below it.
 * @throws RequestError BAD_REQUEST, ORIGINATOR_HAS_NO_PRIVILEGE
 */
export function checkTargets(unit: Unit, policy: CampaignPolicy, parent: string, targets: readonly NamedTarget[]): void {
  const isOfRegistree = policy.registreesOnly ? registreesBelow(unit, parent) : () => true;
  const seen = new Set<string>();
  for (const { address, node } of targets) {
    if (node === undefined) throw refused('BAD_REQUEST', `softwareTargets: there is no <node> ${address} (TS-0001-CR 10.2.28.3).`);
    if (seen.has(node.id)) throw refused('BAD_REQUEST', `softwareTargets: ${address} stands there twice (erratum B79).`);
    seen.add(node.id);
    if (!isOfRegistree(node)) throw refused('BAD_REQUEST', `softwareTargets: ${address} is no node of a Registree (erratum B72): ${stepMissing(node)}.`);
    if (!unit.may(unit.originator, 'CREATE', node)) {
      throw refused('ORIGINATOR_HAS_NO_PRIVILEGE', `softwareTargets: no CREATE below ${address} (TS-0001-CR 10.2.28.3).`);
    }
  }
}

/** What whoever prepares a campaign has forgotten: a registration, or the link between it and the node. */
function stepMissing({ attributes }: Resource): string {
  const named = [...((attribute(attributes, 'hostedAELinks') ?? []) as readonly JsonValue[]), attribute(attributes, 'hostedCSELink') ?? []].flat().map(String);
  return named.length > 0
    ? `${named.join(', ')}, to which it links, is not registered here: register it first`
    : 'nothing links them; register the AE or CSE of the node, and name it in hostedAELinks or hostedCSELink of the <node>, or the <node> in its nodeLink';
}

/** Whether a Registree links to a node with nodeLink (10.2.28.2 Step 0), or the node to a Registree. */
function registreesBelow(reader: Reader, parent: string): (node: Resource) => boolean {
  const isRegistree = (link: JsonValue | undefined) => typeof link === 'string' && registreeTypes.has(reader.find(link)?.type ?? '');
  const isLinkedBy = (type: string, spelling: string) =>
    reader.children(parent, type, [spelling]).some(({ attributes }) => attribute(attributes, 'nodeLink') === spelling);
  return (node) => {
    const links = (attribute(node.attributes, 'hostedAELinks') ?? []) as readonly JsonValue[];
    if (links.some(isRegistree) || isRegistree(attribute(node.attributes, 'hostedCSELink'))) return true;
    return reader.spellings(node).some((spelling) => [...registreeTypes].some((type) => isLinkedBy(type, spelling)));
  };
}

const registreeTypes: ReadonlySet<string> = new Set(['AE', 'remoteCSE']);
