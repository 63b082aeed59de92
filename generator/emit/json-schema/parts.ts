import type { AttributeDeclaration, ElementDeclaration, Type, Wildcard } from '../../model/components.js';
import type { JsonSchema, JsonSchemaObject } from './schema.js';
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
  /** The elements that may stand where one is declared. */
  membersOf(element: ElementDeclaration): readonly ElementDeclaration[];
}

/** Global elements that wildcards let in, by namespace. */
export interface WildElements {
  readonly globals: Globals<ElementDeclaration>;
  allows(namespace: string): boolean;
}

/** The parts that an object schema is put together from. */
export interface ObjectParts {
  readonly properties: Map<string, JsonSchema>;
  readonly required: Set<string>;
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
