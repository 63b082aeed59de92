import type { Model, Source } from '../../model/model.js';
import { citation, releaseInWords, releaseOf } from '../../model/model.js';
import { codeNames } from '../code-names.js';
import { markdown, markdownCode } from '../render.js';

/** The anchor of an erratum, an enumeration or a machine on its page. */
export const anchor = (id: string): string => id.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

/** `[B03](errata.md#b03), [B04](errata.md#b04)`; `up` leads from the page to the folder of the docs. */
export const errataLinks = (ids: readonly string[], up = ''): string => ids.map((id) => `[${markdown(id)}](${up}errata.md#${anchor(id)})`).join(', ');

/** Where a fact comes from, and the errata that touched it. */
export const sourceCell = (source: Source, errata: readonly string[], up = ''): string =>
  [markdown(citation(source)), ...(errata.length === 0 ? [] : [errataLinks(errata, up)])].join('; ');

/** Everything that no published source gives carries this mark. */
export const mark = (provisional: boolean): string => (provisional ? ' (provisional)' : '');

/** `Release 4 or 5`, of what another release has; nothing of the rest. */
export function releaseMark(model: Model, source: Source | undefined): string {
  const release = releaseOf(model, source);
  return release === undefined ? '' : releaseInWords(release);
}

/** The name of a resource, as a link where it has a page; `folder` leads there. */
export const resourceLink = (model: Model, name: string, folder: string): string =>
  model.resources.some((resource) => resource.name === name) ? `[${markdown(name)}](${folder}${codeNames(model).resource({ name }).file}.md)` : markdownCode(name);
