/**
 * Whether a CSE that has left requests without an answer is still there, and the same. One that answers others is; one that was started
 * anew may be, but has forgotten the run where it keeps nothing: what it says of what is not there any more is no fault of it.
 */

import type { Exchange, Exchanged } from './exchange.js';

export interface PresenceOptions {
  /** Asks without any of this. */
  readonly exchange: Exchange;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Address of the CSEBase. */
  readonly base: string;
  /** Who may do everything. */
  readonly origin: string;
  /** Address of what the run has made first; undefined before. */
  readonly own: () => string | undefined;
}

/** So many requests in a row without an answer, and it is looked whether the CSE is there. */
const MANY = 8;
/** How often it is looked before it counts as gone, a second between two; a CSE that is started anew is back by then. */
const TRIES = 5;
/** So often it may leave that many without an answer: what is left to ask would take hours. */
const OFTEN = 20;

/** Who is answered so has been asked again already (RFC 6585 4). */
const TOO_MANY_REQUESTS = 429;
const NOT_FOUND = 4004;

export class Presence {
  readonly #options: PresenceOptions;
  #unanswered = 0;
  #often = 0;
  #looking: Promise<void> | undefined;
  #ended: string | undefined;

  constructor(options: PresenceOptions) {
    this.#options = options;
  }

  /** Why nothing is asked any more. */
  get ended(): string | undefined {
    return this.#ended;
  }

  /** The answer as far as it says something: what came of a CSE that has forgotten the run does not. */
  async heed(answer: Exchanged): Promise<Exchanged> {
    if (this.#ended !== undefined) return answer;
    const isShut = answer.response?.status === TOO_MANY_REQUESTS;
    const isAnswered = answer.response !== undefined && !isShut;
    const wasSilent = this.#unanswered > 0;
    this.#unanswered = isAnswered ? 0 : this.#unanswered + 1;
    if (isShut && this.#unanswered >= MANY) this.#ended = `the CSE takes no more requests: HTTP ${TOO_MANY_REQUESTS}`;
    else if (isAnswered ? wasSilent : this.#unanswered >= MANY) this.#looking ??= this.#look(answer).finally(() => (this.#looking = undefined));
    await this.#looking;
    return this.#ended === undefined || !isAnswered ? answer : { ...answer, rsc: undefined, content: undefined };
  }

  async #look({ response, troubles }: Exchanged): Promise<void> {
    const { exchange, sleep, base, origin, own } = this.#options;
    if (response === undefined) {
      let found = await exchange({ op: 2, to: base, fr: origin });
      for (let tries = 1; found.response === undefined && tries < TRIES; tries += 1) {
        await sleep(1000);
        found = await exchange({ op: 2, to: base, fr: origin });
      }
      this.#often += 1;
      this.#unanswered = 0;
      if (found.response === undefined) this.#ended = `the CSE answers no more: ${troubles[0]?.came ?? ''}`;
      else if (this.#often > OFTEN) this.#ended = `the CSE leaves too many requests without an answer: ${troubles[0]?.came ?? ''}`;
    }
    const first = own();
    if (this.#ended !== undefined || first === undefined) return;
    const there = await exchange({ op: 2, to: first, fr: origin });
    if (there.rsc === NOT_FOUND) this.#ended = `the CSE has forgotten what the run has made: there is no ${first} any more, since it left requests without an answer`;
  }
}
