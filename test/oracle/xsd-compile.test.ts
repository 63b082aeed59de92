import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { membersOf } from '../../generator/model/members.js';
import { readXsd } from '../../generator/read/xsd/read.js';
import { instancesOf } from '../support/instances.js';
import { isObject, type Json, type JsonObject } from '../support/json.js';
import { compileXsd, xsdFilesOf, type LibxmlSchema } from '../support/libxml2.js';
import { toXml } from '../support/to-xml.js';

const files = xsdFilesOf('xsd');
const set = readXsd(files, new Diagnostics());
const concrete = [...set.elements.values()].filter((element) => !element.abstract);

/** The smallest representation that the named document must accept: what is not optional, in order. */
const universal = (type: number): string =>
  `<resourceType>${type}</resourceType><resourceID>r1</resourceID><parentID>p1</parentID>` +
  '<creationTime>20260101T000000</creationTime><lastModifiedTime>20260101T000000,5</lastModifiedTime>';
const expiring = '<expirationTime>20270101T000000</expirationTime>';
const announced = `<accessControlPolicyIDs>acp1 acp2</accessControlPolicyIDs>${expiring}<link>//sp/cse/r1</link>`;
const software = '<mgmtDefinition>1002</mgmtDefinition><version>1</version><softwareName>n</softwareName><URL>http://h/f</URL>' +
  '<install>false</install><uninstall>false</uninstall><installStatus><status>0</status></installStatus>';
const campaign = '<campaignEnabled>false</campaignEnabled><campaignStatus>2</campaignStatus><version>1</version><softwareName>n</softwareName>' +
  '<URL>http://h/f</URL><softwareTargets>n1 n2</softwareTargets><softwareOperation>1</softwareOperation>' +
  '<aggregatedSoftwareStatus>0</aggregatedSoftwareStatus>';
const schedule = '<scheduleElement><scheduleEntry>* 0-5 2,6,10 * * * *</scheduleEntry></scheduleElement>';
const subscription = '<notificationURI>http://h/n</notificationURI><notificationContentType>1</notificationContentType>';
const instance = '<execStatus>1</execStatus><execResult>31</execResult><execTarget>n1</execTarget>';
const request = '<operation>1</operation><to>cse</to><requestIdentifier>r</requestIdentifier>';
const response = '<responseStatusCode>2000</responseStatusCode><requestIdentifier>r</requestIdentifier>';
const rule = '<accessControlRule><accessControlOriginators>all</accessControlOriginators><accessControlOperations>63</accessControlOperations></accessControlRule>';
const policy = `<privileges></privileges><selfPrivileges>${rule}</selfPrivileges>`;
const base = '<CSE-ID>/cse-1</CSE-ID><supportedResourceType>1 2 5</supportedResourceType><pointOfAccess>http://h:8080</pointOfAccess>';
const remote = '<CSEBase>/cse-2/base</CSEBase><CSE-ID>/cse-2</CSE-ID><requestReachability>true</requestReachability><supportedReleaseVersions>3</supportedReleaseVersions>';
const application =
  '<App-ID>N1</App-ID><AE-ID>C1</AE-ID><requestReachability>false</requestReachability><supportedReleaseVersions>2a 3</supportedReleaseVersions>';
const group =
  '<memberType>0</memberType><currentNrOfMembers>0</currentNrOfMembers><maxNrOfMembers>5</maxNrOfMembers><memberIDs></memberIDs>' +
  '<consistencyStrategy>1</consistencyStrategy>';
const notification = '<subscriptionReference>cse/s1</subscriptionReference>';

