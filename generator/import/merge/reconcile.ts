import type { Diagnostic, Place } from '../../diagnostics/diagnostic.js';
import { Diagnostics } from '../../diagnostics/diagnostic.js';
import { pathOf } from '../../read/definitions/json-document.js';
import type { Sources } from '../../read/sources.js';
import { ofContextOnly } from '../delta/context.js';
import type { GoneRow } from '../delta/rows.js';
import { rowKey, rowKeyOfFact } from '../delta/rows.js';
import type { Fact, Facts } from '../facts.js';
import { mergeCodes } from './codes.js';
import type { Merged, MergeOptions } from './merge.js';
import { merge } from './merge.js';
import { resultOf } from './result.js';

/** What of the documents is not in the definitions, since they would not be sound with it. */
export interface LeftOut {
  /** `attribute node.nodeID`, `type m2m:desIdResType`. */
  readonly what: string;
  /** What the compiler says against it. */
  readonly why: string;
  /** Where the document has it. */
  readonly place: Place;
}

export interface Reconciled extends Merged {
  readonly leftOut: readonly LeftOut[];
  /** Errors of the compiler that remain; where a document is the cause, the place is that in the document. */
  readonly problems: readonly Diagnostic[];
}

export interface ReconcileOptions extends MergeOptions {
  /** The compiler, as far as it judges definitions. Without it nothing is left out. */
  readonly examine?: (definitions: Sources) => Promise<readonly Diagnostic[]>;
  /** All or nothing: what cannot be reconciled is an error. */
  readonly strict?: boolean;
}

/** Each round leaves out at least one subject; a document that needs more than this is another standard. */
const mostRounds = 12;

/**
 * Merges, and leaves out what the compiler does not take together with everything else: first the row, then what it is a row of.
 * The rest goes in. What was wrong in the folder before, and what no fact of a document brings about, stays a problem.
 */
export async function reconcile(documents: readonly Facts[], into: Sources, known: Sources | undefined, diagnostics: Diagnostics, options: ReconcileOptions = {}): Promise<Reconciled> {
  const { examine, strict = false } = options;
  const errorsOf = async (sources: Sources): Promise<readonly Diagnostic[]> => (examine === undefined ? [] : (await examine(sources)).filter((d) => d.severity === 'error'));
  const before = new Set(into.size === 0 ? [] : (await errorsOf(into)).map(identityOf));
  const places = placesOf(documents);
  const leftOut = new Map<string, LeftOut>();
  const keep = new Set<string>();

  for (let round = 0; ; round++) {
    const own = new Diagnostics();
    const merged = merge(documents.map((facts) => without(facts, leftOut)), into, known, own, { ...options, keep: new Set([...keep, ...keysOf(documents, leftOut)]) });
    const all = resultOf(into, merged);
    const errors = own.hasErrors || merged.sources.size + merged.removed.length === 0 ? [] : await errorsOf(all);
    const news = strict || round === mostRounds ? [] : errors.filter((error) => !before.has(identityOf(error)));
    const found = new Set(leftOut.keys());
    const isNew = (what: string | undefined): boolean => what !== undefined && leftOut.has(what) && !found.has(what);
    const leave = (what: string, { message: why }: Diagnostic, place: Place): void => void (leftOut.has(what) || leftOut.set(what, { what, why, place }));
    for (const error of news) {
      const subjects = subjectsOf(error, all);
      const what = subjects.find((subject) => !found.has(subject) && places.has(subject));
      const isNarrow = what !== undefined && !isBroad(what);
      const inherited = inheritedAtFault(error, merged, all, found);
      const value = inherited ?? (isNarrow ? undefined : (valueAtFault(error, subjects, merged) ?? memberAtFault(error, what === undefined, merged)));
      // What has been left out in this round may have been all that was wrong.
      if (isNew(what) || isNew(value?.subject)) continue;
      // A row that the rest needs stays; what it is a row of may change all the same.
      const members = neededMembers(error, merged, all).filter((row) => !found.has(removalOf(row)));
      const needed = members.length > 0 ? members : isNarrow ? [] : neededRows(error, subjects, merged);
      const place = subjects.flatMap((subject) => places.get(subject) ?? [])[0] ?? [...places.values()][0];
      if (value !== undefined && places.has(value.subject) && !found.has(value.subject)) {
        leave(value.subject, error, places.get(value.subject)!);
        if (value.keeps !== undefined) keep.add(rowKey(value.keeps));
      } else if (needed.length > 0 && place !== undefined) {
        for (const row of needed) {
          keep.add(rowKey(row));
          leave(removalOf(row), error, place);
        }
      } else if (what !== undefined) leave(what, error, places.get(what)!);
    }
    if (leftOut.size > found.size) continue;

    const isOfContext = ofContextOnly(documents);
    for (const d of own.list()) if (!isOfContext(d)) diagnostics.add(d);
    for (const { what, why, place } of leftOut.values()) {
      diagnostics.report(mergeCodes, 'IMPORT_LEFT_OUT', `${what} is left out: ${why}`, place, 'correct the document or the definition that it contradicts; --strict makes this an error');
    }
    return { ...merged, leftOut: [...leftOut.values()], problems: errors.map((error) => inDocument(error, all, places)) };
  }
}

