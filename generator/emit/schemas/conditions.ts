import { type Conditions, isTest, type Test } from '../../model/conditions.js';
import type { JsonValue } from '../../model/model.js';
import type { Keywords } from './types.js';

/** Conditions as JSON Schema; undefined when one of them compares two values, which JSON Schema cannot. */
export function conditionsSchema(conditions: Conditions): Keywords | undefined {
  const all = conditions.map(([path, wanted]) => conditionSchema(path.split('/'), wanted));
  if (all.some((each) => each === undefined)) return undefined;
  return all.length === 1 ? all[0]! : { allOf: all as Keywords[] };
}

function conditionSchema(path: readonly string[], wanted: JsonValue): Keywords | undefined {
  if (!isTest(wanted)) return at(path, { anyOf: [{ const: wanted }, { type: 'array', contains: { const: wanted } }] }, true);
  const test = wanted as Test;
  if (test.present === false) return { not: at(path, { not: { type: 'null' } }, true) };
  if (test.includes !== undefined) return { allOf: test.includes.map((value) => including(path, value)) };
  const known = knownOf(test);
  if (test.present === undefined) return known && at(path, known, false);
  return at(path, { not: { type: 'null' }, ...known }, true);
}

/** What is said of the value itself, as far as JSON Schema can. */
function knownOf({ in: values, matches, members, maxItems }: Test): Keywords | undefined {
  if (values !== undefined) return { anyOf: [{ enum: values }, { type: 'array', items: { enum: values } }] };
  if (matches !== undefined) return { pattern: matches, items: { pattern: matches } };
  if (members !== undefined) return { propertyNames: { enum: members } };
  return maxItems === undefined ? undefined : { maxItems };
}

/** A list has the value, or one of the objects in a list has it as its member. */
function including(path: readonly string[], value: JsonValue): Keywords {
  const [above, name] = [path.slice(0, -1), path.at(-1)!];
  const inItem = above.length > 0 && { contains: at([name], { const: value }, true) };
  return at(above, { properties: { [name]: { contains: { const: value } } }, ...inItem }, false);
}

/** What is said of a place, where there is one; `required`: there must be. */
const at = (path: readonly string[], schema: Keywords, required: boolean): Keywords =>
  path.reduceRight<Keywords>((inner, name) => ({ ...(required && { type: 'object', required: [name] }), properties: { [name]: inner } }), schema);
