import { describe, expect, it } from 'vitest';
import type { ResourceDefinition } from '../../generator/read/definitions/definitions.js';
import { ourSources, readSources } from './support.js';

/** Attribute tables typed in by hand from the sources: name, multiplicity, access, announced, create, update. */
const printed: Readonly<Record<string, string>> = {
  softwareCampaign: `
    resourceType                        1        RO NA NP NP
    resourceID                          1        RO NA NP NP
    resourceName                        1        WO NA O  NP
    parentID                            1        RO NA NP NP
    expirationTime                      1        RW MA O  O
    accessControlPolicyIDs              0..1(L)  RW MA O  O
    labels                              0..1(L)  RW MA O  O
    creationTime                        1        RO NA NP NP
    lastModifiedTime                    1        RO NA NP NP
    announceTo                          0..1(L)  RW NA O  O
    announcedAttribute                  0..1(L)  RW NA O  O
    dynamicAuthorizationConsultationIDs 0..1(L)  RW OA O  O
    campaignEnabled                     1        RW OA O  O
    campaignStatus                      1        R0 OA NP NP
    version                             1        RW OA M  O
    softwareName                        1        RW OA M  O
    URL                                 1        RW OA M  O
    softwareTargets                     1(L)     RW OA M  O
    softwareTriggerCriteria             0..1(L)  RW OA O  O
    softwareOperation                   1        RW OA M  O
    softwareLinks                       1(L)     RO OA NP NP
    aggregatedSoftwareStatus            1        RO OA NP NP
    individualSoftwareStatuses          1(L)     RO OA NP NP`,
  execInstance: `
    resourceType                        1        RO -  NP NP
    resourceID                          1        RO -  NP NP
    resourceName                        1        WO -  NP NP
    expirationTime                      1        RO -  NP O
    parentID                            1        RO -  NP NP
    accessControlPolicyIDs              0..1(L)  RW -  NP O
    creationTime                        1        RO -  NP NP
    lastModifiedTime                    1        RO -  NP NP
    labels                              0..1(L)  RW -  NP O
    dynamicAuthorizationConsultationIDs 0..1(L)  RW -  NP O
    holder                              0..1     RW -  NP O
    execStatus                          1        RO -  NP NP
    execResult                          1        RO -  NP NP
    execDisable                         0..1     RW -  NP O
    execTarget                          1        RO -  NP NP
    execMode                            0..1     RO -  NP NP
    execFrequency                       0..1     RO -  NP NP
    execDelay                           0..1     RO -  NP NP
    execNumber                          0..1     RO -  NP NP
    execReqArgs                         0..1(L)  RO -  NP NP`,
  mgmtCmd: `
    resourceType                        1        RO -  NP NP
    resourceID                          1        RO -  NP NP
    resourceName                        1        WO -  O  NP
    parentID                            1        RO -  NP NP
    expirationTime                      1        RW -  O  O
    accessControlPolicyIDs              0..1(L)  RW -  O  O
    labels                              0..1(L)  RW -  O  O
    creationTime                        1        RO -  NP NP
    lastModifiedTime                    1        RO -  NP NP
    dynamicAuthorizationConsultationIDs 0..1(L)  RW -  O  O
    description                         0..1     RW -  O  O
    cmdType                             1        WO -  M  NP
    execReqArgs                         0..1     RW -  O  O
    execEnable                          1        RW -  O  O
    execTarget                          1        RW -  M  O
    execMode                            0..1     RW -  O  O
    execFrequency                       0..1     RW -  O  O
    execDelay                           0..1     RW -  O  O
    execNumber                          0..1     RW -  O  O`,
  software: `
    resourceType                        1        RO NA NP NP
    resourceID                          1        RO NA NP NP
    resourceName                        1        WO NA O  NP
    parentID                            1        RO NA NP NP
    expirationTime                      1        RW MA O  O
    accessControlPolicyIDs              0..1(L)  RW MA O  O
    creationTime                        1        RO NA NP NP
    lastModifiedTime                    1        RO NA NP NP
    labels                              0..1(L)  RW MA O  O
    mgmtDefinition                      1        WO MA M  NP
    objectIDs                           0..1(L)  WO OA O  NP
    objectPaths                         0..1(L)  WO OA O  NP
    description                         0..1     RW OA O  O
    version                             1        RW OA M  O
    softwareName                        1        RW OA M  O
    URL                                 1        RW OA M  O
    install                             1        RW OA NP O
    uninstall                           1        RW OA NP O
    installStatus                       1        RW OA NP O
    activate                            0..1     RW OA NP O
    deactivate                          0..1     RW OA NP O
    activeStatus                        0..1     RW OA NP O`,
  accessControlPolicy: `
    resourceType                        1        RO NA NP NP
    resourceID                          1        RO NA NP NP
    resourceName                        1        WO NA O  NP
    parentID                            1        RO NA NP NP
    expirationTime                      1        RW MA O  O
    labels                              0..1(L)  RW MA O  O
    creationTime                        1        RO NA NP NP
    lastModifiedTime                    1        RO NA NP NP
    announceTo                          0..1(L)  RW NA O  O
    announcedAttribute                  0..1(L)  RW NA O  O
    privileges                          1        RW MA M  O
    selfPrivileges                      1        RW MA M  O
    authorizationDecisionResourceIDs    0..1(L)  RW MA O  O
    authorizationPolicyResourceIDs      0..1(L)  RW MA O  O
    authorizationInformationResourceIDs 0..1(L)  RW MA O  O`,
  CSEBase: `
    resourceType                        1        RO NA NP NP
    resourceID                          1        RO NA NP NP
    resourceName                        1        RO NA NP NP
    parentID                            1        RO NA NP NP
    creationTime                        1        RO NA NP NP
    lastModifiedTime                    1        RO NA NP NP
    accessControlPolicyIDs              0..1(L)  RO MA NP NP
    labels                              0..1(L)  RO MA NP NP
    dynamicAuthorizationConsultationIDs 0..1(L)  RO NA NP NP
    holder                              0..1     RW NA O  O
    location                            0..1     RW NA O  O
    cseType                             0..1     RO NA NP NP
    CSE-ID                              1        RO NA NP NP
    supportedResourceType               1(L)     RO NA NP NP
    pointOfAccess                       1(L)     RO NA NP NP
    nodeLink                            0..1     RO NA NP NP
    notificationCongestionPolicy        0..1     RO NA NP NP
    contentSerialization                0..1(L)  RO NA NP NP
    e2eSecInfo                          0..1     RO MA NP NP
    supportedReleaseVersions            0..1(L)  RO MA NP NP
    currentTime                         0..1     RO NA NP NP`,
  remoteCSE: `
    resourceType                        1        RO NA NP NP
    resourceID                          1        RO NA NP NP
    resourceName                        1        WO NA O  NP
    parentID                            1        RO NA NP NP
    creationTime                        1        RO NA NP NP
    lastModifiedTime                    1        RO NA NP NP
    expirationTime                      1        RW MA O  O
    accessControlPolicyIDs              0..1(L)  RW MA O  O
    labels                              0..1(L)  RW MA O  O
    announceTo                          0..1(L)  RW NA O  O
    announcedAttribute                  0..1(L)  RW NA O  O
    dynamicAuthorizationConsultationIDs 0..1(L)  RW OA O  O
    cseType                             0..1     WO OA O  NP
    pointOfAccess                       0..1(L)  RW OA O  O
    CSEBase                             1        WO OA M  NP
    CSE-ID                              1        WO OA O  NP
    M2M-Ext-ID                          0..1     RW NA O  O
    Trigger-Recipient-ID                0..1     RW NA O  O
    requestReachability                 1        RW OA M  O
    nodeLink                            0..1     RW OA O  O
    contentSerialization                0..1(L)  RW OA O  O
    e2eSecInfo                          0..1     RW MA O  O
    triggerReferenceNumber              0..1     RW NA O  O
    descendantCSEs                      0..1(L)  RW OA O  O
    multicastCapability                 0..1     RW OA O  O
    externalGroupID                     0..1     RW OA O  O
    triggerEnable                       0..1     RW OA O  O
    activityPatternElements             0..1(L)  RW OA O  O
    supportedReleaseVersions            0..1(L)  RW MA M  O`,
  AE: `
    resourceType                        1        RO NA NP NP
    resourceID                          1        RO NA NP NP
    resourceName                        1        WO NA O  NP
    parentID                            1        RO NA NP NP
    expirationTime                      1        RW MA O  O
    accessControlPolicyIDs              0..1(L)  RW MA O  O
    creationTime                        1        RO NA NP NP
    lastModifiedTime                    1        RO NA NP NP
    labels                              0..1(L)  RW MA O  O
    announceTo                          0..1(L)  RW NA O  O
    announcedAttribute                  0..1(L)  RW NA O  O
    dynamicAuthorizationConsultationIDs 0..1(L)  RW OA O  O
    appName                             0..1     RW OA O  O
    App-ID                              1        WO OA M  NP
    AE-ID                               1        RO OA NP NP
    M2M-Ext-ID                          0..1     RW NA O  O
    Trigger-Recipient-ID                0..1     RW NA O  O
    triggerReferenceNumber              0..1     RW NA O  O
    pointOfAccess                       0..1(L)  RW OA O  O
    registrationStatus                  0..1     RW OA O  O
    trackRegistrationPoints             0..1     RW OA O  O
    ontologyRef                         0..1     RW OA O  O
    requestReachability                 1        RW OA M  O
    nodeLink                            0..1     RW OA O  O
    contentSerialization                0..1(L)  RW OA O  O
    e2eSecInfo                          0..1     RW MA O  O
    activityPatternElements             0..1(L)  RW OA O  O
    triggerEnable                       0..1     RW OA O  O
    sessionCapabilities                 0..1(L)  RW OA O  O
    supportedReleaseVersions            0..1(L)  RW MA M  O`,
  group: `
    resourceType                        1        RO NA NP NP
    resourceID                          1        RO NA NP NP
    resourceName                        1        WO NA O  NP
    parentID                            1        RO NA NP NP
    expirationTime                      1        RW MA O  O
    accessControlPolicyIDs              0..1(L)  RW MA O  O
    labels                              0..1(L)  RW MA O  O
    creationTime                        1        RO NA NP NP
    lastModifiedTime                    1        RO NA NP NP
    announceTo                          0..1(L)  RW NA O  O
    announcedAttribute                  0..1(L)  RW NA O  O
    dynamicAuthorizationConsultationIDs 0..1(L)  RW OA O  O
    creator                             0..1     RO NA O  NP
    memberType                          1        WO OA O  NP
    specializationType                  0..1     WO OA O  NP
    currentNrOfMembers                  1        RO OA NP NP
    maxNrOfMembers                      1        RW OA M  O
    memberIDs                           1(L)     RW OA M  O
    membersAccessControlPolicyIDs       0..1(L)  RW OA O  O
    memberTypeValidated                 0..1     RO OA NP NP
    consistencyStrategy                 1        WO OA O  NP
    groupName                           0..1     RW OA O  O
    semanticSupportIndicator            0..1     RO OA NP NP
    notifyAggregation                   0..1     RW OA O  O`,
};

