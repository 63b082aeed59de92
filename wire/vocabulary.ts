/** The tables of a specification as look-ups: which names objects of each kind have in both forms, and what stands behind them. */

import { WireError } from './diagnostic.js';
import type { NameOverrides } from './name-overrides.js';
import { provisionalNames, problemsOf } from './name-overrides.js';
import type { Lexical, MemberRow, RootRow, WireTables } from './tables.js';

/** Short names as on the wire, or the long ones of the specification. */
export type NameForm = 'long' | 'wire';

/** A member of an object, a global element, or the value of either. */
export interface Member {
  readonly long: string;
  readonly wire: string;
  /** Of a global element: that of its namespace. */
  readonly prefix: string;
  readonly as: 'element' | 'attribute' | 'text';
  readonly many: boolean;
  readonly list: boolean;
  /** How a simple value is written; empty where {@link inside} says what there is. */
  readonly lexicals: readonly Lexical[];
  readonly inside: Structure | undefined;
}

/** What objects of one kind hold. */
export interface Structure {
  readonly name: string;
  readonly open: 'children' | 'roots' | 'members' | undefined;
  readonly opensFirst: boolean;
  /** In the order in which XML has them. */
  readonly members: readonly Member[];
  readonly byName: Readonly<Record<NameForm, ReadonlyMap<string, Member>>>;
}

export interface Vocabulary {
  /** By the long name of a resource, the name of a primitive, or the prefixed name of a complex type. */
  readonly structures: ReadonlyMap<string, Structure>;
  /** Global elements by local name: resources, primitives, and other contents. */
  readonly roots: Readonly<Record<NameForm, ReadonlyMap<string, Member>>>;
  /** The same by the name that they have in JSON and in XML, `m2m:ae`. */
  readonly elements: Readonly<Record<NameForm, ReadonlyMap<string, Member>>>;
  /** Prefix of a global element → namespace. */
  readonly namespaces: ReadonlyMap<string, string>;
  /** Members of objects that no document of ours describes, such as filter criteria, by name. */
  readonly untyped: Readonly<Record<NameForm, ReadonlyMap<string, Member>>>;
  /** The object of a resource type that is known by name only: the attributes of all others. */
  readonly unlisted: Structure;
  /** Numbers of resource types where they differ: ours → the configured ones, and back. */
  readonly numbers: Readonly<Record<NameForm, ReadonlyMap<number, number>>>;
}

const built = new WeakMap<WireTables, { readonly plain: Vocabulary; readonly configured: WeakMap<NameOverrides, Vocabulary> }>();

/**
 * The vocabulary of a specification, with these names in place of its provisional ones.
 * @throws {WireError} with every name that replaces none, or is that of another.
 */
export function vocabularyOf(tables: WireTables, overrides?: NameOverrides): Vocabulary {
  let known = built.get(tables);
  if (known === undefined) built.set(tables, (known = { plain: build(tables, {}), configured: new WeakMap() }));
  const { plain, configured } = known;
  if (overrides === undefined) return plain;
  const before = configured.get(overrides);
  if (before !== undefined) return before;
  const problems = problemsOf(tables, overrides);
  if (problems.length > 0) throw new WireError(problems);
  const vocabulary = build(tables, overrides);
  configured.set(overrides, vocabulary);
  return vocabulary;
}

const m2mNamespace = 'http://www.onem2m.org/xml/protocols';
const standardPrefix = 'm2m';

/** `m2m:swcm`: a global element as it is named in JSON and in XML. */
export const elementName = (member: Pick<Member, 'prefix' | NameForm>, form: NameForm): string => (isPrefixed(member[form]) ? member[form] : `${member.prefix}:${member[form]}`);

/** As which an element stands in XML: one that is a reference to a global element has a prefix, whatever its long name is (TS-0004 7.4.61.1). */
export const tagOf = (member: Pick<Member, 'prefix' | NameForm>, form: NameForm): string => (isPrefixed(member.wire) ? elementName(member, form) : member[form]);

/** Whether a name has a prefix, as that of a global element, also where it is a member of something (TS-0004 8.4.2, rule 3). */
export const isPrefixed = (name: string): boolean => name.includes(':');

