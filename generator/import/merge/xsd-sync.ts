import type { ElementDeclaration, Particle, SchemaSet, Type } from '../../model/components.js';
import { keyOfPrefixed, m2mKey, prefixedName } from '../../model/names.js';
import { typeIn } from '../../model/primitives.js';
import { announcementOf } from '../../read/definitions/announcement.js';
import type { AttributeDefinition } from '../../read/definitions/definitions.js';
import { definitionsOf } from '../../read/definitions/of-sources.js';
import { componentsOf } from '../../read/xsd/components.js';
import type { Change } from './changes.js';
import { mergeCodes } from './codes.js';
import type { MergeContext } from './context.js';
import type { Workspace } from './workspace.js';
import { XsdEditor } from './xsd-editor.js';

/**
 * Makes the XSDs follow the tables where both describe the same: attributes that were added, removed or renamed, or whose
 * multiplicity or type changed, and values of enumerations. Only what the documents changed is touched, as text, in place.
 */
export function followInXsds(context: MergeContext, changes: readonly Change[]): void {
  const { into } = context;
  const xsds = into.xsds();
  const components = componentsOf(xsds);
  const editor = new XsdEditor(xsds);
  const resources = definitionsOf(into.definitions()).byKind('resource').map((d) => d.content);

  const touched = touchedAttributes(changes);
  for (const definition of resources) {
    // What changes in a base changes in its specializations.
    const names = new Map([...(touched.get(definition.extends ?? '') ?? []), ...(touched.get(definition.name) ?? [])]);
    if (names.size === 0) continue;
    const base = resources.find((r) => r.name === definition.extends);
    const inherited = base?.attributes.filter((row) => row.inherited !== false && !definition.attributes.some((own) => own.name === row.name)) ?? [];
    const rows = [...definition.attributes, ...inherited];
    followResource(context, editor, components, definition.name, rows, names, false);
    const variant = definition.announcedVariant?.name;
    if (variant === undefined) continue;
    const isAnnounced = (row: AttributeDefinition): boolean => ['MA', 'OA'].includes(announcementOf(base !== undefined && inherited.includes(row) ? base : definition, row) ?? 'NA');
    followResource(context, editor, components, variant, rows.filter(isAnnounced), names, true);
  }
  for (const side of ['request', 'response'] as const) followPrimitive(context, editor, components, side, changes);
  for (const type of touchedEnumerations(changes)) followEnumeration(into, editor, components, type);
  for (const [file, text] of editor.edited()) {
    into.add(file, text);
    into.change({ kind: 'changed', what: 'XSD document', name: file, file });
  }
}

/** What an element of an XSD has in common with a row of a table. */
type Row = Pick<AttributeDefinition, 'name' | 'type' | 'multiplicity'>;

/** The parameters of requests, or of responses, that changed: they are the elements of the primitive (TS-0004 6.4). */
function followPrimitive(context: MergeContext, editor: XsdEditor, components: SchemaSet, side: 'request' | 'response', changes: readonly Change[]): void {
  const touched = changes.filter(({ what, kind, column }) => what === 'parameter' && (kind !== 'changed' || [side, 'type', 'responseType'].includes(column ?? '')));
  const names = new Map(touched.map(({ kind, name, from }) => [name.replace(/^parameter /, ''), kind === 'renamed' ? from! : name.replace(/^parameter /, '')] as const));
  if (names.size === 0) return;
  const parameters = definitionsOf(context.into.definitions()).byKind('parameters').flatMap(({ content }) => content.parameters);
  const rows = parameters.flatMap((row): Row[] => (row[side] === null ? [] : [{ name: row.name, type: typeIn(row, side), multiplicity: row[side] }]));
  followResource(context, editor, components, `${side}Primitive`, rows, names, false);
}

