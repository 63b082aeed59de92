import type { Facets, SimpleType } from '../../model/components.js';
import type { JsonValue } from '../../model/model.js';
import { booleanLiterals, decimalLiteral, floatLiteral, integerLiteral, jsonKindOf, lexicalPatterns } from './lexical.js';
import { PatternError } from './pattern.js';
import { safeSource } from './safe-pattern.js';

/** White space as the facet wants it (XML Schema 1.0 Part 2, 4.3.6). */
export function normalise(text: string, whiteSpace: Facets['whiteSpace']): string {
  if (whiteSpace === 'preserve') return text;
  const replaced = text.replace(/[\t\n\r]/g, ' ');
  return whiteSpace === 'replace' ? replaced : replaced.replace(/ +/g, ' ').replace(/^ | $/g, '');
}

/**
 * The value of a literal as JSON shows it, or undefined when the type does not allow the literal: numbers and booleans
 * for numeric and boolean types, arrays for lists, for unions whatever the first member type that allows it says.
 */
export const parseValue = (type: SimpleType, text: string): JsonValue | undefined => parsed(type, text)?.value;

interface Parsed {
  readonly value: JsonValue;
  /** The text with its white space normalised: in a union as the member wants it that the text is a value of (Part 2, 4.3.6). */
  readonly literal: string;
}

function parsed(type: SimpleType, text: string): Parsed | undefined {
  const found = type.variety === 'union' ? ofMember(type, text) : ofLiteral(type, normalise(text, type.facets.whiteSpace));
  if (found === undefined || !type.facets.patterns.every((step) => step.some((pattern) => matches(pattern, found.literal)))) return undefined;
  return withinFacets(type, found.value, found.literal) ? found : undefined;
}

function ofLiteral(type: SimpleType, literal: string): Parsed | undefined {
  const value = parseVariety(type, literal);
  return value === undefined ? undefined : { value, literal };
}

/** What the first member says that the text is a value of. Members may be unions, and these of unions: each is asked once. */
function ofMember(type: SimpleType, text: string): Parsed | undefined {
  for (const member of membersFor(type.memberTypes!, text)) {
    const found = parsed(member, text);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Members of a union that list their values: which of them have a value, for each way to read a text; and the others. By number. */
interface MemberIndex {
  readonly listing: ReadonlyMap<string, { readonly like: SimpleType; readonly having: Map<string, number[]> }>;
  readonly others: readonly number[];
}

const memberIndexes = new WeakMap<readonly SimpleType[], MemberIndex>();

/** The members that a text may be a value of, in their order. Code lists of thousands are not asked one after the other. */
function membersFor(members: readonly SimpleType[], text: string): readonly SimpleType[] {
  let index = memberIndexes.get(members);
  if (index === undefined) memberIndexes.set(members, (index = indexOf(members)));
  if (index.listing.size === 0) return members;
  const listing = [...index.listing.values()].flatMap(({ like, having }) => {
    const value = parseAtomic(like.builtin, normalise(text, like.facets.whiteSpace));
    return (value !== undefined && having.get(identityOf(like, value))) || [];
  });
  return [...index.others, ...listing].sort((a, b) => a - b).map((number) => members[number]!);
}

function indexOf(members: readonly SimpleType[]): MemberIndex {
  const listing = new Map<string, { readonly like: SimpleType; readonly having: Map<string, number[]> }>();
  const others: number[] = [];
  members.forEach((member, number) => {
    const { builtin, variety, facets } = member;
    if (variety !== 'atomic' || facets.enumeration === undefined) return void others.push(number);
    const key = `${builtin} ${facets.whiteSpace}`;
    if (!listing.has(key)) listing.set(key, { like: member, having: new Map() });
    const { having } = listing.get(key)!;
    for (const value of valuesOf(member, facets.enumeration)) {
      const known = having.get(value);
      if (known === undefined) having.set(value, [number]);
      else known.push(number);
    }
  });
  return { listing, others };
}

function parseVariety(type: SimpleType, literal: string): JsonValue | undefined {
  if (type.variety === 'list') {
    const items = literal === '' ? [] : literal.split(' ').map((item) => parseValue(type.itemType!, item));
    return items.includes(undefined) ? undefined : (items as JsonValue[]);
  }
  if (type.variety === 'union') return ofMember(type, literal)?.value;
  return parseAtomic(type.builtin, literal);
}

function parseAtomic(builtin: string, literal: string): JsonValue | undefined {
  switch (jsonKindOf(builtin)) {
    case 'boolean':
      return booleanLiterals.get(literal);
    case 'integer':
      return integerLiteral.test(literal) ? numberOf(literal) : undefined;
    case 'decimal':
      return decimalLiteral.test(literal) ? numberOf(literal) : undefined;
    case 'float':
      if (floatLiteral.test(literal)) return numberOf(literal);
      return ['INF', '-INF', 'NaN'].includes(literal) ? literal : undefined;
    default: {
      const source = lexicalPatterns.get(builtin);
      return source === undefined || expression(`^(?:${source})$`).test(literal) ? literal : undefined;
    }
  }
}

/** JSON has no negative zero, and a number too large for a double is the largest one. */
const numberOf = (literal: string): number => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, Number(literal))) + 0;

