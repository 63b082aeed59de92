import { groupBy } from '../../group-by.js';
import type { ElementDeclaration, Particle, SchemaSet } from '../../model/components.js';
import type { Range } from './alternatives.js';
import type { Definitions } from './definitions.js';
import { anyName, exactlyOne, noneOf, noneOfThem, type Exclusive, type SharedNames } from './exclusive.js';
import { NameTree, partWithout, type Part } from './name-tree.js';
import { memberKeywords, portionOf, referToPortion, type Member, type Portion } from './portions.js';
import type { JsonSchema, JsonSchemaObject } from './schema.js';
import { countOf, substitutesOf, type Substitutes } from './substitutes.js';
import { findTogether, withoutFrame, type Declared, type Together } from './together.js';
import type { Admitted } from './wildcards.js';

/** Substitutes that an object may hold, each as often as the range says, and what one of them then has to be. */
export interface Held {
  readonly substitutes: Substitutes;
  readonly range: Range;
  schemaOf(element: ElementDeclaration): JsonSchema;
}

interface Members {
  readonly properties: ReadonlyMap<string, JsonSchema>;
  readonly declared: ReadonlyMap<string, Declared>;
  /** Beside these properties, substitutes that are defined. */
  readonly held: readonly Held[];
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
 * of its square. Declarations of which the same types are made belong together, however the document came to that. A
 * substitution group that several types refer to is not even gone through for each of them.
 */
export class Sharing {
  readonly #set: SchemaSet;
  readonly #membersOf: (element: ElementDeclaration) => readonly ElementDeclaration[];
  readonly #nameOf: (element: ElementDeclaration) => string;
  readonly #definitions: Definitions;
  readonly #contents = new Map<Particle['term'], Map<string, JsonSchema>>();
  readonly #portions = new Map<string, Portion>();
  readonly #substitutes = new Map<ElementDeclaration, Substitutes | undefined>();
  readonly #trees = new Map<Substitutes['elements'], readonly NameTree[]>();
  readonly #without = new Map<Substitutes['elements'], Map<string, readonly Part[]>>();
  /** What parts have to be, by how many of one there may be; and their names. */
  readonly #held = new Map<Part, Map<number, JsonSchema>>();
  readonly #sharedNames = new Map<Part, SharedNames>();
  #together: Together | undefined;

  constructor(set: SchemaSet, membersOf: (element: ElementDeclaration) => readonly ElementDeclaration[], nameOf: (element: ElementDeclaration) => string, definitions: Definitions) {
    this.#set = set;
    this.#membersOf = membersOf;
    this.#nameOf = nameOf;
    this.#definitions = definitions;
  }

  /** The schema of a type that has this content, and is like others in all else: found once where types refer to one group and say no more. */
  ofContent(particle: Particle, likeness: string, write: () => JsonSchema): JsonSchema {
    const { min, max, term } = withoutFrame(particle);
    const known = this.#contents.get(term) ?? new Map<string, JsonSchema>();
    this.#contents.set(term, known);
    const key = `${min} ${max} ${likeness}`;
    let schema = known.get(key);
    if (schema === undefined) known.set(key, (schema = write()));
    return schema;
  }

  /** What may stand where an element is declared, where it is counted as one thing. */
  substitutesOf(element: ElementDeclaration): Substitutes | undefined {
    if (!this.#substitutes.has(element)) {
      this.#substitutes.set(element, substitutesOf(this.#membersOf(element), this.#nameOf, (count) => count >= manyMembers && this.#all.isShared(element)));
    }
    return this.#substitutes.get(element);
  }

