/** What the playground shows, as the end of an address and back. */
export interface Shown {
  readonly type?: string;
  readonly operation?: string;
  readonly format?: string;
  readonly names?: string;
  readonly text?: string;
}

export async function toHash({ text, ...choices }: Shown): Promise<string> {
  const parameters = new URLSearchParams(Object.entries(choices).filter((pair): pair is [string, string] => pair[1] !== undefined));
  if (text !== undefined) parameters.set('text', base64(await through(new TextEncoder().encode(text), new CompressionStream('deflate-raw'))));
  return parameters.toString();
}

/** Undefined for what this page did not write: a link may be cut, or of a hand. */
export async function fromHash(hash: string): Promise<Shown> {
  const { text, ...choices } = Object.fromEntries(new URLSearchParams(hash.replace(/^#/, '')));
  if (text === undefined) return choices;
  try {
    return { ...choices, text: new TextDecoder('utf-8', { fatal: true }).decode(await through(bytesOf(text), new DecompressionStream('deflate-raw'))) };
  } catch {
    return choices;
  }
}

/** A short link must not unfold to what no page could show. */
const limit = 2_000_000;

async function through(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream as ReadableWritablePair<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(parts).arrayBuffer());
    size += value.length;
    if (size > limit) throw new RangeError('too long');
    parts.push(value);
  }
}

const base64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
