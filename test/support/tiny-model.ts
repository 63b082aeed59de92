import type { Place } from '../../generator/diagnostics/diagnostic.js';
import type { ComplexType, ElementDeclaration, Facets, SchemaSet, SimpleType, Type } from '../../generator/model/components.js';
import { keyOf, XSD_NAMESPACE } from '../../generator/model/components.js';
import { emptyModel } from './empty-model.js';
import type { Attribute, Model, Multiplicity, PrimitiveParameter, Resource, Rule, ShortName } from '../../generator/model/model.js';
import { ourContents } from './contents.js';

/**
 * A small specification, linked by hand: one resource `gadget` with an attribute for every case that schemas and
 * validators tell apart, an mgmtObj specialization, a resource that no request creates, and the primitives.
 */
const namespace = 'http://www.onem2m.org/xml/protocols';
const place: Place = { file: 'tiny', line: 1, column: 1 };
const source = { document: 'TS-0001', clause: '9.9', table: '9.9-1' };
const fact = { source, errata: [], place };

const noFacets: Facets = { whiteSpace: 'collapse', patterns: [] };
const anySimpleType: SimpleType = {
  kind: 'simple',
  name: { namespace: XSD_NAMESPACE, local: 'anySimpleType' },
  variety: 'atomic',
  builtin: 'anySimpleType',
  facets: noFacets,
};

const builtin = (local: string, facets: Partial<Facets> = {}): SimpleType => ({
  kind: 'simple',
  name: { namespace: XSD_NAMESPACE, local },
  variety: 'atomic',
  builtin: local,
  base: anySimpleType,
  facets: { ...noFacets, ...facets },
});

const anyType: ComplexType = {
  kind: 'complex',
  name: { namespace: XSD_NAMESPACE, local: 'anyType' },
  abstract: false,
  derivation: 'restriction',
  attributes: [],
  attributeWildcard: { kind: 'any', processContents: 'lax', namespaces: { any: true } },
  content: {
    kind: 'elements',
    mixed: true,
    particle: {
      min: 1,
      max: 1,
      term: {
        kind: 'sequence',
        particles: [{ min: 0, max: Infinity, term: { kind: 'any', processContents: 'lax', namespaces: { any: true } } }],
      },
    },
  },
};

const types = new Map<string, Type>();
const declare = <T extends Type>(type: T): T => (types.set(keyOf(type.name!), type), type);

const string = declare(builtin('string', { whiteSpace: 'preserve' }));
const anyURI = declare(builtin('anyURI'));
const boolean = declare(builtin('boolean'));
const integer = declare(builtin('integer'));
const nonNegativeInteger = declare(builtin('nonNegativeInteger', { minInclusive: '0' }));
declare(anySimpleType);
declare(anyType);

const derived = (local: string, base: SimpleType, facets: Partial<Facets>): SimpleType =>
  declare({ ...base, name: { namespace, local }, base, facets: { ...base.facets, ...facets }, place });
const listOf = (local: string, itemType: SimpleType, facets: Partial<Facets> = {}): SimpleType =>
  declare({
    kind: 'simple',
    name: { namespace, local },
    variety: 'list',
    builtin: 'anySimpleType',
    base: anySimpleType,
    itemType,
    facets: { ...noFacets, ...facets },
    place,
  });
const union = (local: string, ...memberTypes: SimpleType[]): SimpleType =>
  declare({
    kind: 'simple',
    name: { namespace, local },
    variety: 'union',
    builtin: 'anySimpleType',
    base: anySimpleType,
    memberTypes,
    facets: noFacets,
    place,
  });
const numbers = (local: string, ...values: number[]): SimpleType =>
  derived(local, integer, { enumeration: values.map((value) => ({ value: String(value), place })) });

interface MemberOf {
  readonly name: string;
  readonly type: Type;
  readonly min?: number;
  readonly max?: number;
}
const element = ({ name, type }: MemberOf, global = false): ElementDeclaration => ({
  kind: 'element',
  name: { namespace: global ? namespace : '', local: name },
  global,
  type,
  nillable: false,
  abstract: false,
  place,
});
const complex = (local: string | undefined, members: readonly MemberOf[]): ComplexType => ({
  kind: 'complex',
  ...(local !== undefined && { name: { namespace, local } }),
  abstract: false,
  derivation: 'restriction',
  attributes: [],
  content: {
    kind: 'elements',
    mixed: false,
    particle: {
      min: 1,
      max: 1,
      term: { kind: 'sequence', particles: members.map((m) => ({ min: m.min ?? 1, max: m.max ?? 1, term: element(m) })) },
    },
  },
  place,
});

