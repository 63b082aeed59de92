/** A specification in miniature, made by hand: one of everything that the emitters treat differently. */

import type { Type } from '../../generator/model/components.js';
import { keyOf } from '../../generator/model/components.js';
import type { Attribute, Enumeration, Model, Multiplicity, Resource, ShortName, Source } from '../../generator/model/model.js';
import { ourContents } from '../support/contents.js';
import { emptyModel } from '../support/empty-model.js';
import {
  absRelTimestamp, accessControlOperations, anyArgType, anyType, anyURI, boolean, campaignStatus, childResourceRef,
  cmdType, downloadArgsType, execReqArgsListType, execResultType, execStatusType, id, individualSoftwareStatus,
  integer, listOfM2MID, long, notification, operation, place, primitiveContent, releaseVersion, representation,
  resetArgsType, status, string, timestamp, vendorExtension,
} from './fixture-types.js';

export const source: Source = { document: 'TS-0001-CR', clause: '9.6.76', table: '9.6.76-2' };
const fact = { source, errata: [], place };

const multiplicities: Readonly<Record<string, Multiplicity>> = {
  '1': { min: 1, max: 1, list: false, text: '1' },
  '0..1': { min: 0, max: 1, list: false, text: '0..1' },
  '1 (L)': { min: 1, max: 1, list: true, text: '1 (L)' },
  '0..1 (L)': { min: 0, max: 1, list: true, text: '0..1 (L)' },
};

type Row = readonly [
  name: string,
  shortName: string,
  typeText: string,
  type: Type,
  multiplicity: string,
  access: Attribute['access'],
  create: Attribute['create'],
  update: Attribute['update'],
  rest?: Partial<Attribute>,
];
const attribute = ([name, shortName, text, type, multiplicity, access, create, update, rest]: Row): Attribute => ({
  ...fact,
  name,
  shortName,
  provisional: false,
  type: { text, listOf: text.startsWith('list of '), type },
  multiplicity: multiplicities[multiplicity]!,
  access,
  create,
  update,
  constraints: [],
  description: `Words on ${name}.`,
  ...rest,
});

const universal: readonly Row[] = [
  ['resourceType', 'ty', 'xs:integer', integer, '1', 'RO', 'NP', 'NP'],
  ['resourceName', 'rn', 'xs:string', string, '1', 'WO', 'O', 'NP'],
  ['creationTime', 'ct', 'm2m:timestamp', timestamp, '1', 'RO', 'NP', 'NP'],
  ['expirationTime', 'et', 'm2m:timestamp', timestamp, '1', 'RW', 'O', 'O'],
  ['labels', 'lbl', 'list of xs:string', string, '0..1 (L)', 'RW', 'O', 'O', { announced: 'MA' }],
];

export const softwareCampaign: Resource = {
  ...fact,
  errata: ['B01'],
  name: 'softwareCampaign',
  shortName: 'swcm',
  kind: 'resource',
  resourceType: 9076,
  provisional: true,
  description: 'Software operations on many nodes | one campaign.',
  operations: ['create', 'retrieve', 'update', 'delete'],
  group: 'm2m:announceableResource',
  parents: ['CSEBase'],
  children: [
    { type: 'execInstance', multiplicity: '0..n', announced: [], errata: [] },
    { type: 'transaction', multiplicity: '0..n', announced: ['transaction'], errata: [] },
  ],
  attributes: [
    ...universal,
    ['creator', 'cr', 'm2m:ID', id, '0..1', 'RO', 'O', 'NP'] as const,
    ['campaignEnabled', 'cpen', 'xs:boolean', boolean, '1', 'RW', 'O', 'O', { default: false, provisional: true, announced: 'OA' }] as const,
    ['campaignStatus', 'cpst', 'm2m:campaignStatus', campaignStatus, '1', 'RO', 'NP', 'NP', { provisional: true, errata: ['B03'] }] as const,
    ['version', 'vr', 'xs:string', string, '1', 'RW', 'M', 'O', { description: 'Hostile */ words | with `marks`.' }] as const,
    ['softwareTargets', 'swtg', 'm2m:listOfM2MID', listOfM2MID, '1 (L)', 'RW', 'M', 'O'] as const,
    [
      'individualSoftwareStatuses',
      'inss',
      'list of m2m:individualSoftwareStatus',
      individualSoftwareStatus,
      '1 (L)',
      'RO',
      'NP',
      'NP',
    ] as const,
  ].map(attribute),
  rules: [
    {
      ...fact,
      id: 'locked-while-enabled',
      kind: 'locked',
      attributes: ['version', 'softwareTargets'],
      when: { campaignEnabled: true },
      outcome: 4005,
      description: 'What the campaign does is fixed while it runs.',
    },
  ],
};

