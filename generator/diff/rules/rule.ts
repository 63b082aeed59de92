import type { Audience, ChangeClass, Impact } from '../change.js';

/**
 * One row of the table that classes changes: the kind of change, the conditions under which the row applies, and what
 * follows for each audience. For every kind and every combination of its conditions exactly one row applies.
 */
export type ChangeRule = {
  readonly kind: string;
  /** Condition → the values for which the row applies; what is not named does not matter. */
  readonly when?: { readonly [C in Condition]?: readonly (typeof conditions)[C][number][] };
  readonly title: string;
} & Readonly<Record<Audience, Impact>>;

export type RuleTable = Readonly<Record<string, ChangeRule>>;

/** What rows may depend on, and the values that each can have. */
export const conditions = {
  /** Is the attribute mandatory, optional or not permitted in a CREATE? */
  create: ['M', 'O', 'NP'],
  /** May an UPDATE carry it, and thereby delete it with null? */
  update: ['O', 'NP'],
  /** Must every representation hold it? */
  always: ['yes', 'no'],
  /** Does the short name stay, so that nothing on the wire changes? */
  wire: ['same', 'changed'],
  presence: ['0..1→1', '1→0..1'],
  repetition: ['single→list', 'list→single', 'other'],
  /** What requests may write after a change of the access column: more than before, or less of something, or the same. */
  writes: ['more', 'less', 'same'],
  createStep: ['NP→O', 'NP→M', 'O→NP', 'O→M', 'M→NP', 'M→O'],
  updateStep: ['NP→O', 'O→NP'],
  announced: ['no→OA', 'no→MA', 'OA→no', 'OA→MA', 'MA→no', 'MA→OA'],
  step: ['added', 'removed', 'changed'],
  /** Who makes the event happen: the Originator by a request, or anything else. */
  by: ['Originator', 'other'],
  /** Does the number on the wire stay? */
  number: ['same', 'changed'],
  cancellable: ['yes', 'no'],
  side: ['request', 'response'],
  parameterStep: ['-→0..1', '-→1', '0..1→-', '0..1→1', '1→-', '1→0..1'],
  optionalityStep: ['NP→O', 'NP→M', 'O→NP', 'O→M', 'M→NP', 'M→O'],
  mandatory: ['yes', 'no'],
  published: ['provisional→published', 'published→provisional'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type Condition = keyof typeof conditions;
export type ConditionValues = { readonly [C in Condition]?: (typeof conditions)[C][number] };

const impact =
  (className: ChangeClass) =>
  (reason: string): Impact => ({ class: className, reason });
export const breaking = (reason: string, action: string): Impact => ({ class: 'breaking', reason, action });
export const additive = impact('additive');
export const editorial = impact('editorial');
export const none = impact('none');

/** For what is only worded otherwise. */
export const wordsOnly = (reason: string) => ({ senders: editorial(reason), readers: editorial(reason), hosts: editorial(reason) });

/** For a name that code and long-form payloads use while the wire has a number or a short name. */
export const longNameOnly = (what: string) => ({
  senders: breaking(
    `code, schemas and long-form payloads use ${what}; on the wire nothing changes`,
    'use the new name; payloads in short names stay as they are',
  ),
  readers: breaking(
    `code, schemas and long-form payloads use ${what}; on the wire nothing changes`,
    'read the new name; payloads in short names stay as they are',
  ),
  hosts: breaking(
    `code, schemas and long-form payloads use ${what}; on the wire nothing changes`,
    'rename it in code and stored data that use long names',
  ),
});

/** Why nobody who reads has to do anything. */
export const notRead = 'what is read stays as it was';
