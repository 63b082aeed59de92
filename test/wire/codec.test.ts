import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { NotifyContent, NotifyContentWire, RequestPrimitive, RequestPrimitiveWire, SoftwareCampaign, SoftwareCampaignCreateWire, SoftwareCampaignUpdateWire, SoftwareCampaignWire } from '../../generated/types/index.js';
import type { JsonObject, JsonValue } from '../../wire/index.js';
import { decode, encode, WireError } from '../../wire/index.js';
import { allVectors } from './vectors.js';

const json = (text: string): JsonObject => JSON.parse(text) as JsonObject;
const codeOf = (act: () => unknown): readonly string[] => {
  try {
    act();
  } catch (error) {
    if (error instanceof WireError) return error.diagnostics.map(({ code, path }) => `${code} ${path.join('/')}`.trim());
    throw error;
  }
  return [];
};

describe('resources', () => {
  it.each(allVectors.map((vectors) => [`${vectors.resource} ${vectors.operation}`, vectors] as const))('the vectors of %s, both ways', (_, { resource, valid }) => {
    for (const { long, wire } of valid) {
      expect(encode(resource, long)).toEqual(wire);
      expect(decode(resource, wire)).toEqual(long);
      expect(JSON.stringify(decode(resource, wire))).toBe(JSON.stringify(long));
    }
  });

  it.each<{ readonly what: string; readonly type: string; readonly long: string; readonly wire: string }>([
    { what: 'provisional names', type: 'softwareCampaign', long: '{"campaignEnabled":true}', wire: '{"cpen":true}' },
    {
      what: 'a name that is an attribute here and a member there',
      type: 'subscription',
      long: '{"labels":["a"],"eventNotificationCriteria":{"attribute":["b"],"notificationEventType":[1]}}',
      wire: '{"lbl":["a"],"enc":{"atr":["b"],"net":[1]}}',
    },
    {
      what: 'a value of any type is not ours (TS-0004 6.3.5.15)',
      type: 'mgmtCmd',
      long: '{"execReqArgs":{"reset":[{"anyArg":[{"name":"a","value":{"vr":1,"version":2,"val":3}}]}]}}',
      wire: '{"exra":{"rst":[{"any":[{"nm":"a","val":{"vr":1,"version":2,"val":3}}]}]}}',
    },
    {
      what: 'text beside XML attributes (TS-0004 8.4.2)',
      type: 'node',
      long: '{"childResource":[{"val":"a","name":"b","type":13,"specializationID":"c"}]}',
      wire: '{"ch":[{"val":"a","nm":"b","typ":13,"spid":"c"}]}',
    },
    {
      what: 'children in their parent (TS-0004 Annex C.1)',
      type: 'softwareCampaign',
      long: '{"m2m:schedule":[{"scheduleElement":{"scheduleEntry":["* * * * * * *"]},"m2m:subscription":[{"notificationURI":["b"]}]}]}',
      wire: '{"m2m:sch":[{"se":{"sce":["* * * * * * *"]},"m2m:sub":[{"nu":["b"]}]}]}',
    },
    { what: 'children of types that are known by name only', type: 'AE', long: '{"m2m:genericInterworkingService":[{"labels":["a"],"stateTag":1}]}', wire: '{"m2m:gis":[{"lbl":["a"],"st":1}]}' },
    { what: 'null in an update', type: 'softwareCampaign', long: '{"labels":null}', wire: '{"lbl":null}' },
    { what: 'values of the wrong shape, as they are', type: 'softwareCampaign', long: '{"softwareTriggerCriteria":"x","labels":{"vr":1}}', wire: '{"swtc":"x","lbl":{"vr":1}}' },
    { what: 'a resource type that is known by name only', type: 'genericInterworkingService', long: '{"labels":["a"],"creator":"b"}', wire: '{"lbl":["a"],"cr":"b"}' },
  ])('$what', ({ type, long, wire }) => {
    expect(JSON.stringify(encode(type, json(long)))).toBe(wire);
    expect(JSON.stringify(decode(type, json(wire)))).toBe(long);
  });
});

