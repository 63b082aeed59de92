import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attributesOf } from '../../../generated/tables/attributes.js';
import { resources } from '../../../generated/tables/resources.js';
import { checkAccess } from '../../../runtime/access/check-access.js';
import { valueOrDefault, withDefaults } from '../../../runtime/access/defaults.js';
import { isEqual } from '../../../runtime/access/equal.js';
import { checkValues } from '../../../runtime/access/values.js';
import type { Violation } from '../../../runtime/access/violation.js';
import { inOrder, worst } from '../../../runtime/access/violation.js';
import type { JsonValue } from '../../../runtime/resource.js';
import { smallestCreate } from './vectors.js';

describe('TS-0004 7.2.2.2: the earliest step answers', () => {
  const of = (...codes: readonly number[]): readonly Violation[] => codes.map((statusCode) => ({ statusCode, rule: 'r', message: 'm', clause: 'c' }));

  test.each([
    { codes: [], want: undefined },
    { codes: [4000], want: 4000 },
    { codes: [4005, 4000], want: 4000 },
    { codes: [4105, 4005], want: 4105 },
    { codes: [4000, 4103], want: 4103 },
    { codes: [4103, 4004], want: 4004 },
    { codes: [4000, 4108], want: 4108 },
    { codes: [4000, 5001], want: 5001 },
    { codes: [6022, 4000], want: 4000 },
    { codes: [6022], want: 6022 },
  ])('$codes → $want', ({ codes, want }) => {
    expect(worst(of(...codes))).toBe(want);
  });

  test('violations of one step keep their order', () => {
    const violations = of(4005, 4000, 4005, 4000).map((violation, i) => ({ ...violation, message: String(i) }));
    expect(inOrder(violations).map(({ message }) => message)).toEqual(['1', '3', '0', '2']);
    expect(violations.map(({ message }) => message)).toEqual(['0', '1', '2', '3']);
  });
});

describe('TS-0004 7.3.3.5: defaults', () => {
  test('absent attributes of multiplicity 1 have theirs', () => {
    const given = smallestCreate('softwareCampaign');
    expect({ ...withDefaults('softwareCampaign', given) }).toEqual({ ...given, campaignEnabled: false, campaignStatus: 2, aggregatedSoftwareStatus: 0 });
  });

  test('what the request says stays', () => {
    expect(withDefaults('softwareCampaign', { campaignEnabled: true })['campaignEnabled']).toBe(true);
    expect(withDefaults('softwareCampaign', { campaignEnabled: null })['campaignEnabled']).toBe(null);
  });

  test('optional attributes are not created, but have a meaning', () => {
    const command = withDefaults('mgmtCmd', smallestCreate('mgmtCmd'));
    expect(Object.hasOwn(command, 'execMode')).toBe(false);
    expect(command['execEnable']).toBe(false);
    expect(valueOrDefault('mgmtCmd', command, 'execMode')).toBe(1);
    expect(valueOrDefault('mgmtCmd', { execMode: 2 }, 'execMode')).toBe(2);
    expect(valueOrDefault('mgmtCmd', command, 'description')).toBeUndefined();
    expect(valueOrDefault('mgmtCmd', command, 'constructor')).toBeUndefined();
    expect(valueOrDefault('noSuchType', {}, 'execMode')).toBeUndefined();
  });

  test('a default is shared, and nobody can change it', () => {
    const [one, other] = [withDefaults('software', {}), withDefaults('software', {})];
    expect(one['installStatus']).toEqual({ status: 0 });
    expect(Object.isFrozen(one['installStatus'])).toBe(true);
    expect(one).not.toBe(other);
  });

  test.each(resources)('$name: every default is a value that its attribute may have', ({ name, operations }) => {
    const defaults = (attributesOf(name) ?? []).filter((row) => row.default !== undefined).map((row) => [row.name, row.default as JsonValue]);
    expect(checkValues(name, Object.fromEntries(defaults) as Record<string, JsonValue>, 'c')).toEqual([]);
    // Of a type that nobody creates there are no payloads that could be spoiled by its defaults.
    if (operations.includes('create')) expect(checkAccess({ type: name, operation: 'create', patch: withDefaults(name, smallestCreate(name)), by: 'Hosting CSE' })).toEqual([]);
  });

  test('names of Object, and types that there are not', () => {
    expect({ ...withDefaults('constructor', JSON.parse('{"__proto__": 1}') as Record<string, JsonValue>) }).toEqual(JSON.parse('{"__proto__": 1}'));
  });
});

test('every resource type has its check of values', () => {
  for (const { name } of resources) {
    expect(checkValues(name, { labels: 7, resourceID: 7 }, 'c').map(({ rule }) => rule)).toContain('type');
  }
});

describe('isEqual', () => {
  test.each<{ readonly a: JsonValue | undefined; readonly b: JsonValue | undefined; readonly want: boolean }>([
    { a: 1, b: 1, want: true },
    { a: 1, b: '1', want: false },
    { a: null, b: undefined, want: false },
    { a: null, b: {}, want: false },
    { a: [], b: {}, want: false },
    { a: [1, 2], b: [2, 1], want: false },
    { a: [1], b: [1, 2], want: false },
    { a: { a: 1, b: [2] }, b: { b: [2], a: 1 }, want: true },
    { a: { a: 1 }, b: { a: 1, b: 2 }, want: false },
    { a: { toString: 1 }, b: { valueOf: 1 }, want: false },
    { a: JSON.parse('{"__proto__": {}}') as JsonValue, b: {}, want: false },
    { a: JSON.parse('{"__proto__": {}}') as JsonValue, b: { a: {} }, want: false },
  ])('$a and $b: $want', ({ a, b, want }) => {
    expect([isEqual(a, b), isEqual(b, a)]).toEqual([want, want]);
  });

  test('a copy is equal, and two values are when their sorted texts are', () => {
    const sorted = (value: JsonValue): string =>
      JSON.stringify(value, (_, part: JsonValue) =>
        typeof part === 'object' && part !== null && !Array.isArray(part) ? { sorted: Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)) } : part,
      );
    const json = fc.jsonValue({ maxDepth: 3, noUnicodeString: true } as fc.JsonSharedConstraints) as fc.Arbitrary<JsonValue>;
    fc.assert(fc.property(json, (value) => isEqual(value, structuredClone(value))));
    fc.assert(fc.property(json, json, (a, b) => isEqual(a, b) === (sorted(a) === sorted(b))));
  });
});
