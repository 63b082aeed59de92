/** Rules that look at more than one attribute, or at what is stored: the rows of generated/tables/rules.ts. */

import { breaks, holds as conditionsHold } from '../../generated/checks/conditions.js';
import type { RuleRow } from '../../generated/tables/rules.js';
import type { Attributes, JsonValue } from '../resource.js';
import { attribute as valueOf, attributesOf as merge } from '../resource.js';
import { rulesFor } from '../types.js';
import type { AccessRequest } from './request.js';
import { isEqual } from './equal.js';
import type { Violation } from './violation.js';

/** What a rule needs to know: the request, and the attributes of its content that are the actor's to write. */
export interface Writing {
  readonly request: AccessRequest;
  readonly writable: readonly string[];
}

/** The attributes that break a rule. */
type Broken = (rule: RuleRow, writing: Writing) => readonly string[];

const none: readonly string[] = [];
const isPresent = (attributes: Attributes, name: string): boolean => (valueOf(attributes, name) ?? null) !== null;
const holds = (rule: RuleRow, attributes: Attributes): boolean =>
  rule.when.every(([name, value]) => isEqual(valueOf(attributes, name), value as JsonValue));

/** Would the patch change a stored attribute? NULL for what is not there changes nothing (TS-0004 7.3.3.7). */
export const changes = (before: Attributes, patch: Attributes, name: string): boolean =>
  !isEqual(valueOf(before, name) ?? null, valueOf(patch, name) ?? null);

const isAbout = (rule: RuleRow, operation: AccessRequest['operation']): boolean => rule.operations?.includes(operation) ?? true;

const checks: Readonly<Record<RuleRow['kind'], Broken>> = {
  // The Hosting CSE works on what it has locked for Originators.
  locked: (rule, { request: { operation, before, patch, by }, writable }) => {
    if (by === 'Hosting CSE' || operation === 'create' || before === undefined || !holds(rule, before)) return none;
    return writable.filter((name) => (rule.attributes.length === 0 || rule.attributes.includes(name)) && changes(before, patch, name));
  },

  // One request: a resource may well come to hold both values, one request after the other.
  forbidden: (rule, { request: { operation, patch, by }, writable }) => {
    const applies = by === 'Originator' && isAbout(rule, operation) && rule.when.every(([path]) => writable.includes(path.split('/', 1)[0]!));
    return applies && conditionsHold(patch, rule.when) ? rule.attributes.slice(0, 1) : none;
  },

  alone: (rule, { request: { operation, patch, by } }) => {
    if (by === 'Hosting CSE' || operation === 'create') return none;
    const given = Object.keys(patch).filter((name) => patch[name] !== undefined);
    return given.length > 1 ? rule.attributes.filter((name) => given.includes(name)) : none;
  },

  // An UPDATE that writes neither the attribute nor its condition cannot have broken the rule.
  onlyWhen: (rule, { request: { operation, before, patch }, writable }) => {
    const concerned = [...rule.attributes, ...rule.when.map(([name]) => name)];
    if (operation === 'update' && !concerned.some((name) => writable.includes(name))) return none;
    const after = operation === 'update' && before !== undefined ? merge(before, patch) : patch;
    const wanted = holds(rule, after);
    return rule.attributes.filter((name) => isPresent(after, name) !== wanted);
  },

  // What a request's content alone decides: what is stored is looked at where the procedures need it.
  implies: (rule, { request: { operation, patch, by } }) => {
    if (by === 'Hosting CSE' || !isAbout(rule, operation)) return none;
    return breaks(patch, [rule.when, rule.must ?? []]) ? rule.attributes.slice(0, 1) : none;
  },
};

const phrases: Readonly<Record<RuleRow['kind'], (name: string) => string>> = {
  locked: (name) => `${name} cannot be changed now`,
  forbidden: (name) => `${name} is in a combination that must not be`,
  alone: (name) => `${name} must be the only attribute of the request`,
  onlyWhen: (name) => `${name} does not fit its condition`,
  implies: (name) => `${name} does not fit what else the request says`,
};

/** The rules of the resource type that the request breaks. */
export function checkCombinations(writing: Writing): readonly Violation[] {
  const found: Violation[] = [];
  for (const rule of rulesFor(writing.request.type)) {
    for (const attribute of checks[rule.kind](rule, writing)) {
      const message = `${phrases[rule.kind](attribute)}: ${rule.description}`;
      found.push({ statusCode: rule.outcome, attribute, rule: rule.kind, id: rule.id, message, clause: rule.source });
    }
  }
  return found;
}