describe('primitives and notifications', () => {
  it.each<{ readonly what: string; readonly type: string; readonly long: string; readonly wire: string }>([
    {
      what: 'a request with its content',
      type: 'requestPrimitive',
      long: '{"operation":1,"to":"cse-in","from":"C","requestIdentifier":"1","resourceType":9076,"primitiveContent":{"m2m:softwareCampaign":{"version":"1","softwareTriggerCriteria":[{"evalCriteria":{"operator":1}}]}},"releaseVersionIndicator":"3"}',
      wire: '{"op":1,"to":"cse-in","fr":"C","rqi":"1","ty":9076,"pc":{"m2m:swcm":{"vr":"1","swtc":[{"evc":{"optr":1}}]}},"rvi":"3"}',
    },
    {
      what: 'filter criteria',
      type: 'requestPrimitive',
      long: '{"operation":2,"filterCriteria":{"createdBefore":"20300101T000000","labels":["a"],"resourceType":[2],"filterUsage":1}}',
      wire: '{"op":2,"fc":{"crb":"20300101T000000","lbl":["a"],"ty":[2],"fu":1}}',
    },
    { what: 'a partial retrieve', type: 'requestPrimitive', long: '{"primitiveContent":{"m2m:attributeList":["vr"]}}', wire: '{"pc":{"m2m:atrl":["vr"]}}' },
    {
      what: 'a response',
      type: 'responsePrimitive',
      long: '{"responseStatusCode":2001,"requestIdentifier":"1","primitiveContent":{"m2m:URIList":["a","b"]}}',
      wire: '{"rsc":2001,"rqi":"1","pc":{"m2m:uril":["a","b"]}}',
    },
    {
      what: 'a notification with a resource in it',
      type: 'notification',
      long: '{"m2m:notification":{"notificationEvent":{"representation":{"m2m:softwareCampaign":{"campaignStatus":3}},"operationMonitor":{"operation":3,"originator":"C"},"notificationEventType":1},"subscriptionReference":"s"}}',
      wire: '{"m2m:sgn":{"nev":{"rep":{"m2m:swcm":{"cpst":3}},"om":{"op":3,"or":"C"},"net":1},"sur":"s"}}',
    },
    { what: 'several in one', type: 'notification', long: '{"m2m:aggregatedNotification":{"notification":[{"verificationRequest":true}]}}', wire: '{"m2m:agn":{"sgn":[{"vrq":true}]}}' },
    { what: 'the content of a primitive alone', type: 'primitiveContent', long: '{"m2m:software":{"version":"1"}}', wire: '{"m2m:swr":{"vr":"1"}}' },
  ])('$what', ({ type, long, wire }) => {
    expect(JSON.stringify(encode(type, json(long)))).toBe(wire);
    expect(JSON.stringify(decode(type, json(wire)))).toBe(long);
  });
});

