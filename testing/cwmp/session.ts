/**
 * One session as a CPE goes through it (TR-069 3.7.2): Inform, what it has to report, then what it is asked, until the ACS has nothing
 * left. Rejects when it breaks: whoever began it tries again.
 */

import type { Body, CwmpVersion } from '../../generated/cwmp/types.js';
import { answerTo, decodeEnvelope, encodeEnvelope, isFor, type Envelope } from '../../wire/cwmp/index.js';
import type { Connection } from './http.js';

/** The CPE behind the session. */
export interface SessionSide {
  readonly version: CwmpVersion;
  inform(): Extract<Body, { readonly rpc: 'Inform' }>['value'];
  /** The ACS has taken note of the Inform. */
  informed(): void;
  /** What there is to report next. */
  report(): Body | undefined;
  /** The ACS has taken note of that report. */
  reported(): void;
  /** Does what is asked. Rejects with `SessionBroken` where the session is to break in place of an answer. */
  handle(request: Body): Promise<Body>;
}

export class SessionBroken extends Error {
  override readonly name = 'SessionBroken';
}

export async function runSession(side: SessionSide, connection: Connection): Promise<void> {
  const talk = new Talk(side, connection);
  const informed = await talk.ask({ rpc: 'Inform', value: side.inform() });
  if (informed.body.rpc !== 'InformResponse') throw new SessionBroken(`Inform was answered with ${whatIs(informed)}`);
  side.informed();
  let holds = informed.holdRequests === true;
  for (;;) {
    const isHeld = holds;
    for (let report = holds ? undefined : side.report(); report !== undefined; report = side.report()) {
      const { body } = await talk.ask(report);
      if (body.rpc !== answerTo(report.rpc)) throw new SessionBroken(`${report.rpc} was answered with ${body.rpc}`);
      side.reported();
    }
    let request = await talk.post(undefined);
    while (request !== undefined) {
      // Two sides that answer each other's faults with faults have no end.
      if (!isRequest(request.body)) throw new SessionBroken(`the ACS asks with ${whatIs(request)}`);
      holds = request.holdRequests === true;
      const body = isFor('CPE', request.body.rpc) && answerTo(request.body.rpc) !== undefined ? await side.handle(request.body) : notSupported;
      request = await talk.post({ version: request.version, ...(request.id !== undefined && { id: request.id }), body });
    }
    // Whoever has posted nothing has said that this is all (TR-069 3.7.1.4), other than who was to keep its requests back until now: what has
    // come up meanwhile is told in another session.
    if (!isHeld || holds || side.report() === undefined) return;
  }
}

const notSupported: Body = { rpc: 'Fault', value: { faultCode: 9000, faultString: 'Method not supported' } };

const isRequest = ({ rpc }: Body): boolean => rpc !== 'Fault' && !rpc.endsWith('Response');

const whatIs = ({ body }: Envelope): string => (body.rpc === 'Fault' ? `fault ${body.value.faultCode} ${body.value.faultString ?? ''}` : body.rpc);

class Talk {
  #count = 0;

  constructor(
    private readonly side: SessionSide,
    private readonly connection: Connection,
  ) {}

  /** The answer to a request of ours. */
  async ask(body: Body): Promise<Envelope> {
    const id = String(++this.#count);
    const answer = await this.post({ version: this.side.version, id, body });
    if (answer === undefined) throw new SessionBroken(`${body.rpc} was not answered`);
    if (answer.id !== undefined && answer.id !== id) throw new SessionBroken(`${body.rpc} was answered with another ID`);
    return answer;
  }

  /** Undefined in: nothing to say. Undefined out: the ACS has nothing to say, either. */
  async post(envelope: Envelope | undefined): Promise<Envelope | undefined> {
    const message = envelope === undefined ? { method: 'POST' as const } : { method: 'POST' as const, body: encodeEnvelope(envelope), headers: headersOf(envelope) };
    const { status, body, headers } = await this.connection.call(message);
    if (status === 204 || (status === 200 && body.length === 0)) return undefined;
    if (status !== 200 && status !== 500) throw new SessionBroken(`the ACS answers ${status}`);
    const charset = /charset\s*=\s*"?([\w.-]+)/i.exec(headers['content-type'] ?? '')?.[1];
    const decoded = decodeEnvelope(body, charset === undefined ? {} : { charset });
    if (decoded.ok) return decoded.envelope;
    if (decoded.reason !== 'method' && decoded.reason !== 'arguments') throw new SessionBroken(decoded.message);
    // A request that is none is answered with a fault, and the session goes on (TR-069 3.7.2.4).
    const faultCode = decoded.fault.faultCode + 1000;
    const { version = this.side.version, id } = decoded;
    return this.post({ version, ...(id !== undefined && { id }), body: { rpc: 'Fault', value: { faultCode, faultString: decoded.fault.faultString } } });
  }
}

const headersOf = ({ body }: Envelope) => ({ 'content-type': 'text/xml; charset="utf-8"', soapaction: body.rpc === 'Fault' ? '' : '""' });
