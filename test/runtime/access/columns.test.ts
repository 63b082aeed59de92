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

  test.each(own)('TS-0001 9.5.0, TS-0004 7.3.3: $operation $attribute by the $by', ({ type, allowed, row, operation, by }) => {
    const base = operation === 'create' ? smallestCreate(type) : {};
    const violations = checkAccess({ type, operation, patch: { ...base, [row.name]: sampleOf(type, row.name) }, by });
    if (by === 'Originator' && !allowed) {
      expect(violations).toEqual([expect.objectContaining({ rule: 'operation', statusCode: 4005 })]);
      return;
    }
    const want = oracle(row, operation, by);
    const found = violations.filter((violation) => violation.attribute === row.name && presence.includes(violation.rule));
    expect(found.map(({ rule, statusCode, clause }) => [rule, statusCode, clause])).toEqual(want === undefined ? [] : [[want, 4000, row.source]]);
  });

  test.each(own)('TS-0004 7.3.3.7: NULL: $operation $attribute by the $by', ({ type, allowed, row, operation, by }) => {
    if (by === 'Originator' && !allowed) return;
    const base = operation === 'create' ? smallestCreate(type) : {};
    const rules = checkAccess({ type, operation, patch: { ...base, [row.name]: null }, by })
      .filter(({ attribute }) => attribute === row.name)
      .map(({ rule }) => rule)
      .filter((rule) => presence.includes(rule));
    const column = operation === 'create' ? row.create : row.update;
    const want =
      by === 'Originator' && column === 'NP'
        ? ['NP']
        : by === 'Originator' && row.access === 'RO'
          ? []
          : operation === 'update' && row.multiplicity.startsWith('0')
            ? []
            : ['null'];
    expect(rules).toEqual(want);
  });

  test.each(own.filter(({ operation, by, row, allowed }) => allowed && operation === 'create' && by === 'Originator' && row.create === 'M'))(
    'TS-0004 7.3.3.3: $attribute missing',
    ({ type, attribute, row }) => {
      const patch = Object.fromEntries(Object.entries(smallestCreate(type)).filter(([key]) => key !== attribute));
      for (const by of ['Originator', 'Hosting CSE'] as const) {
        expect(checkAccess({ type, operation: 'create', patch, by })).toContainEqual(
          expect.objectContaining({ rule: 'M', attribute, statusCode: 4000, clause: row.source }),
        );
      }
    },
  );

  test.each(own.filter(({ operation, by, row }) => operation === 'update' && by === 'Hosting CSE' && row.access === 'WO'))(
    'TS-0001 9.5.0: $attribute has one value for good, also from the Hosting CSE',
    ({ type, attribute }) => {
      const value = sampleOf(type, attribute);
      const rules = (before: Record<string, never> | Record<string, typeof value>): readonly string[] =>
        checkAccess({ type, operation: 'update', before, patch: { [attribute]: value }, by: 'Hosting CSE' })
          .filter((violation) => violation.attribute === attribute)
          .map(({ rule }) => rule)
          .filter((rule) => rule !== 'onlyWhen');
      expect(rules({})).toEqual([]);
      expect(rules({ [attribute]: value })).toEqual([]);
      expect(rules({ [attribute]: 'another value' })).toEqual(['WO']);
    },
  );
});