/** What errata make of the rows above; the rest stays as printed. */
const patched: Readonly<Record<string, string>> = {
  'softwareCampaign campaignStatus': '1 RO OA NP NP',
  'softwareCampaign softwareLinks': '0..1 (L) RO OA NP NP',
  'softwareCampaign individualSoftwareStatuses': '0..1 (L) RO OA NP NP',
  'execInstance expirationTime': '1 RO - NP NP',
  'execInstance holder': '0..1 RO - NP NP',
  'execInstance execReqArgs': '0..1 RO - NP NP',
  'software installStatus': '1 RO OA NP NP',
  'software activeStatus': '0..1 RO OA NP NP',
  'AE activityPatternElements': '0..1 RW OA O O',
  'AE supportedReleaseVersions': '1 (L) RW MA M O',
  'remoteCSE activityPatternElements': '0..1 RW OA O O',
  'remoteCSE supportedReleaseVersions': '1 (L) RW MA M O',
};

const rows = (resource: ResourceDefinition): string[] =>
  resource.attributes.map((a) => `${a.name} ${a.multiplicity} ${a.access} ${a.announced ?? '-'} ${a.create} ${a.update}`);
const wanted = (name: string): string[] =>
  printed[name]!.trim()
    .split('\n')
    .map((row) => row.trim().replace('(L)', ' (L)').replace(/ +/g, ' '));

