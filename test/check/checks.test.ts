import { describe, expect, test } from 'vitest';
import { checkCodes, runChecks } from '../../generator/check/index.js';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import type { Model, PrimitiveParameter } from '../../generator/model/model.js';
import {
  aggregation,
  aggregationRow,
  attribute,
  builtins,
  cleanModel,
  cleanTransitions,
  codesOf,
  complex,
  command,
  content,
  contentRule,
  element,
  enumeration,
  enumerations,
  enumerationsWith,
  erratum,
  faultRange,
  faultRow,
  fact,
  faultTable,
  gadgetAttributes,
  gadgetElement,
  gadgetParticles,
  listType,
  machine,
  names,
  numbers,
  outcome,
  particle,
  place,
  resource,
  rule,
  schemas,
  shortName,
  simple,
  statusCode,
  transition,
  types,
  value,
} from './fixture.js';
import type { AttributeOverrides } from './fixture.js';

/** The clean resource with one attribute changed or added. */
const gadgetWith = (name: string, shortName: string, overrides: AttributeOverrides = {}): Partial<Model> => ({
  resources: [resource({ attributes: [...gadgetAttributes.filter((a) => a.name !== name), attribute(name, shortName, overrides)] })],
});
const gadgetXsd = (name: string, changed: ReturnType<typeof particle>): Partial<Model> => ({
  components: schemas([gadgetElement(gadgetParticles.map((p) => (p.term.kind === 'element' && p.term.name.local === name ? changed : p)))]),
});
const withRanges = (...ranges: readonly (readonly [number, number])[]): Partial<Model> => ({ unlistedFaults: ranges.map(([from, to]) => faultRange(from, to)) });
const status = enumerations.find((e) => e.type === 'm2m:gadgetStatus')!;
const statusWith = (...extra: typeof status.values): Partial<Model> => ({
  machines: [],
  enumerations: enumerationsWith({ ...status, values: [...status.values, ...extra] }),
});
/** The gadget's element derived from m2m:regularResource, beside m2m:mgmtResource. */
const derivedFromGroup = (() => {
  const groups = ['regularResource', 'mgmtResource'].map((name) => complex(name, []));
  const gadget = gadgetElement();
  return schemas([{ ...gadget, type: { ...(gadget.type as ReturnType<typeof complex>), base: groups[0]! } }], groups);
})();
const withElement = (name: string, type: Parameters<typeof element>[1]): Partial<Model> => ({ components: schemas([gadgetElement(), element(name, type, true)]) });
const withType = (type: ReturnType<typeof numbers>): Partial<Model> => ({ components: schemas(undefined, [type]) });

const source = { document: 'DOC', clause: '1' };
const parameter = (name: string, shortNameOf: string): PrimitiveParameter => ({ name, shortName: shortNameOf, type: 'xs:string', request: '1', response: null, operations: { create: 'M', retrieve: 'M', update: 'M', delete: 'M', notify: 'M' }, source, errata: [] });

interface Row {
  readonly given: string;
  readonly model: Partial<Model>;
  readonly want: readonly (keyof typeof checkCodes)[];
}

