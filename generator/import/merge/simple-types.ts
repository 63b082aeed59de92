import type { SchemaSet } from '../../model/components.js';
import { keyOfPrefixed } from '../../model/names.js';
import type { TypeExpression } from '../type-expression.js';

/** Which names are types, as far as XSDs and the documents say. */
export interface KnownTypes {
  readonly isSimple: (name: string) => boolean;
  readonly isComplex: (name: string) => boolean;
  /** A simple type whose values are lists already: no list can have them. */
  readonly listOf: (name: string) => TypeExpression | undefined;
}

/** What XSDs declare, and what the documents do besides. */
export function knownTypes(published: SchemaSet, simple: ReadonlyMap<string, TypeExpression | undefined>, complex: ReadonlySet<string>): KnownTypes {
  const declared = (name: string) => published.types.get(keyOfPrefixed(name) ?? name);
  return {
    isSimple: (name) => declared(name)?.kind === 'simple' || (declared(name) === undefined && simple.has(name)),
    isComplex: (name) => declared(name)?.kind === 'complex' || (declared(name) === undefined && complex.has(name)),
    listOf: (name) => {
      const type = declared(name);
      if (type?.kind === 'simple' && type.variety === 'list') return { kind: 'named', name };
      const is = type === undefined ? simple.get(name) : undefined;
      return is?.kind === 'list' ? is : undefined;
    },
  };
}

/** `unknown` hears of each name that is no simple type; a string stands in for it. */
export function resolved(is: TypeExpression, known: KnownTypes, unknown: (words: string) => void): TypeExpression {
  switch (is.kind) {
    case 'named':
      if (known.isSimple(is.name)) return is;
      unknown(is.name);
      return { kind: 'string' };
    case 'unnamed':
      return { kind: 'string' };
    case 'list': {
      const list = is.of.kind === 'named' ? known.listOf(is.of.name) : is.of.kind === 'list' ? is.of : undefined;
      // White space separates the values of a list: one of lists is the same as one of their values.
      if (list !== undefined) return resolved(list, known, unknown);
      return { ...is, of: resolved(is.of, known, unknown) };
    }
    case 'union':
      return { ...is, of: is.of.map((member) => resolved(member, known, unknown)) };
    default:
      return is;
  }
}

/** A simple type as XSD: the element with its name, or without one where it stands in another declaration. */
export function simpleType(name: string | undefined, is: TypeExpression, indent: string): string {
  const opening = name === undefined ? '<xs:simpleType>' : `<xs:simpleType name="${name}">`;
  return `${indent}${opening}\n${derivation(is, `${indent}  `)}${indent}</xs:simpleType>\n`;
}

function derivation(is: TypeExpression, indent: string): string {
  const restriction = (base: string, facets: readonly string[]): string =>
    facets.length === 0 ? `${indent}<xs:restriction base="${base}" />\n` : `${indent}<xs:restriction base="${base}">\n${facets.map((facet) => `${indent}  ${facet}\n`).join('')}${indent}</xs:restriction>\n`;
  const facet = (kind: string, value: string | number | undefined): readonly string[] => (value === undefined ? [] : [`<xs:${kind} value="${escaped(String(value))}" />`]);
  switch (is.kind) {
    case 'named':
      return restriction(is.name, []);
    case 'unnamed':
      return restriction('xs:string', []);
    case 'string':
      return restriction('xs:string', [...facet('length', is.length), ...facet('pattern', is.pattern)]);
    case 'values':
      return restriction('xs:string', is.values.flatMap((value) => facet('enumeration', value)));
    case 'range':
      return restriction('xs:integer', [...facet('minInclusive', is.minimum), ...facet('maxInclusive', is.maximum)]);
    case 'union': {
      const named = is.of.flatMap((member) => (member.kind === 'named' ? [member.name] : []));
      const inline = is.of.filter((member) => member.kind !== 'named');
      const members = named.length === 0 ? '' : ` memberTypes="${named.join(' ')}"`;
      if (inline.length === 0) return `${indent}<xs:union${members} />\n`;
      return `${indent}<xs:union${members}>\n${inline.map((member) => simpleType(undefined, member, `${indent}  `)).join('')}${indent}</xs:union>\n`;
    }
    case 'list': {
      const bounds = is.minItems !== undefined && is.minItems === is.maxItems ? facet('length', is.minItems) : [...facet('minLength', is.minItems), ...facet('maxLength', is.maxItems)];
      if (bounds.length > 0) {
        const { minItems: _, maxItems: __, ...plain } = is;
        return `${indent}<xs:restriction>\n${simpleType(undefined, plain, `${indent}  `)}${bounds.map((bound) => `${indent}  ${bound}\n`).join('')}${indent}</xs:restriction>\n`;
      }
      if (is.of.kind === 'named') return `${indent}<xs:list itemType="${is.of.name}" />\n`;
      return `${indent}<xs:list>\n${simpleType(undefined, is.of, `${indent}  `)}${indent}</xs:list>\n`;
    }
  }
}

interface NamedValue {
  readonly value: number;
  readonly name: string;
  readonly reserved?: boolean;
}

/** The numbers of an enumeration; where they are added together, every sum of them (m2m:accessControlOperations). */
export function enumerationType(name: string, values: readonly NamedValue[], isBitMask: boolean, indent: string): string {
  const usable = values.filter((v) => v.reserved !== true);
  const sum = usable.reduce((all, { value }) => all + value, 0);
  const facets = isBitMask
    ? [`<!-- ${usable.map((v) => `${v.value} ${comment(v.name)}`).join(', ')} -->`, `<xs:minInclusive value="${Math.min(...usable.map((v) => v.value))}" />`, `<xs:maxInclusive value="${sum}" />`]
    : values.map((v) => `<xs:enumeration value="${v.value}" /> <!-- ${comment(v.name)} -->`);
  return `${indent}<xs:simpleType name="${name}">\n${indent}  <xs:restriction base="xs:integer">\n${facets.map((f) => `${indent}    ${f}\n`).join('')}${indent}  </xs:restriction>\n${indent}</xs:simpleType>\n`;
}

export const comment = (text: string): string => text.replace(/--+/g, '-').replace(/[<>&]/g, ' ').replace(/-$/, '- ').slice(0, 100);

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
