import fc from 'fast-check';
import type { ComplexType, ElementDeclaration, SchemaSet, SimpleType, Type } from '../../generator/model/components.js';
import { instancesOf } from './instances.js';
import { isArray, isObject, TEXT, type Json, type JsonObject } from './json.js';
import { elementsByName, isAnyType, isListType, jsonKind } from './particles.js';

/** A changed value, and what was changed where: `/softwareTargets: empty list`. */
export interface Mutation {
  readonly what: string;
  readonly value: Json;
}

/** Most are asked for no more than what they change. */
const lazily = (what: string, make: () => Json): Mutation => ({
  what,
  get value() {
    return make();
  },
});

/**
 * Every single change of a value that XML and JSON can both express: drop, duplicate, add, wrong kind, out of range, wrong
 * enumeration, broken pattern, list too short or too long. Most break a rule; what a change does is for validators to say.
 */
export const mutationsOf = (element: ElementDeclaration, value: Json, set: SchemaSet): readonly Mutation[] => [...ofType(element.type, value, { set, intoReferences: true }, '')];

/**
 * The same, but of an element that a parent only refers to no more than the first: a value of another kind. What such an element
 * holds is for whoever asks every element to ask at the element itself.
 */
export const ownMutationsOf = (element: ElementDeclaration, value: Json, set: SchemaSet): readonly Mutation[] => [...ofType(element.type, value, { set, intoReferences: false }, '')];

interface Ground {
  readonly set: SchemaSet;
  readonly intoReferences: boolean;
}

function* ofType(type: Type, value: Json, ground: Ground, at: string): Generator<Mutation> {
  if (type.kind === 'simple') yield* ofSimple(type, value, at);
  else if (!isAnyType(type) && isObject(value)) yield* ofComplex(type, value, ground, at);
}

function* ofElement(element: ElementDeclaration, value: Json, ground: Ground, at: string): Generator<Mutation> {
  for (const mutation of ofType(element.type, value, ground, at)) {
    yield mutation;
    if (element.global && !ground.intoReferences) return;
  }
}

function* ofComplex(type: ComplexType, value: JsonObject, ground: Ground, at: string): Generator<Mutation> {
  const { set } = ground;
  const declared = type.content.kind === 'elements' ? elementsByName(type.content.particle, set) : none;
  const attributes = new Map(type.attributes.map((use) => [use.declaration.name.local, use.declaration.type]));
  if (type.content.kind === 'elements' && !type.content.mixed) yield { what: `${at}: text for an object`, value: 'text' };
  yield { what: `${at}: unknown member`, value: { ...value, unknownMember: 'x' } };
  for (const [local, { element, many }] of declared) {
    if (Object.hasOwn(value, local)) continue;
    const sample = sampleOf(element, set);
    yield lazily(`${at}/${local}: added`, () => ({ ...value, [local]: many ? [sample] : sample }));
  }
  for (const [name, member] of Object.entries(value)) {
    const put = (m: Mutation): Mutation => lazily(m.what, () => ({ ...value, [name]: m.value }));
    const found = declared.get(name);
    const attribute = attributes.get(name);
    const here = `${at}/${name}`;
    // Without its text a simple content is the empty string, which many types allow.
    if (name !== TEXT || found !== undefined) yield lazily(`${here}: dropped`, () => Object.fromEntries(Object.entries(value).filter(([n]) => n !== name)));
    if (attribute !== undefined) {
      for (const m of ofSimple(attribute, member, here)) if (!isObject(m.value)) yield put(m);
    } else if (name === TEXT && type.content.kind === 'simple') {
      for (const m of ofSimple(type.content.type, member, here)) if (!isObject(m.value)) yield put(m);
    } else if (found !== undefined && found.many && isArray(member)) {
      for (const length of [6, 20]) yield put({ what: `${here}: ${length} times`, value: Array.from({ length }, () => member[0]!) });
      for (const m of ofElement(found.element, member[0]!, ground, `${here}/0`)) yield put(lazily(m.what, () => [m.value, ...member.slice(1)]));
    } else if (found !== undefined) {
      if (!takesArrays(found.element.type)) yield put({ what: `${here}: twice`, value: [member, member] });
      for (const m of ofElement(found.element, member, ground, here)) yield put(m);
    }
  }
}

const none: ReturnType<typeof elementsByName> = new Map();

const samples = new WeakMap<ElementDeclaration, Json>();
function sampleOf(element: ElementDeclaration, set: SchemaSet): Json {
  const known = samples.get(element);
  if (known !== undefined) return known;
  const [sample] = fc.sample(instancesOf(element, set), { numRuns: 1, seed: 7 }) as [Json];
  samples.set(element, sample);
  return sample;
}

/** An array is one value of such a type. */
const takesArrays = (type: Type): boolean => isListType(type) || isAnyType(type) || (type.kind === 'simple' && type.builtin === 'anySimpleType');

function* ofSimple(type: SimpleType, value: Json, at: string): Generator<Mutation> {
  const to = (what: string, changed: Json): Mutation => ({ what: `${at}: ${what}`, value: changed });
  yield to('object for a value', { inner: 'x' });
  if (type.variety === 'list') {
    if (!isArray(value)) return;
    yield to('empty list', []);
    if (value.length === 0) return;
    yield to('longer list', [...value, value[0]!]);
    for (const m of ofSimple(type.itemType!, value[0]!, `${at}/0`)) if (!isObject(m.value) && m.value !== '') yield { what: m.what, value: [m.value, ...value.slice(1)] };
    return;
  }
  if (type.builtin === 'anySimpleType' && type.variety === 'atomic') return;
  const kinds = type.variety === 'union' ? type.memberTypes!.map(jsonKind) : [jsonKind(type)];
  // A number is a string too, once it stands in XML, so numbers replace numbers only, and none that a string of the type spells.
  const spelt = new Set((type.memberTypes ?? []).filter((m) => jsonKind(m) === 'string').flatMap((m) => m.facets.enumeration?.map((e) => e.value) ?? []));
  const numbers = [-1, 0, 1.5, 18, 64, 65536].filter((n) => !spelt.has(String(n)));
  if (kinds.some((k) => k !== 'string' && k !== 'boolean')) for (const n of numbers) yield to(`number ${n}`, n);
  if (kinds.includes('boolean')) yield to('no boolean', 'maybe');
  const restricted = type.facets.patterns.length > 0 || type.facets.enumeration !== undefined || ['duration', 'NCName'].includes(type.builtin);
  if (!kinds.includes('string') || restricted || type.variety === 'union') {
    yield to('bad text', 'bad!text');
    yield to('no text', '');
    if (typeof value === 'string') {
      yield to('text with a tail', `${value}!`);
      yield to('text cut short', value.slice(0, -1));
    }
  }
}
