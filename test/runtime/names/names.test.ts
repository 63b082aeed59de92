import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attributesOf } from '../../../generated/tables/attributes.js';
import { memberNames, resourceNames } from '../../../generated/tables/names.js';
import { resources } from '../../../generated/tables/resources.js';
import { checkAccess } from '../../../runtime/access/check-access.js';
import { RequestError } from '../../../runtime/errors.js';
import { checkNames, rootName, toLong, toWire, unwrap } from '../../../runtime/names.js';
import { isBare, type Attributes, type JsonValue } from '../../../runtime/resource.js';
import { unescaped } from '../../../testing/bundle.js';
import { schemaAtName } from '../../../testing/schema.js';
import { allVectors } from '../access/vectors.js';

const types = resources.map(({ name }) => name);
const parsed = (text: string): Attributes => JSON.parse(text) as Attributes;

describe('TS-0004 8.2: every name of every resource type', () => {
  interface Schema {
    readonly $ref?: string;
    readonly $defs?: Readonly<Record<string, Schema>>;
    readonly type?: string;
    readonly properties?: Readonly<Record<string, Schema | boolean>>;
    readonly items?: Schema;
  }
  type Chain = readonly { readonly long: string; readonly wire: string; readonly list: boolean }[];

  const schema = (type: string, form: string): Schema =>
    schemaAtName(type, `full.${form}`) as Schema;

  /** All chains of members that the published schemas of both forms describe, side by side. */
  function chains(type: string): readonly Chain[] {
    const [longRoot, wireRoot] = [schema(type, 'long'), schema(type, 'wire')];
    const found: Chain[] = [];
    const resolve = (root: Schema, part: Schema): Schema => (part.$ref === undefined ? part : (resolve(root, root.$defs?.[unescaped(part.$ref.replace('#/$defs/', ''))] ?? {})));
    const walk = (long: Schema, wire: Schema, chain: Chain): void => {
      const [l, w] = [resolve(longRoot, long), resolve(wireRoot, wire)];
      const names = Object.keys(w.properties ?? {});
      Object.entries(l.properties ?? {}).forEach(([name, part], i) => {
        const short = names[i];
        const other = w.properties?.[short ?? ''];
        if (short === undefined || typeof part === 'boolean' || typeof other !== 'object') return;
        const inner = resolve(longRoot, part);
        const list = inner.items !== undefined;
        const next = [...chain, { long: name, wire: short, list }];
        found.push(next);
        if (list) walk(inner.items as Schema, resolve(wireRoot, other).items as Schema, next);
        else walk(part, other, next);
      });
    };
    walk(longRoot, wireRoot, []);
    return found;
  }

  const build = (chain: Chain, form: 'long' | 'wire'): Attributes =>
    chain.reduceRight<JsonValue>((inner, step) => ({ [step[form]]: step.list ? [inner] : inner }), 7) as Attributes;

  test.each(types)('%s', (type) => {
    const all = chains(type);
    expect(all.length).toBeGreaterThanOrEqual(attributesOf(type)?.length ?? 0);
    for (const chain of all) {
      expect(toLong(type, build(chain, 'wire'))).toEqual({ attributes: build(chain, 'long'), unknown: [] });
      expect(toWire(type, build(chain, 'long'))).toEqual({ attributes: build(chain, 'wire'), unknown: [] });
    }
  });

  test('the deepest ones are among them', () => {
    const texts = chains('mgmtCmd').map((chain) => chain.map(({ wire }) => wire).join('/'));
    expect(texts).toContain('exra/dld/any/val');
    expect(chains('softwareCampaign').map((chain) => chain.map(({ wire }) => wire).join('/'))).toEqual(expect.arrayContaining(['swtc/evc/thld', 'ch/val']));
  });
});

test('the vectors, both ways, in the order in which they came', () => {
  for (const { resource, valid } of allVectors) {
    for (const { long, wire } of valid) {
      const there = toLong(resource, wire);
      const [inLong, inWire] = [long, wire].map((each) => JSON.stringify(each));
      const found = [there.unknown.length, JSON.stringify(there.attributes), JSON.stringify(toWire(resource, long).attributes)];
      if (found[0] !== 0 || found[1] !== inLong || found[2] !== inWire) expect(found).toEqual([0, inLong, inWire]);
    }
  }
});

