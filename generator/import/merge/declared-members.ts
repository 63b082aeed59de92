import type { ComplexType, Particle, SchemaSet, Type } from '../../model/components.js';
import type { Member } from '../../model/members.js';
import { membersOf } from '../../model/members.js';
import { keyOfPrefixed, prefixedName } from '../../model/names.js';
import type { Gone } from '../delta/absences.js';
import type { MemberFact } from '../facts.js';
import { readType } from '../type-expression.js';
import { mergeCodes } from './codes.js';
import { occurrenceOf } from './complex-types.js';
import type { MergeContext } from './context.js';
import { occurrencesBelow, ownDeclarations } from './member-places.js';
import type { Stated, Workspace } from './workspace.js';
import { XsdEditor } from './xsd-editor.js';

/**
 * Tables of types that published XSDs declare. In a whole specification they are of record: what they say otherwise is followed in the
 * XSD, unless an erratum about the clause names the member. In any other document, and where the declaration is more than a list of
 * members, the XSD counts, and what the table says otherwise is reported.
 */
export function declaredMembers(context: MergeContext, set: SchemaSet, tables: ReadonlyMap<string, readonly Stated<MemberFact>[]>): { readonly edited: ReadonlyMap<string, readonly Stated<MemberFact>[]>; readonly gone: ReadonlyMap<string, Gone> } {
  const [edited, gone] = [new Map<string, readonly Stated<MemberFact>[]>(), new Map<string, Gone>()];
  const editor = new XsdEditor(context.into.xsds());
  for (const [type, rows] of tables) {
    const declared = set.types.get(keyOfPrefixed(type) ?? type);
    const [first] = rows;
    if (declared?.kind !== 'complex' || first === undefined) continue;
    const isOfRecord = context.absences.isWhole(first.document);
    const isSettled = settledIn(context, first);
    const there = occurrencesBelow(declared);
    const isPlain = !hasChoice(declared);
    const own = ownDeclarations(declared, editor);
    const others = rows.filter((row) => row.path.length > 0 && !isSettled(row) && differs(set, row, there));
    const read = new Set(rows.flatMap((row) => row.path.map((_, i) => row.path.slice(0, i + 1).join('/'))));
    // What is within a member counts where the table shows something of it.
    const shown = new Set(rows.map((row) => row.path.slice(0, -1).join('/')));
    const held = [...there.keys()].filter((path) => shown.has(path.split('/').slice(0, -1).join('/')));
    const less = held.filter((path) => !read.has(path) && !isSettled({ ...first, path: path.split('/') }));
    const follows = (row: Stated<MemberFact>): boolean => isOfRecord && isPlain && (own.has(row.path.join('/')) || !there.has(row.path.join('/')));
    const removed = isOfRecord && isPlain ? context.absences.gone({ kind: 'member', of: type, title: `members of ${type}` }, held.filter((path) => own.has(path) && (read.has(path) || less.includes(path))).map((name) => ({ name, source: { document: first.document, clause: '' } })), read, (_, facts) => facts.document === first.document) : new Map();
    const followed = new Set(others.filter(follows));
    if (followed.size > 0 || removed.size > 0) edited.set(type, rows.map((row) => (followed.has(row) ? row : { ...row, unmarked: 'all' })));
    if (removed.size > 0) gone.set(type, removed);
    report(context, type, first, {
      more: others.filter((row) => !follows(row) && !there.has(row.path.join('/'))).map((row) => row.path.join('/')),
      less: less.filter((path) => !removed.has(path)),
      // Of what restates a type in its own words, the names are enough.
      other: isOfRecord ? others.filter((row) => !follows(row) && there.has(row.path.join('/'))).map((row) => `${row.path.join('/')} as ${row.type}, ${row.multiplicity}`) : [],
    });
  }
  return { edited, gone };
}

function report({ diagnostics }: MergeContext, type: string, { place }: Stated<MemberFact>, { more, less, other }: { readonly more: readonly string[]; readonly less: readonly string[]; readonly other: readonly string[] }): void {
  const parts = [...(more.length > 0 ? [`the table alone has ${more.join(', ')}`] : []), ...(less.length > 0 ? [`the XSD alone has ${less.join(', ')}`] : []), ...(other.length > 0 ? [`the table has ${other.join('; ')}`] : [])];
  if (parts.length > 0) diagnostics.report(mergeCodes, 'IMPORT_XSD', `${type}: ${parts.join('; ')}`, place, 'the XSD counts; correct it, or the table');
}

/** Whether an erratum about the clause or the type of a table speaks of a member. */
function settledIn({ into, known }: MergeContext, row: Stated<MemberFact>): (row: Pick<Stated<MemberFact>, 'path'>) => boolean {
  const words = new Set(errataOn([into, known], row).flatMap(wordsOf));
  return ({ path }) => words.has(path.at(-1)!);
}

