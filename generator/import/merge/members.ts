import type { Place } from '../../diagnostics/diagnostic.js';
import type { SchemaSet } from '../../model/components.js';
import { keyOfPrefixed } from '../../model/names.js';
import { componentsOf } from '../../read/xsd/components.js';
import type { Gone } from '../delta/absences.js';
import { isContext, isMarked } from '../delta/difference.js';
import type { MemberFact } from '../facts.js';
import { mergeCodes } from './codes.js';
import { attribute, element } from './complex-types.js';
import { declaredMembers } from './declared-members.js';
import type { Declaration } from './member-places.js';
import { membersBelow, occurrencesBelow, ownDeclarations } from './member-places.js';
import type { MergeContext } from './context.js';
import { knownTypes } from './simple-types.js';
import { renamedMembers, renameMembers } from './renamed-members.js';
import type { Stated } from './workspace.js';
import { at } from './workspace.js';
import { XsdEditor } from './xsd-editor.js';

export interface MemberEdits {
  /** Type → its rows that are to be followed in the XSD that declares it, with all others as context. */
  readonly edited: ReadonlyMap<string, readonly Stated<MemberFact>[]>;
  /** Rows of types that no XSD declares, or that are declared anew from their table. */
  readonly rest: readonly Stated<MemberFact>[];
  /** Type → paths of members that are gone. */
  readonly gone: ReadonlyMap<string, Gone>;
}

/**
 * Which tables of complex types change a declaration that is there, member by member: those with change marks, and those of an
 * excerpt of a type that was declared from its table.
 */
export function memberEdits(context: MergeContext, set: SchemaSet, facts: readonly Stated<MemberFact>[]): MemberEdits {
  const { into, absences } = context;
  const tables = new Map<string, Stated<MemberFact>[]>(absences.deleted('member').map((type) => [type, []]));
  for (const fact of facts) tables.set(fact.of, [...(tables.get(fact.of) ?? []), fact]);
  const [edited, gone, rest] = [new Map<string, Stated<MemberFact>[]>(), new Map<string, Gone>(), [] as Stated<MemberFact>[]];
  for (const [type, rows] of tables) {
    const declared = set.types.get(keyOfPrefixed(type) ?? type);
    const file = declared?.place?.file;
    if (declared?.kind !== 'complex' || file === undefined) {
      rest.push(...rows);
      continue;
    }
    const isFromTable = /^CDT-imported-/.test(file);
    const document = isFromTable ? (rows.find((row) => file.includes(row.document.replace(/[^A-Za-z0-9_-]+/g, '_')))?.document ?? '') : '';
    const paths = membersBelow(declared).map(({ path }) => path.join('/'));
    // A row of a member of a structure speaks of the structure, too.
    const read = new Set(rows.flatMap((row) => row.path.map((_, i) => row.path.slice(0, i + 1).join('/'))));
    const missing = absences.gone({ kind: 'member', of: type, title: `members of ${type}` }, paths.map((name) => ({ name, source: { document, clause: '' } })), read, () => isFromTable);
    const isMarked = rows.length === 0 || absences.isMarked(rows[0]!.document);
    const stays = paths.some((path) => !read.has(path) && !missing.has(path));
    if (!isMarked && (!isFromTable || !stays)) {
      const renamed = new Map([...renamedMembers(context, set, type, rows, missing)].map(([now, was]) => [was, now]));
      for (const [path, where] of missing) {
        const now = renamed.get(path);
        into.change({ ...(now === undefined ? { kind: 'removed', name: `${type}/${path}` } : { kind: 'renamed', name: `${type}/${now}`, from: `${type}/${path}`, to: now.slice(now.lastIndexOf('/') + 1) }), what: 'member', file, ...where });
      }
      rest.push(...rows);
      continue;
    }
    if (missing.size > 0) gone.set(type, missing);
    if (missing.size > 0 || rows.some((row) => !isContext(row))) edited.set(type, rows);
  }
  return { edited, rest, gone };
}

