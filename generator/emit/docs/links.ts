import type { Source } from '../../model/model.js';
import { citation } from '../../model/model.js';
import { markdown } from '../render.js';

/** The anchor of an erratum, an enumeration or a machine on its page. */
export const anchor = (id: string): string => id.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

/** `[B03](errata.md#b03), [B04](errata.md#b04)`; `up` leads from the page to the folder of the docs. */
export const errataLinks = (ids: readonly string[], up = ''): string => ids.map((id) => `[${markdown(id)}](${up}errata.md#${anchor(id)})`).join(', ');

/** Where a fact comes from, and the errata that touched it. */
export const sourceCell = (source: Source, errata: readonly string[], up = ''): string =>
  [markdown(citation(source)), ...(errata.length === 0 ? [] : [errataLinks(errata, up)])].join('; ');

/** Everything that no published source gives carries this mark. */
export const mark = (provisional: boolean): string => (provisional ? ' (provisional)' : '');

/** Base name of a resource's page. */
export const pageName = (resource: string): string => resource.replace(/[^A-Za-z0-9_-]+/g, '-');
