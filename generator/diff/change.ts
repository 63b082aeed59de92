import type { Place } from '../diagnostics/diagnostic.js';
import type { JsonValue, Source } from '../model/model.js';

/**
 * Whom a change may touch. One program may be all three: an IN-CSE hosts resources, sends requests to other CSEs and
 * reads their responses.
 */
export const audiences = ['senders', 'readers', 'hosts'] as const;
export type Audience = (typeof audiences)[number];

/**
 * What a change means for one audience.
 * - `breaking`: something that was right under the old specification is wrong under the new one.
 * - `additive`: all that was right stays right, and there is more that one can send, receive or offer.
 * - `editorial`: the words changed, nothing that is sent, received or done.
 * - `none`: this audience never meets it.
 */
export const changeClasses = ['breaking', 'additive', 'editorial', 'none'] as const;
export type ChangeClass = (typeof changeClasses)[number];

export interface Impact {
  readonly class: ChangeClass;
  /** Why, in words that go on a sentence: no capital, no full stop. */
  readonly reason: string;
  /** What this audience has to do; only where it is breaking. */
  readonly action?: string;
}

/** Why two names are taken for the same thing. */
export interface Evidence {
  /** 0 to 1, two decimals. */
  readonly score: number;
  /** Heaviest first. */
  readonly signs: readonly string[];
}

/** Where in a specification a change lies, in the order of a release note. */
export const areas = {
  resources: 'Resources',
  enumerations: 'Enumerations',
  types: 'Data types',
  names: 'Short names',
  parameters: 'Primitive parameters',
  contents: 'Contents of primitives',
  'status-codes': 'Response status codes',
  faults: 'Fault codes',
  commands: 'Management commands',
  machines: 'State machines',
  aggregations: 'Aggregated statuses',
  documents: 'Sources and errata',
} as const satisfies Readonly<Record<string, string>>;
export type Area = keyof typeof areas;

/** One difference in meaning between two models. */
export interface Change {
  /** Stable: the row of the table of rules that classed it, e.g. `ATTRIBUTE_RENAMED_LONG`. */
  readonly code: string;
  /** What happened, without the conditions that the code adds, e.g. `attribute-renamed`. */
  readonly kind: string;
  /** What happened, in words: `attribute renamed, short name kept`. */
  readonly title: string;
  readonly area: Area;
  /** The resource that it belongs to, as the specification writes it: `<node>`, `[software]`. */
  readonly resource?: string;
  /** `software.softwareName`, in the new specification's words; in the old one's for what is gone. */
  readonly subject: string;
  /** The old name, where it differs from `subject`. */
  readonly was?: string;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
  readonly places: { readonly before?: Place; readonly after?: Place };
  readonly sources: { readonly before?: Source; readonly after?: Source };
  /** The worst of the three. */
  readonly class: ChangeClass;
  readonly impact: Readonly<Record<Audience, Impact>>;
  /** It bears on a name or number that no published source gives. */
  readonly provisional: boolean;
  readonly evidence?: Evidence;
  /** Where else the same change shows: announced variants, specializations, attributes of a changed type. */
  readonly affects: readonly string[];
}

/** The worst of several classes. */
export const worst = (classes: readonly ChangeClass[]): ChangeClass => changeClasses.find((c) => classes.includes(c)) ?? 'none';