/** Resource → new name of the attribute → the name that it had. */
function touchedAttributes(changes: readonly Change[]): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const found = new Map<string, Map<string, string>>();
  for (const { what, name, kind, column, from } of changes) {
    if (what !== 'attribute' || (kind === 'changed' && !['type', 'multiplicity', 'announced'].includes(column ?? ''))) continue;
    const dot = name.indexOf('.');
    const names = found.get(name.slice(0, dot)) ?? new Map<string, string>();
    const attribute = name.slice(dot + 1);
    const before = kind === 'renamed' && from !== undefined ? from.slice(from.indexOf('.') + 1) : (names.get(attribute) ?? attribute);
    found.set(name.slice(0, dot), names.set(attribute, before));
  }
  return found;
}

const touchedEnumerations = (changes: readonly Change[]): ReadonlySet<string> =>
  new Set(changes.filter((c) => c.what === 'enumeration value').map((c) => /^(m2m:[^. ]+)/.exec(c.name)?.[1] ?? ''));

/** An element of a resource as its document has it: the attributes that it declares itself, each with its text. */
interface Declared {
  readonly declaration: ElementDeclaration;
  readonly optional: boolean;
  readonly many: boolean;
  readonly from: number;
  readonly to: number;
}

function followResource(context: MergeContext, editor: XsdEditor, components: SchemaSet, name: string, rows: readonly Row[], names: ReadonlyMap<string, string>, isVariant: boolean): void {
  const element = components.elements.get(m2mKey(name));
  if (element?.type.kind !== 'complex') return;
  const { file } = element.place;
  const span = editor.element(element.place);
  const all = localElements(element);
  const own = new Map(
    all.flatMap(({ declaration, optional, many }): (readonly [string, Declared])[] => {
      const at = declaration.place.file === file ? editor.element(declaration.place) : undefined;
      return at === undefined || span === undefined || at.from < span.from || at.to > span.to ? [] : [[declaration.name.local, { declaration, optional, many, ...at }]];
    }),
  );
  // XML attributes (resourceName) are declared in shared types only.
  const inherited = new Map([...all, ...element.type.attributes].flatMap(({ declaration: { name: { local }, place } }) => (own.has(local) ? [] : [[local, place] as const])));
  for (const [attribute, before] of names) {
    const row = rows.find((r) => r.name === attribute);
    const declared = own.get(before) ?? own.get(attribute);
    if (inherited.has(attribute) || (row === undefined && inherited.has(before))) {
      const disagrees = row === undefined || all.some(({ declaration }) => declaration.name.local === attribute && !isVariant && typeChanged(components, row, declaration.type));
      const place = inherited.get(attribute) ?? inherited.get(before) ?? element.place;
      if (disagrees && !isVariant) context.diagnostics.report(mergeCodes, 'IMPORT_XSD', `${name}.${attribute} is declared by a type that other resources share`, place, `see whether ${place.file} still fits`);
      continue;
    }
    if (row === undefined) {
      if (declared !== undefined) editor.removeLine(file, declared);
      continue;
    }
    const text = declarationOf(components, row, isVariant);
    if (declared === undefined) {
      const place = neighbour(rows, row, own);
      if (place !== undefined) editor.insert(file, place.after ? place.of.to : place.of.from, text, place.after);
      else if (span !== undefined) editor.insertFirst(file, span, text);
      editor.include(file, components, row.type);
    } else if (before !== attribute || differs(components, row, declared, isVariant)) editor.replace(file, declared, text);
  }
}

/** The declared attribute that stands nearest before a row, else nearest behind it. */
function neighbour(rows: readonly Row[], row: Row, own: ReadonlyMap<string, Declared>): { readonly of: Declared; readonly after: boolean } | undefined {
  const index = rows.indexOf(row);
  for (let i = index - 1; i >= 0; i--) {
    const of = own.get(rows[i]!.name);
    if (of !== undefined) return { of, after: true };
  }
  for (let i = index + 1; i < rows.length; i++) {
    const of = own.get(rows[i]!.name);
    if (of !== undefined) return { of, after: false };
  }
  return undefined;
}

