import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { digestGuard, digestParametersIn } from '../../../runtime/cwmp/digest.js';
import { answerTo, decodeEnvelope, encodeEnvelope, type Body, type Envelope } from '../../../wire/cwmp/index.js';

/** As much of an ACS as tests of a CPE need: it asks what it is told to ask, one at a time, and writes down what it hears. */
export class TinyAcs {
  readonly heard: Body[] = [];
  readonly informs: Extract<Body, { readonly rpc: 'Inform' }>['value'][] = [];
  /** Asked in the next session, in this order. */
  readonly asks: Body[] = [];
  /** In place of an answer to the next messages. */
  readonly trouble: (((envelope: Envelope | undefined, response: http.ServerResponse) => void) | undefined)[] = [];
  holds = false;
  url = '';
  sessions = 0;
  readonly #server = http.createServer((request, response) => void this.#answer(request, response));
  readonly #guard = digestGuard({ realm: 'ACS', now: Date.now });
  #count = 0;

  constructor(private readonly secret?: { readonly user: string; readonly password: string }) {}

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
    return this;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { cookie, authorization } = request.headers;
    if (this.secret !== undefined && cookie === undefined) {
      const shown = digestParametersIn(authorization);
      const { user, password } = this.secret;
      const checked = shown && this.#guard.check('POST', shown, (name) => (name === user ? [password] : []));
      if (checked === undefined || checked === 'stale') return void response.writeHead(401, { 'www-authenticate': `${this.#guard.challenge()}, Basic realm="ACS"` }).end();
    }
    const text = Buffer.concat(parts);
    const decoded = text.length === 0 ? undefined : decodeEnvelope(text);
    if (decoded?.ok === false) return void response.writeHead(400).end(decoded.message);
    const envelope = decoded?.envelope;
    const trouble = this.trouble.shift();
    if (trouble !== undefined) return trouble(envelope, response);
    const say = (said: Envelope | undefined, headers: Record<string, string> = {}) => {
      if (said === undefined) response.writeHead(204, headers).end();
      else response.writeHead(200, { 'content-type': 'text/xml; charset=utf-8', ...headers }).end(encodeEnvelope(said));
    };
    if (envelope === undefined) return say(this.#next());
    const { body, version, id } = envelope;
    this.heard.push(body);
    const answer = answerTo(body.rpc);
    if (answer === undefined) return say(this.#next());
    const value = body.rpc === 'Inform' ? { maxEnvelopes: 1 } : {};
    if (body.rpc === 'Inform') {
      this.informs.push(body.value);
      this.sessions += 1;
    }
    const reply = { version, ...(id !== undefined && { id }), ...(this.holds && body.rpc === 'Inform' && { holdRequests: true }), body: { rpc: answer, value } } as unknown as Envelope;
    return say(reply, body.rpc === 'Inform' ? { 'set-cookie': `session=${this.sessions}; Path=/` } : {});
  }

  #next(): Envelope | undefined {
    const body = this.asks.shift();
    return body === undefined ? undefined : { version: '1-2', id: `a${++this.#count}`, ...(this.holds && { holdRequests: true }), body };
  }
}
