import type { SchemaSet } from '../../model/components.js';
import { groupBy } from '../../group-by.js';
import { keyOfPrefixed } from '../../model/names.js';
import type { Gone } from '../delta/absences.js';
import { isContext } from '../delta/difference.js';
import type { MemberFact } from '../facts.js';
import type { MergeContext } from './context.js';
import { declares } from './declared-members.js';
import { membersBelow, ownDeclarations } from './member-places.js';
import { renamedRows } from './rows.js';
import type { Stated } from './workspace.js';
import { at } from './workspace.js';
import { XsdEditor } from './xsd-editor.js';

type Tables = ReadonlyMap<string, readonly Stated<MemberFact>[]>;

/** New path → old path, for members of a type that have another name now: by the evidence by which attributes have. */
export function renamedMembers({ absences }: MergeContext, set: SchemaSet, type: string, rows: readonly Stated<MemberFact>[], gone: Gone): ReadonlyMap<string, string> {
  const declared = set.types.get(keyOfPrefixed(type) ?? type);
  if (declared?.kind !== 'complex' || gone.size === 0) return new Map();
  const parentOf = (path: readonly string[], isXmlAttribute: boolean): string => JSON.stringify([path.slice(0, -1), isXmlAttribute]);
  const old = groupBy(membersBelow(declared), ({ path, isXmlAttribute }) => parentOf(path, isXmlAttribute));
  const read = groupBy(rows.filter(({ path }) => path.length > 0), ({ path, isXmlAttribute }) => parentOf(path, isXmlAttribute));
  const found = new Map<string, string>();
  for (const [parent, members] of old) {
    const named = (read.get(parent) ?? []).map((fact) => ({ name: fact.path.at(-1)!, fact }));
    const above = members[0]!.path.slice(0, -1);
    const full = (name: string): string => [...above, name].join('/');
    const names = new Set(named.map(({ name }) => name));
    const before = [...new Set(members.map(({ path }) => path.at(-1)!))].map((name) => ({ name }));
    const spoken = new Set(before.flatMap(({ name }) => (names.has(name) || gone.has(full(name)) ? [name] : [])));
    const says = ({ name }: { readonly name: string }, fact: MemberFact, rest: Partial<MemberFact> = {}): boolean => declares(set, { ...fact, path: [...above, name], ...rest }, () => true);
    const renamed = renamedRows(before, named.filter(({ name, fact }) => !isContext(fact) || before.some((b) => b.name === name)), spoken, {
      isReplaced: (row, { fact }) => absences.isReplaced('member', type, full(row.name), [fact]),
      isSame: (row, { fact }) => says(row, fact),
      hasSame: (row, { fact }) => says(row, fact, { type: '' }) || says(row, fact, { multiplicity: '' }),
    });
    for (const [now, was] of renamed) if (gone.has(full(was))) found.set(full(now), full(was));
  }
  return found;
}

/** Renames members in the XSDs that declare them; what is gone besides comes back. What else changes of a member is for those who follow. */
export function renameMembers(context: MergeContext, set: SchemaSet, edited: Tables, gone: ReadonlyMap<string, Gone>): ReadonlyMap<string, Gone> {
  const { into } = context;
  const editor = new XsdEditor(into.xsds());
  const left = new Map(gone);
  for (const [type, rows] of edited) {
    const declared = set.types.get(keyOfPrefixed(type) ?? type);
    const file = declared?.place?.file;
    if (declared?.kind !== 'complex' || file === undefined) continue;
    const own = ownDeclarations(declared, editor);
    const read = new Set(rows.map(({ path }) => path.join('/')));
    for (const [now, was] of renamedMembers(context, set, type, rows, gone.get(type) ?? new Map())) {
      const places = membersBelow(declared).filter(({ path }) => path.join('/') === was).map(({ place }) => place);
      if (!own.has(was)) continue;
      const [before, after] = [was, now].map((path) => path.slice(path.lastIndexOf('/') + 1)) as [string, string];
      for (const place of places) editor.renameElement(place, before, after);
      into.change({ kind: 'renamed', what: 'member', name: `${type}/${now}`, from: `${type}/${was}`, to: after, file, ...at(rows.find(({ path }) => path.join('/') === now)) });
      // What is within it goes along.
      const within = [...(left.get(type) ?? [])].filter(([path]) => path !== was).map(([path, where]) => [path.startsWith(`${was}/`) ? now + path.slice(was.length) : path, where] as const);
      left.set(type, new Map(within.filter(([path]) => !read.has(path))));
    }
  }
  for (const [file, text] of editor.edited()) into.add(file, text);
  return left;
}
