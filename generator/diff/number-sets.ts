import type { Facets } from '../model/components.js';

/** The values of a type of numbers: which facets it has, and whether they are whole. */
export interface Numbers {
  readonly facets: Facets;
  readonly isWhole: boolean;
}

/**
 * From one cut to another, the second outside. Between numbers there are cuts: just before v is 2v, just behind it 2v + 1, so that
 * open and closed ends are compared alike. Undefined: no end.
 */
interface Interval {
  readonly low: bigint | undefined;
  readonly high: bigint | undefined;
}

/**
 * Is every number of `narrow` one of `wide`, be they listed or a range? Exact: lists and ranges are sets of intervals, and those of
 * whole numbers hold whole numbers only, so that 1, 2, 3 is the range 1 to 3.
 */
export function numbersWithin(wide: Numbers, narrow: Numbers): boolean {
  const scale = Math.max(...[wide, narrow].flatMap(({ facets }) => literalsOf(facets)).map((text) => text.split('.')[1]?.length ?? 0), 0);
  const unit = 10n ** BigInt(scale);
  const [w, n] = [intervalsOf(wide, scale), intervalsOf(narrow, scale)];
  if (narrow.isWhole) return contain(merged(w.flatMap((one) => whole(one, unit))), n.flatMap((one) => whole(one, unit)));
  if (!digitsWithin(wide, narrow)) return false;
  if (!wide.isWhole) return contain(merged(w), n);
  // A stretch of numbers holds some that are not whole, a single one may be.
  return n.every(({ low, high }) => low !== undefined && high === low + 1n && low % (2n * unit) === 0n) && contain(merged(w.flatMap((one) => whole(one, unit))), n.flatMap((one) => whole(one, unit)));
}

const literalsOf = ({ enumeration, minInclusive, minExclusive, maxInclusive, maxExclusive }: Facets): readonly string[] => [
  ...(enumeration ?? []).map(({ value }) => value),
  ...[minInclusive, minExclusive, maxInclusive, maxExclusive].flatMap((text) => text ?? []),
];

/** `-1.5` → -150 where a hundred make one. */
function scaled(text: string, scale: number): bigint {
  const [before = '', after = ''] = text.replace(/^[+-]/, '').split('.');
  const size = BigInt(`${before === '' ? '0' : before}${after.padEnd(scale, '0')}`);
  return text.startsWith('-') ? -size : size;
}

function intervalsOf({ facets, isWhole }: Numbers, scale: number): readonly Interval[] {
  const at = (text: string | undefined, behind: bigint): bigint | undefined => (text === undefined ? undefined : 2n * scaled(text, scale) + behind);
  // So many digits are so large a number, of those that have no others.
  const most = isWhole && facets.totalDigits !== undefined ? (10n ** BigInt(facets.totalDigits) - 1n) * 10n ** BigInt(scale) : undefined;
  const range = [
    { low: at(facets.minInclusive, 0n), high: at(facets.maxInclusive, 1n) },
    { low: at(facets.minExclusive, 1n), high: at(facets.maxExclusive, 0n) },
    { low: most === undefined ? undefined : -2n * most, high: most === undefined ? undefined : 2n * most + 1n },
  ].reduce<Interval>((a, b) => ({ low: later(a.low, b.low), high: earlier(a.high, b.high) }), { low: undefined, high: undefined });
  const all = facets.enumeration === undefined ? [range] : facets.enumeration.map(({ value }) => ({ low: at(value, 0n), high: at(value, 1n) })).filter((one) => isInside(one, range));
  return all.filter(({ low, high }) => low === undefined || high === undefined || low < high);
}

const later = (a: bigint | undefined, b: bigint | undefined): bigint | undefined => (a === undefined ? b : b === undefined || a > b ? a : b);
const earlier = (a: bigint | undefined, b: bigint | undefined): bigint | undefined => (a === undefined ? b : b === undefined || a < b ? a : b);

const isInside = (one: Interval, { low, high }: Interval): boolean => (low === undefined || (one.low !== undefined && one.low >= low)) && (high === undefined || (one.high !== undefined && one.high <= high));

/** The whole numbers of an interval, counted in ones: from the first, to behind the last. */
function whole({ low, high }: Interval, unit: bigint): readonly Interval[] {
  const first = low === undefined ? undefined : -floor(-low, 2n * unit);
  const behind = high === undefined ? undefined : floor(high - 1n, 2n * unit) + 1n;
  return first !== undefined && behind !== undefined && first >= behind ? [] : [{ low: first, high: behind }];
}

const floor = (a: bigint, b: bigint): bigint => (a - (((a % b) + b) % b)) / b;

/** Those that meet are one. */
function merged(intervals: readonly Interval[]): readonly Interval[] {
  const sorted = [...intervals].sort((a, b) => (a.low === b.low ? 0 : a.low === undefined || (b.low !== undefined && a.low < b.low) ? -1 : 1));
  const result: Interval[] = [];
  for (const one of sorted) {
    const last = result.at(-1);
    if (last === undefined || (last.high !== undefined && one.low !== undefined && one.low > last.high)) result.push(one);
    else result[result.length - 1] = { low: last.low, high: last.high === undefined || one.high === undefined ? undefined : later(last.high, one.high) };
  }
  return result;
}

const contain = (wide: readonly Interval[], narrow: readonly Interval[]): boolean => narrow.every((one) => wide.some((other) => isInside(one, other)));

/** Fractions of so many digits are no intervals: a list is looked at number by number, of a range the digits must be as few. */
function digitsWithin({ facets: wide, isWhole }: Numbers, { facets: narrow }: Numbers): boolean {
  const within = (limit: number | undefined, own: number | undefined, count: (text: string) => number): boolean =>
    limit === undefined || (narrow.enumeration === undefined ? own !== undefined && own <= limit : narrow.enumeration.every(({ value }) => count(value) <= limit));
  const bare = (text: string): readonly [string, string] => {
    const [before = '', after = ''] = text.replace(/^[+-]/, '').split('.');
    return [before.replace(/^0+/, ''), after.replace(/0+$/, '')];
  };
  return within(wide.totalDigits, narrow.totalDigits, (text) => Math.max(1, bare(text).join('').length)) && (isWhole || within(wide.fractionDigits, narrow.fractionDigits, (text) => bare(text)[1].length));
}
