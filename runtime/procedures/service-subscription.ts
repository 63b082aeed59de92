/**
 * What a service subscription lets AEs register here (TS-0004 7.3.2.7, TS-0001 9.6.29, 10.2.2.2): the rules that the <serviceSubscribedNode> of this
 * CSE links. Where no profile has one for it, nothing is agreed on for this CSE, and local policy lets them.
 */

import { refused } from '../errors.js';
import { attribute, listIn, type Attributes, type Resource } from '../resource.js';
import { matchesPattern } from '../wildcard.js';
import type { Reader } from '../work/unit.js';

/** @throws RequestError APP_RULE_VALIDATION_FAILED */
export function checkServiceSubscription(reader: Reader, base: string, aeId: string, attributes: Attributes): void {
  const nodes = subscribedNodes(reader, base);
  if (nodes.length === 0) return;
  const rules = nodes.flatMap((node) => listIn(node.attributes, 'ruleLinks')).flatMap((link) => reader.find(link) ?? []);
  const appId = String(attribute(attributes, 'App-ID'));
  if (rules.some((rule) => rule.type === 'serviceSubscribedAppRule' && allows(rule, appId, aeId))) return;
  throw refused('APP_RULE_VALIDATION_FAILED', `The service subscription has no rule that lets ${appId.slice(0, 80)} register as ${aeId} (TS-0004 7.3.2.7).`);
}

const subscribedNodes = (reader: Reader, base: string): readonly Resource[] =>
  reader
    .children(base, 'm2mServiceSubscriptionProfile')
    .flatMap(({ id }) => reader.children(id, 'serviceSubscribedNode'))
    .filter(({ attributes }) => attribute(attributes, 'CSE-ID') === `/${reader.self}`);

/** There is no security association whose credential a rule could ask for: those that name one are for others. What a rule does not say it leaves open. */
function allows({ attributes }: Resource, appId: string, aeId: string): boolean {
  const isAmong = (name: string, value: string) => {
    const patterns = listIn(attributes, name);
    return patterns.length === 0 || patterns.some((pattern) => matchesPattern(pattern, value));
  };
  const credentials = listIn(attributes, 'applicableCredIDs');
  return (credentials.length === 0 || credentials.includes('*')) && isAmong('allowedApp-IDs', appId) && isAmong('allowedAEs', aeId);
}
