import { XSD_NAMESPACE, keyOf, type AttributeDeclaration, type ComplexType, type Facets, type Key, type SimpleType } from '../../model/components.js';
import { XML_NAMESPACE } from './xml.js';

/** The built-in types of XML Schema Part 2: name, base, and the facets that the type adds. */
type Row = readonly [name: string, base: string, facets?: Partial<Facets>];

const collapse = { whiteSpace: 'collapse' } as const;

const rows: readonly Row[] = [
  ['string', 'anySimpleType', { whiteSpace: 'preserve' }],
  ['normalizedString', 'string', { whiteSpace: 'replace' }],
  ['token', 'normalizedString', collapse],
  ['language', 'token'],
  ['NMTOKEN', 'token'],
  ['Name', 'token'],
  ['NCName', 'Name'],
  ['ID', 'NCName'],
  ['IDREF', 'NCName'],
  ['ENTITY', 'NCName'],
  ['boolean', 'anySimpleType', collapse],
  ['decimal', 'anySimpleType', collapse],
  ['integer', 'decimal', { fractionDigits: 0 }],
  ['nonPositiveInteger', 'integer', { maxInclusive: '0' }],
  ['negativeInteger', 'nonPositiveInteger', { maxInclusive: '-1' }],
  ['long', 'integer', { minInclusive: '-9223372036854775808', maxInclusive: '9223372036854775807' }],
  ['int', 'long', { minInclusive: '-2147483648', maxInclusive: '2147483647' }],
  ['short', 'int', { minInclusive: '-32768', maxInclusive: '32767' }],
  ['byte', 'short', { minInclusive: '-128', maxInclusive: '127' }],
  ['nonNegativeInteger', 'integer', { minInclusive: '0' }],
  ['unsignedLong', 'nonNegativeInteger', { maxInclusive: '18446744073709551615' }],
  ['unsignedInt', 'unsignedLong', { maxInclusive: '4294967295' }],
  ['unsignedShort', 'unsignedInt', { maxInclusive: '65535' }],
  ['unsignedByte', 'unsignedShort', { maxInclusive: '255' }],
  ['positiveInteger', 'nonNegativeInteger', { minInclusive: '1' }],
  ['float', 'anySimpleType', collapse],
  ['double', 'anySimpleType', collapse],
  ['duration', 'anySimpleType', collapse],
  ['dateTime', 'anySimpleType', collapse],
  ['time', 'anySimpleType', collapse],
  ['date', 'anySimpleType', collapse],
  ['gYearMonth', 'anySimpleType', collapse],
  ['gYear', 'anySimpleType', collapse],
  ['gMonthDay', 'anySimpleType', collapse],
  ['gDay', 'anySimpleType', collapse],
  ['gMonth', 'anySimpleType', collapse],
  ['hexBinary', 'anySimpleType', collapse],
  ['base64Binary', 'anySimpleType', collapse],
  ['anyURI', 'anySimpleType', collapse],
  ['QName', 'anySimpleType', collapse],
  ['NOTATION', 'anySimpleType', collapse],
];

/** What 1.1 added, as restrictions of what 1.0 has: its own patterns say which (XSD 1.1 Part 2, 3.4.26 to 3.4.28). */
const added: readonly (readonly [name: string, base: string, pattern: string])[] = [
  ['yearMonthDuration', 'duration', '[^DT]*'],
  ['dayTimeDuration', 'duration', '[^YM]*(T.*)?'],
  ['dateTimeStamp', 'dateTime', '.*(Z|(\\+|-)[0-9][0-9]:[0-9][0-9])'],
];

const lists: readonly (readonly [name: string, item: string])[] = [
  ['NMTOKENS', 'NMTOKEN'],
  ['IDREFS', 'IDREF'],
  ['ENTITIES', 'ENTITY'],
];

const xsdName = (local: string) => ({ namespace: XSD_NAMESPACE, local });

/** The ur-type of all simple types; its own base is anyType, which the component model leaves out. */
export const anySimpleType: SimpleType = {
  kind: 'simple',
  name: xsdName('anySimpleType'),
  variety: 'atomic',
  builtin: 'anySimpleType',
  facets: { whiteSpace: 'preserve', patterns: [] },
};

export const anyType: ComplexType = {
  kind: 'complex',
  name: xsdName('anyType'),
  abstract: false,
  derivation: 'restriction',
  attributes: [],
  attributeWildcard: { kind: 'any', processContents: 'lax', namespaces: { any: true } },
  content: {
    kind: 'elements',
    mixed: true,
    particle: {
      min: 1,
      max: 1,
      term: {
        kind: 'sequence',
        particles: [{ min: 0, max: Infinity, term: { kind: 'any', processContents: 'lax', namespaces: { any: true } } }],
      },
    },
  },
};

function build(): ReadonlyMap<Key, SimpleType | ComplexType> {
  const types = new Map<Key, SimpleType | ComplexType>();
  const simple = new Map<string, SimpleType>([['anySimpleType', anySimpleType]]);
  const add = (type: SimpleType): void => {
    simple.set(type.name!.local, type);
  };
  for (const [local, baseName, facets] of rows) {
    const base = simple.get(baseName)!;
    add({ kind: 'simple', name: xsdName(local), variety: 'atomic', builtin: local, base, facets: { ...base.facets, ...facets } });
  }
  // Any value but a list: the same, where values are text.
  add({ ...anySimpleType, name: xsdName('anyAtomicType'), base: anySimpleType });
  for (const [local, baseName, pattern] of added) {
    const base = simple.get(baseName)!;
    add({ kind: 'simple', name: xsdName(local), variety: 'atomic', builtin: baseName, base, facets: { ...base.facets, patterns: [[pattern]] } });
  }
  for (const [local, item] of lists) {
    add({
      kind: 'simple',
      name: xsdName(local),
      variety: 'list',
      builtin: 'anySimpleType',
      base: anySimpleType,
      itemType: simple.get(item)!,
      facets: { whiteSpace: 'collapse', minLength: 1, patterns: [] },
    });
  }
  types.set(keyOf(anyType.name!), anyType);
  for (const type of simple.values()) types.set(keyOf(type.name!), type);
  return types;
}

/** Every built-in type under the XSD namespace. */
export const builtinTypes: ReadonlyMap<Key, SimpleType | ComplexType> = build();

export const builtinSimpleType = (local: string): SimpleType => builtinTypes.get(keyOf(xsdName(local))) as SimpleType;

const nowhere = { file: '', line: 1, column: 1 };
const oneOf = (builtin: string, values: readonly string[]): SimpleType => {
  const base = builtinSimpleType(builtin);
  return { kind: 'simple', variety: 'atomic', builtin, base, facets: { ...base.facets, enumeration: values.map((value) => ({ value, place: nowhere })) } };
};

/** A language, or no text, which says that there is none (XML 1.0, 2.12). */
const xmlLanguage: SimpleType = {
  kind: 'simple',
  variety: 'union',
  builtin: 'anySimpleType',
  base: anySimpleType,
  memberTypes: [builtinSimpleType('language'), oneOf('string', [''])],
  facets: { whiteSpace: 'collapse', patterns: [] },
};

/** The attributes of the xml namespace, which every document may use without having their declarations in its input. */
export const xmlAttributes: readonly AttributeDeclaration[] = (
  [
    ['lang', xmlLanguage],
    ['space', oneOf('NCName', ['default', 'preserve'])],
    ['base', builtinSimpleType('anyURI')],
    ['id', builtinSimpleType('ID')],
  ] as const
).map(([local, type]) => ({ kind: 'attribute', name: { namespace: XML_NAMESPACE, local }, type, place: nowhere }));
