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
  if (test.present !== undefined) return test.present ? at(path, { not: { type: 'null' } }, true) : { not: at(path, { not: { type: 'null' } }, true) };
  if (test.in !== undefined) return at(path, { anyOf: [{ enum: test.in }, { type: 'array', items: { enum: test.in } }] }, false);
  if (test.matches !== undefined) return at(path, { pattern: test.matches, items: { pattern: test.matches } }, false);
  if (test.members !== undefined) return at(path, { propertyNames: { enum: test.members } }, false);
  if (test.maxItems !== undefined) return at(path, { maxItems: test.maxItems }, false);
  return undefined;
}

/** What is said of a place, where there is one; `required`: there must be. */
const at = (path: readonly string[], schema: Keywords, required: boolean): Keywords =>
  path.reduceRight<Keywords>((inner, name) => ({ ...(required && { type: 'object', required: [name] }), properties: { [name]: inner } }), schema);