/** No request may create it, so that it has no Create representation. */
export const execInstance: Resource = {
  ...fact,
  name: 'execInstance',
  shortName: 'exin',
  kind: 'resource',
  resourceType: 8,
  provisional: false,
  description: 'One execution of a management command.',
  operations: ['retrieve', 'update', 'delete'],
  group: 'm2m:regularResource',
  parents: ['mgmtCmd'],
  children: [],
  attributes: [
    ...universal,
    ['execStatus', 'exs', 'm2m:execStatusType', execStatusType, '1', 'RO', 'NP', 'NP', { default: 1 }] as const,
    ['execDisable', 'exd', 'xs:boolean', boolean, '0..1', 'RW', 'NP', 'O'] as const,
    ['execReqArgs', 'exra', 'm2m:execReqArgsListType', execReqArgsListType, '0..1 (L)', 'RO', 'NP', 'NP'] as const,
    ['vendorExtension', 'vext', 'm2m:vendorExtension', vendorExtension, '0..1', 'RO', 'NP', 'NP'] as const,
  ].map(attribute),
  rules: [],
};

const base: Resource = { ...execInstance, name: 'mgmtObj', shortName: 'mgmtObj', kind: 'base' };

type Values = readonly (readonly [value: number, name: string, rest?: Partial<Enumeration['values'][number]>])[];
const enumeration = (type: string, values: Values, provisional = false): Enumeration => ({
  ...fact,
  type,
  description: `Words on ${type}.`,
  provisional,
  unassigned: [],
  values: values.map(([value, name, rest]) => ({ name, value, provisional, reserved: false, aliases: [], place, ...rest })),
});

export const enumerations: readonly Enumeration[] = [
  enumeration('m2m:accessControlOperations', [
    [1, 'CREATE'],
    [2, 'RETRIEVE'],
  ]),
  enumeration(
    'm2m:campaignStatus',
    [
      [1, 'INITIATED'],
      [2, 'PENDING'],
      [3, 'FINISHED'],
      [6, 'STATUS_NOT_CANCELLABLE', { aliases: ['STATUS_NON_CANCELLABLE'] }],
    ],
    true,
  ),
  enumeration('m2m:cmdType', [
    [1, 'RESET'],
    [4, 'DOWNLOAD'],
  ]),
  enumeration('m2m:execResultType', [
    [0, 'STATUS_SUCCESS'],
    [2, 'STATUS_REQUEST DENIED', { aliases: ['STATUS_REQUEST_DENIED'] }],
    [4, 'STATUS_INTERNAL_ERROR'],
    [31, 'STATUS_NOT_FINISHED'],
  ]),
  enumeration('m2m:execStatusType', [
    [1, 'INITIATED'],
    [3, 'FINISHED'],
    [6, 'STATUS_NON_CANCELLABLE', { aliases: ['STATUS_NOT_CANCELLABLE'] }],
  ]),
  enumeration('m2m:operation', [
    [1, 'Create'],
    [2, 'Retrieve'],
    [3, 'Update'],
    [4, 'Delete'],
    [5, 'Notify'],
    [6, 'void', { reserved: true }],
  ]),
  enumeration('m2m:status', [
    [0, 'Uninitialized'],
    [1, 'Successful'],
    [2, 'Failure'],
    [3, 'In_Process'],
  ]),
];

const shortNames = (names: Readonly<Record<string, string>>): ReadonlyMap<string, ShortName> =>
  new Map(Object.entries(names).map(([name, shortName]) => [name, { name, shortName, provisional: false, source, errata: [], place }]));

const types = [
  ...[string, boolean, anyURI, integer, long, anyType],
  ...[timestamp, id, listOfM2MID, absRelTimestamp, releaseVersion, campaignStatus, status, operation, execStatusType, execResultType, cmdType, accessControlOperations],
  ...[anyArgType, resetArgsType, downloadArgsType, execReqArgsListType, individualSoftwareStatus, childResourceRef, representation, vendorExtension],
  ...[notification, primitiveContent],
];

const allOperations = { create: 'M', retrieve: 'M', update: 'M', delete: 'M', notify: 'M' } as const;

