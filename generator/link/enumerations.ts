import type { Place } from '../diagnostics/diagnostic.js';
import type { Enumeration, EnumerationValue } from '../model/model.js';
import { byCodepoint } from '../model/names.js';
import { fact, reportUnknown } from './context.js';
import type { LinkContext } from './context.js';

export function linkEnumerations(context: LinkContext): readonly Enumeration[] {
  return context.definitions
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
          values: e.values.map((v, j): EnumerationValue => ({
            name: v.name,
            value: resourceTypeOverride(context, e.type, v.name) ?? v.value,
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
}

const resourceTypeOverride = (context: LinkContext, type: string, name: string): number | undefined => {
  const overrides = context.overrides.resourceTypes;
  return type === 'm2m:resourceType' && overrides !== undefined && Object.hasOwn(overrides, name) ? overrides[name] : undefined;
};

/** The number of `name` in the enumeration `type`, by token or alias; what is unknown is reported and becomes -1. */
export function enumerationValue(context: LinkContext, enumerations: readonly Enumeration[], type: string, name: string, place: Place): number {
  const enumeration = enumerations.find((e) => e.type === type);
  if (enumeration === undefined) {
    reportUnknown(context, 'LINK_UNKNOWN_ENUMERATION', 'enumeration', type, enumerations.map((e) => e.type), place);
    return -1;
  }
  const found = enumeration.values.find((v) => v.name === name || v.aliases.includes(name));
  if (found === undefined) reportUnknown(context, 'LINK_UNKNOWN_VALUE', `value of ${type}`, name, enumeration.values.map((v) => v.name), place);
  return found?.value ?? -1;
}
