import type { AttributeDeclaration, ElementDeclaration, Particle, Type, Wildcard } from '../../model/components.js';
import type { Alternative, Factor } from './alternatives.js';
import type { JsonSchema, JsonSchemaObject } from './schema.js';
import type { Held, Sharing } from './sharing.js';
import type { Declared } from './together.js';
import type { Globals } from './wildcards.js';

/** What the schema of a complex type needs of its surroundings. */
export interface ComplexContext {
  /** The global elements that a wildcard may hold: where one occurs once at most, and where it may be an array of several. */
  readonly elements: {
    readonly once: Globals<ElementDeclaration>;
    readonly repeated: Globals<ElementDeclaration>;
    /** Whether a wildcard lets in elements of which nothing is known. */
    opensBy(wildcard: Wildcard): boolean;
  };
  readonly attributes: Globals<AttributeDeclaration>;
  /** The same of `anyAttribute` and attributes. */
  opensBy(anyAttribute: Wildcard): boolean;
  /** Whether children of one name are told apart by their place among them. */
  readonly byPlace: boolean;
  readonly attributePrefix: string;
  readonly textKey: string;
  memberName(name: string): string;
  /** The name of a child; a local or global element may have one of its own. */
  elementName(element: ElementDeclaration): string;
  schemaForType(type: Type): JsonSchema;
  schemaForElement(element: ElementDeclaration): JsonSchema;
  /** What types have in common. */
  readonly sharing: Sharing;
  /** The elements that may stand where one is declared. */
  membersOf(element: ElementDeclaration): readonly ElementDeclaration[];
}

/** Global elements that wildcards let in, by namespace. */
export interface WildElements {
  readonly globals: Globals<ElementDeclaration>;
  allows(namespace: string): boolean;
}

/** A content model as counts, with what the schema of its children depends on. */
export interface Model {
  readonly particle: Particle;
  readonly factors: readonly Factor[];
  /** The range of each child over all alternatives; of substitutes, only where they are defined. */
  readonly whole: Alternative;
  /** The declarations behind each name, but for those of substitutes that are defined. */
  readonly elements: ReadonlyMap<string, readonly ElementDeclaration[]>;
  readonly wildcards: readonly Wildcard[];
  /** Children that a wildcard of the same model may hold too: how often they occur is then open. */
  readonly loose: ReadonlySet<string>;
  /** The global elements that the wildcards let in and look into. */
  readonly globals: WildElements | undefined;
}

/** The parts that an object schema is put together from. */
export interface ObjectParts {
  readonly properties: Map<string, JsonSchema>;
  /** The declarations behind these, where there is one of each. */
  readonly declared: Map<string, Declared>;
  readonly required: Set<string>;
  /** Beside the properties, substitutes that are defined. */
  readonly held: Held[];
  /** What holds besides: the alternatives of the content model, bounds on the number of members. */
  readonly also: JsonSchemaObject[];
  /** Elements that are not named may occur. */
  open: boolean;
  wild: WildElements | undefined;
  /** Members that a wildcard lets in too, and that are to be here what they are there. */
  readonly asGlobals: Set<string>;
  /** What every member that is not named has to be. */
  beside: JsonSchema;
}
