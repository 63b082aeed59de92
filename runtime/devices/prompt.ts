/**
 * Promises whose outcome can be had in the very turn in which it is there. Simulated devices answer with them, so that a clock that is
 * advanced by a day in one step tells the same story as one that goes second by second: no promise waits for the step to be over.
 */

export interface Outcome<T> {
  done(value: T): void;
  failed(error: unknown): void;
}

type Listen<T> = (outcome: Outcome<T>) => void;

/** Where a prompt promise can be heard: with it, for a table of all of them is what a collector of garbage is slowest with. */
const LISTEN = Symbol('listen');

type Prompt<T> = Promise<T> & { [LISTEN]?: Listen<T> };

/** A promise that `start` settles, at once or some time. */
export function prompt<T>(start: (outcome: Outcome<T>) => void): Promise<T> {
  let settled: ((outcome: Outcome<T>) => void) | undefined;
  const listeners: Outcome<T>[] = [];
  const { promise, resolve, reject } = withResolvers<T>();
  const settle = (how: (outcome: Outcome<T>) => void) => {
    if (settled !== undefined) return;
    settled = how;
    how({ done: resolve, failed: reject });
    for (const listener of listeners) how(listener);
  };
  (promise as Prompt<T>)[LISTEN] = (listener) => {
    if (settled === undefined) listeners.push(listener);
    else settled(listener);
  };
  const failed = (error: unknown) => {
    // Who follows it hears of the failure; nobody has to wait for the promise as well.
    if (settled === undefined) promise.catch(() => undefined);
    settle((to) => to.failed(error));
  };
  try {
    start({ done: (value) => settle((to) => to.done(value)), failed });
  } catch (error) {
    failed(error);
  }
  return promise;
}

/** Goes on with the outcome of what `work` begins: at once where it is a prompt one that is there, as soon as promises do otherwise. */
export function follow<T>(work: () => Promise<T>, done: (value: T) => void, failed: (error: unknown) => void): void {
  let promise: Promise<T>;
  try {
    promise = work();
  } catch (error) {
    return failed(error);
  }
  const listen = (promise as Prompt<T>)[LISTEN];
  if (listen !== undefined) listen({ done, failed });
  else promise.then(done, failed);
}

/** The same for what comes by itself: where it cannot be taken, as when a store has failed, nobody else is there to hear of that. */
export function followReporting(report: (error: unknown) => void): typeof follow {
  const guarded = <Value>(take: (value: Value) => void) => (value: Value): void => {
    try {
      take(value);
    } catch (error) {
      report(error);
    }
  };
  return (work, done, failed) => follow(work, guarded(done), guarded(failed));
}

/** Promise.withResolvers is younger than Node 20. */
function withResolvers<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<T>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}
