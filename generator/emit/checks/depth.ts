/** How many steps lead to a value: a number, or those of the function's own value and some more. */
export interface Depth {
  readonly base: '' | 'd';
  readonly steps: number;
}
export const deeper = ({ base, steps }: Depth): Depth => ({ base, steps: steps + 1 });
export const shown = ({ base, steps }: Depth): string => (base === '' ? String(steps) : steps === 0 ? base : `${base} + ${steps}`);
