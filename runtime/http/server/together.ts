/**
 * What one turn of the event loop brings goes on together, one step of all before the next step of any. A request is carried out by more code
 * than a processor keeps at hand, so that the second of many finds what the first has fetched; from socket to socket each would fetch it anew.
 */

import type { ServerResponse } from 'node:http';
import { nextTick } from 'node:process';
import { setImmediate } from 'node:timers';

/** @param work never throws */
function together<T>(soon: (run: () => void) => unknown, work: (one: T) => void): (one: T) => void {
  let waiting: T[] = [];
  const run = () => {
    const all = waiting;
    waiting = [];
    for (const one of all) work(one);
  };
  return (one) => {
    if (waiting.push(one) === 1) soon(run);
  };
}

/** Requests that arrive in one turn are carried out at its end. */
export const atEndOfTurn = <T>(work: (one: T) => void): ((one: T) => void) => together(setImmediate, work);

/**
 * Ends a response whose head is written. Answers that are ready together leave together: to write wakes whoever reads at the other end, which
 * costs a server more than to make a small answer, and one that reads already is not woken again.
 */
export const depart = together<{ readonly response: ServerResponse; readonly body: string }>(nextTick, ({ response, body }) => void response.end(body));
