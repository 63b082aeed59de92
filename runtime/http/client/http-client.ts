/** HTTP to one CSE (TS-0009), on undici: messages as they are, and primitives through the binding; bounded in time and memory. */

import type { Pool } from 'undici';
import type { Syntax } from '../../../wire/media-types.js';
import { TransportError, type Listening, type Transport } from '../../client/transport.js';
import type { Attributes } from '../../resource.js';
import type { Codec } from '../binding/codec.js';
import { BindingError, fromHttpResponse, toHttpRequest, type HttpRequest, type HttpResponse, type WriteOptions } from '../binding/index.js';

export interface HttpClientOptions {
  /** JSON by default. */
  readonly syntax?: Syntax;
  /** Names of bodies in XML, where the CSE has a specification of its own. */
  readonly codec?: Codec | undefined;
  /** Sent with every request, beside those of the binding. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly credentials?: { readonly bearer: string } | { readonly user: string; readonly password: string };
  /** Of this client, and whom it trusts; as PEM. `insecure`: whatever certificate the CSE has. */
  readonly tls?: { readonly ca?: string; readonly key?: string; readonly cert?: string; readonly insecure?: boolean };
  /** Milliseconds until there must be a connection, and until there must be an answer. */
  readonly connectWithin?: number;
  readonly answerWithin?: number;
  /** Bytes of an answer. */
  readonly answerBytes?: number;
  /** Connections at the same time. */
  readonly connections?: number;
  /** Hears notifications: see `notificationListener`. */
  readonly listener?: { listen(heard: (content: Attributes) => void): Listening };
}

export interface HttpClient extends Transport {
  /** A message of HTTP as it is, also one that the binding would not write; its path is below that of the CSE's URL. @throws TransportError */
  send(this: void, message: HttpRequest): Promise<HttpResponse>;
  /** A request with what went over the wire. `response` undefined: the answer could not be read as a primitive, for `unreadable`. @throws TransportError */
  exchange(this: void, primitive: Attributes): Promise<HttpExchange>;
}

export interface HttpExchange {
  readonly sent: HttpRequest;
  readonly received: HttpResponse;
  readonly response: Attributes | undefined;
  readonly unreadable: string | undefined;
  readonly milliseconds: number;
}

/**
 * @param url of the CSE, without its CSEBase: `http://127.0.0.1:8080`
 * @example createClient(httpClient('http://127.0.0.1:8080'), { originator: 'CAdmin' })
 */
