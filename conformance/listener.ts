/** Where a run hears notifications: addresses of its own, one for each case that listens. */

import { inSyntax } from '../runtime/notification/notification-uri.js';
import { isObject, type JsonValue } from '../wire/json-value.js';
import type { Syntax } from '../wire/media-types.js';
import type { Primitive } from './plan.js';

/** A notification that arrived: its content in its root element, and the parameters of the request; or why it could not be read. */
export type Heard = { readonly content: JsonValue; readonly parameters: Primitive } | { readonly unreadable: string };

/** A verification asks whether a target wants a subscription; it is no notification of an event (TS-0004 7.5.1.2.3). */
export type Sort = 'event' | 'verification';

export interface Listener {
  /** An address that reaches `next` under this key. */
  readonly url: (key: string) => string;
  /** The next one that arrived there; undefined: none came in time (milliseconds). */
  readonly next: (key: string, within: number, sort?: Sort) => Promise<Heard | undefined>;
  /** Forgets what arrived there. */
  readonly forget: (key: string) => void;
}

/** The same, at addresses that ask for this serialization (TS-0001 Table 9.6.8-2). */
export const listenerIn = (syntax: Syntax, listener: Listener): Listener => ({
  url: (key) => inSyntax(listener.url(key), syntax),
  next: (key, within, sort) => listener.next(key, within, sort),
  forget: (key) => listener.forget(key),
});

/** How many notifications are kept for who has not asked yet. */
const KEPT = 100;

/** Queues of notifications by key: what an edge puts in, cases take out. */
export class Mailboxes {
  readonly #boxes = new Map<string, Heard[]>();
  readonly #waiting = new Map<string, (heard: Heard) => void>();

  put(key: string, heard: Heard): void {
    const name = nameOf(key, 'content' in heard && isVerification(heard.content) ? 'verification' : 'event');
    const waiting = this.#waiting.get(name);
    if (waiting !== undefined) return waiting(heard);
    const box = this.#boxes.get(name) ?? [];
    this.#boxes.set(name, box);
    if (box.length < KEPT) box.push(heard);
  }

  async next(key: string, within: number, sort: Sort = 'event'): Promise<Heard | undefined> {
    const name = nameOf(key, sort);
    const [first] = this.#boxes.get(name)?.splice(0, 1) ?? [];
    if (first !== undefined) return first;
    return new Promise((resolve) => {
      const done = (heard?: Heard): void => {
        clearTimeout(timer);
        this.#waiting.delete(name);
        resolve(heard);
      };
      const timer = setTimeout(done, within);
      this.#waiting.set(name, done);
    });
  }

  forget(key: string): void {
    for (const sort of ['event', 'verification'] as const) this.#boxes.delete(nameOf(key, sort));
  }
}

const nameOf = (key: string, sort: Sort): string => `${sort} ${key}`;

function isVerification(content: JsonValue): boolean {
  const body = isObject(content) ? content['m2m:sgn'] : undefined;
  return body !== undefined && isObject(body) && body['vrq'] === true;
}
