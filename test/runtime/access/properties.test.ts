import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attributesOf } from '../../../generated/tables/attributes.js';
import { resources } from '../../../generated/tables/resources.js';
import type { Issue } from '../../../generated/validators/support.js';
import { checkAccess } from '../../../runtime/access/check-access.js';
import { worst } from '../../../runtime/access/violation.js';
import type { Attributes, JsonValue } from '../../../runtime/resource.js';
import { sampleOf } from './vectors.js';

type Validators = Readonly<Record<string, { readonly issues: (data: unknown) => readonly Issue[] } | undefined>>;

const types = resources.map(({ name }) => name);
const rowsOf = (type: string): NonNullable<ReturnType<typeof attributesOf>> => attributesOf(type) ?? [];
const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>;

/** Some attributes of a type, with right, wrong and missing values, and now and then one that it does not have. */
const bodies = (type: string): fc.Arbitrary<Attributes> => {
  const row = fc.constantFrom(...rowsOf(type).map(({ name }) => name));
  const known = row.chain((name) =>
    fc.tuple(fc.constant(name), fc.oneof({ weight: 3, arbitrary: fc.constant(sampleOf(type, name)) }, { weight: 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: json })),
  );
  const unknown = fc.tuple(fc.constantFrom('colour', '__proto__', 'constructor', 'toString', 'cpst', ''), json);
  return fc
    .uniqueArray(fc.oneof({ weight: 9, arbitrary: known }, { weight: 1, arbitrary: unknown }), { selector: ([name]) => name, maxLength: 12 })
    .map((entries) => Object.fromEntries(entries));
};

/** Made once for each type: making them takes longer than what is drawn from them. */
const requestsOf = new Map(
  types.map((type) => {
    const body = bodies(type);
    const operation = fc.constantFrom('create' as const, 'update' as const);
    const by = fc.constantFrom('Originator' as const, 'Hosting CSE' as const);
    return [type, fc.record({ type: fc.constant(type), operation, by, before: body, patch: body })] as const;
  }),
);
const requests = fc.constantFrom(...types).chain((type) => requestsOf.get(type)!);

describe('properties of checkAccess', () => {
  test('an Originator never writes a value into an RO attribute, nor into a WO one after creation', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const violations = checkAccess({ ...request, by: 'Originator' });
        for (const { name, access } of rowsOf(request.type)) {
          const value = Object.hasOwn(request.patch, name) ? request.patch[name] : undefined;
          if (value === undefined || value === null || access === 'RW' || (access === 'WO' && request.operation === 'create')) continue;
          if (!violations.some(({ attribute, rule }) => attribute === name || rule === 'operation')) expect.fail(`${name} is written`);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('the generated validators of requests give the same verdict, attribute by attribute', async () => {
    const validators = new Map<string, Validators>();
    for (const type of types) validators.set(type, (await import(`../../../generated/validators/${type}.js`)) as Validators);
    // Whether a wrong NULL counts as present is a matter of taste; that it is refused is not.
    // A type that takes anything takes null, too; that a request does not is for who enforces it to say.
    const anything = new Set(types.flatMap((type) => rowsOf(type).filter((row) => /^xs:any(Simple)?Type$/.test(row.type)).map(({ name }) => name)));
    const said = (patch: Attributes, found: readonly { readonly attribute?: string | undefined; readonly rule: string }[]): readonly string[] => {
      const told = found.filter(({ attribute, rule }) => (rule !== 'onlyWhen' || patch[attribute ?? ''] !== null) && !(rule === 'null' && anything.has(attribute ?? '')));
      return [...new Set(told.map(({ attribute, rule }) => `${attribute} ${rule}`))].sort();
    };
    fc.assert(
      fc.property(requests, ({ type, operation, patch }) => {
        const validator = validators.get(type)?.[operation];
        if (validator === undefined) return;
        expect(said(patch, checkAccess({ type, operation, patch, by: 'Originator' }))).toEqual(said(patch, validator.issues(patch)));
      }),
      { numRuns: 3000 },
    );
  });

  test('what is refused only depends on what would change', () => {
    fc.assert(
      fc.property(requests, ({ type, before }) => {
        const locked = checkAccess({ type, operation: 'update', before, patch: before, by: 'Originator' }).filter(({ rule }) => rule === 'locked');
        expect(locked).toEqual([]);
      }),
    );
  });

  test('nothing is changed, the order is that of the steps, and every violation says what, why and where', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const copy = structuredClone(request);
        const violations = checkAccess(request);
        expect(request).toEqual(copy);
        expect(violations[0]?.statusCode).toBe(worst(violations));
        for (const { rule, message, clause } of violations) expect([rule, message, clause].every((text) => text.length > 0)).toBe(true);
        expect(checkAccess(request)).toEqual(violations);
      }),
    );
  });

  test('frozen input and input without prototype', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const bare = (source: Attributes): Attributes => Object.freeze(Object.assign(Object.create(null) as object, source)) as Attributes;
        expect(checkAccess({ ...request, before: bare(request.before), patch: bare(request.patch) })).toEqual(checkAccess(request));
      }),
    );
  });
});

