/** Bytes as text, by what is known of them: a byte order mark, the content type, the XML declaration, or UTF-8 (XML 1.0 Appendix F). */

import { Refusal, type DecodeLimits } from './envelope.js';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'iso-8859-1' | 'us-ascii';

const known: Readonly<Record<string, Encoding>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'utf-16': 'utf-16be',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  'iso-8859-1': 'iso-8859-1',
  latin1: 'iso-8859-1',
  'us-ascii': 'us-ascii',
  ascii: 'us-ascii',
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

export function textOf(bytes: Uint8Array, { charset, lenient = false }: DecodeLimits): string {
  const named = (name: string | undefined) => (lenient ? anyDeclared(name) : declared(name));
  const encoding: string = markOf(bytes) ?? patternOf(bytes) ?? named(charset) ?? named(declarationOf(bytes)) ?? 'utf-8';
  if (encoding === 'iso-8859-1') return byBytes(bytes, 0xff);
  if (encoding === 'us-ascii' && !lenient) return byBytes(bytes, 0x7f);
  try {
    return encoding === 'utf-8' || encoding === 'us-ascii' ? utf8.decode(bytes) : new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // The name of a network, say, in the bytes in which its user has typed it.
    if (lenient && !encoding.startsWith('utf-16')) return byBytes(bytes, 0xff);
    throw new Refusal(8003, 'encoding', `the bytes are not ${encoding}`);
  }
}

function markOf([a, b, c]: Uint8Array): Encoding | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  return a === 0xfe && b === 0xff ? 'utf-16be' : a === 0xff && b === 0xfe ? 'utf-16le' : undefined;
}

/** Without a mark, UTF-16 is known by the zero beside the first "<". */
function patternOf([a, b]: Uint8Array): Encoding | undefined {
  return a === 0 && b === 0x3c ? 'utf-16be' : a === 0x3c && b === 0 ? 'utf-16le' : undefined;
}

function declarationOf(bytes: Uint8Array): string | undefined {
  const start = byBytes(bytes.subarray(0, 100), 0xff);
  return /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.-]+)["']/.exec(start)?.[1];
}

function declared(name: string | undefined): Encoding | undefined {
  if (name === undefined) return undefined;
  const label = name.toLowerCase();
  if (!Object.hasOwn(known, label)) throw new Refusal(8003, 'encoding', `the encoding ${label.slice(0, 40)} is none that is read`);
  return known[label];
}

/** All that the platform reads; what it does not know says nothing. */
function anyDeclared(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const label = name.toLowerCase();
  if (Object.hasOwn(known, label)) return known[label];
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

/** Not by TextDecoder, which takes ISO-8859-1 for windows-1252. */
function byBytes(bytes: Uint8Array, highest: number): string {
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += 8192) {
    const part = bytes.subarray(start, start + 8192);
    if (part.some((byte) => byte > highest)) throw new Refusal(8003, 'encoding', 'the bytes are not us-ascii');
    parts.push(String.fromCharCode(...part));
  }
  return parts.join('');
}
