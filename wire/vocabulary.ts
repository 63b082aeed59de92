/** The generated tables as look-ups: which names objects of each kind have in both forms, and what stands behind them. */

import { ResourceType } from '../generated/enumerations.js';
import { attributeNames, memberNames, parameterNames, resourceNames } from '../generated/tables/names.js';
import { resources } from '../generated/tables/resources.js';
import type { Lexical, MemberRow } from '../generated/tables/structures.js';
import { roots, structures } from '../generated/tables/structures.js';
import type { WireDiagnostic } from './diagnostic.js';
import { WireError } from './diagnostic.js';
import { quoted } from './json-value.js';

/** Short names as on the wire, or the long ones of the specification. */
export type NameForm = 'long' | 'wire';

/** Your own names and numbers in place of the provisional ones, as in `specgen.config.json`. */
export interface NameOverrides {
  /** Long name → short name. */
  readonly shortNames?: Readonly<Record<string, string>>;
  /** Long name of a resource → number of its type. */
  readonly resourceTypes?: Readonly<Record<string, number>>;
}

/** A member of an object, a global element, or the value of either. */
export interface Member {
  readonly long: string;
  readonly wire: string;
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
  /** In the order in which XML has them. */
  readonly members: readonly Member[];
  readonly byName: Readonly<Record<NameForm, ReadonlyMap<string, Member>>>;
}

export interface Vocabulary {
  /** By the long name of a resource, the name of a primitive, or the prefixed name of a complex type. */
  readonly structures: ReadonlyMap<string, Structure>;
  /** Global elements by local name: resources, primitives, and other contents. */
  readonly roots: Readonly<Record<NameForm, ReadonlyMap<string, Member>>>;
  /** Members of objects that no document of ours describes, such as filter criteria, by name. */
  readonly untyped: Readonly<Record<NameForm, ReadonlyMap<string, Member>>>;
  /** The object of a resource type that is known by name only: the attributes of all others. */
  readonly unlisted: Structure;
  /** Numbers of resource types where they differ: ours → the configured ones, and back. */
  readonly numbers: Readonly<Record<NameForm, ReadonlyMap<number, number>>>;
}

let standard: Vocabulary | undefined;
const configured = new WeakMap<NameOverrides, Vocabulary>();

/**
 * The vocabulary with these names in place of the provisional ones.
 * @throws {WireError} with every name that replaces none, or is that of another.
 */
export function vocabularyOf(overrides?: NameOverrides): Vocabulary {
  if (overrides === undefined) return (standard ??= build({}));
  const known = configured.get(overrides);
  if (known !== undefined) return known;
  const problems = problemsOf(overrides);
  if (problems.length > 0) throw new WireError(problems);
  const built = build(overrides);
  configured.set(overrides, built);
  return built;
}

export const rootPrefix = 'm2m:';

function build(overrides: NameOverrides): Vocabulary {
  const provisional = provisionalNames();
  const replaced = new Map(Object.entries(overrides.shortNames ?? {}).filter(([long]) => provisional.has(long)));
  // A published short name stays, even where the same long name is provisional for another kind of thing.
  const shortNameOf = (long: string, short: string): string => (provisional.get(long)?.has(short) === true ? (replaced.get(long) ?? short) : short);

  const byType = new Map<string, { structure: Structure; rows: readonly MemberRow[] }>();
  for (const { name, open, members } of structures) {
    byType.set(name, { structure: { name, open, members: [], byName: { long: new Map(), wire: new Map() } }, rows: members });
  }
  // A member is of a complex type, whose name has a colon or is a path, or of a simple one: `token` is text, and no resource <token>.
  const structureIn = ({ type }: MemberRow): Structure | undefined => (/[:/]/.test(type) ? byType.get(type)?.structure : undefined);
  const memberOf = (row: MemberRow, inside = structureIn(row)): Member => ({
    long: row.name,
    wire: shortNameOf(row.name, row.shortName),
    as: row.as ?? 'element',
    many: row.many ?? false,
    list: row.list ?? false,
    inside,
    lexicals: inside === undefined ? (row.type.split(' | ') as Lexical[]) : [],
  });
  for (const { structure, rows } of byType.values()) fill(structure, rows.map((row) => memberOf(row)));

  const ofAnyType = (long: string, short: string): Member => memberOf({ name: long, shortName: short, type: 'any' });
  const unlisted: Structure = { name: 'resource', open: 'children', members: [], byName: { long: new Map(), wire: new Map() } };
  // The same attribute has the same type in all resources but a few of our own.
  const ofResources = structures.flatMap(({ open, members }) => (open === 'children' ? members : []));
  const rows = new Map(ofResources.map((row) => [row.name, row]));
  const others = [...attributeNames.toShort].filter(([long]) => !rows.has(long));
  fill(unlisted, [...[...rows.values()].map((row) => memberOf(row)), ...others.map(([long, short]) => ofAnyType(long, short))]);

  const criteria = new Map([...ofSubscriptions(), ...numbers, ['resourceType', 'resourceType'] as const]);
  const listed = new Set(roots.map(({ name }) => name));
  // Types that a document of ours only mentions: those of TS-0004 8.2.4, and children without a short name.
  const mentioned = new Map([
    ...resources.flatMap(({ children }) => children.map(({ type }) => [type, resourceNames.toShort.get(type) ?? type] as const)),
    ...resourceNames.toShort,
  ]);
  const globals = [
    // The root of a resource or primitive has its name; another one is of a type.
    ...roots.map((row) => (row.type === row.name ? memberOf(row, byType.get(row.name)?.structure) : memberOf(row))),
    ...[...mentioned].filter(([long]) => !listed.has(long)).map(([long, short]) => ({ ...ofAnyType(long, short), lexicals: [], inside: unlisted })),
  ];
  return {
    structures: new Map([...byType].map(([name, { structure }]) => [name, structure])),
    roots: bothWays(globals),
    untyped: bothWays([...memberNames.toShort].map(([name, shortName]) => memberOf({ name, shortName, type: criteria.get(name) ?? 'any', ...(repeated.has(name) && { many: true }) }))),
    unlisted,
    numbers: numbersOf(overrides),
  };
}

