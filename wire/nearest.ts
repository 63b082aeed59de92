/** The known name nearest to one that is not, when it is near enough to be a slip of the pen: for hints. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const wanted = plain(name);
  let best: string | undefined;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const near = plain(candidate);
    if (Math.abs(near.length - wanted.length) >= least) continue;
    const distance = editDistance(wanted, near);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Case, blanks, hyphens and underscores are what people mix up first; a name from a hostile body is not compared at any length. */
const plain = (name: string): string =>
  name
    .slice(0, 100)
    .toLowerCase()
    .replace(/[\s_-]/g, '');

/** Letters to insert, drop or replace (Levenshtein), one row at a time. */
function editDistance(a: string, b: string): number {
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    last = row;
  }
  return last[b.length]!;
}
