import type { CodeTable, Diagnostics } from '../diagnostics/diagnostic.js';
import { plural } from '../diagnostics/render.js';
import { keyOf } from '../model/components.js';
import type { Model } from '../model/model.js';
import { byCodepoint, elementKey, m2mKey } from '../model/names.js';

export const documentCodes = {
  CHECK_XSD_NOT_DESCRIBED: { severity: 'warning', title: 'No definition describes what an XSD declares' },
} as const satisfies CodeTable;

/** Elements that the compiler knows without a definition: the primitives (TS-0004 6.4.1, 6.4.2). */
const primitives = ['requestPrimitive', 'responsePrimitive'];
const shown = 3;

/**
 * XSDs whose elements nothing in the output comes of, and that no document which is described refers to: to say nothing
 * of them would look as if they were compiled.
 */
export function checkDocuments({ components, resources, contents, cwmp }: Model, diagnostics: Diagnostics): void {
  const described = new Set([...primitives.map(m2mKey), ...contents.map(({ name }) => m2mKey(name)), ...resources.map(elementKey), ...(cwmp?.messages ?? []).map(({ element }) => keyOf(element.name))]);
  const used = new Set([...components.elements].flatMap(([key, { place }]) => (described.has(key) ? [place.file] : [])));
  for (const path of used) for (const target of components.references.get(path) ?? []) used.add(target);
  const left = new Set([...components.elements.values()].map(({ place }) => place.file).filter((file) => !used.has(file)));
  if (left.size === 0) return;
  const files = [...left].sort(byCodepoint);
  const names = files.length <= shown + 1 ? files.join(', ') : `${files.slice(0, shown).join(', ')} and ${plural(files.length - shown, 'further document')}`;
  const message = `no definition describes what ${names} ${files.length === 1 ? 'declares' : 'declare'}: no types, schemas or validators come of it`;
  const hint = 'describe its resources under tables/; jsonSchemaFromXsd, a function of the package, makes JSON Schemas of any XSD';
  diagnostics.report(documentCodes, 'CHECK_XSD_NOT_DESCRIBED', message, { file: files[0]!, line: 1, column: 1 }, hint);
}
