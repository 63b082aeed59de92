import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Compiler, Context } from '../../generator/cli/context.js';
import { ownSpecification } from '../../generator/cli/own-specification.js';
import type { OwnSpecification } from '../../generator/emit/specification.js';
import { analyse } from '../../generator/pipeline.js';
import { realFileSystem } from '../../generator/write/file-system.js';

const root = path.resolve(import.meta.dirname, '../..');

type Definition = Readonly<Record<string, unknown>>;
/** Definitions by file name without `.json`, each with the kind of definition that it is. */
export type Definitions = Readonly<Record<string, readonly [kind: string, definition: Definition]>>;

const columns = { RO: ['NP', 'NP'], WO: ['O', 'NP'], RW: ['O', 'O'] } as const;

/** A row of an attribute table; what is mandatory is so in a Create request. */
export function attribute(name: string, type: string, multiplicity: string, access: keyof typeof columns, more: Definition = {}): Definition {
  const [create, update] = columns[access];
  return { name, type, multiplicity, access, create: create === 'O' && multiplicity === '1' ? 'M' : create, update, description: `What ${name} is.`, ...more };
}

const source = (clause: string) => ({ document: 'MY-TYPES', clause });
const namespace = { prefix: 'my', namespace: 'https://example.org/parking' };
const usual = { source: source('2'), operations: ['create', 'retrieve', 'update', 'delete'], children: [{ type: 'subscription', multiplicity: '0..n' }] };
const flex = { ...usual, kind: 'resource', resourceType: 28, group: 'm2m:flexContainerResource', parents: ['CSEBase', 'AE'] };

/** What every resource type has that is none of another. */
const universal: readonly Definition[] = [
  attribute('resourceType', 'm2m:resourceType', '1', 'RO'),
  attribute('resourceID', 'm2m:ID', '1', 'RO'),
  attribute('resourceName', 'm2m:resourceName', '1', 'WO', { create: 'O' }),
  attribute('parentID', 'm2m:nhURI', '1', 'RO'),
  attribute('expirationTime', 'm2m:timestamp', '1', 'RW', { create: 'O' }),
  attribute('accessControlPolicyIDs', 'm2m:acpType', '0..1 (L)', 'RW'),
  attribute('creationTime', 'm2m:timestamp', '1', 'RO'),
  attribute('lastModifiedTime', 'm2m:timestamp', '1', 'RO'),
  attribute('labels', 'm2m:labels', '0..1 (L)', 'RW'),
  attribute('announceTo', 'xs:anyURI', '0..1 (L)', 'RW'),
  attribute('announcedAttribute', 'm2m:attributeList', '0..1 (L)', 'RW'),
];

/**
 * Of each kind that one may add: a specialization in a namespace of one's own, with an announced variant, an enumeration and a structure;
 * one of a type that is one itself; a management object; a whole resource type; attributes for types that are there.
 */