const { definitions } = readSources(ourSources);
const resources = new Map(definitions.byKind('resource').map((d) => [d.content.name, d.content]));

describe('attribute tables', () => {
  it.each(Object.keys(printed))('%s says what its source prints', (name) => {
    expect(rows(JSON.parse(ourSources.get(`tables/resources/${name}.json`)!) as ResourceDefinition)).toEqual(wanted(name));
  });

  it.each(Object.keys(printed))('%s differs from that by its errata alone', (name) => {
    const want = wanted(name).map((row) => {
      const attribute = row.split(' ')[0]!;
      const use = patched[`${name} ${attribute}`];
      return use === undefined ? row : `${attribute} ${use}`;
    });
    expect(rows(resources.get(name)!)).toEqual(want);
  });

  const counts: Readonly<Record<string, number>> = {
    softwareCampaign: 23,
    execInstance: 20,
    mgmtCmd: 19,
    software: 22,
    mgmtObj: 19,
    node: 19,
    subscription: 26,
    schedule: 14,
    accessControlPolicy: 15,
    CSEBase: 21,
    remoteCSE: 29,
    AE: 30,
    group: 24,
  };
  it('have all their rows', () => {
    expect(Object.fromEntries([...resources].map(([name, r]) => [name, r.attributes.length]))).toMatchObject(counts);
    expect(resources.size).toBe(78);
  });

  const values: readonly { resource: string; attribute: string; key: 'default' | 'fixed' | 'type' | 'constraints'; want: unknown }[] = [
    { resource: 'softwareCampaign', attribute: 'campaignEnabled', key: 'default', want: false },
    { resource: 'softwareCampaign', attribute: 'campaignStatus', key: 'default', want: 2 },
    { resource: 'softwareCampaign', attribute: 'aggregatedSoftwareStatus', key: 'default', want: 0 },
    { resource: 'softwareCampaign', attribute: 'softwareLinks', key: 'default', want: undefined },
    { resource: 'softwareCampaign', attribute: 'softwareTargets', key: 'constraints', want: { uniqueItems: true } },
    { resource: 'softwareCampaign', attribute: 'softwareTargets', key: 'type', want: 'm2m:listOfM2MID' },
    { resource: 'softwareCampaign', attribute: 'softwareTriggerCriteria', key: 'type', want: 'list of m2m:softwareTriggerCriterion' },
    { resource: 'softwareCampaign', attribute: 'individualSoftwareStatuses', key: 'type', want: 'list of m2m:individualSoftwareStatus' },
    { resource: 'execInstance', attribute: 'execStatus', key: 'default', want: 1 },
    { resource: 'execInstance', attribute: 'execResult', key: 'default', want: 31 },
    { resource: 'execInstance', attribute: 'execDelay', key: 'default', want: 'PT0S' },
    { resource: 'mgmtCmd', attribute: 'execEnable', key: 'default', want: false },
    { resource: 'mgmtCmd', attribute: 'execMode', key: 'default', want: 1 },
    { resource: 'mgmtCmd', attribute: 'execNumber', key: 'default', want: 1 },
    { resource: 'mgmtCmd', attribute: 'description', key: 'constraints', want: { maxLength: 256 } },
    { resource: 'software', attribute: 'mgmtDefinition', key: 'fixed', want: 1002 },
    { resource: 'software', attribute: 'install', key: 'default', want: false },
    { resource: 'software', attribute: 'installStatus', key: 'default', want: { status: 0 } },
    { resource: 'schedule', attribute: 'networkCoordinated', key: 'default', want: false },
    { resource: 'group', attribute: 'memberType', key: 'default', want: 0 },
    { resource: 'group', attribute: 'consistencyStrategy', key: 'default', want: 1 },
    { resource: 'group', attribute: 'memberIDs', key: 'type', want: 'list of xs:anyURI' },
    { resource: 'AE', attribute: 'triggerEnable', key: 'default', want: false },
    { resource: 'remoteCSE', attribute: 'CSE-ID', key: 'default', want: undefined },
    { resource: 'accessControlPolicy', attribute: 'selfPrivileges', key: 'type', want: 'm2m:selfPrivileges' },
  ];
  it.each(values)('$resource.$attribute $key', ({ resource, attribute, key, want }) => {
    expect(resources.get(resource)!.attributes.find((a) => a.name === attribute)![key]).toEqual(want);
  });
});

