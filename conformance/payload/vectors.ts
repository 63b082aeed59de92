/** The payloads of a resource type: each made whole once, whatever many runs put in the place of their placeholders. */

import { expanded } from '../../testing/expand.js';
import type { JsonValue } from '../../wire/json-value.js';
import { filledWhere } from '../fill.js';
import { vectorFile, type PayloadRow } from '../plan.js';
import { once, type Specification } from '../specification.js';

export type Content = { readonly [name: string]: JsonValue };

export interface Vector {
  readonly name: string;
  readonly wire: Content;
  /** Features that a CSE need not have. */
  readonly needs?: readonly string[];
  /** Of a valid one: type of the parent that it takes, and what the resource has before the UPDATE. */
  readonly below?: string;
  readonly stored?: { readonly wire: Content };
  /** Of an invalid one. */
  readonly statusCode?: number;
  readonly attribute?: string;
  readonly rule?: string;
}

export interface Payloads {
  readonly valid: readonly Vector[];
  readonly invalid: readonly Vector[];
}

const made = once(() => new Map<string, Payloads | undefined>());

/** As the file of vectors says them, placeholders and all; undefined: the type has no such operation. */
export function payloadsOf(row: PayloadRow, operation: 'create' | 'update', specification: Specification): Payloads | undefined {
  const known = made(specification);
  const key = `${row.vectors} ${operation}`;
  if (!known.has(key)) known.set(key, expanded(vectorFile(row, specification), operation, ({ text }) => text) as Payloads | undefined);
  return known.get(key);
}

/** With what stands for placeholders, where something does; looked for in a payload when it is asked for: most runs ask for few. */
export function payloadsWith(named: ReadonlyMap<string, string>, { valid, invalid }: Payloads): Payloads {
  const own = (vector: Vector): Vector => ({
    ...vector,
    get wire() {
      return filledWhere(vector.wire, named);
    },
    ...(vector.stored !== undefined && { stored: { wire: filledWhere(vector.stored.wire, named) } }),
  });
  return { valid: valid.map(own), invalid: invalid.map(own) };
}
