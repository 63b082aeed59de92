import { groupBy } from '../../group-by.js';
import type { SchemaSet } from '../../model/components.js';
import { m2mKey } from '../../model/names.js';
import type { ShortNameFact } from '../facts.js';
import { mergeCodes } from './codes.js';
import type { MergeContext } from './context.js';
import { occurrencesBelow } from './member-places.js';
import { isSpelling } from './published-names.js';
import { allRows } from './reached.js';
import type { NameKind } from './short-name-groups.js';
import type { Stated, Workspace } from './workspace.js';

/** Where what a short name is of has to be written down, and what it would be there. */
interface Home {
  readonly file: string;
  readonly what: string;
}

/**
 * The tables of TS-0004 8.2 and 8.3 give names, and say in what they occur, but neither type nor multiplicity. A name that a
 * document adds to those that the folder has, and that no other table of it brings with it, is of nothing.
 */
export function tellUnattached({ into, diagnostics }: MergeContext, components: SchemaSet, facts: readonly Stated<ShortNameFact>[]): void {
  const had = new Set(into.used.byKind('short-names').flatMap(({ content }) => content.groups.filter(({ provisional }) => provisional !== true).map(({ kind }) => kind)));
  const added = new Set(into.changes.filter(({ kind, what }) => kind === 'added' && what === 'short name').map(({ name }) => name));
  const asked = facts.filter(({ of, name }, i) => had.has(of) && added.has(name) && facts.findIndex((one) => one.of === of && one.name === name) === i);
  if (asked.length === 0) return;
  const held = namesHeld(into, components);
  // What is held under another spelling has its short name from there.
  const unattached = asked.filter(({ of, name }) => !held[of].has(name) && ![...held[of]].some((other) => isSpelling(name, other)));
  const missing = unattached.map((fact) => ({ fact, homes: homesFor(into, components, fact) }));
  for (const group of groupBy(missing, ({ homes }) => homes.map(({ file, what }) => `${file} ${what}`).join()).values()) {
    const { fact, homes } = group[0]!;
    const names = group.map((one) => `${one.fact.name} (${one.fact.shortName})`).join(', ');
    const message = `nothing has ${names}, which ${group.length === 1 ? 'gets a short name as' : 'get short names as'} ${few(homes.map(({ what }) => what))}`;
    diagnostics.report(mergeCodes, 'IMPORT_NAME_OF_NOTHING', message, fact.place, `${hints[fact.of]} ${few([...new Set(homes.map(({ file }) => file))])}`);
  }
}

const few = (items: readonly string[]): string => (items.length > 4 ? `${items.slice(0, 3).join(', ')} and ${String(items.length - 3)} more` : items.join(', '));

const hints: Readonly<Record<NameKind, string>> = {
  resource: 'import the tables of its attributes (TS-0001 9.6, TS-0004 7.4), or write',
  attribute: 'import the tables of attributes that have it (TS-0001 9.6, TS-0004 7.4), or give multiplicity, access and type in',
  member: 'import the table of the type that has it (TS-0004 6.3.5) with change marks, or declare it in',
  parameter: 'what it holds and which requests carry it (TS-0004 6.4, 7.2.1) goes into',
};

function namesHeld(into: Workspace, components: SchemaSet): Readonly<Record<NameKind, ReadonlySet<string>>> {
  const resources = into.seen('resource').map(({ content }) => content);
  const universal = into.all('universal-attributes').flatMap(({ content: { originals, announced, kept } }) => [originals, announced, kept].flatMap(({ attributes }) => attributes));
  const numbered = into.all('enumerations').flatMap(({ content }) => content.enumerations.filter(({ type }) => type === 'm2m:resourceType' || type === 'm2m:mgmtDefinition').flatMap(({ values }) => values.map(({ name }) => name.replace(/[[\]]/g, ''))));
  const members = [...components.types.values()].flatMap((type) => (type.kind === 'complex' ? [...occurrencesBelow(type).values()].map(({ name }) => name) : []));
  const parameters = into.all('parameters').flatMap(({ content }) => content.parameters.map(({ name }) => name));
  const elements = [...components.elements.values()].map(({ name }) => name.local);
  const attributes = [...allRows(into), ...universal].map(({ name }) => name);
  return {
    resource: new Set([...resources.flatMap(({ name, announcedVariant, children }) => [name, ...(announcedVariant === undefined ? [] : [announcedVariant.name]), ...children.flatMap(({ type, announced }) => [type, ...(announced ?? [])])]), ...numbered, ...elements]),
    attribute: new Set(attributes),
    // An element of a primitive is a member of its type, and so is what goes by itself.
    member: new Set([...members, ...elements, ...attributes]),
    parameter: new Set([...parameters, ...members, ...elements]),
  };
}

/** The definitions that lack it: those in which the document says that it occurs, as far as there are any. */
function homesFor(into: Workspace, components: SchemaSet, { of, name, occursIn = [] }: ShortNameFact): readonly Home[] {
  switch (of) {
    case 'resource':
      return [{ file: `tables/resources/${name}.json`, what: 'a resource type' }];
    case 'parameter':
      return [{ file: 'tables/parameters.json', what: 'a parameter of requests or responses' }];
    case 'attribute': {
      const files = into.seen('resource').filter(({ content }) => occursIn.includes(content.name));
      return files.length > 0 ? files.map(({ file, content }) => ({ file, what: `an attribute of <${content.name}>` })) : [{ file: 'tables/resources/', what: 'an attribute' }];
    }
    case 'member': {
      const types = occursIn.flatMap((one) => components.types.get(m2mKey(one)) ?? components.types.get(m2mKey(`${one}Type`)) ?? []);
      const places = types.flatMap(({ kind, name: type, place }) => (kind !== 'complex' || type === undefined || place === undefined ? [] : [{ file: place.file, what: `a member of m2m:${type.local}` }]));
      return places.length > 0 ? places : [{ file: 'CDT-commonTypes', what: 'a member of a type' }];
    }
  }
}
