import { describe, expect, test } from 'vitest';
import { checkAccess } from '../../../runtime/access/check-access.js';
import { worst } from '../../../runtime/access/violation.js';
import { toLong, toWire } from '../../../runtime/names.js';
import { allVectors } from './vectors.js';

const requests = allVectors.flatMap(({ resource, operation, valid, invalid }) => (operation === 'full' ? [] : [{ resource, operation, valid, invalid }]));
const stored = allVectors.filter(({ operation }) => operation === 'full');
const rowRules = ['forbidden', 'alone', 'onlyWhen'];

test('there are vectors for requests of every kind', () => {
  expect(requests.length).toBeGreaterThanOrEqual(20);
  for (const { valid, invalid } of requests) expect(Math.min(valid.length, invalid.length)).toBeGreaterThan(0);
});

describe.each(requests)('vectors: $operation $resource', ({ resource: type, operation, valid, invalid }) => {
  test('what is valid breaks no rule', () => {
    const found = valid.map(({ name, long }) => [name, checkAccess({ type, operation, patch: long, by: 'Originator' })]);
    expect(found).toEqual(valid.map(({ name }) => [name, []]));
  });

  test('what is not breaks its rule, with its status code and a clause', () => {
    for (const { name, rule, attribute, statusCode, long } of invalid) {
      const violations = checkAccess({ type, operation, patch: long, by: 'Originator' });
      expect.soft(violations, name).toContainEqual(expect.objectContaining({ rule, attribute, statusCode }));
      expect.soft(worst(violations), name).toBe(statusCode);
      if (rowRules.includes(rule)) expect.soft(violations.map(({ id }) => id)).toContain(name);
      for (const { message, clause } of violations) expect.soft([message.length > 10, /^(?:TS-|specgen)/.test(clause)], `${name}: ${message} ${clause}`).toEqual([true, true]);
    }
  });

  test('nothing but the attribute at fault is named', () => {
    const others = invalid.flatMap(({ name, attribute, long }) =>
      checkAccess({ type, operation, patch: long, by: 'Originator' })
        .filter((violation) => violation.attribute !== attribute)
        .map((violation) => `${name}: ${violation.message}`),
    );
    expect(others).toEqual([]);
  });

  test('the wire form gives the same answers', () => {
    for (const { long, wire } of [...valid, ...invalid]) {
      const { attributes } = toLong(type, wire);
      expect(checkAccess({ type, operation, patch: attributes, by: 'Originator' })).toEqual(checkAccess({ type, operation, patch: long, by: 'Originator' }));
      expect(JSON.stringify(toWire(type, attributes).attributes)).toBe(JSON.stringify(wire));
    }
  });
});

describe.each(stored)('vectors: $resource as stored, created by the Hosting CSE', ({ resource: type, valid, invalid }) => {
  const attributesOnly = ({ long }: { readonly long: object }): boolean => !Object.keys(long).some((name) => name.includes(':') || name === 'childResource');

  test('valid', () => {
    for (const { long } of valid.filter(attributesOnly)) expect(checkAccess({ type, operation: 'create', patch: long, by: 'Hosting CSE' })).toEqual([]);
  });

  test('invalid values', () => {
    const wrongValues = invalid.filter((each) => each.rule !== 'M' && attributesOnly(each));
    expect(wrongValues.length).toBeGreaterThan(20);
    for (const { rule, attribute, long } of wrongValues) {
      expect(checkAccess({ type, operation: 'create', patch: long, by: 'Hosting CSE' })).toContainEqual(expect.objectContaining({ rule, attribute }));
    }
  });
});