describe('hostile input', () => {
  const update = (patch: unknown, type = 'softwareCampaign'): ReturnType<typeof checkAccess> =>
    checkAccess({ type, operation: 'update', patch: patch as Attributes, by: 'Originator' });
  const rules = (found: ReturnType<typeof checkAccess>): readonly string[] => found.map(({ attribute = '-', rule }) => `${attribute} ${rule}`);

  test.each([null, undefined, [], ['version'], 'version', 7, true])('a content that is no object: %j', (content) => {
    expect(rules(update(content))).toEqual(['- type']);
  });

  test.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'valueOf', ''])('a name of Object: %j', (name) => {
    expect(rules(update(JSON.parse(`{${JSON.stringify(name)}: {"version": 1}}`)))).toEqual([`${name} unknown`]);
    expect(rules(update({ version: 'a' }, name))).toEqual(['- resourceType']);
    expect(({} as Record<string, unknown>)['version']).toBeUndefined();
  });

  test('inherited attributes are not there', () => {
    const patch = Object.create({ version: 7, campaignStatus: 3 }) as Attributes;
    expect(update(patch)).toEqual([]);
    const created = checkAccess({ type: 'softwareCampaign', operation: 'create', patch, by: 'Originator' });
    expect(rules(created)).toContain('version M');
  });

  const deep = (levels: number, wrap: (inner: unknown) => unknown): unknown => {
    let value: unknown = 'x';
    for (let i = 0; i < levels; i++) value = wrap(value);
    return value;
  };

  test('deep nesting', () => {
    const list = deep(200_000, (inner) => [inner]);
    const object = deep(200_000, (inner) => ({ a: inner }));
    expect(rules(update({ softwareTargets: [list, list] }))).toEqual(['softwareTargets depth']);
    expect(rules(update({ labels: list, colour: object, campaignStatus: object }))).toEqual(['colour unknown', 'campaignStatus NP', 'labels depth']);
    expect(rules(update({ execReqArgs: { reset: [{ anyArg: [{ name: 'a', value: object }] }] } }, 'mgmtCmd'))).toEqual(['execReqArgs depth']);
    expect(update({ execReqArgs: { reset: [{ anyArg: [{ name: 'a', value: deep(50, (inner) => ({ a: inner })) }] }] } }, 'mgmtCmd')).toEqual([]);
  });

  test('deep stored values are compared', () => {
    const before = { campaignStatus: 4, labels: deep(200_000, (inner) => [inner]), campaignEnabled: true } as Attributes;
    const found = checkAccess({ type: 'softwareCampaign', operation: 'update', before, patch: { labels: ['a'] }, by: 'Originator' });
    expect(rules(found)).toEqual(['labels locked']);
  });

  test('a million labels', () => {
    const labels = Array.from({ length: 1_000_000 }, (_, i) => `label-${i}`);
    expect(update({ labels })).toEqual([]);
    expect(update({ labels: labels.map(() => 7) }).length).toBeLessThanOrEqual(100);
  });

  test('a hundred thousand unknown attributes hide no known one', () => {
    const patch: Record<string, JsonValue> = {};
    for (let i = 0; i < 100_000; i++) patch[`unknown${i}`] = i;
    const found = rules(update({ ...patch, campaignStatus: 3, version: null }));
    expect(found.length).toBe(102);
    expect(found).toEqual(expect.arrayContaining(['campaignStatus NP', 'version null']));
  });

  test('a long name is cut in the message', () => {
    const [violation] = update({ ['x'.repeat(1_000_000)]: 1 });
    expect(violation?.message.length).toBeLessThan(200);
  });
});