/** A subject of several rows, which would all be left out with it. */
const isBroad = (subject: string): boolean => /^(?:type|resource) |^(?:faults|commands)$/.test(subject);

const isNamed = (message: string, word: string): boolean => new RegExp(`(?<![\\w.:-])${word.replace(/[^A-Za-z0-9_]/g, '\\$&')}(?![\\w-])`).test(message);

/** The rows that went and that an error names, by name or by number; of a subject at fault, all of them where it names none. */
function neededRows({ message }: Diagnostic, subjects: readonly string[], { went }: Merged): readonly GoneRow[] {
  const isOf = ({ of }: GoneRow): boolean => of !== undefined && (subjects.includes(`type ${of}`) || subjects.includes(`resource ${of}`));
  const named = went.filter((row) => (isOf(row) || row.of === undefined || row.kind === 'parameter') && [row.name, ...(row.number === undefined ? [] : [String(row.number)])].some((word) => isNamed(message, word)));
  return named.length > 0 ? named : went.filter(isOf);
}

/** Members that went from bases of resources, and that rows of a table of attributes still have: of the two, what is there counts. */
const neededMembers = ({ code, message }: Diagnostic, { went }: Merged, all: Sources): readonly GoneRow[] =>
  code === 'CHECK_ATTRIBUTE_NOT_IN_XSD' ? went.filter(({ kind, of = '', name }) => kind === 'member' && isBase(of, all) && wordsOf(message).includes(name)) : [];

/** The changed member of a base that a table of attributes contradicts: with it, many resources would go. */
function inheritedAtFault({ code, message }: Diagnostic, { changes }: Merged, all: Sources, found: ReadonlySet<string>): ReturnType<typeof valueAtFault> {
  if (code !== 'CHECK_MULTIPLICITY_MISMATCH') return undefined;
  const change = changes.find(({ kind, what, name }) => {
    const [of = '', member = ''] = name.split('/');
    return kind === 'changed' && what === 'member' && !found.has(`member ${name}`) && isBase(of, all) && wordsOf(message).includes(member);
  });
  return change && { subject: `member ${change.name}` };
}

const wordsOf = (message: string): readonly string[] => message.split(/[^\w-]+/);

const isBase = (type: string, sources: Sources): boolean => [...sources].some(([file, text]) => file.endsWith('.xsd') && text.includes(` base="${type}"`));

const removalOf = (row: GoneRow): string => `removal of ${rowInWords(row)}`;

const rowInWords = ({ kind, of, name }: GoneRow): string => (kind === 'enumeration-value' && of !== undefined ? `value ${of}.${name}` : kind === 'attribute' && of !== undefined ? `attribute ${of}.${name}` : kind === 'resource' || of === undefined ? `${kind.replace('-', ' ')} ${name}` : `${kind} ${name} of ${of}`);

