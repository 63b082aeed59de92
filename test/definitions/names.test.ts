import { describe, expect, it } from 'vitest';
import { ourSources, readSources } from './support.js';

const { definitions } = readSources(ourSources);
const shortNames = definitions.byKind('short-names')[0]!.content;
const reserved = new Set(shortNames.reserved);
const namesOf = (kind: string): ReadonlyMap<string, string> =>
  new Map(shortNames.groups.filter((g) => g.kind === kind).flatMap((g) => Object.entries(g.names)));

describe('short names', () => {
  it('are as many as the published tables have', () => {
    expect(reserved.size).toBe(663);
    expect(shortNames.reserved.length).toBe(663);
  });

  const want: readonly [kind: string, long: string, short: string | undefined][] = [
    ['resource', 'execInstance', 'exin'],
    ['resource', 'mgmtCmd', 'mgc'],
    ['resource', 'software', 'swr'],
    ['resource', 'softwareAnnc', 'swrA'],
    ['resource', 'softwareCampaign', 'swcm'],
    ['resource', 'softwareCampaignAnnc', 'swcmA'],
    ['attribute', 'campaignEnabled', 'cpen'],
    ['attribute', 'campaignStatus', 'cpst'],
    ['attribute', 'softwareTargets', 'swtg'],
    ['attribute', 'softwareTriggerCriteria', 'swtc'],
    ['attribute', 'softwareOperation', 'swop'],
    ['attribute', 'softwareLinks', 'swlk'],
    ['attribute', 'aggregatedSoftwareStatus', 'agss'],
    ['attribute', 'individualSoftwareStatuses', 'inss'],
    ['attribute', 'version', 'vr'],
    ['attribute', 'execResult', 'exr'],
    ['attribute', 'dynamicAuthorizationConsultationIDs', 'daci'],
    ['resource', 'CSEBase', 'cb'],
    ['attribute', 'CSEBase', 'cb'],
    ['attribute', 'App-ID', 'api'],
    ['attribute', 'AE-ID', 'aei'],
    ['attribute', 'CSE-ID', 'csi'],
    ['attribute', 'selfPrivileges', 'pvs'],
    ['attribute', 'memberIDs', 'mid'],
    ['member', 'accessControlRule', 'acr'],
    ['member', 'accessControlWindow', 'actw'],
    ['member', 'accessControWindow', undefined],
    ['member', 'supportedE2ESecFeatures', 'esf'],
    ['member', 'status', 'sus'],
    ['member', 'node', 'ndi'],
    ['member', 'threshold', 'thld'],
    ['parameter', 'responseStatusCode', 'rsc'],
    ['parameter', 'primitiveContent', 'pc'],
  ];
  it.each(want)('%s %s is %s', (kind, long, short) => expect(namesOf(kind).get(long)).toBe(short));

  it('are reserved exactly when they are published; a provisional one may repeat a published one of the same long name', () => {
    const published = new Map(shortNames.groups.filter((g) => g.provisional !== true).flatMap((g) => Object.entries(g.names)));
    for (const group of shortNames.groups) {
      for (const [long, short] of Object.entries(group.names)) {
        const taken = group.provisional === true && published.get(long) !== short;
        expect(reserved.has(short), `${long}=${short}`).toBe(!taken);
      }
    }
  });

  it('of one kind are given once', () => {
    for (const kind of ['resource', 'attribute', 'member', 'parameter']) {
      const longs = shortNames.groups.filter((g) => g.kind === kind).flatMap((g) => Object.keys(g.names));
      expect(
        longs.filter((long, i) => longs.indexOf(long) !== i),
        kind,
      ).toEqual([]);
    }
  });

  it('exist for every attribute and resource', () => {
    for (const { content } of definitions.byKind('resource')) {
      const { name, kind, attributes, announcedVariant } = content;
      const resources = [...(kind === 'base' ? [] : [name]), ...(announcedVariant === undefined ? [] : [announcedVariant.name])];
      expect(resources.filter((r) => !namesOf('resource').has(r))).toEqual([]);
      expect(attributes.filter((a) => !a.name.startsWith('[') && !namesOf('attribute').has(a.name))).toEqual([]);
    }
  });

  it('of parameters are those of the parameter table', () => {
    const { parameters } = definitions.byKind('parameters')[0]!.content;
    expect(parameters).toHaveLength(36);
    const roots = ['requestPrimitive', 'responsePrimitive']; // in the table of parameters (8.2.2-2), as the names of what has parameters
    expect(new Map(parameters.map((p) => [p.name, p.shortName]))).toEqual(new Map([...namesOf('parameter')].filter(([name]) => !roots.includes(name))));
  });
});