describe('where a name stands', () => {
  test.each<{ readonly what: string; readonly type: string; readonly wire: string; readonly long: string }>([
    { what: 'provisional names', type: 'softwareCampaign', wire: '{"cpen":true,"swop":1}', long: '{"campaignEnabled":true,"softwareOperation":1}' },
    {
      what: 'members of members in lists',
      type: 'softwareCampaign',
      wire: '{"swtc":[{"sri":"a","evc":{"optr":1,"sbjt":"b","thld":2}}]}',
      long: '{"softwareTriggerCriteria":[{"subjectResourceID":"a","evalCriteria":{"operator":1,"subject":"b","threshold":2}}]}',
    },
    {
      what: 'TS-0004 6.3.5.15: the value of an argument is not ours',
      type: 'mgmtCmd',
      wire: '{"exra":{"rst":[{"any":[{"nm":"a","val":{"vr":1,"version":2,"val":3}}]}]}}',
      long: '{"execReqArgs":{"reset":[{"anyArg":[{"name":"a","value":{"vr":1,"version":2,"val":3}}]}]}}',
    },
    {
      what: 'TS-0004 6.3.5.29: text of simple content',
      type: 'node',
      wire: '{"ch":[{"val":"a","nm":"b","typ":13,"spid":"c"}]}',
      long: '{"childResource":[{"val":"a","name":"b","type":13,"specializationID":"c"}]}',
    },
    {
      what: 'TS-0004 Annex C.1: children in their parent',
      type: 'softwareCampaign',
      wire: '{"vr":"1","m2m:sch":[{"rn":"a","se":{"sce":["* * * * * * *"]},"m2m:sub":[{"nu":["b"]}]}]}',
      long: '{"version":"1","m2m:schedule":[{"resourceName":"a","scheduleElement":{"scheduleEntry":["* * * * * * *"]},"m2m:subscription":[{"notificationURI":["b"]}]}]}',
    },
    { what: 'a name that is an attribute here and a member there', type: 'subscription', wire: '{"lbl":["a"],"enc":{"atr":["b"],"net":[1]}}', long: '{"labels":["a"],"eventNotificationCriteria":{"attribute":["b"],"notificationEventType":[1]}}' },
    { what: 'TS-0004 6.3.5.12: a local element', type: 'notification', wire: '{"m2m:agn":{"sgn":[{"vrq":true}]}}', long: '{"m2m:aggregatedNotification":{"notification":[{"verificationRequest":true}]}}' },
    { what: 'the same with the prefix of the global one', type: 'notification', wire: '{"m2m:agn":{"m2m:sgn":[{"vrq":true}]}}', long: '{"m2m:aggregatedNotification":{"m2m:notification":[{"verificationRequest":true}]}}' },
    { what: 'a type without a table: all names of attributes', type: 'AE', wire: '{"rn":"a","lbl":["b"]}', long: '{"resourceName":"a","labels":["b"]}' },
  ])('$what', ({ type, wire, long }) => {
    expect(toLong(type, parsed(wire))).toEqual({ attributes: parsed(long), unknown: [] });
    expect(toWire(type, parsed(long))).toEqual({ attributes: parsed(wire), unknown: [] });
  });
});

