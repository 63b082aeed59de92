import type { Facets, SimpleType } from '../../model/components.js';
import type { JsonValue } from '../../model/model.js';
import { builtinSimpleType } from '../../read/xsd/builtins.js';
import { jsonKindOf, lexicalPatterns } from '../../read/xsd/lexical.js';
import { PatternError } from '../../read/xsd/pattern.js';
import { anchored } from '../../read/xsd/pattern-tree.js';
import { safeSource } from '../../read/xsd/safe-pattern.js';
import { parseValue } from '../../read/xsd/values.js';
import { anyOf, chunks, type JsonSchema, type JsonSchemaObject } from './schema.js';

/** The schema of a type that another one refers to. */
type SchemaForType = (type: SimpleType) => JsonSchema;

/** Built-in types whose lexical rule is longer than this have a definition of their own. */
export const longPattern = 60;

/** The value of a simple type: string, number, boolean, or array for a list. Names of types are not followed here. */
export function simpleSchema(type: SimpleType, schemaForType: SchemaForType): JsonSchema {
  const values = enumerated(type);
  if (values !== undefined) return enumSchema(type, values);
  if (type.variety === 'list') return listSchema(type, schemaForType);
  if (type.variety === 'union') return unionSchema(type, schemaForType);
  switch (jsonKindOf(type.builtin)) {
    case 'boolean':
      return booleanSchema(type);
    case 'integer':
    case 'decimal':
      return numberSchema(type);
    case 'float':
      return floatSchema(type);
    case 'any':
      return { type: ['string', 'number', 'boolean'] };
    default:
      return stringSchema(type, schemaForType);
  }
}

/** The values of an enumeration as JSON, those left out that other facets of the type exclude. */
function enumerated(type: SimpleType): readonly JsonValue[] | undefined {
  const { enumeration, ...others } = type.facets;
  if (enumeration === undefined) return undefined;
  // Each is one of them: to look for it among them would take a time that grows with the square of their number.
  const literal: SimpleType = { ...type, facets: others };
  const values = enumeration.map(({ value }) => parseValue(literal, value)).filter((value): value is JsonValue => value !== undefined);
  return type.variety === 'atomic' ? values.flatMap((value) => spellings(type.builtin, value)) : values;
}

const inTimeZones = new Set('dateTime time date gYearMonth gYear gMonthDay gDay gMonth'.split(' '));

/** Other literals of the same value: hexadecimal digits in either case, UTC in three ways. */
function spellings(builtin: string, value: JsonValue): readonly JsonValue[] {
  if (typeof value !== 'string') return [value];
  if (builtin === 'hexBinary') return [value, value.toLowerCase(), value.toUpperCase()];
  const utc = inTimeZones.has(builtin) ? /^(.*)(?:Z|[+-]00:00)$/.exec(value)?.[1] : undefined;
  return utc === undefined ? [value] : [value, `${utc}Z`, `${utc}+00:00`, `${utc}-00:00`];
}

