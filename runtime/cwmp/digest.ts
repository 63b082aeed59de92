/**
 * HTTP digest access authentication, both sides (RFC 7616; RFC 2617 and 2069 of older CPEs): with MD5, which TR-069 asks for, or
 * SHA-256. A nonce is its own proof: a time and our signature of it, so that nothing is kept for whoever only knocks. What was shown once
 * is good no second time (RFC 7616 5.5): kept is how far those nonces are used up that somebody has shown his password with.
 */

import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export type DigestAlgorithm = 'MD5' | 'SHA-256';

const hashes = { MD5: 'md5', 'SHA-256': 'sha256' } as const;

/** Parameters of a challenge or of credentials. */
export type DigestParameters = Readonly<Record<string, string>>;

/** What stands behind `Digest` in a header; undefined: it is no digest, or not written as one. */
export function digestParametersIn(header: string | undefined): DigestParameters | undefined {
  const rest = /^\s*digest\s+([^]*)$/i.exec(header ?? '')?.[1];
  if (rest === undefined) return undefined;
  const parameters: Record<string, string> = Object.create(null) as Record<string, string>;
  const pair = /\s*([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))\s*(?:,|$)/gy;
  while (pair.lastIndex < rest.length) {
    const match = pair.exec(rest);
    if (match === null) return undefined;
    const [, name = '', quoted, token = ''] = match;
    parameters[name.toLowerCase()] = quoted === undefined ? token : quoted.replace(/\\(.)/g, '$1');
  }
  return parameters;
}

interface Secret {
  readonly user: string;
  readonly password: string;
}

/** RFC 7616 3.4.1 to 3.4.3. */
function responseOf(parameters: DigestParameters, method: string, { user, password }: Secret): string | undefined {
  const { realm = '', nonce = '', uri = '', qop, nc = '', cnonce = '', algorithm = 'MD5' } = parameters;
  const [, name = '', isSession] = /^(MD5|SHA-256)(-sess)?$/i.exec(algorithm) ?? [];
  const hash = hashes[name.toUpperCase() as DigestAlgorithm];
  if (hash === undefined || (qop !== undefined && qop !== '' && qop !== 'auth')) return undefined;
  const h = (text: string) => createHash(hash).update(text).digest('hex');
  const secret = h(`${user}:${realm}:${password}`);
  const a1 = isSession === undefined ? secret : h(`${secret}:${nonce}:${cnonce}`);
  const a2 = h(`${method}:${uri}`);
  return qop === 'auth' ? h(`${a1}:${nonce}:${nc}:${cnonce}:${qop}:${a2}`) : h(`${a1}:${nonce}:${a2}`);
}

export interface DigestGuard {
  /** The value of WWW-Authenticate. `isStale`: only the nonce was too old. */
  challenge(isStale?: boolean): string;
  /** The user whose password was used; `stale`: it was the right one, with a nonce that is too old. */
  check(method: string, parameters: DigestParameters, passwordsOf: (user: string) => readonly string[]): { readonly user: string; readonly password: string } | 'stale' | undefined;
}

export interface DigestGuardOptions {
  readonly realm: string;
  readonly algorithm?: DigestAlgorithm;
  readonly now: () => number;
  /** Milliseconds that a nonce is good for. */
  readonly lifetime?: number;
  readonly secret?: Uint8Array;
  /** How many nonces are remembered at the least, and twice that at most: older ones are good for nothing then. */
  readonly remembered?: number;
}

