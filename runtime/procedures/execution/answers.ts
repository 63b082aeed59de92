/** Execute requests that wait for what a device says to the first RPC (TS-0006-CR 8.2.1, errata A43, A49, A52). */

import type { RequestError } from '../../errors.js';
import type { Unit } from '../../work/unit.js';

interface Awaited {
  readonly answer: Promise<RequestError | undefined>;
  settle(this: void, refusal: RequestError | undefined): void;
}

export class Answers {
  /** By <execInstance>, and by <mgmtCmd> until the request picks it up. */
  readonly #awaited = new Map<string, Awaited>();
  readonly #started = new Map<string, Awaited>();

  /** A request that has started a command will wait for its answer. */
  expect(unit: Unit, mgmtCmd: string, id: string): void {
    let settle: Awaited['settle'] = () => undefined;
    const answer = new Promise<RequestError | undefined>((resolve) => (settle = resolve));
    const awaited = { answer, settle };
    this.#awaited.set(id, awaited);
    this.#started.set(mgmtCmd, awaited);
    unit.onUndo(() => {
      this.#awaited.delete(id);
      this.#started.delete(mgmtCmd);
    });
  }

  isExpected(id: string): boolean {
    return this.#awaited.has(id);
  }

  /** What the device said to the command that a request has just started; undefined: nothing against it, or nobody waits. */
  async to(mgmtCmd: string): Promise<RequestError | undefined> {
    const awaited = this.#started.get(mgmtCmd);
    this.#started.delete(mgmtCmd);
    return awaited?.answer;
  }

  /** The first answer counts. */
  give(id: string, refusal?: RequestError): void {
    this.#awaited.get(id)?.settle(refusal);
    this.#awaited.delete(id);
  }
}
