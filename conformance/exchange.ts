/** One request and its answer: what goes out over HTTP, what comes back, and what holds for every answer. */

import { isDeepStrictEqual } from 'node:util';
import { isObject, type JsonValue } from '../wire/json-value.js';
import type { Syntax } from '../wire/media-types.js';
import { statusCodeOf } from '../generated/tables/status-codes.js';
import type { Codec } from '../runtime/http/binding/codec.js';
import { BindingError, fromHttpRequest, fromHttpResponse, httpStatusOf, toHttpRequest, type HttpRequest, type HttpResponse } from '../runtime/http/binding/index.js';
import type { Credentials } from './credentials.js';
import { bodyOf } from './match.js';
import type { Primitive } from './plan.js';

/** Carries one request to the CSE; `isPatient`: its answer may wait for a device. @throws SendError */
export type Send = (request: HttpRequest, how?: { readonly isPatient?: boolean }) => Promise<HttpResponse>;

/** Why no answer came. */
export class SendError extends Error {
  override readonly name = 'SendError';

  constructor(
    readonly reason: 'unreachable' | 'closed' | 'late' | 'too large' | 'no HTTP',
    message: string,
  ) {
    super(message);
  }
}

/** Something about an answer that holds for no answer: the kind of check that it fails, and what came. */
export interface Trouble {
  readonly kind: string;
  readonly expected: string;
  readonly came: string;
}

/** What was sent, and what came back. */
export interface Exchanged {
  readonly request: HttpRequest;
  readonly response: HttpResponse | undefined;
  /** Undefined: nothing that can be judged came back. */
  readonly rsc: number | undefined;
  /** In its root element, short names. */
  readonly content: JsonValue | undefined;
  readonly troubles: readonly Trouble[];
}

/** A request that HTTP cannot carry, or a content that XML cannot say. */
export class Unsendable extends Error {
  override readonly name = 'Unsendable';
}

export interface ExchangeOptions {
  readonly send: Send;
  /** Release Version Indicator. */
  readonly release: string;
  /** In which requests go out and answers are asked for, where a case does not say; default JSON. */
  readonly content?: Syntax;
  readonly headers?: Readonly<Record<string, string>>;
  readonly credentials?: Credentials | undefined;
  /** Names of bodies in XML; default: those of the package. */
  readonly codec?: Codec | undefined;
  readonly newId: () => string;
  /** Whether the CSE has a release whose codes nobody here knows. */
  readonly isNewer?: () => boolean;
}

export type Exchange = (primitive: Primitive, syntax?: Syntax) => Promise<Exchanged>;

/** Why it cannot be sent, in place of what came back. */
export async function tryTo(exchange: Exchange, primitive: Primitive, syntax?: Syntax): Promise<Exchanged | string> {
  try {
    return await exchange(primitive, syntax);
  } catch (error) {
    if (error instanceof Unsendable) return error.message;
    throw error;
  }
}

export function exchangeWith({ send, release, content = 'json', headers = {}, credentials, codec, newId, isNewer = () => false }: ExchangeOptions): Exchange {
  return async (primitive, syntax = content) => {
    // A case may say another release, or leave the identifier out.
    const { fr, rqi = newId(), rvi = release === '1' ? null : release } = primitive;
    const authorization = credentials?.authorization(typeof fr === 'string' ? fr : undefined);
    const request = requestOf({ ...primitive, rqi, rvi }, { syntax, codec }, { ...headers, ...(authorization !== undefined && { Authorization: authorization }) });
    let response: HttpResponse;
    try {
      response = await send(request, { isPatient: waitsForDevice(primitive) });
    } catch (error) {
      if (!(error instanceof SendError)) throw error;
      return { request, response: undefined, rsc: undefined, content: undefined, troubles: [troubleOf(error)] };
    }
    return judged(request, response, typeof rqi === 'string' ? rqi : undefined, release, isNewer(), codec);
  };
}

/** An UPDATE that executes or cancels a <mgmtCmd> is answered when the session with the device is over (TS-0004 7.4.16.2.3.2, 7.4.17.2.1). */
function waitsForDevice({ op, pc }: Primitive): boolean {
  const body = op === UPDATE && isObject(pc) ? bodyOf(pc) : undefined;
  return body !== undefined && isObject(body) && (Object.hasOwn(body, 'exe') || Object.hasOwn(body, 'exd'));
}

const UPDATE = 3;

/** How contents are written. */
interface Form {
  readonly syntax: Syntax;
  readonly codec: Codec | undefined;
}

