import { keyOfPrefixed } from '../../model/names.js';
import { componentsOf } from '../../read/xsd/components.js';
import { mergeCodes } from './codes.js';
import type { MergeContext } from './context.js';
import { XsdEditor } from './xsd-editor.js';

/**
 * Enumerations of which a document takes away every value go as a whole, out of their XSDs too. One that something is still of
 * the type of stays as it is.
 */
export function removeEnumerations({ into, diagnostics, absences }: MergeContext, types: readonly string[]): void {
  for (const type of types) {
    const owner = into.all('enumerations').find((f) => f.content.enumerations.some((e) => e.type === type));
    if (owner === undefined) continue;
    const { file, content } = owner;
    const users = usersOf(into, type);
    if (users.length > 0) {
      diagnostics.report(mergeCodes, 'IMPORT_LEFT_OUT', `removal of the enumeration ${type} is left out: ${users.slice(0, 3).join(', ')}${users.length > 3 ? ` and ${users.length - 3} more` : ''} ${users.length === 1 ? 'is' : 'are'} of it`, absences.placeOfDeleted(type), 'give what is of this type another one, in the same document');
      continue;
    }
    content.enumerations = content.enumerations.filter((e) => e.type !== type);
    into.change({ kind: 'removed', what: 'enumeration', name: type, file });
    const xsds = into.xsds();
    const place = componentsOf(xsds).types.get(keyOfPrefixed(type) ?? type)?.place;
    const editor = new XsdEditor(xsds);
    const span = place === undefined ? undefined : editor.element(place);
    if (place === undefined || span === undefined) continue;
    editor.removeLine(place.file, span);
    for (const [edited, text] of editor.edited()) {
      into.add(edited, text);
      into.change({ kind: 'changed', what: 'XSD document', name: edited, file: edited });
    }
  }
}

/** The attributes, and the documents whose declarations, are of a type. */
function usersOf(into: MergeContext['into'], type: string): readonly string[] {
  const attributes = into.seen('resource').flatMap(({ content }) => content.attributes.filter((row) => row.type.replace(/^list of /, '') === type).map((row) => `${content.name}.${row.name}`));
  return attributes.length > 0 ? attributes : [...into.xsds()].filter(([, text]) => text.includes(`"${type}"`)).map(([file]) => `something in ${file}`);
}
