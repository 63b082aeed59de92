import type { DefinitionKinds } from '../../read/definitions/definitions.js';
import type { AttributeFact, ChildFact } from '../facts.js';
import type { MergeContext } from './resources.js';
import type { Draft, DraftFile, Stated, Workspace } from './workspace.js';
import { sourceOf } from './workspace.js';

type ResourceDraft = Draft<DefinitionKinds['resource']>;

interface Stating {
  readonly name: string;
  readonly kind: AttributeFact['resourceKind'];
  readonly attributes: readonly Stated<AttributeFact>[];
  readonly children: readonly Stated<ChildFact>[];
}

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

/** A path that no file has, also where upper and lower case are the same. */
function freeFile(into: Workspace, wanted: string, name: string): string {
  const taken = new Set([...into.sources.keys(), ...into.all('resource').map((f) => f.file)].map((file) => file.toLowerCase()));
  for (let i = 1; ; i++) {
    const file = i === 1 ? wanted : `tables/resources/${name}-${i}.json`;
    if (!taken.has(file.toLowerCase())) return file;
  }
}

function bare(into: Workspace, known: Workspace, { name, kind, attributes, children }: Stating): ResourceDraft {
  const first = attributes.find((fact) => fact.access !== undefined || fact.multiplicity !== undefined) ?? attributes[0] ?? children[0];
  const source = sourceOf(first!);
  const isAnnounced = !name.endsWith('Annc') && attributes.some((fact) => fact.announced !== undefined);
  const base = kind === 'mgmtObj' && (into.resource('mgmtObj') ?? known.resource('mgmtObj')) !== undefined;
  const number = kind === 'mgmtObj' ? { resourceType: 13, ...numbered(into, known, 'm2m:mgmtDefinition', name, 'mgmtDefinition') } : numbered(into, known, 'm2m:resourceType', name, 'resourceType');
  const variant = `${name}Annc`;
  // <mgmtObj> itself is nobody's type: its rows are those of its specializations (TS-0001 9.6.15).
  if (name === 'mgmtObj') return { name, kind: 'base', resourceType: 13, description: 'Rows that every specialization of <mgmtObj> has.', source, operations: ['create', 'retrieve', 'update', 'delete'], group: 'm2m:mgmtResource', parents: [], children: [], attributes: [] };
  return {
    name,
    kind: kind === 'flexContainer' ? 'resource' : kind,
    ...number,
    description: kind === 'mgmtObj' ? `Specialization [${name}] of <mgmtObj>.` : `Resource type <${name}>.`,
    source,
    operations: ['create', 'retrieve', 'update', 'delete'],
    group: kind === 'mgmtObj' ? 'm2m:mgmtResource' : isAnnounced ? 'm2m:announceableResource' : 'm2m:regularResource',
    ...(base && { extends: 'mgmtObj' }),
    parents: kind === 'mgmtObj' ? ['node'] : [],
    children: [],
    attributes: [],
    ...(isAnnounced && {
      announcedVariant:
        kind === 'mgmtObj'
          ? { name: variant, resourceType: 10013, group: 'm2m:announcedMgmtResource' }
          : { name: variant, ...numbered(into, known, 'm2m:resourceType', variant, 'resourceType'), group: 'm2m:announcedResource' },
    }),
  };
}

/** The published number of a resource type, or a provisional one that nothing else has. */
function numbered<K extends 'resourceType' | 'mgmtDefinition'>(into: Workspace, known: Workspace, type: string, name: string, member: K): { [P in K]: number } & { provisional?: true } {
  const drafts = into.all('enumerations').flatMap((f) => f.content.enumerations.filter((e) => e.type === type).flatMap((e) => e.values));
  const values = [...drafts, ...[into, known].flatMap((w) => w.used.byKind('enumerations').flatMap((f) => f.content.enumerations.filter((e) => e.type === type).flatMap((e) => e.values)))];
  const published = values.find((v) => v.name === name || v.name === `[${name}]`);
  if (published !== undefined) return { [member]: published.value, ...(published.provisional === true && { provisional: true }) } as { [P in K]: number } & { provisional?: true };
  const used = new Set(values.map((v) => v.value));
  for (const file of [...into.all('resource'), ...known.all('resource')]) {
    for (const number of [file.content[member], member === 'resourceType' ? file.content.announcedVariant?.resourceType : undefined]) if (number !== undefined) used.add(number);
  }
  // Far above what is published, and announced variants 10,000 above their originals (TS-0004 6.3.4.2.1).
  let number = (member === 'resourceType' && name.endsWith('Annc') ? 10_000 : 0) + 9_200;
  while (used.has(number)) number++;
  return { [member]: number, provisional: true } as { [P in K]: number } & { provisional: true };
}
