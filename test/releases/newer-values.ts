/** Where in a payload another release may have something else, by the published schemas: an oracle that knows nothing of the checks. */

import { readFileSync } from 'node:fs';
import type { Schema, SchemaObject } from '../../testing/json-schema.js';
import { formsOf, resolve } from '../../testing/schema.js';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type Path = readonly (string | number)[];

export interface Place {
  readonly path: Path;
  readonly schema: SchemaObject;
  readonly typeName: string | undefined;
  readonly value: Json;
}

/** Every place of a value with the schema that it has there. */
export function* placesIn(whole: SchemaObject, value: Json, schema: Schema = whole, path: Path = []): Generator<Place> {
  if (value === null) return;
  const found = resolve(schema, whole);
  yield { path, schema: found.schema, typeName: found.typeName, value };
  if (Array.isArray(value)) {
    const { items } = found.schema;
    if (items !== undefined) for (const [i, item] of (value as readonly Json[]).entries()) yield* placesIn(whole, item, items, [...path, i]);
  } else if (typeof value === 'object') {
    const members = formsOf(found.schema).map(({ properties = {} }) => properties);
    for (const [name, member] of Object.entries(value)) {
      const of = members.find((each) => Object.hasOwn(each, name))?.[name];
      if (of !== undefined) yield* placesIn(whole, member, of, [...path, name]);
    }
  }
}

/** The value with another at a place. */
export function put(whole: Json, [step, ...path]: Path, value: Json): Json {
  if (step === undefined) return value;
  if (Array.isArray(whole)) return (whole as readonly Json[]).map((item, i) => (i === step ? put(item, path, value) : item));
  return Object.fromEntries(Object.entries(whole as object).map(([name, member]) => [name, name === step ? put(member as Json, path, value) : (member as Json)]));
}

/** Types whose XSD bounds the sum of the values that their table has. */
const bounded: ReadonlySet<string> = new Set(['accessControlOperations']);

const isClosed = (schema: SchemaObject): boolean => schema.additionalProperties === false || formsOf(schema).some(({ additionalProperties }) => additionalProperties === false);

/** What only another release may have in a place, and what is like it and none can have. */
export function tried({ schema, typeName, value }: Place): { readonly newer: readonly Json[]; readonly wrong: readonly Json[] } {
  const values = schema.enum;
  if (typeof values?.[0] === 'number') return { newer: [77_777], wrong: [-7, 1.5, 'seven', '77777', true] };
  if (typeof values?.[0] === 'string') {
    if (values.some((each) => /^\d/.test(String(each)))) return { newer: ['9', '10', '4b'], wrong: ['nine', '0', '3.1', '', 9] };
    return { newer: ['msgpack', 'x-own', 'application/json'], wrong: ['two words', '', '/', 'a/b/c', 1] };
  }
  if (typeName !== undefined && bounded.has(typeName)) return { newer: [schema.maximum! + 1, 127], wrong: [schema.minimum! - 1, 1.5, '64'] };
  if (typeName === 'contentInfo') return { newer: ['text/plain:7', 'text/plain:0:7', 'text/plain'], wrong: ['text/plain:x', 'text/plain:0:x', 'plain', 'text/plain:-1', 'text/plain:'] };
  if (typeName === 'eventCat') return { newer: [77], wrong: [-1, 1.5, 'soon'] };
  if (schema.maxItems === 5 && Array.isArray(value)) return { newer: [Array.from({ length: 6 }, () => (value as readonly Json[])[0]!)], wrong: [Array.from({ length: 2 }, () => 'x')] };
  if (typeof value === 'object' && !Array.isArray(value) && value !== null && isClosed(schema)) {
    const members = value as { readonly [name: string]: Json };
    return { newer: [{ ...members, brandNew: 1 }, { ...members, brandNew: { a: [{ b: 1 }] } }], wrong: ['text', 1] };
  }
  return { newer: [], wrong: [] };
}

const generated = (file: string): unknown => JSON.parse(readFileSync(new URL(`../../generated/${file}`, import.meta.url), 'utf8'));

export const enumerations: readonly string[] = [...new Set((generated('json/enumerations.json') as readonly { readonly type: string }[]).map(({ type }) => type.replace('m2m:', '')))];
