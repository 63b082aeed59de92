/** Are the values of attributes of their types? (TS-0004 6.3 and the type column of every attribute table.) */

import type { Issue } from '../../generated/validators/support.js';
import { StatusCode } from '../../generated/tables/status-codes.js';
import { changed, type Attributes, type JsonValue } from '../resource.js';
import { specification } from '../specification.js';
import type { Violation } from './violation.js';

/** What checks some attributes of a resource, each by its type and none for its absence. */
function checkOf(type: string): Check | undefined {
  const validators = specification().validators as Validators;
  return Object.hasOwn(validators, type) ? validators[type]?.partial?.issues : undefined;
}
type Check = (values: unknown) => readonly Issue[];
type Validators = Readonly<Record<string, { readonly partial?: { readonly issues: Check } }>>;

/** No type of the specification is anywhere near; what is deeper could only exhaust the stack of whoever handles it next. */
const maxDepth = 100;

/** The values that are not of their attributes' types: at most a hundred violations, since a list may have a million wrong items. */
export function checkValues(type: string, values: Attributes, clause: string): readonly Violation[] {
  const found: Violation[] = [];
  let flat = values;
  for (const attribute of Object.keys(values)) {
    if (!isDeep(values[attribute] as JsonValue)) continue;
    const message = `${attribute} is nested more than ${maxDepth} levels deep`;
    found.push({ statusCode: StatusCode.BAD_REQUEST, attribute, rule: 'depth', message, clause });
    flat = without(flat, attribute);
  }
  for (const issue of checkOf(type)?.(flat) ?? none) {
    const { rule, message, attribute } = issue;
    const named = attribute === undefined ? {} : { attribute };
    found.push({ statusCode: StatusCode.BAD_REQUEST, ...named, rule, message, clause: issue.clause ?? clause });
  }
  return found;
}

const none: readonly Issue[] = [];

const without = (values: Attributes, name: string): Attributes => changed(values, { [name]: null });

/** Level by level, so that the depth of a value is no burden on the stack. */
function isDeep(value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null) return false;
  let level: JsonValue[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) return true;
    const next: JsonValue[] = [];
    for (const each of level) {
      if (typeof each !== 'object' || each === null) continue;
      for (const part of Object.values(each) as JsonValue[]) if (typeof part === 'object' && part !== null) next.push(part);
    }
    level = next;
  }
  return false;
}
