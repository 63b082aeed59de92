import type { AttributeFact, ChildFact, EnumerationFact, ResourceTypeFact, ShortNameFact } from '../facts.js';
import { mergeCodes } from './codes.js';
import type { MergeContext } from './context.js';
import { misspelt } from './spelling.js';
import type { Stated } from './workspace.js';

/** What shows that a name is that of a resource type, apart from a table of children. */
export interface Evidence {
  readonly attributes: readonly Stated<AttributeFact>[];
  readonly types: readonly Stated<ResourceTypeFact>[];
  readonly names: readonly Stated<ShortNameFact>[];
  readonly values: readonly Stated<EnumerationFact>[];
}

/**
 * The rows of children, of resource types that there are. A name that stands in tables of children alone is a slip of the pen
 * (`flexContaineAnnc`) or a word of the text (`registration`): the one is read as what it was meant to be, the other is left out.
 */
export function withKnownTypes(context: MergeContext, children: readonly Stated<ChildFact>[], evidence: Evidence): readonly Stated<ChildFact>[] {
  const names = namesOfTypes(context, evidence);
  // Who has no numbers of resource types cannot tell which ones there are.
  if (names === undefined) return children;
  const isKnown = (name: string): boolean => names.has(name);
  const mended = (name: string, fact: Stated<ChildFact>): string | undefined => {
    if (isKnown(name)) return name;
    const meant = misspelt(name, [...names]);
    if (meant !== undefined) {
      context.diagnostics.report(mergeCodes, 'IMPORT_SPELLING', `"${name}" is read as "${meant}"`, fact.place, 'no table says anything of the first; correct the document');
      return meant;
    }
    context.diagnostics.report(mergeCodes, 'IMPORT_NAME', `${fact.resource}: "${name}" is left out of the children: no table numbers, names or describes a resource type of that name`, fact.place);
    return undefined;
  };
  return children.flatMap((fact) => {
    // A virtual child has a fixed name and is no resource type.
    const type = fact.fixedName === undefined ? mended(fact.type, fact) : fact.type;
    if (type === undefined) return [];
    if (fact.announced === undefined) return [{ ...fact, type }];
    return [{ ...fact, type, announced: fact.announced.flatMap((name) => (isKnown(name) ? name : (mended(name, fact) ?? []))) }];
  });
}

function namesOfTypes({ into, known }: MergeContext, { attributes, types, names, values }: Evidence): ReadonlySet<string> | undefined {
  const isNumbering = (type: string | undefined): boolean => type === 'm2m:resourceType' || type === 'm2m:mgmtDefinition';
  const plain = (name: string): string => name.trim().replace(/^\[(.*)\]$/, '$1');
  const found = new Set<string>();
  for (const workspace of [into, known]) {
    for (const { type, values: all } of workspace.all('enumerations').flatMap((f) => f.content.enumerations)) if (isNumbering(type)) for (const { name } of all) found.add(plain(name));
  }
  for (const { type, name } of values) if (isNumbering(type)) found.add(plain(name));
  if (found.size === 0) return undefined;
  for (const workspace of [into, known]) {
    for (const { content } of workspace.seen('resource')) for (const name of [content.name, content.announcedVariant?.name]) if (name !== undefined) found.add(name);
    for (const group of workspace.all('short-names').flatMap((f) => f.content.groups)) if (group.kind === 'resource' && group.provisional !== true) for (const name of Object.keys(group.names)) found.add(name);
  }
  for (const { name, announcedVariant } of types) for (const each of [name, announcedVariant]) if (each !== undefined) found.add(each);
  for (const fact of names) if (fact.of === 'resource') found.add(fact.name);
  for (const { resource, announced } of attributes) {
    if (resource === undefined) continue;
    found.add(resource);
    if (announced !== undefined) found.add(`${resource}Annc`);
  }
  return found;
}