describe('enumerations', () => {
  const { enumerations } = definitions.byKind('enumerations')[0]!.content;
  const values = (type: string): string[] =>
    enumerations.find((e) => e.type === type)!.values.map((v) => [v.value, v.name, ...(v.aliases ?? [])].join(' '));

  const want: Readonly<Record<string, string[]>> = {
    'm2m:cmdType': ['1 RESET', '2 REBOOT', '3 UPLOAD', '4 DOWNLOAD', '5 SOFTWAREINSTALL', '6 SOFTWAREUNINSTALL', '7 SOFTWAREUPDATE'],
    'm2m:execStatusType': [
      '1 INITIATED',
      '2 PENDING',
      '3 FINISHED',
      '4 CANCELLING',
      '5 CANCELLED',
      '6 STATUS_NON_CANCELLABLE STATUS_NOT_CANCELLABLE',
    ],
    'm2m:campaignStatus': [
      '1 INITIATED',
      '2 PENDING',
      '3 FINISHED',
      '4 CANCELLING',
      '5 CANCELLED',
      '6 STATUS_NOT_CANCELLABLE STATUS_NON_CANCELLABLE',
    ],
    'm2m:softwareOperation': ['1 INSTALL', '2 UNINSTALL', '3 ACTIVATE', '4 DEACTIVATE'],
    'm2m:status': ['0 Uninitialized UNINITIALIZED', '1 Successful SUCCESSFUL', '2 Failure FAILURE', '3 In_Process IN_PROCESS'],
    'm2m:cseTypeID': ['1 IN_CSE', '2 MN_CSE', '3 ASN_CSE'],
    'm2m:consistencyStrategy': ['1 ABANDON_MEMBER', '2 ABANDON_GROUP', '3 SET_MIXED'],
    'm2m:AERegistrationStatus': ['1 ACTIVE', '2 INACTIVE'],
    'm2m:multicastCapability': ['1 MBMS', '2 IP'],
    'm2m:execModeType': ['1 IMMEDIATEONCE', '2 IMMEDIATEREPEAT', '3 RANDOMONCE', '4 RANDOMREPEAT'],
  };
  it.each(Object.entries(want))('%s', (type, list) => expect(values(type)).toEqual(list));

  it('m2m:execResultType has 30 values from 0 to 31, without 17 and 18', () => {
    const type = enumerations.find((e) => e.type === 'm2m:execResultType')!;
    expect(type.values.map((v) => v.value)).toEqual(Array.from({ length: 32 }, (_, i) => i).filter((i) => i !== 17 && i !== 18));
    expect(type.unassigned).toEqual([17, 18]);
    expect(values('m2m:execResultType')).toContain('2 STATUS_REQUEST_DENIED STATUS_REQUEST DENIED');
  });

  it('m2m:resourceType numbers announced types 10000 above their originals, and marks void and provisional ones', () => {
    const type = enumerations.find((e) => e.type === 'm2m:resourceType')!;
    const byName = new Map(type.values.map((v) => [v.name, v.value]));
    for (const [name, value] of byName) if (name.endsWith('Annc')) expect(value, name).toBe(byName.get(name.slice(0, -4))! + 10000);
    expect(type.values.filter((v) => v.reserved === true).map((v) => v.value)).toEqual([33, 10033]);
    expect(type.values.filter((v) => v.provisional === true).map((v) => v.value)).toEqual([9076, 19076]);
    expect(type.values).toHaveLength(51 + 22 + 2);
  });

  it('m2m:memberType has the numbers of m2m:resourceType, without two, and those of mixed and virtual members', () => {
    const numbered = (type: string): string[] => enumerations.find((e) => e.type === type)!.values.map((v) => `${v.value} ${v.name}`);
    const own = ['0 mixed', '20001 oldest', '20002 latest', '20003 mashup'];
    const without = ['45 localMulticastGroup', '10005 CSEBaseAnnc'];
    const shared = numbered('m2m:resourceType').filter((v) => !without.includes(v));
    expect(numbered('m2m:memberType').sort()).toEqual([...shared, ...own].sort());
  });

  it('m2m:suid combines a kind of credential with a use', () => {
    expect(enumerations.find((e) => e.type === 'm2m:suid')!.values.map((v) => v.value)).toEqual([
      10, 11, 12, 13, 14, 15, 21, 22, 23, 24, 25, 32, 33, 34, 35, 40, 41, 42, 43, 44, 45,
    ]);
  });

  it('rise', () => {
    for (const { type, values: list } of enumerations) {
      const numbers = list.map((v) => v.value);
      expect(
        [...new Set(numbers)].sort((a, b) => a - b),
        type,
      ).toEqual(numbers);
    }
  });
});
