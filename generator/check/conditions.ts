import type { CodeTable, Diagnostics } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/did-you-mean.js';
import type { Type } from '../model/components.js';
import { isTest, otherPaths, type Test } from '../model/conditions.js';
import { memberNameOf, membersOf, type Member } from '../model/members.js';
import type { Attribute, ContentRule, JsonValue, Model, Rule } from '../model/model.js';
import { keyOfPrefixed, prefixedName } from '../model/names.js';
import { primitives } from './contents.js';
import { first, problemOfType, text } from './problems.js';
import { isListInTable, isListInXsd } from './xsd.js';

export const conditionCodes = {
  CHECK_UNKNOWN_MEMBER: { severity: 'error', title: 'A rule names a member that the type above it does not have' },
  CHECK_BAD_CONDITION: { severity: 'error', title: 'A rule speaks of a value that the type of the attribute, parameter or member does not allow' },
  CHECK_BAD_PATTERN: { severity: 'error', title: 'A rule has a pattern that is no regular expression' },
} as const satisfies CodeTable;

/** What stands at a step of a path: values of a type, or lists of them. */
interface Slot {
  readonly type: Type;
  readonly isList: boolean;
}

/** The conditions of rules, of resources and of what primitives carry: each path leads to a member, and each value is one of its type. */
export function checkConditions(model: Model, diagnostics: Diagnostics): void {
  for (const { name, attributes, rules } of model.resources) {
    const slots = new Map(attributes.map((attribute) => [attribute.name, slotOfAttribute(attribute)]));
    for (const rule of rules) checkRule(model, rule, name, slots, diagnostics);
  }
  for (const rule of model.contentRules) checkRule(model, rule, rule.of, slotsOfContent(model, rule.of), diagnostics);
}

/** Where a path begins is for others to look at (attributes.ts, contents.ts). */
function checkRule(model: Model, { id, when, must = {}, place }: Rule | ContentRule, owner: string, slots: ReadonlyMap<string, Slot>, diagnostics: Diagnostics): void {
  for (const [path, wanted] of [...Object.entries(when), ...Object.entries(must)]) {
    const found = [path, ...otherPaths(wanted)].map((each) => follow(each, slots));
    for (const lost of found) {
      if (lost === undefined || 'slot' in lost) continue;
      const message = `rule "${id}" of ${owner} names "${lost.path}", but ${lost.above} has no member "${lost.name}"`;
      diagnostics.report(conditionCodes, 'CHECK_UNKNOWN_MEMBER', message, place, didYouMean(lost.name, lost.members));
    }
    const pattern = isTest(wanted) ? (wanted as Test).matches : undefined;
    if (pattern !== undefined && !isPattern(pattern)) {
      diagnostics.report(conditionCodes, 'CHECK_BAD_PATTERN', `rule "${id}": ${text(pattern)} is no regular expression`, place, 'patterns are JavaScript\'s, with the flag u');
    }
    const [at] = found;
    const problem = at !== undefined && 'slot' in at ? problemOf(model, at.slot, wanted) : undefined;
    if (problem !== undefined) diagnostics.report(conditionCodes, 'CHECK_BAD_CONDITION', `rule "${id}" on ${owner}.${path.replaceAll('/', '.')}: ${problem.message}`, place, problem.hint ?? 'correct the value; those of enumerations are numbers');
  }
}

interface Lost {
  readonly path: string;
  readonly name: string;
  readonly above: string;
  readonly members: readonly string[];
}

/** Each step of a path is a member of what stands above it, as far as the types above it list their members. */
function follow(path: string, slots: ReadonlyMap<string, Slot>): { readonly slot: Slot } | Lost | undefined {
  const [head, ...rest] = path.split('/');
  let slot = slots.get(head!);
  for (const name of rest) {
    if (slot?.type.kind !== 'complex') return undefined;
    const members = membersOf(slot.type);
    const member = members.find((m) => memberNameOf(m) === name || m.name === name);
    if (member === undefined) return { path, name, above: prefixedName(slot.type) ?? 'the type above', members: members.map((m) => m.name) };
    slot = slotOfMember(member);
  }
  return slot && { slot };
}

const slotOfAttribute = (attribute: Attribute): Slot => slot(attribute.type.type, isListInTable(attribute));
const slotOfMember = (member: Member): Slot => slot(member.type, isListInXsd(member));

/** Of a list type, what its items are. */
const slot = (type: Type, isList: boolean): Slot => ({ type: type.kind === 'simple' && type.variety === 'list' && type.itemType !== undefined ? type.itemType : type, isList });

function slotsOfContent({ components, contents, parameters }: Model, of: string): ReadonlyMap<string, Slot> {
  const typeOf = (name: string): Type | undefined => components.types.get(keyOfPrefixed(name) ?? '');
  if (Object.hasOwn(primitives, of)) {
    return new Map(
      parameters.flatMap(({ name, type }) => {
        const found = typeOf(type.replace(/^list of /, ''));
        return found === undefined ? [] : [[name, slot(found, type.startsWith('list of ') || (found.kind === 'simple' && found.variety === 'list'))] as const];
      }),
    );
  }
  const type = typeOf(contents.find(({ name }) => name === of)?.type ?? '');
  return new Map(type?.kind === 'complex' ? membersOf(type).map((member) => [memberNameOf(member), slotOfMember(member)] as const) : []);
}

/** What is wrong with what is wanted of a slot, or undefined; `null` means absent, which no type forbids. */
function problemOf(model: Model, { type, isList }: Slot, wanted: JsonValue): { readonly message: string; readonly hint?: string | undefined } | undefined {
  const ofValues = (values: readonly JsonValue[]): { readonly message: string } | undefined => {
    const message = first(values, (value) => (value === null ? undefined : problemOfType(model, type, value)));
    return message === undefined ? undefined : { message };
  };
  if (!isTest(wanted)) return ofValues(Array.isArray(wanted) && isList ? (wanted as readonly JsonValue[]) : [wanted]);
  const { in: values, includes, members: wantedMembers, maxItems } = wanted as Test;
  if (values !== undefined || includes !== undefined) return ofValues(values ?? includes!);
  if (maxItems !== undefined && !isList) return { message: 'maxItems counts the items of a list, which it is not' };
  if (wantedMembers === undefined) return undefined;
  if (type.kind !== 'complex') return { message: `members are those of an object, and ${prefixedName(type) ?? 'its type'} is simple` };
  const members = membersOf(type).map(({ name }) => name);
  const unknown = wantedMembers.find((name) => !members.includes(name.replace(/^m2m:/, '')));
  return unknown === undefined ? undefined : { message: `${prefixedName(type) ?? 'the type'} has no member "${unknown}"`, hint: didYouMean(unknown, members) };
}

/** Generated code asks the pattern as it stands. */
function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').source.length > 0;
  } catch {
    return false;
  }
}