function build(tables: WireTables, overrides: NameOverrides): Vocabulary {
  const { structures, roots, resources, names } = tables;
  const provisional = provisionalNames(tables);
  const replaced = new Map(Object.entries(overrides.shortNames ?? {}).filter(([long]) => provisional.has(long)));
  // A published short name stays, even where the same long name is provisional for another kind of thing.
  const shortNameOf = (long: string, short: string): string => (provisional.get(long)?.has(short) === true ? (replaced.get(long) ?? short) : short);

  const byType = new Map<string, { structure: Structure; rows: readonly MemberRow[] }>();
  for (const { name, open, opensFirst = false, members } of structures) {
    byType.set(name, { structure: { name, open, opensFirst, members: [], byName: { long: new Map(), wire: new Map() } }, rows: members });
  }
  // A member is of a complex type, whose name has a colon or is a path, or of a simple one: `token` is text, and no resource <token>.
  const structureIn = ({ name, shortName, type }: MemberRow): Structure | undefined => (/[:/#]/.test(type) || isPrefixed(name) || isPrefixed(shortName) ? byType.get(type)?.structure : undefined);
  const memberOf = (row: MemberRow, inside = structureIn(row)): Member => ({
    long: row.name,
    wire: shortNameOf(row.name, row.shortName),
    prefix: (row as RootRow).prefix ?? standardPrefix,
    as: row.as ?? 'element',
    many: row.many ?? false,
    list: row.list ?? false,
    inside,
    lexicals: inside === undefined ? (row.type.split(' | ') as Lexical[]) : [],
  });
  for (const { structure, rows } of byType.values()) fill(structure, rows.map((row) => memberOf(row)));

  const ofAnyType = (long: string, short: string): Member => memberOf({ name: long, shortName: short, type: 'any' });
  const unlisted: Structure = { name: 'resource', open: 'children', opensFirst: false, members: [], byName: { long: new Map(), wire: new Map() } };
  // The same attribute has the same type in all resources but a few of our own.
  const ofResources = structures.flatMap(({ open, members }) => (open === 'children' ? members : []));
  const rows = new Map(ofResources.map((row) => [row.name, row]));
  const others = [...names.attributes.toShort].filter(([long]) => !rows.has(long));
  fill(unlisted, [...[...rows.values()].map((row) => memberOf(row)), ...others.map(([long, short]) => ofAnyType(long, short))]);

  const criteria = new Map([...ofSubscriptions(structures), ...numbers, ['resourceType', 'resourceType'] as const]);
  const listed = new Set(roots.map(({ name }) => name));
  // Types that a document of ours only mentions: those of TS-0004 8.2.4, and children without a short name.
  const mentioned = new Map([
    ...resources.flatMap(({ children }) => children.map(({ type }) => [type, names.resources.toShort.get(type) ?? type] as const)),
    ...names.resources.toShort,
  ]);
  const globals = [
    // The root of a resource or primitive has its name; another one is of a type.
    ...roots.map((row) => (row.type === row.name ? memberOf(row, byType.get(row.name)?.structure) : memberOf(row))),
    ...[...mentioned].filter(([long]) => !listed.has(long)).map(([long, short]) => ({ ...ofAnyType(long, short), lexicals: [], inside: unlisted })),
  ];
  return {
    structures: new Map([...byType].map(([name, { structure }]) => [name, structure])),
    roots: bothWays(globals),
    elements: bothWays(globals, true),
    namespaces: new Map([[standardPrefix, m2mNamespace], ...tables.namespaces.map(({ prefix, namespace }) => [prefix, namespace] as const)]),
    untyped: bothWays([...names.members.toShort].map(([name, shortName]) => memberOf({ name, shortName, type: criteria.get(name) ?? 'any', ...(repeated.has(name) && { many: true }) }))),
    unlisted,
    numbers: numbersOf(tables, overrides),
  };
}

/**
 * Filter criteria of which a request may have several (TS-0009 6.2.2.2, Table 6.2.2.2-1), and those that are numbers. No document of ours
 * states their types; those that a subscription has too are of the types that they have there.
 */
const repeated: ReadonlySet<string> = new Set(['attribute', 'contentType', 'labels', 'resourceType', 'semanticsFilter']);
const numbers = ['filterUsage', 'level', 'limit', 'offset'].map((name) => [name, 'integer'] as const);
const ofSubscriptions = (structures: WireTables['structures']): readonly (readonly [name: string, type: string])[] => {
  const members = structures.find(({ name }) => name === 'm2m:eventNotificationCriteria')?.members ?? [];
  return members.flatMap(({ name, type, many, list }) => (many === true || list === true || type.includes(':') ? [] : [[name, type] as const]));
};

/** Members refer to structures that are still empty when they are made: recursive types are why. */
function fill(structure: Structure, members: readonly Member[]): void {
  const writable = structure as { -readonly [K in keyof Structure]: Structure[K] };
  writable.members = members;
  writable.byName = bothWays(members);
}

const bothWays = (members: readonly Member[], prefixed = false): Structure['byName'] => {
  const by = (form: NameForm): ReadonlyMap<string, Member> => new Map(members.map((member) => [prefixed ? elementName(member, form) : member[form], member]));
  return { long: by('long'), wire: by('wire') };
};

function numbersOf({ resources }: WireTables, { resourceTypes = {} }: NameOverrides): Vocabulary['numbers'] {
  const pairs = Object.entries(resourceTypes).flatMap(([name, number]) => {
    const ours = resources.find((row) => row.name === name)?.resourceType ?? undefined;
    return ours === undefined || ours === number ? [] : [[ours, number] as const];
  });
  return { long: new Map(pairs), wire: new Map(pairs.map(([ours, theirs]) => [theirs, ours])) };
}

/** The bodies of a type by its long name; all names of attributes where only the name of the type is known. */
export function structureOf(type: string, vocabulary: Vocabulary): Structure | undefined {
  const name = type === 'notification' || type === 'primitiveContent' ? 'm2m:primitiveContent' : type;
  return isPrefixed(name) && name === type ? undefined : (vocabulary.structures.get(name) ?? vocabulary.roots.long.get(type)?.inside);
}