/**
 * Filter criteria of which a request may have several (TS-0009 6.2.2.2, Table 6.2.2.2-1), and those that are numbers. No document of ours
 * states their types; those that a subscription has too are of the types that they have there.
 */
const repeated: ReadonlySet<string> = new Set(['attribute', 'contentType', 'labels', 'resourceType', 'semanticsFilter']);
const numbers = ['filterUsage', 'level', 'limit', 'offset'].map((name) => [name, 'integer'] as const);
const ofSubscriptions = (): readonly (readonly [name: string, type: string])[] => {
  const members = structures.find(({ name }) => name === 'm2m:eventNotificationCriteria')?.members ?? [];
  return members.flatMap(({ name, type, many, list }) => (many === true || list === true || type.includes(':') ? [] : [[name, type] as const]));
};

/** Members refer to structures that are still empty when they are made: recursive types are why. */
function fill(structure: Structure, members: readonly Member[]): void {
  const writable = structure as { -readonly [K in keyof Structure]: Structure[K] };
  writable.members = members;
  writable.byName = bothWays(members);
}

const bothWays = (members: readonly Member[]): Structure['byName'] => ({
  long: new Map(members.map((member) => [member.long, member])),
  wire: new Map(members.map((member) => [member.wire, member])),
});

/** Long names that no published source has a short one for, with the short ones that we use. */
function provisionalNames(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { provisional, toShort } of tables()) {
    for (const long of provisional) found.set(long, (found.get(long) ?? new Set()).add(toShort.get(long) ?? long));
  }
  return found;
}

const tables = () => [resourceNames, attributeNames, memberNames, parameterNames];

function numbersOf({ resourceTypes = {} }: NameOverrides): Vocabulary['numbers'] {
  const pairs = Object.entries(resourceTypes).flatMap(([name, number]) => {
    const ours = numberOf(name);
    return ours === undefined || ours === number ? [] : [[ours, number] as const];
  });
  return { long: new Map(pairs), wire: new Map(pairs.map(([ours, theirs]) => [theirs, ours])) };
}

const numberOf = (resource: string): number | undefined => resources.find(({ name }) => name === resource)?.resourceType ?? undefined;

function problemsOf({ shortNames = {}, resourceTypes = {} }: NameOverrides): readonly WireDiagnostic[] {
  const provisional = provisionalNames();
  const problem = (message: string, path: readonly string[], hint: string): WireDiagnostic => ({ code: 'WIRE_NAMES', message, path, hint });
  const found: WireDiagnostic[] = [];
  const owners = new Map(tables().flatMap(({ toShort }) => [...toShort].map(([long, short]) => [short, long] as const)));
  const chosen = new Map<string, string>();
  for (const [long, short] of Object.entries(shortNames)) {
    const path = ['shortNames', long];
    if (!provisional.has(long)) {
      found.push(problem(`the short name of ${quoted(long)} replaces no provisional name`, path, `provisional are ${[...provisional.keys()].join(', ')}`));
      continue;
    }
    const owner = chosen.get(short) ?? owners.get(short);
    if (typeof short !== 'string' || !/^[A-Za-z_][A-Za-z0-9]*$/.test(short)) found.push(problem(`${quoted(String(short))} is no short name`, path, 'letters and digits, a letter first'));
    else if (owner !== undefined && owner !== long) found.push(problem(`the short name ${quoted(short)} of ${long} is that of ${owner}`, path, 'choose one that TS-0004 8.2 does not list'));
    chosen.set(short, long);
  }
  const taken = new Map<number, string>(Object.entries(ResourceType).map(([name, number]) => [number, name]));
  for (const { name, resourceType } of resources) if (resourceType !== null && !taken.has(resourceType)) taken.set(resourceType, name);
  const numbers = new Map<number, string>();
  for (const [name, number] of Object.entries(resourceTypes)) {
    const path = ['resourceTypes', name];
    const row = resources.find((each) => each.name === name);
    if (row?.provisional !== true) found.push(problem(`the number of ${quoted(name)} replaces no provisional one`, path, `provisional are those of ${resources.filter((each) => each.provisional).map((each) => each.name).join(', ')}`));
    const owner = numbers.get(number) ?? taken.get(number);
    if (!Number.isSafeInteger(number) || number < 1) found.push(problem(`${quoted(String(number))} is no number of a resource type`, path, 'a whole number from 1'));
    else if (owner !== undefined && owner !== name) found.push(problem(`resource type ${number} of ${name} is that of ${owner}`, path, 'choose one that m2m:resourceType does not list'));
    numbers.set(number, name);
  }
  return found;
}
