import type { SchemaSet } from '../../model/components.js';
import { mergeCodes } from './codes.js';
import type { MergeContext } from './context.js';
import { addedRows } from './errata.js';
import { publishedElsewhere } from './published-names.js';
import { allRows, reachedMembers } from './reached.js';
import type { NameKind, ShortNameGroup } from './short-name-groups.js';
import { groupWith, shortNamesFile } from './short-name-groups.js';
import { reserve } from './short-names.js';
import type { Workspace } from './workspace.js';
import { madeUp } from './workspace.js';

/** Long names of one kind that need short ones. */
type Wanted = ReadonlyMap<NameKind, ReadonlySet<string>>;

/** Short names of everything that has a long one: the known one, or one made up, provisional and used by nothing else. */
export function completeShortNames(context: MergeContext, before: SchemaSet, components: SchemaSet): void {
  const { into, diagnostics, absences } = context;
  const nameless = giveNames(context, new Map([['resource', resourceNames(into)], ['attribute', attributeNames(into)], ['member', new Set([...reachedMembers(into, components), ...newMembers(into)])]]));
  // What the folder had without a short name before is not this document's doing.
  const old = reachedMembers(into, before);
  const unnamed = nameless.filter((name) => !old.has(name));
  if (unnamed.length > 0) {
    const message = `no table has a short name for ${unnamed.length === 1 ? 'the member' : `${unnamed.length} members`}: ${unnamed.join(', ')}`;
    diagnostics.report(mergeCodes, 'IMPORT_NO_SHORT_NAME', message, absences.placeOfMember(unnamed), 'they travel under their long names until tables/short-names.json has one');
  }
}

/** Members that tables bring or rename, also those of types that no attribute has: contents of messages. */
const newMembers = (into: Workspace): readonly string[] => into.changes.flatMap(({ what, kind, name }) => (what === 'member' && (kind === 'added' || kind === 'renamed') ? [name.slice(name.lastIndexOf('/') + 1)] : []));

/** Short names of the attributes that errata add: rows that the tables leave out. */
export function nameAddedRows(context: MergeContext): void {
  giveNames(context, new Map([['attribute', new Set(addedRows(context.into).map(({ name }) => name))]]));
}

/** The short name of a parameter: that of a table, the known one, or a provisional one. */
export function nameParameters(context: MergeContext, name: string): string {
  giveNames(context, new Map([['parameter', new Set([name])]]));
  return groupWith(context.into, 'parameter', name)!.names[name]!;
}

/** Resource types, announced variants, and relatives that no enumeration numbers. */
function resourceNames(into: Workspace): ReadonlySet<string> {
  const resources = into.seen('resource').filter((f) => f.content.kind !== 'base');
  const named = new Set([...resources.map((f) => f.content.name), ...variantsOf(into)]);
  const numbered = new Set(into.all('enumerations').flatMap((f) => f.content.enumerations.filter((e) => e.type === 'm2m:resourceType' || e.type === 'm2m:mgmtDefinition').flatMap((e) => e.values.map((v) => v.name.replace(/^\[(.*)\]$/, '$1')))));
  for (const { content } of into.seen('resource')) {
    const relatives = [...content.parents, ...content.children.flatMap((c) => [...(c.fixedName === undefined ? [c.type] : []), ...(c.announced ?? [])])];
    for (const name of relatives) if (!numbered.has(name)) named.add(name);
  }
  return named;
}

const variantsOf = (into: Workspace): readonly string[] => into.seen('resource').flatMap(({ content }) => (content.kind === 'base' || content.announcedVariant === undefined ? [] : [content.announcedVariant.name]));

const attributeNames = (into: Workspace): ReadonlySet<string> => new Set([...allRows(into).map(({ name }) => name).filter((name) => !name.startsWith('[')), ...universalNames(into)]);

/** What announced variants have besides. */
const universalNames = (into: Workspace): readonly string[] =>
  into.all('universal-attributes').flatMap(({ content: { originals, announced, kept } }) => [originals, announced, kept].flatMap(({ attributes }) => attributes.map(({ name }) => name)));

