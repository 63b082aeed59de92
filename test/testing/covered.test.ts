import { expect, it } from 'vitest';
import { resourceNames } from '../../generated/tables/names.js';
import { load } from '../../generated/validators/load.js';
import type { ResourceName } from '../../testing/names.js';
import { toBeValid, toBeValidPrimitive } from '../../testing/index.js';

// An assertion about what nobody looks at would pass one way or the other.

it.each(['m2m:brandNew', 'hd:colour'])('%s in a primitive is no failed assertion, with .not neither', (root) => {
  const response = { rsc: 2000, rqi: '1', pc: { [root]: {} } };
  expect(() => toBeValidPrimitive(response)).toThrow(/not covered: .*is of a type that is not covered here/);
  expect(() => toBeValidPrimitive(response)).not.toThrow(/clause|TS-00/);
});

it('what is wrong beside is wrong', () => {
  expect(toBeValidPrimitive({ rsc: 'x', rqi: '1', pc: { 'm2m:brandNew': {} } }).pass).toBe(false);
});

const uncovered = [...resourceNames.toShort.keys()].filter((name) => !Object.hasOwn(load, name));

it.skipIf(uncovered.length === 0)('a type that is known by name only is not covered', () => {
  expect(() => toBeValid({}, uncovered[0] as ResourceName)).toThrow(/is not covered/);
});
