import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { importDocuments } from '../../generator/import/import.js';
import { analyse } from '../../generator/pipeline.js';
import { loadSources } from '../../generator/read/load.js';
import { documentAt, whyNot } from '../support/documents.js';
import { membersOfSchema, tablesOfMarkdown, tablesOfWord } from './recognise/oracle.js';

const [architecture, protocol] = [documentAt('spec/documents/TS-0001'), documentAt('spec/documents/TS-0004')];
const isThere = architecture !== undefined && protocol !== undefined;

interface Resource {
  readonly name: string;
  readonly attributes: readonly { readonly name: string; readonly multiplicity: string; readonly access: string; readonly announced?: string; readonly create: string; readonly update: string; readonly type: string }[];
}

interface Enumeration {
  readonly type: string;
  readonly values: readonly { readonly value: number; readonly name: string }[];
}

describe.skipIf(!isThere)(isThere ? 'both specifications, into an empty folder' : `both specifications: ${whyNot}`, () => {
  let sources: ReadonlyMap<string, string> = new Map();
  let resources: ReadonlyMap<string, Resource> = new Map();
  let left: readonly string[] = [];
  beforeAll(async () => {
    const { sources: known } = await loadSources('xsd');
    const given = [architecture!, protocol!].map((file) => ({ file, bytes: readFileSync(file) }));
    const examine = (all: ReadonlyMap<string, string>) => Promise.resolve(analyse(all).diagnostics.list());
    const imported = await importDocuments(given, new Map(), known, new Diagnostics(), { view: 'accepted', examine });
    sources = imported.sources;
    left = imported.leftOut.map((one) => JSON.stringify(one));
    resources = new Map([...sources].filter(([file]) => file.startsWith('tables/resources/')).map(([, text]) => JSON.parse(text) as Resource).map((r) => [r.name, r]));
  }, 300_000);
  const rowOf = (resource: string | undefined, attribute: string) => resources.get(resource ?? '')?.attributes.find((a) => a.name.toLowerCase() === attribute.replace('@', '').toLowerCase());

  it('have the CREATE and UPDATE that TS-0004 prints, and next to no type that is any', () => {
    const wrong: string[] = [];
    let compared = 0;
    for (const { caption, rows } of tablesOfWord(protocol!)) {
      const name = /^Table (?:7\.4\.\d|D\.).*Attributes of [<[](\w+)[>\]]/i.exec(caption)?.[1];
      for (const [attribute = '', create = '', update = ''] of rows) {
        const row = resources.get(name ?? '')?.attributes.find((a) => a.name === attribute.replace('@', ''));
        if (row === undefined || ![create, update].every((cell) => /^(?:M|O|NP)$/.test(cell))) continue;
        compared++;
        if (row.create !== create || row.update !== update) wrong.push(`${name!}.${attribute}: ${create} ${update} is printed, ${row.create} ${row.update} there`);
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(900);
    const attributes = [...resources.values()].flatMap((r) => r.attributes);
    expect(attributes.filter((a) => a.type === 'xs:anyType').length).toBeLessThan(attributes.length * 0.02);
  });

  it('have the multiplicity, the access and the announcement that TS-0001 prints', () => {
    const wrong: string[] = [];
    const missing: string[] = [];
    let compared = 0;
    const plain = (cell: string): string => cell.replace(/\s+/g, '').replace(/\(L\)$/, ' (L)');
    for (const { caption, rows } of tablesOfMarkdown(architecture!)) {
      const name = /^Table (?:9\.6|D\.).*Attributes of [<[](\w+)[>\]]/i.exec(caption)?.[1];
      const [header = []] = rows;
      const at = (pattern: RegExp): number => header.findIndex((cell) => pattern.test(cell));
      const [multiplicity, access, announced] = [at(/^Multiplicity$/i), at(/^RW/), at(/Annc/)];
      if (name === undefined || !resources.has(name) || multiplicity < 0 || access < 0) continue;
      for (const cells of rows.slice(1)) {
        const [attribute = ''] = cells;
        if (!/^@?[A-Za-z][\w-]*$/.test(attribute)) continue;
        const row = rowOf(name, attribute);
        if (row === undefined) {
          missing.push(`${name}.${attribute}`);
          continue;
        }
        for (const [column, index] of [['multiplicity', multiplicity], ['access', access], ['announced', announced]] as const) {
          const printed = index < 0 ? undefined : plain(cells[index] ?? '');
          // A cell with more than a value in it is for other tests.
          if (printed === undefined || !/^(?:[01](?:\.\.[1n])?(?: \(L\))?|R[WO]|WO|[MON]A)$/.test(printed)) continue;
          compared++;
          if (row[column] !== printed) wrong.push(`${name}.${attribute}: ${column} ${printed} is printed, ${row[column] ?? 'none'} there`);
        }
      }
    }
    expect(wrong).toEqual([]);
    // Under another spelling in TS-0004, which an erratum says.
    expect(missing.filter((name) => !renamed.has(name))).toEqual([]);
    expect(compared).toBeGreaterThan(2_000);
  });

  it('have the parameters of primitives that TS-0004 prints: types, multiplicities, operations', () => {
    const { parameters } = JSON.parse(sources.get('tables/parameters.json')!) as { readonly parameters: readonly Readonly<Record<string, unknown>>[] };
    const tables = new Map(tablesOfWord(protocol!).map(({ caption, rows }) => [/^Table (\S+):/.exec(caption)?.[1] ?? '', rows.slice(1)]));
    const long = new Map(tables.get('8.2.2-1')!.map(([printed = '', name = '']) => [printed, name]));
    // P43: one table has a name of its own for it.
    long.set('Discovery Result Type', 'desiredIdentifierResultType');
    const of = (printed: string) => parameters.find(({ name }) => name === long.get(printed));
    const wrong: string[] = [];
    for (const [table, side] of [['6.4.1-1', 'request'], ['6.4.2-1', 'response']] as const) {
      for (const [printed = '', type = '', multiplicity = ''] of tables.get(table)!.filter(([, , occurs = '']) => /^[01]/.test(occurs))) {
        const row = of(printed);
        const isType = [row?.['type'], ...(side === 'response' ? [row?.['responseType']] : [])].includes(type);
        if (row?.[side] !== multiplicity || !isType) wrong.push(`${side} ${printed}: ${JSON.stringify(row)}`);
      }
    }
    for (const [printed = '', ...cells] of tables.get('7.2.1.1-1')!.filter(({ length }) => length === 6)) {
      const operations = Object.values((of(printed)?.['operations'] ?? {}) as Readonly<Record<string, string>>);
      if (operations.join() !== cells.map((cell) => /^[A-Z]*/.exec(cell)![0].replace(/^OS$/, 'O')).join()) wrong.push(`${printed}: ${cells.join()} is printed, ${operations.join()} there`);
    }
    expect(wrong).toEqual([]);
    expect(parameters).toHaveLength(36);
  });

  it('contradict themselves nowhere so that something is left out', () => {
    expect(left).toEqual([]);
  });

  it('have nothing that only a Change Request says, which is known besides', () => {
    const printed = new Set([...tablesOfMarkdown(architecture!), ...tablesOfWord(protocol!)].flatMap(({ rows }) => rows.map(([name = '']) => plainName(name))));
    const unprinted = [...resources.values()].flatMap((r) => r.attributes.filter((a) => !printed.has(plainName(a.name))).map((a) => `${r.name}.${a.name}`));
    expect(unprinted).toEqual([]);
    expect(resources.get('schedule')).toBeDefined();
    expect(resources.get('execInstance')?.attributes.map(({ name }) => name)).not.toContain('holder');
    for (const file of ['tables/resources/CSEBase.json', 'tables/resources/subscription.json', 'tables/enumerations.json']) expect(sources.get(file)).not.toContain('"softwareCampaign');
  });

  it('have the data types that TS-0004 prints', () => {
    const wrong: string[] = [];
    let compared = 0;
    for (const { caption, rows } of tablesOfWord(protocol!)) {
      const name = /^Table (?:7\.4\.\d|D\.|J\.).*Attributes of [<[](\w+) ?[>\]]/i.exec(caption)?.[1];
      const header = rows.find((cells) => cells.some((cell) => /^Data Type$/i.test(cell)) && /^Attribute/.test(cells[0] ?? ''));
      const width = rows.find(([attribute = '']) => !/^Attribute/.test(attribute))?.length ?? 0;
      if (header === undefined || !resources.has(name ?? '')) continue;
      for (const cells of rows) {
        // Over the headings of both operations stands one cell: the last two columns are the type and what it may be.
        const [attribute = '', type = ''] = [cells[0], cells[width - 2]];
        const row = rowOf(name, attribute);
        if (cells.length !== width || row === undefined || !/^(?:(?:restricted )?list of )?\w+:\w+$/i.test(type)) continue;
        compared++;
        if (row.type !== type.replace(/^(?:restricted )?list of/i, 'list of')) wrong.push(`${name!}.${attribute}: ${type} is printed, ${row.type} there`);
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(440);
  });

  it('have the members of complex types that TS-0004 prints, but for those that an erratum names', () => {
    const types = new Map([...sources].filter(([file]) => file.endsWith('.xsd')).flatMap(([, text]) => [...membersOfSchema(text)]));
    const wrong: string[] = [];
    let compared = 0;
    for (const { caption, rows } of tablesOfWord(protocol!)) {
      const name = /^Table 6\.3\.5\.\S+ .* of m2m:(\w+)/.exec(caption)?.[1];
      if (name === undefined) continue;
      for (const [path = '', type = '', occurs = ''] of rows.slice(1)) {
        // One row stands for the elements of all resource types.
        if (!/^(?:[01]|[01]\.\.[1-9n])$/.test(occurs) || path.includes('<resourceType>')) continue;
        compared++;
        const member = types.get(name)?.get(path.replace(/\s/g, ''));
        // What is declared in place has no name to compare.
        const isType = member !== undefined && (!/^(?:list of )?\w+:\w+$/i.test(type) || member.type === type.replace(/^List of/, 'list of') || /^list of m2m:resourceType$/.test(type));
        if (!isType || member.occurs !== occurs) wrong.push(`${name}/${path}`);
      }
    }
    expect(wrong.sort()).toEqual(Object.keys(settledMembers).sort());
    const errata = new Set((JSON.parse(readFileSync('xsd/errata.json', 'utf8')) as { readonly errata: readonly { readonly id: string }[] }).errata.map(({ id }) => id));
    expect(Object.values(settledMembers).filter((id) => !errata.has(id))).toEqual([]);
    expect(compared).toBeGreaterThan(350);
  });

  it('have the values of enumerations that TS-0004 prints', () => {
    const { enumerations } = JSON.parse(sources.get('tables/enumerations.json')!) as { enumerations: readonly Enumeration[] };
    const byType = new Map(enumerations.map((e) => [e.type.toLowerCase(), e]));
    const wrong: string[] = [];
    const seen = new Set<string>();
    let compared = 0;
    for (const { caption, rows } of tablesOfWord(protocol!)) {
      const name = /^Table 6\.3\.4\.2\..*Interpretation of (?:m2m:)?(\w+)/i.exec(caption)?.[1];
      const enumeration = byType.get(`m2m:${name ?? ''}`.toLowerCase());
      if (enumeration === undefined || seen.has(enumeration.type)) continue;
      seen.add(enumeration.type);
      for (const [value = '', interpretation = ''] of rows) {
        // A sentence in place of a name leaves the name that a person gave.
        if (!/^\d+$/.test(value) || interpretation === '' || /[a-z]+ [a-z]+ [a-z]/.test(interpretation)) continue;
        compared++;
        const found = enumeration.values.find((v) => v.value === Number(value))?.name;
        const [first] = interpretation.split(/[ (:]/);
        if (found === undefined || (found !== interpretation && !found.startsWith(first!.replace(/^[<[]|[>\]]$/g, '')) && !found.includes(first!))) wrong.push(`${enumeration.type} ${value}: ${interpretation} is printed, ${found ?? 'nothing'} there`);
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(200);
  });
});

const plainName = (cell: string): string => cell.replace(/[^A-Za-z0-9]/g, '').toLowerCase();

/** Names of TS-0001 under which TS-0004 has another one. */
const renamed: ReadonlySet<string> = new Set(['firmware.name', 'software.name', 'notificationTargetMgmtPolicyRef.notificationlPolicyID']);

/** Members of types that are otherwise than they are printed, and the erratum that says why. */
const settledMembers: Readonly<Record<string, string>> = {
  'softwareUninstallArgsType/anyType': 'P05',
  'execReqArgsListType/softwareUpdate': 'P06',
  'setOfAcrs/accessControlRules': 'P46',
  'activityPatternElements/activityPatternElements': 'P47',
  'announcedFlexContainerResource/contentSize': 'P57',
  'announcedFlexContainerResource/stateTag': 'P57',
  'flexContainerResource/creationTime': 'P64',
  'flexContainerResource/expirationTime': 'P64',
  'flexContainerResource/lastModifiedTime': 'P64',
  'announcedFlexContainerResource/creationTime': 'P64',
  'announcedFlexContainerResource/expirationTime': 'P64',
  'announcedFlexContainerResource/lastModifiedTime': 'P64',
  'announcedFlexContainerResource/containerDefinition': 'P72',
  'notification/notificationEvent/notificationEventType': 'P74',
};