/** Makes the XSDs follow: members that are gone, new, or of another type or number. Whether any did comes back. */
export function followMembers(context: MergeContext, stated: Pick<MemberEdits, 'edited' | 'gone'>, declared: ReadonlyMap<string, readonly Stated<MemberFact>[]>): boolean {
  const { into } = context;
  if (stated.edited.size + declared.size === 0) return false;
  const before = into.xsds();
  const old = componentsOf(before);
  const ofRecord = declaredMembers(context, old, declared);
  const edited = new Map([...stated.edited, ...ofRecord.edited]);
  const gone = renameMembers(context, old, edited, new Map([...stated.gone, ...ofRecord.gone]));
  const xsds = into.xsds();
  const renamed = [...xsds].filter(([file, text]) => before.get(file) !== text).map(([file]) => file);
  const set = renamed.length === 0 ? old : componentsOf(xsds);
  const known = knownTypes(set, new Map(), new Set());
  const editor = new XsdEditor(xsds);
  for (const [type, rows] of edited) {
    const declared = set.types.get(keyOfPrefixed(type) ?? type);
    const file = declared?.place?.file;
    if (declared?.kind !== 'complex' || file === undefined) continue;
    const there = new Set(membersBelow(declared).map((member) => member.path.join('/')));
    const own = ownDeclarations(declared, editor);
    const occurs = occurrencesBelow(declared);
    // Of a choice a table says that each member need not be there; its declaration says that the one that is chosen is.
    const isChosen = (path: string, span: Declaration | undefined): boolean => span !== undefined && !span.isXmlAttribute && occurs.get(path)?.min === 0 && !/^<[^>]*\sminOccurs="0"/.test(xsds.get(file)!.slice(span.from, span.to));
    const stays = (path: string, place: Place | undefined): void => context.diagnostics.report(mergeCodes, 'IMPORT_XSD', `${type}/${path} has no place of its own in the XSD (${file}), which stays as it is`, place, 'it may be declared by a base of the type; correct the XSD by hand');
    for (const [path, where] of gone.get(type) ?? []) {
      const span = own.get(path);
      if (span === undefined) {
        stays(path, where.place);
        continue;
      }
      editor.removeLine(file, span);
      into.change({ kind: 'removed', what: 'member', name: `${type}/${path}`, file, ...where });
    }
    rows.forEach((fact, i) => {
      const path = fact.path.join('/');
      if (isContext(fact) || fact.path.length === 0) return;
      const below = rows.filter((row) => row.path.length === fact.path.length + 1 && row.path.slice(0, -1).join('/') === path);
      // A structure within a structure is followed by its members.
      if (below.length > 0 && there.has(path)) return;
      const name = fact.path.at(-1)!;
      const span = own.get(path);
      const chosen = isChosen(path, span) ? { ...fact, multiplicity: fact.multiplicity.replace(/^\s*0\s*\.\./, '1..') } : fact;
      const stated = (fact.isXmlAttribute ? attribute(context, name, fact, known, '') : element(context, name, { fact: chosen, children: new Map() }, known, '')).trimEnd();
      if (span !== undefined) {
        const now = xsds.get(file)!.slice(span.from, span.to);
        const text = whereMarked(fact, now, stated);
        if (squeezed(now) === squeezed(text.replace(/ <!--[^]*$/, ''))) return;
        editor.replace(file, span, text);
        into.change({ kind: 'changed', what: 'member', name: `${type}/${path}`, from: declaredAs(now), to: text === stated ? `${fact.type}, ${fact.multiplicity}` : declaredAs(text), file, ...at(fact) });
        return;
      }
      const siblings = (list: readonly Stated<MemberFact>[]) => list.filter((row) => row.path.length === fact.path.length && row.path.slice(0, -1).join('/') === fact.path.slice(0, -1).join('/') && row.isXmlAttribute === fact.isXmlAttribute);
      const before = siblings(rows.slice(0, i)).findLast((row) => own.has(row.path.join('/')));
      const behind = siblings(rows.slice(i + 1)).find((row) => own.has(row.path.join('/')));
      const prefix = fact.path.slice(0, -1).join('/');
      const last = [...own].findLast(([other, { isXmlAttribute }]) => other.split('/').slice(0, -1).join('/') === prefix && isXmlAttribute === fact.isXmlAttribute)?.[0];
      const anchor = before === undefined && behind === undefined ? last : (before ?? behind)!.path.join('/');
      const where = anchor === undefined || there.has(path) ? undefined : own.get(anchor);
      if (where === undefined) return stays(path, fact.place);
      const after = before !== undefined || behind === undefined;
      editor.insert(file, after ? where.to : where.from, stated, after);
      into.change({ kind: 'added', what: 'member', name: `${type}/${path}`, to: `${fact.type}, ${fact.multiplicity}`, file, ...at(fact) });
    });
  }
  const texts = editor.edited();
  for (const [file, text] of texts) into.add(file, text);
  const files = new Set([...renamed, ...texts.keys()]);
  for (const file of files) into.change({ kind: 'changed', what: 'XSD document', name: file, file });
  return files.size > 0;
}

/** A declaration as a row states it, and as it is now in what is unmarked there. */
function whereMarked(fact: MemberFact, now: string, stated: string): string {
  const [ofType, ofNumber] = (['type', 'multiplicity'] as const).map((column) => isMarked(fact, column));
  if (!isMarked(fact, 'isXmlAttribute') && ofType !== ofNumber) {
    // Of a list there is an element for each, so that its type says how many there are.
    if (ofNumber === true) return withOccurrence(now, stated);
    return [now, stated].some((text) => tagOf(text).includes('"unbounded"')) ? stated : withOccurrence(stated, now);
  }
  return ofType === true || isMarked(fact, 'isXmlAttribute') ? stated : now;
}

const tagOf = (text: string): string => /^<[^>]*?(?=\s*\/?>)/.exec(text)?.[0] ?? '';

const occurrence = /\s(?:minOccurs|maxOccurs|use)="[^"]*"/g;

/** A declaration as often as another one. */
const withOccurrence = (text: string, of: string): string => tagOf(text).replace(occurrence, '') + (tagOf(of).match(occurrence) ?? []).join('') + text.slice(tagOf(text).length);

/** The type and the number of a declaration, as a row of a table would have them. */
function declaredAs(text: string): string {
  const [tag = ''] = /^<[^>]*>/.exec(text) ?? [];
  const value = (name: string): string | undefined => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  const min = value('minOccurs') ?? (tag.startsWith('<xs:attribute') && value('use') !== 'required' ? '0' : '1');
  const max = (value('maxOccurs') ?? '1').replace('unbounded', 'n');
  return `${value('type') ?? 'a type of its own'}, ${min === max ? min : `${min}..${max}`}`;
}

const squeezed = (text: string): string => text.replace(/\s+/g, ' ').replace(/ ?\/>/g, '/>').trim();
