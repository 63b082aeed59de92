/** Codings of contents (RFC 9110 8.4.1), taken off again within a limit, so that no few bytes become many. */

import { promisify } from 'node:util';
import { gunzip, inflate, inflateRaw, type InputType, type ZlibOptions } from 'node:zlib';

/** Those that are understood, as Accept-Encoding has them. */
export const contentCodings = 'gzip, deflate';

export type Decoded = { readonly bytes: Uint8Array } | { readonly problem: 'unknown coding' | 'too large' | 'other bytes' };

type Decompress = (input: InputType, options: ZlibOptions) => Promise<Buffer>;

const codings: Readonly<Record<string, readonly Decompress[]>> = {
  gzip: [promisify<InputType, ZlibOptions, Buffer>(gunzip)],
  'x-gzip': [promisify<InputType, ZlibOptions, Buffer>(gunzip)],
  // That name has meant both.
  deflate: [promisify<InputType, ZlibOptions, Buffer>(inflate), promisify<InputType, ZlibOptions, Buffer>(inflateRaw)],
};

/** @param coding as Content-Encoding has it */
export async function decoded(bytes: Uint8Array, coding: string, limit: number): Promise<Decoded> {
  const name = coding.trim().toLowerCase();
  if (name === '' || name === 'identity') return { bytes };
  if (!Object.hasOwn(codings, name)) return { problem: 'unknown coding' };
  for (const decompress of codings[name]!) {
    try {
      return { bytes: await decompress(bytes, { maxOutputLength: limit }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return { problem: 'too large' };
    }
  }
  return { problem: 'other bytes' };
}
