import fc from 'fast-check';
import type { ComplexType, ElementDeclaration, Particle, SchemaSet, SimpleType, Type } from '../../generator/model/components.js';
import { TEXT, type Json, type JsonObject } from './json.js';
import { allowedFor, isAnyType, jsonKind } from './particles.js';

/** Beyond this nesting whatever may be absent is absent: subscription and schedule contain each other. */
const DEPTH = 4;

type Entry = readonly [name: string, value: Json, many: boolean];

/** Valid JSON values of an element, long names, as the component model has them. */
export const instancesOf = (element: ElementDeclaration, set: SchemaSet): fc.Arbitrary<Json> => valueOf(element.type, set, 0);

/**
 * The values of a type at a depth are one arbitrary, however many places hold the type: resources contain resources, so
 * that a tree of its own for each place has more branches than can be built.
 */
const known = new WeakMap<SchemaSet, Map<Type, fc.Arbitrary<Json>[]>>();

function valueOf(type: Type, set: SchemaSet, depth: number): fc.Arbitrary<Json> {
  const ofSet = known.get(set) ?? new Map<Type, fc.Arbitrary<Json>[]>();
  known.set(set, ofSet);
  const byDepth = ofSet.get(type) ?? [];
  ofSet.set(type, byDepth);
  return (byDepth[depth] ??= arbitraryOf(type, set, depth));
}

function arbitraryOf(type: Type, set: SchemaSet, depth: number): fc.Arbitrary<Json> {
  if (type.kind === 'simple') return simple(type);
  if (isAnyType(type)) return fc.oneof(plainText, fc.record({ inner: plainText }));
  return complex(type, set, depth);
}

function complex(type: ComplexType, set: SchemaSet, depth: number): fc.Arbitrary<JsonObject> {
  const attributes = type.attributes.map((use): fc.Arbitrary<readonly Entry[]> => {
    const { name, type: of } = use.declaration;
    return optional(use.required, simple(of).map((value) => [[name.local, value, false]]));
  });
  const content =
    type.content.kind === 'simple' ? simple(type.content.type).map((value): readonly Entry[] => [[TEXT, value, false]])
    : type.content.kind === 'elements' ? entries(type.content.particle, set, depth, false)
    : none;
  return fc.tuple(content, ...attributes).map((parts) => {
    const members = new Map<string, Json>();
    for (const [name, value, many] of parts.flat()) members.set(name, many ? [...((members.get(name) as Json[] | undefined) ?? []), value] : value);
    return Object.fromEntries(members);
  });
}

const none: fc.Arbitrary<readonly Entry[]> = fc.constant([]);
const optional = (required: boolean, arbitrary: fc.Arbitrary<readonly Entry[]>): fc.Arbitrary<readonly Entry[]> =>
  required ? arbitrary : fc.oneof(none, arbitrary);

function entries(particle: Particle, set: SchemaSet, depth: number, inherited: boolean): fc.Arbitrary<readonly Entry[]> {
  const { min, term } = particle;
  const many = inherited || particle.max > 1;
  const max = depth >= DEPTH ? min : Math.min(particle.max, min + 2);
  if (max === 0) return none;
  const once = entriesOnce(term, set, depth, many);
  return fc.oneof(...range(min, max).map((count) => fc.tuple(...Array.from({ length: count }, () => once)).map((parts) => parts.flat())));
}

function entriesOnce(term: Particle['term'], set: SchemaSet, depth: number, many: boolean): fc.Arbitrary<readonly Entry[]> {
  if (term.kind === 'element') {
    return fc.oneof(...allowedFor(term, set).map((e) => valueOf(e.type, set, depth + 1).map((value): readonly Entry[] => [[e.name.local, value, many]])));
  }
  // Names that no global element of ours has, so that lax processing lets them pass; no name twice, as JSON has no place for it.
  if (term.kind === 'any') return fc.uniqueArray(fc.constantFrom('extra', 'other'), { minLength: 1, maxLength: 1 }).map((names) => names.map((name): Entry => [name, 'text', false]));
  const parts = term.particles.map((child) => entries(child, set, depth, many));
  return term.kind === 'choice' ? fc.oneof(...parts) : fc.tuple(...parts).map((all) => all.flat());
}