function withinFacets(type: SimpleType, value: JsonValue, literal: string): boolean {
  const { facets } = type;
  const size = lengthOf(type, value, literal);
  if (size !== undefined) {
    if (facets.length !== undefined && size !== facets.length) return false;
    if (facets.minLength !== undefined && size < facets.minLength) return false;
    if (facets.maxLength !== undefined && size > facets.maxLength) return false;
  }
  if (type.variety === 'atomic') {
    const order = (bound: string | undefined): number | undefined =>
      bound === undefined ? undefined : (compareValues(type.builtin, literal, bound) ?? 0);
    if ((order(facets.minInclusive) ?? 0) < 0 || (order(facets.maxInclusive) ?? 0) > 0) return false;
    if ((order(facets.minExclusive) ?? 1) <= 0 || (order(facets.maxExclusive) ?? -1) >= 0) return false;
    if (!digitsFit(facets, literal)) return false;
  }
  return facets.enumeration === undefined || valuesOf(type, facets.enumeration).has(identityOf(type, value));
}

const enumerations = new WeakMap<SimpleType, ReadonlySet<string>>();

/** The values of an enumeration, found once for each type: code lists have tens of thousands. */
function valuesOf(type: SimpleType, enumeration: NonNullable<Facets['enumeration']>): ReadonlySet<string> {
  let found = enumerations.get(type);
  if (found === undefined) {
    const values = enumeration.map((facet) => parseVariety(type, facet.value));
    found = new Set(values.filter((value) => value !== undefined).map((value) => identityOf(type, value)));
    enumerations.set(type, found);
  }
  return found;
}

/** Equal for equal values, however they are written: hexadecimal digits in either case, one instant in several time zones. */
function identityOf({ builtin, variety }: SimpleType, value: JsonValue): string {
  if (variety !== 'atomic' || typeof value !== 'string') return JSON.stringify(value);
  if (builtin === 'hexBinary') return value.toLowerCase();
  return timeTypes.has(builtin) ? String(instantOf(builtin, value) ?? value) : value;
}

function digitsFit(facets: Facets, literal: string): boolean {
  const match = /^[+-]?0*(\d*?)(?:\.(\d*?)0*)?$/.exec(literal);
  if (match === null) return true;
  const [whole, fraction] = [match[1] ?? '', match[2] ?? ''];
  if (facets.fractionDigits !== undefined && fraction.length > facets.fractionDigits) return false;
  return facets.totalDigits === undefined || whole.length + fraction.length <= facets.totalDigits;
}

function lengthOf(type: SimpleType, value: JsonValue, literal: string): number | undefined {
  if (Array.isArray(value)) return value.length;
  if (type.variety !== 'atomic' || jsonKindOf(type.builtin) !== 'string') return undefined;
  switch (type.builtin) {
    case 'hexBinary':
      return literal.length / 2;
    case 'base64Binary':
      return Math.floor((literal.replace(/[ =]/g, '').length * 3) / 4);
    // The length of a QName depends on prefixes, which is why the facet means nothing there (Part 2, 3.2.18, errata).
    case 'QName':
    case 'NOTATION':
      return undefined;
    default:
      return [...literal].length;
  }
}

