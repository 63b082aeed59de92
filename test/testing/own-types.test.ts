import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OwnSpecification } from '../../generator/emit/specification.js';
import { bindClient, httpClient, inProcess, notificationHub, type Client } from '../../runtime/client/index.js';
import { createHostingCse } from '../../runtime/index.js';
import { startCse } from '../../runtime/serve/index.js';
import { bindArbitrary } from '../../testing/arbitrary.js';
import { bindTesting } from '../../testing/index.js';
import { bindDecode, bindEncode, bindFromXml, bindParserWith, bindToXml } from '../../wire/index.js';
import type { JsonObject } from '../../wire/json-value.js';
import { ownSpecificationOf } from '../support/own-types.js';

const own = ['parkingSpace', 'bikeRack', 'bikeRackAnnc', 'parkingMeter', 'barrier', 'garage', 'garageAnnc', 'container', 'containerAnnc', 'AE'] as const;
const operations = ['create', 'update', 'full'] as const;

type Loose = Record<string, (...args: readonly unknown[]) => never>;
type AnyMatcher = (received: unknown, ...how: readonly unknown[]) => { readonly pass: boolean; readonly message: () => string };

describe('types of one\'s own', () => {
  let specification: OwnSpecification;
  beforeAll(async () => void (specification = await ownSpecificationOf()), 120_000);
  const tables = () => specification.vocabulary as never;
  const cases = own.flatMap((type) => operations.map((operation) => [type, operation] as const));

  it.each(cases)('%s, %s: arbitraries, vectors and builders agree with validators, codecs and matchers', (type, operation) => {
    const testing = bindTesting(specification);
    const [toBeValid, toViolate] = [testing.matchers.toBeValid as unknown as AnyMatcher, testing.matchers.toViolate as unknown as AnyMatcher];
    const arbitrary = bindArbitrary(specification) as unknown as Record<string, Loose[string] & Loose>;
    const codec = { encode: bindEncode(tables), decode: bindDecode(tables), toXml: bindToXml(tables), fromXml: bindFromXml(tables) } as unknown as Loose;
    const valid = (body: unknown, form: string) => {
      const result = toBeValid(body, type, operation, { form });
      expect(result.pass, result.pass ? '' : result.message()).toBe(true);
    };
    const vectors = (testing.vectors.payloads as unknown as Loose['x'])(type, operation) as { readonly valid: readonly { readonly long: JsonObject; readonly wire: JsonObject }[]; readonly invalid: readonly { readonly wire: JsonObject; readonly attribute: string; readonly rule: string }[] };
    expect(vectors.valid.length).toBeGreaterThan(0);
    for (const { long, wire } of vectors.valid) {
      valid(long, 'long');
      valid(wire, 'wire');
      expect(codec['encode']!(type, long), JSON.stringify(long)).toEqual(wire);
      expect(codec['decode']!(type, wire)).toEqual(long);
    }
    for (const { wire, attribute, rule } of vectors.invalid) expect(toViolate(wire, attribute, rule, { resource: type, operation, form: 'wire' }).pass, `${attribute} ${rule} ${JSON.stringify(wire)}`).toBe(true);
    const draw = (form: string) => arbitrary[type]!(operation, { form }) as fc.Arbitrary<JsonObject>;
    fc.assert(fc.property(draw('long'), draw('wire'), (long, wire) => {
      valid(long, 'long');
      valid(wire, 'wire');
      // Children may have what nobody knows.
      expect(codec['decode']!(type, codec['encode']!(type, long, { unknown: 'keep' }), { unknown: 'keep' })).toEqual(long);
    }), { numRuns: 20 });
    fc.assert(fc.property((arbitrary[type]!['invalid']!(operation, { form: 'long' }) as fc.Arbitrary<{ readonly body: JsonObject; readonly attribute: string; readonly rule: string }>), ({ body, attribute, rule }) => {
      expect(toViolate(body, attribute, rule, { resource: type, operation, form: 'long' }).pass, `${attribute} ${rule} ${JSON.stringify(body)}`).toBe(true);
    }), { numRuns: 20 });
    const build = testing.build as unknown as Record<string, Loose & ((given?: object) => never)>;
    const made = operation === 'create' ? build[type]!() : build[type]![operation]!();
    valid(made, 'long');
    if (operation === 'full') return;
    const xml = codec['toXml']!(type, vectors.valid[0]!.long, { operation }) as { readonly ok: boolean; readonly xml: string };
    expect(xml.ok).toBe(true);
    if (Object.keys(vectors.valid[0]!.long).length > 0) expect(codec['fromXml']!(xml.xml, { operation }), xml.xml).toMatchObject({ ok: true, type, value: vectors.valid[0]!.long });
  });

  it('are parsed by their root elements, with every fault at its place', async () => {
    const parse = bindParserWith(tables)(specification.validators as never) as unknown as (text: string, type: string, how?: object) => { readonly ok: boolean; readonly type?: string; readonly diagnostics: readonly { readonly message: string; readonly place?: { readonly line: number; readonly column: number } }[] };
    expect(parse('{"my:bikeRack":{"places":3,"cnd":"org.example.rack"}}', 'application/json;ty=28')).toMatchObject({ ok: true, type: 'bikeRack' });
    const wrong = parse('{"my:bikeRack":{"places":0,\n"cnd":"x","fee":3,"tariffs":[{"prc":1}]}}', 'application/json;ty=28');
    expect(wrong.diagnostics.map(({ message, place }) => `${place?.line}:${place?.column} ${message}`)).toEqual(['1:17 places must be >= 1', expect.stringMatching(/^2:11 fee must be .*1 \(FREE\)/), expect.stringMatching(/^2:\d+ tariffs\/0\/fromHour.*(missing|mandatory|must be present)/)]);
  });

  const story = async (client: Client, all: Client) => {
    const { create, retrieve, update, discover } = client as unknown as Loose;
    await create!('cse-in', 'AE', { resourceName: 'park', 'App-ID': 'Npark', requestReachability: false, supportedReleaseVersions: ['3'], tariff: 'two', feeOf: 2 });
    const made = await create!('cse-in/park', 'bikeRack', { resourceName: 'rack', containerDefinition: 'org.example.rack', places: 4, free: 4, fee: 2, tariffs: [{ fromHour: 8, price: 1.5 }] });
    expect(made).toMatchObject({ resourceType: 28, places: 4, tariffs: [{ fromHour: 8, price: 1.5 }] });
    await create!('cse-in/park', 'garage', { resourceName: 'garage', floors: 3, labels: ['big'] });
    await create!('cse-in/park', 'parkingMeter', { resourceName: 'meter', containerDefinition: 'org.alljoyn.meter', currentValue: '1', coins: 3 });
    expect(await update!('cse-in/park/garage', 'garage', { floors: 4 })).toMatchObject({ floors: 4 });
    expect(await retrieve!('cse-in/park/garage', 'garage')).toMatchObject({ floors: 4, labels: ['big'] });
    expect(await retrieve!('cse-in/park', 'AE')).toMatchObject({ tariff: 'two', feeOf: 2 });
    expect(await discover!('cse-in/park', { resourceType: [7001] })).toEqual(['cse-in/park/garage']);
    expect([...(await discover!('cse-in/park', { resourceType: [28] }) as readonly string[])].sort()).toEqual(['cse-in/park/meter', 'cse-in/park/rack']);
    for (const [name, value, found] of [['flrs', 4, 'garage'], ['free', 4, 'rack'], ['fee', 2, 'rack'], ['coins', 3, 'meter']] as const) expect(await discover!('cse-in/park', { attribute: [{ name, value }] }), name).toEqual([`cse-in/park/${found}`]);
    await expect((create as Loose[string])('cse-in/park', 'garage', { floors: 0 })).rejects.toThrow(/floors must be >= 1/);
    await expect((create as Loose[string])('cse-in/park/garage', 'contentInstance', { content: 'x' })).rejects.toThrow(/4108/);
    await all.create('cse-in', 'node', { resourceName: 'node', nodeID: 'n' });
    const { create: createAll } = all as unknown as Loose;
    expect(await createAll!('cse-in/node', 'barrier', { mgmtDefinition: 7002, isOpen: true })).toMatchObject({ resourceType: 13, mgmtDefinition: 7002, isOpen: true });
    const heard: unknown[] = [];
    await client.subscribe('cse-in/park/garage', { eventNotificationCriteria: { notificationEventType: [1] } }, (notification) => heard.push(notification));
    await update!('cse-in/park/garage', 'garage', { floors: 5 });
    await expect.poll(() => heard.length).toBe(1);
    expect(heard).toMatchObject([{ notificationEvent: { representation: { 'm2m:garage': { floors: 5 } } } }]);
  };

  it('are hosted, asked for by a client, found and told of: in one process', async () => {
    const hub = notificationHub();
    const { createClient } = bindClient(specification);
    const cse = inProcess(createHostingCse({ specification, notify: hub.notify }), hub);
    await story(createClient(cse, { originator: 'Cpark' }) as unknown as Client, createClient(cse) as unknown as Client);
  });

  it.each(['json', 'xml'] as const)('are the same over HTTP, in %s', async (syntax) => {
    const { createClient, httpClient: ownHttpClient, notificationListener } = bindClient(specification);
    await using listener = await notificationListener();
    const cse = await startCse({ specification, port: 0 });
    const transport = ownHttpClient(cse.url, { syntax, listener });
    try {
      await story(createClient(transport, { originator: 'Cpark' }) as unknown as Client, createClient(transport) as unknown as Client);
      // Who does not know them is told so, and gets no other names.
      const stranger = httpClient(cse.url, { syntax: 'xml' });
      await expect(stranger.request({ op: 2, to: 'cse-in/park/garage', fr: 'Cpark', rqi: '1', rvi: '3' })).rejects.toThrow(/cannot be read/);
      await stranger.close();
    } finally {
      await transport.close();
      await cse.close();
    }
  });
});
