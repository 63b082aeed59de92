import type { Place } from '../diagnostics/diagnostic.js';
import type { Model } from '../model/model.js';

/** Everything known about one thing of the specification. */
export interface Explanation {
  /** What it is: `attribute`, `fault code` … */
  readonly kind: string;
  /** Its full name, which `explain` finds it by again. */
  readonly name: string;
  /** No published source gives its name or number. */
  readonly provisional: boolean;
  /** What is known, in reading order; several values stand on lines of their own. */
  readonly facts: readonly { readonly label: string; readonly value: string | readonly string[] }[];
  /** Document, clause and table. */
  readonly source?: string;
  /** Where our input says it. */
  readonly place?: Place;
  readonly errata: readonly ErratumNote[];
}

export interface ErratumNote {
  readonly id: string;
  readonly printed: string;
  readonly use: string;
  readonly why: string;
}

/** One thing that can be explained, under all its names; the first is its full name. */
export interface Entry {
  readonly kind: string;
  readonly names: readonly string[];
  /** Names that cannot be listed, e.g. all numbers of a range. */
  readonly matches?: (name: string) => boolean;
  readonly provisional?: boolean;
  readonly source?: string;
  readonly place?: Place;
  readonly errata?: readonly string[];
  readonly facts: () => Facts;
}

/** Label → value; absent values are left out. */
export type Facts = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** All entries of one kind. */
export type Lookup = (model: Model) => readonly Entry[];