/** The value that an error names: by the name that it had, or by the name or number that it has now. Renamed, it keeps its old name. */
function valueAtFault({ message }: Diagnostic, subjects: readonly string[], { changes }: Merged): { readonly subject: string; readonly keeps?: GoneRow } | undefined {
  for (const { kind, what, name, column, from, to } of changes) {
    const type = /^m2m:[^. ]+/.exec(name)?.[0] ?? '';
    if (what !== 'enumeration value' || !subjects.includes(`type ${type}`)) continue;
    const isMeant = (...words: readonly (string | undefined)[]): boolean => words.some((word) => word !== undefined && word !== '' && isNamed(message, word));
    if (column === 'name' && from !== undefined && isMeant(from, to)) return { subject: `value ${type}.${to!}`, keeps: { kind: 'enumeration-value', of: type, name: from } };
    if (kind === 'added' && isMeant(name.slice(type.length + 1), to)) return { subject: `value ${name}` };
  }
  return undefined;
}

/** The member of a type that an error names, where what is at fault with it is nothing that the documents speak of: a table of attributes, a command. */
function memberAtFault({ message }: Diagnostic, isUnspoken: boolean, { changes }: Merged): ReturnType<typeof valueAtFault> {
  for (const { kind, what, name, from } of isUnspoken ? changes : []) {
    const [, type = '', path = ''] = /^([^/]+)[/](.+)$/.exec(kind === 'renamed' ? (from ?? '') : name) ?? [];
    // It may be named as that of a resource: `nodeAnnc.labels`.
    if (what !== 'member' || !wordsOf(message).includes(path.slice(path.lastIndexOf('/') + 1))) continue;
    return { subject: `member ${name}`, ...(kind !== 'added' && kind !== 'changed' && { keeps: { kind: 'member', of: type, name: path } }) };
  }
  return undefined;
}

const identityOf = ({ code, message }: Diagnostic): string => `${code} ${message}`;

/** The error with the place in the document that brought it about, where there is one; the definition goes into the hint. */
function inDocument(error: Diagnostic, sources: Sources, places: ReadonlyMap<string, Place>): Diagnostic {
  const subject = subjectsOf(error, sources).find((what) => places.has(what));
  return subject === undefined ? error : { ...error, place: places.get(subject)! };
}

function without(facts: Facts, leftOut: ReadonlyMap<string, LeftOut>): Facts {
  if (leftOut.size === 0) return facts;
  const stays = (fact: Fact): boolean => !isLeftOut(fact, leftOut);
  return { ...facts, facts: facts.facts.filter(stays).map((fact) => withoutDefault(fact, leftOut)), ...(facts.removed !== undefined && { removed: facts.removed.filter(stays) }) };
}

const isLeftOut = (fact: Fact, leftOut: ReadonlyMap<string, LeftOut>): boolean => subjectsOfFact(fact).some((subject) => leftOut.has(subject));

/** A row that is left out is as it was: that the document is then silent on it takes nothing away. */
const keysOf = (documents: readonly Facts[], leftOut: ReadonlyMap<string, LeftOut>): readonly string[] =>
  documents.flatMap(({ facts }) => facts.filter((fact) => isLeftOut(fact, leftOut)).flatMap((fact) => [rowKeyOfFact(fact), ...((fact.kind === 'attribute' || fact.kind === 'child') && fact.resource !== undefined ? [rowKey({ kind: 'resource', name: fact.resource })] : [])]));

/** A default or a range may go without the row that it stands in. */
function withoutDefault(fact: Fact, leftOut: ReadonlyMap<string, LeftOut>): Fact {
  if (fact.kind !== 'attribute' || !leftOut.has(defaultOf(fact.resource, fact.name))) return fact;
  const { default: _, says: __, ...rest } = fact;
  return rest;
}

const defaultOf = (resource: string | undefined, attribute: string): string => `default of ${resource ?? ''}.${attribute}`;

/** Where the documents first speak of each subject. */
function placesOf(documents: readonly Facts[]): ReadonlyMap<string, Place> {
  const found = new Map<string, Place>();
  for (const { facts, removed = [] } of documents) for (const fact of [...facts, ...removed]) for (const subject of [...subjectsOfFact(fact), ...(fact.kind === 'attribute' && fact.default !== undefined ? [defaultOf(fact.resource, fact.name)] : [])]) if (!found.has(subject)) found.set(subject, fact.place);
  return found;
}

