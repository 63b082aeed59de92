import type { Source } from '../../model/model.js';
import type { DefinitionKinds } from '../../read/definitions/definitions.js';
import { baseOf } from './inheritance.js';
import type { Stating } from './stating.js';
import { viewOf } from './stating.js';
import type { MergeContext } from './context.js';
import type { Draft, DraftFile, Workspace } from './workspace.js';
import { madeUp, sourceOf } from './workspace.js';

type ResourceDraft = Draft<DefinitionKinds['resource']>;

/** The definition of a resource that the folder does not have: the known one, to be overwritten by what is printed, or a bare one. */
export function newResource({ into, known }: MergeContext, stating: Stating): DraftFile<'resource'> {
  const model = known.resource(stating.name);
  if (model !== undefined) {
    into.completed.push({ what: 'resource', name: stating.name, from: model.file });
    const content = structuredClone(model.content);
    Reflect.deleteProperty(content, '$schema');
    return into.create('resource', freeFile(into, model.file, stating.name), content);
  }
  return into.create('resource', freeFile(into, `tables/resources/${stating.name}.json`, stating.name), bare(into, known, stating));
}

/**
 * What a whole specification defines anew has the rows of that, and cites it. What only others say of the resource, such as a
 * Change Request that is known, is not of it.
 */
export function withoutOthers({ into, known, absences }: MergeContext, file: string, resource: ResourceDraft, { name, attributes, children }: Stating): void {
  const documents = new Set([...attributes, ...children].map(({ document }) => document));
  const isOther = (source: Source | undefined): boolean => !documents.has((source ?? resource.source).document);
  const leave = (what: 'attribute' | 'child', of: string): void => into.change({ kind: 'removed', what, name: of, file });
  if (absences.definesAnew({ kind: 'child', of: name })) {
    resource.children = resource.children.flatMap((row) => {
      const fact = children.find(({ type }) => type === row.type);
      if (fact === undefined && isOther(row.source)) return leave('child', `${name} child ${row.type}`) ?? [];
      return [fact !== undefined && row.source !== undefined && isOther(row.source) ? { ...row, source: sourceOf(fact) } : row];
    });
  }
  if (!absences.definesAnew({ kind: 'attribute', of: name })) return;
  resource.attributes = resource.attributes.flatMap((row) => {
    const fact = attributes.find((one) => one.name === row.name);
    if (fact === undefined && isOther(row.source)) return leave('attribute', `${name}.${row.name}`) ?? [];
    return [fact !== undefined && row.source !== undefined && isOther(row.source) ? { ...row, source: sourceOf(fact) } : row];
  });
  const isElsewhere = (parent: string): boolean => {
    const source = known.resource(parent)?.content.source;
    return source !== undefined && isOther(source) && !absences.definesAnew({ kind: 'attribute', of: parent });
  };
  resource.parents = resource.parents.filter((parent) => !isElsewhere(parent));
  if (isOther(undefined)) resource.source = sourceOf(attributes.find((fact) => viewOf(fact) === 'attributes') ?? attributes[0]!);
}

/** A path that no file has, also where upper and lower case are the same. */
function freeFile(into: Workspace, wanted: string, name: string): string {
  const taken = new Set([...into.sources.keys(), ...into.seen('resource').map((f) => f.file)].map((file) => file.toLowerCase()));
  for (let i = 1; ; i++) {
    const file = i === 1 ? wanted : `tables/resources/${name}-${i}.json`;
    if (!taken.has(file.toLowerCase())) return file;
  }
}

/** Numbers and groups that specializations have in common (TS-0004 6.3.4.2.1, 6.3.5): what tells them apart is their definition. */
const specialized = {
  mgmtObj: { resourceType: 13, group: 'm2m:mgmtResource', announcedType: 10_013, announcedGroup: 'm2m:announcedMgmtResource' },
  flexContainer: { resourceType: 28, group: 'm2m:flexContainerResource', announcedType: 10_028, announcedGroup: 'm2m:announcedFlexContainerResource' },
} as const;

