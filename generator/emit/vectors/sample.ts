import type { ComplexType, Particle, SimpleType, Type } from '../../model/components.js';
import type { Member } from '../../model/members.js';
import { keyOfMember, membersOf, soleText } from '../../model/members.js';
import type { JsonValue } from '../../model/model.js';
import { jsonKindOf } from '../../read/xsd/lexical.js';
import type { Fitting } from './fitting.js';
import { sampleString } from './strings.js';

export type JsonObject = { readonly [key: string]: JsonValue };

export const without = (object: JsonObject, key: string): JsonObject => Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));

/** How much of a type a sample shows: only what must be there, or everything that may be. */
export type Size = 'least' | 'most';

export interface SampleOptions {
  readonly size: Size;
  /** Tells samples of one type apart: the items of a list. */
  readonly n?: number;
  /** Which alternative of a choice to take. */
  readonly branch?: number;
  /** Values of members that fit better than what their types give. */
  readonly fitting?: Fitting | undefined;
}

interface Inner extends SampleOptions {
  /** In a list, whose items are words. */
  readonly word?: boolean;
  readonly depth: number;
  /** How many more objects the whole sample may have. */
  readonly budget: { left: number };
}

/** Types may contain themselves, or grow with every level: below this depth samples show the least, and they have an end. */
const maxDepth = 4;
const deepest = 50;
const maxObjects = 2000;

/**
 * A value of a type as it stands in JSON with long names (TS-0004 8.4.2): the same on every run. Undefined when the type
 * has a pattern that no known string matches, or no value of a reasonable size.
 */
export const sample = (type: Type, options: SampleOptions): JsonValue | undefined => sampleIn(type, { ...options, depth: 0, budget: { left: maxObjects } });

const sampleIn = (type: Type, options: Inner): JsonValue | undefined => (type.kind === 'simple' ? sampleSimple(type, options) : sampleComplex(type, options));

function sampleSimple(type: SimpleType, options: Inner): JsonValue | undefined {
  const { n = 0 } = options;
  if (type.variety === 'list') return sampleList(type, options);
  if (type.variety === 'union') {
    for (const member of type.memberTypes ?? []) {
      const value = sampleSimple(member, options);
      if (value !== undefined) return value;
    }
    return undefined;
  }
  const kind = jsonKindOf(type.builtin);
  const allowed = type.facets.enumeration;
  if (allowed !== undefined) {
    const text = allowed[n % allowed.length]!.value;
    return kind === 'integer' || kind === 'decimal' || kind === 'float' ? Number(text) : text;
  }
  switch (kind) {
    case 'boolean':
      return n % 2 === 0;
    case 'integer':
    case 'decimal':
    case 'float':
      return sampleNumber(type, n);
    case 'string':
    case 'any':
      return sampleString(type, n, options.word);
  }
}

function sampleList(type: SimpleType, options: Inner): JsonValue | undefined {
  const { size, n = 0 } = options;
  const { length, minLength = 0, maxLength = Infinity } = type.facets;
  const count = length ?? Math.min(Math.max(minLength, size === 'most' ? 2 : 1), maxLength);
  const item = type.itemType;
  return item === undefined ? undefined : times(count, (i) => sampleSimple(item, { ...options, n: n + i, word: true }));
}

export const lowest = ({ facets }: SimpleType): number => Math.max(Number(facets.minInclusive ?? -Infinity), Number(facets.minExclusive ?? -Infinity) + 1);
export const highest = ({ facets }: SimpleType): number => Math.min(Number(facets.maxInclusive ?? Infinity), Number(facets.maxExclusive ?? Infinity) - 1);

const sampleNumber = (type: SimpleType, n: number): number => Math.min(Math.max(1 + n, lowest(type)), highest(type));

function sampleComplex(type: ComplexType, options: Inner): JsonValue | undefined {
  const { size, branch = 0, depth, budget } = options;
  const { content } = type;
  if (budget.left-- <= 0 || depth > deepest) return undefined;
  // xs:anyType takes anything, and a plain string is the plainest thing.
  if (content.kind === 'elements' && content.mixed) return 'sample';
  const members = membersOf(type);
  const counts = new Map<string, number>();
  if (content.kind === 'elements') count(content.particle, 1, depth >= maxDepth ? 'least' : size, branch, counts);
  for (const member of members) if (member.kind !== 'element') counts.set(member.name, size === 'most' || member.min > 0 ? 1 : 0);
  const text = soleText(type);
  if (text !== undefined) return sampleIn(text, options);
  const entries: [string, JsonValue][] = [];
  for (const member of members) {
    const occurrences = counts.get(member.name) ?? 0;
    if (occurrences === 0) continue;
    const value = sampleMember(member, occurrences, { ...options, branch: 0, depth: depth + 1 });
    if (value === undefined && member.min > 0) return undefined;
    if (value !== undefined) entries.push([keyOfMember(member), value]);
  }
  return Object.fromEntries(entries);
}

const sampleMember = (member: Member, occurrences: number, options: Inner): JsonValue | undefined =>
  fittingValue(options.fitting, member.name, options.size) ??
  (member.max > 1 ? times(Math.min(occurrences, member.max), (i) => sampleIn(member.type, { ...options, n: (options.n ?? 0) + i })) : sampleIn(member.type, options));

export function fittingValue(fitting: Fitting | undefined, name: string, size: Size): JsonValue | undefined {
  const found = fitting?.get(name);
  return size === 'most' ? (found?.most ?? found?.least) : found?.least;
}

/** How often each element stands in a sample: of a choice only one alternative does. */
function count(particle: Particle, times: number, size: Size, branch: number, into: Map<string, number>): void {
  const { min, max, term } = particle;
  const occurrences = times * (size === 'least' ? min : Math.min(max, Math.max(min, 2)));
  if (occurrences === 0 || term.kind === 'any') return;
  if (term.kind === 'element') into.set(term.name.local, (into.get(term.name.local) ?? 0) + occurrences);
  else if (term.kind === 'choice') count(term.particles[branch % term.particles.length]!, occurrences, size, 0, into);
  else for (const child of term.particles) count(child, occurrences, size, branch, into);
}

/** How many alternatives a type's content offers at its top. */
export function branches({ content }: ComplexType): number {
  if (content.kind !== 'elements') return 1;
  const { term } = content.particle;
  return term.kind === 'choice' ? term.particles.length : 1;
}

function times(count: number, make: (i: number) => JsonValue | undefined): JsonValue | undefined {
  const items = Array.from({ length: count }, (_, i) => make(i));
  return items.some((item) => item === undefined) ? undefined : (items as JsonValue[]);
}
