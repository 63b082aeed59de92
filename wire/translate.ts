/** Long ↔ short names (TS-0004 8.2): the one place where names are translated, for JSON as for XML. */

import type { JsonObject, JsonValue } from './json-value.js';
import { put } from './json-value.js';
import type { Member, NameForm, Structure, Vocabulary } from './vocabulary.js';
import { elementName, isPrefixed } from './vocabulary.js';

/** A name, or the number of a resource type, that has no translation. */
export interface UnknownName {
  /** Where it stands in what was given, list positions included. */
  readonly path: readonly (string | number)[];
  /**
   * True: it and its value are in the result as they came. False: they are left out, because the result would have taken the name for
   * a known one (`version` among short names).
   */
  readonly kept: boolean;
  /** What the object may have in which the name stands; absent: it is a number. */
  readonly among?: Structure;
}

export interface Translation {
  readonly value: JsonObject;
  /** The first hundred of those that are kept, and the first hundred of those that are not; empty when every name was known. */
  readonly unknown: readonly UnknownName[];
}

/** What a translation copies objects into, where it is not `{}`. */
export type NewObject = () => Record<string, JsonValue>;

/** The member that a name stands for in objects of this kind; undefined: an unknown one. */
export function memberNamed(structure: Structure, name: string, form: NameForm, vocabulary: Vocabulary): Member | undefined {
  const own = structure.byName[form].get(name);
  if (own !== undefined) return own;
  if (structure.open === 'members') return vocabulary.untyped[form].get(name);
  const root = vocabulary.elements[form].get(name);
  if (root === undefined) return undefined;
  if (structure.open === undefined) return isLocally(structure, root) ? root : undefined;
  return structure.open === 'roots' || isResource(root) ? root : undefined;
}

/**
 * Whether a member has the name and the type of this global element: `sgn` in `m2m:agn` is a local element (TS-0004 6.3.5.12), and CSEs
 * write it with the prefix of the global one. What it holds is known then, too; whether it may be there is for validators to say.
 */
const isLocally = (structure: Structure, { long, inside }: Member): boolean => inside !== undefined && structure.byName.long.get(long)?.inside === inside;

/** Child resources stand in their parent in arrays (TS-0004 Annex C.1); notifications and addresses are no resources. */
export const isResource = (root: Member): boolean => root.inside?.open === 'children';

/** The name of a member in a form; global elements keep their prefix, which an attribute may have on the wire alone (TS-0004 8.2.2). */
export const nameOf = (member: Member, name: string, form: NameForm): string => (isPrefixed(name) && !isPrefixed(member.wire) ? elementName(member, form) : member[form]);

interface Task {
  readonly source: JsonObject | readonly JsonValue[];
  readonly target: Record<string, JsonValue> | JsonValue[];
  /** The objects' structure; absent in lists of numbers of resource types. */
  readonly structure: Structure | undefined;
  readonly place: Step | undefined;
}

/** The way to a value, as a chain: most ways are never asked for. */
interface Step {
  readonly outer: Step | undefined;
  readonly step: string | number;
}

const maxUnknown = 100;
const plainObject: NewObject = () => ({});

/**
 * An object with its names in the other form. In linear time and however deep, with a list of open tasks in place of recursion; values
 * that no name is translated in are shared with what was given.
 */
export function translate(body: JsonObject, structure: Structure, to: NameForm, vocabulary: Vocabulary, newObject: NewObject = plainObject): Translation {
  const from: NameForm = to === 'long' ? 'wire' : 'long';
  const numbers = { there: vocabulary.numbers[from], back: vocabulary.numbers[to] };
  const value = newObject();
  const unknown: UnknownName[] = [];
  const open: Task[] = [{ source: body, target: value, structure, place: undefined }];

  const reported = { kept: 0, lost: 0 };
  const report = (outer: Step | undefined, step: string | number, kept: boolean, among?: Structure): void => {
    if (reported[kept ? 'kept' : 'lost']++ < maxUnknown) unknown.push({ path: pathOf({ outer, step }), kept, ...(among !== undefined && { among }) });
  };
  /** The number of a resource type; one that is the configured number of another type has no place in the result. */
  const numbered = (source: JsonValue, outer: Step | undefined, step: string | number): JsonValue => {
    if (typeof source !== 'number') return source;
    const other = numbers.there.get(source);
    if (other === undefined && numbers.back.has(source)) report(outer, step, false);
    return other ?? source;
  };
  /** The copy of a value, to be filled by a later task where it has parts. */
  const copy = (source: JsonValue, inside: Structure | undefined, outer: Step | undefined, step: string | number): JsonValue => {
    if (typeof source !== 'object' || source === null || (inside === undefined && !Array.isArray(source))) return inside === undefined ? numbered(source, outer, step) : source;
    const target = Array.isArray(source) ? ([] as JsonValue[]) : newObject();
    open.push({ source: source as Task['source'], target, structure: inside, place: { outer, step } });
    return target;
  };
  const hasNumbers = ({ lexicals }: Member): boolean => numbers.there.size > 0 && lexicals.includes('resourceType');

  for (let task = open.pop(); task !== undefined; task = open.pop()) {
    const { source, target, structure: kind, place } = task;
    if (Array.isArray(source)) {
      const list = target as JsonValue[];
      for (let i = 0; i < source.length; i++) list.push(copy(source[i] as JsonValue, kind, place, i));
      continue;
    }
    const object = target as Record<string, JsonValue>;
    const members = kind as Structure;
    for (const name of Object.keys(source)) {
      const given = (source as JsonObject)[name] as JsonValue;
      const member = memberNamed(members, name, from, vocabulary);
      if (member === undefined) {
        const kept = memberNamed(members, name, to, vocabulary) === undefined;
        report(place, name, kept, members);
        if (kept) put(object, name, given);
      } else {
        const translated = member.inside !== undefined || hasNumbers(member) ? copy(given, member.inside, place, name) : given;
        put(object, nameOf(member, name, to), translated);
      }
    }
  }
  return { value, unknown };
}

function pathOf(place: Step): readonly (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: Step | undefined = place; at !== undefined; at = at.outer) path.push(at.step);
  return path.reverse();
}