const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Text that XML can carry and that no white space processing changes. */
const plainText = fc.stringMatching(/^[A-Za-z0-9äß€😀&<>"'._-]{1,8}$/u);
const uri = fc.stringMatching(/^(\/\/?[a-z]{1,3}\.[a-z]{2}\/|https:\/\/[a-z]{1,3}\/|\/)?[A-Za-z0-9._-]{1,6}(\/[A-Za-z0-9._-]{1,4}){0,2}$/);
const hourRange = fc.constantFrom('*', '*/2', '0', '8-18', '8-18/2', '1,2,20-23');
const schedule = fc.tuple(...Array.from({ length: 3 }, () => hourRange), fc.constantFrom('*', '31', '1-5'), fc.constantFrom('*', '12'), fc.constantFrom('*', '0-6'), fc.constantFrom('*', '2026'));

/** Types whose patterns are several, or whose lexical space needs more than a pattern. */
const special: ReadonlyMap<string, fc.Arbitrary<Json>> = new Map<string, fc.Arbitrary<Json>>([
  ['scheduleEntry', schedule.map((fields) => fields.join(' '))],
  ['duration', fc.constantFrom('PT0S', 'P1Y2M3DT4H5M6.7S', '-P1D', 'PT90M')],
  ['NCName', fc.stringMatching(/^[A-Za-z_][A-Za-z0-9._-]{0,5}$/)],
  ['anyURI', uri],
  // libxml2 passes over characters that are not of the alphabet, as RFC 2045 has it, where XSD wants base64 itself.
  ['base64Binary', fc.constantFrom('QQ==', 'c2FtcGxl', 'dGV4dA==')],
  ['ipv4', fc.constantFrom('192.0.2.1', '10.0.0.0/8', '255.255.255.255/32')],
  ['ipv6', fc.constantFrom('::1', '2001:db8::/32', '::ffff:192.0.2.1')],
  ['countryCode', fc.constantFrom('KR', 'DE')],
  ['sessionCapability', fc.constantFrom('audio:RTP/AVP', 'video:AVP')],
  ['token', fc.stringMatching(/^[A-Za-z0-9:;._-]{1,8}$/)],
  ['anySimpleType', fc.oneof(plainText, fc.integer({ min: -9, max: 9 }), fc.boolean())],
]);

const made = new Map<string, fc.Arbitrary<string>>();

/** The same few patterns are everywhere, and to make the generator of one takes milliseconds. */
function matching(pattern: string): fc.Arbitrary<string> {
  const known = made.get(pattern) ?? fc.stringMatching(new RegExp(pattern, 'u'));
  made.set(pattern, known);
  return known;
}

function simple(type: SimpleType): fc.Arbitrary<Json> {
  const { facets } = type;
  if (type.variety === 'list') {
    const minLength = facets.length ?? facets.minLength ?? 0;
    return fc.array(simple(type.itemType!), { minLength, maxLength: Math.min(facets.length ?? facets.maxLength ?? Infinity, minLength + 2) });
  }
  if (type.variety === 'union') return fc.oneof(...type.memberTypes!.map(simple));
  const kind = jsonKind(type);
  if (facets.enumeration !== undefined) return fc.constantFrom(...facets.enumeration.map((e): Json => (kind === 'string' ? e.value : JSON.parse(e.value) as Json)));
  const named = special.get(type.name?.local ?? '');
  if (named !== undefined) return named;
  if (kind === 'boolean') return fc.boolean();
  if (kind === 'integer') return fc.integer({ min: Math.max(-1000, Number(facets.minInclusive ?? -1000)), max: Math.min(100000, Number(facets.maxInclusive ?? 100000)) });
  if (kind === 'number') return fc.integer({ min: -1000, max: 1000 }).map((n) => n / 4);
  const [alternatives] = facets.patterns;
  if (alternatives !== undefined && (type.builtin === 'token' || !special.has(type.builtin))) return matching(`^(?:${alternatives.join('|')})$`);
  return special.get(type.builtin) ?? plainText;
}
