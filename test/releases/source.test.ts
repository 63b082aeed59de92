import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emitValidators } from '../../generator/emit/validators/emit.js';
import { releaseOf, type Attribute, type Resource } from '../../generator/model/model.js';
import { membersOf } from '../../generator/model/members.js';
import { m2mKey } from '../../generator/model/names.js';
import { documentAt, whyNot } from '../support/documents.js';
import { writeEmitted, type EmittedFolder } from '../support/emitted.js';
import { validatorIn } from '../support/validators.js';
import { differences as ofRelease3, differencesLater } from '../wire/traffic-differences.js';
import { layered, only } from './layered.js';

/** The source of the layer, row by row; and what the implementation that it is from said to bodies of these types. */
interface Row {
  readonly resource: string;
  readonly longName: string;
  readonly shortName: string;
  readonly type: string;
  readonly multiplicity: string;
  readonly create: string;
  readonly update: string;
  readonly announced: string;
}
interface Source {
  readonly resourceTypes: readonly { readonly shortName: string; readonly longName: string; readonly resourceType: number; readonly mgmtDefinition: number | null; readonly announced: boolean; readonly childResourceTypes: readonly string[] }[];
  readonly attributes: readonly Row[];
  readonly complexTypes: Readonly<Record<string, readonly { readonly member: string; readonly shortName: string; readonly multiplicity: string | null }[]>>;
  readonly enumerations: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const file = documentAt('spec/release-4-5.json');
const traffic = documentAt('traffic/http.jsonl.gz');
const { model } = file === undefined ? { model: undefined } : await layered();

/** `WiFi Client` → `wifiClient`: the source prints titles. */
const nameOf = (title: string): string => {
  const known = ({ 'WiFi Client': 'wifiClient', 'FlexContainer Instance': 'flexContainerInstance', 'Mobile Network': 'mobileNetwork', myCertFileCred: 'myCertFileCred' } as Readonly<Record<string, string>>)[title];
  return known ?? (model!.resources.some(({ name }) => name === title) ? title : title.charAt(0).toLowerCase() + title.slice(1));
};
const resourceOf = (title: string): Resource | undefined => model!.resources.find(({ name }) => name === nameOf(title));

const told = ({ shortName, multiplicity, create, update, announced }: Pick<Row, 'shortName' | 'multiplicity' | 'create' | 'update' | 'announced'>): string => [shortName, multiplicity, create, update, announced].join(' ');
const oursTold = (a: Attribute): string => told({ ...a, multiplicity: a.multiplicity.text, announced: a.announced ?? '-' });

/** Rows that are otherwise with us, and why. */
const reasons: readonly { readonly why: string; readonly holds: (row: Row, ours: Attribute | undefined) => boolean }[] = [
  { why: 'known in Release 3 as devID (TS-0001 D.6)', holds: ({ longName }) => longName === 'devId' },
  { why: 'as Release 3 prints it, which a later release may print otherwise', holds: (_, ours) => ours !== undefined && releaseOf(model!, ours.source) === undefined },
  { why: 'erratum R02: no list, whatever the multiplicity', holds: ({ multiplicity, type }, ours) => type !== 'list' && multiplicity === '0..1 (L)' && ours?.multiplicity.text === '0..1' && ours.errata.includes('R02') },
  { why: 'erratum R05: a list', holds: ({ longName, type }, ours) => longName === 'mgmtLink' && type === 'list' && ours?.multiplicity.text === '0..1 (L)' && ours.errata.includes('R05') },
  { why: 'erratum R06: never announced', holds: (row, ours) => ours !== undefined && ours.announced === undefined && ours.errata.includes('R06') && row.announced !== 'NA' },
];

describe.skipIf(file === undefined)(`every row of the source${file === undefined ? `: ${whyNot}` : ''}`, () => {
  const source = (file === undefined ? undefined : JSON.parse(readFileSync(file, 'utf8'))) as Source;

  it('of resource types has its number, names and children', () => {
    for (const { longName, shortName, resourceType, mgmtDefinition, announced, childResourceTypes } of source.resourceTypes) {
      // Release 3 prints another short name for it (TS-0004 8.2.4).
      if (longName === 'FlexContainer') continue;
      const ours = resourceOf(longName)!;
      expect(`${ours?.namespace?.prefix ?? 'm2m'}:${ours?.shortName} ${ours?.resourceType} ${ours?.mgmtDefinition ?? null} ${ours?.announcedVariant !== undefined}`, longName).toBe(`${shortName} ${resourceType} ${mgmtDefinition} ${announced}`);
      const children = ours.children.map(({ type }) => model!.resources.find(({ name }) => name === type)?.shortName.toUpperCase());
      expect(childResourceTypes.filter((child) => !children.includes(child)), longName).toEqual([]);
    }
  });

  it('of the children of <flexContainer> is one of its children', () => {
    const names = new Map([['ACTR', 'action'], ['CNT', 'container'], ['FCNT', 'flexContainer'], ['SMD', 'semanticDescriptor'], ['SUB', 'subscription'], ['TS', 'timeSeries'], ['FCI', 'flexContainerInstance'], ['FCNT_LA', 'latest'], ['FCNT_OL', 'oldest']]);
    const children = resourceOf('flexContainer')!.children.map(({ type }) => type);
    for (const child of source.resourceTypes.find(({ longName }) => longName === 'FlexContainer')!.childResourceTypes) expect(children).toContain(names.get(child));
  });

  it('of attributes is there as printed, or there is a reason', () => {
    const counts = new Map<string, number>();
    const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
    const unexplained = source.attributes.flatMap((row) => {
      const ours = resourceOf(row.resource)?.attributes.find(({ name }) => name === row.longName);
      if (ours !== undefined && oursTold(ours) === told(row)) return count('as printed') ?? [];
      const reason = reasons.find(({ holds }) => holds(row, ours));
      if (reason === undefined) return [`${row.resource}.${row.longName}: ${told(row)}, but ${ours === undefined ? 'nothing' : oursTold(ours)}`];
      return count(reason.why) ?? [];
    });
    expect(unexplained).toEqual([]);
    expect(Object.fromEntries(counts)).toMatchInlineSnapshot(`
      {
        "as Release 3 prints it, which a later release may print otherwise": 14,
        "as printed": 346,
        "erratum R02: no list, whatever the multiplicity": 9,
        "erratum R05: a list": 17,
        "erratum R06: never announced": 4,
        "known in Release 3 as devID (TS-0001 D.6)": 1,
      }
    `);
  });

  it('of complex types has its members, of Release 3 or of the layer', () => {
    const elsewhere: Readonly<Record<string, string>> = { evalCriteria: 'actionEvalCriteria' };
    // Erratum R07.
    const renamed: Readonly<Record<string, string>> = { 'm2m:actionInput/resourceID': 'inputResourceID' };
    // Anonymous in Release 3.
    const inRelease3 = ['notificationEvent_type', 'IPEDiscoveryRequest_type', 'dynAuthLocalTokenIdAssignment_type', 'dynAuthTokenReqInfo_type'];
    for (const [name, members] of Object.entries(source.complexTypes)) {
      const local = name.slice(name.indexOf(':') + 1);
      if (inRelease3.includes(local)) continue;
      const type = model!.components.types.get(m2mKey(elsewhere[local] ?? local));
      const ours = type?.kind === 'complex' ? membersOf(type).map((m) => `${m.name} ${model!.shortNames.members.get(m.name)?.shortName} ${m.min === 1}`) : [];
      expect(ours, name).toEqual(members.map(({ member, shortName, multiplicity }) => `${renamed[`${name}/${member}`] ?? member} ${shortName} ${multiplicity === '1'}`));
    }
  });

  it('of enumerations has its number and name; sums of bits are no values', () => {
    for (const [name, values] of Object.entries(source.enumerations)) {
      const ours = model!.enumerations.find(({ type }) => type === `m2m:${name.slice(name.indexOf(':') + 1)}`)!;
      const theirs = Object.entries(values).filter(([number, text]) => text !== '' || !/\D/.test(number));
      const isBits = theirs.some(([, text]) => text === '');
      expect(ours.values.map(({ value, name: text }) => `${value} ${text}`), name).toEqual(theirs.filter(([, text]) => !isBits || text !== '').map(([number, text]) => `${number} ${text}`));
    }
  });
});

describe.skipIf(file === undefined || traffic === undefined)(`recorded bodies of the layer's types${traffic === undefined ? `: ${whyNot}` : ''}`, () => {
  let emitted: EmittedFolder;
  const roots = new Map<string, string>();
  beforeAll(async () => {
    const types = model!.resources.filter(({ source, announces }) => announces === undefined && releaseOf(model!, source) !== undefined).map(({ name }) => name);
    const part = only(model!, [...types, 'AE', 'container', 'contentInstance', 'subscription', 'crossResourceSubscription', 'remoteCSE']);
    for (const { name, shortName, namespace } of part.resources) roots.set(`${namespace?.prefix ?? 'm2m'}:${shortName}`, name);
    emitted = writeEmitted(await emitValidators(part));
  });
  afterAll(() => emitted.remove());

  it('are accepted where the CSE accepted them', async () => {
    let judged = 0;
    const unexplained = new Set<string>();
    const validators = new Map<string, ReturnType<typeof validatorIn>>();
    const validator = (name: string, operation: string): ReturnType<typeof validatorIn> => {
      const key = `${name}/${operation}`;
      const found = validators.get(key) ?? validatorIn(emitted, name, operation, 'wire');
      validators.set(key, found);
      return found;
    };
    const judge = async (text: string | null, operation: 'create' | 'update' | 'partial'): Promise<void> => {
      if (text === null || !text.startsWith('{')) return;
      for (const [root, body] of Object.entries(JSON.parse(text) as Record<string, unknown>)) {
        const name = roots.get(root);
        if (name === undefined || typeof body !== 'object' || body === null) continue;
        const later = model!.resources.find((each) => each.name === name)!.attributes.filter((a) => releaseOf(model!, a.source) !== undefined).map(({ shortName }) => shortName);
        if (!Object.keys(body).some((key) => later.includes(key))) continue;
        judged++;
        const { issues } = await validator(name, operation);
        for (const { path, rule } of issues(body)) unexplained.add(`${root}/${path.join('/')} ${rule}`);
      }
    };
    for (const line of gunzipSync(readFileSync(traffic!)).toString().trim().split('\n')) {
      const { method, headers, body, responseHeaders, responseBody } = JSON.parse(line) as { method: string; headers: Record<string, string>; body: string | null; responseHeaders: Record<string, string>; responseBody: string | null };
      if (!responseHeaders['X-M2M-RSC']?.startsWith('2')) continue;
      if (method === 'PUT') await judge(body, 'update');
      if (method === 'POST' && /ty=\d/.test(headers['Content-Type'] ?? '')) await judge(body, 'create');
      await judge(responseBody, 'partial');
    }
    const known = [...differencesLater, ...ofRelease3.filter(({ said }) => said === 'accepted')];
    expect([...unexplained].filter((found) => !known.some(({ at }) => at.test(found)))).toEqual([]);
    expect(differencesLater.filter(({ at }) => ![...unexplained].some((found) => at.test(found))), 'differences that are no more').toEqual([]);
    expect(judged).toMatchInlineSnapshot(`255`);
  });
});
