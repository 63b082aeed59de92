/** What shows who an Originator is: one header Authorization of every request, or one for each Originator, as `serve` takes them. */

import { isObject } from '../wire/json-value.js';
import { ConformError } from './errors.js';

export interface Credentials {
  /** The Originators that have some, in order. */
  readonly originators: readonly string[];
  /** Of requests of this Originator; undefined: none. */
  readonly authorization: (originator: string | undefined) => string | undefined;
}

/**
 * `Bearer …`, `Basic …`, a token alone; or a JSON list of Originators.
 *
 * @throws ConformError
 */
export function credentialsIn(text: string, file: string): Credentials {
  const bad = (what: string): ConformError => new ConformError('CONFORM_FILE', `${file}: ${what}`, 'one line, Bearer … or Basic …; or a JSON list: [{ "originator": "CAdmin", "bearer": "…" }, …]');
  const plain = text.trim();
  if (!plain.startsWith('[')) {
    if (!/^[ -~]+$/.test(plain)) throw bad('it is no header Authorization');
    const header = /^[A-Za-z]+ /.test(plain) ? plain : `Bearer ${plain}`;
    return { originators: [], authorization: () => header };
  }
  const list = listIn(plain);
  if (list === undefined) throw bad('it is no JSON list');
  const headers = new Map(list.map((each) => {
    const header = headerOf(each);
    if (header === undefined) throw bad('each has an originator, and bearer, or user and password, in plain text');
    return header;
  }));
  return { originators: [...headers.keys()], authorization: (originator) => (originator === undefined ? undefined : headers.get(originator)) };
}

function listIn(text: string): readonly unknown[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
}

function headerOf(each: unknown): readonly [originator: string, header: string] | undefined {
  if (!isObject(each) || typeof each['originator'] !== 'string') return undefined;
  const { originator, bearer, user, password } = each;
  if (typeof bearer === 'string' && isPlain(bearer)) return [originator, `Bearer ${bearer}`];
  return typeof user === 'string' && typeof password === 'string' && isPlain(password) ? [originator, `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`] : undefined;
}

/** A server may know a secret by its digest; who shows it must have it. */
const isPlain = (secret: string): boolean => secret !== '' && !secret.startsWith('sha256:');
