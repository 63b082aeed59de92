/** The numbers of `V3.32.0`, `3_36_0`, `v4.1`; none of what names no version. */
const numbersOf = (text: string): readonly number[] => (/\d+(?:[._]\d+)+/.exec(text)?.[0] ?? '').split(/[._]/).filter((part) => part !== '').map(Number);

/** Whether one version is older than another, as far as both say it. */
export function isOlder(printed: string, known: string): boolean {
  const [a, b] = [numbersOf(printed), numbersOf(known)];
  if (b.length === 0) return false;
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! < b[i]!;
  return false;
}

export const isSameVersion = (a: string, b: string): boolean => numbersOf(a).join('.') === numbersOf(b).join('.');