function enumSchema(type: SimpleType, values: readonly JsonValue[]): JsonSchema {
  const distinct = [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
  if (distinct.length === 0) return false;
  const kinds = [...new Set(distinct.map((value) => (Array.isArray(value) ? 'array' : typeof value)))];
  const kind = jsonKindOf(type.builtin) === 'integer' ? 'integer' : kinds.length === 1 ? kinds[0] : undefined;
  return { ...(kind !== undefined && { type: kind }), enum: distinct };
}

function listSchema(type: SimpleType, schemaForType: SchemaForType): JsonSchema {
  return { type: 'array', items: schemaForType(type.itemType!), ...sizes(type.facets, 'minItems', 'maxItems') };
}

function sizes<Min extends string, Max extends string>({ length, minLength, maxLength }: Facets, min: Min, max: Max): JsonSchemaObject {
  const low = Math.max(length ?? 0, minLength ?? 0);
  const high = Math.min(length ?? Infinity, maxLength ?? Infinity);
  return { ...(low > 0 && { [min]: low }), ...(high < Infinity && { [max]: high }) };
}

function unionSchema(type: SimpleType, schemaForType: SchemaForType): JsonSchema {
  const members = anyOf(inPortions(type).map((member) => schemaForType(member)));
  const patterns = patternsOf(type.facets);
  if (patterns.length === 0) return members;
  return { ...(typeof members === 'object' ? members : { allOf: [members] }), ...patternKeywords(patterns) };
}

const membersOfPortion = 50;

/** Many members of a union as unions of some of them, which are definitions: see `anyOf`. */
function inPortions(type: SimpleType): readonly SimpleType[] {
  const members = type.memberTypes!;
  if (members.length <= membersOfPortion * 2) return members;
  const name = { namespace: '', local: `${type.name?.local ?? 'union'}.some` };
  return chunks(members, Math.max(membersOfPortion, Math.ceil(members.length / membersOfPortion))).map((memberTypes) => ({ ...type, name, memberTypes, facets: { whiteSpace: type.facets.whiteSpace, patterns: [] } }));
}

/** A pattern of a boolean type says which of its literals are allowed. */
function booleanSchema(type: SimpleType): JsonSchema {
  const allowed = [true, false].filter((value) => (value ? ['true', '1'] : ['false', '0']).some((literal) => parseValue(type, literal) !== undefined));
  return allowed.length === 2 ? { type: 'boolean' } : { type: 'boolean', enum: allowed };
}

function numberSchema(type: SimpleType): JsonSchema {
  const { facets } = type;
  const isInteger = jsonKindOf(type.builtin) === 'integer' || facets.fractionDigits === 0;
  return { type: isInteger ? 'integer' : 'number', ...numberBounds(facets) };
}

function numberBounds(facets: Facets): JsonSchemaObject {
  const { totalDigits = Infinity, minInclusive, maxInclusive, minExclusive, maxExclusive } = facets;
  const largest = 10 ** totalDigits;
  const low = numberOf(minInclusive ?? minExclusive);
  const high = numberOf(maxInclusive ?? maxExclusive);
  const lowIsWider = largest < Infinity && (low === undefined || low <= -largest);
  const highIsWider = largest < Infinity && (high === undefined || high >= largest);
  // Of numbers with more digits than JavaScript keeps, the largest becomes the next power of ten.
  const isExact = totalDigits <= 15;
  return {
    ...(lowIsWider ? { [isExact ? 'exclusiveMinimum' : 'minimum']: -largest } : low !== undefined && { [minInclusive !== undefined ? 'minimum' : 'exclusiveMinimum']: low }),
    ...(highIsWider ? { [isExact ? 'exclusiveMaximum' : 'maximum']: largest } : high !== undefined && { [maxInclusive !== undefined ? 'maximum' : 'exclusiveMaximum']: high }),
  };
}

const numberOf = (literal: string | undefined): number | undefined => (literal === undefined ? undefined : Number(literal));

const boundNames = ['minInclusive', 'maxInclusive', 'minExclusive', 'maxExclusive'] as const;

/** Of `float` and `double`, what is no number of JSON and in the type all the same. */
export const specialLiterals = (type: SimpleType): readonly string[] =>
  type.builtin !== 'float' && type.builtin !== 'double' ? [] : ['INF', '-INF', 'NaN'].filter((literal) => parseValue(type, literal) !== undefined && (literal !== 'NaN' || !boundNames.some((name) => type.facets[name] !== undefined)));

/** The special values of `float` and `double` are strings in JSON; `pattern` sees them, bounds see the numbers. */
function floatSchema(type: SimpleType): JsonSchema {
  const { facets } = type;
  const finite = (literal: string | undefined): string | undefined => (literal === undefined || /^-?INF$|^NaN$/.test(literal) ? undefined : literal);
  const bounds: Facets = { whiteSpace: 'collapse', patterns: [] };
  const kept = boundNames.flatMap((name) => {
    const literal = finite(facets[name]);
    return literal === undefined ? [] : [[name, literal] as const];
  });
  const special = specialLiterals(type);
  const numbers = numberBounds({ ...bounds, ...Object.fromEntries(kept) });
  if (special.length === 0) return { type: 'number', ...numbers };
  return { type: ['number', 'string'], ...numbers, pattern: `^(?:${special.join('|')})$` };
}

function stringSchema(type: SimpleType, schemaForType: SchemaForType): JsonSchema {
  const { facets, builtin } = type;
  const patterns = patternsOf(facets);
  const binary = binaryPattern(type);
  if (binary !== undefined) return { type: 'string', ...patternKeywords([binary, ...patterns]) };
  const own = lexicalPatterns.get(builtin);
  const length = builtin === 'QName' || builtin === 'NOTATION' ? {} : sizes(facets, 'minLength', 'maxLength');
  if (own !== undefined && own.length >= longPattern && type.base?.builtin === builtin) {
    const base = schemaForType(builtinSimpleType(builtin)) as JsonSchemaObject;
    return { ...base, ...patternKeywords(patterns), ...length };
  }
  return { type: 'string', ...patternKeywords([...(own === undefined ? [] : [anchored(own)]), ...patterns]), ...length };
}

const patternKeywords = ([first, ...rest]: readonly string[]): JsonSchemaObject => ({
  ...(first !== undefined && { pattern: first }),
  ...(rest.length > 0 && { allOf: rest.map((pattern) => ({ pattern })) }),
});

/** One JavaScript expression for each derivation step. */
export function patternsOf({ patterns }: Facets): readonly string[] {
  return patterns.flatMap((step) => {
    try {
      const [first, ...rest] = step.map(safeSource);
      if (first === undefined || rest.includes(undefined)) return [];
      return rest.length === 0 ? first : `^(?:${[first, ...rest].map((source) => source!.slice(1, -1)).join('|')})$`;
    } catch (error) {
      if (error instanceof PatternError) return [];
      throw error;
    }
  });
}

/** Lengths of binary types count octets, which a pattern can and `maxLength` cannot. */
function binaryPattern({ builtin, facets }: SimpleType): string | undefined {
  const { minItems: min = 0, maxItems: max = Infinity } = sizes(facets, 'minItems', 'maxItems') as { minItems?: number; maxItems?: number };
  if (min === 0 && max === Infinity) return undefined;
  if (builtin === 'hexBinary') return `^(?:[0-9a-fA-F]{2})${rounds(min, max)}$`;
  if (builtin !== 'base64Binary') return undefined;
  const character = '[A-Za-z0-9+/] ?';
  const endings = ['', `${character}[AQgw] ?= ?=`, `(?:${character}){2}[AEIMQUYcgkosw048] ?=`];
  const branches = endings.flatMap((ending, rest) => {
    const [low, high] = [Math.max(0, Math.ceil((min - rest) / 3)), Math.floor((max - rest) / 3)];
    return low > high ? [] : [`(?:(?:${character}){4})${rounds(low, high)}${ending}`];
  });
  return `^(?:${branches.join('|')})$`;
}

const rounds = (min: number, max: number): string => (max === Infinity ? `{${min},}` : min === max ? `{${min}}` : `{${min},${max}}`);
