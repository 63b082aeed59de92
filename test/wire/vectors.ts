import { readdirSync, readFileSync } from 'node:fs';
import type { JsonObject } from '../../wire/index.js';

export interface Vectors {
  readonly resource: string;
  readonly operation: 'create' | 'update' | 'full';
  readonly valid: readonly { readonly long: JsonObject; readonly wire: JsonObject; readonly description?: string }[];
  readonly invalid: readonly { readonly long: JsonObject; readonly wire: JsonObject; readonly rule?: string }[];
}

const folder = new URL('../../generated/vectors/', import.meta.url);

/** The payloads of every resource and operation that the compiler made. */
export const allVectors: readonly Vectors[] = readdirSync(folder)
  .filter((name) => /^\w+\.(create|update|full)\.json$/.test(name))
  .sort()
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Vectors);
