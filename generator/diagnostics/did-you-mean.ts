/** The known name nearest to `name`, when it is near enough to be a slip of the pen: for hints. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(name.length / 3));
  let best: string | undefined;
  let least = limit + 1;
  const wanted = name.toLowerCase();
  const letters = lettersOf(wanted);
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= least) continue;
    const other = candidate.toLowerCase();
    const distance = lettersApart(letters, lettersOf(other)) < least ? distanceWithin(wanted, other, least - 1) : undefined;
    if (distance !== undefined) [best, least] = [candidate, distance];
  }
  return best;
}

/** The letters of a word, a bit each; what is no letter of a to z shares a bit with others. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let i = 0; i < word.length; i++) letters |= 1 << (word.charCodeAt(i) & 31);
  return letters;
}

/** A step from one word to another brings one letter and takes one: as many steps there are at least. */
const lettersApart = (a: number, b: number): number => Math.max(bitsIn(a & ~b), bitsIn(b & ~a));

function bitsIn(number: number): number {
  let count = 0;
  for (let rest = number; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** `did you mean "x"?`, or undefined when nothing is near. */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  const found = nearest(name, known);
  return found === undefined ? undefined : `did you mean "${found}"?`;
}

/** Letters to insert, drop, replace or swap with their neighbour (optimal string alignment), one row at a time. */
export const editDistance = (a: string, b: string): number => distanceWithin(a, b, Infinity)!;

/** The same, where it is no more than `most`: most words are found to be others after a letter or two. */
export function distanceWithin(a: string, b: string, most: number): number | undefined {
  if (Math.abs(a.length - b.length) > most) return undefined;
  if (a === b) return 0;
  // What both begin and end with costs nothing.
  let start = 0;
  let [endA, endB] = [a.length, b.length];
  while (start < endA && start < endB && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) [endA, endB] = [endA - 1, endB - 1];
  // One slip at most, and no more than two letters that are swapped are left.
  if (most <= 1 && Math.max(endA, endB) - start > 2) return undefined;
  return distance(a.slice(start, endA), b.slice(start, endB), most);
}

function distance(a: string, b: string, most: number): number | undefined {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  // What a row and the one before it have least, none after them has less.
  let [leastBefore, least] = [0, 0];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    [leastBefore, least] = [least, i];
    for (let j = 1; j <= b.length; j++) {
      const edited = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? beforeLast[j - 2]! + 1 : Infinity;
      const now = Math.min(edited, swapped);
      row.push(now);
      if (now < least) least = now;
    }
    if (least > most && leastBefore > most - 1) return undefined;
    [beforeLast, last] = [last, row];
  }
  return last[b.length]! <= most ? last[b.length]! : undefined;
}
