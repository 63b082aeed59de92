import type { Attribute, Resource, ShortNames } from '../model/model.js';
import type { Definition } from '../read/definitions/definitions.js';
import type { LinkContext } from './context.js';
import { fact } from './context.js';
import { nameIn, overriddenType, shortNameOf } from './names.js';
import { multiplicity, typeReference } from './types.js';

/**
 * The announced variant of a resource: its universal attributes, the `link` to the original, and every attribute whose
 * column says MA or OA, which the announcing CSE writes (TS-0001 9.6.26). Resource-specific ones may all be absent.
 */
export function announcedVariant(context: LinkContext, names: ShortNames, original: Resource, file: Definition<'resource'>): Resource[] {
  const variant = file.content.announcedVariant;
  if (variant === undefined) return [];
  const place = file.at('announcedVariant');
  const named = nameIn(context, file, names.resources, 'resource', variant.name, place);
  const type = overriddenType(context, variant.name) ?? variant.resourceType;
  return [
    {
      source: original.source,
      errata: original.errata,
      place,
      name: variant.name,
      shortName: named.shortName,
      ...(original.namespace !== undefined && { namespace: original.namespace }),
      kind: 'announced',
      ...(type !== undefined && { resourceType: type }),
      ...(original.mgmtDefinition !== undefined && { mgmtDefinition: original.mgmtDefinition }),
      provisional: named.provisional || (variant.provisional ?? false),
      description: `Announced variant of <${original.name}>.`,
      operations: ['create', 'retrieve', 'update', 'delete'],
      group: variant.group,
      parents: [],
      children: original.children.flatMap((c) => c.announced.map((announced) => ({ type: announced, multiplicity: c.multiplicity, announced: [], errata: c.errata }))),
      attributes: attributes(context, names, original),
      rules: [],
      announces: original.name,
    },
  ];
}

function attributes(context: LinkContext, names: ShortNames, original: Resource): readonly Attribute[] {
  const tables = context.definitions.byKind('universal-attributes');
  const rows = tables.flatMap(({ content: { announced }, at, patchedBy }) =>
    announced.attributes.map(({ name, access, create, update, added, ...row }, i) => {
      const path = ['announced', 'attributes', i];
      const { source, errata } = fact(row, announced, at(...path), [...(announced.errata ?? []), ...patchedBy(...path)]);
      return { name, facts: { access, create, update, source }, added, errata, at: at(...path) };
    }),
  );
  const every = new Map(rows.map(({ name, facts }) => [name, facts]));
  const kept = new Map(tables.flatMap(({ content }) => content.kept.attributes.map((row) => [row.name, row])));
  const has = new Set(original.attributes.map(({ name }) => name));
  const { place } = original;
  const missing = rows.flatMap(({ name, facts, added, errata, at }): Attribute[] => {
    if (added === undefined || has.has(name)) return [];
    const type = typeReference(context, added.type, () => at);
    const many = multiplicity(context, added.multiplicity, () => at);
    return [{ name, ...shortNameOf(context, names.attributes, 'attribute', name, at), ...facts, type, multiplicity: many, constraints: [], description: added.description, errata, place }];
  });
  const others = original.attributes.flatMap((a): Attribute[] => {
    const row = kept.get(a.name);
    if (every.has(a.name) || (a.announced !== 'MA' && a.announced !== 'OA' && row === undefined)) return [];
    const text = row?.multiplicity ?? `0..1${a.multiplicity.list ? ' (L)' : ''}`;
    return [ownRow({ ...a, access: 'RW', create: row?.create ?? 'O', update: a.access === 'WO' ? 'NP' : 'O', multiplicity: multiplicity(context, text, () => a.place) })];
  });
  // Universal attributes stand first, then the link (TS-0004 Table 6.3.6-2).
  const universal = original.attributes.flatMap((a) => (every.has(a.name) ? [ownRow({ ...a, ...every.get(a.name) })] : []));
  return [...universal, ...missing, ...others];
}

/** An announced attribute has neither a default of its own nor a column that says how to announce it further. */
function ownRow({ default: _default, announced: _announced, ...attribute }: Attribute): Attribute {
  return attribute;
}
