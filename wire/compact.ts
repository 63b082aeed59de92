/** The names of a specification as one text, for programs that want nothing but names: what `encode` carries. */

import type { MemberRow, RootRow, StructureRow, WireTables } from './tables.js';

type NameTable = WireTables['names']['resources'];

/**
 * The tables that a text of `generated/compact-names.ts` stands for. What only XML asks for is not in them: every value is of any
 * type, but objects, and numbers of resource types.
 *
 * Lines: structures, roots, other resource types, other attributes, members, numbers of resource types, provisional names, namespaces.
 */
export function unfold(text: string): WireTables {
  const [structureText = '', rootText = '', typeText = '', attributeText = '', memberText = '', numberText = '', provisionalText = '', namespaceText = ''] = text.split('\n');
  const shortNames = new Map<string, string>();
  // A complex type has no name here, but its number.
  const types = items(structureText, ';').map((structure, i) => plain(structure.slice(0, structure.search(/[~=]/))) || `#${i}`);
  /** `name/short@type#`: the short name where it was not the same before, the number of the structure inside, the mark of numbers of types. */
  const memberOf = (member: string): MemberRow => {
    const [, name = '', short, type, isNumber] = /^([^/@#]*)(?:\/([^@#]*))?(?:@(\w+))?(#)?$/.exec(member)!;
    if (short !== undefined) shortNames.set(name, plain(short));
    return { name: plain(name), shortName: shortNames.get(name) ?? plain(name), type: type !== undefined ? types[Number.parseInt(type, 36)]! : isNumber === undefined ? 'any' : 'resourceType' };
  };
  const structures = items(structureText, ';').map((structure, i): StructureRow => {
    const [, open, members = ''] = /^[^~=]*(?:~(\w+))?=(.*)$/.exec(structure)!;
    return { name: types[i]!, ...(open !== undefined && { open: open as NonNullable<StructureRow['open']> }), members: items(members).map(memberOf) };
  });
  const roots = items(rootText).map((root): RootRow => {
    const [member = '', prefix] = root.split('|');
    return { ...memberOf(member), ...(prefix !== undefined && { prefix }) };
  });
  const [others, attributes, members] = [typeText, attributeText, memberText].map((part) => items(part).map(memberOf)) as [MemberRow[], MemberRow[], MemberRow[]];
  const provisional = provisionalText.split('|').map((part) => new Set(items(part).map(plain)));
  const namesOf = (rows: readonly MemberRow[], kind: number): NameTable => {
    const toShort = new Map(rows.map(({ name, shortName }) => [name, shortName]));
    return { toShort, toLong: new Map([...toShort].map(([long, short]) => [short, long])), provisional: provisional[kind] ?? new Set() };
  };
  const membersOf = (wanted: (structure: StructureRow) => boolean): MemberRow[] => structures.filter(wanted).flatMap((structure) => structure.members as MemberRow[]);
  const numbers = items(numberText).map((entry) => /^(.*)=(\d+)(!)?$/.exec(entry)!);
  return {
    structures,
    roots,
    names: {
      resources: namesOf([...roots.filter(({ name }) => types.includes(name)), ...others], 0),
      attributes: namesOf([...membersOf(({ open }) => open === 'children'), ...attributes], 1),
      members: namesOf(members, 2),
      parameters: namesOf(membersOf(({ name }) => name.endsWith('Primitive')), 3),
    },
    resources: numbers.map(([, name = '', number, mark]) => ({ name: plain(name), resourceType: Number(number), provisional: mark !== undefined, operations: [], children: [] })),
    resourceTypes: {},
    namespaces: items(namespaceText).map((entry) => ({ prefix: entry.slice(0, entry.indexOf('=')), namespace: entry.slice(entry.indexOf('=') + 1) })),
  };
}

/** What a text says, unfolded when somebody asks. */
export function namesIn(text: string): () => WireTables {
  let tables: WireTables | undefined;
  return () => (tables ??= unfold(text));
}

const items = (text: string, separator = ','): readonly string[] => (text === '' ? [] : text.split(separator));

const plain = (name: string): string => (name.includes('%') ? decodeURIComponent(name) : name);
