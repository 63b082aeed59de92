/** What a CPE posts, from bytes to what it says: content types and codings, or why it is not even looked at. */

import { promisify } from 'node:util';
import { gunzip, inflate, inflateRaw, type InputType, type ZlibOptions } from 'node:zlib';
import { decodeEnvelope } from '../../wire/cwmp/index.js';
import { acsFault, type Heard } from './talk.js';

/** It cannot be an envelope. */
export interface NotLookedAt {
  readonly kind: 'notLookedAt';
  readonly status: 413 | 415;
  readonly faultCode: number;
  readonly reason: string;
}

export interface Posted {
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
  readonly body: Uint8Array | undefined;
}

export async function readPosted({ contentType, contentEncoding, body }: Posted, limit: number): Promise<Heard | NotLookedAt> {
  if (body === undefined || body.length === 0) return { kind: 'nothing' };
  // Many say none, SOAP's, or that of a page; what is in it is looked at either way.
  if (contentType !== undefined && !/xml|soap|^\s*text\//i.test(contentType)) return notLookedAt(415, 'the content type is none of XML');
  const plain = await decompressed(body, contentEncoding ?? '', limit);
  if (!(plain instanceof Uint8Array)) return plain;
  if (isBlank(plain)) return { kind: 'nothing' };
  const charset = /;\s*charset\s*=\s*["']?([\w-]+)/i.exec(contentType ?? '')?.[1];
  const decoded = decodeEnvelope(plain, { lenient: true, ...(charset !== undefined && { charset }) });
  if (decoded.ok) return { kind: 'envelope', envelope: decoded.envelope };
  const { fault, message, id, version, rpc } = decoded;
  return { kind: 'unreadable', faultCode: fault.faultCode, message: `${fault.faultString}: ${message}`, ...(id !== undefined && { id }), ...(version !== undefined && { version }), ...(rpc !== undefined && { rpc }) };
}

/** Of no bytes, or of none that say anything: the end of a line or of a text of C. */
const isBlank = (body: Uint8Array): boolean => body.every((byte) => byte === 0 || byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));

/** Codings that are understood, as Accept-Encoding has them (RFC 9110 15.5.16). */
export const acceptedEncodings = 'gzip, deflate';

type Decompress = (input: InputType, options: ZlibOptions) => Promise<Buffer>;

const codings: Readonly<Record<string, readonly Decompress[]>> = {
  gzip: [promisify<InputType, ZlibOptions, Buffer>(gunzip)],
  'x-gzip': [promisify<InputType, ZlibOptions, Buffer>(gunzip)],
  // That name has meant both.
  deflate: [promisify<InputType, ZlibOptions, Buffer>(inflate), promisify<InputType, ZlibOptions, Buffer>(inflateRaw)],
};

async function decompressed(body: Uint8Array, encoding: string, limit: number): Promise<Uint8Array | NotLookedAt | Heard> {
  const name = encoding.trim().toLowerCase();
  if (name === '' || name === 'identity') return body;
  if (!Object.hasOwn(codings, name)) return notLookedAt(415, `the content coding is none of ${acceptedEncodings}`);
  for (const decompress of codings[name]!) {
    try {
      return await decompress(body, { maxOutputLength: limit });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return notLookedAt(413, 'the message is too large');
    }
  }
  return { kind: 'unreadable', faultCode: acsFault.invalid, message: `the bytes are not of ${name}` };
}

const notLookedAt = (status: NotLookedAt['status'], reason: string): NotLookedAt => ({ kind: 'notLookedAt', status, faultCode: status === 413 ? acsFault.resources : acsFault.invalid, reason });
