import { XSD_NAMESPACE, keyOf, type ElementDeclaration, type SchemaSet, type SimpleType, type Type } from '../../model/components.js';
import type { JsonValue } from '../../model/model.js';
import { soleText } from '../../model/members.js';
import { lexicalPatterns } from '../../read/xsd/lexical.js';
import { parseValue } from '../../read/xsd/values.js';
import { anyType, anySimpleType } from '../../read/xsd/builtins.js';
import { childSchema } from './children.js';
import { anyTypeSchema, complexSchema, globalAttributeSchema } from './complex.js';
import type { ComplexContext } from './parts.js';
import { Definitions } from './definitions.js';
import { anyOf, escapeForPattern, record, type JsonSchema, type JsonSchemaObject } from './schema.js';
import { Sharing } from './sharing.js';
import { longPattern, simpleSchema } from './simple.js';
import { XML_NAMESPACE } from '../../read/xsd/xml.js';
import { Globals, opener } from './wildcards.js';

export type { JsonSchema, JsonSchemaObject } from './schema.js';

/** What white space leaves of a token: no tabs, no line ends, no blank at an end or beside another. */
const collapsed = '^(?:\\S+(?: \\S+)*)?$';

export interface ConverterOptions {
  /** JSON has no white space to collapse: a string of xs:token is one already. Named types say in patterns of their own what they allow. */
  readonly collapsed?: boolean;
  /** Stands before the name of an XML attribute. */
  readonly attributePrefix: string;
  /** The name of the text of simple and mixed content. */
  readonly textKey: string;
  /** The JSON name of a child or attribute; its local name unless given. */
  readonly memberName?: (name: string) => string;
  /** What a child is called; by {@link memberName}, unless given. */
  readonly elementName?: (element: ElementDeclaration) => string;
  /** An element with a default or fixed value may also be an empty string, as it may be empty in XML. */
  readonly emptyForDefault?: boolean;
  /** Children of one name and several declarations are told apart by their place: `prefixItems`. */
  readonly byPlace?: boolean;
  /** An element of text alone, without attributes, is its text, and not an object that holds it. */
  readonly plainText?: boolean;
  /** `xs:anyType` checks the children that are declared globally (lax); otherwise it allows anything. */
  readonly laxAnyType?: boolean;
}

export interface Converter {
  /** A reference to a named type, or the schema of an anonymous one. */
  schemaForType(type: Type): JsonSchema;
  /** The schema of the element's value: one value, not an array of them. */
  schemaForElement(element: ElementDeclaration): JsonSchema;
  /** The same where an element stands inside of another: an anonymous type of a global element is a definition of its name. */
  schemaForChild(element: ElementDeclaration): JsonSchema;
  /** Every named type that the schemas given out so far refer to, by the name behind `#/$defs/`, in codepoint order. */
  definitions(): Record<string, JsonSchema>;
}

/** Anonymous types may be written inside each other this deep; deeper ones become definitions. */
const inlineLimit = 40;

