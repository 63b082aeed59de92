/** Requests that wait for their answers, such as long polls: when the server can wait no longer, each is answered all the same. */

import { Bag } from '../../bag.js';

export class Waiting {
  readonly #ends = new Bag<() => void>();

  /** What `answer` becomes, or `instead` of it when that takes too long. */
  for<T>(answer: Promise<T>, instead: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const done = this.#ends.add(() => resolve(instead()));
      answer.then((given) => (done(), resolve(given)), (error: unknown) => (done(), reject(error as Error)));
    });
  }

  end(): void {
    for (const end of this.#ends.items()) end();
  }
}
