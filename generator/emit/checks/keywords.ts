/** The keywords of JSON Schema that checks are written for, and what kind each is of. */

import type { Keywords, Schema } from '../schemas/types.js';
import { keywordsOf } from '../schemas/types.js';

/** Of the values of `enum`, in their order: what a message says beside them. */
export const namesOfValues = 'x-names';

/** Of a limit that stands for the values of an enumeration, which another release has more of: true, or the pattern that a text keeps in any (the sum of all bits, the numbers in a text). */
export const movable = 'x-movable';

/** Of a named type whose pattern nobody reads: its name and a value of it, which a message says instead. */
export const typeInWords = 'x-type-in-words';

export const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;

export const allowedValues = (schema: Keywords): readonly unknown[] | undefined =>
  'enum' in schema ? (schema['enum'] as readonly unknown[]) : 'const' in schema ? [schema['const']] : undefined;

export const groupOf = (type: string): string => (type === 'integer' ? 'number' : type);

export const scalarTypes: Readonly<Record<string, true>> = { string: true, number: true, integer: true, boolean: true };

export const comparisons = [
  ['minimum', '>='],
  ['maximum', '<='],
  ['exclusiveMinimum', '>'],
  ['exclusiveMaximum', '<'],
] as const;
export const arrayKeywords = ['items', 'minItems', 'maxItems', 'uniqueItems'];
export const objectKeywords = ['properties', 'required', 'additionalProperties', 'patternProperties', 'propertyNames', 'minProperties', 'maxProperties'];
export const scalarKeywords: ReadonlySet<string> = new Set(['type', 'enum', 'const', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']);
export const annotations: ReadonlySet<string> = new Set('$schema $id $comment title description default examples readOnly writeOnly deprecated format contentEncoding contentMediaType $defs'.split(' '));
export const knownKeywords: ReadonlySet<string> = new Set(['$ref', ...scalarKeywords, ...annotations, ...arrayKeywords, ...objectKeywords, 'anyOf', 'allOf', 'oneOf', 'not', 'if', 'then', 'else']);

/** A schema without what it says to people. */
export const withoutAnnotations = (schema: Schema): Schema => {
  if (typeof schema !== 'object') return schema;
  return Object.fromEntries(Object.entries(keywordsOf(schema)).filter(([keyword]) => !annotations.has(keyword) && !keyword.startsWith('x-')));
};
