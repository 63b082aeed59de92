import type { CodeTable, Diagnostics } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/did-you-mean.js';
import { knownResources } from './attributes.js';
import type { Model, Resource } from '../model/model.js';
import { elementKey, keyOfPrefixed, prefixedName } from '../model/names.js';

export const resourceCodes = {
  CHECK_UNKNOWN_GROUP: { severity: 'error', title: 'A resource is of a group that neither an XSD nor TS-0004 knows' },
  CHECK_GROUP_MISMATCH: { severity: 'warning', title: 'The XSD derives the element of a resource from another group than the table says' },
  CHECK_UNIVERSAL_MISSING: { severity: 'warning', title: 'A resource lacks attributes that every resource has' },
  CHECK_VIRTUAL_OPERATIONS: { severity: 'warning', title: 'A virtual child does not say which operations it takes, or a child says so that is not virtual' },
  CHECK_VARIANT_MISSING: { severity: 'warning', title: 'Attributes are to be announced, but the resource has no announced variant' },
} as const satisfies CodeTable;

/** The base types of TS-0004 6.5; an input without them need not declare them. */
const published: readonly string[] = [
  ...['resource', 'regularResource', 'subordinateResource', 'announceableResource', 'announceableSubordinateResource'],
  ...['announcedResource', 'announcedSubordinateResource', 'mgmtResource', 'announcedMgmtResource'],
  ...['flexContainerResource', 'announcedFlexContainerResource', 'AllJoynResource'],
].map((name) => `m2m:${name}`);

/** What a resource is by its kind: its group, its universal attributes, its virtual children, its announced variant. */
export function checkResources(model: Model, diagnostics: Diagnostics): void {
  const known = knownResources(model);
  const universal = universalNames(model, diagnostics);
  for (const resource of model.resources) {
    checkGroup(model, resource, diagnostics);
    if (resource.kind === 'base' || resource.kind === 'announced') continue;
    checkUniversal(universal, resource, diagnostics);
    checkVirtualChildren(resource, known, diagnostics);
    checkVariant(resource, diagnostics);
  }
}

function checkGroup(model: Model, resource: Resource, diagnostics: Diagnostics): void {
  const { name, group, places, place } = resource;
  const { types, elements } = model.components;
  const at = places?.group ?? place;
  const isDeclared = types.has(keyOfPrefixed(group) ?? group);
  if (!isDeclared && !published.includes(group)) {
    const known = new Set([...published, ...model.resources.map((resource) => resource.group).filter((other) => types.has(keyOfPrefixed(other) ?? other))]);
    const hint = didYouMean(group, known) ?? `the groups are ${published.join(', ')}, and the types of the XSDs`;
    diagnostics.report(resourceCodes, 'CHECK_UNKNOWN_GROUP', `${name} is of the unknown group "${group}"`, at, hint);
  }
  const type = elements.get(elementKey(resource))?.type;
  const base = type?.kind === 'complex' ? type.base && prefixedName(type.base) : undefined;
  // Another type between the element and the group is a matter of the XSD; another group is not.
  if (!isDeclared || base === undefined || base === group || !published.includes(base)) return;
  diagnostics.report(resourceCodes, 'CHECK_GROUP_MISMATCH', `${name} is of the group ${group} in the table, but of ${base} in the XSD`, at);
}

/** Names that every resource has. Where most of them lack one, it is the table that errs, once. */
function universalNames({ resources, universalAttributes }: Model, diagnostics: Diagnostics): readonly string[] {
  const originals = resources.filter(({ kind }) => kind !== 'base' && kind !== 'announced');
  return universalAttributes.flatMap(({ name, of, common, place }) => {
    if (of !== 'originals' || common === true) return [];
    const lacking = originals.filter(({ attributes }) => !attributes.some((attribute) => attribute.name === name)).length;
    if (originals.length < 3 || lacking <= originals.length / 2) return [name];
    const message = `"${name}" is said to be of every resource, but ${lacking} of ${originals.length} lack it`;
    diagnostics.report(resourceCodes, 'CHECK_UNIVERSAL_MISSING', message, place, 'add "common": true where only some have it, or correct the name');
    return [];
  });
}

function checkUniversal(universal: readonly string[], { name, attributes, place }: Resource, diagnostics: Diagnostics): void {
  const names = new Set(attributes.map((attribute) => attribute.name));
  const missing = universal.filter((attribute) => !names.has(attribute));
  if (missing.length === 0) return;
  const message = `${name} lacks ${missing.join(', ')}, which every resource has`;
  diagnostics.report(resourceCodes, 'CHECK_UNIVERSAL_MISSING', message, place, 'add the rows of the universal attributes (TS-0001 9.6.1.3.1), or the "extends" of a base that has them');
}

/** A child with a fixed name and no definition is virtual (TS-0004 6.8): only the row of its parent can say what it takes. */
function checkVirtualChildren({ name, children, places, place }: Resource, known: ReadonlySet<string>, diagnostics: Diagnostics): void {
  for (const [i, { type, fixedName, operations }] of children.entries()) {
    const isVirtual = fixedName !== undefined && !known.has(type);
    if (isVirtual === (operations !== undefined)) continue;
    const at = places?.children[i] ?? place;
    if (isVirtual) diagnostics.report(resourceCodes, 'CHECK_VIRTUAL_OPERATIONS', `the child "${type}" of ${name} has no definition, so it is virtual, and its row does not say which operations it takes`, at, didYouMean(type, known) ?? 'add "operations" to the row');
    else diagnostics.report(resourceCodes, 'CHECK_VIRTUAL_OPERATIONS', `the child "${type}" of ${name} is not virtual, but its row says which operations it takes`, at, fixedName === undefined ? 'add the "fixedName" by which it is addressed, or remove "operations"' : 'remove "operations": its definition has them');
  }
}

/** <CSEBase>, alone of the plain group m2m:resource, prints the column for a variant that later releases define. */
function checkVariant({ name, group, attributes, announcedVariant }: Resource, diagnostics: Diagnostics): void {
  const announced = attributes.filter((attribute) => (attribute.announced === 'MA' || attribute.announced === 'OA') && attribute.inheritedFrom === undefined);
  const [first] = announced;
  if (first === undefined || announcedVariant !== undefined || group === 'm2m:resource') return;
  const message = `${name} has no announced variant, but ${announced.map((attribute) => `"${attribute.name}"`).join(', ')} to be announced`;
  diagnostics.report(resourceCodes, 'CHECK_VARIANT_MISSING', message, first.place, `add the "announcedVariant" of ${name}, or remove "announced" from its attributes`);
}
