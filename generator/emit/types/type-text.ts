import type { ComplexType, ModelGroup, Particle, SimpleType, Type } from '../../model/components.js';
import { XSD_NAMESPACE } from '../../model/components.js';
import type { Member } from '../../model/members.js';
import { hasWildcard, memberNameOf, membersOf, soleText } from '../../model/members.js';
import type { Model } from '../../model/model.js';
import { keyOfPrefixed, pascalCase, prefixedName } from '../../model/names.js';
import { primitiveOf } from '../../model/primitives.js';
import { codeNames } from '../code-names.js';
import type { Form } from '../schemas/representation.js';
import { memberName } from '../schemas/representation.js';
import { propertyKey, stringLiteral } from './declarations.js';
import { formSuffix } from './names.js';

/** Which names a module refers to, by the module that declares them. */
export interface Uses {
  readonly enumerations: Set<string>;
  readonly common: Set<string>;
  readonly primitives: Set<string>;
}
export const newUses = (): Uses => ({ enumerations: new Set(), common: new Set(), primitives: new Set() });


/** Types whose content is any root object of a primitive (TS-0004 6.3.5.62, 7.2.1): typed by what we know instead of `any`. */
const contentTypes: ReadonlyMap<string, string> = new Map([
  ['m2m:representation', 'RepresentationContent'],
  ['m2m:primitiveContent', 'PrimitiveContent'],
]);

const numbers = new Set(
  ('decimal integer nonPositiveInteger negativeInteger long int short byte nonNegativeInteger unsignedLong unsignedInt unsignedShort ' +
    'unsignedByte positiveInteger float double').split(' '),
);

/**
 * Components as TypeScript types. Named types are declared once, in `types/common.ts` or `enumerations.ts`, and referred
 * to by name; what is referred to is remembered in `reachable`, so that only those are declared.
 */
export class TypeText {
  readonly #model: Model;
  readonly #enumerations: ReadonlyMap<string, ReadonlySet<number>>;
  /** The TypeScript name of a named type: its own in Pascal case, out of the way of all others. */
  readonly nameOf: (type: Type) => string;
  /** Named simple and complex types that the texts made so far refer to, in order of first mention. */
  readonly reachable = new Set<Type>();

  constructor(model: Model) {
    this.#model = model;
    this.#enumerations = new Map(model.enumerations.map(({ type, values }) => [type, new Set(values.map(({ value }) => value))]));
    this.nameOf = codeNames(model).newTypes();
  }

