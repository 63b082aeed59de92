import type { Facets, SchemaSet, SimpleType, Type } from '../../model/components.js';
import { XSD_NAMESPACE } from '../../model/components.js';
import { equal } from '../../model/json-value.js';
import { keyOfPrefixed } from '../../model/names.js';
import type { SimpleTypeFact } from '../facts.js';
import { mergeCodes } from './codes.js';
import type { MergeContext } from './context.js';
import { agrees } from './declared-simple-types.js';
import type { KnownTypes } from './simple-types.js';
import { enumerationType, resolved, simpleType } from './simple-types.js';
import type { Stated } from './workspace.js';
import { at } from './workspace.js';
import { XsdEditor } from './xsd-editor.js';

/**
 * A stub is a simple type that an XSD declares without saying what its values are (m2m:desIdResType, of which no published table
 * spoke). Where a document says it, the document counts. A type that says something itself follows change marks and whole
 * specifications, where these say otherwise in words that XSD has.
 */
export function fillStubs({ into, absences, diagnostics }: MergeContext, published: SchemaSet, simple: ReadonlyMap<string, Stated<SimpleTypeFact>>, masks: ReadonlySet<string>, known: KnownTypes): boolean {
  const editor = new XsdEditor(into.xsds());
  const fill = (name: string, text: (local: string) => string, mayReplace: (type: SimpleType) => boolean): string | undefined => {
    const type = published.types.get(keyOfPrefixed(name) ?? name);
    const place = type?.kind === 'simple' && mayReplace(type) ? type.place : undefined;
    const span = place === undefined ? undefined : editor.element(place);
    if (place !== undefined && span !== undefined) editor.replace(place.file, span, text(name.slice(name.indexOf(':') + 1)).trimEnd());
    return span === undefined ? undefined : place?.file;
  };
  for (const { type, values } of into.all('enumerations').flatMap((f) => f.content.enumerations)) {
    if (values.length === 0) continue;
    const sum = values.reduce((all, v) => all + v.value, 0);
    const isOtherMask = ({ facets }: SimpleType): boolean => masks.has(type) && facets.maxInclusive !== String(sum);
    fill(type, (local) => enumerationType(local, values, masks.has(type), ''), (declared) => isStub(declared) || isOtherMask(declared));
  }
  for (const [name, fact] of simple) {
    const says = resolved(fact.is, known, () => undefined);
    const saysMore = !['named', 'unnamed', 'string'].includes(says.kind) || (says.kind === 'string' && (says.pattern ?? says.length) !== undefined);
    const isMarked = absences.isMarked(fact.document);
    const differs = (declared: SimpleType): boolean => !agrees(fact.is, declared, published) || (isMarked && says.kind === 'string' && says.pattern !== undefined && !declared.facets.patterns.flat().includes(says.pattern));
    const follows = (declared: SimpleType): boolean => (isMarked || absences.isWhole(fact.document)) && differs(declared);
    const filled = fill(name, (local) => simpleType(local, says, ''), (declared) => saysMore && (isStub(declared) || follows(declared)));
    if (filled !== undefined) into.change({ kind: 'changed', what: 'simple type', name, file: filled, ...at(fact) });
    const stays = published.types.get(keyOfPrefixed(name) ?? name);
    if (isMarked && !saysMore && stays?.kind === 'simple') diagnostics.report(mergeCodes, 'IMPORT_XSD', `${name}: what is marked is nothing that XSD can say; its declaration stays`, fact.place, 'see whether the XSD has to follow');
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
  return ['integer', 'string', 'anySimpleType'].includes(type.builtin) && Object.keys(type.facets).every((facet) => equal(type.facets[facet as keyof Facets], inherited[facet as keyof Facets]));
}
