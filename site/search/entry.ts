/** One thing that a reader can look for, as the index has it: an array, since there are thousands. */
export type Entry = readonly [
  title: string,
  /** What it is: `resource type`, `status code` … */
  kind: string,
  /** Address from the root. */
  address: string,
  /** Other names by which it is found exactly, in lower case; the title is one of its own accord. */
  keys: string,
  /** A line about it, which is searched for words. */
  words: string,
  /** The words of the text that it stands above, where it is one: of guides. */
  prose?: string,
];

/** Between the keys of an entry; no name holds it. */
export const between = '|';
