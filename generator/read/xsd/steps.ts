/** Thrown when work takes more steps than it may. */
export class TooManySteps extends Error {}

/** Counts the steps of some work and ends it when they are too many: the same input ends at the same place on every machine, as it would not by a clock. */
export class Steps {
  #taken = 0;

  constructor(readonly limit = Infinity) {}

  get taken(): number {
    return this.#taken;
  }

  take(count: number): void {
    this.#taken += count;
    if (this.#taken > this.limit) throw new TooManySteps();
  }
}
