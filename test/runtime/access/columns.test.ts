import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { AttributeRow } from '../../../generated/tables/attributes.js';
import { attributesOf } from '../../../generated/tables/attributes.js';
import { resources } from '../../../generated/tables/resources.js';
import type { AccessRequest } from '../../../runtime/access/request.js';
import { checkAccess } from '../../../runtime/access/check-access.js';
import { sampleOf, smallestCreate } from './vectors.js';

/**
 * Who may write what, said a second time from the columns of the tables alone (TS-0001 9.5.0, TS-0004 7.4.1.1): the rule that a
 * valid value breaks, or none.
 */
function oracle(row: AttributeRow, operation: 'create' | 'update', by: AccessRequest['by']): string | undefined {
  if (by === 'Hosting CSE') return undefined;
  const column = operation === 'create' ? row.create : row.update;
  if (column === 'NP') return 'NP';
  return row.access === 'RO' ? 'type' : undefined;
}

/** The same of NULL. */
function ofNull(row: AttributeRow, operation: 'create' | 'update', by: AccessRequest['by']): readonly string[] {
  if (by === 'Originator' && (operation === 'create' ? row.create : row.update) === 'NP') return ['NP'];
  if (by === 'Originator' && row.access === 'RO') return [];
  return operation === 'update' && row.multiplicity.startsWith('0') ? [] : ['null'];
}

const cases = resources.flatMap((resource) =>
  (attributesOf(resource.name) ?? []).flatMap((row) =>
    (['create', 'update'] as const).flatMap((operation) =>
      (['Originator', 'Hosting CSE'] as const).map((by) => ({ type: resource.name, allowed: resource.operations.includes(operation), row, attribute: row.name, operation, by })),
    ),
  ),
);
const presence = ['NP', 'type', 'WO', 'null', 'unknown'];

test('the tables keep to what the columns mean', () => {
  for (const { row } of cases) {
    if (row.access !== 'RW') expect(row.update).toBe('NP');
    if (row.access === 'RO') expect(row.create).not.toBe('M');
  }
  expect(cases.length).toBeGreaterThan(800);
});

describe.each(resources)('every attribute of $name', ({ name }) => {
  const own = cases.filter(({ type }) => type === name);

  test('TS-0001 9.5.0, TS-0004 7.3.3: by whom it may be written', () => {
    for (const { type, allowed, row, operation, by } of own) {
      const what = `${operation} ${row.name} by the ${by}`;
      const base = operation === 'create' ? smallestCreate(type) : {};
      const violations = checkAccess({ type, operation, patch: { ...base, [row.name]: sampleOf(type, row.name) }, by });
      if (by === 'Originator' && !allowed) {
        expect.soft(violations, what).toEqual([expect.objectContaining({ rule: 'operation', statusCode: 4005 })]);
        continue;
      }
      const want = oracle(row, operation, by);
      const found = violations.filter((violation) => violation.attribute === row.name && presence.includes(violation.rule));
      const [shown, wanted] = [found.map(({ rule, statusCode, clause }) => [rule, statusCode, clause]), want === undefined ? [] : [[want, 4000, row.source]]];
      if (!isDeepStrictEqual(shown, wanted)) expect.soft(shown, what).toEqual(wanted);
    }
  });

  test('TS-0004 7.3.3.7: by whom it may be NULL', () => {
    for (const { type, allowed, row, operation, by } of own) {
      if (by === 'Originator' && !allowed) continue;
      const base = operation === 'create' ? smallestCreate(type) : {};
      const rules = checkAccess({ type, operation, patch: { ...base, [row.name]: null }, by })
        .filter(({ attribute }) => attribute === row.name)
        .map(({ rule }) => rule)
        .filter((rule) => presence.includes(rule));
      const wanted = ofNull(row, operation, by);
      if (!isDeepStrictEqual(rules, wanted)) expect.soft(rules, `${operation} ${row.name} by the ${by}`).toEqual(wanted);
    }
  });

  test('TS-0004 7.3.3.3: whether it may be missing', () => {
    for (const { type, allowed, row, operation, by } of own) {
      if (!allowed || operation !== 'create' || by !== 'Originator' || row.create !== 'M') continue;
      const patch = Object.fromEntries(Object.entries(smallestCreate(type)).filter(([key]) => key !== row.name));
      for (const creator of ['Originator', 'Hosting CSE'] as const) {
        const missing = expect.objectContaining({ rule: 'M', attribute: row.name, statusCode: 4000, clause: row.source }) as unknown;
        expect.soft(checkAccess({ type, operation: 'create', patch, by: creator }), `${row.name} by the ${creator}`).toContainEqual(missing);
      }
    }
  });

  test('TS-0001 9.5.0: what is written once has one value for good, also from the Hosting CSE', () => {
    for (const { type, attribute, row, operation, by } of own) {
      if (operation !== 'update' || by !== 'Hosting CSE' || row.access !== 'WO') continue;
      const value = sampleOf(type, attribute);
      const rules = (before: Record<string, never> | Record<string, typeof value>): readonly string[] =>
        checkAccess({ type, operation: 'update', before, patch: { [attribute]: value }, by: 'Hosting CSE' })
          .filter((violation) => violation.attribute === attribute)
          .map(({ rule }) => rule)
          .filter((rule) => rule !== 'onlyWhen');
      expect.soft(rules({}), attribute).toEqual([]);
      expect.soft(rules({ [attribute]: value }), attribute).toEqual([]);
      expect.soft(rules({ [attribute]: 'another value' }), attribute).toEqual(['WO']);
    }
  });
});
