import type { JsonValue } from '../../model/model.js';

/**
 * The plan of a conformance run, as it is written: what to ask a CSE, and what the standard says of the answers. Requests
 * have short names; `{{…}}` in them stands for what only a run knows (see the README beside the plan).
 */
export interface Case {
  readonly id: string;
  /** A row of the kinds: what a failure is called. */
  readonly kind: string;
  readonly what: string;
  /** A clause that a person can look up. */
  readonly clause: string;
  readonly certainty: Certainty;
  /** Long names of the resource types that the CSE must have. */
  readonly types: readonly string[];
  readonly steps: readonly Step[];
}

/** How sure the specification is: it prints so, an erratum of ours reads it so, or no published source says it. */
export type Certainty = 'printed' | 'erratum' | 'provisional';

export type Primitive = { readonly [parameter: string]: JsonValue };

export interface Step {
  /** Not what the case is about: when it fails, the case is not tested. */
  readonly given?: true;
  readonly request?: Primitive;
  /** Response status codes, any of which is right. */
  readonly rsc?: readonly number[];
  readonly content?: readonly Matcher[];
  /** Attributes of the answer, by the name under which later steps know them. */
  readonly save?: { readonly [name: string]: string };
  /** A notification that arrives at `{{listener.KEY}}`, with these parameters, or none in that time; a verification need not come. */
  readonly notified?: { readonly at: string; readonly within: number; readonly content?: readonly Matcher[]; readonly parameters?: readonly string[]; readonly sort?: 'verification' };
  readonly quiet?: { readonly at: string; readonly for: number };
  /** Seconds. */
  readonly wait?: number;
  /** Seconds within which the answer must come to be right: it is asked for again and again. */
  readonly until?: number;
  /** What the device of a <node> does from now on with what it is told; optional: where nobody can tell it, the case does without. */
  readonly device?: { readonly node: string; readonly nodeID: string; readonly does: 'obeys' | 'fails' | 'slow' | 'stubborn'; readonly optional?: true };
}

/** What an answer's content must be; `at` leads from inside its root element, names and numbers with dots between. */
export type Matcher =
  | { readonly root: string }
  | { readonly nothing: true }
  | { readonly at: string; readonly equals: JsonValue }
  | { readonly at: string; readonly differs: JsonValue }
  | { readonly at: string; readonly present: boolean }
  | { readonly at: string; readonly above: JsonValue }
  | { readonly at: string; readonly atMost: JsonValue }
  | { readonly at: string; readonly same: JsonValue }
  /** Addresses that the content refers to, in whatever form; and those that it must not. */
  | { readonly refers: readonly string[] }
  | { readonly refersNot: readonly string[] }
  /** So many addresses; of several numbers any is right. */
  | { readonly references: number | readonly number[] };

/** A kind of check: what a failure of it is called, and where the standard says so. */
export interface Kind {
  readonly kind: string;
  readonly what: string;
  readonly clause: string;
}
