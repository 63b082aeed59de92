/** NULL is an empty element (TS-0004 8.3.1), and so is an empty text: which of the two, follows from where it stands. */

import type { JsonObject } from '../json-value.js';
import type { Operation } from '../types.js';
import type { Member, Structure } from '../vocabulary.js';

/**
 * Whether an empty element is NULL here: attributes of a resource in an update or in part of a representation (TS-0004 7.3.3.7,
 * 7.3.3.12), and the creator that a Create asks for (7.3.3.3). Everywhere else there is no NULL.
 */
export function emptyIsNull({ open }: Structure, { long }: Pick<Member, 'long'>, operation: Operation): boolean {
  if (open !== 'children') return false;
  return operation === 'create' ? long === 'creator' : operation !== 'full';
}

/** What the resources inside are part of: requests say it by their operation (TS-0004 6.3.4.2.5), responses and notifications may carry parts. */
export function operationInside({ name }: Structure, value: JsonObject, outer: Operation): Operation {
  if (name === 'requestPrimitive') return value['operation'] === 1 ? 'create' : value['operation'] === 3 ? 'update' : 'partial';
  return name === 'responsePrimitive' || name === 'm2m:representation' ? 'partial' : outer;
}