  /** The type of a prefixed reference (`m2m:timestamp`, `list of xs:anyURI`); `unknown` when no document declares it. */
  reference(text: string, form: Form, uses: Uses): string {
    const list = /^list of\s+(.*)$/.exec(text);
    if (list) return arrayOf(this.reference(list[1]!, form, uses));
    const type = this.#model.components.types.get(keyOfPrefixed(text) ?? text);
    return type === undefined ? (contentTypes.has(text) ? this.#content(text, form, uses) : 'unknown') : this.of(type, form, uses);
  }

  /** The TypeScript type to write where a value of `type` stands. */
  of(type: Type, form: Form, uses: Uses): string {
    const prefixed = prefixedName(type);
    // Inside of another, such as those of a group's members.
    const primitive = primitiveOf(this.#model.components, type);
    if (primitive !== undefined) return remember(uses.primitives, pascalCase(primitive) + formSuffix(form));
    if (prefixed === undefined) return type.kind === 'simple' ? this.simple(type, form, uses) : this.complex(type, form, uses);
    if (type.kind === 'simple' && this.#isEnumeration(type, prefixed)) return remember(uses.enumerations, codeNames(this.#model).enumeration({ type: prefixed }).type);
    if (contentTypes.has(prefixed)) return this.#content(prefixed, form, uses);
    if (type.name!.namespace === XSD_NAMESPACE) return type.kind === 'simple' ? this.simple(type, form, uses) : 'unknown';
    this.reachable.add(type);
    return remember(uses.common, this.nameOf(type) + (type.kind === 'complex' ? formSuffix(form) : ''));
  }

  /** Not so for a bit mask (m2m:accessControlOperations): its names are of single bits, its values are their sums. */
  #isEnumeration({ facets }: SimpleType, prefixed: string): boolean {
    const values = this.#enumerations.get(prefixed);
    return values !== undefined && facets.enumeration !== undefined && facets.enumeration.every(({ value }) => values.has(Number(value)));
  }

  #content(prefixed: string, form: Form, uses: Uses): string {
    return remember(uses.primitives, contentTypes.get(prefixed)! + formSuffix(form));
  }

  /** What a simple type stands for in JSON (TS-0004 8.4.2): numbers, booleans and arrays as such, all else as a string. */
  simple(type: SimpleType, form: Form, uses: Uses): string {
    if (type.variety === 'list') return arrayOf(type.itemType === undefined ? 'string' : this.of(type.itemType, form, uses));
    if (type.variety === 'union' && type.memberTypes !== undefined) return unionOf(type.memberTypes.map((member) => this.of(member, form, uses)));
    if (type.builtin === 'boolean') return 'boolean';
    const values = type.facets.enumeration?.map(({ value }) => value);
    if (numbers.has(type.builtin)) return values === undefined ? 'number' : unionOf(values.map((value) => String(Number(value))));
    if (type.builtin === 'anySimpleType') return 'string | number | boolean';
    return values === undefined ? 'string' : unionOf(values.map(stringLiteral));
  }

  /** A complex type written out: an object type, or one alternative of many where its content is a choice. */
  complex(type: ComplexType, form: Form, uses: Uses): string {
    const members = membersOf(type);
    const text = soleText(type);
    if (text !== undefined) return this.of(text, form, uses);
    const choice = soleChoice(type);
    if (choice === undefined) return this.#object(members, form, uses, hasWildcard(type));
    const alternatives = members.filter(({ kind }) => kind === 'element').map((member) => withOwnMinimum(member, choice));
    const attributes = members.filter(({ kind }) => kind !== 'element');
    uses.common.add('OneOf');
    const one = `OneOf<${this.#object(alternatives, form, uses, false)}>`;
    return attributes.length === 0 ? one : `${one} & ${this.#object(attributes, form, uses, false)}`;
  }

  #object(members: readonly Member[], form: Form, uses: Uses, wildcard: boolean): string {
    const lines = members.map((member) => {
      const { key, text, optional } = this.member(member, form, uses);
      return `  readonly ${propertyKey(key)}${optional ? '?' : ''}: ${text.replaceAll('\n', '\n  ')};\n`;
    });
    if (wildcard) lines.push('  readonly [member: string]: unknown;\n');
    return lines.length === 0 ? 'Record<string, never>' : `{\n${lines.join('')}}`;
  }

  /** One member of an object type: elements that repeat are arrays, text of simple content is `val` (TS-0004 8.4.2). */
  member(member: Member, form: Form, uses: Uses): { readonly key: string; readonly text: string; readonly optional: boolean } {
    const item = this.of(member.type, form, uses) + (member.nillable ? ' | null' : '');
    const text = member.max > 1 ? arrayOf(item) : item;
    return { key: this.keyOf(member, form), text, optional: member.min === 0 };
  }

  keyOf(member: Member, form: Form): string {
    return member.kind === 'text' ? 'val' : memberName(this.#model, form, memberNameOf(member));
  }
}

/** A type whose elements all stand in one choice that happens once. */
export function soleChoice(type: ComplexType): ModelGroup | undefined {
  if (type.content.kind !== 'elements') return undefined;
  let { particle }: { particle: Particle } = type.content;
  while (particle.max === 1 && particle.term.kind === 'sequence' && particle.term.particles.length === 1) particle = particle.term.particles[0]!;
  const { term } = particle;
  const isPlain = particle.min === 1 && particle.max === 1 && term.kind === 'choice' && term.particles.length > 1;
  return isPlain && term.particles.every((alternative) => alternative.term.kind === 'element') ? term : undefined;
}

/** `membersOf` makes what a choice holds optional; in an alternative of its own the element has its own bound. */
function withOwnMinimum(member: Member, choice: ModelGroup): Member {
  const particle = choice.particles.find(({ term }) => term.kind === 'element' && term.name.local === member.name);
  return { ...member, min: particle?.min ?? member.min };
}

export const arrayOf = (item: string): string => (/^[\w.]+$/.test(item) ? `readonly ${item}[]` : `readonly (${item})[]`);
const unionOf = (alternatives: readonly string[]): string => [...new Set(alternatives)].join(' | ') || 'never';

function remember(names: Set<string>, name: string): string {
  names.add(name);
  return name;
}