/** Elements that a type declares itself or inherits, references to global ones left out. */
function localElements(element: ElementDeclaration): readonly Omit<Declared, 'from' | 'to'>[] {
  const found: Omit<Declared, 'from' | 'to'>[] = [];
  const visit = (particle: Particle): void => {
    const { term, min, max } = particle;
    if (term.kind === 'element') {
      if (!term.global) found.push({ declaration: term, optional: min === 0, many: max > 1 });
    } else if (term.kind !== 'any') term.particles.forEach(visit);
  };
  if (element.type.kind === 'complex' && element.type.content.kind === 'elements') visit(element.type.content.particle);
  return found;
}

const typeNamed = (components: SchemaSet, name: string): Type | undefined => components.types.get(keyOfPrefixed(name) ?? name);
const itemOf = (row: Row): string => row.type.replace(/^list of /, '');
const isListType = (type: Type | undefined): boolean => type?.kind === 'simple' && type.variety === 'list';

/** How XML carries the values: one element, one with a list of simple values, or one for each (TS-0004 6.3.3). */
function formOf(components: SchemaSet, row: Row): 'one' | 'list' | 'many' {
  const type = typeNamed(components, itemOf(row));
  const isList = row.type.startsWith('list of ') || row.multiplicity.endsWith('(L)') || /\.\.n|\.\.[2-9]/.test(row.multiplicity);
  if (!isList || (isListType(type) && !row.type.startsWith('list of '))) return 'one';
  return row.type.startsWith('list of ') && type?.kind === 'simple' && type.variety === 'atomic' && type.builtin !== 'anySimpleType' ? 'list' : 'many';
}

function declarationOf(components: SchemaSet, row: Row, isVariant: boolean): string {
  const form = formOf(components, row);
  const min = isVariant || row.multiplicity.startsWith('0') ? ' minOccurs="0"' : '';
  if (form === 'list') {
    return `<xs:element name="${row.name}"${min}>\n  <xs:simpleType>\n    <xs:list itemType="${itemOf(row)}" />\n  </xs:simpleType>\n</xs:element>`;
  }
  return `<xs:element name="${row.name}" type="${itemOf(row)}"${min}${form === 'many' ? ' maxOccurs="unbounded"' : ''} />`;
}

function differs(components: SchemaSet, row: Row, { declaration, optional, many }: Declared, isVariant: boolean): boolean {
  if (typeChanged(components, row, declaration.type)) return true;
  const form = formOf(components, row);
  const isList = many || isListType(declaration.type);
  if (isList !== (form !== 'one' || isListType(typeNamed(components, itemOf(row))))) return true;
  return !isVariant && optional !== row.multiplicity.startsWith('0');
}

function typeChanged(components: SchemaSet, row: Row, type: Type): boolean {
  const wanted = typeNamed(components, itemOf(row));
  const item = type.kind === 'simple' && type.name === undefined && type.itemType !== undefined ? type.itemType : type;
  let at: Type | undefined = item;
  while (at !== undefined && at.name === undefined) at = at.kind === 'simple' && at.variety === 'list' ? undefined : at.base;
  return wanted !== undefined && (at === undefined || prefixedName(at) !== prefixedName(wanted));
}

/** Values that the table has and the type has not, and the reverse; a type that bounds a sum lists none. */
function followEnumeration(into: Workspace, editor: XsdEditor, components: SchemaSet, type: string): void {
  const draft = into.enumeration(type);
  const declared = typeNamed(components, type);
  if (draft === undefined || declared?.kind !== 'simple' || declared.facets.enumeration === undefined) return;
  const facets = new Map(declared.facets.enumeration.map((facet) => [Number(facet.value), facet.place]));
  for (const [value, place] of facets) if (!draft.values.some((v) => v.value === value)) editor.removeFacet(place);
  for (const value of draft.values) {
    if (facets.has(value.value) || value.reserved === true) continue;
    const before = [...facets.keys()].filter((n) => n < value.value && draft.values.some((v) => v.value === n)).sort((a, b) => b - a)[0];
    const anchor = before === undefined ? undefined : facets.get(before);
    if (anchor !== undefined) editor.insertFacet(anchor, value.value, value.name);
  }
}
