import type { Facets, SchemaSet, SimpleType, Type } from '../../model/components.js';
import { XSD_NAMESPACE } from '../../model/components.js';
import { keyOfPrefixed } from '../../model/names.js';
import type { TypeExpression } from '../type-expression.js';
import type { KnownTypes } from './simple-types.js';
import { enumerationType, resolved, simpleType } from './simple-types.js';
import type { Workspace } from './workspace.js';
import { XsdEditor } from './xsd-editor.js';

/**
 * A stub is a simple type that an XSD declares without saying what its values are (m2m:desIdResType, of which no published table
 * spoke). Where a document says it, the document counts; a type that says something itself stays.
 */
export function fillStubs(into: Workspace, published: SchemaSet, simple: ReadonlyMap<string, TypeExpression>, masks: ReadonlySet<string>, known: KnownTypes): boolean {
  const editor = new XsdEditor(into.xsds());
  const fill = (name: string, text: (local: string) => string, mayReplace: (type: SimpleType) => boolean): void => {
    const type = published.types.get(keyOfPrefixed(name) ?? name);
    const place = type?.kind === 'simple' && mayReplace(type) ? type.place : undefined;
    const span = place === undefined ? undefined : editor.element(place);
    if (place !== undefined && span !== undefined) editor.replace(place.file, span, text(name.slice(name.indexOf(':') + 1)).trimEnd());
  };
  for (const { type, values } of into.all('enumerations').flatMap((f) => f.content.enumerations)) {
    if (values.length === 0) continue;
    const sum = values.reduce((all, v) => all + v.value, 0);
    const isOtherMask = ({ facets }: SimpleType): boolean => masks.has(type) && facets.maxInclusive !== String(sum);
    fill(type, (local) => enumerationType(local, values, masks.has(type), ''), (declared) => isStub(declared) || isOtherMask(declared));
  }
  for (const [name, is] of simple) {
    const says = resolved(is, known, () => undefined);
    const saysMore = !['named', 'unnamed', 'string'].includes(says.kind) || (says.kind === 'string' && (says.pattern ?? says.length) !== undefined);
    fill(name, (local) => simpleType(local, says, ''), (declared) => saysMore && isStub(declared));
  }
  const edited = editor.edited();
  for (const [file, text] of edited) {
    into.add(file, text);
    into.change({ kind: 'changed', what: 'XSD document', name: file, file });
  }
  return edited.size > 0;
}

/** Nothing but the name of a built-in type that takes any number or any text. */
export function isStub(type: Type | undefined): boolean {
  if (type?.kind !== 'simple' || type.variety !== 'atomic' || type.name === undefined || type.base?.name?.namespace !== XSD_NAMESPACE) return false;
  const inherited = type.base.facets;
  const says = Object.keys(type.facets).some((facet) => JSON.stringify(type.facets[facet as keyof Facets]) !== JSON.stringify(inherited[facet as keyof Facets]));
  return ['integer', 'string', 'anySimpleType'].includes(type.builtin) && !says;
}
