import type { Attribute, ChildResource, Constraint, Namespace, Resource, Rule, ShortNames } from '../model/model.js';
import { byCodepoint, M2M_NAMESPACE } from '../model/names.js';
import { announcementOf } from '../read/definitions/announcement.js';
import type { AttributeDefinition, Definition } from '../read/definitions/definitions.js';
import { announcedVariant } from './announced.js';
import { basesOf } from './bases.js';
import { linkCodes } from './codes.js';
import { fact, reportUnknown } from './context.js';
import type { LinkContext } from './context.js';
import { nameIn, overriddenType } from './names.js';
import { listed, multiplicity, typeReference } from './types.js';

type ResourceFile = Definition<'resource'>;

/** Resource definitions with their bases' rows, announced variants and short names, in codepoint order. */
export function linkResources(context: LinkContext, names: ShortNames): readonly Resource[] {
  const files = new Map(context.definitions.byKind('resource').map((d) => [d.content.name, d]));
  const rows = new Map([...files.values()].map((file) => [file, file.content.attributes.map((a, i) => attribute(context, names, file, a, i))]));
  const resources = [...files.values()].map((file) => resource(context, names, files, rows, file));
  return [...resources, ...resources.flatMap((r) => announcedVariant(context, names, r, files.get(r.name)!))].sort((a, b) => byCodepoint(a.name, b.name));
}

/** Each prefix with its namespace; one prefix for two, or one of ours, is reported. */
export function linkNamespaces({ definitions, diagnostics }: LinkContext, resources: readonly Resource[]): readonly Namespace[] {
  const found = new Map<string, string>([['m2m', M2M_NAMESPACE]]);
  for (const file of definitions.byKind('resource')) {
    const { namespace } = file.content;
    if (namespace === undefined) continue;
    const known = found.get(namespace.prefix);
    if (known !== undefined && known !== namespace.namespace) {
      diagnostics.report(linkCodes, 'LINK_PREFIX_TWICE', `the prefix "${namespace.prefix}" stands for ${namespace.namespace} here and for ${known} elsewhere`, file.at('namespace', 'prefix'), 'choose another prefix');
    } else found.set(namespace.prefix, namespace.namespace);
  }
  const used = new Set(resources.map(({ namespace }) => namespace?.prefix));
  return [...found].filter(([prefix]) => used.has(prefix)).map(([prefix, namespace]) => ({ prefix, namespace })).sort((a, b) => byCodepoint(a.prefix, b.prefix));
}

/** The rows of each table: those of a base are in many resources. */
type Rows = ReadonlyMap<ResourceFile, readonly Attribute[]>;

function resource(context: LinkContext, names: ShortNames, files: ReadonlyMap<string, ResourceFile>, rows: Rows, file: ResourceFile): Resource {
  const r = file.content;
  const place = file.at('name');
  const named = r.kind === 'base' ? { shortName: r.name, provisional: false } : nameIn(context, file, names.resources, 'resource', r.name, place);
  const overridden = overriddenType(context, r.name);
  const resourceType = overridden ?? r.resourceType;
  const bases = basesIn(context, files, file);
  return {
    ...fact(r, r, place, headPatches(file)),
    name: r.name,
    shortName: named.shortName,
    ...(r.namespace !== undefined && { namespace: r.namespace }),
    kind: r.kind,
    ...(resourceType !== undefined && { resourceType }),
    ...(r.mgmtDefinition !== undefined && { mgmtDefinition: r.mgmtDefinition }),
    ...(r.extends !== undefined && { extends: r.extends }),
    provisional: named.provisional || (r.provisional ?? false),
    description: r.description,
    operations: r.operations,
    ...(r.cseTypes !== undefined && { cseTypes: r.cseTypes }),
    group: r.group,
    parents: r.parents,
    places: {
      group: file.at('group'),
      parents: r.parents.map((_, i) => file.at('parents', i)),
      children: r.children.map((_, i) => file.at('children', i)),
    },
    children: children(file),
    attributes: attributes(rows, bases, file),
    rules: [file, ...bases].flatMap(rules),
    ...(r.requests !== undefined && { requests: { source: r.requests, place: file.at('requests') } }),
    ...(r.announcedVariant !== undefined && { announcedVariant: r.announcedVariant.name }),
  };
}

