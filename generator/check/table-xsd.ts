import type { CodeTable, Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { didYouMean, nearest } from '../diagnostics/did-you-mean.js';
import { plural } from '../diagnostics/render.js';
import { releaseOf } from '../model/model.js';
import type { Model, Resource } from '../model/model.js';
import { elementOf, fileOfMember, lacksUniversal } from './xsd.js';

export const tableXsdCodes = {
  CHECK_RESOURCE_NOT_IN_XSD: { severity: 'warning', title: 'No XSD declares an element for the resource, which is made from its table alone' },
  CHECK_ATTRIBUTE_NOT_IN_XSD: { severity: 'error', title: 'An attribute of the table is missing from the XSD' },
  CHECK_ATTRIBUTE_NOT_IN_TABLE: { severity: 'error', title: 'An attribute of the XSD is missing from the table' },
} as const satisfies CodeTable;

/** The two descriptions of a resource, table and XSD, name the same attributes. A base has no element of its own. */
export function checkTableAgainstXsd(model: Model, diagnostics: Diagnostics): void {
  const unlinked: Place[] = [];
  for (const resource of model.resources) {
    if (resource.kind === 'base') continue;
    const xsd = elementOf(model, resource);
    if (xsd === undefined) {
      // Of a type of one's own, or of another release, the definition may be all that there is.
      if (resource.namespace === undefined && releaseOf(model, resource.source) === undefined) diagnostics.report(tableXsdCodes, 'CHECK_RESOURCE_NOT_IN_XSD', `no XSD declares the element ${resource.name}`, resource.place, `add it to CDT-${resource.announces ?? resource.name}-<version>.xsd`);
      continue;
    }
    if (!xsd.isWhole) continue;
    const inTable = new Set(resource.attributes.map((a) => a.name));
    const onlyInTable = resource.attributes.filter(({ name, isAddition }) => !xsd.members.has(name) && !isAddition);
    const onlyInXsd = [...xsd.members.keys()].filter((name) => !inTable.has(name));
    const original = model.resources.find(({ name }) => name === resource.announces);
    for (const { names, hint } of together(onlyInTable.map(({ name }) => name), onlyInXsd)) {
      const { place } = onlyInTable.find(({ name }) => name === names[0])!;
      const like = nearest(names[0]!, onlyInXsd);
      const what = hint === undefined || like === undefined ? `add ${names.length === 1 ? 'it' : 'them'} to ${xsd.element.place.file}, or remove the row` : `${hint} It stands in ${fileOfMember(xsd.element, like)}`;
      diagnostics.report(tableXsdCodes, 'CHECK_ATTRIBUTE_NOT_IN_XSD', `${listed(resource, names)} in the table but not in the XSD`, place, what);
    }
    if (original !== undefined && onlyInXsd.includes('link')) unlinked.push(xsd.element.place);
    if (lacksUniversal(model, resource)) continue;
    // What the original lacks, its announced variant cannot have.
    const lacking = original === undefined ? onlyInXsd : onlyInXsd.filter((name) => original.attributes.some((attribute) => attribute.name === name));
    const missing = together(lacking, onlyInTable.map(({ name }) => name));
    for (const { names, hint } of missing) {
      const row = names.length > 1 ? 'add their rows to the table, or "extends" with the base that has them' : `add its row to ${resource.place.file}, or remove it from ${xsd.element.place.file}`;
      const otherwise = original === undefined ? row : `add "announced" to ${names.length > 1 ? 'their rows' : 'its row'} in ${original.place.file}, or remove what the XSD has`;
      diagnostics.report(tableXsdCodes, 'CHECK_ATTRIBUTE_NOT_IN_TABLE', `${listed(resource, names)} in the XSD but not in the table`, xsd.element.place, hint ?? otherwise);
    }
  }
  // The link to the original is one row for all variants.
  const [first] = unlinked;
  if (first === undefined) return;
  const message = `link is in the XSDs of ${plural(unlinked.length, 'announced variant')} but in no table`;
  const hint = model.universalAttributes.length === 0 ? 'add tables/universal-attributes.json, which has the rows that all of them have' : 'add its row, with what is "added", to the announced ones of tables/universal-attributes.json';
  diagnostics.report(tableXsdCodes, 'CHECK_ATTRIBUTE_NOT_IN_TABLE', message, first, hint);
}

/** Names that the other side lacks: each by itself where it is like one that the other side has too much, else all in one. */
function together(names: readonly string[], others: readonly string[]): readonly { readonly names: readonly string[]; readonly hint?: string }[] {
  const hints = names.map((name) => [name, didYouMean(name, others)] as const);
  const rest = hints.flatMap(([name, hint]) => (hint === undefined ? [name] : []));
  return [...hints.flatMap(([name, hint]) => (hint === undefined ? [] : [{ names: [name], hint }])), ...(rest.length === 0 ? [] : [{ names: rest }])];
}

const listed = ({ name }: Resource, attributes: readonly string[]): string =>
  `${attributes.map((attribute) => `${name}.${attribute}`).join(', ')} ${attributes.length === 1 ? 'is' : 'are'}`;
