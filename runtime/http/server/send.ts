/**
 * Answers that are ready in one turn of the event loop leave together, at its end, each in one piece with its head. To write wakes whoever
 * reads at the other end, which costs a server more than to make a small answer; one that reads already is not woken again.
 */

import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers';

type Headers = Readonly<Record<string, string | readonly string[]>>;

let waiting: { readonly response: ServerResponse; readonly body: string }[] = [];

function leaveAll(): void {
  const all = waiting;
  waiting = [];
  for (const { response, body } of all) response.end(body);
}

/** A whole answer. Where one has begun already there is nothing more to say: that connection ends. */
export function send(response: ServerResponse, status: number, headers: Headers, body = ''): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { ...(headers as OutgoingHttpHeaders), 'Content-Length': Buffer.byteLength(body) });
  if (waiting.push({ response, body }) === 1) setImmediate(leaveAll);
}
