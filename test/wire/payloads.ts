import type fc from 'fast-check';
import { arbitrary } from '../../testing/arbitrary.js';
import type { ResourceName } from '../../testing/names.js';
import { operationsOf, resourceList } from '../../testing/payload.js';
import type { JsonObject, JsonValue } from '../../wire/index.js';

const operations = ['create', 'update', 'full'] as const;
export type WholeOperation = (typeof operations)[number];

/** There are hundreds of {@link payloadCases}, so that each tries a few payloads; SPECGEN_RUNS multiplies them. */
export const times = Number(process.env['SPECGEN_RUNS'] ?? 1);

/** Every resource and operation that has payloads of its own. */
export const payloadCases: readonly { readonly resource: ResourceName; readonly operation: WholeOperation }[] = resourceList.flatMap((resource) =>
  operations.filter((operation) => operationsOf(resource).includes(operation)).map((operation) => ({ resource, operation })),
);

/** Valid payloads with long names. */
export const payloads = (resource: ResourceName, operation: WholeOperation): fc.Arbitrary<JsonObject> => (arbitrary[resource] as (operation: WholeOperation) => fc.Arbitrary<JsonObject>)(operation);

/** Blanks and whatever is empty taken out, so that XML can carry what is left. */
export function withoutBlanks(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.replace(/[^!-~]/gu, '_') || '_';
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(withoutBlanks);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, inner]) => [name, withoutBlanks(inner)] as const);
  return Object.fromEntries(members.filter(([, inner]) => typeof inner !== 'object' || inner === null || Object.keys(inner).length > 0));
}
