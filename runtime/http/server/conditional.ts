/** Entity tags and conditional requests (TS-0009 6.4.6; RFC 9110 8.8.3, 13, which took the place of RFC 7232). */

import { createHash } from 'node:crypto';
import { StatusCode } from '../../../generated/tables/status-codes.js';
import type { Asker } from '../../receiver/primitive.js';
import type { Attributes } from '../../resource.js';
import type { Signal } from '../../signal.js';
import { BindingError, type HttpRequest, type HttpResponse } from '../binding/index.js';

type Headers = HttpRequest['headers'];

/** What a representation is told by: the same bytes of the same type have the same tag. */
export const entityTag = ({ headers, body }: HttpResponse): string | undefined =>
  body === undefined ? undefined : `"${createHash('sha1').update(headers['Content-Type'] ?? '').update('\n').update(body).digest('base64url')}"`;

/** Whether the request depends on how its target is. */
export const isConditional = (headers: Headers): boolean => headers['if-match'] !== undefined || headers['if-none-match'] !== undefined;

/**
 * What becomes of a request whose target looks like this.
 * @param tag of the representation that there is; undefined: none, or none that the Originator may see
 */
export function outcomeOf(headers: Headers, tag: string | undefined, isRetrieve: boolean): 'perform' | 'unchanged' | 'failed' {
  const { 'if-match': wanted, 'if-none-match': known } = headers;
  // If-Match compares strongly, If-None-Match weakly; ours are never weak (13.1.1, 13.1.2).
  if (wanted !== undefined && !names(wanted, tag)) return 'failed';
  if (known === undefined || !names(known.replaceAll('W/"', '"'), tag)) return 'perform';
  return isRetrieve ? 'unchanged' : 'failed';
}

function names(list: string, tag: string | undefined): boolean {
  if (tag === undefined) return false;
  return list.trim() === '*' || new Set<string>(list.match(/(?:W\/)?"[^"]*"/g)).has(tag);
}

/** What a request other than a RETRIEVE depends on: that its target, as the Originator would be shown it, has a tag of these, or none of those. */
export class Condition implements Asker {
  hasFailed = false;
  readonly #headers: Headers;
  readonly #shown: (current: Attributes) => HttpResponse;
  readonly #asker: Asker | undefined;

  constructor(headers: Headers, shown: (current: Attributes) => HttpResponse, asker: Asker | undefined) {
    this.#headers = headers;
    this.#shown = shown;
    this.#asker = asker;
  }

  get signal(): Signal | undefined {
    return this.#asker?.signal;
  }

  /** Undefined: what cannot be written in the form that is asked for has no tag in it. */
  #show(current: Attributes): HttpResponse | undefined {
    try {
      return this.#shown(current);
    } catch (error) {
      if (error instanceof BindingError) return undefined;
      throw error;
    }
  }

  readonly holds = (current: Attributes | undefined): boolean => {
    const response = current && this.#show(current);
    // What is not there is said as always: a condition is of what would be done (13.2.1).
    if (response?.status === 404) return true;
    this.hasFailed = outcomeOf(this.#headers, response?.status === 200 ? entityTag(response) : undefined, false) === 'failed';
    return !this.hasFailed;
  };
}

/** The answer to a RETRIEVE, with its tag; what is known already is not said again. */
export function tagged(response: HttpResponse, headers: Headers): HttpResponse {
  const tag = response.status === 200 ? entityTag(response) : undefined;
  if (tag === undefined) return response;
  switch (outcomeOf(headers, tag, true)) {
    case 'perform':
      return { ...response, headers: { ...response.headers, ETag: tag } };
    case 'unchanged': {
      const { 'Content-Type': _type, ...others } = response.headers;
      return { status: 304, headers: { ...others, ETag: tag } };
    }
    case 'failed':
      return conditionFailed(response);
  }
}

/** No Response Status Code says so (erratum P86). */
export function conditionFailed({ headers }: Pick<HttpResponse, 'headers'>): HttpResponse {
  const body = JSON.stringify({ 'm2m:dbg': 'the resource is not as If-Match or If-None-Match says (TS-0009 6.4.6)' });
  return { status: 412, headers: { ...headers, 'X-M2M-RSC': String(StatusCode.BAD_REQUEST), 'Content-Type': 'application/json' }, body };
}
