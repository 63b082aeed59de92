import { printJson } from '../../generator/import/merge/json-text.js';
import type { Sources } from '../../generator/read/sources.js';
import { ourSources } from './our-sources.js';

interface ResourceFile {
  readonly name: string;
  readonly extends?: string;
  readonly announcedVariant?: { readonly name: string };
  readonly parents?: readonly string[];
  readonly children: readonly { readonly type: string }[];
  readonly attributes: readonly { readonly name: string }[];
}

interface Dependencies {
  readonly references: readonly { readonly to: string; readonly names: readonly string[]; readonly typedBy?: string }[];
  readonly features: readonly { readonly names: readonly string[]; readonly resources: readonly string[] }[];
  readonly values: readonly { readonly names: readonly string[] }[];
  readonly conditions: readonly { readonly of: string; readonly below?: string }[];
  readonly unsettled: readonly { readonly names: readonly string[]; readonly resources: readonly string[] }[];
}

const resourceOf = (file: string): string | undefined => /^tables\/resources\/(\w+)\.json$/.exec(file)?.[1];

/**
 * `xsd/` with the resource types of these names alone, and what they extend: what is of all types stays, and of what else speaks
 * of the others that part is gone. A fraction of the time that the whole takes. What is not sound with so little (a table of
 * numbers for a type that is gone) is so before and after, and nothing that is imported is left out for it.
 */
export function partOfSpecification(...names: readonly string[]): Sources {
  const resources = new Map([...ourSources].flatMap(([file, text]) => (resourceOf(file) === undefined ? [] : [[resourceOf(file)!, JSON.parse(text) as ResourceFile] as const])));
  const stay = new Set<string>();
  for (const name of names) {
    if (!resources.has(name)) throw new Error(`no resource type is named ${name}`);
    for (let at = resources.get(name); at !== undefined; at = resources.get(at.extends ?? '')) stay.add(at.name);
  }
  const gone = new Set([...resources.values()].flatMap(({ name, announcedVariant }) => (stay.has(name) ? [] : [name, ...(announcedVariant === undefined ? [] : [announcedVariant.name])])));
  const isGone = (file: string): boolean => gone.has(resourceOf(file) ?? /^CDT-(\w+)-v/.exec(file)?.[1] ?? '');
  const isOfGone = (text: string): boolean => gone.has((JSON.parse(text) as { readonly resource: string }).resource);
  const left = [...ourSources].filter(([file, text]) => !isGone(file) && !(file.startsWith('tables/machines/') && isOfGone(text)));
  const known = new Set([...[...resources.values()].flatMap(({ name, attributes }) => (stay.has(name) ? attributes.map((row) => row.name) : [])), ...left.flatMap(([file, text]) => (file.endsWith('.xsd') ? [...text.matchAll(/ name="([^"]+)"/g)].map(([, name]) => name!) : []))]);
  const isKnown = (path: string): boolean => path.split(/[./]/).every((name) => (known.has(name) && !gone.has(name)) || stay.has(name));
  const others = new Map(left.filter(([file]) => file !== 'errata.json').map(([file, text]) => [file, without(file, text, { gone, isGone, isKnown, isCited: () => true })]));
  const isCited = (id: string): boolean => [...others.values()].some((text) => text.includes(`"${id}"`));
  return new Map(left.map(([file, text]) => [file, others.get(file) ?? without(file, text, { gone, isGone, isKnown, isCited })]));
}

interface Patch {
  readonly at: string;
  /** Of parents. */
  readonly printed: readonly string[];
  readonly use: readonly string[];
}

interface Left {
  readonly gone: ReadonlySet<string>;
  readonly isGone: (file: string) => boolean;
  readonly isKnown: (path: string) => boolean;
  readonly isCited: (erratum: string) => boolean;
}

/** A file as it is where it says nothing of what is gone. */
function without(file: string, text: string, { gone, isGone, isKnown, isCited }: Left): string {
  if (file.endsWith('.xsd')) {
    return text.split('\n').filter((line) => !isGone(/<xs:include schemaLocation="([^"]+)"/.exec(line)?.[1] ?? '') && !gone.has(/<xs:element ref="m2m:(\w+)"/.exec(line)?.[1] ?? '')).join('\n');
  }
  if (resourceOf(file) !== undefined) {
    const resource = JSON.parse(text) as ResourceFile;
    const { parents, children } = resource;
    return printJson({ ...resource, ...(parents !== undefined && { parents: parents.filter((name) => !gone.has(name)) }), children: children.filter(({ type }) => !gone.has(type)) });
  }
  if (file === 'errata.json') {
    const { errata, ...rest } = JSON.parse(text) as { readonly errata: readonly { readonly id: string; readonly patches?: readonly Patch[] }[] };
    return printJson({
      ...rest,
      errata: errata.flatMap(({ patches = [], ...erratum }) => {
        const apply = patches.flatMap((patch) => (isGone(patch.at.split('#')[0]!) || gone.has(/#\/children\/(\w+)/.exec(patch.at)?.[1] ?? '') ? [] : [patch.at.endsWith('#/parents') ? { ...patch, printed: patch.printed.filter((name) => !gone.has(name)), use: patch.use.filter((name) => !gone.has(name)) } : patch]));
        return apply.length > 0 ? [{ ...erratum, patches: apply }] : isCited(erratum.id) ? [erratum] : [];
      }),
    });
  }
  if (file === 'tables/outcomes.json') {
    const { outcomes, ...rest } = JSON.parse(text) as { readonly outcomes: readonly { readonly resource: string }[] };
    return printJson({ ...rest, outcomes: outcomes.filter(({ resource }) => !gone.has(resource)) });
  }
  if (file === 'tables/dependencies.json') {
    const { references, features, values, conditions, unsettled, ...rest } = JSON.parse(text) as Dependencies;
    const some = <R extends { readonly names: readonly string[]; readonly resources?: readonly string[] }>(row: R): R => ({ ...row, names: row.names.filter(isKnown), ...(row.resources !== undefined && { resources: row.resources.filter((name) => !gone.has(name)) }) });
    return printJson({
      ...rest,
      references: once(references.filter(({ to, typedBy = '' }) => !gone.has(to) && (typedBy === '' || isKnown(typedBy))).map(some)),
      features: once(features.map(some)),
      values: once(values.map(some)),
      conditions: conditions.filter(({ of, below = '' }) => isKnown(of) && !gone.has(below)),
      unsettled: once(unsettled.map(some)),
    });
  }
  return text;
}

/** Rows that differed in what is gone alone are one. */
const once = <R extends object>(rows: readonly R[]): readonly R[] => [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
