import type { Place } from '../diagnostics/diagnostic.js';
import type { ShortName, ShortNames } from '../model/model.js';
import type { Definition } from '../read/definitions/definitions.js';
import { linkCodes } from './codes.js';
import type { LinkContext } from './context.js';
import { fileOf, reportUnknown } from './context.js';

type NameKind = 'resource' | 'attribute' | 'member' | 'parameter';

/** The tables of TS-0004 8.2 and the provisional names, with a user's overrides of the latter applied. */
export function linkShortNames(context: LinkContext): ShortNames {
  const maps: Record<NameKind, Map<string, ShortName>> = { resource: new Map(), attribute: new Map(), member: new Map(), parameter: new Map() };
  const reserved = new Set<string>();
  const unused = new Map(Object.entries(context.overrides.shortNames ?? {}));
  for (const definition of context.definitions.byKind('short-names')) {
    for (const name of definition.content.reserved) reserved.add(name);
    definition.content.groups.forEach((group, i) => {
      for (const [name, published] of Object.entries(group.names)) {
        const provisional = group.provisional ?? false;
        const override = provisional ? unused.get(name) : undefined;
        if (override !== undefined) unused.delete(name);
        const place = definition.at('groups', i, 'names', name);
        const other = maps[group.kind].get(name);
        if (other !== undefined && other.shortName !== (override ?? published)) reportOther(context, group.kind, name, other.shortName, { shortName: override ?? published, place });
        maps[group.kind].set(name, {
          name,
          shortName: override ?? published,
          provisional,
          source: group.source,
          errata: group.errata ?? [],
          place,
        });
      }
    });
  }
  for (const name of unused.keys()) {
    context.diagnostics.report(linkCodes, 'LINK_UNKNOWN_OVERRIDE', `the configured short name of "${name}" replaces no provisional name`, undefined, 'only provisional names can be overridden');
  }
  return { resources: maps.resource, attributes: maps.attribute, members: maps.member, parameters: maps.parameter, reserved };
}

/** A name has one short name, whoever gives it: told where it is given again, by whoever adds to a specification. */
function reportOther({ diagnostics }: LinkContext, kind: NameKind, name: string, known: string, { shortName, place }: Pick<ShortName, 'shortName' | 'place'>): void {
  const hint = kind === 'attribute' ? 'leave it out; a row of an attribute table may have a shortName of its own' : 'leave it out, or choose another name';
  diagnostics.report(linkCodes, 'LINK_SHORT_NAME_TWICE', `the ${kind} "${name}" has the short name "${known}", and cannot have "${shortName}", too`, place, hint);
}

/** The short name of a resource or attribute; a missing one is reported, and the long name stands in. */
export function shortNameOf(context: LinkContext, names: ReadonlyMap<string, ShortName>, what: string, name: string, place: Place): { shortName: string; provisional: boolean } {
  const found = names.get(name);
  // One missing file is one cause, whatever the name.
  if (context.definitions.byKind('short-names').length === 0) context.diagnostics.report(linkCodes, 'LINK_UNKNOWN_NAME', 'no definition gives short names', place, `add ${fileOf(context, 'short-names')}`);
  else if (found === undefined) reportUnknown(context, 'LINK_UNKNOWN_NAME', `${what} without a short name:`, name, names.keys(), place, `add its short name to ${fileOf(context, 'short-names')}`);
  return { shortName: found?.shortName ?? name, provisional: found?.provisional ?? true };
}

/** A user's number for a resource type, when there is one. */
export const overriddenType = (context: LinkContext, name: string): number | undefined => {
  const overrides = context.overrides.resourceTypes;
  return overrides !== undefined && Object.hasOwn(overrides, name) ? overrides[name] : undefined;
};

/** Who has a namespace of their own need not have short names, too: the long ones travel then. */
export function nameIn(context: LinkContext, { content }: Definition<'resource'>, names: ReadonlyMap<string, ShortName>, what: string, name: string, place: Place): { shortName: string; provisional: boolean } {
  return content.namespace !== undefined && !names.has(name) ? { shortName: name, provisional: false } : shortNameOf(context, names, what, name, place);
}