describe('unknown names', () => {
  it('stay where the caller wants that, with all that they hold', () => {
    const body = { version: '1', colour: { version: 2, vr: 3 }, softwareTriggerCriteria: [{ colour: 4 }] };
    const wire = { vr: '1', colour: { version: 2, vr: 3 }, swtc: [{ colour: 4 }] };
    expect(encode('softwareCampaign' as string, body, { unknown: 'keep' })).toEqual(wire);
    expect(decode('softwareCampaign' as string, wire)).toEqual(body);
  });

  it('are refused by encode unless told otherwise, and by decode where the caller wants that: every one of them', () => {
    const body = { version: '1', colour: 2, softwareTriggerCriteria: [{ evalCriteria: { shade: 3 } }] };
    expect([...codeOf(() => encode('softwareCampaign' as string, body))].sort()).toEqual([
      'WIRE_UNKNOWN_MEMBER colour',
      'WIRE_UNKNOWN_MEMBER softwareTriggerCriteria/0/evalCriteria/shade',
    ]);
  });

  it('decode refuses them, too, when told to', () => {
    expect(codeOf(() => decode('softwareCampaign' as string, { vr: '1', colour: 2 }, { unknown: 'refuse' }))).toEqual(['WIRE_UNKNOWN_MEMBER colour']);
    expect(decode('softwareCampaign' as string, { vr: '1', colour: 2 })).toEqual({ version: '1', colour: 2 });
  });

  it.each([
    ['a short name among long ones', () => encode('softwareCampaign' as string, { version: '1', vr: '2' }), ['WIRE_NAME_COLLISION vr']],
    ['a short name alone', () => encode('softwareCampaign' as string, { vr: '2' }), ['WIRE_NAME_COLLISION vr']],
    ['a long name among short ones', () => decode('softwareCampaign' as string, { vr: '1', version: '2' }), ['WIRE_NAME_COLLISION version']],
    ['in a member', () => decode('softwareCampaign' as string, { swtc: [{ evc: { operator: 1 } }] }), ['WIRE_NAME_COLLISION swtc/0/evc/operator']],
    ['a root of the other form', () => encode('notification' as string, { 'm2m:sgn': {} }), ['WIRE_NAME_COLLISION m2m:sgn']],
  ])('that the result would take for known ones are never lost in silence: %s', (_, act, want) => {
    expect(codeOf(act)).toEqual(want);
  });

  it.each([
    ['a short name', () => encode('container' as string, { mni: 3 }), 'mni is a short name among long ones (give every name in its long form: maxNrOfInstances)'],
    ['a long name', () => decode('container' as string, { maxNrOfInstances: 3 }), 'maxNrOfInstances is a long name among short ones (give every name in its short form: mni)'],
    ['in a member', () => decode('softwareCampaign' as string, { swtc: [{ evc: { operator: 1 } }] }), 'swtc/0/evc/operator is a long name among short ones (give every name in its short form: optr)'],
    ['a slip', () => encode('container' as string, { maxNrOfInstance: 3 }), 'unknown attribute or member "maxNrOfInstance" (did you mean "maxNrOfInstances"?)'],
    ['a slip of a type', () => encode('contaner', {}), '"contaner" is no resource type or primitive (did you mean "container"?)'],
    ['an unknown name', () => encode('container' as string, { colour: 3 }), /^unknown attribute or member "colour"$/],
  ])('the message says what is meant: %s', (_, act, message) => expect(act).toThrow(message));

  it('not even behind many that are kept', () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`colour${i}`, i]));
    expect(codeOf(() => encode('softwareCampaign' as string, { ...many, vr: '2' }, { unknown: 'keep' }))).toEqual(['WIRE_NAME_COLLISION vr']);
  });

  it.each([[null], [[]], ['text'], [7], [undefined]])('a body that is no object: %j', (body) => {
    expect(codeOf(() => encode('softwareCampaign' as string, body as unknown as JsonObject))).toEqual(['WIRE_ROOT']);
    expect(codeOf(() => decode('notification' as string, body as unknown as JsonObject))).toEqual(['WIRE_ROOT']);
  });

  it.each([['softwareCampaing'], ['__proto__'], ['constructor'], [''], ['m2m:evalCriteria'], ['URI']])('a type that is none: %s', (type) => {
    expect(codeOf(() => encode(type, {}))).toEqual(['WIRE_UNKNOWN_TYPE']);
  });

  it.each([['softwareCampain'], ['swcm']])('%s, which is near one', (type) => {
    expect(() => encode(type, {})).toThrow(expect.objectContaining({ diagnostics: [expect.objectContaining({ hint: 'did you mean "softwareCampaign"?' })] }));
  });
});