export const model: Model = {
  components: {
    types: new Map(types.map((type) => [keyOf(type.name!), type])),
    elements: new Map(),
    attributes: new Map(),
    substitutions: new Map(),
    references: new Map(),
  },
  documents: [{ id: 'TS-0001-CR', title: 'Change Request to TS-0001', version: 'R07', place }],
  enumerations,
  resources: [execInstance, base, softwareCampaign],
  namespaces: [],
  universalAttributes: [
    { ...fact, name: 'resourceType', of: 'originals' },
    { ...fact, name: 'expirationTime', of: 'originals', common: true },
  ],
  shortNames: {
    resources: shortNames({ softwareCampaign: 'swcm', execInstance: 'exin' }),
    attributes: shortNames({ campaignEnabled: 'cpen', version: 'vr', labels: 'lbl' }),
    members: shortNames({
      anyArg: 'any',
      name: 'nm',
      value: 'val',
      reset: 'rst',
      download: 'dld',
      URL: 'url',
      node: 'ndi',
      software: 'swi',
      status: 'sus',
      notification: 'sgn',
      notificationEvent: 'nev',
      representation: 'rep',
      notificationEventType: 'net',
      subscriptionReference: 'sur',
      childResource: 'ch',
      attributeList: 'atrl',
      URI: 'uri',
      URIList: 'uril',
      debugInfo: 'dbg',
    }),
    parameters: shortNames({ operation: 'op', to: 'to' }),
    reserved: new Set(['op', 'to']),
  },
  parameters: [
    { name: 'operation', shortName: 'op', type: 'm2m:operation', request: '1', response: null, operations: allOperations, source, errata: [] },
    { name: 'to', shortName: 'to', type: 'm2m:ID', request: '1', response: '0..1', operations: allOperations, source, errata: [] },
    {
      name: 'primitiveContent',
      shortName: 'pc',
      type: 'm2m:primitiveContent',
      request: '0..1',
      response: '0..1',
      operations: { create: 'M', retrieve: 'O', update: 'M', delete: 'NP', notify: 'M' },
      source,
      errata: [],
    },
    { name: 'resultExpirationTimestamp', shortName: 'rset', type: 'm2m:absRelTimestamp', request: '0..1', response: '0..1', operations: null, source, errata: [] },
    { name: 'roleIDs', shortName: 'rids', type: 'list of m2m:roleID', request: '0..1', response: null, operations: null, source, errata: [] },
    { name: 'responseStatusCode', shortName: 'rsc', type: 'xs:integer', request: null, response: '1', operations: null, source, errata: [] },
    { name: 'releaseVersionIndicator', shortName: 'rvi', type: 'm2m:releaseVersion', request: '1', response: '1', operations: allOperations, source, errata: [] },
  ],
  contents: ourContents,
  contentRules: [],
  httpBinding: { methods: [], fields: [], errata: [] },
  faultTables: [
    {
      ...fact,
      table: '8.2.1.1-1',
      rpc: 'Download',
      rows: [
        { faultCode: 9001, status: 'STATUS_REQUEST_DENIED', execResult: 2, description: 'Refused | without a reason.', errata: ['A21'], place },
        { faultCode: 9002, status: 'STATUS_INTERNAL_ERROR', execResult: 4, description: 'Broken inside.', errata: [], place },
      ],
    },
    {
      ...fact,
      table: '8.2.1.7-1',
      rpc: 'FactoryReset',
      rows: [{ faultCode: 9002, status: 'STATUS_INTERNAL_ERROR', execResult: 4, description: 'Broken inside.', errata: [], place }],
    },
  ],
  unlistedFaults: [
    { ...fact, from: 1, to: 8999, status: 'STATUS_INTERNAL_ERROR', execResult: 4, description: 'No fault code.' },
    { ...fact, from: 9003, to: 4294967295, status: 'STATUS_INTERNAL_ERROR', execResult: 4, description: 'Any other.' },
  ],
  commands: [
    {
      ...fact,
      cmdType: 'RESET',
      value: 1,
      rpc: 'Factory reset',
      completionReport: null,
      argumentMember: 'reset',
      argumentType: 'm2m:resetArgsType',
      cancellable: false,
      faultTables: ['8.2.1.7-1'],
    },
    {
      ...fact,
      cmdType: 'DOWNLOAD',
      value: 4,
      rpc: 'Download',
      completionReport: 'TransferComplete',
      argumentMember: 'download',
      argumentType: 'm2m:downloadArgsType',
      cancellable: true,
      faultTables: ['8.2.1.1-1'],
    },
  ],
  outcomes: [
    {
      ...fact,
      id: 'execInstance.cancel.complete',
      resource: 'execInstance',
      procedure: 'cancel',
      condition: 'execStatus is not PENDING',
      text: 'Cancel execInstance – already complete',
      statusCode: 6028,
      statusName: 'ALREADY_COMPLETE',
      http: 409,
      effect: 'nothing changes',
    },
    {
      ...fact,
      id: 'execInstance.cancel.done',
      resource: 'execInstance',
      procedure: 'cancel',
      condition: 'the device cancels',
      statusCode: 2004,
      statusName: 'UPDATED',
      http: 200,
      effect: 'execStatus becomes CANCELLED',
    },
  ],
  statusCodes: [
    { code: 2004, name: 'UPDATED', http: 200, provisional: false, source, errata: [], place },
    { code: 4128, name: 'SERVICE_SUBSCRIPTION_NOT_ESTABLISHED', http: 403, provisional: true, source, errata: ['P34'], place },
    { code: 6028, name: 'ALREADY_COMPLETE', http: 409, provisional: false, source, errata: [], place },
  ],
  execStatusCodes: [
    { name: 'INITIATED', attribute: 'execStatus', value: 1, publishedName: 'INITIATED', errata: ['A01'], place },
    { name: 'FINISHED', attribute: 'execStatus', value: 3, publishedName: 'FINISHED', errata: [], place },
    { name: 'STATUS_NON_CANCELLABLE', attribute: 'execStatus', value: 6, publishedName: 'STATUS_NON_CANCELLABLE', errata: [], place },
    { name: 'STATUS_REQUEST_DENIED', attribute: 'execResult', value: 2, publishedName: 'STATUS_REQUEST DENIED', errata: [], place },
    { name: 'STATUS_INTERNAL_ERROR', attribute: 'execResult', value: 4, publishedName: 'STATUS_INTERNAL_ERROR', errata: [], place },
    { name: 'STATUS_INTERNAL_ERROR', attribute: 'execResult', value: 4, publishedName: 'STATUS_INTERNAL_ERROR', errata: ['A04'], place },
  ],
  machines: [
    {
      ...fact,
      errata: ['B04'],
      name: 'campaignStatus',
      resource: 'softwareCampaign',
      enumeration: 'm2m:campaignStatus',
      description: 'The course of a campaign.',
      states: [
        { name: 'PENDING', value: 2, description: 'Not started.' },
        { name: 'INITIATED', value: 1, description: 'Running.' },
        { name: 'FINISHED', value: 3, description: 'Done.' },
        { name: 'STATUS_NOT_CANCELLABLE', value: 6, description: 'Too late.' },
      ],
      events: [
        { name: 'create', by: 'Originator', description: 'CREATE.' },
        { name: 'enable', by: 'Originator', description: 'campaignEnabled becomes true.' },
        { name: 'complete', by: 'Hosting CSE', description: 'Every target is done.' },
        { name: 'cancel', by: 'Originator', description: 'campaignEnabled becomes false.' },
        { name: 'delete', by: 'Originator', description: 'DELETE.' },
      ],
      transitions: [
        { ...fact, from: null, event: 'create', guard: 'not enabled', to: 'PENDING', effects: [] },
        { ...fact, from: null, event: 'create', guard: 'enabled', to: 'INITIATED', effects: ['clear softwareLinks'] },
        { ...fact, from: 'PENDING', event: 'enable', to: 'INITIATED', effects: ['clear softwareLinks', "set the node's state"] },
        { ...fact, from: 'INITIATED', event: 'complete', to: 'FINISHED', effects: [] },
        { ...fact, from: 'INITIATED', event: 'cancel', to: 'STATUS_NOT_CANCELLABLE', effects: [], errata: ['B24'] },
        { ...fact, from: 'PENDING', event: 'delete', to: null, effects: [] },
        { ...fact, from: 'FINISHED', event: 'delete', to: null, effects: [] },
      ],
    },
  ],
  dependencies: { roles: [], references: [], features: [], values: [], conditions: [], unsettled: [] },
  aggregations: [
    {
      ...fact,
      name: 'aggregatedSoftwareStatus',
      of: 'individualSoftwareStatuses',
      enumeration: 'm2m:status',
      rows: subsets(['Uninitialized', 'Successful', 'Failure', 'In_Process']).map((set) => ({
        set,
        result: aggregated(set),
        errata: set.length === 0 ? ['B09'] : [],
        place,
      })),
    },
  ],
  citations: [],
  errata: [
    {
      id: 'B03',
      kind: 'table',
      where: [{ document: 'TS-0001-CR', clause: '9.6.76', line: 233 }],
      printed: 'R0',
      use: 'RO',
      why: 'The digit zero is a slip | nothing else fits.',
      patches: [],
      place,
    },
  ],
};

function subsets(names: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: 2 ** names.length }, (_, bits) => names.filter((_name, i) => bits & (1 << i)));
}

/** The rule of erratum B10, as a second derivation beside the table of the real definition. */
export function aggregated(set: readonly string[]): string {
  if (set.every((name) => name === 'Uninitialized')) return 'Uninitialized';
  if (set.includes('In_Process') || set.includes('Uninitialized')) return 'In_Process';
  return set.includes('Failure') ? 'Failure' : 'Successful';
}

/** A specification that says nothing at all. */
export const empty: Model = { ...model, ...emptyModel, contents: ourContents };
