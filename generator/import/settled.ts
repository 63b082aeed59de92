import type { Diagnostic, Diagnostics } from '../diagnostics/diagnostic.js';
import type { Sources } from '../read/sources.js';
import type { Merged } from './merge/merge.js';
import { Workspace } from './merge/workspace.js';

/**
 * What recognising remarked, without the spellings that need nobody's attention: those that an erratum is about, those that the
 * definitions have under that very name, and those for which merging proposes an erratum itself.
 */
export function unsettled(remarks: Diagnostics, merged: Merged, folders: readonly Sources[]): readonly Diagnostic[] {
  const quoted = remarks.list().map((remark) => ({ remark, printed: printedIn(remark.hint) }));
  if (quoted.every(({ printed }) => printed === undefined)) return remarks.list();
  const settled = new Set(merged.proposals.map((proposal) => proposal.printed));
  const errata: string[] = [];
  for (const workspace of folders.map((folder) => new Workspace(folder, 'to read'))) {
    for (const { values } of workspace.used.byKind('enumerations').flatMap((f) => f.content.enumerations)) {
      for (const value of values) for (const name of [value.name, ...(value.aliases ?? [])]) settled.add(name);
    }
    for (const erratum of workspace.all('errata').flatMap((f) => f.content.errata)) {
      errata.push(erratum.printed);
      for (const patch of erratum.patches ?? []) if (typeof patch.printed === 'string') settled.add(patch.printed);
    }
  }
  return quoted.filter(({ printed }) => printed === undefined || !(settled.has(printed) || errata.some((text) => text.includes(printed)))).map(({ remark }) => remark);
}

/** What the erratum that a hint proposes calls printed. */
function printedIn(hint: string | undefined): string | undefined {
  const [, text] = /\{"printed": ("(?:[^"\\]|\\.)*")/.exec(hint ?? '') ?? [];
  return text === undefined ? undefined : (JSON.parse(text) as string);
}
