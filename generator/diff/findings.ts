import type { Place } from '../diagnostics/diagnostic.js';
import { equal } from '../model/json-value.js';
import type { JsonValue, Source } from '../model/model.js';
import type { Area, Change, Evidence } from './change.js';
import { worst } from './change.js';
import type { Flow } from './classify.js';
import { classify } from './classify.js';
import type { ChangeKind } from './rules/index.js';
import type { ConditionValues } from './rules/rule.js';

/** What stands at a place: a fact of the model, or one of its rows that only knows the place. */
export interface Located {
  readonly place?: Place;
  readonly source?: Source;
}

/** What a change is about. */
export interface About {
  readonly area: Area;
  readonly resource?: string;
  readonly subject: string;
  readonly was?: string;
  readonly before?: JsonValue | undefined;
  readonly after?: JsonValue | undefined;
  /** `before` as it would be under the new names: what only follows a rename is no change. */
  readonly followed?: JsonValue | undefined;
  readonly from?: Located | undefined;
  readonly to?: Located | undefined;
  readonly flow?: Flow | undefined;
  readonly provisional?: boolean;
  readonly evidence?: Evidence;
  readonly affects?: readonly string[] | undefined;
}

/** Collects changes, each classed as it is found. */
export class Findings {
  readonly #changes: Change[] = [];

  add(kind: ChangeKind, about: About, values: ConditionValues = {}): void {
    const { code, title, impact } = classify(kind, values, about.flow);
    const { area, resource, subject, was, before, after, from, to, provisional = false, evidence, affects = [] } = about;
    this.#changes.push({
      code,
      kind,
      title,
      area,
      ...(resource !== undefined && { resource }),
      subject,
      ...(was !== undefined && was !== subject && { was }),
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
      places: both(from?.place, to?.place),
      sources: both(from?.source, to?.source),
      class: worst([impact.senders.class, impact.readers.class, impact.hosts.class]),
      impact,
      provisional,
      ...(evidence !== undefined && { evidence }),
      affects,
    });
  }

  /** Adds the change when the two values differ. */
  compare(kind: ChangeKind, about: About, values: ConditionValues = {}): void {
    if (!equal(about.followed ?? about.before, about.after)) this.add(kind, about, values);
  }

  /** The same for rows, of which there are thousands, and most are as they were: what is said of one is put together when it differs. */
  compareRow(kind: ChangeKind, before: JsonValue | undefined, after: JsonValue | undefined, about: () => About, values: () => ConditionValues = () => ({})): void {
    if (!equal(before, after)) this.add(kind, { ...about(), before, after }, values());
  }

  list(): readonly Change[] {
    return this.#changes;
  }
}

const both = <T>(before: T | undefined, after: T | undefined): { readonly before?: T; readonly after?: T } => ({
  ...(before !== undefined && { before }),
  ...(after !== undefined && { after }),
});

/** What is in one list and not in the other. */
export const without = <T>(list: readonly T[], others: readonly T[]): readonly T[] => {
  const known = new Set(others);
  return list.filter((item) => !known.has(item));
};
