import path from 'node:path';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { link } from '../../generator/link/link.js';
import type { Model } from '../../generator/model/model.js';
import { readDefinitions } from '../../generator/read/definitions/read.js';
import { loadSources } from '../../generator/read/load.js';
import { readXsd } from '../../generator/read/xsd/read.js';

export const root = path.resolve(import.meta.dirname, '../..');

/** The specification in `xsd/`, linked. */
export async function realModel(): Promise<Model> {
  const { sources } = await loadSources(path.join(root, 'xsd'));
  const diagnostics = new Diagnostics();
  return link(readXsd(sources, diagnostics), readDefinitions(sources, diagnostics), diagnostics);
}
