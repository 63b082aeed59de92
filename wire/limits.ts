/** Bounds on what is read and written: enough for any primitive, and far from what could exhaust a program. */
export interface Limits {
  /** UTF-16 units of one text; 16 Mi unless said otherwise. */
  readonly maxLength?: number;
  /** Objects, lists or elements inside each other; 200 unless said otherwise, 500 at most. */
  readonly maxDepth?: number;
}

export const maxLengthOf = ({ maxLength = 2 ** 24 }: Limits): number => maxLength;
/**
 * Different names in one text: the specification has not half as many. An object of a million members takes its time from whoever builds,
 * translates and checks it.
 */
export const maxNames = 10_000;
/** Objects, lists and elements in one text: one for every sixteen characters that it may have. Nothing that says something is shorter. */
export const maxPartsOf = (limits: Limits): number => Math.ceil(maxLengthOf(limits) / 16);
/** Reading and writing recurse over this depth, which must fit the stack. */
export const maxDepthOf = ({ maxDepth = 200 }: Limits): number => Math.min(maxDepth, 500);
