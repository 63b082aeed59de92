import { posix } from 'node:path';
import { editDistance } from '../../diagnostics/did-you-mean.js';
import { byCodepoint } from '../../model/names.js';
import { shownResource } from '../../model/shown-resource.js';
import { componentsOf } from '../../read/xsd/components.js';
import { isContext } from '../delta/difference.js';
import type { AttributeFact, ChildFact, ShortNameFact } from '../facts.js';
import { removable } from './removal.js';
import type { MergeContext } from './context.js';
import type { DraftFile, Seen, Stated, Workspace } from './workspace.js';
import { at } from './workspace.js';
import { XsdEditor } from './xsd-editor.js';

/** What the documents say by which a resource is known again. */
interface Evidence {
  readonly attributes: readonly Stated<AttributeFact>[];
  readonly children: readonly Stated<ChildFact>[];
  readonly names: readonly Stated<ShortNameFact>[];
}

/**
 * A resource whose tables marks give another name, and one that is gone where a new one comes that has its number and half of its
 * attributes, or its name but for a word and three of four, was renamed: what the documents do not say of it stays with it, and whatever refers to it follows.
 */
export function renameResources(context: MergeContext, evidence: Evidence): void {
  const { into, absences } = context;
  const gone = into.seen('resource').flatMap((file) => {
    const taken = removable(context, file);
    return taken === undefined ? [] : [{ file, taken }];
  });
  const come = new Map<string, Stated<AttributeFact | ChildFact>[]>();
  // A table of children alone brings nothing new, but it may show another name.
  const named = [...evidence.attributes, ...evidence.children.filter(({ resource }) => gone.some(({ taken }) => taken.as === resource))];
  for (const fact of named) {
    if (fact.resource === undefined || isContext(fact) || isThere(into, fact.resource)) continue;
    come.set(fact.resource, [...(come.get(fact.resource) ?? []), fact]);
  }
  const pairs = gone
    .flatMap(({ file, taken }) => [...come].map(([name, rows]) => ({ file, taken, name, rows, score: taken.as === undefined ? likeness(context, file, name, rows) : Number(taken.as === name) * surely })))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || byCodepoint(`${a.file.content.name} ${a.name}`, `${b.file.content.name} ${b.name}`));
  const used = new Set<string>();
  for (const { file, taken, name, rows } of pairs) {
    const before = file.content.name;
    if (used.has(before) || used.has(name)) continue;
    used.add(before).add(name);
    const [was, now] = [shownResource(file.content), shownResource({ ...file.content, name })];
    absences.verdicts.push({ document: taken.facts.document, subject: 'resources', as: taken.facts.removed === undefined ? 'whole' : 'marked', why: taken.why, kept: [`${before}, as ${name}`], removed: [] });
    absences.renamed(before, name);
    into.change({ kind: 'renamed', what: 'resource', name: now, from: was, to: now, file: file.file, ...at(rows[0]) });
    rename(context, into.resource(before)!, name, evidence.names);
  }
}

/** More than any likeness. */
const surely = 3;

const isThere = (into: Workspace, name: string): boolean => into.seen('resource').some(({ content }) => [content.name, content.announcedVariant?.name].includes(name));

/** How alike a resource and a new one are, from 0: not at all. */
function likeness({ into }: MergeContext, { content }: Seen<'resource'>, name: string, rows: readonly Stated<AttributeFact | ChildFact>[]): number {
  if (name.endsWith('Annc') !== content.name.endsWith('Annc')) return 0;
  const common = universal(into);
  const own = (names: readonly string[]): readonly string[] => [...new Set(names)].filter((n) => !common.has(n));
  const [old, now] = [own(content.attributes.map((a) => a.name)), own(rows.flatMap((row) => (row.kind === 'attribute' ? [row.name] : [])))];
  const shared = old.filter((n) => now.includes(n)).length;
  const share = shared / Math.max(1, new Set([...old, ...now]).size);
  const number = content.mgmtDefinition ?? content.resourceType;
  const isSpecialization = content.kind === 'mgmtObj';
  const numbered = into.enumeration(isSpecialization ? 'm2m:mgmtDefinition' : 'm2m:resourceType')?.values.find((v) => v.name.replace(/^\[(.*)\]$/, '$1') === name)?.value;
  if (numbered !== undefined && numbered === number) return share >= 0.5 ? 1 + share : 0;
  const isOtherNumber = numbered !== undefined && content.provisional !== true;
  return !isOtherNumber && shared >= 2 && share >= 0.75 && isLikeName(content.name, name) ? share : 0;
}