const id = derived('ID', string, { minLength: 1 });
const timestamp = derived('timestamp', string, { patterns: [['\\d{8}T\\d{6}']] });
const idList = listOf('listOfM2MID', id, { minLength: 1 });
const labels = listOf('labels', string, { minLength: 1 });
const color = numbers('color', 1, 2, 3);
const eventCat = union(
  'eventCat',
  numbers('stdEventCats', 2, 3, 4),
  derived('userEventCats', integer, { minInclusive: '100', maxInclusive: '999' }),
);
const part = declare(
  complex('part', [
    { name: 'partName', type: string },
    { name: 'size', type: nonNegativeInteger, min: 0 },
    { name: 'marks', type: color, min: 0, max: Infinity },
  ]),
);
const resourceType = derived('resourceType', integer, {});
numbers('operation', 1, 2, 3, 4, 5);
numbers('responseStatusCode', 2000, 2001, 2004, 4000);
listOf('attributeList', string);
listOf('listOfURIs', anyURI);
declare(anyTypeNamed('primitiveContent'));
const anyRepresentation = declare(anyTypeNamed('representation'));
const notification = declare(
  complex('notification', [
    {
      name: 'notificationEvent',
      type: complex(undefined, [
        { name: 'representation', type: anyRepresentation, min: 0 },
        { name: 'notificationEventType', type: color },
      ]),
      min: 0,
    },
    { name: 'subscriptionReference', type: anyURI },
  ]),
);
declare(complex('aggregatedNotification', [{ name: 'notification', type: notification, max: Infinity }]));
declare(
  complex('childResourceRef', [
    { name: 'name', type: string },
    { name: 'type', type: resourceType },
  ]),
);

function anyTypeNamed(local: string): ComplexType {
  return { ...anyType, name: { namespace, local }, base: anyType };
}

const components: SchemaSet = { types, elements: new Map(), attributes: new Map(), substitutions: new Map(), references: new Map() };

const multiplicities: Readonly<Record<string, Multiplicity>> = {
  '1': { min: 1, max: 1, list: false, text: '1' },
  '0..1': { min: 0, max: 1, list: false, text: '0..1' },
  '1 (L)': { min: 1, max: 1, list: true, text: '1 (L)' },
  '0..1 (L)': { min: 0, max: 1, list: true, text: '0..1 (L)' },
};

type Row = [
  name: string,
  shortName: string,
  type: Type,
  multiplicity: string,
  access: Attribute['access'],
  create: Attribute['create'],
  update: Attribute['update'],
];
const attribute = ([name, shortName, type, multiplicity, access, create, update]: Row, more: Partial<Attribute> = {}): Attribute => ({
  ...fact,
  name,
  shortName,
  provisional: false,
  type: { text: `m2m:${type.name!.local}`, listOf: false, type },
  multiplicity: multiplicities[multiplicity]!,
  access,
  create,
  update,
  constraints: [],
  description: `The ${name} of a thing.`,
  ...more,
});

const universal = [
  attribute(['resourceType', 'ty', resourceType, '1', 'RO', 'NP', 'NP']),
  attribute(['resourceName', 'rn', string, '1', 'WO', 'O', 'NP']),
  attribute(['expirationTime', 'et', timestamp, '1', 'RW', 'O', 'O']),
  attribute(['accessControlPolicyIDs', 'acpi', idList, '0..1 (L)', 'RW', 'O', 'O']),
  attribute(['labels', 'lbl', labels, '0..1 (L)', 'RW', 'O', 'O']),
];

const rule = (more: Pick<Rule, 'id' | 'kind' | 'attributes' | 'when'>): Rule => ({
  ...fact,
  outcome: 4000,
  description: `rule ${more.id}`,
  ...more,
});

const resource = (more: Partial<Resource> & Pick<Resource, 'name' | 'shortName' | 'attributes'>): Resource => ({
  ...fact,
  kind: 'resource',
  resourceType: 9001,
  provisional: false,
  description: `A ${more.name}.`,
  operations: ['create', 'retrieve', 'update', 'delete'],
  group: 'm2m:regularResource',
  parents: ['CSEBase'],
  children: [],
  rules: [],
  ...more,
});

