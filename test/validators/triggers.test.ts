import { describe, expect, it } from 'vitest';
import { load } from '../../generated/validators/load.js';
import type { AttributeRow } from '../../generated/tables/attributes.js';
import * as tables from '../../generated/tables/attributes.js';
import type { Validator } from '../../generated/validators/support.js';

interface Module {
  readonly update: Validator<unknown>;
}

/** Triggers that exclude each other (TS-0004 D.3.2.2, D.9.2.3, D.10.2.2, D.11.2.2). */
const pairs = [
  ['software', 'install', 'uninstall'],
  ['software', 'activate', 'deactivate'],
  ['deviceCapability', 'enable', 'disable'],
  ['reboot', 'reboot', 'factoryReset'],
  ['eventLog', 'logStart', 'logStop'],
] as const;

describe('triggers of management objects', () => {
  it.each(pairs)('%s: %s or %s', async (resource, one, other) => {
    const { update } = (await load[resource]()) as unknown as Module;
    expect(update.issues({ [one]: true })).toEqual([]);
    expect(update.issues({ [other]: true })).toEqual([]);
    expect(update.issues({ [one]: true, [other]: true })).toMatchObject([{ rule: 'forbidden' }]);
  });
});

describe('m2m:operationMonitor (TS-0004 Table 6.3.5.57-1)', () => {
  it.each([
    [[{ operations: 3 }, { originator: 'C' }, { operations: 3, originator: 'C' }], []],
    [[{ operations: 3 }, {}], ['eventNotificationCriteria/operationMonitor/1']],
  ])('%j', async (operationMonitor, wrong) => {
    const { update } = (await load.subscription()) as unknown as Module;
    expect(update.issues({ eventNotificationCriteria: { operationMonitor } }).map(({ path }) => path.join('/'))).toEqual(wrong);
  });
});

it('every trigger beside another has its pair', () => {
  const triggers = Object.entries(tables).flatMap(([name, rows]) => {
    const found = Array.isArray(rows) ? (rows as readonly AttributeRow[]).filter(({ fixed }) => fixed === true) : [];
    return /AnncAttributes$/.test(name) || found.length < 2 ? [] : found.map((row) => `${name.replace(/Attributes$/, '')} ${row.name}`);
  });
  const paired = pairs.flatMap(([resource, ...names]) => names.map((name) => `${resource} ${name}`));
  expect(triggers.length).toBeGreaterThan(4);
  expect(triggers.filter((each) => !paired.includes(each))).toEqual([]);
});
