import { headOf, holds, isTest, type Test } from '../../model/conditions.js';
import type { JsonValue } from '../../model/model.js';
import type { SlotRule } from '../schemas/representation.js';
import type { JsonObject } from './sample.js';

/** Does the payload keep the rule? */
export function keeps({ kind, keys, when, must }: SlotRule, payload: JsonObject): boolean {
  const condition = holds(payload, when);
  switch (kind) {
    case 'forbidden':
      return !condition;
    case 'alone':
      return Object.keys(payload).length < 2 || !keys.some((key) => Object.hasOwn(payload, key));
    case 'onlyWhen':
      return keys.every((key) => Object.hasOwn(payload, key) === condition);
    case 'implies':
      return !condition || holds(payload, must);
  }
}

/** The payload without the optional attributes that break a rule, and with the least of those that must be there. */
export function respecting(rules: readonly SlotRule[], payload: JsonObject, minimal: JsonObject): JsonObject {
  let kept = payload;
  for (const rule of rules) {
    if (keeps(rule, kept)) continue;
    const broken = rule.kind === 'forbidden' ? rule.when.map(([path]) => headOf(path)).slice(-1) : rule.keys;
    kept = Object.fromEntries(
      Object.entries(kept).flatMap(([key, value]) => (!broken.includes(key) ? [[key, value] as const] : Object.hasOwn(minimal, key) ? [[key, minimal[key]!] as const] : [])),
    );
  }
  return kept;
}

/** The payload with the optional attributes that it needs to keep the rules. */
export function completed(rules: readonly SlotRule[], payload: JsonObject, samples: JsonObject): JsonObject {
  let whole = payload;
  for (const rule of rules) {
    if (rule.kind !== 'implies' || keeps(rule, whole)) continue;
    const wanted = rule.must.flatMap(([path, test]) => {
      const { present, in: values } = isTest(test) ? (test as Test) : {};
      const value = values?.[0] ?? samples[path];
      return present === true && !path.includes('/') && value !== undefined ? [[path, value] as const] : [];
    });
    whole = { ...whole, ...Object.fromEntries(wanted) };
  }
  return whole;
}

const keepAll = (rules: readonly SlotRule[], payload: JsonObject): boolean => rules.every((rule) => keeps(rule, payload));

/** The value of an attribute; of a structure that breaks rules, with as many of its members as keep them. */
export function membersKeeping(rules: readonly SlotRule[], payload: JsonObject, key: string, value: JsonValue): JsonValue {
  if (!isStructure(value) || keepAll(rules, { ...payload, [key]: value })) return value;
  let kept: JsonObject = {};
  for (const [name, inner] of Object.entries(value)) {
    const more = fewer(inner).map((each) => ({ ...kept, [name]: each }));
    kept = more.find((each) => keepAll(rules, { ...payload, [key]: each })) ?? kept;
  }
  return Object.keys(kept).length === 0 ? value : kept;
}

/** Where the members of a structure cannot all be there together, each of them by itself. */
export function eachMember(rules: readonly SlotRule[], payload: JsonObject, key: string, value: JsonValue): readonly (readonly [name: string, payload: JsonObject])[] {
  if (!isStructure(value) || keepAll(rules, { ...payload, [key]: value })) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const found = fewer(inner).map((each) => ({ ...payload, [key]: { [name]: each } })).find((each) => keepAll(rules, each));
    return found === undefined ? [] : [[name, found] as const];
  });
}

const isStructure = (value: JsonValue): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list, and its first item alone. */
const fewer = (value: JsonValue): readonly JsonValue[] => (Array.isArray(value) && value.length > 1 ? [value, value.slice(0, 1) as JsonValue] : [value]);