export function httpClient(url: string, options: HttpClientOptions = {}): HttpClient {
  const { syntax = 'json', codec, headers: own = {}, credentials, tls, connectWithin = 5_000, answerWithin = 65_000, answerBytes = 64_000_000, connections = 64 } = options;
  const { origin, pathname } = new URL(url);
  const prefix = pathname.replace(/\/$/, '');
  const poolOptions: Pool.Options = {
    connections,
    pipelining: 1,
    headersTimeout: answerWithin,
    bodyTimeout: answerWithin,
    maxResponseSize: answerBytes,
    connect: {
      timeout: connectWithin,
      ...(tls?.ca !== undefined && { ca: tls.ca }),
      ...(tls?.key !== undefined && { key: tls.key }),
      ...(tls?.cert !== undefined && { cert: tls.cert }),
      ...(tls?.insecure === true && { rejectUnauthorized: false }),
    },
  };
  // Loaded with the first request: many programs import a client that they do not always use.
  let opened: Promise<Pool> | undefined;
  const pool = (): Promise<Pool> => (opened ??= import('undici').then(({ Pool }) => new Pool(origin, poolOptions)));
  const authorization = credentials === undefined ? {} : { Authorization: authorizationOf(credentials) };

  const send = async ({ method, target, headers, body }: HttpRequest): Promise<HttpResponse> => {
    try {
      const connections = await pool();
      const response = await connections.request({
        method: method as 'GET',
        path: prefix + target,
        headers: { ...own, ...authorization, ...headers },
        body: body ?? null,
        // Bytes that come one by one do not make it longer.
        signal: AbortSignal.timeout(answerWithin),
      });
      // Spaces around a value are none of it (RFC 9110 5.5).
      const joined = Object.entries(response.headers).map(([name, value]) => [name, (Array.isArray(value) ? value.join(', ') : (value ?? '')).trim()]);
      const received = Object.fromEntries(joined) as Record<string, string>;
      const coding = received['content-encoding'];
      // Who says nothing of codings may be answered in any (RFC 9110 12.5.3).
      const text = coding === undefined ? await response.body.text() : await decodedText(await response.body.arrayBuffer(), coding, answerBytes);
      return { status: response.statusCode, headers: received, body: text };
    } catch (error) {
      throw await transportError(error, origin);
    }
  };

  const exchange = async (primitive: Attributes): Promise<HttpExchange> => {
    const sent = written(primitive, { syntax, codec });
    const begin = performance.now();
    const received = await send(sent);
    const milliseconds = performance.now() - begin;
    try {
      return { sent, received, response: fromHttpResponse(received, codec), unreadable: undefined, milliseconds };
    } catch (error) {
      if (!(error instanceof BindingError)) throw error;
      return { sent, received, response: undefined, unreadable: error.message, milliseconds };
    }
  };

  return {
    send,
    exchange,
    async request(primitive) {
      const { response, unreadable, received } = await exchange(primitive);
      if (response === undefined) throw new TransportError('unreadable', `the answer (${received.status}) cannot be read: ${unreadable ?? ''}`);
      return response;
    },
    async listen(heard) {
      if (options.listener === undefined) throw new TransportError('no-listener', 'nobody listens: give httpClient a listener, by notificationListener()');
      return options.listener.listen(heard);
    },
    close: async () => (await pool()).destroy(),
  };
}

function written(primitive: Attributes, options: WriteOptions): HttpRequest {
  try {
    return toHttpRequest(primitive, options);
  } catch (error) {
    if (error instanceof BindingError) throw new TransportError('request', error.message, error);
    throw error;
  }
}

const authorizationOf = (credentials: NonNullable<HttpClientOptions['credentials']>): string =>
  'bearer' in credentials ? `Bearer ${credentials.bearer}` : `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`;

/** What undici or the system says, in our words. */
/** Loaded with the first answer that needs it. */
async function decodedText(bytes: ArrayBuffer, coding: string, limit: number): Promise<string> {
  const { decoded } = await import('../content-coding.js');
  const found = await decoded(new Uint8Array(bytes), coding, limit);
  if ('bytes' in found) return new TextDecoder().decode(found.bytes);
  throw found.problem === 'too large' ? new TransportError('too-large', 'the answer is too large') : new TransportError('unreadable', `what is answered is no ${coding}`);
}

async function transportError(error: unknown, origin: string): Promise<TransportError> {
  if (error instanceof TransportError) return error;
  const { errors } = await import('undici');
  const { code, name, message } = error as { readonly code?: string; readonly name?: string; readonly message: string };
  const isTimeout = error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError || name === 'TimeoutError';
  if (error instanceof errors.ConnectTimeoutError || ['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN'].includes(code ?? '')) {
    return new TransportError('unreachable', `${origin} is not reached: ${message}`, error);
  }
  if (isTimeout) return new TransportError('timeout', `${origin} does not answer in time`, error);
  if (error instanceof errors.ResponseExceededMaxSizeError) return new TransportError('too-large', `the answer of ${origin} is too large`, error);
  if (code?.startsWith('HPE_') === true || error instanceof errors.HTTPParserError || error instanceof errors.HeadersOverflowError) return new TransportError('unreadable', `what ${origin} answers is no HTTP: ${message}`, error);
  if (error instanceof errors.InvalidArgumentError) return new TransportError('request', message, error);
  return new TransportError('closed', `${origin} ends the connection before the answer: ${message}`, error);
}
