import { describe, expect, it } from 'vitest';
// @ts-expect-error: it has no declarations, being of no use but to validators
import * as checks from '../../generated/checks/types.js';
import * as enumerations from '../../generated/enumerations.js';
import * as subscription from '../../generated/validators/subscription.js';

interface Report {
  readonly keyword: string;
  readonly detail: readonly unknown[];
  readonly more?: readonly string[];
}
type Check = (value: unknown, errors: null, depth: number) => readonly Report[] | null;

/** Of every enumeration that some value is checked against. */
const checked = Object.entries(checks as unknown as Readonly<Record<string, Check>>).flatMap(([name, check]) => {
  const named = (enumerations as Readonly<Record<string, unknown>>)[name.charAt(0).toUpperCase() + name.slice(1)];
  return typeof named === 'object' && !(named instanceof Map) ? [{ name, check, named: named as Readonly<Record<string, number>> }] : [];
});

describe('an error on an enumeration', () => {
  it.each(checked)('names the values of $name', ({ check, named }) => {
    const [report] = check(-1, null, 0) ?? [];
    if (report?.keyword !== 'enum') return;
    expect(Object.fromEntries(report.more!.map((name, i) => [name, report.detail[i]]))).toEqual(named);
  });

  it('says names and values, of a number that is none and of what is no number', () => {
    const names = '1 (All_Attributes), 2 (Modified_Attributes), 3 (ResourceID), 4 (Trigger_Payload), 5 (TimeSeries_notification)';
    const said = (nct: unknown) => subscription.createWire.issues({ nu: ['/cse-1/ae-1'], nct }).map(({ message }) => message);
    expect(said(9)).toEqual([`notificationContentType (nct) must be one of ${names}`]);
    expect(said('all')).toEqual([`notificationContentType (nct) must be a number, one of ${names}`]);
  });

  it('has been tried', () => expect(checked.length).toBeGreaterThan(40));
});
