/** What a text turned out to be. */

import type { WireDiagnostic } from './diagnostic.js';
import type { JsonObject } from './json-value.js';
import type { Limits } from './limits.js';
import type { Places } from './places.js';
import { nearest } from './nearest.js';
import { isResource, memberNamed, nameOf } from './translate.js';
import type { KnownPrimitive, KnownResource, LongBody, Operation, StandardTypes, Types } from './types.js';
import type { Member, NameForm, Vocabulary } from './vocabulary.js';
import type { NameOverrides } from './name-overrides.js';
import { structureOf } from './vocabulary.js';

/** A body with long names, told apart by its type; `form` is that of the names in the text. */
export type Content<O extends Operation = 'partial', S extends Types = StandardTypes> =
  | { readonly [T in KnownResource<S>]: { readonly ok: true; readonly type: T; readonly form: NameForm; readonly value: LongBody<T, O, S>; readonly unknownHere?: readonly WireDiagnostic[] } }[KnownResource<S>]
  | { readonly [T in KnownPrimitive]: { readonly ok: true; readonly type: T; readonly form: NameForm; readonly value: S['primitives'][T]['long']; readonly unknownHere?: readonly WireDiagnostic[] } }[KnownPrimitive];

export interface Failure {
  readonly ok: false;
  /** `notCovered`: nothing is wrong as far as it could be looked at, and some of it could not. */
  readonly outcome: 'invalid' | 'notCovered';
  /** In the order of the text, up to a hundred. */
  readonly diagnostics: readonly WireDiagnostic[];
}

/** The same before anything has looked at its rules. `type` may be that of a resource that is known by name only. */
export interface UncheckedContent {
  readonly ok: true;
  /** What only another release may know, where such are read. */
  readonly unknownHere?: readonly WireDiagnostic[];
  readonly type: string;
  readonly form: NameForm;
  readonly value: JsonObject;
}

export interface ReadOptions extends Limits {
  /**
   * What a resource's body is part of; `partial` unless said otherwise. In XML it says which empty elements are NULL (those of attributes,
   * in `update` and `partial`); primitives say it themselves.
   */
  readonly operation?: Operation;
  /** Your own names and numbers in place of the provisional ones. */
  readonly names?: NameOverrides;
  /** Attributes and members that do not exist: kept as they are (the default), or refused. */
  readonly unknown?: 'keep' | 'refuse';
}

/** A diagnostic whose line and column nobody has asked for yet. */
export interface Placed extends WireDiagnostic {
  readonly offset: number;
}

/** What reading a text came to, before and beside rules. */
export interface Reading {
  /** Absent where the text says nothing that rules could be about. */
  readonly content: UncheckedContent | undefined;
  readonly diagnostics: readonly Placed[];
  readonly places: Places;
  /**
   * Where a path from the value leads, by long names: the path from the root of the text by the names there, and the offset of what is at
   * its end, or of the nearest thing around it.
   */
  readonly find: (path: readonly (string | number)[]) => { readonly path: readonly (string | number)[]; readonly offset: number };
}

export function resultOf({ content, diagnostics, places }: Reading): UncheckedContent | Failure {
  return content !== undefined && diagnostics.length === 0 ? content : failure(inOrder(diagnostics, places));
}

export const failure = (diagnostics: readonly WireDiagnostic[]): Failure => ({
  ok: false,
  outcome: diagnostics.every(({ code }) => code === 'WIRE_NOT_COVERED') ? 'notCovered' : 'invalid',
  diagnostics,
});

/** Diagnostics in the order of the text, with line and column. */
export const inOrder = (diagnostics: readonly Placed[], places: Places): readonly WireDiagnostic[] =>
  [...diagnostics].sort((a, b) => a.offset - b.offset).map(({ offset, ...diagnostic }) => ({ ...diagnostic, place: places.place(offset) }));

/** A path by long names as one by the names of the text. */
export function namesInText(path: readonly (string | number)[], { type, form }: UncheckedContent, vocabulary: Vocabulary): readonly (string | number)[] {
  let structure = structureOf(type, vocabulary);
  return path.map((step) => {
    if (typeof step === 'number' || structure === undefined) return step;
    const member = memberNamed(structure, step, 'long', vocabulary);
    structure = member?.inside;
    return member === undefined ? step : nameOf(member, step, form);
  });
}

/** For the last step of a path, by long names, that is no known name: the one of the text's form that may be meant. */
export function meantName(path: readonly (string | number)[], { type, form }: UncheckedContent, vocabulary: Vocabulary): string | undefined {
  let structure = structureOf(type, vocabulary);
  for (const step of path.slice(0, -1)) {
    if (typeof step === 'string') structure = structure && memberNamed(structure, step, 'long', vocabulary)?.inside;
  }
  return structure && nearest(String(path.at(-1)), structure.byName[form].keys());
}

/** Roots that are not one body with a type of their own: they stay in their root element. */
const notifications: ReadonlySet<string> = new Set(['notification', 'aggregatedNotification']);

/** The type of a root element's content; whether the content keeps its root element. */
export function contentType(root: Member): { readonly type: string; readonly isWrapped: boolean } {
  if (isResource(root) || root.long === 'requestPrimitive' || root.long === 'responsePrimitive') return { type: root.long, isWrapped: false };
  return { type: notifications.has(root.long) ? 'notification' : 'primitiveContent', isWrapped: true };
}
