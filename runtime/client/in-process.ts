/** A transport to a CSE in the same process: nothing is written, nothing is read. */

import type { HostingCse } from '../cse.js';
import type { Attributes } from '../resource.js';
import { TransportError, type Transport } from './transport.js';

/** Where a CSE hands its notifications over, and clients hear them. */
export interface NotificationHub {
  /** For `createHostingCse({ notify })`. */
  notify(this: void, target: string, notification: Attributes): void;
  /** Hears what goes to a target that it makes up. */
  listen(this: void, heard: (content: Attributes) => void): { readonly uri: string; close(): Promise<void> };
}

/** @param otherwise takes what goes to anybody else */
export function notificationHub(otherwise: (target: string, notification: Attributes) => unknown = () => undefined): NotificationHub {
  const listeners = new Map<string, (content: Attributes) => void>();
  let made = 0;
  return {
    notify(target, notification) {
      const heard = listeners.get(target);
      if (heard === undefined) otherwise(target, notification);
      else heard(notification);
    },
    listen(heard) {
      // A URL, as notificationURI asks for; nobody connects to it.
      const uri = `http://in-process.invalid/${(made += 1)}`;
      listeners.set(uri, heard);
      return { uri, close: async () => void listeners.delete(uri) };
    },
  };
}

/**
 * @param hub of the CSE's notifications, for who subscribes
 * @example
 * const hub = notificationHub();
 * const client = createClient(inProcess(createHostingCse({ notify: hub.notify }), hub));
 */
export function inProcess({ request }: Pick<HostingCse, 'request'>, hub?: NotificationHub): Transport {
  return {
    request,
    async listen(heard) {
      if (hub === undefined) throw new TransportError('no-listener', 'nobody listens here: give inProcess the hub that takes the notifications of the CSE');
      return hub.listen(heard);
    },
    close: async () => undefined,
  };
}