describe('names and numbers of your own', () => {
  const names = { shortNames: { softwareCampaign: 'swca', campaignEnabled: 'ce', evalCriteria: 'evcr' }, resourceTypes: { softwareCampaign: 7030, softwareCampaignAnnc: 17030 } };

  it('stand on the wire, in bodies, in contents and in numbers of resource types', () => {
    const long = {
      operation: 1,
      resourceType: 9076,
      primitiveContent: { 'm2m:softwareCampaign': { campaignEnabled: true, resourceType: 9076, softwareTriggerCriteria: [{ evalCriteria: {} }], childResource: [{ val: 'a', name: 'b', type: 19076 }] } },
    };
    const wire = { op: 1, ty: 7030, pc: { 'm2m:swca': { ce: true, ty: 7030, swtc: [{ evcr: {} }], ch: [{ val: 'a', nm: 'b', typ: 17030 }] } } };
    expect(encode('requestPrimitive' as string, long, { names })).toEqual(wire);
    expect(decode('requestPrimitive' as string, wire, { names })).toEqual(long);
    expect(encode('CSEBase' as string, { supportedResourceType: [5, 9076] }, { names })).toEqual({ srt: [5, 7030] });
    expect(encode('requestPrimitive' as string, { filterCriteria: { resourceType: [5, 9076] } }, { names })).toEqual({ fc: { ty: [5, 7030] } });
  });

  it('a number that is ours for another does not come back as that', () => {
    expect(codeOf(() => encode('softwareCampaign' as string, { resourceType: 7030 }, { names }))).toEqual(['WIRE_NAME_COLLISION resourceType']);
    expect(codeOf(() => decode('CSEBase' as string, { srt: [5, 9076] }, { names }))).toEqual(['WIRE_NAME_COLLISION srt/1']);
  });

  it.each<readonly [string, object, string]>([
    ['a published name', { shortNames: { labels: 'lb' } }, 'WIRE_NAMES shortNames/labels'],
    ['no name at all', { shortNames: { colour: 'co' } }, 'WIRE_NAMES shortNames/colour'],
    ['a published short name', { shortNames: { campaignEnabled: 'lbl' } }, 'WIRE_NAMES shortNames/campaignEnabled'],
    ['one short name for two', { shortNames: { campaignEnabled: 'xx', campaignStatus: 'xx' } }, 'WIRE_NAMES shortNames/campaignStatus'],
    ['no short name', { shortNames: { campaignEnabled: 'm2m:x' } }, 'WIRE_NAMES shortNames/campaignEnabled'],
    ['a published number', { resourceTypes: { subscription: 99 } }, 'WIRE_NAMES resourceTypes/subscription'],
    ['the number of another', { resourceTypes: { softwareCampaign: 23 } }, 'WIRE_NAMES resourceTypes/softwareCampaign'],
    ['one number for two', { resourceTypes: { softwareCampaign: 7030, softwareCampaignAnnc: 7030 } }, 'WIRE_NAMES resourceTypes/softwareCampaignAnnc'],
    ['no number', { resourceTypes: { softwareCampaign: 1.5 } }, 'WIRE_NAMES resourceTypes/softwareCampaign'],
    ['__proto__', { shortNames: json('{"__proto__":"xx"}') }, 'WIRE_NAMES shortNames/__proto__'],
  ])('are refused: %s', (_, wrong, want) => {
    expect(codeOf(() => encode('softwareCampaign' as string, {}, { names: wrong }))).toEqual([want]);
  });
});

