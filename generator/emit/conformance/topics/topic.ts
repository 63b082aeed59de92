import type { Model } from '../../../model/model.js';
import type { Case, Certainty, Kind, Step } from '../plan.js';
import type { Words } from '../words.js';

/** Cases of one subject. `kinds` says what each is called and where the standard says so; a case without a kind cannot be written. */
export interface Topic {
  readonly kinds: readonly Kind[];
  readonly cases: (model: Model, words: Words) => readonly Draft[];
}

/** A case before its kind has given it the clause. */
export interface Draft {
  readonly kind: string;
  /** What tells it from others of its kind. */
  readonly of?: string;
  readonly what?: string;
  readonly types: readonly string[];
  readonly steps: readonly Step[];
  readonly certainty?: Certainty;
}

/** The cases of a topic whose resource types the specification has. */
export function casesOf({ kinds, cases }: Topic, model: Model, words: Words): readonly Case[] {
  return cases(model, words)
    .filter(({ types }) => types.every((type) => words.resource(type) !== undefined))
    .map(({ kind, of, what, types, steps, certainty = 'printed' }) => {
      const found = kinds.find((each) => each.kind === kind);
      if (found === undefined) throw new Error(`there is no kind ${kind}`);
      return { id: of === undefined ? kind : `${kind}: ${of}`, kind, what: what ?? found.what, clause: found.clause, certainty, types, steps };
    });
}