const minimal: readonly (readonly [document: string, element: string, content: string])[] = [
  ['accessControlPolicy', 'accessControlPolicy', universal(1) + expiring + policy],
  ['accessControlPolicy', 'accessControlPolicyAnnc', `${universal(10001)}${expiring}<link>//sp/cse/r1</link>`],
  ['AE', 'AE', universal(2) + expiring + application],
  ['AE', 'AEAnnc', universal(10002) + announced],
  ['CSEBase', 'CSEBase', universal(5).replace('>p1<', '><') + base],
  ['CSEBase', 'CSEBaseAnnc', universal(10005) + announced],
  ['execInstance', 'execInstance', universal(8) + expiring + instance],
  ['group', 'group', universal(9) + expiring + group],
  ['group', 'groupAnnc', universal(10009) + announced],
  ['mgmtCmd', 'mgmtCmd', `${universal(12)}${expiring}<cmdType>7</cmdType><execEnable>true</execEnable><execTarget>n1</execTarget>`],
  ['node', 'node', `${universal(14)}${expiring}<nodeID>urn:gsma:imei:90420156-025763-0;svn=42</nodeID>`],
  ['node', 'nodeAnnc', universal(10014) + announced],
  ['notification', 'notification', notification],
  ['notification', 'aggregatedNotification', `<notification>${notification}</notification>`],
  ['remoteCSE', 'remoteCSE', universal(16) + expiring + remote],
  ['remoteCSE', 'remoteCSEAnnc', universal(10016) + announced],
  ['requestPrimitive', 'requestPrimitive', request],
  ['responsePrimitive', 'responsePrimitive', response],
  ['schedule', 'schedule', universal(18) + expiring + schedule],
  ['schedule', 'scheduleAnnc', universal(10018) + announced],
  ['software', 'software', universal(13) + expiring + software],
  ['software', 'softwareAnnc', `${universal(10013)}${announced}<mgmtDefinition>1002</mgmtDefinition>`],
  ['softwareCampaign', 'softwareCampaign', universal(9076) + expiring + campaign],
  ['softwareCampaign', 'softwareCampaignAnnc', universal(19076) + announced],
  ['subscription', 'subscription', universal(23) + expiring + subscription],
];
/** What else a primitive may hold (TS-0004 Table 7.5.2-2): lists, texts and wrappers, with no attributes of a resource. */
const contents = new Set(['resource', 'URIList', 'resourceRefList', 'aggregatedResponse', 'debugInfo', 'queryResult', 'securityInfo']);
/** Elements that are no resources have no resourceName. */
const unnamed = new Set(['notification', 'aggregatedNotification', 'requestPrimitive', 'responsePrimitive']);
const xml = (element: string, content: string): string =>
  `<m2m:${element} xmlns:m2m="http://www.onem2m.org/xml/protocols"${unnamed.has(element) ? '' : ' resourceName="r-1.a_b"'}>${content}</m2m:${element}>`;

/** Each document by itself, compiled once. */
const schemas = new Map<string, LibxmlSchema>();
const schemaOf = (file: string): LibxmlSchema => {
  const schema = schemas.get(file) ?? compileXsd(files, file);
  schemas.set(file, schema);
  return schema;
};
afterAll(() => schemas.forEach((schema) => schema.dispose()));

const valid = (document: string, text: string): readonly string[] => schemaOf(`CDT-${document}-v3_32_0.xsd`).validate(text);

describe('our XSD documents, read by libxml2', () => {
  it.each([...files.keys()])('%s compiles as it stands', (name) => {
    expect(name).toMatch(/^CDT-[a-zA-Z][a-zA-Z0-9]*-v3_32_0\.xsd$/);
    schemaOf(name);
  });

  it('does not compile when a document that it includes is missing', () => {
    const without = new Map([...files].filter(([name]) => !name.startsWith('CDT-enumeration')));
    expect(() => compileXsd(without, 'CDT-software-v3_32_0.xsd')).toThrow(/CDT-enumeration/);
  });

  it.each(minimal)('%s: the smallest %s is valid, and one without its last child is not', (document, element, content) => {
    expect(valid(document, xml(element, content))).toEqual([]);
    const shorter = content.replace(/<([\w-]+)>(?:(?!<\1>).)*<\/\1>$/, '');
    expect(shorter).not.toBe(content);
    expect(valid(document, xml(element, shorter))).not.toEqual([]);
  });

  it('the smallest that are written out cover the documents that they name', () => {
    const documents = new Set(minimal.map(([document]) => document));
    const declared = concrete.filter(({ place }) => documents.has(/^CDT-(\w+)-v/.exec(place.file)![1]!)).map((e) => e.name.local);
    expect(minimal.map(([, element]) => element).sort()).toEqual(declared.filter((name) => !contents.has(name)).sort());
  });

  it.each(concrete.map((e) => [e.name.local, e] as const))('%s is valid without what may be absent, and needs all the rest', (_, element) => {
    const schema = schemaOf(element.place.file);
    const accepts = (value: Json): boolean => schema.validate(toXml(element, value, set)).length === 0;
    const [sample] = fc.sample(instancesOf(element, set), { seed: 20260101, numRuns: 1 }) as [Json];
    const members = element.type.kind === 'complex' ? membersOf(element.type) : [];
    const required = members.filter((m) => m.min > 0 && m.kind !== 'text').map((m) => m.name);
    const absent = new Set(members.filter((m) => m.min === 0).map((m) => m.name));
    const smallest = isObject(sample) ? Object.fromEntries(Object.entries(sample).filter(([name]) => !absent.has(name))) : sample;
    expect(schema.validate(toXml(element, smallest, set))).toEqual([]);
    for (const name of required) {
      expect([name, accepts(Object.fromEntries(Object.entries(smallest as JsonObject).filter(([n]) => n !== name)))]).toEqual([name, false]);
    }
  });
});