const gadget = resource({
  name: 'gadget',
  shortName: 'gdg',
  provisional: true,
  children: [
    { type: 'widget', multiplicity: '0..n', announced: [], errata: [] },
    { type: 'mgmtObj', multiplicity: '0..n', announced: [], errata: [] },
  ],
  attributes: [
    ...universal,
    attribute(['creator', 'cr', id, '0..1', 'RO', 'O', 'NP']),
    attribute(['enabled', 'ena', boolean, '1', 'RW', 'O', 'O'], { default: false, provisional: true }),
    attribute(['title', 'ttl', string, '1', 'RW', 'M', 'O'], { constraints: [{ keyword: 'maxLength', value: 8 }] }),
    attribute(['color', 'clr', color, '0..1', 'RW', 'O', 'O']),
    attribute(['targets', 'tgts', idList, '1 (L)', 'RW', 'M', 'O'], { constraints: [{ keyword: 'uniqueItems', value: true }] }),
    attribute(['parts', 'prts', part, '0..1 (L)', 'RW', 'O', 'O'], { type: { text: 'list of m2m:part', listOf: true, type: part } }),
    attribute(['category', 'ctg', eventCat, '0..1', 'RW', 'O', 'O']),
    attribute(['serial', 'srl', nonNegativeInteger, '0..1', 'WO', 'O', 'NP']),
    attribute(['start', 'strt', boolean, '0..1', 'RW', 'NP', 'O']),
    attribute(['stop', 'stop', boolean, '0..1', 'RW', 'NP', 'O']),
    attribute(['state', 'sta', color, '1', 'RO', 'NP', 'NP']),
  ],
  rules: [
    rule({ id: 'start-stop', kind: 'forbidden', attributes: ['start', 'stop'], when: { start: true, stop: true } }),
    rule({ id: 'acpi-alone', kind: 'alone', attributes: ['accessControlPolicyIDs'], when: {} }),
    rule({ id: 'serial-red', kind: 'onlyWhen', attributes: ['serial'], when: { color: 1 } }),
    rule({ id: 'locked', kind: 'locked', attributes: [], when: { enabled: true } }),
  ],
});

const widget = resource({
  name: 'widget',
  shortName: 'wdg',
  kind: 'mgmtObj',
  resourceType: 13,
  mgmtDefinition: 1002,
  attributes: [
    ...universal,
    attribute(['mgmtDefinition', 'mgd', integer, '1', 'WO', 'M', 'NP'], { fixed: 1002 }),
    attribute(['title', 'ttl', string, '1', 'RW', 'M', 'O']),
  ],
});

const log = resource({
  name: 'log',
  shortName: 'log',
  resourceType: 9002,
  operations: ['retrieve', 'update', 'delete'],
  attributes: universal,
});
const base = resource({ name: 'mgmtObj', shortName: 'mgmtObj', kind: 'base', attributes: universal });

const parameter = (
  name: string,
  shortName: string,
  type: string,
  request: PrimitiveParameter['request'],
  response: PrimitiveParameter['response'],
  optionality: string | null,
): PrimitiveParameter => {
  const [create, retrieve, update, remove, notify] = (optionality ?? '').split('/') as ('M' | 'O' | 'NP')[];
  const operations =
    optionality === null ? null : { create: create!, retrieve: retrieve!, update: update!, delete: remove!, notify: notify! };
  return {
    name,
    shortName,
    type,
    request,
    response,
    operations,
    errata: [],
    source: { document: 'TS-0004', clause: '7.2.1.1', table: '7.2.1.1-1' },
  };
};

const names = (entries: readonly (readonly [string, string])[]): ReadonlyMap<string, ShortName> =>
  new Map(entries.map(([name, shortName]) => [name, { name, shortName, provisional: false, errata: [], source, place }]));
const resources = [base, gadget, log, widget].sort((a, b) => (a.name < b.name ? -1 : 1));

export const tinyModel: Model = {
  ...emptyModel,
  components,
  resources,
  shortNames: {
    resources: names(resources.map((r) => [r.name, r.shortName])),
    attributes: names(gadget.attributes.map((a) => [a.name, a.shortName])),
    members: names([
      ['partName', 'pnm'],
      ['size', 'siz'],
      ['marks', 'mks'],
      ['childResource', 'ch'],
      ['notification', 'sgn'],
      ['aggregatedNotification', 'agn'],
      ['notificationEvent', 'nev'],
      ['representation', 'rep'],
      ['notificationEventType', 'net'],
      ['subscriptionReference', 'sur'],
      ['attributeList', 'atrl'],
      ['URIList', 'uril'],
      ['URI', 'uri'],
      ['name', 'nm'],
      ['type', 'typ'],
    ]),
    parameters: names([]),
    reserved: new Set(),
  },
  parameters: [
    parameter('operation', 'op', 'm2m:operation', '1', null, 'M/M/M/M/M'),
    parameter('to', 'to', 'xs:anyURI', '1', '0..1', 'M/M/M/M/M'),
    parameter('from', 'fr', 'm2m:ID', '0..1', '0..1', 'O/M/M/M/M'),
    parameter('requestIdentifier', 'rqi', 'xs:string', '1', '1', 'M/M/M/M/M'),
    parameter('resourceType', 'ty', 'm2m:resourceType', '0..1', null, 'M/NP/NP/NP/NP'),
    parameter('primitiveContent', 'pc', 'm2m:primitiveContent', '0..1', '0..1', 'M/O/M/NP/M'),
    parameter('resultContent', 'rcn', 'xs:integer', '0..1', null, 'O/O/O/O/NP'),
    parameter('responseStatusCode', 'rsc', 'm2m:responseStatusCode', null, '1', null),
  ],
  contents: ourContents,
};

export const gadgetOf = (model: Model): Resource => model.resources.find((r) => r.name === 'gadget')!;