  /** Takes out of an object what it has in common with others: what holds for that, and under which names. */
  takeFrom({ properties, declared, held, beside }: Members): Admitted & { readonly own: readonly Member[] } {
    // What is named by reference is not named beside `additionalProperties`.
    const groups = beside !== true || properties.size < manyMembers ? [] : this.#groups([...properties.keys()], (name) => declared.get(name));
    const own = new Map(properties);
    const schemas = groups.map((names) => {
      const members = names.map((name): Member => [name, properties.get(name)!]);
      for (const name of names) own.delete(name);
      return this.#members(members);
    });
    return {
      own: [...own],
      schemas: [...held.flatMap((each) => this.#partsOf(each.substitutes).map((part) => this.#heldAs(part, each))), ...schemas],
      names: [...held.flatMap(({ substitutes }) => this.#partsOf(substitutes).map((part) => this.#namesOf(part).names)), ...groups.map((names) => this.#names(names))],
    };
  }

  /** Some of these names as they are, and those that go together in other types, too, as definitions. */
  exclusive(named: readonly (string | Substitutes)[], declared: (name: string) => Declared | undefined): Exclusive {
    const names = named.filter((each) => typeof each === 'string');
    const groups = names.length < manyMembers ? [] : this.#groups(names, declared);
    const taken = new Set(groups.flat());
    const parts = named.flatMap((each) => (typeof each === 'string' ? [] : this.#partsOf(each)));
    return {
      names: taken.size === 0 ? names : names.filter((name) => !taken.has(name)),
      shared: [...parts.map((part) => this.#namesOf(part)), ...groups.map((group) => this.#shared(group))],
    };
  }

  /** A condition on members that go together in other types, too. */
  condition(schema: JsonSchemaObject, named: readonly (string | Substitutes)[], declared: (name: string) => Declared | undefined): JsonSchemaObject {
    const names = named.filter((each) => typeof each === 'string');
    if (countOf(named) < manyMembers || this.#groups(names, declared).flat().length < names.length) return schema;
    return this.#once(`condition ${JSON.stringify(schema)}`, 'members.alternatives', () => schema);
  }

  #heldAs(part: Part, held: Held): JsonSchema {
    const { substitutes: { elements }, range, schemaOf } = held;
    const known = this.#held.get(part) ?? new Map<number, JsonSchema>();
    this.#held.set(part, known);
    let schema = known.get(range.max);
    if (schema === undefined) {
      const own = part.names.map((name): Member => [name, schemaOf(elements.get(name)!)]);
      schema = part.parts.length === 0 ? this.#members(own) : this.#once([part, range.max], 'members', () => ({ allOf: [...part.parts.map((each) => this.#heldAs(each, held)), memberKeywords(own)] }));
      known.set(range.max, schema);
    }
    return schema;
  }

  #namesOf(part: Part): SharedNames {
    let names = this.#sharedNames.get(part);
    if (names === undefined) this.#sharedNames.set(part, (names = part.parts.length === 0 ? this.#shared(part.names) : this.#sharedIn(part)));
    return names;
  }

  #sharedIn({ names, parts }: Part): SharedNames {
    const all: Exclusive = { names, shared: parts.map((part) => this.#namesOf(part)) };
    const [any, one, none] = [{}, {}, {}];
    return {
      names: this.#once(any, 'members.names', () => anyName(all) as JsonSchemaObject),
      one: () => this.#once(one, 'members.one', () => exactlyOne(all)),
      none: () => this.#once(none, 'members.none', () => ({ allOf: noneOfThem(all) })),
    };
  }

  /** Substitutes as parts that are defined: one for all that are left where some are left out. */
  #partsOf({ elements, except }: Substitutes): readonly Part[] {
    const trees = this.#treesOf(elements);
    if (except.size === 0) return trees;
    const key = JSON.stringify([...except].sort());
    const known = this.#without.get(elements) ?? new Map<string, readonly Part[]>();
    this.#without.set(elements, known);
    let parts = known.get(key);
    if (parts === undefined) known.set(key, (parts = [partWithout(trees, except)]));
    return parts;
  }

  /** The names of substitutes: those that go together elsewhere, too, and the rest. */
  #treesOf(elements: Substitutes['elements']): readonly NameTree[] {
    let trees = this.#trees.get(elements);
    if (trees === undefined) {
      const names = [...elements.keys()];
      const groups = this.#groups(names, (name) => elements.get(name));
      const taken = new Set(groups.flat());
      const rest = names.filter((name) => !taken.has(name));
      this.#trees.set(elements, (trees = (rest.length > 0 ? [...groups, rest] : groups).map((together) => new NameTree(together))));
    }
    return trees;
  }

  #shared(names: readonly string[]): SharedNames {
    // Written down once: thousands of names are asked for by each type that has them.
    const all = JSON.stringify(names);
    const [one, none] = [`one of ${all}`, `none of ${all}`];
    return {
      names: this.#names(names),
      one: () => this.#once(one, 'members.one', () => exactlyOne({ names, shared: [] })),
      none: () => this.#once(none, 'members.none', () => noneOf(names)),
    };
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
    const groups = groupBy(names, (name) => {
      const declaration = declared(name);
      return declaration && this.#all.numbers.get(declaration);
    });
    return [...groups].flatMap(([number, group]) => (number !== undefined && group.length >= worthwhile ? [group] : []));
  }

  get #all(): Together {
    return (this.#together ??= findTogether(this.#set, this.#membersOf));
  }
}