describe('rules', () => {
  it('lock a campaign while it is enabled, and all of it while it is being cancelled', () => {
    const locked = resources.get('softwareCampaign')!.rules!.filter((r) => r.kind === 'locked');
    expect(locked.map(({ attributes, when, outcome }) => ({ attributes, when, outcome }))).toEqual([
      {
        attributes: ['version', 'softwareName', 'URL', 'softwareTargets', 'softwareTriggerCriteria', 'softwareOperation'],
        when: { campaignEnabled: true },
        outcome: 4005,
      },
      { attributes: [], when: { campaignStatus: 4 }, outcome: 4005 },
    ]);
  });

  it('keep opposite actions of [software] out of one request', () => {
    const forbidden = resources.get('software')!.rules!.filter((r) => r.kind === 'forbidden');
    expect(forbidden.map(({ when, outcome }) => ({ when, outcome }))).toEqual([
      { when: { install: true, uninstall: true }, outcome: 4000 },
      { when: { activate: true, deactivate: true }, outcome: 4000 },
    ]);
  });

  it('let accessControlPolicyIDs stand alone wherever a request can change it', () => {
    for (const { name, extends: base, rules, attributes } of resources.values()) {
      if (!attributes.some((a) => a.name === 'accessControlPolicyIDs' && a.access === 'RW') && base === undefined) {
        expect(rules, name).toBeUndefined();
        continue;
      }
      const alone = [...(rules ?? []), ...(resources.get(base ?? '')?.rules ?? [])].filter((r) => r.kind === 'alone');
      expect(
        alone.map((r) => r.attributes),
        name,
      ).toEqual([['accessControlPolicyIDs']]);
      expect([...attributes, ...(resources.get(base ?? '')?.attributes ?? [])].map((a) => a.name), name).toContain('accessControlPolicyIDs');
    }
  });
});

