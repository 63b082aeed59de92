/** Integers that a double cannot hold would come out as others: they are told from those that it can. */

const literal = /^[+-]?(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** No finite double has more digits before its point; converting millions of them would take the square of their time. */
const most = 309;

/**
 * Whether a literal that says an integer becomes that integer: exactly, or as the one that is written with the same digits again, which
 * is what programs send that hold it so. A fraction is an approximation in any case, but an integer it must not become: rules would take it
 * for one.
 */
export function isHeld(text: string, value: number): boolean {
  const written = String(value);
  if (written === text) return true;
  const said = decimal(text);
  if (said.digits.length > said.point) return !Number.isInteger(value);
  if (!Number.isFinite(value)) return false;
  const again = decimal(written);
  if (said.digits === again.digits && said.point === again.point) return true;
  return said.point <= most && BigInt(said.digits.padEnd(said.point, '0')) === BigInt(Math.abs(value));
}

/** Digits without zeros at either end, and how many of them, or zeros after them, stand before the point. */
function decimal(text: string): { readonly digits: string; readonly point: number } {
  const [, whole = '', fraction = '', exponent = '0'] = literal.exec(text) ?? [];
  const all = whole + fraction;
  const first = all.search(/[1-9]/);
  if (first < 0) return { digits: '', point: 0 };
  let end = all.length;
  while (all[end - 1] === '0') end--;
  return { digits: all.slice(first, end), point: whole.length + Number(exponent) - first };
}

/** A literal in a message: not longer than a line. */
export const shortened = (digits: string): string => (digits.length > 40 ? `${digits.slice(0, 40)}…` : digits);