describe('unknown names', () => {
  test('stay as they came, with all that they hold', () => {
    const body = { vr: '1', colour: { vr: 2, version: 3 }, swtc: [{ evc: { sbjt: 'a', colour: 4 } }] };
    expect(toLong('softwareCampaign', body)).toEqual({
      attributes: { version: '1', colour: { vr: 2, version: 3 }, softwareTriggerCriteria: [{ evalCriteria: { subject: 'a', colour: 4 } }] },
      unknown: expect.arrayContaining([
        { path: ['colour'], kept: true },
        { path: ['swtc', 0, 'evc', 'colour'], kept: true },
      ]) as unknown,
    });
  });

  test('an attribute of another resource type is unknown', () => {
    expect(toLong('softwareCampaign', { exe: true })).toEqual({ attributes: { exe: true }, unknown: [{ path: ['exe'], kept: true }] });
  });

  test('a long name among short ones is not taken for one, and does not displace one', () => {
    const translation = toLong('softwareCampaign', { vr: 'right', version: 'wrong', campaignStatus: 3 });
    expect(translation).toEqual({
      attributes: { version: 'right' },
      unknown: [
        { path: ['version'], kept: false },
        { path: ['campaignStatus'], kept: false },
      ],
    });
    expect(checkNames(translation)).toEqual([
      expect.objectContaining({ attribute: 'version', rule: 'unknown', statusCode: 4000 }),
      expect.objectContaining({ attribute: 'campaignStatus', rule: 'unknown', statusCode: 4000 }),
    ]);
  });

  test('either checkNames or checkAccess refuses every one', () => {
    const names = fc.oneof(fc.constantFrom('colour', 'vr', 'version', 'cpst', 'campaignStatus', 'exe', 'execEnable', '__proto__', 'constructor'), fc.string());
    const short = new Set(attributesOf('softwareCampaign')?.map(({ shortName }) => shortName));
    fc.assert(
      fc.property(fc.uniqueArray(names), (given) => {
        const translation = toLong('softwareCampaign', Object.fromEntries(given.map((name) => [name, 1])));
        const violations = [...checkNames(translation), ...checkAccess({ type: 'softwareCampaign', operation: 'update', patch: translation.attributes, by: 'Originator' })];
        const refused = violations.filter(({ rule }) => rule === 'unknown').map(({ attribute }) => attribute);
        expect(refused.sort()).toEqual(given.filter((name) => !short.has(name)).sort());
      }),
    );
  });
});

