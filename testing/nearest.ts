/** The known name nearest to `name`, when it is near enough to be a slip of the pen. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const wanted = plain(name);
  let best: string | undefined;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(plain(candidate).length - wanted.length) >= least) continue;
    const distance = editDistance(wanted, plain(candidate));
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** `; did you mean "x"?`, or nothing when nothing is near: for the end of a message. */
export function didYouMean(name: unknown, known: Iterable<string>): string {
  const found = nearest(String(name), known);
  return found === undefined ? '' : `; did you mean "${found}"?`;
}

/** Case, blanks, hyphens and underscores are what people mix up first; a name from a hostile body is not compared at any length. */
const plain = (name: string): string =>
  name
    .slice(0, 100)
    .toLowerCase()
    .replace(/[\s_-]/g, '');

/** Letters to insert, drop or replace, one row at a time. */
function editDistance(a: string, b: string): number {
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    last = row;
  }
  return last[b.length]!;
}
