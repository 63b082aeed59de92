/** As much of a clock as scheduling needs. */
export interface Timers {
  readonly start: (work: () => void, milliseconds: number) => unknown;
  readonly cancel: (timer: unknown) => void;
}

export const realTimers: Timers = { start: setTimeout, cancel: (timer) => clearTimeout(timer as NodeJS.Timeout) };

export interface Schedule<T> {
  /** Something happened; the work starts when nothing more has happened for a while. */
  readonly trigger: (item: T) => void;
  /** No more work starts; resolves when none is going on. */
  readonly stop: () => Promise<void>;
}

/**
 * Debounced work that never runs twice at once: an editor that saves five files causes one run, and what happens during
 * a run causes one more after it. `work` gets what happened since it last started, and must not reject.
 */
export function schedule<T>(work: (items: ReadonlySet<T>) => Promise<void>, delay: number, timers: Timers = realTimers): Schedule<T> {
  let pending = new Set<T>();
  let timer: unknown;
  let running: Promise<void> | undefined;
  let stopped = false;

  const start = (): void => {
    timer = undefined;
    if (running !== undefined) return;
    const items = pending;
    pending = new Set();
    running = work(items).then(() => {
      running = undefined;
      if (pending.size > 0 && timer === undefined && !stopped) start();
    });
  };
  return {
    trigger: (item) => {
      if (stopped) return;
      pending.add(item);
      if (timer !== undefined) timers.cancel(timer);
      timer = timers.start(start, delay);
    },
    stop: async () => {
      stopped = true;
      if (timer !== undefined) timers.cancel(timer);
      await running;
    },
  };
}
