/** Discovery by type and label (TS-0004 7.3.3.14, Filter Criteria: TS-0001 8.1.2). */

import { refused } from '../errors.js';
import { attribute, type Attributes, type JsonValue, type Resource } from '../resource.js';
import { numberOf } from '../types.js';
import { addressOf, type View } from './retrieve.js';

/** Conditions and bounds in filterCriteria, with what each must be. */
const members: ReadonlyMap<string, (value: JsonValue) => boolean> = new Map([
  ['filterUsage', (value) => value === 1],
  ['resourceType', (value) => isListOf(value, Number.isInteger)],
  ['labels', (value) => isListOf(value, (item) => typeof item === 'string')],
  ['filterOperation', (value) => value === 1 || value === 2],
  ['limit', isCount],
  ['offset', isCount],
  ['level', isCount],
]);

function isCount(value: JsonValue): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}

function isListOf(value: JsonValue, holds: (item: JsonValue) => boolean): boolean {
  return Array.isArray(value) && value.every(holds);
}

/**
 * The addresses below `target` that meet the criteria and that the Originator may discover, in the order of the tree.
 * @throws RequestError NOT_IMPLEMENTED for other criteria, BAD_REQUEST for values that do not fit
 */
export function discover(view: View, target: Resource, criteria: Attributes): readonly string[] {
  for (const [name, value] of Object.entries(criteria)) {
    const fits = members.get(name);
    if (fits === undefined) throw refused('NOT_IMPLEMENTED', `filterCriteria: ${name} is not supported (TS-0004 7.3.2.1).`);
    if (name === 'filterUsage' && value !== 1)
      throw refused('NOT_IMPLEMENTED', 'filterUsage: only discovery (1) is supported (TS-0004 7.3.2.1).');
    if (!fits(value)) throw refused('BAD_REQUEST', `filterCriteria: ${name} has no such value (TS-0004 7.3.2.1).`);
  }
  const matches = condition(criteria);
  const first = numberIn(criteria, 'offset') ?? 1;
  const limit = numberIn(criteria, 'limit') ?? Infinity;
  const found: string[] = [];
  let passed = 0;
  for (const resource of below(view, target, numberIn(criteria, 'level') ?? Infinity)) {
    if (!matches(resource) || !view.reader.may(view.originator, 'DISCOVERY', resource)) continue;
    passed += 1;
    if (passed < first) continue;
    if (found.length >= limit) break;
    found.push(addressOf(view.world, resource, view.addresses));
  }
  return found;
}

const numberIn = (criteria: Attributes, name: string) => attribute(criteria, name) as number | undefined;

/** Values of one condition are alternatives; different conditions must all hold, unless filterOperation is OR (TS-0004 6.3.4.2.34). */
function condition(criteria: Attributes): (resource: Resource) => boolean {
  const types = attribute(criteria, 'resourceType') as readonly number[] | undefined;
  const labels = attribute(criteria, 'labels') as readonly string[] | undefined;
  const conditions: ((resource: Resource) => boolean)[] = [];
  if (types !== undefined) {
    const wanted = new Set(types);
    conditions.push((resource) => wanted.has(numberOf(resource.type)));
  }
  if (labels !== undefined) {
    const wanted = new Set<JsonValue>(labels);
    conditions.push((resource) => {
      const present = attribute(resource.attributes, 'labels');
      return Array.isArray(present) && present.some((label) => wanted.has(label as JsonValue));
    });
  }
  if (conditions.length === 0) return () => true;
  const isOr = attribute(criteria, 'filterOperation') === 2;
  return (resource) => (isOr ? conditions.some((holds) => holds(resource)) : conditions.every((holds) => holds(resource)));
}

function* below(view: View, resource: Resource, levels: number): Generator<Resource> {
  if (levels <= 0) return;
  for (const child of view.reader.children(resource.id)) {
    yield child;
    yield* below(view, child, levels - 1);
  }
}