describe('the patterns of IP addresses (TS-0004 6.3.5.27)', () => {
  const context = (member: string): string => `<accessControlContexts><accessControlIpAddresses>${member}</accessControlIpAddresses></accessControlContexts>`;
  const address = (version: 4 | 6, text: string): boolean => {
    const inRule = rule.replace('</accessControlRule>', `${context(`<ipv${version}Addresses>${text}</ipv${version}Addresses>`)}$&`);
    const content = universal(1) + expiring + policy.replace(rule, inRule);
    return valid('accessControlPolicy', xml('accessControlPolicy', content)).length === 0;
  };
  it.each([
    [4, '10.125.0.0/16 122.77.12.1', true],
    [4, '255.255.255.255/32', true],
    [4, '256.0.0.1', false],
    [4, '10.0.0', false],
    [4, '10.0.0.0/33', false],
    [4, '10.0.0.0/', false],
    [6, '::/0 Fadf:ddd0::/32 abcd:ffff:abb0:aaaa::/64', true],
    [6, '2001:db8:1:2:3:4:5:6/128', true],
    [6, '::ffff:192.0.2.1', true],
    [6, '1:2:3:4:5:6:7:8:9', false],
    [6, '2001:db8::g', false],
    [6, '::/129', false],
    [6, '12345::', false],
  ] as const)('IPv%d %s: %s', (version, text, want) => {
    expect(address(version, text)).toBe(want);
  });
});

describe('the pattern of scheduleEntry (TS-0004 7.4.9.1)', () => {
  const entry = (text: string): boolean => valid('schedule', xml('schedule', universal(18) + expiring + schedule.replace(/>\*.*?</, `>${text}<`))).length === 0;
  it.each([
    ['* * * * * * *', true],
    ['*/15 0-59/5 23 31 12 6 2000-9999', true],
    ['0 0,30 8-18/2,20 1,15 * */2 2026', true],
    ['60 * * * * * *', false],
    ['* 60 * * * * *', false],
    ['* * 24 * * * *', false],
    ['* * 0-24 * * * *', false],
    ['* * * 0 * * *', false],
    ['* * * 32 * * *', false],
    ['* * * * 0 * *', false],
    ['* * * * 13 * *', false],
    ['* * * * * 7 *', false],
    ['* * * * * * 1999', false],
    ['* * * * * * 10000', false],
    ['* * * * * *', false],
    ['* * * * * * * *', false],
    ['5/2 * * * * * *', false],
    ['*/0 * * * * * *', false],
    ['1, * * * * * *', false],
    ['1--2 * * * * * *', false],
    ['*,1 * * * * * *', false],
  ] as const)('%j: %s', (text, want) => {
    expect(entry(text)).toBe(want);
  });
});

describe('the names beside the numbers of CDT-enumeration', () => {
  interface Named { readonly value?: number; readonly code?: number; readonly name: string; readonly reserved?: boolean }
  const json = <T>(file: string): T => JSON.parse(readFileSync(`xsd/tables/${file}`, 'utf8')) as T;
  const tables = new Map<string, readonly Named[]>([
    ...json<{ enumerations: { type: string; values: Named[] }[] }>('enumerations.json').enumerations.map((e) => [e.type.replace('m2m:', ''), e.values] as const),
    ['responseStatusCode', json<{ codes: Named[] }>('status-codes.json').codes],
  ]);
  const text = files.get('CDT-enumeration-v3_32_0.xsd')!;
  const types = [...text.matchAll(/<xs:simpleType name="(\w+)">([^]*?)<\/xs:simpleType>/g)].map(([, name, body]) => [name!, body!] as const);

  it.each(types.filter(([name]) => name !== 'accessControlOperations'))('of %s are those of its table', (name, body) => {
    const beside = [...body.matchAll(/value="(\d+)" \/> <!-- (.*?)(?:, provisional)? -->/g)].map(([, value, comment]) => `${value} ${comment}`);
    const inTable = (tables.get(name) ?? []).filter((v) => !v.reserved).map((v) => `${v.value ?? v.code} ${v.name}`);
    expect(beside.sort()).toEqual([...inTable].sort());
  });
});