/** Errata that patch the resource itself, not one of its rows. */
const headPatches = (file: ResourceFile): readonly string[] =>
  Object.keys(file.content)
    .filter((key) => key !== 'attributes' && key !== 'children' && key !== 'rules')
    .flatMap((key) => file.patchedBy(key));

const children = (file: ResourceFile): readonly ChildResource[] =>
  file.content.children.map((child, i) => ({
    type: child.type,
    multiplicity: child.multiplicity,
    ...(child.fixedName !== undefined && { fixedName: child.fixedName }),
    ...(child.operations !== undefined && { operations: child.operations }),
    announced: child.announced ?? [],
    errata: [...new Set([...(child.errata ?? []), ...file.patchedBy('children', i)])].sort(byCodepoint),
  }));

/** Own rows in the order of the table, then the rows of the bases that the table does not have (errata B68, P32). */
function attributes(rows: Rows, bases: readonly ResourceFile[], file: ResourceFile): readonly Attribute[] {
  const own = rows.get(file)!;
  const known = new Set(own.map((a) => a.name));
  const inherited = bases.flatMap((from) =>
    from.content.attributes.flatMap((a, i): readonly Attribute[] => {
      if (a.inherited === false || known.has(a.name)) return [];
      known.add(a.name);
      return [{ ...rows.get(from)![i]!, inheritedFrom: from.content.name }];
    }),
  );
  return [...own, ...inherited].map((a) => settled(file, a));
}

/** Which management object it is, the head says, whoever has the row. */
const settled = ({ content: { mgmtDefinition } }: ResourceFile, a: Attribute): Attribute =>
  a.name === 'mgmtDefinition' && a.fixed === undefined && mgmtDefinition !== undefined ? { ...a, fixed: mgmtDefinition } : a;

function basesIn(context: LinkContext, files: ReadonlyMap<string, ResourceFile>, file: ResourceFile): readonly ResourceFile[] {
  const base = file.content.extends;
  if (base !== undefined && !files.has(base)) reportUnknown(context, 'LINK_UNKNOWN_BASE', 'base', base, files.keys(), file.at('extends'));
  const bases = basesOf(file, (name) => files.get(name));
  if (bases.at(-1)?.content.extends === file.content.name || base === file.content.name) context.diagnostics.report(linkCodes, 'LINK_BASE_CIRCLE', `${file.content.name} extends itself`, file.at('extends'), 'each base is a definition that does not extend what extends it');
  return bases;
}

function attribute(context: LinkContext, names: ShortNames, file: ResourceFile, a: AttributeDefinition, index: number): Attribute {
  const place = file.at('attributes', index);
  // The placeholder row [objectAttribute] stands for names that specializations give.
  const own = a.name.startsWith('[') ? a.name : a.shortName;
  const announced = announcementOf(file.content, a);
  const many = multiplicity(context, a.multiplicity, () => file.at('attributes', index, 'multiplicity'));
  const named = own !== undefined ? { shortName: own, provisional: !a.isAddition && (file.content.provisional ?? false) } : nameIn(context, file, names.attributes, 'attribute', a.name, place);
  return {
    ...fact(a, file.content, place, file.patchedBy('attributes', index)),
    name: a.name,
    ...named,
    type: listed(typeReference(context, a.type, () => file.at('attributes', index, 'type')), many),
    multiplicity: many,
    access: a.access,
    ...(announced !== undefined && { announced }),
    create: a.create,
    update: a.update,
    ...(a.default !== undefined && { default: a.default }),
    ...(a.fixed !== undefined && { fixed: a.fixed }),
    constraints: Object.entries(a.constraints ?? {}).map(([keyword, value]) => ({ keyword, value }) as Constraint),
    description: a.description,
    ...(a.isAddition && { isAddition: true as const }),
  };
}

const rules = (file: ResourceFile): readonly Rule[] =>
  (file.content.rules ?? []).map((rule, i) => ({
    ...fact(rule, file.content, file.at('rules', i), file.patchedBy('rules', i)),
    id: rule.id,
    kind: rule.kind,
    attributes: rule.attributes,
    when: rule.when,
    ...(rule.must !== undefined && { must: rule.must }),
    ...(rule.operations !== undefined && { operations: rule.operations }),
    outcome: rule.outcome,
    description: rule.description,
  }));
