import type { Place } from '../diagnostics/diagnostic.js';
import type { Type } from '../model/components.js';
import { keyOf, XSD_NAMESPACE } from '../model/components.js';
import type { Multiplicity, TypeReference } from '../model/model.js';
import { keyOfPrefixed, localName, M2M_NAMESPACE, prefixedName } from '../model/names.js';
import type { LinkContext } from './context.js';
import { reportUnknown } from './context.js';
import { linkCodes } from './codes.js';

/**
 * Resolves `m2m:timestamp` or `list of xs:anyURI`. A name that no XSD declares is reported and becomes xs:anyType, so
 * that linking goes on. Where it stands is asked only then: thousands of rows are right.
 */
export function typeReference(context: LinkContext, text: string, at: () => Place): TypeReference {
  const listOf = text.startsWith('list of ');
  const name = listOf ? text.slice('list of '.length) : text;
  const type = typeNamed(context, name);
  if (type === undefined) reportUnknownType(context, name, at(), 'declare it in an XSD of the input folder');
  return { text, listOf, type: type ?? anyType(context) };
}

/** A type that no definition can name, since it is in a namespace of its own, is said to be there. */
export function reportUnknownType(context: LinkContext, name: string, place: Place, otherwise?: string): void {
  const elsewhere = [...context.components.types.values()].find((type) => type.name?.local === localName(name) && keyOfPrefixed(prefixedName(type)!) !== keyOf(type.name));
  if (elsewhere === undefined) reportUnknown(context, 'LINK_UNKNOWN_TYPE', 'type', name, typeNames(context), place, otherwise);
  else context.diagnostics.report(linkCodes, 'LINK_UNKNOWN_TYPE', `type "${name}" is not known`, place, `an XSD declares it in ${elsewhere.name!.namespace}: types that definitions name are in oneM2M's namespace, ${M2M_NAMESPACE}`);
}

/** What definitions may call types. */
export const typeNames = ({ components }: Pick<LinkContext, 'components'>): readonly string[] =>
  [...components.types].flatMap(([key, type]) => {
    const name = prefixedName(type);
    return name !== undefined && keyOfPrefixed(name) === key ? [name] : [];
  });

/** A list is what the column says it is, too, as `0..1 (L)`: of the type, where that is none itself. */
export const listed = (reference: TypeReference, { list }: Multiplicity): TypeReference =>
  list && !reference.listOf && !isList(reference.type) ? { ...reference, listOf: true, text: `list of ${reference.text}` } : reference;

const isList = (type: Type): boolean =>
  type.kind === 'simple' && (type.variety === 'list' || (type.variety === 'union' && (type.memberTypes ?? []).length > 0 && type.memberTypes!.every(isList)));

/** A type that has no name goes by that of the root element which declares it: `m2m:requestPrimitive` (TS-0004 7.4.61.1). */
function typeNamed({ components: { types, elements } }: LinkContext, name: string): Type | undefined {
  const key = keyOfPrefixed(name) ?? name;
  const declared = elements.get(key)?.type;
  return types.get(key) ?? (declared?.name === undefined ? declared : undefined);
}

const anyType = (context: LinkContext): Type => context.components.types.get(keyOf({ namespace: XSD_NAMESPACE, local: 'anyType' }))!;

const multiplicityForm = /^(0\.\.1|1|0\.\.n|1\.\.n|0\.\.(?:[1-9]\d*))(?:\s*\(\s*(L)\s*\))?$/;

/** Reads a multiplicity as TS-0001 prints it; `0..1(L)` and `0..1 (L)` are the same. */
export function multiplicity(context: LinkContext, text: string, at: () => Place): Multiplicity {
  const [, range, list] = multiplicityForm.exec(text.trim()) ?? [];
  if (range === undefined) {
    context.diagnostics.report(linkCodes, 'LINK_BAD_MULTIPLICITY', `multiplicity "${text}" is not understood`, at(), 'write 1, 0..1, 0..n, 1 (L) or 0..1 (L)');
    return { min: 0, max: 'n', list: false, text };
  }
  const max = range === '1' || range === '0..1' ? 1 : 'n';
  return { min: range.startsWith('1') ? 1 : 0, max, list: list !== undefined, text: list === undefined ? range : `${range} (L)` };
}
