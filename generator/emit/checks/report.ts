/** `checks/report.js`: what every check calls. It has no dependency, and bundlers drop from it what is not used. */
export const reportModule = String.raw`// What every check calls: noting what is wrong and where, counting, comparing.

/** The steps from the checked value to where a check is at work; how many of them count, each check knows. */
export const at = [];

/** Adds an error at depth "d" to a list that starts as null; "more": the names of the values in "detail", in their order, or true where another release may have the value. */
export function report(e, d, keyword, detail, more) {
  e ??= [];
  // A hostile list of a million wrong items makes a hundred errors. What another release may have leaves the last place to what none has: strangers hide nothing that is wrong.
  if (e.length < (more === true || !detail ? 99 : 100)) e.push({ path: d === 1 ? [at[0]] : at.slice(0, d), keyword, detail, more });
  return e;
}

/** An error for each name whose bit is set, before those that are there: what lacks is the first thing to say, of the whole however much is wrong in it. */
export const missing = (e, d, bits, names) => (bits === 0 || (d && e?.[99]) ? e : lacking(e, d, bits, names));

const lacking = (e, d, bits, names) =>
  names.filter((_name, i) => bits & (1 << i)).map((name) => ({ path: [...at.slice(0, d), name], keyword: 'M' })).concat(e ?? []).slice(0, 100);

/** A member of a representation that is no attribute and no child: whether one of a type of somebody else's may stand here, only that specification says. */
export const stranger = (e, key) => /^(?!m2m:)[A-Za-z_][\w.-]*:[A-Za-z_]/.test(key) ? report(e, 1, 'notCovered', 'is of a type that is not covered here', true) : report(e, 1, 'unknown');

export const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The length of a text as JSON Schema and XSD count it: in code points. */
export function codePoints(text) {
  let count = 0;
  for (const _point of text) count++;
  return count;
}

/** Are no two items equal, where none is an object? In linear time; identifiers mostly differ in their last letters, which is quickly seen. */
export function distinctScalars(items) {
  let ends = 0;
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (i > 15 || typeof item !== 'string') return new Set(items).size === items.length;
    const end = 1 << (item.charCodeAt(item.length - 1) & 31);
    if (ends & end) for (let j = 0; j < i; j++) if (item === items[j]) return false;
    ends |= end;
  }
  return true;
}

/** Are no two items equal? In linear time. */
export function distinct(items) {
  const seen = new Set();
  for (let i = 0; i < items.length; i++) seen.add(typeof items[i] === 'object' ? canonical(items[i]) : items[i]);
  return seen.size === items.length;
}

/** Equal JSON values have equal texts; the mark keeps them apart from strings. A value too deep for a text equals none: no type allows it. */
function canonical(value) {
  try {
    return '\0' + JSON.stringify(value, sorted);
  } catch {
    return Symbol();
  }
}

const sorted = (_key, part) =>
  part !== null && typeof part === 'object' && !Array.isArray(part) ? Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)) : part;

export const isEqual = (a, b) => a === b || (typeof a === 'object' && typeof b === 'object' && canonical(a) === canonical(b));
`;
