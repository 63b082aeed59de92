/** What a text turned out to be. */

import type { Issue } from '../generated/validators/support.js';
import type { WireDiagnostic } from './diagnostic.js';
import type { JsonObject, JsonValue } from './json-value.js';
import type { Limits } from './limits.js';
import { nearest } from './nearest.js';
import { Places } from './places.js';
import { isResource, memberNamed, nameOf } from './translate.js';
import type { KnownPrimitive, KnownResource, LongBody, Operation, StandardTypes, Types } from './types.js';
import type { Member, NameForm, Vocabulary } from './vocabulary.js';
import type { NameOverrides } from './name-overrides.js';
import { structureOf } from './vocabulary.js';
import { isText, readSimple } from './xml/lexical.js';

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

/** To something in a value or text, by names and places in lists. */
export type Path = readonly (string | number)[];

/** A diagnostic whose line and column nobody has asked for yet; without an offset it is to be found by its path. */
export interface Found extends WireDiagnostic {
  readonly offset?: number;
}

/** What reading a text came to, before and beside rules. */
export interface Reading {
  /** Absent where the text says nothing that rules could be about. */
  readonly content: UncheckedContent | undefined;
  readonly diagnostics: readonly Found[];
  /** A path from the value, by long names, as one from the root of the text by the names there. */
  readonly inText: (path: Path) => Path;
  /** Where in the text such paths lead: offsets of what is at their ends, or of the nearest thing around it. */
  readonly locate: (paths: readonly Path[]) => readonly number[];
}

export function resultOf(reading: Reading, text: string): UncheckedContent | Failure {
  const { content, diagnostics } = reading;
  return content !== undefined && diagnostics.length === 0 ? content : failure(inOrder(diagnostics, reading, text));
}

/** Diagnostics of one text. */
export const maxDiagnostics = 100;

export const failure = (diagnostics: readonly WireDiagnostic[]): Failure => ({
  ok: false,
  outcome: diagnostics.every(({ code }) => code === 'WIRE_NOT_COVERED') ? 'notCovered' : 'invalid',
  diagnostics: diagnostics.slice(0, maxDiagnostics),
});

/** Diagnostics in the order of the text, with line and column. */
export function inOrder(diagnostics: readonly Found[], { locate }: Reading, text: string): readonly WireDiagnostic[] {
  const lost = diagnostics.filter(({ offset }) => offset === undefined);
  const offsets = new Map(lost.length === 0 ? [] : locate(lost.map(({ path }) => path)).map((offset, i) => [lost[i], offset]));
  const places = new Places(text);
  return diagnostics
    .map(({ offset, ...diagnostic }, i) => ({ diagnostic, at: offset ?? offsets.get(diagnostics[i])! }))
    .sort((a, b) => a.at - b.at)
    .map(({ diagnostic, at }) => ({ ...diagnostic, place: places.place(at) }));
}

/** A path by long names as one by the names of the text. */
export function namesInText(path: Path, { type, form }: UncheckedContent, vocabulary: Vocabulary): Path {
  let structure = structureOf(type, vocabulary);
  return path.map((step) => {
    if (typeof step === 'number' || structure === undefined) return step;
    const member = memberNamed(structure, step, 'long', vocabulary);
    structure = member?.inside;
    return member === undefined ? step : nameOf(member, step, form);
  });
}

/** What may be meant where a rule is broken: a name, or the same value in the notation of its type. */
export function hintOf({ rule, path }: Issue, content: UncheckedContent, vocabulary: Vocabulary): string | undefined {
  let structure = structureOf(content.type, vocabulary);
  let member: Member | undefined;
  let around = structure;
  for (const step of path) {
    if (typeof step === 'number') continue;
    around = structure;
    member = structure && memberNamed(structure, step, 'long', vocabulary);
    structure = member?.inside;
  }
  if (rule === 'unknown') {
    const meant = around && nearest(String(path.at(-1)), around.byName[content.form].keys());
    return meant && `did you mean "${meant}"?`;
  }
  return rule === 'type' && member !== undefined ? inNotation(valueAt(content.value, path), member, typeof path.at(-1) === 'number') : undefined;
}

/** JSON tells apart what XML does not: a number and its text, one item and a list of it (TS-0004 8.4.2). */
function inNotation(value: JsonValue | undefined, { lexicals, list, many }: Member, isItem: boolean): string | undefined {
  if ((list || many) && !isItem) return isScalar(value) ? `a list: [${JSON.stringify(value)}]` : undefined;
  if (typeof value === 'number' && lexicals.length === 1 && isText(lexicals[0]!)) return `in quotes: "${value}"`;
  const read = typeof value === 'string' ? readSimple(value, lexicals) : undefined;
  return read === undefined || typeof read === 'string' ? undefined : `without quotes: ${JSON.stringify(read)}`;
}

const isScalar = (value: JsonValue | undefined): boolean => (typeof value === 'string' && value.length <= 40) || typeof value === 'number';

const valueAt = (value: JsonValue, path: Path): JsonValue | undefined =>
  path.reduce<JsonValue | undefined>((at, step) => (typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? (at as Readonly<Record<string | number, JsonValue>>)[step] : undefined), value);

/** Roots that are not one body with a type of their own: they stay in their root element. */
const notifications: ReadonlySet<string> = new Set(['notification', 'aggregatedNotification']);

/** The type of a root element's content; whether the content keeps its root element. */
export function contentType(root: Member): { readonly type: string; readonly isWrapped: boolean } {
  if (isResource(root) || root.long === 'requestPrimitive' || root.long === 'responsePrimitive') return { type: root.long, isWrapped: false };
  return { type: notifications.has(root.long) ? 'notification' : 'primitiveContent', isWrapped: true };
}