/** Order of two literals of a type: negative, zero, positive; undefined where there is none, or none that we know. */
export function compareValues(builtin: string, a: string, b: string): number | undefined {
  const kind = jsonKindOf(builtin);
  if (kind === 'integer') return compareBig(BigInt(a.replace(/^\+/, '')), BigInt(b.replace(/^\+/, '')));
  if (kind === 'decimal' || kind === 'float') {
    const [x, y] = [floatOf(a), floatOf(b)];
    return Number.isNaN(x) || Number.isNaN(y) ? undefined : Math.sign(x - y) || 0;
  }
  if (!timeTypes.has(builtin)) return undefined;
  const [x, y] = [instantOf(builtin, a), instantOf(builtin, b)];
  return x === undefined || y === undefined ? undefined : compareBig(x, y);
}

const compareBig = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
const floatOf = (literal: string): number => (literal.endsWith('INF') ? (literal.startsWith('-') ? -Infinity : Infinity) : Number(literal));

const timeTypes = new Set(['dateTime', 'date', 'time', 'gYear', 'gYearMonth', 'gMonth', 'gMonthDay', 'gDay']);

/** Fields of a date or time literal by type; what a type leaves out is filled in (Part 2, 3.2.7.3). */
const timeFields: ReadonlyMap<string, RegExp> = new Map([
  ['dateTime', /^(?<year>-?\d+)-(?<month>\d\d)-(?<day>\d\d)T(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?<fraction>\.\d+)?(?<zone>Z|[+-]\d\d:\d\d)?$/],
  ['date', /^(?<year>-?\d+)-(?<month>\d\d)-(?<day>\d\d)(?<zone>Z|[+-]\d\d:\d\d)?$/],
  ['time', /^(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?<fraction>\.\d+)?(?<zone>Z|[+-]\d\d:\d\d)?$/],
  ['gYear', /^(?<year>-?\d+)(?<zone>Z|[+-]\d\d:\d\d)?$/],
  ['gYearMonth', /^(?<year>-?\d+)-(?<month>\d\d)(?<zone>Z|[+-]\d\d:\d\d)?$/],
  ['gMonth', /^--(?<month>\d\d)(?:--)?(?<zone>Z|[+-]\d\d:\d\d)?$/],
  ['gMonthDay', /^--(?<month>\d\d)-(?<day>\d\d)(?<zone>Z|[+-]\d\d:\d\d)?$/],
  ['gDay', /^---(?<day>\d\d)(?<zone>Z|[+-]\d\d:\d\d)?$/],
]);

/** Nanoseconds on a proleptic calendar; a literal without time zone counts as UTC. */
function instantOf(builtin: string, literal: string): bigint | undefined {
  const fields = timeFields.get(builtin)?.exec(literal)?.groups;
  if (fields === undefined) return undefined;
  const number = (name: string, missing: number): number => Number(fields[name] ?? missing);
  const days = daysBefore(number('year', 2000), number('month', 1)) + number('day', 1);
  const seconds = number('hour', 0) * 3600 + number('minute', 0) * 60 + number('second', 0) - zoneSeconds(fields['zone']);
  const nanoseconds = Math.round(number('fraction', 0) * 1e9);
  return (BigInt(days) * 86_400n + BigInt(seconds)) * 1_000_000_000n + BigInt(nanoseconds);
}

function zoneSeconds(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const [hours, minutes] = zone.slice(1).split(':').map(Number) as [number, number];
  return (zone.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60);
}

const monthStarts = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

function daysBefore(year: number, month: number): number {
  const before = year - 1;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) + monthStarts[month - 1]! + (leap && month > 2 ? 1 : 0);
}

const expressions = new Map<string, RegExp>();

function expression(source: string): RegExp {
  let found = expressions.get(source);
  if (found === undefined) expressions.set(source, (found = new RegExp(source, 'u')));
  return found;
}

const patterns = new Map<string, RegExp>();

/** Expressions that are none, or that may take for ever, are reported where they stand; here they allow everything. */
function matches(pattern: string, literal: string): boolean {
  let found = patterns.get(pattern);
  if (found === undefined) patterns.set(pattern, (found = safeExpression(pattern)));
  return found.test(literal);
}

function safeExpression(pattern: string): RegExp {
  try {
    return expression(safeSource(pattern) ?? '');
  } catch (error) {
    if (error instanceof PatternError) return /(?:)/;
    throw error;
  }
}
