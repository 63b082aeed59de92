import { Readable } from 'node:stream';
import { Agent, request } from 'undici';
import { decodeEnvelope, encodeEnvelope, type Body, type CwmpVersion, type Envelope } from '../../../wire/cwmp/index.js';

/** What came back. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
  readonly envelope: Envelope | undefined;
  /** Of a fault of the ACS. */
  readonly fault: number | undefined;
}

export interface InformEvent {
  readonly eventCode: string;
  readonly commandKey: string;
}

export interface PostOptions {
  /** Undefined: without that one. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Without its cookie. */
  readonly isAnonymous?: boolean;
  /** Of no length that is said before. */
  readonly isInPieces?: boolean;
}

/** A CPE of which the test says every word, right or wrong, over a connection of its own. */
export class RawCpe {
  readonly #agent: Agent;
  readonly #url: string;
  cookie: string | undefined;
  version: CwmpVersion = '1-2';

  constructor(
    url: string,
    readonly serial = '1',
    /** Over TLS: whom it trusts, and what it shows. */
    tls: { readonly ca?: string; readonly key?: string; readonly cert?: string } = {},
  ) {
    this.#agent = new Agent({ connections: 1, pipelining: 1, connect: tls });
    this.#url = url;
  }

  async post(body: string | Uint8Array | undefined, { headers = {}, isAnonymous = false, isInPieces = false }: PostOptions = {}): Promise<Answered> {
    const answer = await request(this.#url, {
      dispatcher: this.#agent,
      method: 'POST',
      headers: Object.fromEntries(Object.entries({ 'content-type': 'text/xml', ...(this.cookie !== undefined && !isAnonymous && { cookie: this.cookie }), ...headers }).filter(([, value]) => value !== undefined)),
      body: isInPieces ? Readable.from([body ?? '']) : (body ?? null),
    });
    const text = await answer.body.text();
    const [cookie] = [answer.headers['set-cookie'] ?? []].flat();
    if (cookie !== undefined) this.cookie = cookie.split(';')[0];
    const decoded = text === '' ? undefined : decodeEnvelope(text);
    const envelope = decoded?.ok === true ? decoded.envelope : undefined;
    const fault = envelope?.body.rpc === 'Fault' ? envelope.body.value.faultCode : undefined;
    return { status: answer.statusCode, headers: answer.headers, text, envelope, fault };
  }

  say(body: Body, id = 'cpe-1', options: PostOptions = {}): Promise<Answered> {
    return this.post(encodeEnvelope({ version: this.version, id, body }), options);
  }

  informed(more: { readonly events?: readonly (string | InformEvent)[]; readonly url?: string; readonly root?: string; readonly oui?: string } = {}): Body {
    const { events = ['2 PERIODIC'], url, root = 'Device.', oui = '00D09E' } = more;
    return {
      rpc: 'Inform',
      value: {
        deviceId: { manufacturer: 'Acme', oui, productClass: 'Box', serialNumber: this.serial },
        event: events.map((event) => (typeof event === 'string' ? { eventCode: event, commandKey: '' } : event)),
        maxEnvelopes: 1,
        currentTime: '2026-11-29T12:00:00Z',
        retryCount: 0,
        parameterList: [
          { name: `${root}DeviceInfo.SoftwareVersion`, value: '1.0', type: 'string' },
          ...(url === undefined ? [] : [{ name: `${root}ManagementServer.ConnectionRequestURL`, value: url, type: 'string' }]),
        ],
      },
    };
  }

  inform(more: Parameters<RawCpe['informed']>[0] = {}, options: PostOptions = {}): Promise<Answered> {
    return this.say(this.informed(more), 'cpe-1', options);
  }

  /** It has nothing more to say: what is it to do? */
  nothing(options: PostOptions = {}): Promise<Answered> {
    return this.post(undefined, options);
  }

  /** A session in which it does what `act` says with what it is asked; the names of what it was asked. */
  async session(act: (body: Body) => Body | undefined, told: readonly Body[] = [], more: Parameters<RawCpe['informed']>[0] = {}): Promise<readonly string[]> {
    const asked: string[] = [];
    await this.inform(more);
    for (const each of told) await this.say(each);
    let answer = await this.nothing();
    while (answer.envelope !== undefined) {
      asked.push(answer.envelope.body.rpc);
      const body = act(answer.envelope.body);
      if (body === undefined) break;
      answer = await this.say(body, answer.envelope.id);
    }
    return asked;
  }

  /** Closes its connection, as a CPE that dies does. */
  close(): Promise<void> {
    return this.#agent.destroy();
  }
}
