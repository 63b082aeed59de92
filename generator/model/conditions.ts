import type { JsonValue } from './json-value.js';

/**
 * Conditions of rules: by path from the resource (`eventNotificationCriteria/missingData`), what is wanted there. A value
 * that is no object wants itself, or of a list that it is among the items. The rest are the tests of `Test`; but for
 * `present`, which may stand beside one of them, all hold of what is not there.
 *
 * Generated code has the same in `checks/conditions.js`, which a test compares with this.
 */
export type Conditions = readonly (readonly [path: string, test: JsonValue])[];

/** The tests of a value, each under its name. `atMost`, `below` and `oneOrAsMany` look at another path; a list counts as its length. */
export interface Test {
  readonly present?: boolean;
  /** Each item, or the value, is one of these. */
  readonly in?: readonly JsonValue[];
  readonly matches?: string;
  /** Each of these is among the items. */
  readonly includes?: readonly JsonValue[];
  /** An object has no other members. */
  readonly members?: readonly string[];
  readonly maxItems?: number;
  readonly atMost?: string;
  /** A factor to `atMost`. */
  readonly times?: number;
  readonly below?: string;
  /** One item, or as many as there are there. */
  readonly oneOrAsMany?: string;
}

export const isTest = (wanted: JsonValue): boolean => typeof wanted === 'object' && wanted !== null && !Array.isArray(wanted);

/** The attribute at which a path begins. */
export const headOf = (path: string): string => path.split('/', 1)[0]!;

/** What is a path of a test: that of what it compares with. */
const comparing: readonly string[] = ['atMost', 'below', 'oneOrAsMany'] satisfies readonly (keyof Test)[];

/** The paths to which a test compares. */
export const otherPaths = (wanted: JsonValue): readonly string[] => (isTest(wanted) ? Object.entries(wanted as Test).flatMap(([test, path]) => (comparing.includes(test) ? [path as string] : [])) : []);

/** The test with other paths to which it compares. */
export const withOtherPaths = <T extends JsonValue>(wanted: T, rename: (path: string) => string): T =>
  isTest(wanted) ? (Object.fromEntries(Object.entries(wanted as Test).map(([test, value]) => [test, comparing.includes(test) ? rename(value as string) : (value as JsonValue)])) as T) : wanted;

/** What stands at a path, which of a list is what its items have there; null is as good as nothing. */
export const valueAt = (data: unknown, path: string): unknown => path.split('/').reduce<unknown>(stepTo, data) ?? undefined;

function stepTo(value: unknown, step: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value)) return (value as Record<string, unknown>)[step];
  const found = (value as readonly unknown[]).flatMap((item) => stepTo(item, step) ?? []);
  return found.length === 0 ? undefined : found;
}

/** Do all conditions hold? */
export const holds = (data: unknown, conditions: Conditions): boolean => conditions.every(([path, wanted]) => fulfils(valueAt(data, path), wanted, data));

function fulfils(value: unknown, wanted: JsonValue, data: unknown): boolean {
  if (!isTest(wanted)) return value === wanted || (Array.isArray(value) && value.includes(wanted));
  const test = wanted as Test;
  if (test.present !== undefined && (value !== undefined) !== test.present) return false;
  if (value === undefined) return true;
  const items = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  if (test.in !== undefined) return items.every((item) => test.in!.includes(item as JsonValue));
  if (test.includes !== undefined) return test.includes.every((each) => items.includes(each));
  if (test.matches !== undefined) return items.every((item) => typeof item !== 'string' || new RegExp(test.matches!, 'u').test(item));
  if (test.members !== undefined) return Object.keys(value as object).every((name) => test.members!.includes(name));
  if (test.maxItems !== undefined) return items.length <= test.maxItems;
  const size = Array.isArray(value) ? value.length : value;
  if (test.oneOrAsMany !== undefined) {
    const others = valueAt(data, test.oneOrAsMany);
    return !Array.isArray(others) || items.length === 1 || items.length === others.length;
  }
  const other = test.atMost ?? test.below;
  if (other === undefined) return true;
  const limit = valueAt(data, other);
  // What cannot be compared is not of its type, which is said elsewhere.
  if (typeof size !== typeof limit || typeof size === 'object') return true;
  return test.below !== undefined ? (size as number) < (limit as number) : (size as number) <= (test.times === undefined ? (limit as number) : (limit as number) * test.times);
}
