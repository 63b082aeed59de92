/** What `expect.extend` of Vitest and Jest takes from a matcher; `message` is asked for only when the assertion fails. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** A test that asks the wrong question is not a failed assertion: `.not` would pass it. */
export function misuse(text: string): never {
  throw new TypeError(text);
}

/** A value as a message shows it: JSON, cut off. */
export function shown(value: unknown): string {
  const text = typeof value === 'function' ? 'a function' : (json(value) ?? plain(value));
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function json(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/** What has no JSON: undefined, a symbol, a bigint, a structure that contains itself or is too deep. */
const plain = (value: unknown): string => (typeof value === 'object' ? 'an object' : String(value));

export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
