import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as validators from '../../generated/validators/index.js';
import type { Issue } from '../../generated/validators/support.js';
import { arbitrary } from '../../testing/arbitrary.js';
import type { InvalidPayload } from '../../testing/arbitrary.js';
import type { ResourceName } from '../../testing/names.js';
import type { JsonObject, KnownType, Operation, ParseOptions } from '../../wire/index.js';
import { decode, encode, fromXml, parserWith, toXml, WireError } from '../../wire/index.js';
import { resourceNames } from '../../generated/tables/names.js';
import { payloadCases, payloads, times, withoutBlanks, type WholeOperation } from './payloads.js';

type Validate = (value: unknown) => readonly Issue[];
const validatorOf = (resource: ResourceName, operation: WholeOperation, form: 'long' | 'wire'): Validate => {
  const ofResource = validators[resource] as unknown as Readonly<Record<string, { readonly issues: Validate }>>;
  return ofResource[operation + (form === 'wire' ? 'Wire' : '')]!.issues;
};
const invalid = (resource: ResourceName, operation: WholeOperation): fc.Arbitrary<InvalidPayload> => arbitrary.invalid(resource, operation as never);
const read = parserWith(validators as Parameters<typeof parserWith>[0]);
const json = (resource: ResourceName, wire: JsonObject): string => JSON.stringify({ [`m2m:${resourceNames.toShort.get(resource)}`]: wire }, undefined, 1);
const options = (operation: Operation): ParseOptions<KnownType, Operation> => ({ operation });

/** What the wire form of a long body is; undefined for one with a short name among the long ones, which is refused. */
function encoded(resource: string, body: JsonObject): JsonObject | undefined {
  try {
    return encode(resource, body, { unknown: 'keep' });
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

/** Long names of attributes in both forms; child resources are named as they stand. */
const nameAndRule = ({ attribute = '', rule }: Issue): string => `${attribute.startsWith('m2m:') ? 'm2m:' : attribute} ${rule}`;

describe.each(payloadCases)('$resource of $operation', ({ resource, operation }) => {
  it('decode(encode(x)) is x, and x is valid in both forms and as text', () => {
    fc.assert(
      fc.property(payloads(resource, operation), (body) => {
        const wire = encode(resource as string, body, { unknown: 'keep' });
        expect(decode(resource as string, wire)).toEqual(body);
        expect(encode(resource as string, decode(resource as string, wire), { unknown: 'keep' })).toEqual(wire);
        expect(validatorOf(resource, operation, 'wire')(wire)).toEqual([]);
        expect(read(json(resource, wire), 'application/json', options(operation))).toEqual({ ok: true, type: resource, form: 'wire', value: JSON.parse(JSON.stringify(body)) });
      }),
      { numRuns: 3 * times },
    );
  });

  it('what breaks a rule breaks it in both forms, and in JSON and XML', () => {
    fc.assert(
      fc.property(invalid(resource, operation), ({ body, rule, attribute }) => {
        const value = body as JsonObject;
        const long = validatorOf(resource, operation, 'long')(value);
        const wire = encoded(resource, value);
        if (wire === undefined) return;
        const short = validatorOf(resource, operation, 'wire')(wire);
        expect(short.map(nameAndRule)).toEqual(long.map(nameAndRule));
        expect(long.map((issue) => issue.rule)).toContain(rule);

        const text = read(json(resource, wire), 'application/json', options(operation));
        expect(text.ok ? [] : text.diagnostics.map((diagnostic) => diagnostic.rule)).toContain(rule);
        if (!text.ok) for (const { place, code } of text.diagnostics) expect([code, place?.line]).toEqual(['WIRE_INVALID', expect.any(Number)]);

        const xml = toXml(resource as string, value, { operation });
        // A text that is not there is the empty one in XML.
        if (!xml.ok || long.some((issue) => issue.rule === 'M' && issue.path.at(-1) === 'val')) return;
        const back = read(xml.xml, 'application/xml', options(operation));
        expect(back.ok ? [] : back.diagnostics.map((diagnostic) => diagnostic.rule), `${attribute} ${xml.xml}`).toContain(rule);
      }),
      { numRuns: 6 * times },
    );
  });
});

describe('inside primitives and notifications', () => {
  const resources = payloadCases.filter(({ operation }) => operation === 'full');

  it('requests', () => {
    const creatable = payloadCases.filter(({ operation }) => operation !== 'full');
    const requests = fc.constantFrom(...creatable).chain(({ resource, operation }) =>
      fc.tuple(payloads(resource, operation), fc.string()).map(([body, requestIdentifier]) => ({
        operation: operation === 'create' ? 1 : 3,
        to: 'cse-in',
        from: 'C1',
        requestIdentifier,
        primitiveContent: { [`m2m:${resource}`]: body },
        releaseVersionIndicator: '3',
      })),
    );
    roundTrip('requestPrimitive', requests);
  });

  it('responses', () => {
    const responses = fc.constantFrom(...resources).chain(({ resource, operation }) =>
      payloads(resource, operation).map((body) => ({ responseStatusCode: 2000, requestIdentifier: '1', primitiveContent: { [`m2m:${resource}`]: body }, releaseVersionIndicator: '3' })),
    );
    roundTrip('responsePrimitive', responses);
  });

  it('notifications', () => {
    const one = fc.constantFrom(...resources).chain(({ resource, operation }) =>
      payloads(resource, operation).map((body) => ({ notificationEvent: { representation: { [`m2m:${resource}`]: body }, notificationEventType: 1 }, subscriptionReference: 'cse-in/sub' })),
    );
    const either = fc.oneof(
      one.map((notification): JsonObject => ({ 'm2m:notification': notification as unknown as JsonObject })),
      fc.array(one, { minLength: 1, maxLength: 3 }).map((notification): JsonObject => ({ 'm2m:aggregatedNotification': { notification: notification as unknown as JsonObject[] } })),
    );
    roundTrip('notification', either);
  });

  function roundTrip(type: 'requestPrimitive' | 'responsePrimitive' | 'notification', bodies: fc.Arbitrary<unknown>): void {
    let carried = 0;
    const issuesOf = { long: validators[type].issues, wire: validators[`${type}Wire`].issues };
    fc.assert(
      fc.property(bodies as fc.Arbitrary<JsonObject>, fc.boolean(), (given, isPlain) => {
        const body = isPlain ? (withoutBlanks(given) as JsonObject) : given;
        const wire = encode(type as string, body, { unknown: 'keep' });
        expect(decode(type as string, wire)).toEqual(body);
        expect(issuesOf.wire(wire).length).toBe(issuesOf.long(body).length);
        const xml = toXml(type as string, body);
        if (!xml.ok) return;
        carried++;
        expect(fromXml(xml.xml)).toEqual({ ok: true, type, form: 'wire', value: body });
      }),
      { numRuns: 60 * times },
    );
    expect(carried).toBeGreaterThan(3);
  }
});
