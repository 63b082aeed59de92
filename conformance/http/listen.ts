/** Where notifications arrive over HTTP: the listener of the runtime, with an address for each key. */

import type { JsonValue } from '../../wire/json-value.js';
import type { Listening } from '../../runtime/client/transport.js';
import { notificationListener } from '../../runtime/http/server/listener.js';
import { isVerification, Mailboxes, type Listener } from '../listener.js';

export interface ListenOptions {
  /** Address of this machine at which the CSE reaches it; default 127.0.0.1. */
  readonly host?: string;
  /** Default: any that is free. */
  readonly port?: number;
}

export interface RunningListener extends Listener {
  readonly close: () => Promise<void>;
}

/** Bytes of one notification. */
const LIMIT = 1 << 20;

export async function listenForNotifications(options: ListenOptions = {}): Promise<RunningListener> {
  const boxes = new Mailboxes();
  const listener = await notificationListener({ ...options, bodyLimit: LIMIT });
  const listening = new Map<string, Listening>();
  return {
    url(key) {
      const there = listening.get(key) ?? listener.listen((content) => void (isVerification(content as JsonValue) || boxes.put(key, content as JsonValue)));
      listening.set(key, there);
      return there.uri;
    },
    next: (key, within) => boxes.next(key, within),
    forget(key) {
      boxes.forget(key);
      void listening.get(key)?.close();
      listening.delete(key);
    },
    close: () => listener.close(),
  };
}
