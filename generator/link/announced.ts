import type { Place } from '../diagnostics/diagnostic.js';
import type { Attribute, Resource, ShortNames } from '../model/model.js';
import type { Definition } from '../read/definitions/definitions.js';
import type { LinkContext } from './context.js';
import { nameIn, overriddenType, shortNameOf } from './names.js';
import { multiplicity, typeReference } from './types.js';

/** Attributes that every announced resource has whatever the column says (TS-0001 9.6.26.2, TS-0004 Table 7.4.26.1-2). */
const universal: ReadonlyMap<string, Pick<Attribute, 'create' | 'update' | 'access'>> = new Map([
  ['resourceType', { create: 'NP', update: 'NP', access: 'RO' }],
  ['resourceID', { create: 'NP', update: 'NP', access: 'RO' }],
  ['resourceName', { create: 'NP', update: 'NP', access: 'WO' }],
  ['parentID', { create: 'NP', update: 'NP', access: 'RO' }],
  ['creationTime', { create: 'NP', update: 'NP', access: 'RO' }],
  ['lastModifiedTime', { create: 'NP', update: 'NP', access: 'RO' }],
  ['expirationTime', { create: 'M', update: 'O', access: 'RW' }],
]);

/** Attributes of the type m2m:announcedResource, there even where the original's column says NA (TS-0004 Table 6.3.6-2). */
const ofTheGroup: ReadonlySet<string> = new Set(['labels', 'accessControlPolicyIDs', 'dynamicAuthorizationConsultationIDs']);

const announcementSource = { document: 'TS-0004', clause: '7.4.26.1', table: '7.4.26.1-2' };

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
  const { place } = original;
  const rows = original.attributes.flatMap((a): Attribute[] => {
    const fixedRow = universal.get(a.name);
    if (fixedRow !== undefined) return [ownRow({ ...a, ...fixedRow, source: announcementSource })];
    if (a.announced !== 'MA' && a.announced !== 'OA' && !ofTheGroup.has(a.name)) return [];
    // A conditionally mandatory accessControlPolicyIDs is always there, as the type of announced resources has it (Table 6.3.6-2).
    const always = a.name === 'accessControlPolicyIDs' || a.name === 'mgmtDefinition';
    const text = `${always ? '1' : '0..1'}${a.multiplicity.list ? ' (L)' : ''}`;
    return [
      ownRow({
        ...a,
        access: 'RW',
        create: a.name === 'mgmtDefinition' ? 'M' : 'O',
        update: a.access === 'WO' ? 'NP' : 'O',
        multiplicity: multiplicity(context, text, a.place),
      }),
    ];
  });
  const link: Attribute = {
    source: announcementSource,
    errata: [],
    place,
    name: 'link',
    ...shortNameOf(context, names.attributes, 'attribute', 'link', place),
    type: typeReference(context, 'xs:anyURI', place),
    multiplicity: multiplicity(context, '1', place),
    access: 'RW',
    create: 'M',
    update: 'O',
    constraints: [],
    description: 'Address of the original resource.',
  };
  const own = original.attributes.some((a) => a.name === 'expirationTime') ? [link] : [...expirationTime(context, names, place), link];
  // Universal attributes stand first, then the link (TS-0004 Table 6.3.6-2); the sort is stable, so the rest keeps its order.
  const rank = (a: Attribute): number => (universal.has(a.name) ? 0 : a.name === 'link' ? 1 : 2);
  return [...rows, ...own].sort((a, b) => rank(a) - rank(b));
}

/**
 * What is announced expires, even where the original does not: a CSEBase (TS-0004 Table 6.3.6-2). It is of the type that it has elsewhere; a
 * specification without the attribute has none.
 */
function expirationTime(context: LinkContext, names: ShortNames, place: Place): readonly Attribute[] {
  const [type] = context.definitions.byKind('resource').flatMap(({ content }) => content.attributes.filter((a) => a.name === 'expirationTime').map((a) => a.type));
  if (type === undefined) return [];
  return [
    {
      source: announcementSource,
      errata: [],
      place,
      name: 'expirationTime',
      ...shortNameOf(context, names.attributes, 'attribute', 'expirationTime', place),
      type: typeReference(context, type, place),
      multiplicity: multiplicity(context, '1', place),
      constraints: [],
      description: 'When the announced resource is deleted.',
      ...universal.get('expirationTime')!,
    },
  ];
}

/** An announced attribute has neither a default of its own nor a column that says how to announce it further. */
function ownRow({ default: _default, announced: _announced, ...attribute }: Attribute): Attribute {
  return attribute;
}
