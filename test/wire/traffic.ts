/** Exchanges recorded from a public CSE, under its own tests, and what a reader says of their bodies. */

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Operation } from '../../wire/index.js';
import type { parse } from '../../wire/index.js';
import { documentAt } from '../support/documents.js';
import type { Difference } from './traffic-differences.js';

/** One exchange with a public CSE; many requests are wrong on purpose. */
export interface Exchange {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string | null;
  readonly responseHeaders: Readonly<Record<string, string | undefined>>;
  readonly responseBody: string | null;
}

export type Outcome = 'valid' | 'unknownHere' | 'notCovered' | 'invalid';

/** A body, what the CSE said of it, and what is said here. */
export interface Judged {
  /** Refused for its content, as far as its status code tells; `nothing` where the content may not have been looked at. */
  readonly said: 'accepted' | 'refused' | 'nothing';
  readonly found: Outcome;
  readonly body: string;
  /** What would say the same: places with their rules, or the answer of the CSE. */
  readonly words: readonly string[];
}

export const recorded = documentAt('traffic/http.jsonl.gz');

/** BAD_REQUEST and CONTENTS_UNACCEPTABLE (TS-0004 6.6.3.5). */
const forContent: ReadonlySet<string | undefined> = new Set(['4000', '4102']);

/** Who reads: of Release 3, or of another. */
export type Reader = typeof parse;

async function judged(read: Reader, body: string, contentType: string, operation: Operation, said: Judged['said'], answer: string): Promise<Judged> {
  const result = await read(body, contentType, { release: 'any', operation });
  const found = result.ok ? (result.unknownHere === undefined ? 'valid' : 'unknownHere') : result.outcome;
  const broken = result.ok ? [] : result.diagnostics.map(({ path, rule, code }) => `${path.join('/')} ${rule ?? code}`);
  return { said, found, body, words: said === 'refused' ? [answer] : broken };
}

const saidOf = (status: string | undefined): Judged['said'] => (status?.startsWith('2') === true ? 'accepted' : forContent.has(status) ? 'refused' : 'nothing');

function operationOf({ method, headers }: Exchange): Operation {
  if (method === 'PUT') return 'update';
  return method === 'POST' && /ty=\d/.test(headers['Content-Type'] ?? '') ? 'create' : 'partial';
}

export const isDifferent = ({ said, found }: Judged): boolean => (said === 'accepted' && found === 'invalid') || (said === 'refused' && (found === 'valid' || found === 'unknownHere'));

export const explains = ({ said, at }: Difference, judgement: Judged): boolean => said === judgement.said && judgement.words.some((words) => at.test(words));
/** Every word of a judgement needs an entry: one body may be wrong in two places. */
export const unexplained = (differences: readonly Difference[]) => ({ said, words, body }: Judged): readonly string[] =>
  words.filter((word) => !differences.some((difference) => difference.said === said && difference.at.test(word))).map((word) => `${said}: ${word} in ${body.slice(0, 200)}`);

export interface Traffic {
  readonly exchanges: readonly Exchange[];
  readonly requests: readonly Judged[];
  readonly answers: readonly Judged[];
}

/** Everything that is recorded, as it is read. */
export async function trafficAsReadBy(read: Reader): Promise<Traffic> {
  const exchanges = gunzipSync(readFileSync(recorded!)).toString().trim().split('\n').map((line) => JSON.parse(line) as Exchange);
  // Without a content type, and in CBOR, there is no text to read.
  const readable = exchanges.filter(({ body, headers }) => body !== null && body !== '' && /json/.test(headers['Content-Type'] ?? ''));
  const requests = await Promise.all(
    readable.map((exchange) => judged(read, exchange.body!, exchange.headers['Content-Type']!, operationOf(exchange), saidOf(exchange.responseHeaders['X-M2M-RSC']), exchange.responseBody ?? '')),
  );
  // What the CSE itself writes, it has accepted.
  const answers = await Promise.all(exchanges.flatMap(({ responseBody }) => (responseBody === null || responseBody === '' ? [] : [judged(read, responseBody, 'application/json', 'partial', 'accepted', '')])));
  return { exchanges, requests, answers };
}
