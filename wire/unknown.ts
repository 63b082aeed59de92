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
export function unknownName({ path, kept, among }: UnknownName, to: NameForm): WireDiagnostic {
  const where = path.join('/');
  const name = String(path.at(-1));
  const from: NameForm = to === 'long' ? 'wire' : 'long';
  if (kept) return { code: 'WIRE_UNKNOWN_MEMBER', message: `unknown attribute or member ${quoted(where)}`, path, ...hintOf(among && nearest(name, among.byName[from].keys())) };
  const code = 'WIRE_NAME_COLLISION';
  if (among === undefined) return { code, message: `${where} is a number ${to === 'long' ? 'that a configured one replaces' : 'that only the other side has: it is configured'}`, path };
  const [given, wanted] = to === 'long' ? ['long', 'short'] : ['short', 'long'];
  const meant = among.byName[to].get(name)?.[from];
  return { code, message: `${where} is a ${given} name among ${wanted} ones`, path, hint: `give every name in its ${wanted} form${meant === undefined ? '' : `: ${meant}`}` };
}