function bare(into: Workspace, known: Workspace, { name, kind, attributes, children, announcedVariant }: Stating): ResourceDraft {
  const first = attributes.find((fact) => fact.access !== undefined || fact.multiplicity !== undefined) ?? attributes[0] ?? children[0];
  const source = sourceOf(first!);
  const isAnnounced = !name.endsWith('Annc') && (announcedVariant !== undefined || attributes.some((fact) => fact.announced !== undefined));
  const variant = announcedVariant ?? `${name}Annc`;
  const body = (group: string, parents: string[] = [], base?: string) => ({
    source: { ...source },
    operations: ['create', 'retrieve', 'update', 'delete'] as ResourceDraft['operations'],
    group,
    ...(base !== undefined && { extends: base }),
    parents,
    children: [],
    attributes: [],
  });
  // <mgmtObj> itself is nobody's type: its rows are those of its specializations (TS-0001 9.6.15).
  if (name === baseOf.mgmtObj) return base(name, body);
  if (kind === 'resource') {
    const group = isAnnounced ? 'm2m:announceableResource' : 'm2m:regularResource';
    return {
      name,
      kind,
      ...numbered(into, known, 'm2m:resourceType', name, 'resourceType'),
      description: `Resource type <${name}>.`,
      ...body(group),
      ...(isAnnounced && { announcedVariant: { name: variant, ...numbered(into, known, 'm2m:resourceType', variant, 'resourceType'), group: 'm2m:announcedResource' } }),
    };
  }
  const { resourceType, group, announcedType, announcedGroup } = specialized[kind];
  if (kind === 'flexContainer' && [into, known].every((w) => w.resource(baseOf[kind]) === undefined)) {
    into.create('resource', freeFile(into, `tables/resources/${baseOf[kind]}.json`, baseOf[kind]), base(baseOf[kind], body));
  }
  const hasBase = [into, known].some((w) => w.resource(baseOf[kind]) !== undefined);
  return {
    name,
    kind: kind === 'mgmtObj' ? kind : 'resource',
    resourceType,
    ...(kind === 'mgmtObj' && numbered(into, known, 'm2m:mgmtDefinition', name, 'mgmtDefinition')),
    description: `Specialization [${name}] of <${kind}>.`,
    ...body(group, kind === 'mgmtObj' ? ['node'] : [], hasBase ? baseOf[kind] : undefined),
    ...(isAnnounced && { announcedVariant: { name: variant, resourceType: announcedType, group: announcedGroup } }),
  };
}

function base(name: keyof typeof specialized, body: (group: string) => Omit<ResourceDraft, 'name' | 'kind' | 'description'>): ResourceDraft {
  const { resourceType, group } = specialized[name];
  return { name, kind: 'base', resourceType, description: `Rows that every specialization of <${name}> has.`, ...body(group) };
}

/** The published number of a resource type, or a provisional one that nothing else has. */
function numbered<K extends 'resourceType' | 'mgmtDefinition'>(into: Workspace, known: Workspace, type: string, name: string, member: K): { [P in K]: number } & { provisional?: true } {
  const drafts = into.all('enumerations').flatMap((f) => f.content.enumerations.filter((e) => e.type === type).flatMap((e) => e.values));
  const values = [...drafts, ...[into, known].flatMap((w) => w.used.byKind('enumerations').flatMap((f) => f.content.enumerations.filter((e) => e.type === type).flatMap((e) => e.values)))];
  const published = values.find((v) => v.name === name || v.name === `[${name}]`);
  if (published !== undefined) return { [member]: published.value, ...(published.provisional === true && { provisional: true }) } as { [P in K]: number } & { provisional?: true };
  const used = new Set(values.map((v) => v.value));
  for (const file of [...into.seen('resource'), ...known.seen('resource')]) {
    for (const number of [file.content[member], member === 'resourceType' ? file.content.announcedVariant?.resourceType : undefined]) if (number !== undefined) used.add(number);
  }
  // Far above what is published, and announced variants 10,000 above their originals (TS-0004 6.3.4.2.1).
  let number = (member === 'resourceType' && name.endsWith('Annc') ? 10_000 : 0) + 9_200;
  while (used.has(number)) number++;
  into.completed.push({ what: 'number', name: `${name} ${number}`, from: madeUp });
  return { [member]: number, provisional: true } as { [P in K]: number } & { provisional: true };
}