const rows: readonly Row[] = [
  { given: 'a clean model', model: {}, want: [] },

  { given: 'two attributes of one name', model: { resources: [resource({ attributes: [...gadgetAttributes, gadgetAttributes[4]!] })] }, want: ['CHECK_DUPLICATE_ATTRIBUTE'] },
  { given: 'a rule about an unknown attribute', model: { resources: [resource({ rules: [rule({ attributes: ['tag'] })] })] }, want: ['CHECK_UNKNOWN_ATTRIBUTE'] },
  { given: 'a condition on an unknown attribute', model: { resources: [resource({ rules: [rule({ when: { __proto__x: true } })] })] }, want: ['CHECK_UNKNOWN_ATTRIBUTE'] },
  { given: 'a condition on an unknown member', model: { resources: [resource({ rules: [rule({ when: { 'args/reset/levle': 1 } })] })] }, want: ['CHECK_UNKNOWN_MEMBER'] },
  { given: 'a condition on a member', model: { resources: [resource({ rules: [rule({ when: { 'args/reset/level': 1 } })] })] }, want: [] },
  { given: 'a machine of an unknown attribute', model: { machines: [machine({ name: 'stauts' })] }, want: ['CHECK_UNKNOWN_ATTRIBUTE'] },
  { given: 'a machine of an unknown resource', model: { machines: [machine({ resource: 'gaget' })] }, want: ['CHECK_UNKNOWN_RESOURCE'] },
  { given: 'a group that is misspelt', model: { resources: [resource({ group: 'm2m:regularResorce' })] }, want: ['CHECK_UNKNOWN_GROUP'] },
  { given: 'a group that only TS-0004 declares', model: { resources: [resource({ group: 'm2m:announceableResource' })] }, want: [] },
  { given: 'another group in the XSD', model: { resources: [resource({ group: 'm2m:mgmtResource' })], components: derivedFromGroup }, want: ['CHECK_GROUP_MISMATCH'] },
  {
    given: 'no attribute that every resource has',
    model: { resources: [resource({ attributes: gadgetAttributes.filter(({ name }) => name !== 'creationTime') })] },
    want: ['CHECK_ATTRIBUTE_NOT_IN_TABLE', 'CHECK_UNIVERSAL_MISSING'],
  },
  {
    given: 'an attribute of every resource that most lack',
    model: { resources: [...'abc'].map((name) => resource({ name })), universalAttributes: [{ name: 'creator', of: 'originals', source: resource().source, errata: [], place: resource().place }] },
    want: ['CHECK_RESOURCE_NOT_IN_XSD', 'CHECK_RESOURCE_TYPE_MISMATCH', 'CHECK_SHORT_NAME_COLLISION', 'CHECK_UNIVERSAL_MISSING', 'CHECK_UNKNOWN_RESOURCE', 'CHECK_XSD_NOT_DESCRIBED'],
  },
  { given: 'an announced attribute and no variant', model: gadgetWith('enabled', 'ena', { type: 'xs:boolean', multiplicity: '1', create: 'M', announced: 'MA' }), want: ['CHECK_VARIANT_MISSING'] },
  { given: 'an unknown parent', model: { resources: [resource({ parents: ['constructor'] })] }, want: ['CHECK_UNKNOWN_RESOURCE'] },
  {
    given: 'a virtual child',
    model: { resources: [resource({ children: [{ type: 'gadgetSelf', multiplicity: '1', fixedName: 'self', operations: ['retrieve'], announced: [], errata: [] }] })] },
    want: [],
  },
  {
    given: 'a virtual child without operations',
    model: { resources: [resource({ children: [{ type: 'gadgetSelf', multiplicity: '1', fixedName: 'self', announced: [], errata: [] }] })] },
    want: ['CHECK_VIRTUAL_OPERATIONS'],
  },
  {
    given: 'operations of a child that has a definition',
    model: { resources: [resource({ children: [{ type: 'gadget', multiplicity: '1', fixedName: 'self', operations: ['retrieve'], announced: [], errata: [] }] })] },
    want: ['CHECK_VIRTUAL_OPERATIONS'],
  },
  {
    given: 'operations of a child without a fixed name',
    model: { resources: [resource({ children: [{ type: 'gadgetLog', multiplicity: '0..n', operations: ['retrieve'], announced: [], errata: [] }] })] },
    want: ['CHECK_VIRTUAL_OPERATIONS'],
  },
  {
    given: 'an unknown announced child',
    model: { resources: [resource({ children: [{ type: 'gadgetLog', multiplicity: '0..n', announced: ['gadgetLogAnnc'], errata: [] }] })] },
    want: ['CHECK_UNKNOWN_RESOURCE'],
  },
  { given: 'an outcome of an unknown resource', model: { outcomes: [outcome({ resource: 'toString' })] }, want: ['CHECK_UNKNOWN_RESOURCE'] },

  { given: 'two attributes with one short name', model: gadgetWith('startTime', 'ena', { type: 'm2m:timestamp' }), want: ['CHECK_SHORT_NAME_COLLISION'] },
  {
    given: 'two members of a type with one short name',
    model: { shortNames: { ...cleanModel().shortNames, members: names(shortName('level', 'lvl'), shortName('note', 'lvl')) } },
    want: ['CHECK_SHORT_NAME_COLLISION'],
  },
  {
    given: 'a member that is a letter away from one with a short name',
    model: { shortNames: { ...cleanModel().shortNames, members: names(shortName('level', 'lvl'), shortName('notes', 'nte')) } },
    want: ['CHECK_MEMBER_UNNAMED'],
  },
  {
    given: 'a provisional short name that is published for another name',
    model: { shortNames: { ...cleanModel().shortNames, members: names(shortName('level', 'zz', true)) } },
    want: ['CHECK_SHORT_NAME_RESERVED'],
  },
  {
    given: 'a provisional short name that another name has',
    model: { shortNames: { ...cleanModel().shortNames, members: names(shortName('level', 'ena', true)) } },
    want: ['CHECK_SHORT_NAME_RESERVED'],
  },
  {
    given: 'a provisional short name that is published for the same name',
    model: { shortNames: { ...cleanModel().shortNames, members: names(shortName('resourceType', 'ty', true)) } },
    want: [],
  },
  {
    given: 'two resources with one type number',
    model: {
      resources: [resource(), resource({ name: 'widget', shortName: 'wdg', children: [], rules: [] })],
      components: schemas([gadgetElement(), { ...gadgetElement(), name: { namespace: '', local: 'widget' } }]),
    },
    want: ['CHECK_RESOURCE_TYPE_MISMATCH'],
  },
  {
    given: 'two specializations with one type number and two definitions',
    model: {
      resources: [
        resource({ kind: 'mgmtObj', group: 'm2m:mgmtResource', resourceType: 13, mgmtDefinition: 1001 }),
        resource({ name: 'widget', shortName: 'wdg', kind: 'mgmtObj', group: 'm2m:mgmtResource', resourceType: 13, mgmtDefinition: 1002 }),
      ],
      components: schemas([gadgetElement(), { ...gadgetElement(), name: { namespace: '', local: 'widget' } }]),
    },
    want: [],
  },
  {
    given: 'two specializations with one type number and one definition',
    model: {
      resources: [
        resource({ kind: 'mgmtObj', group: 'm2m:mgmtResource', resourceType: 13, mgmtDefinition: 1001 }),
        resource({ name: 'widget', shortName: 'wdg', kind: 'mgmtObj', group: 'm2m:mgmtResource', resourceType: 13, mgmtDefinition: 1001 }),
      ],
      components: schemas([gadgetElement(), { ...gadgetElement(), name: { namespace: '', local: 'widget' } }]),
    },
    want: ['CHECK_RESOURCE_TYPE_COLLISION'],
  },
  {
    given: 'a specialization without the number that all have',
    model: { resources: [resource({ kind: 'mgmtObj', group: 'm2m:mgmtResource', resourceType: 14, mgmtDefinition: 1001 })], enumerations: enumerationsWith(enumeration('m2m:resourceType', [...enumerations.at(-1)!.values, value('mgmtObj', 13)])) },
    want: ['CHECK_ENUMERATION_GAP', 'CHECK_ENUMERATION_VALUE_NOT_IN_XSD', 'CHECK_RESOURCE_TYPE_MISMATCH'],
  },
  { given: 'a type number that is published for another resource', model: { resources: [resource({ resourceType: 3, provisional: true })] }, want: ['CHECK_RESOURCE_TYPE_MISMATCH'] },

  {
    given: 'a document that no definition is about',
    model: { components: schemas([gadgetElement(), { ...gadgetElement(), name: { namespace: 'urn:other', local: 'Inform' }, place: { file: 'other.xsd', line: 1, column: 1 } }]) },
    want: ['CHECK_XSD_NOT_DESCRIBED'],
  },
  {
    given: 'a document that a described one refers to by way of another',
    model: {
      components: {
        ...schemas([gadgetElement(), { ...gadgetElement(), name: { namespace: 'urn:other', local: 'Inform' }, place: { file: 'other.xsd', line: 1, column: 1 } }]),
        references: new Map([
          [gadgetElement().place.file, ['between.xsd']],
          ['between.xsd', ['other.xsd']],
        ]),
      },
    },
    want: [],
  },
  { given: 'a resource without an element', model: { components: { ...schemas(), elements: new Map() } }, want: ['CHECK_RESOURCE_NOT_IN_XSD'] },
  { given: 'a base without an element', model: { resources: [resource({ kind: 'base', rules: [] })], components: { ...schemas(), elements: new Map() } }, want: [] },
  { given: 'an attribute that only the table has', model: gadgetWith('colour', 'clr'), want: ['CHECK_ATTRIBUTE_NOT_IN_XSD'] },
  {
    given: 'an attribute that only the XSD has',
    model: { components: schemas([gadgetElement([...gadgetParticles, particle('colour', builtins.string, 0)])]) },
    want: ['CHECK_ATTRIBUTE_NOT_IN_TABLE'],
  },

  { given: 'an attribute that only the XSD requires', model: gadgetXsd('startTime', particle('startTime', types.timestamp)), want: ['CHECK_MULTIPLICITY_MISMATCH'] },
  { given: 'an attribute that only the table requires', model: gadgetXsd('status', particle('status', types.gadgetStatus, 0)), want: ['CHECK_MULTIPLICITY_MISMATCH'] },
  { given: 'a list that is none in the XSD', model: gadgetXsd('links', particle('links', builtins.anyURI, 0)), want: ['CHECK_LIST_MISMATCH'] },
  { given: 'a list as a repeated element', model: gadgetXsd('links', particle('links', builtins.anyURI, 0, Infinity)), want: [] },
  { given: 'another type in the XSD', model: gadgetXsd('startTime', particle('startTime', builtins.string, 0)), want: ['CHECK_TYPE_MISMATCH'] },
  { given: 'another item type in the XSD', model: gadgetXsd('links', particle('links', listType(builtins.token), 0)), want: ['CHECK_TYPE_MISMATCH'] },
  { given: 'an anonymous restriction of the type', model: gadgetXsd('startTime', particle('startTime', simple(undefined, types.timestamp, { maxLength: 15 }), 0)), want: [] },

  { given: 'RW that CREATE forbids', model: gadgetWith('startTime', 'stt', { type: 'm2m:timestamp', create: 'NP' }), want: ['CHECK_ACCESS_INCONSISTENT'] },
  { given: 'RO that UPDATE allows', model: gadgetWith('startTime', 'stt', { type: 'm2m:timestamp', access: 'RO', create: 'NP' }), want: ['CHECK_ACCESS_INCONSISTENT'] },
  { given: 'WO that UPDATE allows', model: gadgetWith('startTime', 'stt', { type: 'm2m:timestamp', access: 'WO' }), want: ['CHECK_ACCESS_INCONSISTENT'] },
  { given: 'RO that UPDATE allows by an erratum', model: gadgetWith('startTime', 'stt', { type: 'm2m:timestamp', access: 'RO', create: 'NP', errata: ['E01'] }), want: [] },
  {
    given: 'RO that UPDATE allows, under an erratum of the whole resource',
    model: { resources: [resource({ errata: ['E01'], attributes: [...gadgetAttributes.filter((a) => a.name !== 'startTime'), attribute('startTime', 'stt', { type: 'm2m:timestamp', access: 'RO', create: 'NP', errata: ['E01'] })] })] },
    want: ['CHECK_ACCESS_INCONSISTENT'],
  },
  { given: 'no CREATE by request at all', model: { resources: [resource({ operations: ['retrieve', 'update'], attributes: gadgetAttributes.map((a) => ({ ...a, create: 'NP' })) })] }, want: [] },
  { given: 'multiplicity 1, optional at CREATE, no default', model: gadgetWith('enabled', 'ena', { type: 'xs:boolean', multiplicity: '1' }), want: ['CHECK_DEFAULT_MISSING'] },
  { given: 'multiplicity 1, optional at CREATE, a default', model: gadgetWith('enabled', 'ena', { type: 'xs:boolean', multiplicity: '1', default: false }), want: [] },

  { given: 'a default of another JSON type', model: gadgetWith('enabled', 'ena', { type: 'xs:boolean', multiplicity: '1', default: 'false' }), want: ['CHECK_BAD_DEFAULT'] },
  { given: 'a default outside the enumeration', model: gadgetWith('status', 'sta', { type: 'm2m:gadgetStatus', multiplicity: '1', access: 'RO', create: 'NP', update: 'NP', default: 4 }), want: ['CHECK_BAD_DEFAULT'] },
  { given: 'a default with an unknown member', model: gadgetWith('args', 'arg', { type: 'm2m:execReqArgsListType', default: { reset: { depth: 1 } } }), want: ['CHECK_BAD_DEFAULT'] },
  { given: 'a default with a bad member', model: gadgetWith('args', 'arg', { type: 'm2m:execReqArgsListType', default: { reset: [{ level: 'x' }] } }), want: ['CHECK_BAD_DEFAULT'] },
  { given: 'a good default of a complex type', model: gadgetWith('args', 'arg', { type: 'm2m:execReqArgsListType', default: { reset: [{ level: 1 }] } }), want: [] },
  { given: 'a default that is no list', model: gadgetWith('links', 'lks', { type: 'list of xs:anyURI', multiplicity: '0..1 (L)', default: 'a' }), want: ['CHECK_BAD_DEFAULT'] },
  { given: 'a bad fixed value', model: gadgetWith('startTime', 'stt', { type: 'm2m:timestamp', fixed: 5 }), want: ['CHECK_BAD_FIXED'] },
  { given: 'a rule with a bad condition', model: { resources: [resource({ rules: [rule({ when: { enabled: 1 } })] })] }, want: ['CHECK_BAD_CONDITION'] },
  { given: 'a rule with a pattern that is none', model: { resources: [resource({ rules: [rule({ kind: 'implies', when: {}, must: { enabled: { matches: '(' } } })] })] }, want: ['CHECK_BAD_PATTERN'] },
  { given: 'a rule that demands a bad value', model: { resources: [resource({ rules: [rule({ kind: 'implies', when: {}, must: { status: 9 } })] })] }, want: ['CHECK_BAD_CONDITION'] },
  { given: 'a rule with a bad value among others', model: { resources: [resource({ rules: [rule({ when: { status: { in: [1, 9] } } })] })] }, want: ['CHECK_BAD_CONDITION'] },
  { given: 'a rule with good values', model: { resources: [resource({ rules: [rule({ when: { status: { in: [1, 2] } } })] })] }, want: [] },
  { given: 'a bad value of a member', model: { resources: [resource({ rules: [rule({ when: { 'args/reset/level': 'x' } })] })] }, want: ['CHECK_BAD_CONDITION'] },
  { given: 'a rule that compares with an unknown member', model: { resources: [resource({ rules: [rule({ when: { startTime: { below: 'args/rset' } } })] })] }, want: ['CHECK_UNKNOWN_MEMBER'] },
  { given: 'a rule about members that are not there', model: { resources: [resource({ rules: [rule({ when: { args: { members: ['reset', 'rebot'] } } })] })] }, want: ['CHECK_BAD_CONDITION'] },
  { given: 'a rule that counts what is no list', model: { resources: [resource({ rules: [rule({ when: { enabled: { maxItems: 1 } } })] })] }, want: ['CHECK_BAD_CONDITION'] },
  { given: 'a rule about absence', model: { resources: [resource({ rules: [rule({ when: { startTime: null } })] })] }, want: [] },

  { given: 'an enumeration twice', model: { enumerations: [...enumerations, status] }, want: ['CHECK_ENUMERATION_DUPLICATE_TYPE'] },
  { given: 'a gap', model: { ...statusWith(value('LOST', 5)), ...withType(numbers('gadgetStatus', [1, 2, 3, 5])) }, want: ['CHECK_ENUMERATION_GAP'] },
  { given: 'a provisional number beyond the published ones', model: { ...statusWith(value('LOST', 5, { provisional: true })), ...withType(numbers('gadgetStatus', [1, 2, 3, 5])) }, want: [] },
  {
    given: 'a gap that the source has',
    model: {
      machines: [],
      enumerations: enumerationsWith({ ...status, values: [...status.values, value('LOST', 5)], unassigned: [4] }),
      ...withType(numbers('gadgetStatus', [1, 2, 3, 5])),
    },
    want: [],
  },
  { given: 'a block of numbers far away', model: { ...statusWith(value('LOST', 1001)), ...withType(numbers('gadgetStatus', [1, 2, 3, 1001])) }, want: [] },
  { given: 'an unassigned number that is assigned', model: { enumerations: enumerationsWith({ ...status, unassigned: [2] }) }, want: ['CHECK_ENUMERATION_NOT_UNASSIGNED'] },
  { given: 'one number twice', model: statusWith(value('LOST', 3)), want: ['CHECK_ENUMERATION_DUPLICATE_NUMBER'] },
  { given: 'one name twice', model: { ...statusWith(value('BUSY', 4)), ...withType(numbers('gadgetStatus', [1, 2, 3, 4])) }, want: ['CHECK_ENUMERATION_DUPLICATE_NAME'] },
  {
    given: 'a name that differs by a separator',
    model: { ...statusWith(value('NOT_DONE', 4), value('NOT DONE', 5)), ...withType(numbers('gadgetStatus', [1, 2, 3, 4, 5])) },
    want: ['CHECK_ENUMERATION_SIMILAR_NAMES'],
  },
  {
    given: 'a name that differs by a letter',
    model: { ...statusWith(value('CANCELLED', 4), value('CANCELED', 5)), ...withType(numbers('gadgetStatus', [1, 2, 3, 4, 5])) },
    want: ['CHECK_ENUMERATION_SIMILAR_NAMES'],
  },
  {
    given: 'an alias, short words, a numbered pair, opposites and two words that differ',
    model: {
      ...statusWith(value('RECEIVED CANCELLED', 15), value('RECIEVED CANCELED', 16), value('MAFClientCfg', 11), value('MEFClientCfg', 12), value('requestSynch', 13), value('requestAsynch', 14), value('CANCELLED', 4, { aliases: ['CANCELED'] }), value('role', 5), value('node', 6), value('tracker1', 7), value('tracker2', 8), value('INSTALL', 9), value('UNINSTALL', 10)),
      ...withType(numbers('gadgetStatus', Array.from({ length: 16 }, (_, i) => i + 1))),
    },
    want: [],
  },
  { given: 'an enumeration without XSD type', model: { enumerations: [...enumerations, enumeration('m2m:colour', [value('RED', 1)])] }, want: ['CHECK_ENUMERATION_NOT_IN_XSD'] },
  { given: 'a value that only the table has', model: statusWith(value('LOST', 4)), want: ['CHECK_ENUMERATION_VALUE_NOT_IN_XSD'] },
  { given: 'a reserved value that only the table has', model: statusWith(value('void', 4, { reserved: true })), want: [] },
  {
    given: 'a bit mask, which the XSD bounds',
    model: {
      enumerations: [...enumerations, enumeration('m2m:mask', [value('A', 1), value('B', 2), value('C', 4)], { unassigned: [3] })],
      ...withType(simple('mask', builtins.integer, { minInclusive: '1', maxInclusive: '7' })),
    },
    want: [],
  },
  {
    given: 'a bit mask, of which the XSD lists every sum',
    model: {
      enumerations: [...enumerations, enumeration('m2m:mask', [value('A', 1), value('B', 2), value('C', 4)], { unassigned: [3] })],
      ...withType(numbers('mask', [1, 2, 3, 4, 5, 6, 7])),
    },
    want: [],
  },
  {
    given: 'powers of two that are not added together',
    model: {
      enumerations: [...enumerations, enumeration('m2m:mask', [value('A', 1), value('B', 2), value('C', 4)], { unassigned: [3] })],
      ...withType(numbers('mask', [1, 2, 3, 4])),
    },
    want: ['CHECK_ENUMERATION_VALUE_NOT_IN_TABLE'],
  },
  {
    given: 'values outside the bounds of the XSD',
    model: { enumerations: [...enumerations, enumeration('m2m:mask', [value('A', 8)])], ...withType(simple('mask', builtins.integer, { minInclusive: '1', maxInclusive: '7' })) },
    want: ['CHECK_ENUMERATION_VALUE_NOT_IN_XSD'],
  },
  { given: 'a value that only the XSD has', model: withType(numbers('gadgetStatus', [1, 2, 3, 4])), want: ['CHECK_ENUMERATION_VALUE_NOT_IN_TABLE'] },
  { given: 'numbers without names', model: { enumerations: enumerations.filter((e) => e !== status), machines: [] }, want: ['CHECK_ENUMERATION_WITHOUT_TABLE'] },

  { given: 'a transition to an unknown state', model: { machines: [machine({ transitions: [...cleanTransitions, transition('IDLE', 'delete', 'GONE')] })] }, want: ['CHECK_MACHINE_UNKNOWN_STATE'] },
  { given: 'a transition on an unknown event', model: { machines: [machine({ transitions: [...cleanTransitions, transition('IDLE', 'remove', null)] })] }, want: ['CHECK_MACHINE_UNKNOWN_EVENT'] },
  { given: 'an unused event', model: { machines: [machine({ events: [...machine().events, { name: 'pause', by: 'clock', description: '' }] })] }, want: ['CHECK_MACHINE_UNUSED_EVENT'] },
  { given: 'an event twice', model: { machines: [machine({ events: [...machine().events, machine().events[0]!] })] }, want: ['CHECK_MACHINE_DUPLICATE'] },
  {
    given: 'a state that nothing reaches, though a loop does',
    model: { machines: [machine({ transitions: [transition(null, 'create', 'IDLE'), transition('IDLE', 'delete', null), transition('BUSY', 'finish', 'DONE'), transition('DONE', 'start', 'BUSY')] })] },
    want: ['CHECK_MACHINE_UNREACHABLE_STATE'],
  },
  { given: 'a state that nothing leaves', model: { machines: [machine({ transitions: cleanTransitions.slice(0, 4), events: machine().events.slice(0, 3) })] }, want: ['CHECK_MACHINE_DEAD_END'] },
  { given: 'two transitions without guards', model: { machines: [machine({ transitions: [...cleanTransitions, transition('IDLE', 'start', 'DONE')] })] }, want: ['CHECK_MACHINE_AMBIGUOUS'] },
  {
    given: 'two transitions of which one has a guard',
    model: { machines: [machine({ transitions: [...cleanTransitions, transition('IDLE', 'start', 'DONE', { guard: 'nothing to do' })] })] },
    want: ['CHECK_MACHINE_AMBIGUOUS'],
  },
  {
    given: 'a state with another number',
    model: { machines: [machine({ states: machine().states.map((s) => (s.name === 'DONE' ? { ...s, value: 7 } : s)) })] },
    want: ['CHECK_MACHINE_STATE_NOT_IN_ENUMERATION'],
  },
  {
    given: 'a value without a state',
    model: { ...statusWith(value('LOST', 4)), machines: [machine()], ...withType(numbers('gadgetStatus', [1, 2, 3, 4])) },
    want: ['CHECK_MACHINE_VALUE_WITHOUT_STATE'],
  },

  { given: 'a fault with two results', model: { faultTables: [faultTable('1-1', 'Reboot', [faultRow(9001, 'DENIED', 1), faultRow(9002, 'BROKEN', 2)]), faultTable('1-2', 'Reset', [faultRow(9001, 'BROKEN', 2)])] }, want: ['CHECK_FAULT_TWO_RESULTS'] },
  { given: 'a fault twice in a table', model: { faultTables: [faultTable('1-1', 'Reboot', [faultRow(9001, 'DENIED', 1), faultRow(9001, 'DENIED', 1), faultRow(9002, 'BROKEN', 2)])] }, want: ['CHECK_FAULT_DUPLICATE'] },
  { given: 'an unknown status', model: { faultTables: [faultTable('1-1', 'Reboot', [faultRow(9001, 'DENID', 1), faultRow(9002, 'BROKEN', 2)])] }, want: ['CHECK_FAULT_UNKNOWN_STATUS'] },
  { given: 'a status with another number', model: { unlistedFaults: [faultRange(9000, 9000), faultRange(9003, 9999, { execResult: 1 })] }, want: ['CHECK_FAULT_UNKNOWN_STATUS'] },
  { given: 'ranges that overlap', model: withRanges([9000, 9500], [9400, 9999]), want: ['CHECK_FAULT_RANGE_OVERLAP'] },
  { given: 'ranges with a gap', model: withRanges([9000, 9000], [9004, 9999]), want: ['CHECK_FAULT_RANGE_GAP'] },
  { given: 'a range that ends before it begins', model: withRanges([9000, 9000], [9999, 9003]), want: ['CHECK_FAULT_RANGE_EMPTY', 'CHECK_FAULT_RANGE_GAP'] },

  { given: 'a range with a code that a table lists', model: { unlistedFaults: [faultRange(9000, 9001), faultRange(9003, 9999)] }, want: ['CHECK_FAULT_RANGE_OVERLAP'] },
  { given: 'two commands of one type', model: { commands: [command('RESET', 1), command('REBOOT', 2), command('REBOOT', 2)] }, want: ['CHECK_COMMAND_DUPLICATE'] },
  { given: 'a command of unknown type', model: { commands: [command('RESET', 1), command('REBOOT', 2), command('RESTART', 3, { argumentMember: 'reset' })] }, want: ['CHECK_COMMAND_UNKNOWN_TYPE'] },
  { given: 'a type without a command', model: { commands: [command('RESET', 1)] }, want: ['CHECK_COMMAND_MISSING'] },
  { given: 'a command with an unknown table', model: { commands: [command('RESET', 1, { faultTables: ['1-9'] }), command('REBOOT', 2)] }, want: ['CHECK_COMMAND_UNKNOWN_TABLE'] },
  { given: 'commands and fault tables of unknown messages', model: { cwmp: { versions: [], headers: [], messages: [] } }, want: ['CHECK_COMMAND_UNKNOWN_MESSAGE'] },
  { given: 'a command with an unknown argument', model: { commands: [command('RESET', 1, { argumentMember: 'resets' }), command('REBOOT', 2)] }, want: ['CHECK_COMMAND_UNKNOWN_ARGUMENT'] },
  { given: 'a command with an argument of another type', model: { commands: [command('RESET', 1, { argumentType: 'm2m:rebootArgsType' }), command('REBOOT', 2)] }, want: ['CHECK_COMMAND_UNKNOWN_ARGUMENT'] },

  { given: 'a parameter with two short names', model: { parameters: [parameter('to', 'dest')], shortNames: { ...cleanModel().shortNames, parameters: names(shortName('to', 'to')) } }, want: ['CHECK_PARAMETER_SHORT_NAME'] },
  { given: 'a parameter that the XSD does not have', model: { parameters: [parameter('to', 'to'), parameter('from', 'fr')], ...withElement('requestPrimitive', complex('request', [particle('to', builtins.string!)])) }, want: ['CHECK_PARAMETER_XSD'] },
  { given: 'a parameter that the XSD demands', model: { parameters: [{ ...parameter('to', 'to'), request: '0..1' }], ...withElement('requestPrimitive', complex('request', [particle('to', builtins.string!)])) }, want: ['CHECK_PARAMETER_XSD'] },
  { given: 'a parameter that only the binding has', model: { parameters: [parameter('to', 'to')], httpBinding: { methods: [], fields: [{ part: 'query', name: 'fr', parameter: 'from', form: 'text', in: ['request'], source, place }], errata: [] } }, want: ['CHECK_PARAMETER_UNKNOWN'] },
  { given: 'a field of a query that has another name than what it carries', model: { parameters: [parameter('from', 'fr')], httpBinding: { methods: [], fields: [{ part: 'query', name: 'fa', parameter: 'from', form: 'text', in: ['request'], source, place }], errata: [] } }, want: ['CHECK_BINDING_FIELD'] },
  { given: 'a content twice in one place', model: { contents: [content('verdict'), content('verdict', { operations: ['update', 'create'] })] }, want: ['CHECK_CONTENT_DUPLICATE'] },
  { given: 'a content in two places', model: { contents: [content('verdict'), content('verdict', { in: 'request' }), content('verdict', { operations: ['update'] })] }, want: [] },
  { given: 'a content of no operation', model: { contents: [content('verdict', { operations: [] })] }, want: ['CHECK_CONTENT_OPERATIONS'] },
  { given: 'a content of a representation in an operation', model: { contents: [content('verdict', { in: 'representation' })] }, want: ['CHECK_CONTENT_OPERATIONS'] },
  { given: 'a content that is called as a resource is', model: { contents: [content('gdt')] }, want: ['CHECK_CONTENT_IS_RESOURCE'] },
  { given: 'a content of another type than its element', model: { contents: [content('verdict', { type: 'xs:integer' })], ...withElement('verdict', builtins.string!) }, want: ['CHECK_CONTENT_TYPE_MISMATCH'] },
  { given: 'a content for a result that is none', model: { contents: [content('verdict', { resultContents: [77] })], enumerations: [...enumerations, { ...status, type: 'm2m:resultContent' }] }, want: ['CHECK_CONTENT_VALUE', 'CHECK_ENUMERATION_NOT_IN_XSD'] },
  { given: 'a content that is a list', model: { contents: [content('verdict', { type: 'list of xs:string' })], ...withElement('verdict', listType(builtins.string!)) }, want: [] },
  { given: 'a content whose items are another type', model: { contents: [content('verdict', { type: 'list of xs:integer' })], ...withElement('verdict', listType(builtins.string!)) }, want: ['CHECK_CONTENT_TYPE_MISMATCH'] },

  { given: 'a rule of a content that is not there', model: { contentRules: [contentRule({ of: 'verdicts' })] }, want: ['CHECK_CONTENT_RULE'] },
  { given: 'a rule of a parameter that is not there', model: { contentRules: [contentRule({ of: 'requestPrimitive' })] }, want: ['CHECK_CONTENT_RULE'] },
  { given: 'a rule of a member that is not there', model: { contents: [content('verdict', { type: 'm2m:execReqArgsListType' })], contentRules: [contentRule({ must: { resett: { present: true } } })] }, want: ['CHECK_CONTENT_RULE'] },
  { given: 'a rule of a member of a member that is not there', model: { contents: [content('verdict', { type: 'm2m:execReqArgsListType' })], contentRules: [contentRule({ when: { 'reset/levle': 1 } })] }, want: ['CHECK_UNKNOWN_MEMBER'] },
  { given: 'a rule of a content with a bad value', model: { contents: [content('verdict', { type: 'm2m:execReqArgsListType' })], contentRules: [contentRule({ when: { 'reset/level': { in: ['x'] } } })] }, want: ['CHECK_BAD_CONDITION'] },
  { given: 'a rule of members', model: { contents: [content('verdict', { type: 'm2m:execReqArgsListType' })], contentRules: [contentRule({})] }, want: [] },

  { given: 'a status code twice', model: { statusCodes: [...cleanModel().statusCodes, statusCode(4000, 'OTHER', 400)] }, want: ['CHECK_STATUS_CODE_DUPLICATE'] },
  { given: 'a status name twice', model: { statusCodes: [...cleanModel().statusCodes, statusCode(4001, 'BAD_REQUEST', 400)] }, want: ['CHECK_STATUS_CODE_DUPLICATE'] },
  { given: 'an outcome twice', model: { outcomes: [outcome(), outcome()] }, want: ['CHECK_OUTCOME_DUPLICATE'] },
  { given: 'an outcome with an unknown status code', model: { outcomes: [outcome({ statusCode: 2001 })] }, want: ['CHECK_OUTCOME_UNKNOWN_STATUS_CODE'] },
  { given: 'a rule with an unknown status code', model: { resources: [resource({ rules: [rule({ outcome: 4001 })] })] }, want: ['CHECK_OUTCOME_UNKNOWN_STATUS_CODE'] },
  { given: 'an outcome with another HTTP status', model: { outcomes: [outcome({ http: 204 })] }, want: ['CHECK_OUTCOME_STATUS_MISMATCH'] },
  {
    given: 'a choice of execStatus that is nowhere',
    model: { execStatusCodes: [{ name: 'DONE', attribute: 'execResult', value: 2, publishedName: 'DONE', errata: [], place }] },
    want: ['CHECK_EXEC_STATUS_UNKNOWN'],
  },

  { given: 'a set without a row', model: { aggregations: [aggregation({ rows: aggregation().rows.slice(1) })] }, want: ['CHECK_AGGREGATION_MISSING_SET'] },
  { given: 'a set with two rows', model: { aggregations: [aggregation({ rows: [...aggregation().rows, aggregationRow(['RUNNING', 'DONE'], 'DONE')] })] }, want: ['CHECK_AGGREGATION_DUPLICATE_SET'] },
  { given: 'a row with an unknown value', model: { aggregations: [aggregation({ rows: [...aggregation().rows, aggregationRow(['LOST'], 'DONE')] })] }, want: ['CHECK_AGGREGATION_UNKNOWN_VALUE'] },
  {
    given: 'an aggregation over thirty values',
    model: {
      enumerations: [...enumerations, enumeration('m2m:many', Array.from({ length: 30 }, (_, i) => value(`V${i}`, i)))],
      ...withType(numbers('many', Array.from({ length: 30 }, (_, i) => i))),
      aggregations: [aggregation({ enumeration: 'm2m:many', rows: [] })],
    },
    want: ['CHECK_AGGREGATION_TOO_LARGE'],
  },

  { given: 'a fitting value of another type', model: { dependencies: { ...cleanModel().dependencies, values: [{ ...fact, names: ['gadget.enabled', 'enabled'], least: true, most: 1 }] } }, want: ['CHECK_DEPENDENCY_VALUE'] },
  { given: 'fitting values', model: { dependencies: { ...cleanModel().dependencies, values: [{ ...fact, names: ['enabled'], least: true }, { ...fact, names: ['tags'], least: ['{{name}}'] }] } }, want: [] },

  { given: 'an erratum twice', model: { errata: [erratum('E01'), erratum('E01')] }, want: ['CHECK_ERRATUM_DUPLICATE'] },
  { given: 'an unknown erratum', model: { citations: [{ of: 'erratum', id: 'E02', places: [place] }] }, want: ['CHECK_ERRATUM_UNKNOWN'] },
  { given: 'an erratum that does nothing', model: { errata: [erratum('E01'), erratum('E02', { patches: [] })] }, want: ['CHECK_ERRATUM_UNUSED'] },
  { given: 'an erratum that is cited only', model: { errata: [erratum('E02', { patches: [] })], citations: [{ of: 'erratum', id: 'E02', places: [] }] }, want: [] },
  { given: 'a document twice', model: { documents: [...cleanModel().documents, ...cleanModel().documents] }, want: ['CHECK_DOCUMENT_DUPLICATE'] },
  { given: 'an unknown document', model: { citations: [{ of: 'document', id: '__proto__', places: [place] }] }, want: ['CHECK_DOCUMENT_UNKNOWN'] },
];

