import type { JsonValue } from '../resource.js';

type Container = Exclude<JsonValue, string | number | boolean | null>;

const isContainer = (value: JsonValue | undefined): value is Container => typeof value === 'object' && value !== null;

/** Are two JSON values the same? Lists by position, objects by their own members; without recursion, since values may be deep. */
export function isEqual(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  const open: [JsonValue | undefined, JsonValue | undefined][] = [[left, right]];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [a, b] = pair;
    if (a === b) continue;
    if (!isContainer(a) || !isContainer(b) || Array.isArray(a) !== Array.isArray(b)) return false;
    const names = Object.keys(a);
    if (names.length !== Object.keys(b).length) return false;
    for (const name of names) {
      if (!Object.hasOwn(b, name)) return false;
      open.push([(a as Record<string, JsonValue>)[name], (b as Record<string, JsonValue>)[name]]);
    }
  }
  return true;
}
