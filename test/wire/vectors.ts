import type { JsonObject } from '../../wire/index.js';
import { generatedVectors } from '../support/generated-vectors.js';

export interface Vectors {
  readonly resource: string;
  readonly operation: 'create' | 'update' | 'full';
  readonly valid: readonly { readonly long: JsonObject; readonly wire: JsonObject; readonly description?: string }[];
  readonly invalid: readonly { readonly long: JsonObject; readonly wire: JsonObject; readonly rule?: string }[];
}

/** The payloads of every resource and operation that the compiler made. */
export const allVectors = generatedVectors as unknown as readonly Vectors[];
