/** Where notifications arrive over HTTP: the listener of the runtime, with an address for each key. */

import type { Listening } from '../../runtime/client/transport.js';
import { notificationListener } from '../../runtime/http/server/listener.js';
import { Mailboxes, type Listener } from '../listener.js';
import { codecIn, type Specification } from '../specification.js';

export interface ListenOptions {
  /** Address of this machine at which the CSE reaches it; default 127.0.0.1. */
  readonly host?: string;
  /** Default: any that is free. */
  readonly port?: number;
  /** Of one's own: notifications in XML have its names. */
  readonly specification?: Specification | undefined;
}

export interface RunningListener extends Listener {
  readonly close: () => Promise<void>;
}

/** Bytes of one notification. */
const LIMIT = 1 << 20;

export async function listenForNotifications({ specification, ...options }: ListenOptions = {}): Promise<RunningListener> {
  const boxes = new Mailboxes();
  const listening = new Map<string, Listening>();
  const keys = new Map<string, string>();
  const unreadable = (uri: string, why: string): void => {
    const key = keys.get(uri);
    if (key !== undefined) boxes.put(key, { unreadable: why });
  };
  const listener = await notificationListener({ ...options, bodyLimit: LIMIT, unreadable, codec: specification && codecIn(specification) });
  return {
    url(key) {
      const there = listening.get(key) ?? listener.listen((content, parameters) => boxes.put(key, { content, parameters }));
      listening.set(key, there);
      keys.set(there.uri, key);
      return there.uri;
    },
    next: (key, within, sort) => boxes.next(key, within, sort),
    forget(key) {
      boxes.forget(key);
      const there = listening.get(key);
      if (there === undefined) return;
      void there.close();
      listening.delete(key);
      keys.delete(there.uri);
    },
    close: () => listener.close(),
  };
}