export function digestGuard({ realm, algorithm = 'MD5', now, lifetime = 300_000, secret = randomBytes(32), remembered = 50_000 }: DigestGuardOptions): DigestGuard {
  const signatureOf = (text: string) => createHmac('sha256', secret).update(text).digest('hex').slice(0, 16);
  let count = 0;
  // 32 digits, since there are devices that have room for no more.
  const newNonce = () => {
    count = (count + 1) % 0x10000;
    const stamp = now().toString(16).padStart(12, '0') + count.toString(16).padStart(4, '0');
    return stamp + signatureOf(stamp);
  };
  /** When one of ours was made. */
  const timeIn = (nonce: string): number | undefined => {
    const [, stamp = '', signature = ''] = /^([0-9a-f]{16})([0-9a-f]{16})$/.exec(nonce) ?? [];
    return signature !== '' && isEqual(signature, signatureOf(stamp)) ? Number.parseInt(stamp.slice(0, 12), 16) : undefined;
  };
  const used = usedNonces(now, lifetime, remembered);
  return {
    challenge: (isStale = false) =>
      `Digest realm="${realm}", qop="auth", algorithm=${algorithm}, nonce="${newNonce()}", opaque="${signatureOf(realm)}"${isStale ? ', stale=true' : ''}`,
    check(method, parameters, passwordsOf) {
      const { username: user, nonce = '', response = '', nc = '' } = parameters;
      const made = timeIn(nonce);
      if (user === undefined || made === undefined || parameters['realm'] !== realm) return undefined;
      let found: string | undefined;
      for (const password of passwordsOf(user)) {
        if (isEqual(response.toLowerCase(), responseOf(parameters, method, { user, password }) ?? '')) found ??= password;
      }
      if (found === undefined) return undefined;
      // Without a count (RFC 2069) a nonce is good once.
      const isFresh = now() - made <= lifetime && used.take(nonce, made, /^[0-9a-f]{1,8}$/i.test(nc) ? Number.parseInt(nc, 16) : Infinity);
      return isFresh ? { user, password: found } : 'stale';
    },
  };
}

/** How far nonces are used up: in two generations, of which the older one is forgotten, and with it all nonces of its time. */
function usedNonces(now: () => number, lifetime: number, remembered: number) {
  let [older, newer] = [new Map<string, number>(), new Map<string, number>()];
  let [begun, since] = [now(), -Infinity];
  return {
    /** Whether this count of a nonce was not used yet; from now on it is. */
    take(nonce: string, made: number, nc: number): boolean {
      if (newer.size >= remembered || now() - begun > lifetime) {
        [older, newer] = [newer, new Map()];
        [since, begun] = [begun, now()];
      }
      const before = newer.get(nonce) ?? older.get(nonce) ?? 0;
      if (made < since || nc <= before) return false;
      newer.set(nonce, nc);
      return true;
    },
  };
}

/** The value of Authorization for a challenge; undefined: it asks for what we cannot do. */
export function digestAuthorization(challenge: DigestParameters, method: string, uri: string, secret: Secret, cnonce = randomBytes(8).toString('hex')): string | undefined {
  const { realm = '', nonce = '', opaque, algorithm, qop: offered } = challenge;
  const isOffered = offered?.split(',').some((each) => each.trim().toLowerCase() === 'auth');
  if (offered !== undefined && offered !== '' && isOffered !== true) return undefined;
  const parameters: Record<string, string> = { username: secret.user, realm, nonce, uri, ...(algorithm !== undefined && { algorithm }), ...(opaque !== undefined && { opaque }) };
  if (isOffered === true) Object.assign(parameters, { qop: 'auth', nc: '00000001', cnonce });
  else if (/-sess$/i.test(algorithm ?? '')) parameters['cnonce'] = cnonce;
  const response = responseOf(parameters, method, secret);
  if (response === undefined) return undefined;
  const written = Object.entries({ ...parameters, response }).map(([name, value]) => (bare.has(name) ? `${name}=${value}` : `${name}="${value.replace(/["\\]/g, '\\$&')}"`));
  return `Digest ${written.join(', ')}`;
}

const bare: ReadonlySet<string> = new Set(['algorithm', 'qop', 'nc']);

/** How long it takes tells nothing of where they differ. */
function isEqual(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b)) && a !== '';
}
