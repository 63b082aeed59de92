/** What a server takes from those who connect, before it is too much. */

export interface Limits {
  /** Bytes of a body; beyond: 413. */
  readonly bodyBytes: number;
  /** Bytes of the request line and all headers; beyond: 431. */
  readonly headerBytes: number;
  /** Milliseconds until the headers of a request must have arrived; a client that is slower is told 408 and cut off. */
  readonly headersWithin: number;
  /** Milliseconds until the whole of a request must have arrived. */
  readonly requestWithin: number;
  /** Milliseconds after which a request that waits for a device, say, is answered with REQUEST_TIMEOUT, unless it says itself how long it waits. */
  readonly answerWithin: number;
  /** Milliseconds that a connection may stay open without a word: between two requests, or while an answer is not read. */
  readonly idle: number;
  /** Connections at the same time; further ones are closed at once. */
  readonly connections: number;
  /** Requests of one Originator under way at the same time; beyond: 429. */
  readonly perOriginator: number;
  /** Milliseconds that requests under way get to end when the server closes. */
  readonly grace: number;
}

export const defaultLimits: Limits = {
  bodyBytes: 4_000_000,
  headerBytes: 16_384,
  headersWithin: 10_000,
  requestWithin: 30_000,
  answerWithin: 60_000,
  idle: 75_000,
  connections: 2_000,
  perOriginator: 500,
  grace: 5_000,
};

/** Who has how many requests under way. */
export class UnderWay {
  readonly #limit: number;
  readonly #counts = new Map<string, number>();
  #count = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Of all. */
  get count(): number {
    return this.#count;
  }

  /** False: it has as many as it may. */
  enter(originator: string): boolean {
    const count = this.#counts.get(originator) ?? 0;
    if (count >= this.#limit) return false;
    this.#counts.set(originator, count + 1);
    this.#count += 1;
    return true;
  }

  leave(originator: string): void {
    const count = this.#counts.get(originator) ?? 0;
    this.#count -= 1;
    if (count > 1) this.#counts.set(originator, count - 1);
    else this.#counts.delete(originator);
  }
}