/** Components → JSON Schema (draft 2020-12): named types become definitions, which `$ref: "#/$defs/<name>"` refers to. */
export function createConverter(set: SchemaSet, options: ConverterOptions): Converter {
  const definitions = new Definitions();
  /** Anonymous types that are being written: one that contains itself becomes a definition. */
  const open = new Set<Type>();
  const define = (type: Type, name: string): JsonSchemaObject => definitions.define(type, name, () => convert(type));

  const convert = (type: Type): JsonSchema => {
    if (type.kind === 'simple') return options.collapsed === true && type.name?.namespace === XSD_NAMESPACE && type.name.local === 'token' ? { type: 'string', pattern: collapsed } : simpleSchema(type, schemaForType);
    const text = options.plainText === true ? soleText(type) : undefined;
    if (text !== undefined) return type.abstract ? false : schemaForType(text);
    return type === anyType ? anyTypeSchema(context) : complexSchema(type, context);
  };

  const schemaForType = (type: Type): JsonSchema => {
    if (type.name === undefined) return anonymous(type);
    if (type.name.namespace !== XSD_NAMESPACE) return define(type, type.name.local);
    const isShort = type.kind === 'complex' ? !options.laxAnyType : (lexicalPatterns.get(type.builtin) ?? '').length < longPattern;
    if (!isShort) return define(type, `xs:${type.name.local}`);
    return type === anyType ? true : convert(type);
  };

  const anonymous = (type: Type): JsonSchema => {
    if (type.kind === 'simple') return convert(type);
    if (definitions.has(type) || open.has(type)) return definitions.refer(type, 'anonymous');
    if (open.size >= inlineLimit) return define(type, 'anonymous');
    open.add(type);
    const schema = convert(type);
    open.delete(type);
    if (!definitions.has(type)) return schema;
    definitions.set(type, schema);
    return definitions.refer(type, 'anonymous');
  };

  const schemaForElement = (element: ElementDeclaration): JsonSchema => {
    const value = withValue(schemaForType(element.type), element);
    // A fixed value cannot be nil (Part 1, 3.3.4, cvc-elt 3.2.2).
    return element.nillable && element.fixed === undefined ? anyOf([value, { type: 'null' }]) : value;
  };

  const schemaForChild = (element: ElementDeclaration): JsonSchema => {
    const { type } = element;
    if (element.global && type.kind === 'complex' && type.name === undefined) define(type, element.name.local);
    return schemaForElement(element);
  };

  /** A fixed value is the only one; either of default and fixed also allows the empty element that stands for it. */
  const withValue = (schema: JsonSchema, { type, fixed, default: preset }: ElementDeclaration): JsonSchema => {
    const text = fixed ?? preset;
    if (text === undefined) return schema;
    const simple = type.kind === 'simple' ? type : type.content.kind === 'simple' ? type.content.type : anySimpleType;
    const empty = options.emptyForDefault ? emptyValues(simple) : [];
    const values = [parseValue(simple, text) ?? text, ...empty];
    const only: JsonSchema = values.length === 1 ? { const: values[0]! } : { enum: values };
    // A fixed value is text, with no element beside it (Part 1, 3.3.4, cvc-elt 5.2.2.1).
    const noElements: JsonSchemaObject = options.attributePrefix === '' ? {} : { propertyNames: { pattern: `^(?:${escapeForPattern(options.textKey)}$|${escapeForPattern(options.attributePrefix)})` } };
    const onlyText: JsonSchema = { type: 'object', properties: record([[options.textKey, only]]), ...(simple === anySimpleType && noElements) };
    if (fixed !== undefined) return type.kind === 'simple' ? only : type === anyType ? anyOf([only, onlyText]) : { allOf: [schema, onlyText] };
    if (empty.length === 0 || type === anyType) return schema;
    if (type.kind === 'simple') return anyOf([schema, ...empty.map((value) => ({ const: value }))]);
    return type.content.kind === 'simple' ? complexSchema(type, context, true) : schema;
  };

  const memberName = options.memberName ?? ((name: string) => name);

  /** A value of one or, as an array of them, of several: a definition of its own, since so many names have it. */
  const repeatable = (value: JsonSchema, name: string): JsonSchema => {
    if (value === true) return true;
    const isReference = typeof value === 'object' && value.$ref !== undefined && Object.keys(value).length === 1;
    const key = JSON.stringify(value);
    const one = isReference ? value : definitions.define(key, name, () => value);
    return definitions.define(`repeated ${key}`, `${name}.repeated`, () => ({ anyOf: [one, { type: 'array', items: one }] }));
  };
  const concrete = [...set.elements.values()].filter((element) => !element.abstract);
  const elementName = ({ name }: ElementDeclaration): string => memberName(name.local);
  const elementSchema = (elements: readonly ElementDeclaration[]): JsonSchema => childSchema(elements, { min: 0, max: 1 }, false, context);
  const repeatedSchema = (elements: readonly ElementDeclaration[]): JsonSchema => {
    const { type, name } = elements[0]!;
    const title = type.name === undefined ? name.local : type.name.namespace === XSD_NAMESPACE ? `xs:${type.name.local}` : type.name.local;
    return repeatable(anyOf(elements.map(schemaForChild)), title);
  };

  const known = new Map<ElementDeclaration, readonly ElementDeclaration[]>();
  const members = (element: ElementDeclaration): readonly ElementDeclaration[] => {
    let all = known.get(element);
    if (all === undefined) known.set(element, (all = membersOf(set, element)));
    return all;
  };

  const context: ComplexContext = {
    elements: {
      once: new Globals(concrete, elementName, elementSchema, 'any', definitions),
      repeated: new Globals(concrete, elementName, repeatedSchema, 'any.repeated', definitions),
      opensBy: opener(concrete, set),
    },
    attributes: new Globals(
      set.attributes.values(),
      ({ name }) => options.attributePrefix + memberName(name.local),
      (declarations) => anyOf(declarations.map((declaration) => globalAttributeSchema(declaration, context))),
      'anyAttribute',
      definitions,
    ),
    // Every document has those of the `xml` namespace.
    opensBy: opener([...set.attributes.values()].filter(({ name }) => name.namespace !== XML_NAMESPACE), set),
    byPlace: options.byPlace === true,
    attributePrefix: options.attributePrefix,
    textKey: options.textKey,
    memberName,
    elementName: options.elementName ?? elementName,
    schemaForType,
    schemaForElement: schemaForChild,
    sharing: new Sharing(set, members, options.elementName ?? elementName, definitions),
    membersOf: members,
  };

  return {
    schemaForType,
    schemaForElement,
    schemaForChild,
    definitions: () => definitions.written(),
  };
}

/** How no text looks in JSON: in a union, by the member that it is taken for. */
function emptyValues(type: SimpleType): readonly JsonValue[] {
  if (type.variety === 'union') return [...new Map(type.memberTypes!.flatMap(emptyValues).map((value) => [JSON.stringify(value), value])).values()];
  return [type.variety === 'list' ? [] : ''];
}

/** What may stand where an element is declared: itself unless abstract, and what its substitution group has. */
function membersOf(set: SchemaSet, element: ElementDeclaration): readonly ElementDeclaration[] {
  const substitutes = element.global ? (set.substitutions.get(keyOf(element.name)) ?? []) : [];
  return element.abstract ? substitutes : [element, ...substitutes];
}