describe('hostile input', () => {
  it('names of Object are names like others', () => {
    const body = json('{"__proto__":{"version":1},"constructor":2,"softwareTriggerCriteria":[{"__proto__":{"evalCriteria":4},"hasOwnProperty":5}]}');
    const wire = encode('softwareCampaign' as string, body, { unknown: 'keep' });
    expect(JSON.stringify(wire)).toBe('{"__proto__":{"version":1},"constructor":2,"swtc":[{"__proto__":{"evalCriteria":4},"hasOwnProperty":5}]}');
    expect(Object.getPrototypeOf(wire)).toBe(Object.prototype);
    expect(JSON.stringify(decode('softwareCampaign' as string, wire))).toBe(JSON.stringify(body));
  });

  it('a hundred thousand levels', () => {
    let body: JsonObject = { creator: 'x' };
    for (let i = 0; i < 100_000; i++) body = { 'm2m:subscription': [body] };
    let at = encode('softwareCampaign' as string, body);
    for (let i = 0; i < 100_000; i++) at = (at['m2m:sub'] as readonly JsonObject[])[0]!;
    expect(at).toEqual({ cr: 'x' });
  });

  it('what is given is not changed', () => {
    const body = { softwareTriggerCriteria: [{ evalCriteria: { operator: 1 } }] };
    const copy = structuredClone(body);
    const wire = encode('softwareCampaign' as string, body);
    (wire['swtc'] as unknown[]).push(1);
    expect(body).toEqual(copy);
  });

  /** Counted, not timed: every member of the input is read once. */
  it.each([1_000, 10_000])('reads each of %d members once', (count) => {
    let reads = 0;
    const seen = <T extends object>(object: T): T => new Proxy(object, { get: (target, key, self) => ((reads += typeof key === 'string' && key !== 'length' ? 1 : 0), Reflect.get(target, key, self) as unknown) });
    const criteria = Array.from({ length: count }, () => seen({ subjectResourceID: 'a', evalCriteria: seen({ operator: 1, colour: 2 }) }));
    encode('softwareCampaign' as string, seen({ softwareTriggerCriteria: seen(criteria) }) as unknown as JsonObject, { unknown: 'keep' });
    expect(reads).toBe(1 + count * 5);
  });
});

describe('decode(encode(x)) is x', () => {
  const names = ['version', 'softwareTriggerCriteria', 'evalCriteria', 'subject', 'childResource', 'val', 'name', 'm2m:subscription', 'm2m:URI', 'labels', 'colour', '__proto__', 'constructor', '', 'm2m:'];
  const { object } = fc.letrec<{ value: JsonValue; object: JsonObject }>((tie) => ({
    value: fc.oneof({ maxDepth: 5 }, fc.constantFrom<JsonValue>(null, true, 9076, 'x'), tie('object'), fc.array(tie('value'), { maxLength: 3 })),
    object: fc
      .uniqueArray(fc.tuple(fc.oneof(fc.constantFrom(...names), fc.string()), tie('value')), { selector: ([key]) => key, maxLength: 4 })
      .map((entries) => Object.fromEntries(entries)),
  }));

  it('or refused, for whatever there may be', () => {
    fc.assert(
      fc.property(fc.constantFrom<string>('softwareCampaign', 'node', 'subscription', 'requestPrimitive', 'notification', 'container', 'genericInterworkingService'), object, (type, body) => {
        let wire: JsonObject;
        try {
          wire = encode(type, body, { unknown: 'keep' });
        } catch (error) {
          expect(error).toBeInstanceOf(WireError);
          return;
        }
        expect(JSON.stringify(decode(type, wire))).toBe(JSON.stringify(body));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('types', () => {
  it('follow the type and the operation', () => {
    const full = {} as SoftwareCampaign;
    expectTypeOf(encode('softwareCampaign', full)).toEqualTypeOf<SoftwareCampaignWire>();
    expectTypeOf(decode('softwareCampaign', {} as SoftwareCampaignWire)).toEqualTypeOf<SoftwareCampaign>();
    expectTypeOf(encode('softwareCampaign', { version: '1', softwareName: 'a', URL: 'b', softwareTargets: ['c'], softwareOperation: 1 })).toEqualTypeOf<SoftwareCampaignCreateWire>();
    expectTypeOf(encode('softwareCampaign', { campaignEnabled: true })).toEqualTypeOf<SoftwareCampaignUpdateWire>();
    const request = () => encode('requestPrimitive', {} as RequestPrimitive);
    const notification = () => decode('notification', {} as NotifyContentWire);
    expectTypeOf(request).returns.toEqualTypeOf<RequestPrimitiveWire>();
    expectTypeOf(notification).returns.toEqualTypeOf<NotifyContent>();
    // @ts-expect-error campaignEnabled is a boolean
    encode('softwareCampaign', { campaignEnabled: 'yes' });
  });
});
