/** Connection requests over HTTP (TR-069 3.2.2): a GET of the URL that the CPE has told, with digest authentication. */

import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { ConnectionRequestError, type ConnectionRequest } from './callers.js';
import { digestAuthorization, digestParametersIn } from './digest.js';
import type { KnownDevice } from './known-device.js';
import type { Reach } from './reach.js';

export interface ConnectionRequesterOptions {
  /** What a device is shown; undefined: nothing. */
  readonly secretOf: (known: KnownDevice) => { readonly user: string; readonly password: string } | undefined;
  /** Milliseconds that one request may take. */
  readonly within: number;
  readonly reach: Reach;
}

export interface ConnectionRequester {
  readonly requestConnection: ConnectionRequest;
  close(): Promise<void>;
}

/** Milliseconds that a device gets to finish what it says. */
const LINGER = 100;

export function connectionRequester({ secretOf, within, reach }: ConnectionRequesterOptions): ConnectionRequester {
  // One connection each, closed afterwards: CPEs are many, and asked seldom.
  const agent = new Agent({ connections: 1, pipelining: 0, connect: { timeout: within, rejectUnauthorized: false, lookup: lookupWithin(reach, notAllowed) }, maxResponseSize: 65_536 });
  const get = async (url: URL, signal: AbortSignal, authorization?: string) => {
    // There are devices that know headers only in the letters that the standards print.
    const headers = authorization === undefined ? {} : { Authorization: authorization };
    const { statusCode, headers: answered, body } = await request(url, { dispatcher: agent, method: 'GET', headers, signal, reset: true });
    // What it has to show is not looked at, and not waited for: some say no length, and close late.
    body.on('error', () => undefined);
    await Promise.race([body.dump().catch(() => undefined), sleep(LINGER)]);
    body.destroy();
    return { statusCode, challenges: answered['www-authenticate'] };
  };
  return {
    async requestConnection(known) {
      const url = urlOf(known);
      // Nobody looks up what is an address already.
      const address = url.hostname.replace(/^\[|\]$/g, '');
      if (isIP(address) !== 0 && !reach.reaches(address)) throw notAllowed(address);
      const signal = AbortSignal.timeout(within);
      const answer = await get(url, signal).catch(unreachable);
      if (isGood(answer.statusCode)) return;
      const secret = secretOf(known);
      const challenge = [answer.challenges ?? []].flat().map(digestParametersIn).find((each) => each !== undefined);
      const authorization = secret && challenge && digestAuthorization(challenge, 'GET', url.pathname + url.search, secret);
      if (answer.statusCode !== 401 || authorization === undefined) throw refused(answer.statusCode);
      const second = await get(url, signal, authorization).catch(unreachable);
      if (!isGood(second.statusCode)) throw refused(second.statusCode);
    },
    close: () => agent.destroy(),
  };
}

const isGood = (status: number): boolean => status >= 200 && status < 300;

function urlOf({ url }: KnownDevice): URL {
  const parsed = url !== null && URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) throw new ConnectionRequestError('unreachable', 'ConnectionRequestURL is none of HTTP');
  // What stands in it as credentials is not ours.
  parsed.username = parsed.password = parsed.hash = '';
  return parsed;
}

const refused = (status: number) => new ConnectionRequestError('notEstablished', `the connection request was answered with ${status}`);

/** As good as no URL. */
const notAllowed = (host: string) => new ConnectionRequestError('timeout', `no connection request goes to ${host.slice(0, 200)}, where this CSE is not to connect`);

function unreachable(error: unknown): never {
  throw error instanceof ConnectionRequestError ? error : new ConnectionRequestError('unreachable', (error as Error).message);
}

/** Finds the addresses of a name, but for those that are not to be reached: what was looked at is what is connected to. */
const lookupWithin = ({ reaches }: Reach, notReached: (hostname: string) => Error): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, []);
      const addresses = found.filter(({ address }) => reaches(address));
      const [first] = addresses;
      if (first === undefined) return callback(notReached(hostname), []);
      if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
