import { isDeepStrictEqual } from 'node:util';
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

// An assertion takes longer than to see that it holds: where there are thousands it is made where it does not.
describe.each(requests)('vectors: $operation $resource', ({ resource: type, operation, valid, invalid }) => {
  test('what is valid breaks no rule', () => {
    const found = valid.map(({ name, long }) => [name, checkAccess({ type, operation, patch: long, by: 'Originator' })]);
    expect(found).toEqual(valid.map(({ name }) => [name, []]));
  });

  test('what is not breaks its rule, with its status code and a clause', () => {
    for (const { name, rule, attribute, statusCode, long } of invalid) {
      const violations = checkAccess({ type, operation, patch: long, by: 'Originator' });
      if (!violations.some((each) => each.rule === rule && each.attribute === attribute && each.statusCode === statusCode)) expect.soft(violations, name).toContainEqual(expect.objectContaining({ rule, attribute, statusCode }));
      if (worst(violations) !== statusCode) expect.soft(worst(violations), name).toBe(statusCode);
      if (rowRules.includes(rule)) expect.soft(violations.map(({ id }) => id)).toContain(name);
      expect.soft(violations.filter(({ message, clause }) => message.length <= 10 || !/^(?:TS-|specgen)/.test(clause)), name).toEqual([]);
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
      const answers = [attributes, long].map((patch) => checkAccess({ type, operation, patch, by: 'Originator' }));
      if (!isDeepStrictEqual(answers[0], answers[1])) expect(answers[0]).toEqual(answers[1]);
      const [back, given] = [toWire(type, attributes).attributes, wire].map((each) => JSON.stringify(each));
      if (back !== given) expect(back).toBe(given);
    }
  });
});

describe.each(stored)('vectors: $resource as stored, created by the Hosting CSE', ({ resource: type, valid, invalid }) => {
  const attributesOnly = ({ long }: { readonly long: object }): boolean => !Object.keys(long).some((name) => name.includes(':') || name === 'childResource');

  test('valid', () => {
    expect(valid.filter(attributesOnly).flatMap(({ long }) => checkAccess({ type, operation: 'create', patch: long, by: 'Hosting CSE' }))).toEqual([]);
  });

  test('invalid values', () => {
    const wrongValues = invalid.filter((each) => each.rule !== 'M' && attributesOnly(each));
    expect(wrongValues.length).toBeGreaterThan(20);
    for (const { rule, attribute, long } of wrongValues) {
      const violations = checkAccess({ type, operation: 'create', patch: long, by: 'Hosting CSE' });
      if (!violations.some((each) => each.rule === rule && each.attribute === attribute)) expect(violations).toContainEqual(expect.objectContaining({ rule, attribute }));
    }
  });
});
