/** What was asked in sessions that broke: what the device made of it nobody knows, until it says something of it. */

import { SessionError } from '../devices/session-error.js';
import type { Report } from '../devices/devices.js';
import { traceOf, tracesIn, type Question, type Reply } from './words.js';

export interface LostAsk {
  readonly question: Question;
  done(reply: Reply): void;
  failed(error: SessionError): void;
}

export interface LostOptions {
  /** Runs it when it has been waited for long enough. The result cancels that. */
  limit(run: () => void): () => void;
  /** One less is waited for. */
  forgotten(): void;
}

export class Lost {
  readonly #byTrace = new Map<string, (reply: Reply) => void>();

  get size(): number {
    return this.#byTrace.size;
  }

  /** Of which a device says nothing later, or not in time, has failed. */
  add({ question, done, failed }: LostAsk, reason: string, { limit, forgotten }: LostOptions): void {
    const trace = traceOf(question);
    const fail = () => failed(new SessionError('timeout', reason));
    if (trace === undefined) return fail();
    const forget = () => {
      cancel();
      this.#byTrace.delete(trace);
      forgotten();
    };
    const cancel = limit(() => (forget(), fail()));
    this.#byTrace.set(trace, (reply) => (forget(), done(reply)));
  }

  /** What it tells of it has accepted, whether that was heard or not. */
  hear(report: Report): void {
    for (const [trace, reply] of tracesIn(report)) this.#byTrace.get(trace)?.(reply);
  }
}
