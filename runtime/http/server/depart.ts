/**
 * Answers that are ready in one turn of the event loop leave together, at its end. To write wakes whoever reads at the other end, which costs
 * a server more than to make a small answer; one that reads already is not woken again.
 */

import type { ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers';

let waiting: { readonly response: ServerResponse; readonly body: string }[] = [];

function leaveAll(): void {
  const all = waiting;
  waiting = [];
  for (const { response, body } of all) response.end(body);
}

/** Ends a response whose head is written. */
export function depart(response: ServerResponse, body: string): void {
  if (waiting.push({ response, body }) === 1) setImmediate(leaveAll);
}
