/** Subscription Verification (TS-0004 7.4.8.2.1, 7.5.1.2.3). */

import { refused } from '../errors.js';
import { listIn, type Attributes } from '../resource.js';
import type { Call, NotifyingHost } from './procedure.js';

export const targetsIn = (content: Attributes): readonly string[] => listIn(content, 'notificationURI');

/**
 * Targets that are oneM2M identifiers and not the Originator say whether they want
 * notifications before the subscription is there.
 */
export async function verify(host: NotifyingHost, { operation, originator, content, target, run }: Call): Promise<void> {
  // An UPDATE asks those that it adds (TS-0001 Table 10.2.10.4-1).
  const present = new Set(operation === 'update' ? targetsIn(target.attributes) : []);
  // A group of this CSE has named itself as the target (TS-0004 7.4.14.2.3).
  const isForwarded = Object.hasOwn(content, 'notificationForwardingURI');
  const isGroup = (each: string) => isForwarded && run((unit) => unit.find(each)?.type === 'group');
  const others = targetsIn(content).filter((each) => !present.has(each) && host.needsVerification(each, originator) && !isGroup(each));
  const notification = { verificationRequest: true, creator: originator, subscriptionReference: `${host.cseId}/${target.id}` };
  for (const each of others) {
    try {
      await host.tell(each, { notification });
    } catch (error) {
      host.report(error);
      throw refused('SUBSCRIPTION_VERIFICATION_INITIATION_FAILED', `${each.slice(0, 80)} was asked and did not say OK (TS-0004 7.4.8.2.1).`);
    }
  }
}
