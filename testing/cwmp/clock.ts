/** All time of a CPE; the clocks of the runtime are of this form. */
export interface CpeClock {
  /** Milliseconds since the epoch, UTC. */
  now(): number;
  /** Runs `run` once at `time`; the result cancels it. */
  at(time: number, run: () => void): () => void;
}

export const systemClock: CpeClock = {
  now: () => Date.now(),
  at(time, run) {
    const timer = setTimeout(run, Math.min(Math.max(0, time - Date.now()), 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
};

/** A clock of which nothing is left when it is closed. */
export class ClosableClock implements CpeClock {
  readonly #cancels = new Set<() => void>();
  #isClosed = false;

  constructor(private readonly clock: CpeClock) {}

  now = (): number => this.clock.now();

  at = (time: number, run: () => void): (() => void) => {
    if (this.#isClosed) return () => undefined;
    const stop = this.clock.at(time, () => {
      this.#cancels.delete(cancel);
      run();
    });
    const cancel = () => {
      this.#cancels.delete(cancel);
      stop();
    };
    this.#cancels.add(cancel);
    return cancel;
  };

  close(): void {
    this.#isClosed = true;
    for (const cancel of [...this.#cancels]) cancel();
  }
}
