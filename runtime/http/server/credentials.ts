/** Who is at the other end of a connection: bearer tokens, basic credentials and client certificates, each of one Originator (TS-0009 7). */

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** One way for one Originator to show who it is. A secret may stand as `sha256:` and its digest in hexadecimal, so that a file tells nobody. */
export type Credential = { readonly originator: string } & (
  | { readonly bearer: string }
  | { readonly user: string; readonly password: string }
  | {
      /** SHA-256 fingerprint of a client certificate, with or without colons. */
      readonly certificate: string;
    }
);

/** What a request shows. */
export interface Shown {
  /** The header Authorization. */
  readonly authorization: string | undefined;
  /** SHA-256 fingerprint of the certificate whose key the client has proved to have. */
  readonly certificate: string | undefined;
}

export interface Gate {
  /** The Originator; undefined: nobody that is known. */
  identify(shown: Shown): string | undefined;
  readonly hasCertificates: boolean;
}

export class CredentialsError extends Error {
  override readonly name = 'CredentialsError';
  readonly code = 'CREDENTIALS';
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
/** What no credential has. */
const nothing = randomBytes(32);

/** As one text, of which no other credential has the same. */
const basicOf = (user: string, password: string): string => JSON.stringify(['basic', user, password]);
const bearerOf = (token: string): string => JSON.stringify(['bearer', token]);

interface Known {
  readonly originator: string;
  readonly digest: Buffer;
  /** Of what is shown, what the digest is of. */
  readonly kind: 'bearer' | 'basic' | 'certificate';
  /** The user name, where only the password stands as a digest. */
  readonly user?: string;
  readonly isHashed: boolean;
}

/** @throws CredentialsError */
export function gateOf(credentials: readonly Credential[]): Gate {
  const known = credentials.map(knownOf);
  /** Every credential is compared, and each in constant time: how long it takes tells nothing of how near a guess was. */
  const find = (kind: Known['kind'], candidate: (each: Known) => Buffer): string | undefined => {
    let found: string | undefined;
    for (const each of known) {
      if (each.kind === kind && timingSafeEqual(each.digest, candidate(each))) found ??= each.originator;
    }
    return found;
  };
  return {
    hasCertificates: known.some(({ kind }) => kind === 'certificate'),
    identify({ authorization, certificate }) {
      const bearer = /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
      if (bearer !== undefined) {
        const [plain, hashed] = [digest(bearerOf(bearer)), digest(bearer)];
        return find('bearer', ({ isHashed }) => (isHashed ? hashed : plain));
      }
      const basic = /^basic +([A-Za-z0-9+/]+=*) *$/i.exec(authorization ?? '')?.[1];
      if (basic !== undefined) {
        const [, user = '', password = ''] = /^([^:]*):([^]*)$/.exec(Buffer.from(basic, 'base64').toString()) ?? [];
        const [plain, hashed] = [digest(basicOf(user, password)), digest(password)];
        return find('basic', (each) => (!each.isHashed ? plain : each.user === user ? hashed : nothing));
      }
      if (authorization !== undefined || certificate === undefined) return undefined;
      const shown = digest(fingerprintOf(certificate));
      return find('certificate', () => shown);
    },
  };
}

const fingerprintOf = (text: string): string => text.replaceAll(':', '').toLowerCase();

function knownOf(credential: Credential, index: number): Known {
  const { originator } = credential;
  const bad = (what: string) => new CredentialsError(`credential ${index + 1}: ${what}`);
  if (typeof originator !== 'string' || originator === '') throw bad('originator must be the AE-ID or CSE-ID of who shows it');
  const hashed = (text: string): Buffer | undefined => (/^sha256:[0-9a-f]{64}$/i.test(text) ? Buffer.from(text.slice(7), 'hex') : undefined);
  if ('bearer' in credential && typeof credential.bearer === 'string' && credential.bearer !== '') {
    const given = hashed(credential.bearer);
    return { originator, kind: 'bearer', digest: given ?? digest(bearerOf(credential.bearer)), isHashed: given !== undefined };
  }
  if ('user' in credential && typeof credential.user === 'string' && typeof credential.password === 'string' && credential.password !== '') {
    const { user, password } = credential;
    const given = hashed(password);
    return { originator, kind: 'basic', digest: given ?? digest(basicOf(user, password)), user, isHashed: given !== undefined };
  }
  if ('certificate' in credential && typeof credential.certificate === 'string') {
    const fingerprint = fingerprintOf(credential.certificate);
    if (!/^[0-9a-f]{64}$/.test(fingerprint)) throw bad('certificate must be the SHA-256 fingerprint of a certificate');
    return { originator, kind: 'certificate', digest: digest(fingerprint), isHashed: false };
  }
  throw bad('it needs bearer, or user and password, or certificate');
}

/**
 * The text of a file of credentials: a list of them, or an object that has the list as `credentials`.
 * @throws CredentialsError
 */
export function readCredentials(text: string): readonly Credential[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new CredentialsError(`no JSON: ${(error as Error).message}`);
  }
  const list: unknown = Array.isArray(content) ? content : (content as { readonly credentials?: unknown } | null)?.credentials;
  if (!Array.isArray(list)) throw new CredentialsError('must be a list of credentials');
  const wrong = list.findIndex((each) => typeof each !== 'object' || each === null);
  if (wrong !== -1) throw new CredentialsError(`credential ${wrong + 1} must be an object`);
  if (list.length === 0) throw new CredentialsError('has no credential: nobody could connect');
  gateOf(list as Credential[]);
  return list as Credential[];
}