/** What most resources have says nothing of any one: the rows of more than half of them, where there are three or more. */
function universal(into: Workspace): ReadonlySet<string> {
  const resources = into.seen('resource');
  const counts = new Map<string, number>();
  for (const { content } of resources) for (const { name } of content.attributes) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Set(resources.length < 3 ? [] : [...counts].flatMap(([name, n]) => (n > resources.length / 2 ? [name] : [])));
}

/** A word in common, or few letters between them. */
function isLikeName(a: string, b: string): boolean {
  const words = (name: string): readonly string[] => name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().split(/[^a-z0-9]+/);
  return words(a).some((word) => word.length >= 3 && words(b).includes(word)) || editDistance(a.toLowerCase(), b.toLowerCase()) <= Math.max(1, Math.floor(Math.min(a.length, b.length) / 4));
}

/** Enumerations whose values are the names of resource types. */
const numbering = ['m2m:resourceType', 'm2m:mgmtDefinition'] as const;

/** The definition under its new name and in a file of that name, and everything that refers to it. */
function rename(context: MergeContext, { content, file }: DraftFile<'resource'>, name: string, names: readonly Stated<ShortNameFact>[]): void {
  const { into } = context;
  const before = content.name;
  const variants = new Map([[before, name]]);
  content.name = name;
  const variant = content.announcedVariant;
  if (variant !== undefined) {
    const renamed = variant.name === `${before}Annc` ? `${name}Annc` : variant.name;
    variants.set(variant.name, renamed);
    variant.name = renamed;
  }
  const now = (old: string): string => variants.get(old) ?? old;
  for (const { content: other } of into.all('resource')) {
    for (const child of other.children) {
      child.type = now(child.type);
      if (child.announced !== undefined) child.announced = child.announced.map(now);
    }
    other.parents = other.parents.map(now);
    if (other.extends !== undefined) other.extends = now(other.extends);
  }
  // Its number stays with it, where no table numbers the new name.
  for (const type of numbering) {
    const values = into.enumeration(type)?.values ?? [];
    for (const value of values) if (!values.some((v) => v.name === now(value.name))) value.name = now(value.name);
  }
  for (const { content: machine } of into.all('machine')) machine.resource = now(machine.resource);
  for (const { content: outcomes } of into.all('outcomes')) for (const outcome of outcomes.outcomes) outcome.resource = now(outcome.resource);
  renameShortNames(into, variants, names);
  const target = posix.join(posix.dirname(file), `${name}.json`);
  const path = into.sources.has(target) || into.seen('resource').some((f) => f.file === target) ? file : target;
  renamePatches(into, file, path);
  if (path !== file) into.rename(file, path);
  renameInXsds(into, variants);
}

/** A published short name stays with what it names, unless a table gives it anew; a provisional one is made from the long name. */
function renameShortNames(into: Workspace, variants: ReadonlyMap<string, string>, facts: readonly Stated<ShortNameFact>[]): void {
  for (const group of into.all('short-names').flatMap((f) => f.content.groups)) {
    if (group.kind !== 'resource') continue;
    group.names = Object.fromEntries(
      Object.entries(group.names).flatMap(([long, short]) => {
        const renamed = variants.get(long);
        if (renamed === undefined) return [[long, short]];
        return group.provisional === true || facts.some((fact) => fact.of === 'resource' && fact.name === renamed) ? [] : [[renamed, short]];
      }),
    );
  }
}

/** Patches of errata name the file that they patch. */
function renamePatches(into: Workspace, from: string, to: string): void {
  for (const { file, content } of into.all('errata')) {
    const [old, now] = [from, to].map((path) => `${posix.relative(posix.dirname(file), path)}#`) as [string, string];
    for (const patch of content.errata.flatMap((erratum) => erratum.patches ?? [])) if (patch.at.startsWith(old)) patch.at = now + patch.at.slice(old.length);
  }
}

/** The global elements, and what refers to them; the files keep their names, by which others include them. */
function renameInXsds(into: Workspace, variants: ReadonlyMap<string, string>): void {
  const xsds = into.xsds();
  const { elements } = componentsOf(xsds);
  const editor = new XsdEditor(xsds);
  for (const { name, place } of elements.values()) {
    const renamed = variants.get(name.local);
    if (renamed !== undefined) editor.renameElement(place, name.local, renamed);
  }
  const edited = editor.edited();
  for (const [file, text] of xsds) {
    const followed = (edited.get(file) ?? text).replace(/(<xs:element\b[^>]*\bref=")([A-Za-z0-9_]+:)?([^":]+)(?=")/g, (whole, start: string, prefix: string | undefined, name: string) =>
      variants.has(name) ? `${start}${prefix ?? ''}${variants.get(name)!}` : whole,
    );
    if (followed === text) continue;
    into.add(file, followed);
    into.change({ kind: 'changed', what: 'XSD document', name: file, file });
  }
}
