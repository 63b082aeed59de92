import type { SchemaSet, SimpleType } from '../../model/components.js';
import { keyOfPrefixed, prefixedName } from '../../model/names.js';
import type { TypeExpression } from '../type-expression.js';

/**
 * Whether a simple type of an XSD is what a cell says, as far as the cell says it in words that can be compared: a list or a union of
 * what, the ends of a range, a few values, a length. An XSD that says more, the format of a string for one, agrees.
 */
export function agrees(is: TypeExpression, type: SimpleType, { types }: Pick<SchemaSet, 'types'>): boolean {
  const asMember = (member: TypeExpression, of: SimpleType | undefined): boolean => {
    if (of === undefined) return false;
    // What a list or a union is made of may be words alone, of which an XSD makes what it can.
    if (member.kind === 'string' || member.kind === 'unnamed') return true;
    return member.kind === 'list' ? of.variety === 'list' && asMember(member.of, of.itemType) : agrees(member, of, { types });
  };
  switch (is.kind) {
    case 'named':
      return nameOf(type) === is.name;
    case 'list':
      return type.variety === 'list' && asMember(is.of, type.itemType) && agreesInNumber(is, type);
    case 'union': {
      // A union of unions is one of all their members.
      const members = is.of.flatMap((member): readonly (TypeExpression | SimpleType)[] => {
        const named = member.kind === 'named' ? types.get(keyOfPrefixed(member.name) ?? member.name) : undefined;
        return named?.kind === 'simple' && named.variety === 'union' ? (named.memberTypes ?? []) : [member];
      });
      const declared = type.memberTypes ?? [];
      return type.variety === 'union' && declared.length === members.length && members.every((member, i) => (member.kind === 'simple' ? nameOf(member) === nameOf(declared[i]!) : asMember(member, declared[i])));
    }
    case 'range':
      return Number(type.facets.minInclusive) === is.minimum && Number(type.facets.maxInclusive) === is.maximum;
    case 'values':
      return [...(type.facets.enumeration ?? [])].map(({ value }) => value).sort().join('\n') === [...is.values].sort().join('\n');
    case 'string':
      return is.length === undefined || type.facets.length === is.length || type.facets.patterns.length > 0;
    case 'unnamed':
      return true;
  }
}

function agreesInNumber({ minItems = 0, maxItems = Infinity }: TypeExpression & { kind: 'list' }, { facets }: SimpleType): boolean {
  return minItems === (facets.length ?? facets.minLength ?? 0) && maxItems === (facets.length ?? facets.maxLength ?? Infinity);
}

/** The name of a type, or of the one from which it is derived. */
const nameOf = (type: SimpleType): string | undefined => prefixedName(type) ?? (type.base === undefined ? undefined : nameOf(type.base));
