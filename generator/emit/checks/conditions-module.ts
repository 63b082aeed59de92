/** `checks/conditions.js`: whether the conditions of a rule hold, as `generator/model/conditions.ts` says it. */
export const conditionsModule = String.raw`// Whether the conditions of a rule across attributes hold.

const valueAt = (data, path) => path.split('/').reduce(stepTo, data) ?? undefined;

function stepTo(value, step) {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value)) return value[step];
  const found = value.flatMap((item) => stepTo(item, step) ?? []);
  return found.length === 0 ? undefined : found;
}

function fulfils(value, test, data) {
  if (typeof test !== 'object' || test === null) return value === test || (Array.isArray(value) && value.includes(test));
  if ('present' in test && (value !== undefined) !== test.present) return false;
  if (value === undefined) return true;
  const items = Array.isArray(value) ? value : [value];
  if ('in' in test) return items.every((item) => test.in.includes(item));
  if ('includes' in test) return test.includes.every((each) => items.includes(each));
  if ('matches' in test) return items.every((item) => typeof item !== 'string' || new RegExp(test.matches, 'u').test(item));
  if ('members' in test) return Object.keys(value).every((name) => test.members.includes(name));
  if ('maxItems' in test) return items.length <= test.maxItems;
  if ('oneOrAsMany' in test) {
    const others = valueAt(data, test.oneOrAsMany);
    return !Array.isArray(others) || items.length === 1 || items.length === others.length;
  }
  const size = Array.isArray(value) ? value.length : value;
  const other = test.atMost ?? test.below;
  if (other === undefined) return true;
  const limit = valueAt(data, other);
  if (typeof size !== typeof limit || typeof size === 'object') return true;
  return 'below' in test ? size < limit : size <= ('times' in test ? limit * test.times : limit);
}

/** Do all conditions hold? */
export const holds = (data, conditions) => conditions.every(([path, test]) => fulfils(valueAt(data, path), test, data));

/** Does what the rule speaks of break it? */
export const breaks = (data, [when, must]) => holds(data, when) && !holds(data, must);
`;

export const conditionsDeclarations = `/** By path from the resource, what is wanted there: a value, or a test of one. */
export type Conditions = readonly (readonly [path: string, test: unknown])[];

/** Do all conditions hold? */
export declare const holds: (data: unknown, conditions: Conditions) => boolean;

/** Does what the rule speaks of break it? */
export declare const breaks: (data: unknown, rule: readonly [when: Conditions, must: Conditions]) => boolean;
`;
