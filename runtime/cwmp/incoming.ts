/** What a CPE posts, from bytes to what it says: content types and codings, or why it is not even looked at. */

import { decodeEnvelope } from '../../wire/cwmp/index.js';
import { contentCodings, decoded, type Decoded } from '../http/content-coding.js';
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

export async function readPosted({ contentType, contentEncoding = '', body }: Posted, limit: number): Promise<Heard | NotLookedAt> {
  if (body === undefined || body.length === 0) return { kind: 'nothing' };
  // Many say none, SOAP's, or that of a page; what is in it is looked at either way.
  if (contentType !== undefined && !/xml|soap|^\s*text\//i.test(contentType)) return notLookedAt(415, 'the content type is none of XML');
  const plain = plainOf(await decoded(body, contentEncoding, limit), contentEncoding);
  if (!(plain instanceof Uint8Array)) return plain;
  if (isBlank(plain)) return { kind: 'nothing' };
  const charset = /;\s*charset\s*=\s*["']?([\w-]+)/i.exec(contentType ?? '')?.[1];
  const read = decodeEnvelope(plain, { lenient: true, ...(charset !== undefined && { charset }) });
  if (read.ok) return { kind: 'envelope', envelope: read.envelope };
  const { fault, message, id, version, rpc } = read;
  return { kind: 'unreadable', faultCode: fault.faultCode, message: `${fault.faultString}: ${message}`, ...(id !== undefined && { id }), ...(version !== undefined && { version }), ...(rpc !== undefined && { rpc }) };
}

/** Of no bytes, or of none that say anything: the end of a line or of a text of C. */
const isBlank = (body: Uint8Array): boolean => body.every((byte) => byte === 0 || byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));

function plainOf(found: Decoded, coding: string): Uint8Array | NotLookedAt | Heard {
  if ('bytes' in found) return found.bytes;
  if (found.problem === 'unknown coding') return notLookedAt(415, `the content coding is none of ${contentCodings}`);
  if (found.problem === 'too large') return notLookedAt(413, 'the message is too large');
  return { kind: 'unreadable', faultCode: acsFault.invalid, message: `the bytes are not of ${coding}` };
}

const notLookedAt = (status: NotLookedAt['status'], reason: string): NotLookedAt => ({ kind: 'notLookedAt', status, faultCode: status === 413 ? acsFault.resources : acsFault.invalid, reason });