describe('there and back', () => {
  const short = [...memberNames.toLong.keys()];
  const long = [...memberNames.toShort.keys()];
  const special = ['val', 'value', 'any', 'anyArg', 'ch', 'childResource', 'm2m:sub', 'm2m:subscription', '__proto__', 'constructor', 'toString', ''];
  const json = (names: readonly string[]): fc.Arbitrary<Attributes> => {
    const name = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...names) }, { weight: 2, arbitrary: fc.constantFrom(...special) }, { weight: 1, arbitrary: fc.string() });
    const { object } = fc.letrec<{ value: JsonValue; object: Attributes }>((tie) => ({
      value: fc.oneof({ maxDepth: 5 }, fc.constantFrom<JsonValue>(null, true, 7, 'x'), tie('object'), fc.array(tie('value'), { maxLength: 3 })),
      object: fc.uniqueArray(fc.tuple(name, tie('value')), { selector: ([key]) => key, maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
    }));
    return object;
  };
  const attributes = (type: string, form: 'name' | 'shortName'): readonly string[] => (attributesOf(type) ?? []).map((row) => row[form]);

  test('toWire(toLong(x)) is x unless a name was left out', () => {
    const bodies = fc.constantFrom(...types).chain((type) => fc.tuple(fc.constant(type), json([...short, ...attributes(type, 'shortName')])));
    fc.assert(
      fc.property(bodies, ([type, body]) => {
        const there = toLong(type, body);
        fc.pre(there.unknown.every(({ kept }) => kept));
        expect(JSON.stringify(toWire(type, there.attributes).attributes)).toBe(JSON.stringify(body));
      }),
      { numRuns: 1000 },
    );
  });

  test('toLong(toWire(x)) is x unless a name was left out', () => {
    const bodies = fc.constantFrom(...types).chain((type) => fc.tuple(fc.constant(type), json([...long, ...attributes(type, 'name')])));
    fc.assert(
      fc.property(bodies, ([type, body]) => {
        const there = toWire(type, body);
        fc.pre(there.unknown.every(({ kept }) => kept));
        expect(JSON.stringify(toLong(type, there.attributes).attributes)).toBe(JSON.stringify(body));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('root elements (TS-0004 7.3.3.3, 7.3.3.4)', () => {
  test('no name is the short one of one type and the long one of another', () => {
    for (const [name, type] of resourceNames.toLong) if (resourceNames.toShort.has(name)) expect(name).toBe(type);
  });

  test.each(resources)('$name', ({ name, shortName }) => {
    expect(unwrap({ [`m2m:${shortName}`]: { rn: 'a' } })).toEqual({ type: name, form: 'wire', body: { rn: 'a' } });
    expect(unwrap({ [`m2m:${name}`]: { resourceName: 'a' } })).toEqual({ type: name, form: 'long', body: { resourceName: 'a' } });
    expect([rootName(name, 'wire'), rootName(name, 'long')]).toEqual([`m2m:${shortName}`, `m2m:${name}`]);
  });

  test('types that this runtime only knows by name', () => {
    expect(unwrap({ 'm2m:ae': {} })).toEqual({ type: 'AE', form: 'wire', body: {} });
  });

  test.each([
    undefined,
    null,
    7,
    'm2m:swcm',
    [],
    [{ 'm2m:swcm': {} }],
    {},
    { 'm2m:swcm': {}, 'm2m:nod': {} },
    { swcm: {} },
    { 'm2m:': {} },
    { 'm2m:noSuchResource': {} },
    { 'm2m:__proto__': {} },
    { 'm2m:constructor': {} },
    { 'M2M:swcm': {} },
    { 'm2m:m2m:swcm': {} },
    { 'm2m:swcm': null },
    { 'm2m:swcm': [] },
    { 'm2m:swcm': 'x' },
    parsed('{"__proto__": {"m2m:swcm": {}}}'),
  ])('BAD_REQUEST: %j', (content) => {
    expect(() => unwrap(content)).toThrow(RequestError);
    try {
      unwrap(content);
    } catch (error) {
      expect(error).toMatchObject({ statusCode: 4000, violations: [{ statusCode: 4000, rule: 'content' }] });
    }
  });
});

describe('hostile input', () => {
  test('names of Object are names like others, wherever they stand', () => {
    const body = parsed('{"__proto__":{"vr":1},"constructor":2,"toString":3,"swtc":[{"__proto__":{"evc":4},"hasOwnProperty":5}]}');
    const { attributes, unknown } = toLong('softwareCampaign', body);
    expect(JSON.stringify(attributes)).toBe(JSON.stringify(body).replace('swtc', 'softwareTriggerCriteria'));
    expect(unknown.length).toBe(5);
    expect(isBare(Object.getPrototypeOf(attributes))).toBe(true);
    expect(({} as Record<string, unknown>)['vr']).toBeUndefined();
  });

  test.each(['__proto__', 'constructor', 'toString', ''])('a resource type %j', (type) => {
    expect(toLong(type, { rn: 'a' }).attributes).toEqual({ resourceName: 'a' });
    expect(rootName(type, 'wire')).toBe(`m2m:${type}`);
  });

  test('deep nesting, with an unknown name on every level', () => {
    let body: JsonValue = { cr: 'x' };
    for (let i = 0; i < 100_000; i++) body = { 'm2m:sub': [body], colour: i };
    const { attributes, unknown } = toLong('softwareCampaign', body as Attributes);
    expect(unknown.length).toBe(100);
    let at = attributes as Record<string, JsonValue>;
    for (let i = 0; i < 100_000; i++) at = (at['m2m:subscription'] as JsonValue[])[0] as Record<string, JsonValue>;
    expect({ ...at }).toEqual({ creator: 'x' });
  });

  test('children in children in children', () => {
    let body: Record<string, JsonValue> = { rn: 'x' };
    for (let i = 0; i < 50_000; i++) body = { 'm2m:sub': [{ 'm2m:sch': [body] }] };
    const { attributes, unknown } = toLong('schedule', body);
    expect(unknown).toEqual([]);
    expect(Object.keys(attributes)).toEqual(['m2m:subscription']);
  });

  test('a million labels, and a hundred thousand names', () => {
    const labels = Array.from({ length: 1_000_000 }, (_, i) => `label-${i}`);
    expect((toLong('node', { lbl: labels }).attributes['labels'] as readonly string[]).length).toBe(1_000_000);
    const many = Object.fromEntries(labels.slice(0, 100_000).map((name) => [name, 1]));
    const { attributes, unknown } = toLong('node', many);
    expect([Object.keys(attributes).length, unknown.length]).toEqual([100_000, 100]);
  });

  test('what is given is not changed, nor shared where it was translated', () => {
    const body = { swtc: [{ evc: { sbjt: 'a' } }] };
    const copy = structuredClone(body);
    const { attributes } = toLong('softwareCampaign', body);
    (attributes['softwareTriggerCriteria'] as unknown[]).push(1);
    expect(body).toEqual(copy);
  });
});