describe('where resources stand', () => {
  const relatives: readonly { name: string; parents: string[]; children: string[] }[] = [
    {
      name: 'softwareCampaign',
      parents: ['CSEBase'],
      children: ['subscription 0..n subscription', 'transaction 0..n transaction', 'schedule 0..n scheduleAnnc'],
    },
    { name: 'execInstance', parents: ['mgmtCmd'], children: ['subscription 0..n', 'transaction 0..n'] },
    { name: 'mgmtCmd', parents: ['CSEBase'], children: ['subscription 0..n', 'execInstance 0..n', 'transaction 0..n'] },
    { name: 'software', parents: ['node'], children: ['subscription 0..n', 'semanticDescriptor 0..n', 'transaction 0..n'] },
    {
      name: 'schedule',
      parents: ['subscription', 'CSEBase', 'node', 'crossResourceSubscription', 'softwareCampaign'],
      children: ['subscription 0..n', 'transaction 0..n transaction'],
    },
    {
      name: 'accessControlPolicy',
      parents: ['CSEBase', 'AE', 'remoteCSE'],
      children: ['subscription 0..n subscription', 'transaction 0..n transaction'],
    },
    {
      name: 'group',
      parents: ['CSEBase', 'AE', 'remoteCSE'],
      children: [
        'subscription 0..n subscription',
        'semanticDescriptor 0..n semanticDescriptor semanticDescriptorAnnc',
        'fanOutPoint 1',
        'semanticFanOutPoint 0..1',
        'transaction 0..n transaction',
      ],
    },
  ];
  it.each(relatives)('$name', ({ name, parents, children }) => {
    const resource = resources.get(name)!;
    expect(resource.parents).toEqual(parents);
    expect(resource.children.map((c) => [c.type, c.multiplicity, ...(c.announced ?? [])].join(' '))).toEqual(children);
  });

  it('fixed names of the children of a subscription', () => {
    expect(resources.get('subscription')!.children.flatMap((c) => c.fixedName ?? [])).toEqual(['notificationSchedule', 'ntsr']);
  });

  it('children name their parents', () => {
    for (const { name, children, extends: base } of [...resources.values()].filter((r) => r.kind !== 'base')) {
      for (const { type } of children) {
        const parents = resources.get(type)?.parents ?? [name];
        expect(parents.includes(name) || (base !== undefined && parents.includes(base)), `${name}/${type}`).toBe(true);
      }
    }
  });

  it('a request cannot create what the Hosting CSE makes, nor do more than retrieve a CSEBase', () => {
    const uncreatable = [...resources.values()].filter((r) => !r.operations.includes('create')).map((r) => r.name);
    expect(uncreatable.sort()).toEqual(['AEContactList', 'AEContactListPerCSE', 'CSEBase', 'execInstance', 'request', 'semanticMashupResult']);
    expect(resources.get('CSEBase')!.operations).toEqual(['retrieve']);
  });
});