describe('checks', () => {
  test.each(rows)('$given: $want', ({ model, want }) => {
    expect(codesOf(runChecks, cleanModel(model))).toEqual(want);
  });

  test('every code has a row that fires it', () => {
    expect([...new Set(rows.flatMap((r) => r.want))].sort()).toEqual(Object.keys(checkCodes).sort());
  });

  test('what is reported says where, and what to do', () => {
    const diagnostics = new Diagnostics();
    runChecks(cleanModel(gadgetWith('startTyme', 'stt', { type: 'm2m:timestamp' })), diagnostics);
    const report = diagnostics.list().find((d) => d.code === 'CHECK_ATTRIBUTE_NOT_IN_XSD');
    expect(report).toEqual(expect.objectContaining({ severity: 'error', place, message: 'gadget.startTyme is in the table but not in the XSD' }));
  });

  test('a slip of the pen is answered with the right name', () => {
    const diagnostics = new Diagnostics();
    const attributes = gadgetAttributes.map((a) => (a.name === 'startTime' ? { ...a, name: 'startTyme' } : a));
    runChecks(cleanModel({ resources: [resource({ attributes })] }), diagnostics);
    const report = diagnostics.list().filter((d) => d.code.startsWith('CHECK_ATTRIBUTE_NOT'));
    expect(report.map((d) => d.hint)).toEqual(['did you mean "startTyme"?', 'did you mean "startTime"? It stands in tables/fixture.json']);
  });

  test('hostile names are names like any other', () => {
    const hostile = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const attributes = hostile.map((name, i) => attribute(name, `h${i}`));
    const model = cleanModel({
      resources: [resource({ attributes: [...gadgetAttributes, ...attributes] })],
      components: schemas([gadgetElement([...gadgetParticles, ...hostile.map((name) => particle(name, builtins.string, 0))])]),
    });
    expect(codesOf(runChecks, model)).toEqual([]);
  });
});
