import { editDistance, nearest } from '../../diagnostics/did-you-mean.js';

/** Letters and digits alone: what two spellings of one token have in common. */
const letters = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '');

/** Two spellings of one token that differ in capitals, spaces and underscores alone: `In_Process`, `IN PROCESS`. */
export const isSameToken = (a: string, b: string): boolean => letters(a) === letters(b);

/**
 * The known token that `name` is a slip of the pen away from: one or two letters in a long one, and only where no other known
 * token is as near. Short tokens differ by a letter on purpose.
 */
export function misspelt(name: string, known: readonly string[]): string | undefined {
  const same = known.find((k) => isSameToken(k, name));
  if (same !== undefined) return same === name ? undefined : same;
  const found = nearest(name, known);
  if (found === undefined) return undefined;
  const distance = editDistance(letters(name), letters(found));
  if (Math.min(letters(name).length, letters(found).length) < 6 || distance > (letters(name).length >= 12 ? 2 : 1)) return undefined;
  const others = known.filter((k) => !isSameToken(k, found) && editDistance(letters(name), letters(k)) <= distance);
  return others.length === 0 ? found : undefined;
}
