/** All time of the runtime comes from a clock that is passed in. */

export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  now(): number;
  /** Runs `run` once at `time`, or as soon as possible when that has passed, never before it, nor before `at` returns. The result cancels it. */
  at(time: number, run: () => void): () => void;
}

/** setTimeout holds 31 bits of milliseconds (24.8 days); longer waits are taken in stretches. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** The time of the machine. Its timers do not keep the process alive; they count by another clock, by which it may be too early. */
export const systemClock: Clock = {
  now: () => Date.now(),
  at(time, run) {
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      const left = Math.min(Math.max(0, time - Date.now()), LONGEST_TIMEOUT);
      timer = setTimeout(() => (Date.now() < time ? wait() : run()), left);
      timer.unref();
    };
    wait();
    return () => clearTimeout(timer);
  },
};

/** A clock that stands still until it is told to go on. */
export interface ManualClock extends Clock {
  /** Goes on to `time` and runs what is due by then: earlier times first, then earlier registrations. Never goes back. */
  advanceTo(time: number): void;
  advance(milliseconds: number): void;
  /** Timers neither run nor cancelled. */
  pending(): number;
}

interface Timer {
  readonly time: number;
  readonly order: number;
  /** Undefined: cancelled. */
  run: (() => void) | undefined;
}

const isBefore = (a: Timer, b: Timer) => a.time < b.time || (a.time === b.time && a.order < b.order);

/** A clock for tests and simulations. A timer that throws stops the advance, at its own time; the next advance goes on after it. */
export function manualClock(start = 0): ManualClock {
  let now = start;
  let registered = 0;
  let heap = timerHeap();
  let cancelled = 0;
  let pending = 0;

  const next = (): Timer | undefined => {
    for (let first = heap.first(); first !== undefined; first = heap.first()) {
      if (first.run !== undefined) return first;
      heap.removeFirst();
      cancelled -= 1;
    }
    return undefined;
  };
  const forgetCancelled = () => {
    if (cancelled <= pending + 64) return;
    const timers = heap.all().filter(({ run }) => run !== undefined);
    heap = timerHeap();
    for (const timer of timers) heap.add(timer);
    cancelled = 0;
  };
  const advanceTo = (time: number) => {
    for (let timer = next(); timer !== undefined && timer.time <= time; timer = next()) {
      const { run } = timer;
      heap.removeFirst();
      timer.run = undefined;
      pending -= 1;
      now = Math.max(now, timer.time);
      run?.();
    }
    now = Math.max(now, time);
  };
  return {
    now: () => now,
    at(time, run) {
      const timer: Timer = { time, order: registered++, run };
      pending += 1;
      heap.add(timer);
      return () => {
        if (timer.run === undefined) return;
        timer.run = undefined;
        pending -= 1;
        cancelled += 1;
        forgetCancelled();
      };
    },
    advanceTo,
    advance: (milliseconds) => advanceTo(now + milliseconds),
    pending: () => pending,
  };
}

/** Binary heap: a campaign of 100,000 targets sets as many timers. */
function timerHeap() {
  const timers: Timer[] = [];
  const at = (index: number) => timers[index] as Timer;
  const swap = (a: number, b: number) => {
    [timers[a], timers[b]] = [at(b), at(a)];
  };
  return {
    first: (): Timer | undefined => timers[0],
    all: (): readonly Timer[] => timers,
    add(timer: Timer) {
      let index = timers.push(timer) - 1;
      for (let parent = (index - 1) >> 1; index > 0 && isBefore(at(index), at(parent)); parent = (index - 1) >> 1) {
        swap(index, parent);
        index = parent;
      }
    },
    removeFirst() {
      const last = timers.pop();
      if (last === undefined || timers.length === 0) return;
      timers[0] = last;
      for (let index = 0; ;) {
        const left = 2 * index + 1;
        if (left >= timers.length) return;
        const least = left + 1 < timers.length && isBefore(at(left + 1), at(left)) ? left + 1 : left;
        if (!isBefore(at(least), at(index))) return;
        swap(least, index);
        index = least;
      }
    },
  };
}