function requestOf({ '(body)': body, '(content-type)': type, '(accept)': accept, ...primitive }: Primitive, form: Form, more: Readonly<Record<string, string>>): HttpRequest {
  if (form.syntax === 'xml' && typeof body === 'string') throw new Unsendable('what it sends is JSON');
  // What is null is left out.
  const given = Object.fromEntries(Object.entries(primitive).filter(([name, value]) => value !== null || name === 'pc'));
  const request = written(given, form);
  const headers = { ...request.headers, ...(typeof type === 'string' && { 'Content-Type': type }), ...(typeof accept === 'string' && { Accept: accept }), ...more };
  return { ...request, headers, ...(typeof body === 'string' && { body }) };
}

function written(primitive: Primitive, { syntax, codec }: Form): HttpRequest {
  let inJson: HttpRequest;
  try {
    inJson = toHttpRequest(primitive);
  } catch (error) {
    if (error instanceof BindingError) throw new Unsendable(`HTTP cannot carry it: ${error.message}`);
    throw error;
  }
  if (syntax === 'json') return inJson;
  try {
    const inXml = toHttpRequest(primitive, { syntax, codec });
    if (inXml.body === undefined || isDeepStrictEqual(contentIn(inXml, codec), JSON.parse(inJson.body!))) return inXml;
  } catch (error) {
    if (!(error instanceof BindingError)) throw error;
  }
  // A list without items, a number in place of a text, null: something else would be asked.
  throw new Unsendable('XML cannot say it');
}

const contentIn = ({ headers, ...request }: HttpRequest, codec: Codec | undefined): unknown =>
  fromHttpRequest({ ...request, headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])) }, codec)['pc'];

function troubleOf({ reason, message }: SendError): Trouble {
  const kinds = { unreachable: 'answer.in-time', closed: 'answer.in-time', late: 'answer.in-time', 'too large': 'answer.size', 'no HTTP': 'answer.status-code' } as const;
  return { kind: kinds[reason], expected: 'an answer', came: message };
}

function judged(request: HttpRequest, response: HttpResponse, rqi: string | undefined, release: string, isNewer: boolean, codec: Codec | undefined): Exchanged {
  const { headers, status, body } = response;
  const troubles: Trouble[] = [];
  const trouble = (kind: string, expected: string, came: string): void => void troubles.push({ kind, expected, came });
  const exchanged = (rsc: number | undefined, content?: JsonValue): Exchanged => ({ request, response, rsc, content, troubles });

  const said = headers['x-m2m-rsc'];
  if (said === undefined && ownOfHttp.has(status)) return exchanged(undefined);
  if (said === undefined || !/^\d{4}$/.test(said)) {
    trouble('answer.status-code', 'the header X-M2M-RSC', said === undefined ? `HTTP ${status} without it, ${headers['location'] === undefined ? excerptOf(body, headers['content-type']) : `and the way to ${headers['location'].slice(0, 100)}`}` : `X-M2M-RSC: ${said.slice(0, 40)}`);
    return exchanged(undefined);
  }
  const rsc = Number(said);
  const id = headers['x-m2m-ri'];
  if (rqi !== undefined && id !== rqi) trouble('answer.request-identifier', `X-M2M-RI: ${rqi}`, id === undefined ? 'none' : 'that of another request');
  // Whose answer it is nobody knows: it says nothing of this request.
  if (rqi !== undefined && id !== undefined && id !== rqi) return exchanged(undefined);
  if (statusCodeOf(rsc) === undefined) {
    if (!isNewer) trouble('answer.known-code', 'a code of the table', String(rsc));
  } else if (status !== httpStatusOf(rsc) && !ownOfHttp.has(status)) trouble('answer.http-status', `HTTP ${httpStatusOf(rsc)} with ${rsc}`, `HTTP ${status}`);
  if (release !== '1' && headers['x-m2m-rvi'] === undefined) trouble('answer.release', 'the header X-M2M-RVI', 'none');
  if (body === undefined || body === '') return exchanged(rsc);
  if (headers['content-type'] === undefined) trouble('answer.content-type', 'the header Content-Type', 'none');
  try {
    return exchanged(rsc, fromHttpResponse(response, codec)['pc']);
  } catch (error) {
    if (!(error instanceof BindingError)) throw error;
    // What an error says beside its code is for people (TS-0004 6.6.1).
    if (rsc < 4000) trouble('answer.content', 'content that can be read', `${error.message}: ${excerptOf(body, headers['content-type'])}`);
    return exchanged(rsc);
  }
}

/** Whoever guards a CSE answers by itself, before any request primitive is read: credentials, and how many requests (RFC 9110 15.5.2, 15.5.8; RFC 6585 4). */
const ownOfHttp: ReadonlySet<number> = new Set([401, 407, 429]);

const excerptOf = (body: string | undefined, type = 'no Content-Type'): string =>
  body === undefined || body === '' ? 'no body' : `${type}: ${JSON.stringify(body.slice(0, 60))}${body.length > 60 ? '…' : ''}`;