/** What errata about the clause or the type of a row say: clauses have other numbers in other versions. */
export const errataOn = (folders: readonly Workspace[], { document, source, of }: Stated<MemberFact>): readonly string[] =>
  folders
    .flatMap((w) => w.all('errata').flatMap((f) => f.content.errata))
    .filter(({ where, printed, use }) => where.some((w) => w.document === document && w.clause === source.clause) || wordsOf(`${printed} ${use}`).includes(of.replace(/^.*:/, '')))
    .map(({ printed, use }) => `${printed} → ${use}`);

export const wordsOf = (text: string): readonly string[] => text.match(/[\w.-]+/g) ?? [];

function hasChoice(type: ComplexType): boolean {
  const within = ({ term, max }: Particle): boolean => {
    if (term.kind === 'any') return false;
    if (term.kind === 'element') return term.type.kind === 'complex' && term.type.name === undefined && hasChoice(term.type);
    return max > 1 || (term.kind === 'choice' && term.particles.length > 1) || term.particles.some(within);
  };
  return type.content.kind === 'elements' && within(type.content.particle);
}

/** Whether a complex type has the member of a row, and says of it what the row does in the columns that are asked about. */
export function declares(set: SchemaSet, row: MemberFact, asked: (column: string) => boolean): boolean {
  const member = memberOf(set, row);
  if (member === undefined) return false;
  // A type that nobody declares is none that a member has.
  const is = readType(row.type);
  const isStranger = is?.kind === 'named' && !set.types.has(keyOfPrefixed(is.name) ?? is.name);
  return !((asked('type') && (isStranger || differsInType(set, row, member))) || (asked('multiplicity') && differsInNumber(set, row, member)) || (asked('isXmlAttribute') && member.kind !== 'text' && row.isXmlAttribute !== (member.kind === 'attribute')));
}

/** What a column of a table would have of a member as it is declared. */
export function declaredIn(set: SchemaSet, row: MemberFact, column: string): string | undefined {
  const member = memberOf(set, row);
  if (member === undefined) return undefined;
  if (column === 'isXmlAttribute') return member.kind === 'attribute' ? 'an XML attribute' : 'an element';
  if (column === 'type') return namesOf(member.type)[0] ?? 'a type of its own';
  const max = member.max === Infinity ? 'n' : String(member.max);
  return String(member.min) === max ? max : `${member.min}..${max}`;
}

/** The member of a row; of one without a path, the content beside the XML attributes of the type. */
function memberOf(set: SchemaSet, row: MemberFact): Member | undefined {
  const type = set.types.get(keyOfPrefixed(row.of) ?? row.of);
  if (type?.kind !== 'complex') return undefined;
  return row.path.length > 0 ? occurrencesBelow(type).get(row.path.join('/')) : membersOf(type).find(({ kind }) => kind === 'text');
}

/** Whether a row says something else of its member; what it says in words that are no type or number is not compared. */
function differs(set: SchemaSet, row: MemberFact, there: ReadonlyMap<string, Member>): boolean {
  const member = there.get(row.path.join('/'));
  return member === undefined || differsInType(set, row, member) || differsInNumber(set, row, member);
}

function differsInType(set: SchemaSet, row: MemberFact, member: Member): boolean {
  const wanted = wantedIn(set, row.type);
  return wanted !== undefined && !namesOf(member.type).includes(wanted.name);
}

function differsInNumber(set: SchemaSet, row: MemberFact, member: Member): boolean {
  if (!/^\s*[01]\s*(?:\.\.\s*(?:\d+|n|\*|unbounded)\s*)?(?:\(L\))?\s*$/i.test(row.multiplicity)) return false;
  const { isOptional, max = '1' } = occurrenceOf(row.multiplicity);
  if (isOptional !== (member.min === 0)) return true;
  const isListed = wantedIn(set, row.type)?.isList === true || namesOf(member.type).some((name) => name.startsWith('list of ')) || /\(L\)/i.test(row.multiplicity);
  return !isListed && (max === 'unbounded' ? Infinity : Number(max)) !== member.max;
}

/** The names under which a cell may mean a type: `m2m:resourceTypeList` is a `list of m2m:resourceType`. */
function namesOf(type: Type): readonly string[] {
  let named: Type | undefined = type;
  while (named !== undefined && named.name === undefined) named = named.kind === 'simple' && named.variety === 'list' ? undefined : named.base;
  const item = type.kind === 'simple' && type.variety === 'list' ? type.itemType : undefined;
  const itemName = item === undefined ? undefined : prefixedName(item);
  return [...(named === undefined ? [] : [prefixedName(named) ?? '']), ...(itemName === undefined ? [] : [`list of ${itemName}`])];
}

function wantedIn(set: SchemaSet, cell: string): { readonly name: string; readonly isList: boolean } | undefined {
  const is = readType(cell);
  const item = is?.kind === 'list' ? is.of : is;
  if (is === undefined || item?.kind !== 'named') return undefined;
  const type = set.types.get(keyOfPrefixed(item.name) ?? item.name);
  if (type === undefined) return undefined;
  // Of structures there is an element for each (TS-0004 6.3.3).
  return is.kind === 'list' && type.kind === 'simple' ? { name: `list of ${item.name}`, isList: true } : { name: item.name, isList: is.kind === 'list' };
}
