import { TextDecoder } from 'node:util';

/** Why bytes are no text, and where: `line` and `column` count from 1. */
export interface DecodeProblem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Bytes → text without a byte order mark. UTF-8 unless a mark, the zero bytes of UTF-16 (XML 1.0 Appendix F.1) or an
 * XML declaration say otherwise.
 */
export function decode(bytes: Uint8Array): string | DecodeProblem {
  const decoder = decoderFor(bytes);
  if (typeof decoder === 'string') return { message: `the encoding "${decoder}" is not supported`, line: 1, column: 1 };
  const text = tryDecode(decoder, bytes);
  if (text === undefined) return invalidAt(decoder, bytes);
  const nul = text.indexOf('\0');
  return nul < 0 ? text : { message: 'is not text: it contains a NUL character', ...position(text.slice(0, nul)) };
}

/** Marks and first characters that tell an encoding, longer ones first. */
const signatures: readonly (readonly [bytes: readonly number[], encoding: string])[] = [
  [[0xff, 0xfe, 0x00, 0x00], 'utf-32le'],
  [[0x00, 0x00, 0xfe, 0xff], 'utf-32be'],
  [[0x3c, 0x00, 0x3f, 0x00], 'utf-16le'],
  [[0x00, 0x3c, 0x00, 0x3f], 'utf-16be'],
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/** A decoder, or the name of an encoding that there is none for. */
function decoderFor(bytes: Uint8Array): TextDecoder | string {
  const signature = signatures.find(([prefix]) => prefix.every((byte, i) => bytes[i] === byte));
  const label = signature?.[1] ?? declaredEncoding(bytes);
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    return label;
  }
}

/** The `encoding` of an XML declaration. One that says UTF-16 in single bytes is wrong about itself: then it is UTF-8. */
function declaredEncoding(bytes: Uint8Array): string {
  const start = String.fromCharCode(...bytes.subarray(0, 200));
  const label = /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1] ?? 'utf-8';
  return /^(utf-?16|us-ascii$|ascii$)/i.test(label) ? 'utf-8' : label.toLowerCase();
}

/** What stands at 0x80 to 0x9F of windows-1252: many releases of Node give out control characters (nodejs/node#56542). */
const windows1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

function tryDecode(decoder: TextDecoder, bytes: Uint8Array): string | undefined {
  try {
    const text = decoder.decode(bytes);
    return decoder.encoding === 'windows-1252' ? text.replace(/[\x80-\x9f]/g, (c1) => windows1252[c1.charCodeAt(0) - 0x80]!) : text;
  } catch {
    return undefined;
  }
}

/** The first byte that cannot be decoded: the longest prefix that can, found by halving. */
function invalidAt({ encoding }: TextDecoder, bytes: Uint8Array): DecodeProblem {
  const prefix = (length: number): string | undefined => {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
    } catch {
      return undefined;
    }
  };
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (prefix(middle) === undefined) bad = middle;
    else good = middle;
  }
  return { message: `is not text: invalid ${encoding.toUpperCase()}`, ...position(prefix(good) ?? '') };
}

/** Line and column just after `text`. */
function position(text: string): { readonly line: number; readonly column: number } {
  const lines = text.split('\n');
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}
