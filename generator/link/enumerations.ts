import type { Place } from '../diagnostics/diagnostic.js';
import type { Enumeration, EnumerationValue } from '../model/model.js';
import type { EnumerationFacet, SimpleType } from '../model/components.js';
import { byCodepoint, localName, m2mKey, prefixedName } from '../model/names.js';
import type { Definitions } from '../read/definitions/read.js';
import { linkCodes } from './codes.js';
import { fact, fileOf, reportUnknown } from './context.js';
import type { LinkContext, NameOverrides } from './context.js';
import { overriddenType } from './names.js';

export function linkEnumerations(context: LinkContext): readonly Enumeration[] {
  const enumerations = context.definitions
    .byKind('enumerations')
    .flatMap((definition) =>
      definition.content.enumerations.map((e, i): Enumeration => {
        const provisional = e.provisional ?? false;
        return {
          ...fact(e, e, definition.at('enumerations', i), definition.patchedBy('enumerations', i)),
          type: e.type,
          description: e.description,
          provisional,
          unassigned: e.unassigned ?? [],
          ...(e.writtenIn !== undefined && { writtenIn: e.writtenIn }),
          values: e.values.map((v, j): EnumerationValue => ({
            name: v.name,
            value: numberOf(context, e.type, { ...v, provisional: v.provisional ?? provisional }, definition.at('enumerations', i, 'values', j)),
            ...(v.source !== undefined && { source: v.source }),
            provisional: v.provisional ?? provisional,
            reserved: v.reserved ?? false,
            aliases: v.aliases ?? [],
            ...(v.description !== undefined && { description: v.description }),
            place: definition.at('enumerations', i, 'values', j),
          })),
        };
      }),
    )
    .sort((a, b) => byCodepoint(a.type, b.type));
  const known = new Set(enumerations.find((e) => e.type === RESOURCE_TYPE)?.values.map((v) => v.name));
  for (const name of Object.keys(context.overrides.resourceTypes ?? {})) {
    if (!known.has(name)) reportUnknown(context, 'LINK_UNKNOWN_OVERRIDE', 'the resource type of a configured number', name, known);
  }
  return enumerations;
}

const RESOURCE_TYPE = 'm2m:resourceType';

/** Enumerations whose values number resource types: TS-0004 6.3.4.2.1, and 6.3.4.2.11 for the members of a group. */
const numberingResources: ReadonlySet<string> = new Set([RESOURCE_TYPE, 'm2m:memberType']);

interface NumberedValue {
  readonly name: string;
  readonly value: number;
  readonly provisional: boolean;
  readonly isAddition?: true;
}

/** The number in use: a user's where the configuration gives one in the place of a provisional one, else the table's. */
function numberOf(context: LinkContext, type: string, { name, value, provisional, isAddition }: NumberedValue, place: Place): number {
  const override = numberingResources.has(type) ? overriddenType(context, name) : undefined;
  if (provisional) {
    admit(context, type, value, override ?? value, place);
    return override ?? value;
  }
  if (isAddition) admit(context, type, value, value, place);
  if (override !== undefined && type === RESOURCE_TYPE) {
    context.diagnostics.report(linkCodes, 'LINK_UNKNOWN_OVERRIDE', `the configured number of "${name}" replaces no provisional number`, undefined, 'only provisional numbers can be overridden');
  }
  return value;
}

/** All that linking puts into types, as a text: with the same in it components are shared. Null of additions, which may put in anything. */
export function putIntoTypes(definitions: Definitions, { resourceTypes }: NameOverrides): string | null {
  if (definitions.byKind('additions').length > 0) return null;
  const numbers = definitions.byKind('enumerations').flatMap(({ content, at }) =>
    content.enumerations.flatMap((e, i) => e.values.flatMap((v, j) => ((v.provisional ?? e.provisional) ? [[e.type, v.name, v.value, at('enumerations', i, 'values', j)]] : []))),
  );
  return JSON.stringify([resourceTypes, numbers]);
}

/**
 * A provisional or added number is a value of the XSD type too, though published documents in the place of ours cannot have it: what
 * refers to it stays valid. Whoever else holds these components has put the same into them (`putIntoTypes`).
 */
function admit(context: LinkContext, typeName: string, proposed: number, number: number, place: Place): void {
  const type = enumeratingType(context, typeName);
  if (type === undefined) return;
  const others = type.facets.enumeration.filter((facet) => Number(facet.value) !== proposed && Number(facet.value) !== number);
  Object.assign(type.facets, { enumeration: [...others, { value: String(number), place }].sort((a, b) => Number(a.value) - Number(b.value)) });
}

/** Texts that additions give to types which enumerate texts; the type needs no table for that. */
export function linkTokens(context: LinkContext): void {
  for (const { content, at } of context.definitions.byKind('additions')) {
    content.tokens?.forEach(({ name, tokens }, i) => {
      const type = enumeratingType(context, name);
      if (type === undefined) {
        const known = [...context.components.types.values()].flatMap((each) => (each.kind === 'simple' && each.facets.enumeration !== undefined ? (prefixedName(each) ?? []) : []));
        reportUnknown(context, 'LINK_UNKNOWN_ENUMERATION', 'a type that enumerates texts', name, known, at('tokens', i, 'name'));
        return;
      }
      tokens.forEach((token, j) => {
        const place = at('tokens', i, 'tokens', j);
        if (type.facets.enumeration.every(({ value }) => value !== token)) Object.assign(type.facets, { enumeration: [...type.facets.enumeration, { value: token, place }] });
        else context.diagnostics.report(linkCodes, 'LINK_ADDITION_TWICE', `${name} has "${token}" already`, place, 'it says the same: remove the addition');
      });
    });
  }
}

/** The simple type of a name, or of the items of its lists, when it has nothing but certain values. */
function enumeratingType({ components }: LinkContext, name: string): (SimpleType & { readonly facets: { readonly enumeration: readonly EnumerationFacet[] } }) | undefined {
  const named = components.types.get(m2mKey(localName(name)));
  const type = named?.kind === 'simple' && named.variety === 'list' ? named.itemType : named;
  return type?.kind === 'simple' && type.facets.enumeration !== undefined ? (type as ReturnType<typeof enumeratingType>) : undefined;
}

/** The number of `name` in the enumeration `type`, by token or alias; what is unknown is reported and becomes -1. */
export function enumerationValue(context: LinkContext, enumerations: readonly Enumeration[], type: string, name: string, place: Place): number {
  const enumeration = enumerations.find((e) => e.type === type);
  if (enumeration === undefined) {
    reportUnknown(context, 'LINK_UNKNOWN_ENUMERATION', 'enumeration', type, enumerations.map((e) => e.type), place, `add it to ${fileOf(context, 'enumerations')}`);
    return -1;
  }
  const found = enumeration.values.find((v) => v.name === name || v.aliases.includes(name));
  if (found === undefined) reportUnknown(context, 'LINK_UNKNOWN_VALUE', `value of ${type}`, name, enumeration.values.map((v) => v.name), place, `add it to ${type} in ${enumeration.place.file}`);
  return found?.value ?? -1;
}
