import type { AttributeDeclaration, ElementDeclaration, Particle, SchemaSet, Type } from '../../model/components.js';
import type { Definitions } from './definitions.js';
import { exactlyOne, noneOf, type Exclusive } from './exclusive.js';
import { portionOf, referToPortion, type Member, type Portion } from './portions.js';
import type { JsonSchema, JsonSchemaObject } from './schema.js';
import type { Admitted } from './wildcards.js';

export type Declared = ElementDeclaration | AttributeDeclaration;

interface Members {
  readonly properties: ReadonlyMap<string, JsonSchema>;
  readonly declared: ReadonlyMap<string, Declared>;
  /** What every member that is not named has to be. */
  readonly beside: JsonSchema;
}

/** An object of fewer members than this says them itself, */
const manyMembers = 40;
/** and so does every object with fewer than this that others have, too. */
const worthwhile = 20;

/**
 * What types have in common: a substitution group, a group of elements or of attributes, the content that they extend.
 * Where each of n types may hold any of n elements, what they hold is defined once, and the schemas grow with n instead
 * of its square. Declarations of which the same types are made belong together, however the document came to that.
 */
export class Sharing {
  readonly #set: SchemaSet;
  readonly #membersOf: (element: ElementDeclaration) => readonly ElementDeclaration[];
  readonly #definitions: Definitions;
  readonly #portions = new Map<string, Portion>();
  #together: ReadonlyMap<Declared, number> | undefined;

  constructor(set: SchemaSet, membersOf: (element: ElementDeclaration) => readonly ElementDeclaration[], definitions: Definitions) {
    this.#set = set;
    this.#membersOf = membersOf;
    this.#definitions = definitions;
  }

  /** Takes out of an object what it has in common with others: what holds for that, and under which names. */
  takeFrom({ properties, declared, beside }: Members): Admitted & { readonly own: readonly Member[] } {
    // What is named by reference is not named beside `additionalProperties`.
    const groups = beside !== true || properties.size < manyMembers ? [] : this.#groups([...properties.keys()], (name) => declared.get(name));
    const own = new Map(properties);
    const schemas = groups.map((names) => {
      const members = names.map((name): Member => [name, properties.get(name)!]);
      for (const name of names) own.delete(name);
      return this.#members(members);
    });
    return { own: [...own], schemas, names: groups.map((names) => this.#names(names)) };
  }

  /** Some of these names as they are, and those that go together in other types, too, as definitions. */
  exclusive(names: readonly string[], declared: (name: string) => Declared | undefined): Exclusive {
    const groups = names.length < manyMembers ? [] : this.#groups(names, declared);
    const taken = new Set(groups.flat());
    return {
      names: taken.size === 0 ? names : names.filter((name) => !taken.has(name)),
      shared: groups.map((group) => ({
        names: this.#names(group),
        one: this.#once(`one of ${JSON.stringify(group)}`, 'members.one', () => exactlyOne({ names: group, shared: [] })),
        none: () => this.#once(`none of ${JSON.stringify(group)}`, 'members.none', () => noneOf(group)),
      })),
    };
  }

  /** A condition on members that go together in other types, too. */
  condition(schema: JsonSchemaObject, names: readonly string[], declared: (name: string) => Declared | undefined): JsonSchemaObject {
    if (names.length < manyMembers || this.#groups(names, declared).flat().length < names.length) return schema;
    return this.#once(`condition ${JSON.stringify(schema)}`, 'members.alternatives', () => schema);
  }

  #members(members: readonly Member[]): JsonSchema {
    const key = JSON.stringify(members);
    let portion = this.#portions.get(key);
    if (portion === undefined) this.#portions.set(key, (portion = portionOf(members)));
    const { names } = portion;
    return this.#once(names, 'members', () => referToPortion(portion, new Set(), 'members', this.#definitions));
  }

  #names(names: readonly string[]): JsonSchema {
    return this.#once(`names ${JSON.stringify(names)}`, 'members.names', () => ({ enum: names }));
  }

  /** A definition that refers to another: what refers to nothing, compilers write out wherever it is referred to. */
  #once(of: unknown, title: string, write: () => JsonSchemaObject): JsonSchemaObject {
    return this.#definitions.define(of, title, () => {
      const schema = write();
      return { allOf: [schema.$ref === undefined ? this.#definitions.define(schema, `${title}.all`, () => schema) : schema] };
    });
  }

  /** The names whose declarations are in the same several types. */
  #groups(names: readonly string[], declared: (name: string) => Declared | undefined): readonly (readonly string[])[] {
    const together = (this.#together ??= this.#findTogether());
    const groups = new Map<number, string[]>();
    for (const name of names) {
      const declaration = declared(name);
      const group = declaration && together.get(declaration);
      if (group === undefined) continue;
      const known = groups.get(group);
      if (known === undefined) groups.set(group, [name]);
      else known.push(name);
    }
    return [...groups.values()].filter((group) => group.length >= worthwhile);
  }

  /** For each declaration that several types have, a number made of these types: two that have one are defined together, if by chance to no use. */
  #findTogether(): ReadonlyMap<Declared, number> {
    const first = new Map<Declared, number>();
    const several = new Map<Declared, number>();
    let index = 0;
    for (const type of typesOf(this.#set)) {
      index++;
      const has = (declaration: Declared): void => {
        if (first.has(declaration)) several.set(declaration, Math.imul(several.get(declaration) ?? first.get(declaration)!, 0x01000193) ^ index);
        else first.set(declaration, index);
      };
      if (type.kind === 'simple') continue;
      for (const { declaration } of type.attributes) has(declaration);
      for (const element of new Set(type.content.kind === 'elements' ? elementsOf(type.content.particle).flatMap(this.#membersOf) : [])) has(element);
    }
    return several;
  }
}

/** The elements that a particle refers to, each once. */
function elementsOf(particle: Particle): readonly ElementDeclaration[] {
  const seen = new Set<Particle['term']>();
  const pending = [particle.term];
  for (let term = pending.pop(); term !== undefined; term = pending.pop()) {
    if (seen.has(term)) continue;
    seen.add(term);
    if (term.kind !== 'element' && term.kind !== 'any') for (const part of term.particles) pending.push(part.term);
  }
  return [...seen].filter((term) => term.kind === 'element');
}

/** All types, those without a name too. */
function typesOf({ types, elements }: SchemaSet): Iterable<Type> {
  const all = new Set<Type>([...types.values(), ...[...elements.values()].map(({ type }) => type)]);
  // What is added while a set is gone through comes up as well.
  for (const type of all) if (type.kind === 'complex' && type.content.kind === 'elements') for (const { type: inner } of elementsOf(type.content.particle)) all.add(inner);
  return all;
}
