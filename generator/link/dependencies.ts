import { membersOf } from '../model/members.js';
import type { Dependencies } from '../model/dependencies.js';
import type { Resource } from '../model/model.js';
import type { SchemaSet, Type } from '../model/components.js';
import type { LinkContext } from './context.js';
import { fact, reportUnknown } from './context.js';

/** What contents name outside of themselves, and what a CSE need not have; names that nothing has are reported. */
export function linkDependencies(context: LinkContext, resources: readonly Resource[]): Dependencies {
  const definitions = context.definitions.byKind('dependencies');
  const roles = definitions.flatMap(({ content }) => content.roles);
  const types = new Set(resources.map(({ name }) => name));
  const targets = new Set([...types, ...roles.map(({ name }) => name)]);
  const names = definitions.length === 0 ? new Set<string>() : namesIn(context.components, resources);
  const features = new Set(definitions.flatMap(({ content }) => content.features.map(({ name }) => name)));
  const known = (all: ReadonlySet<string>, name: string, what: string, at: () => ReturnType<(typeof definitions)[number]['at']>, otherwise?: string): void => {
    if (!all.has(name)) reportUnknown(context, 'LINK_UNKNOWN_DEPENDENCY', what, name, all, at(), otherwise);
  };
  return {
    roles,
    references: definitions.flatMap((definition) =>
      definition.content.references.map((reference, i) => {
        known(targets, reference.to, 'target', () => definition.at('references', i, 'to'), `add tables/resources/${reference.to}.json, or remove what is said of it`);
        if (reference.typedBy !== undefined) known(names, reference.typedBy, 'attribute', () => definition.at('references', i, 'typedBy'));
        reference.names.forEach((name, j) => known(names, name, 'attribute or member', () => definition.at('references', i, 'names', j)));
        return { ...fact(reference, reference, definition.at('references', i), definition.patchedBy('references', i)), to: reference.to, names: reference.names, ...(reference.typedBy !== undefined && { typedBy: reference.typedBy }) };
      }),
    ),
    features: definitions.flatMap((definition) =>
      definition.content.features.map(({ name, description, names: given, resources: of, announced, ...cited }, i) => {
        given.forEach((each, j) => known(names, each, 'attribute or member', () => definition.at('features', i, 'names', j)));
        of.forEach((each, j) => known(types, each, 'resource type', () => definition.at('features', i, 'resources', j)));
        return { ...fact(cited, cited, definition.at('features', i), definition.patchedBy('features', i)), name, description, names: given, resources: of, ...(announced !== undefined && { announced }) };
      }),
    ),
    values: definitions.flatMap((definition) =>
      (definition.content.values ?? []).map(({ names: given, least, most, ...cited }, i) => {
        given.forEach((each, j) => known(names, each, 'attribute or member', () => definition.at('values', i, 'names', j)));
        return { ...fact(cited, cited, definition.at('values', i), definition.patchedBy('values', i)), names: given, least, ...(most !== undefined && { most }) };
      }),
    ),
    conditions: definitions.flatMap((definition) =>
      (definition.content.conditions ?? []).map(({ of, values, has, below, needs, ...cited }, i) => {
        const [resource] = of.split('.') as [string];
        of.split('/').forEach((each) => known(names, each, 'attribute or member', () => definition.at('conditions', i, 'of')));
        for (const name of Object.keys(has ?? {})) known(names, `${resource}.${name}`, 'attribute', () => definition.at('conditions', i, 'has', name));
        if (below !== undefined) known(types, below, 'resource type', () => definition.at('conditions', i, 'below'));
        if (needs !== undefined) known(features, needs, 'feature', () => definition.at('conditions', i, 'needs'));
        return {
          ...fact(cited, cited, definition.at('conditions', i), definition.patchedBy('conditions', i)),
          of,
          ...(values !== undefined && { values }),
          ...(has !== undefined && { has }),
          ...(below !== undefined && { below }),
          ...(needs !== undefined && { needs }),
        };
      }),
    ),
    unsettled: definitions.flatMap((definition) =>
      (definition.content.unsettled ?? []).map(({ resources: of, names: given, values, announced, together, why, ...cited }, i) => {
        given.forEach((each, j) => known(names, each, 'attribute', () => definition.at('unsettled', i, 'names', j)));
        of.forEach((each, j) => known(types, each, 'resource type', () => definition.at('unsettled', i, 'resources', j)));
        return { ...fact(cited, cited, definition.at('unsettled', i), definition.patchedBy('unsettled', i)), resources: of, names: given, why, ...(values !== undefined && { values }), ...(announced !== undefined && { announced }), ...(together !== undefined && { together }) };
      }),
    ),
  };
}

/** Of all attributes, with and without their resource, and of all members of structures. */
function namesIn(components: SchemaSet, resources: readonly Resource[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { name: resource, attributes } of resources) for (const { name } of attributes) names.add(name).add(`${resource}.${name}`);
  const visit = (type: Type): void => {
    if (type.kind !== 'complex') return;
    for (const member of membersOf(type)) {
      names.add(member.name);
      // A type without a name stands nowhere else.
      if (member.type.name === undefined) visit(member.type);
    }
  };
  for (const type of components.types.values()) visit(type);
  return names;
}
