/** Bounds on what is read and written: enough for any primitive, and far from what could exhaust a program. */
export interface Limits {
  /** UTF-16 units of one text; 16 Mi unless said otherwise. */
  readonly maxLength?: number;
  /** Objects, lists or elements inside each other; 200 unless said otherwise, 500 at most. */
  readonly maxDepth?: number;
}

export const maxLengthOf = ({ maxLength = 2 ** 24 }: Limits): number => maxLength;
/** Reading and writing recurse over this depth, which must fit the stack. */
export const maxDepthOf = ({ maxDepth = 200 }: Limits): number => Math.min(maxDepth, 500);
