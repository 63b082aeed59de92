/** Requests that wait for their answers, such as long polls: when the server can wait no longer, each is answered all the same. */

export class Waiting {
  readonly #ends = new Set<() => void>();

  /** What `answer` becomes, or `instead` of it when that takes too long. */
  for<T>(answer: Promise<T>, instead: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = () => resolve(instead());
      this.#ends.add(end);
      const done = () => this.#ends.delete(end);
      answer.then((given) => (done(), resolve(given)), (error: unknown) => (done(), reject(error as Error)));
    });
  }

  end(): void {
    for (const end of this.#ends) end();
  }
}
