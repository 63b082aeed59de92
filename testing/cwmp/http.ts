/** HTTP as a CPE speaks it: one connection for a session, cookies, redirections, and authentication when it is asked for. */

import http from 'node:http';
import https from 'node:https';
import { digestAuthorization, digestParametersIn } from '../../runtime/cwmp/digest.js';
import type { CpeOptions, Secret } from './options.js';

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Uint8Array;
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

class StaleConnection extends Error {}

const redirections = 5;
const longest = 64 * 1024 * 1024;

/** A connection to one server, kept open from call to call. */
export class Connection {
  readonly #agents = new Map<string, http.Agent>();
  readonly #cookies = new Map<string, string>();
  #url: URL;
  #isClosed = false;
  #request: http.ClientRequest | undefined;

  constructor(
    url: string,
    private readonly credentials: Secret | undefined,
    private readonly timeout: number,
    private readonly tls: CpeOptions['tls'] = {},
  ) {
    this.#url = new URL(url);
  }

  /** The answer, behind redirections and authentication. Rejects when there is none. */
  async call(call: Call): Promise<Answer> {
    let authorization: string | undefined;
    for (let turn = 0; ; turn++) {
      const answer = await this.#once(call, authorization);
      const { location } = answer.headers;
      if (turn >= redirections) return answer;
      if (location !== undefined && [301, 302, 307, 308].includes(answer.status)) this.#url = new URL(location, this.#url);
      else if (answer.status === 401 && authorization === undefined) {
        authorization = this.#authorizationFor(call, answer);
        if (authorization === undefined) return answer;
      } else return answer;
    }
  }

  /** Whatever is under way fails. */
  close(): void {
    this.#isClosed = true;
    this.#request?.destroy(new Error('the connection was closed'));
    for (const agent of this.#agents.values()) agent.destroy();
  }

  #agent(): http.Agent {
    const { protocol } = this.#url;
    const found = this.#agents.get(protocol) ?? (this.#isSafe() ? new https.Agent({ keepAlive: true, maxSockets: 1, ...this.tls }) : new http.Agent({ keepAlive: true, maxSockets: 1 }));
    this.#agents.set(protocol, found);
    return found;
  }

  #isSafe(): boolean {
    return this.#url.protocol === 'https:';
  }

  #authorizationFor({ method }: Call, { headers }: Answer): string | undefined {
    if (this.credentials === undefined) return undefined;
    const { user, password } = this.credentials;
    // Several challenges may stand in one header, with commas between.
    const challenges = (headers['www-authenticate'] ?? '').split(/,\s*(?=(?:Digest|Basic)\s)/i);
    const digest = challenges.map(digestParametersIn).find((each) => each !== undefined);
    if (digest !== undefined) return digestAuthorization(digest, method, this.#url.pathname + this.#url.search, { user, password });
    return challenges.some((each) => /^\s*basic/i.test(each)) ? `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` : undefined;
  }

  /** A server may end a connection that is kept open at any time: what it has not seen is said again. */
  async #once(call: Call, authorization: string | undefined): Promise<Answer> {
    try {
      return await this.#exchange(call, authorization);
    } catch (error) {
      if (!(error instanceof StaleConnection) || this.#isClosed) throw error;
      return this.#exchange(call, authorization);
    }
  }

  #exchange({ method, headers = {}, body }: Call, authorization: string | undefined): Promise<Answer> {
    if (this.#isClosed) return Promise.reject(new Error('the connection was closed'));
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    const all = {
      ...headers,
      'content-length': String(bytes?.length ?? 0),
      ...(cookie !== '' && { cookie }),
      ...(authorization !== undefined && { authorization }),
    };
    return new Promise((resolve, reject) => {
      const request = (this.#isSafe() ? https : http).request(this.#url, { method, headers: all, agent: this.#agent(), timeout: this.timeout, ...this.tls }, (response) => {
        const parts: Buffer[] = [];
        let size = 0;
        response.on('data', (part: Buffer) => {
          size += part.length;
          if (size > longest) request.destroy(new Error('the answer is too long'));
          else parts.push(part);
        });
        response.on('error', reject);
        response.on('end', () => {
          for (const each of response.headers['set-cookie'] ?? []) this.#keep(each);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) });
        });
      });
      this.#request = request;
      request.on('timeout', () => request.destroy(new Error('no answer in time')));
      request.on('error', (error: NodeJS.ErrnoException) => reject(request.reusedSocket && error.code === 'ECONNRESET' ? new StaleConnection(error.message) : error));
      request.end(bytes);
    });
  }

  #keep(cookie: string): void {
    const [, name, value = ''] = /^\s*([^=;\s]+)=([^;]*)/.exec(cookie) ?? [];
    if (name !== undefined) this.#cookies.set(name, value);
  }
}