/** What a fact is about, the narrowest first. */
function subjectsOfFact(fact: Fact): readonly string[] {
  switch (fact.kind) {
    case 'attribute':
      return fact.resource === undefined ? [`common attribute ${fact.name}`] : [`attribute ${fact.resource}.${fact.name}`, `resource ${fact.resource}`];
    case 'child':
      return [`child ${fact.type} of ${fact.resource}`, `resource ${fact.resource}`];
    case 'enumeration-value':
      return fact.type === undefined ? [] : [`value ${fact.type}.${fact.name}`, `type ${fact.type}`];
    case 'member':
      return [`member ${fact.of}/${fact.path.join('/')}`, `type ${fact.of}`];
    case 'short-name':
      return [`short name of ${fact.name}`];
    case 'parameter':
    case 'response':
      return [`parameter ${fact.name}`];
    case 'status-code':
      return [`status code ${fact.code}`];
    case 'fault':
      return [`fault ${fact.faultCode} of ${fact.rpc}`, 'faults'];
    case 'command':
      return [`command ${fact.cmdType}`, 'commands'];
    default:
      return [];
  }
}

/** Errors about what the last column says, not about the row. */
const isAboutValue: ReadonlySet<string> = new Set(['CHECK_BAD_DEFAULT', 'CHECK_BAD_FIXED']);

type Json = Readonly<Record<string, unknown>>;

/** What an error of the compiler is about, in the words of `subjectsOfFact`, the narrowest first. */
function subjectsOf(error: Diagnostic, sources: Sources): readonly string[] {
  // Where the definition at fault is none that the document speaks of, it may be about a type that it does speak of.
  return [...subjectsAt(error, sources), ...(error.message.match(/\bm2m:[A-Za-z][A-Za-z0-9]*/g) ?? []).map((type) => `type ${type}`)];
}

function subjectsAt({ code, place }: Diagnostic, sources: Sources): readonly string[] {
  const text = place === undefined ? undefined : sources.get(place.file);
  if (place === undefined || text === undefined) return [];
  if (place.file.endsWith('.xsd')) return declaredAround(text, place.line);
  const content = JSON.parse(text) as Json;
  const [list, key, ...rest] = pathOf(place.pointer ?? '');
  const item = (content[list ?? ''] as Readonly<Record<string, Json>> | undefined)?.[key ?? ''];
  const name = (member: string, of: Json | undefined = item): string => String(of?.[member] ?? '');
  switch (list) {
    case 'attributes':
      return [...(isAboutValue.has(code) ? [defaultOf(name('name', content), name('name'))] : []), `attribute ${name('name', content)}.${name('name')}`, `resource ${name('name', content)}`];
    case 'children':
      return [`child ${name('type')} of ${name('name', content)}`, `resource ${name('name', content)}`];
    case 'enumerations': {
      const value = rest[0] === 'values' ? (item?.['values'] as Readonly<Record<string, Json>> | undefined)?.[rest[1] ?? ''] : undefined;
      return [...(value === undefined ? [] : [`value ${name('type')}.${name('name', value)}`]), `type ${name('type')}`];
    }
    case 'groups':
      return [`short name of ${rest.at(-1) ?? ''}`];
    case 'parameters':
      return [`parameter ${name('name')}`];
    case 'codes':
      return [`status code ${name('code')}`];
    case 'tables':
      return ['faults'];
    case 'commands':
      return [`command ${name('cmdType')}`, 'commands'];
    default: {
      const resource = content['resource'] ?? (Array.isArray(content['attributes']) ? content['name'] : undefined);
      const { enumeration } = content;
      return [...(typeof enumeration === 'string' ? [`type ${enumeration}`] : []), ...(typeof resource === 'string' ? [`resource ${resource}`] : [])];
    }
  }
}

/** The global type or element of an XSD in which a line stands. */
function declaredAround(text: string, line: number): readonly string[] {
  const before = text.split('\n').slice(0, line).reverse();
  const [, kind, name] = before.map((l) => /^ {0,2}<xs:(simpleType|complexType|element) name="([^"]+)"/.exec(l)).find((match) => match !== null) ?? [];
  return name === undefined ? [] : kind === 'element' ? [`resource ${name}`] : [`type m2m:${name}`];
}
