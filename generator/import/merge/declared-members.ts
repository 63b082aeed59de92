import type { ComplexType, Particle, SchemaSet, Type } from '../../model/components.js';
import type { Member } from '../../model/members.js';
import { keyOfPrefixed, prefixedName } from '../../model/names.js';
import type { Gone } from '../delta/absences.js';
import type { MemberFact } from '../facts.js';
import { readType } from '../type-expression.js';
import { mergeCodes } from './codes.js';
import { occurrenceOf } from './complex-types.js';
import type { MergeContext } from './context.js';
import { occurrencesBelow, ownDeclarations } from './member-places.js';
import type { Stated } from './workspace.js';
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

/** Whether an erratum about the clause of a table speaks of a member. */
function settledIn({ into, known }: MergeContext, { document, source }: Stated<MemberFact>): (row: Pick<Stated<MemberFact>, 'path'>) => boolean {
  const errata = [into, known].flatMap((w) => w.all('errata').flatMap((f) => f.content.errata)).filter((erratum) => erratum.where.some((w) => w.document === document && w.clause === source.clause));
  const words = new Set(errata.flatMap(({ printed, use }) => [printed, use].flatMap((text) => text.match(/[\w.-]+/g) ?? [])));
  return ({ path }) => words.has(path.at(-1)!);
}

function hasChoice(type: ComplexType): boolean {
  const within = ({ term, max }: Particle): boolean => {
    if (term.kind === 'any') return false;
    if (term.kind === 'element') return term.type.kind === 'complex' && term.type.name === undefined && hasChoice(term.type);
    return max > 1 || (term.kind === 'choice' && term.particles.length > 1) || term.particles.some(within);
  };
  return type.content.kind === 'elements' && within(type.content.particle);
}

/** Whether a complex type has the member of a row; where `whole`, as the row says. */
export function declares(set: SchemaSet, row: MemberFact, whole: boolean): boolean {
  const type = set.types.get(keyOfPrefixed(row.of) ?? row.of);
  if (type?.kind !== 'complex') return false;
  const there = occurrencesBelow(type);
  return whole ? !differs(set, row, there) : there.has(row.path.join('/'));
}

/** Whether a row says something else of its member; what it says in words that are no type or number is not compared. */
function differs(set: SchemaSet, row: MemberFact, there: ReadonlyMap<string, Member>): boolean {
  const member = there.get(row.path.join('/'));
  if (member === undefined) return true;
  const names = namesOf(member.type);
  const wanted = wantedIn(set, row.type);
  if (wanted !== undefined && !names.includes(wanted.name)) return true;
  if (!/^\s*[01]\s*(?:\.\.\s*(?:\d+|n|\*|unbounded)\s*)?(?:\(L\))?\s*$/i.test(row.multiplicity)) return false;
  const { isOptional, max = '1' } = occurrenceOf(row.multiplicity);
  if (isOptional !== (member.min === 0)) return true;
  const isListed = wanted?.isList === true || names.some((name) => name.startsWith('list of ')) || /\(L\)/i.test(row.multiplicity);
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