export const ofEveryKind: Definitions = {
  'bike-rack': ['resource', { ...flex, name: 'bikeRack', extends: 'flexContainer', namespace, description: 'A rack for bicycles.', attributes: [
    attribute('places', 'xs:positiveInteger', '1', 'WO'),
    attribute('free', 'xs:nonNegativeInteger', '0..1', 'RW', { announced: 'OA' }),
    attribute('fee', 'm2m:feeModel', '0..1', 'RW'),
    attribute('tariffs', 'm2m:tariffStep', '0..1 (L)', 'RW'),
  ], announcedVariant: { name: 'bikeRackAnnc', resourceType: 10028, group: 'm2m:announcedFlexContainerResource' } }],
  meter: ['resource', { ...flex, name: 'parkingMeter', extends: 'allJoynProperty', namespace, description: 'What takes the money.', attributes: [attribute('coins', 'xs:nonNegativeInteger', '0..1', 'RW')] }],
  barrier: ['resource', { ...usual, name: 'barrier', kind: 'mgmtObj', extends: 'mgmtObj', resourceType: 13, mgmtDefinition: 7002, group: 'm2m:mgmtResource', parents: ['node'], description: 'A barrier at the gate.', attributes: [attribute('isOpen', 'xs:boolean', '1', 'RW')] }],
  garage: ['resource', { ...usual, name: 'garage', kind: 'resource', resourceType: 7001, group: 'm2m:announceableResource', parents: ['CSEBase', 'AE'], description: 'A building of parking spaces.', attributes: [
    ...universal,
    attribute('floors', 'xs:positiveInteger', '1', 'RW', { announced: 'OA' }),
    attribute('height', 'xs:float', '0..1', 'RW'),
  ], announcedVariant: { name: 'garageAnnc', resourceType: 17001, group: 'm2m:announcedResource' } }],
  additions: ['additions', { source: source('3'), additions: [{ name: 'tariff', to: ['AE', 'container'], attributes: [
    attribute('tariff', 'xs:string', '0..1', 'RW', { shortName: 'trff', announced: 'OA' }),
    attribute('feeOf', 'm2m:feeModel', '0..1', 'RW', { shortName: 'feof' }),
  ] }], values: [
    { name: 'm2m:resourceType', values: [{ value: 7001, name: 'garage', description: 'A garage.' }, { value: 17001, name: 'garageAnnc', description: 'A copy of one.' }] },
    { name: 'm2m:mgmtDefinition', values: [{ value: 7002, name: 'barrier', description: 'A barrier.' }] },
  ] }],
  enumerations: ['enumerations', { enumerations: [{ type: 'm2m:feeModel', description: 'How one pays.', source: source('4'), values: [{ value: 1, name: 'FREE', description: 'Not at all.' }, { value: 2, name: 'BY_HOUR', description: 'By the hour.' }] }] }],
  'short-names': ['short-names', { reserved: [], groups: [
    { name: 'attributes', kind: 'attribute', source: source('5'), names: { occupied: 'occd', occupiedSince: 'occsc', containerDefinition: 'cnd', floors: 'flrs', height: 'hght', isOpen: 'isop' } },
    { name: 'types', kind: 'resource', source: source('5'), names: { garage: 'grge', garageAnnc: 'grgeA', barrier: 'brr' } },
    { name: 'members', kind: 'member', source: source('5'), names: { fromHour: 'frh', price: 'prc' } },
  ] }],
};

const xsd = `<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:m2m="http://www.onem2m.org/xml/protocols" targetNamespace="http://www.onem2m.org/xml/protocols">
  <xs:simpleType name="feeModel"><xs:restriction base="xs:integer"><xs:enumeration value="1" /><xs:enumeration value="2" /></xs:restriction></xs:simpleType>
  <xs:complexType name="tariffStep">
    <xs:sequence><xs:element name="fromHour" type="xs:nonNegativeInteger" /><xs:element name="price" type="xs:decimal" minOccurs="0" /></xs:sequence>
  </xs:complexType>
</xs:schema>
`;

/** A project with the parking space of the documentation, and these definitions beside it; whoever makes it takes it away. */
export function ownTypes(definitions: Definitions = ofEveryKind): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'specgen-own-'));
  cpSync(path.join(root, 'examples/parking-space'), folder, { recursive: true });
  mkdirSync(path.join(folder, 'my-types/tables'), { recursive: true });
  writeFileSync(path.join(folder, 'my-types/CDT-my-types.xsd'), xsd);
  for (const [name, [kind, definition]] of Object.entries(definitions)) writeFileSync(path.join(folder, `my-types/tables/${name}.json`), JSON.stringify({ $schema: `schema/${kind}.schema.json`, ...definition }));
  return folder;
}

const known = new WeakMap<Definitions, Promise<OwnSpecification>>();

/** Compiled and loaded, as commands do it with `-i my-types --base package`; files of a worker share it. */
export function ownSpecificationOf(definitions: Definitions = ofEveryKind): Promise<OwnSpecification> {
  const found = known.get(definitions) ?? loaded(definitions);
  known.set(definitions, found);
  return found;
}

async function loaded(definitions: Definitions): Promise<OwnSpecification> {
  const folder = ownTypes(definitions);
  const settings = { input: path.join(folder, 'my-types'), base: path.join(root, 'xsd'), output: path.join(folder, 'generated'), format: 'text' as const, overrides: {} };
  const compiler: Partial<Compiler> = {
    analyse: (sources, overrides) => {
      const { model, diagnostics } = analyse(sources, overrides);
      return Promise.resolve({ model, diagnostics: diagnostics.list() });
    },
  };
  const context = { settings, files: realFileSystem, cwd: folder, progress: () => undefined, compiler } as unknown as Context;
  const found = await ownSpecification(context).finally(() => rmSync(folder, { recursive: true, force: true }));
  if ('exitCode' in found) throw new Error(found.diagnostics.map(({ message }) => message).join('\n'));
  return found;
}
