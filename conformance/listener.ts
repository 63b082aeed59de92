/** Where a run hears notifications: addresses of its own, one for each case that listens. */

import type { JsonValue } from '../wire/json-value.js';

export interface Listener {
  /** An address that reaches `next` under this key. */
  readonly url: (key: string) => string;
  /** The next notification that arrived there, in its root element; undefined: none came in time (milliseconds). */
  readonly next: (key: string, within: number) => Promise<JsonValue | undefined>;
  /** Forgets what arrived there. */
  readonly forget: (key: string) => void;
}

/** How many notifications are kept for who has not asked yet. */
const KEPT = 100;

/** Queues of notifications by key: what an edge puts in, cases take out. */
export class Mailboxes {
  readonly #boxes = new Map<string, JsonValue[]>();
  readonly #waiting = new Map<string, (notification: JsonValue) => void>();

  put(key: string, notification: JsonValue): void {
    const waiting = this.#waiting.get(key);
    if (waiting !== undefined) return waiting(notification);
    const box = this.#boxes.get(key) ?? [];
    this.#boxes.set(key, box);
    if (box.length < KEPT) box.push(notification);
  }

  async next(key: string, within: number): Promise<JsonValue | undefined> {
    const [first] = this.#boxes.get(key)?.splice(0, 1) ?? [];
    if (first !== undefined) return first;
    return new Promise((resolve) => {
      const done = (notification?: JsonValue): void => {
        clearTimeout(timer);
        this.#waiting.delete(key);
        resolve(notification);
      };
      const timer = setTimeout(done, within);
      this.#waiting.set(key, done);
    });
  }

  forget(key: string): void {
    this.#boxes.delete(key);
  }
}

/** A verification asks whether the target is there; it is no notification of an event (TS-0004 7.5.1.2.3). */
export const isVerification = (content: JsonValue): boolean => {
  const body = (content as { readonly 'm2m:sgn'?: { readonly vrq?: JsonValue } } | null)?.['m2m:sgn'];
  return body?.vrq === true;
};
