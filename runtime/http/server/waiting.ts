/** Requests that wait for their answers, such as long polls: when the server can wait no longer, each is answered all the same. */

interface Waiter {
  readonly end: () => void;
  /** In the list of all. */
  place: number;
}

export class Waiting {
  /**
   * No Set: one that many enter and leave makes a new table every so often, and engines have each hold the next. When one of them has grown old, all
   * that come after it are kept, with whoever waited then, until the whole of the memory is looked through.
   */
  readonly #all: Waiter[] = [];

  /** What `answer` becomes, or `instead` of it when that takes too long. */
  for<T>(answer: Promise<T>, instead: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { end: () => resolve(instead()), place: this.#all.length };
      this.#all.push(waiter);
      answer.then(
        (given) => (this.#leave(waiter), resolve(given)),
        (error: unknown) => (this.#leave(waiter), reject(error as Error)),
      );
    });
  }

  end(): void {
    for (const { end } of this.#all) end();
  }

  /** The last takes its place. */
  #leave({ place }: Waiter): void {
    const last = this.#all.pop();
    if (last === undefined || last.place === place) return;
    last.place = place;
    this.#all[place] = last;
  }
}
