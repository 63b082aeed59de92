/** Names that are not known, as diagnostics. */

import type { WireDiagnostic } from './diagnostic.js';
import { quoted } from './json-value.js';
import { nearest } from './nearest.js';
import type { UnknownName } from './translate.js';
import type { NameForm, Vocabulary } from './vocabulary.js';

export const unknownType = (type: string, vocabulary: Vocabulary): WireDiagnostic => ({
  code: 'WIRE_UNKNOWN_TYPE',
  message: `${quoted(type)} is no resource type or primitive`,
  path: [],
  ...hintOf(vocabulary.roots.wire.get(type)?.long ?? nearest(type, vocabulary.roots.long.keys())),
});

const hintOf = (name: string | undefined): { readonly hint?: string } => (name === undefined ? {} : { hint: `did you mean "${name}"?` });

/** An unknown name as a diagnostic; `to` is the form that it has no place in. */
export function unknownName({ path, kept }: UnknownName, to: NameForm): WireDiagnostic {
  const where = path.join('/');
  if (kept) return { code: 'WIRE_UNKNOWN_MEMBER', message: `unknown attribute or member ${quoted(where)}`, path };
  const other = to === 'long' ? 'long names among short ones' : 'short names among long ones';
  const hint = `give every name in its ${to === 'long' ? 'short' : 'long'} form`;
  return { code: 'WIRE_NAME_COLLISION', message: `${where} stands for something else in the other form: ${other}`, path, hint };
}
