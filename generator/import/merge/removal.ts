import { shownResource } from '../../model/shown-resource.js';
import { componentsOf } from '../../read/xsd/components.js';
import type { Absences } from '../delta/absences.js';
import type { Facts } from '../facts.js';
import type { MergeContext } from './context.js';
import type { Seen } from './workspace.js';

/**
 * Resources that a document no longer has: their tables are marked as deleted, or a whole specification that they are cited from
 * speaks of them nowhere. Where it has taken the number of a resource away, a mention in the text does not keep it. With them go
 * their XSDs that nothing else needs, and their names as children and parents.
 */
export function removeResources(context: MergeContext): void {
  const { into, absences } = context;
  for (const file of into.seen('resource')) {
    const { name } = file.content;
    const taken = removable(context, file);
    if (taken === undefined) continue;
    absences.verdicts.push({ document: taken.facts.document, subject: 'resources', as: taken.facts.removed === undefined ? 'whole' : 'marked', why: taken.why, kept: [], removed: [name] });
    absences.went.push({ kind: 'resource', name });
    into.remove(file.file);
    into.change({ kind: 'removed', what: 'resource', name: shownResource(file.content), file: file.file });
    removeXsds(context, file);
    forget(context, [name, ...(file.content.announcedVariant === undefined ? [] : [file.content.announcedVariant.name])]);
  }
}

/** The document that takes a resource away, and why. */
export function removable({ into, absences }: MergeContext, { content }: Seen<'resource'>): ReturnType<Absences['takesAway']> {
  const { name, source, kind, attributes } = content;
  if (kind === 'base') return undefined;
  const isUnnumbered = into.changes.some((c) => c.kind === 'removed' && c.what === 'enumeration value' && /^m2m:(?:resourceType|mgmtDefinition)\.(.+)$/.exec(c.name)?.[1] === name);
  return absences.takesAway(name, source, attributes.map((a) => a.name), (facts) => mentions(facts, name), isUnnumbered);
}

/** Whether a heading or caption speaks of the resource. */
function mentions({ headings = [], tables }: Facts, name: string): boolean {
  const word = new RegExp(`(?<![A-Za-z0-9])${name.replace(/[^A-Za-z0-9]/g, '\\$&')}(?![A-Za-z0-9])`);
  return headings.some((text) => word.test(text)) || tables.some((table) => table.kind !== 'enumeration' && table.caption !== undefined && word.test(table.caption));
}

/** XSDs that declare nothing but the resource, and that no other XSD includes. */
function removeXsds({ into }: MergeContext, { content }: Seen<'resource'>): void {
  const names = new Set([content.name, content.announcedVariant?.name]);
  const xsds = into.xsds();
  const { elements, types, references } = componentsOf(xsds);
  const included = new Set([...references].flatMap(([file, others]) => [...others].filter((other) => other !== file)));
  for (const file of xsds.keys()) {
    const own = [...elements.values()].filter((e) => e.place.file === file).map((e) => e.name.local);
    const ofTypes = [...types.values()].some((type) => type.place?.file === file);
    if (own.length === 0 || ofTypes || included.has(file) || !own.every((name) => names.has(name))) continue;
    into.remove(file);
    into.change({ kind: 'removed', what: 'XSD document', name: file, file });
  }
}

/** Nothing is the child or the parent of what is no more. */
function forget({ into }: MergeContext, names: readonly string[]): void {
  for (const { content, file } of into.all('resource')) {
    for (const child of content.children.filter((c) => names.includes(c.type))) into.change({ kind: 'removed', what: 'child', name: `${content.name} child ${child.type}`, file });
    content.children = content.children.filter((c) => !names.includes(c.type));
    for (const child of content.children) {
      if (child.announced?.some((name) => names.includes(name)) === true) child.announced = child.announced.filter((name) => !names.includes(name));
    }
    content.parents = content.parents.filter((parent) => !names.includes(parent));
  }
}