/** A short name for each that has none; members for which nobody knows one come back. */
function giveNames({ into, known, diagnostics }: MergeContext, wanted: Wanted): readonly string[] {
  const taken = new Set([into, known].flatMap((w) => w.all('short-names').flatMap((f) => [...f.content.reserved, ...f.content.groups.flatMap((g) => Object.values(g.names))])));
  // What a table misprints, and an erratum of the folder puts right, has its name.
  const corrected = into.used.byKind('short-names').flatMap((f) => f.content.groups);
  const settled = (kind: NameKind, name: string): boolean => corrected.some((group) => group.kind === kind && Object.hasOwn(group.names, name));
  const nameless: string[] = [];
  for (const [kind, names] of wanted) {
    for (const name of names) {
      if (groupWith(into, kind, name) !== undefined || settled(kind, name)) continue;
      const model = groupWith(known, kind, name);
      const elsewhere = model !== undefined || kind === 'resource' || kind === 'parameter' ? undefined : publishedElsewhere([into, known], kind, name, names, diagnostics);
      if (model !== undefined) copyName(into, model, name);
      else if (kind !== 'resource' && kind !== 'parameter' && elsewhere !== undefined) borrowName(into, kind, name, elsewhere);
      else if (kind !== 'member') makeName(into, kind, name, taken);
      else nameless.push(name);
      // One short name for one name, whatever it names: what is provisional here may be published there.
      const other = kind === 'attribute' && model?.provisional === true ? groupWith(known, 'member', name) : undefined;
      if (other !== undefined && groupWith(into, 'member', name) === undefined) copyName(into, other, name);
    }
  }
  if (into.all('short-names').every((f) => f.text === undefined)) orderAsKnown(into, known);
  return nameless;
}

/** A new file has the order of the known one, and its reserved names. */
function orderAsKnown(into: Workspace, known: Workspace): void {
  const order = known.all('short-names').flatMap((f) => f.content.groups.map((g) => g.name));
  for (const file of into.all('short-names')) {
    file.content.groups.sort((a, b) => (order.indexOf(a.name) + 1 || Infinity) - (order.indexOf(b.name) + 1 || Infinity) || 0);
    for (const name of known.all('short-names').flatMap((f) => f.content.reserved)) if (!file.content.reserved.includes(name)) reserve(file.content.reserved, name);
  }
}

function copyName(into: Workspace, model: ShortNameGroup, name: string): void {
  const file = shortNamesFile(into);
  let group = file.content.groups.find((g) => g.name === model.name && g.kind === model.kind);
  if (group === undefined) file.content.groups.push((group = { ...structuredClone(model), names: {} }));
  group.names[name] = model.names[name]!;
  into.completed.push({ what: 'short name', name, from: 'tables/short-names.json' });
}

/** The short name of a name that is published under another spelling or for another kind, in a group that cites that table. */
function borrowName(into: Workspace, kind: 'attribute' | 'member', name: string, { group, printed }: { readonly group: ShortNameGroup; readonly printed: string }): void {
  const file = shortNamesFile(into);
  const title = `${kind}s by ${group.name}`;
  let target = file.content.groups.find((g) => g.name === title && g.kind === kind);
  if (target === undefined) file.content.groups.push((target = { name: title, kind, source: { ...group.source }, names: {} }));
  target.names[name] = group.names[printed]!;
}

const provisionalGroups = { resource: 'provisional resource types', attribute: 'provisional attributes', parameter: 'provisional parameters' } as const;

function makeName(into: Workspace, kind: keyof typeof provisionalGroups, name: string, taken: Set<string>): void {
  const file = shortNamesFile(into);
  let group = file.content.groups.find((g) => g.name === provisionalGroups[kind]);
  if (group === undefined) {
    group = { name: provisionalGroups[kind], kind, source: { document: 'specgen', clause: 'short names' }, provisional: true, names: {} };
    file.content.groups.push(group);
  }
  const original = kind === 'resource' && name.endsWith('Annc') ? group.names[name.slice(0, -'Annc'.length)] : undefined;
  const short = original !== undefined && !taken.has(`${original}A`) ? `${original}A` : shortened(name, taken);
  group.names[name] = short;
  taken.add(short);
  into.completed.push({ what: 'short name', name: `${name} ${short}`, from: madeUp });
}

/** Initials and consonants, as TS-0004 8.2 makes them: four letters where they are free, else with a number. */
function shortened(name: string, taken: ReadonlySet<string>): string {
  const words = name.replace(/[^A-Za-z0-9]/g, ' ').replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z])([A-Z][a-z])/g, '$1 $2').toLowerCase().split(/\s+/).filter((w) => w !== '');
  const skeletons = words.map((word) => word.charAt(0) + word.slice(1).replace(/[aeiou]/g, ''));
  const each = Math.max(1, Math.floor(4 / words.length));
  const base = skeletons.map((s) => s.slice(0, words.length === 1 ? 4 : each)).join('').replace(/^[^a-z]+/, '').slice(0, 5) || 'x';
  const candidates = [base, skeletons.map((s) => s.slice(0, each + 1)).join('').replace(/^[^a-z]+/, '').slice(0, 6)];
  const free = candidates.find((c) => c.length > 1 && !taken.has(c));
  if (free !== undefined) return free;
  for (let i = 2; ; i++) if (!taken.has(`${base}${i}`)) return `${base}${i}`;
}
