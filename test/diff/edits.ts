import type { Type } from '../../generator/model/components.js';
import { keyOf } from '../../generator/model/components.js';
import type { Attribute, Command, Content, ContentRule, Enumeration, EnumerationValue, FaultRow, Machine, Model, PrimitiveParameter, Resource, Transition, TypeReference } from '../../generator/model/model.js';
import {
  aggregation,
  aggregationRow,
  attribute,
  builtins,
  cleanModel,
  command,
  complex,
  enumeration,
  erratum,
  faultRange,
  faultRow,
  faultTable,
  gadgetAttributes,
  machine,
  multiplicity,
  names,
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
} from '../check/fixture.js';

/** One edit of the base model, and what a comparison must find: `CODE subject`, and the same the other way round. */
export interface Edit {
  readonly what: string;
  readonly apply: (model: Model) => Model;
  readonly forward: readonly string[];
  readonly backward: readonly string[];
}

const source = { document: 'DOC', clause: '1.2', table: '1.2-1' };
const short = simple('short', builtins.string, { maxLength: 8 });
const level = simple('level', builtins.integer, { minInclusive: '0', maxInclusive: '9' });
const spare = simple('spare', builtins.integer, { minInclusive: '100' });
const box = complex('box', [particle('width', builtins.integer), particle('heightOfBox', level, 0)]);
const refer = (text: string, type: Type, listOf = false): TypeReference => ({ text, type, listOf });

const attributes: readonly Attribute[] = [
  ...gadgetAttributes,
  attribute('caption', 'cap', { constraints: [{ keyword: 'maxLength', value: 20 }], announced: 'OA', description: 'What stands under the picture.' }),
  { ...attribute('amount', 'amt', { default: 3, provisional: true, description: 'How many there are.' }), type: refer('m2m:level', level) },
  { ...attribute('flavour', 'flv', { fixed: 5, description: 'Always the same.' }), type: refer('xs:integer', builtins.integer) },
  { ...attribute('parcel', 'prc', { description: 'Wrapped up.' }), type: refer('m2m:box', box) },
];

const parameter = (name: string, shortNameOf: string, more: Partial<PrimitiveParameter> = {}): PrimitiveParameter => ({
  name,
  shortName: shortNameOf,
  type: 'xs:string',
  request: '0..1',
  response: null,
  operations: { create: 'O', retrieve: 'O', update: 'O', delete: 'O', notify: 'NP' },
  source,
  errata: [],
  ...more,
});

const verdictRule: ContentRule = { id: 'appeals', of: 'verdict', when: { guilty: true }, must: { reason: { present: true } }, description: 'Who is guilty hears why.', source, errata: [], place };
const content = (name: string, more: Partial<Content> = {}): Content => ({ name, in: 'response', type: 'xs:string', description: 'What is told.', source, errata: [], place, ...more });

/** Something of everything, so that every edit has something to change. */
export const base: Model = cleanModel({
  components: schemas([], [short, level, spare, box]),
  resources: [resource({ attributes })],
  shortNames: {
    resources: names(shortName('gadget', 'gdt')),
    attributes: names(...attributes.map((a) => shortName(a.name, a.shortName, a.provisional)), shortName('unused', 'unu')),
    members: names(shortName('reset', 'rst'), shortName('reboot', 'rbo'), shortName('level', 'lvl'), shortName('note', 'nte'), shortName('width', 'wdt'), shortName('heightOfBox', 'hgt')),
    parameters: names(shortName('requestIdentifier', 'rqi'), shortName('resultPersistence', 'rp')),
    reserved: new Set(['gdt', 'rn', 'ty', 'zz']),
  },
  parameters: [parameter('requestIdentifier', 'rqi', { request: '1', response: '1' }), parameter('resultPersistence', 'rp')],
  contentRules: [verdictRule],
  contents: [content('verdict', { operations: ['create', 'update'] }), content('picture', { in: 'representation', type: 'm2m:box' })],
});

const put = <T>(list: readonly T[], at: (item: T) => boolean, change: (item: T) => readonly T[]): readonly T[] => list.flatMap((item) => (at(item) ? change(item) : [item]));

const resourceEdit = (change: (r: Resource) => Partial<Resource>) => (m: Model): Model => ({ ...m, resources: put(m.resources, (r) => r.name === 'gadget' || r.name === 'gizmo', (r) => [{ ...r, ...change(r) }]) });
const attributesEdit = (name: string, change: (a: Attribute) => readonly Attribute[]) => resourceEdit((r) => ({ attributes: put(r.attributes, (a) => a.name === name, change) }));
const attributeEdit = (name: string, change: Partial<Attribute>) => attributesEdit(name, (a) => [{ ...a, ...change }]);
const newAttribute = (a: Attribute) => (m: Model): Model => {
  const with_ = resourceEdit((r) => ({ attributes: [...r.attributes, a] }))(m);
  return { ...with_, shortNames: { ...with_.shortNames, attributes: new Map([...with_.shortNames.attributes, [a.name, shortName(a.name, a.shortName)]]) } };
};
const enumerationEdit = (type: string, change: (e: Enumeration) => Partial<Enumeration>) => (m: Model): Model => ({ ...m, enumerations: put(m.enumerations, (e) => e.type === type, (e) => [{ ...e, ...change(e) }]) });
const valueEdit = (type: string, name: string, change: Partial<EnumerationValue>) => enumerationEdit(type, (e) => ({ values: put(e.values, (v) => v.name === name, (v) => [{ ...v, ...change }]) }));
/** The values are listed no more: any number between two is one. */
const toRange = (minInclusive: string, maxInclusive: string) => (m: Model): Model => ({
  ...typeEdit('execResultType', simple('execResultType', builtins.integer, { minInclusive, maxInclusive }))(m),
  enumerations: m.enumerations.filter(({ type }) => type !== 'm2m:execResultType'),
});
const typeEdit = (name: string, type: Type) => (m: Model): Model => ({
  ...m,
  resources: m.resources.map((r) => ({ ...r, attributes: r.attributes.map((a) => (a.type.text === `m2m:${name}` ? { ...a, type: refer(`m2m:${type.name!.local}`, type) } : a)) })),
  components: { ...m.components, types: new Map([...m.components.types].map(([key, old]) => (old.name?.local === name ? [keyOf(type.name!), type] : [key, old]))) },
});
const parameterEdit = (name: string, change: Partial<PrimitiveParameter>) => (m: Model): Model => ({ ...m, parameters: put(m.parameters, (p) => p.name === name, (p) => [{ ...p, ...change }]) });
const contentEdit = (name: string, change: Partial<Content>) => (m: Model): Model => ({ ...m, contents: put(m.contents, (c) => c.name === name, (c) => [{ ...c, ...change }]) });
const faultEdit = (table: string, change: (rows: readonly FaultRow[]) => readonly FaultRow[]) => (m: Model): Model => ({ ...m, faultTables: put(m.faultTables, (t) => t.table === table, (t) => [{ ...t, rows: change(t.rows) }]) });
const commandEdit = (name: string, change: Partial<Command>) => (m: Model): Model => ({ ...m, commands: put(m.commands, (c) => c.cmdType === name, (c) => [{ ...c, ...change }]) });
const machineEdit = (change: (machine: Machine) => Partial<Machine>) => (m: Model): Model => ({ ...m, machines: m.machines.map((x) => ({ ...x, ...change(x) })) });
const transitionEdit = (from: string | null, event: string, change: (t: Transition) => readonly Transition[]) => machineEdit((m) => ({ transitions: put(m.transitions, (t) => t.from === from && t.event === event && t.guard === undefined, change) }));
const by = (event: string, who: 'device' | 'Originator') => machineEdit((m) => ({ events: put(m.events, (e) => e.name === event, (e) => [{ ...e, by: who }]) }));
const shortNamesEdit = (table: 'attributes' | 'members' | 'parameters' | 'resources', name: string, to: string) => (m: Model): Model => ({
  ...m,
  shortNames: { ...m.shortNames, [table]: new Map([...m.shortNames[table]].map(([key, n]) => [key, key === name ? { ...n, shortName: to } : n])) },
});

const edit = (what: string, apply: (model: Model) => Model, forward: string | readonly string[], backward: string | readonly string[]): Edit => ({
  what,
  apply,
  forward: [forward].flat(),
  backward: [backward].flat(),
});
/** The same both ways. */
const mutual = (what: string, apply: (model: Model) => Model, found: string | readonly string[]): Edit => edit(what, apply, found, found);

/** Whatever refers to the resource follows. */
const renameResource = (to: Partial<Resource>) => (m: Model): Model => ({
  ...m,
  resources: put(m.resources, (r) => r.name === 'gadget', (r) => [{ ...r, ...to }]),
  machines: put(m.machines, (x) => x.resource === 'gadget', (x) => [{ ...x, resource: 'gizmo' }]),
  outcomes: put(m.outcomes, (o) => o.resource === 'gadget', (o) => [{ ...o, resource: 'gizmo' }]),
});

const extra = attribute('colour', 'clr', { description: 'Red or blue.' });

const resourceEdits: readonly Edit[] = [
  edit('resource added', (m) => ({ ...m, resources: [...m.resources, resource({ name: 'whistle', shortName: 'whs', resourceType: 77, description: 'It whistles.', attributes: [extra], rules: [] })] }), 'RESOURCE_ADDED whistle', 'RESOURCE_REMOVED whistle'),
  mutual('resource renamed, short name too', renameResource({ name: 'gizmo', shortName: 'gzm' }), ['RESOURCE_RENAMED gizmo|gadget']),
  mutual('resource renamed', renameResource({ name: 'gizmo' }), ['RESOURCE_RENAMED_LONG gizmo|gadget']),
  mutual('resource renumbered', resourceEdit(() => ({ resourceType: 4 })), 'RESOURCE_NUMBER gadget'),
  mutual('kind', resourceEdit(() => ({ kind: 'mgmtObj' })), 'RESOURCE_KIND gadget'),
  mutual('base type', resourceEdit(() => ({ group: 'm2m:announceableResource' })), 'RESOURCE_GROUP gadget'),
  mutual('types of CSE', resourceEdit(() => ({ cseTypes: ['IN_CSE'] })), 'RESOURCE_PLACE gadget'),
  mutual('description', resourceEdit(() => ({ description: 'A thing.' })), 'RESOURCE_DESCRIBED gadget'),
  mutual('source', resourceEdit(() => ({ source: { ...source, clause: '1.3' } })), 'RESOURCE_CITED gadget'),
  edit('operation', resourceEdit(() => ({ operations: ['create', 'retrieve', 'delete'] })), 'OPERATION_REMOVED gadget', 'OPERATION_ADDED gadget'),
  edit('parent', resourceEdit(() => ({ parents: ['house', 'garden'] })), 'PARENT_ADDED gadget', 'PARENT_REMOVED gadget'),
  edit('child added', resourceEdit((r) => ({ children: [...r.children, { type: 'whistle', multiplicity: '0..1', announced: [], errata: [] }] })), 'CHILD_ADDED gadget/whistle', 'CHILD_REMOVED gadget/whistle'),
  edit('child occurs less', resourceEdit((r) => ({ children: r.children.map((c) => ({ ...c, multiplicity: '0..1' })) })), 'CHILD_REQUIRED gadget/gadgetLog', 'CHILD_RELAXED gadget/gadgetLog'),
  mutual('child named', resourceEdit((r) => ({ children: r.children.map((c) => ({ ...c, fixedName: 'log' })) })), 'CHILD_NAME gadget/gadgetLog'),
  edit('child takes', resourceEdit((r) => ({ children: r.children.map((c) => ({ ...c, operations: ['retrieve' as const] })) })), 'OPERATION_ADDED gadget/gadgetLog', 'OPERATION_REMOVED gadget/gadgetLog'),
  mutual('child announced', resourceEdit((r) => ({ children: r.children.map((c) => ({ ...c, announced: ['gadgetLogAnnc'] })) })), 'CHILD_ANNOUNCED gadget/gadgetLog'),
  mutual('child cannot be compared', resourceEdit((r) => ({ children: r.children.map((c) => ({ ...c, multiplicity: 'many' })) })), 'CHILD_MULTIPLICITY gadget/gadgetLog'),
  mutual('announced variant', resourceEdit(() => ({ announcedVariant: 'gadgetAnnc' })), 'ANNOUNCED_VARIANT gadget'),
  edit('provisional resource', resourceEdit(() => ({ provisional: true })), 'PUBLISHED_PROVISIONAL gadget', 'PROVISIONAL_PUBLISHED gadget'),
  edit('rule', resourceEdit((r) => ({ rules: [...r.rules, rule({ id: 'second' })] })), 'RULE_ADDED gadget.second', 'RULE_REMOVED gadget.second'),
  mutual('rule says more', resourceEdit((r) => ({ rules: r.rules.map((x) => ({ ...x, attributes: ['tags', 'links'] })) })), 'RULE_CHANGED gadget.enabled-locks'),
  mutual('rule answers otherwise', resourceEdit((r) => ({ rules: r.rules.map((x) => ({ ...x, outcome: 4005 })) })), 'RULE_OUTCOME gadget.enabled-locks'),
  mutual('rule described', resourceEdit((r) => ({ rules: r.rules.map((x) => ({ ...x, description: 'Locked.' })) })), 'RULE_DESCRIBED gadget.enabled-locks'),
  edit('outcome', (m) => ({ ...m, outcomes: [...m.outcomes, outcome({ id: 'delete-refused' })] }), 'OUTCOME_ADDED gadget.delete.delete-refused', 'OUTCOME_REMOVED gadget.delete.delete-refused'),
  mutual('outcome status', (m) => ({ ...m, outcomes: m.outcomes.map((o) => ({ ...o, statusCode: 4000 })) }), 'OUTCOME_STATUS gadget.delete.delete-success'),
  mutual('outcome case', (m) => ({ ...m, outcomes: m.outcomes.map((o) => ({ ...o, procedure: 'update' as const })) }), ['OUTCOME_CASE gadget.update.delete-success|gadget.delete.delete-success']),
  mutual('outcome text', (m) => ({ ...m, outcomes: m.outcomes.map((o) => ({ ...o, text: 'gone' })) }), 'OUTCOME_TEXT gadget.delete.delete-success'),
  mutual('outcome effect', (m) => ({ ...m, outcomes: m.outcomes.map((o) => ({ ...o, effect: 'It is no more.' })) }), 'OUTCOME_DESCRIBED gadget.delete.delete-success'),
];

const attributeEdits: readonly Edit[] = [
  edit('mandatory attribute', newAttribute({ ...extra, create: 'M', multiplicity: multiplicity('1') }), 'ATTRIBUTE_ADDED_MANDATORY gadget.colour', 'ATTRIBUTE_REMOVED gadget.colour'),
  edit('attribute that is always there', newAttribute({ ...extra, multiplicity: multiplicity('1') }), 'ATTRIBUTE_ADDED_ALWAYS gadget.colour', 'ATTRIBUTE_REMOVED gadget.colour'),
  edit('optional attribute', newAttribute(extra), 'ATTRIBUTE_ADDED_OPTIONAL gadget.colour', 'ATTRIBUTE_REMOVED gadget.colour'),
  mutual('attribute renamed', attributeEdit('caption', { name: 'pictureCaption', shortName: 'pcap' }), 'ATTRIBUTE_RENAMED gadget.pictureCaption|gadget.caption'),
  mutual('attribute renamed in long', attributeEdit('caption', { name: 'pictureCaption' }), 'ATTRIBUTE_RENAMED_LONG gadget.pictureCaption|gadget.caption'),
  edit('type narrowed', attributeEdit('caption', { type: refer('m2m:short', short) }), 'ATTRIBUTE_TYPE_NARROWED gadget.caption', 'ATTRIBUTE_TYPE_WIDENED gadget.caption'),
  mutual('type changed', attributeEdit('caption', { type: refer('xs:boolean', builtins.boolean) }), 'ATTRIBUTE_TYPE_CHANGED gadget.caption'),
  mutual('type under another name', attributeEdit('tags', { type: refer('list of xs:token', builtins.token, true) }), 'ATTRIBUTE_TYPE_NAME gadget.tags'),
  edit('always present', attributeEdit('caption', { multiplicity: multiplicity('1') }), 'ATTRIBUTE_REQUIRED gadget.caption', 'ATTRIBUTE_OPTIONAL gadget.caption'),
  edit('always present, never updated', (m) => attributeEdit('status', { multiplicity: multiplicity('0..1') })(m), 'ATTRIBUTE_OPTIONAL gadget.status', 'ATTRIBUTE_REQUIRED_HOSTED gadget.status'),
  edit('list', attributeEdit('caption', { multiplicity: multiplicity('0..1 (L)') }), 'ATTRIBUTE_LIST gadget.caption', 'ATTRIBUTE_SINGLE gadget.caption'),
  mutual('occurrences', attributeEdit('tags', { multiplicity: multiplicity('0..n') }), 'ATTRIBUTE_OCCURRENCES gadget.tags'),
  edit('access', attributeEdit('caption', { access: 'RO' }), 'ACCESS_CLOSED gadget.caption', 'ACCESS_OPENED gadget.caption'),
  mutual('access of what no request carries', attributeEdit('status', { access: 'RW' }), 'ACCESS_RESTATED gadget.status'),
  mutual('access with which the same requests stay', attributeEdit('caption', { access: 'WO' }), 'ACCESS_RESTATED gadget.caption'),
  edit('access and UPDATE', attributeEdit('caption', { access: 'WO', update: 'NP' }), ['ACCESS_CLOSED gadget.caption', 'UPDATE_FORBIDDEN gadget.caption'], ['ACCESS_OPENED gadget.caption', 'UPDATE_ALLOWED gadget.caption']),
  edit('create mandatory', attributeEdit('caption', { create: 'M' }), 'CREATE_DEMANDED gadget.caption', 'CREATE_ALLOWED gadget.caption'),
  edit('create forbidden', attributeEdit('caption', { create: 'NP' }), 'CREATE_FORBIDDEN gadget.caption', 'CREATE_ALLOWED gadget.caption'),
  edit('update', attributeEdit('caption', { update: 'NP' }), 'UPDATE_FORBIDDEN gadget.caption', 'UPDATE_ALLOWED gadget.caption'),
  edit('announced always', attributeEdit('caption', { announced: 'MA' }), 'ANNOUNCEMENT_DEMANDED gadget.caption', 'ANNOUNCEMENT_RELAXED gadget.caption'),
  edit('not announced', attributeEdit('caption', { announced: 'NA' }), 'ANNOUNCEMENT_FORBIDDEN gadget.caption', 'ANNOUNCEMENT_ALLOWED gadget.caption'),
  mutual('default', attributeEdit('amount', { default: 4 }), 'DEFAULT_CHANGED gadget.amount'),
  edit('default given', attributeEdit('caption', { default: 'none' }), 'DEFAULT_ADDED gadget.caption', 'DEFAULT_REMOVED gadget.caption'),
  mutual('fixed', attributeEdit('flavour', { fixed: 6 }), 'FIXED_CHANGED gadget.flavour'),
  edit('fixed given', attributeEdit('enabled', { fixed: true }), 'FIXED_ADDED gadget.enabled', 'FIXED_REMOVED gadget.enabled'),
  edit('shorter', attributeEdit('caption', { constraints: [{ keyword: 'maxLength', value: 4 }] }), 'CONSTRAINT_TIGHTENED gadget.caption', 'CONSTRAINT_LOOSENED gadget.caption'),
  edit('without repetition', attributeEdit('tags', { constraints: [{ keyword: 'uniqueItems', value: true }] }), 'CONSTRAINT_TIGHTENED gadget.tags', 'CONSTRAINT_LOOSENED gadget.tags'),
  // A rule that names an attribute follows it.
  mutual(
    'attribute of a rule renamed',
    (m) => resourceEdit((r) => ({ rules: r.rules.map((x) => (x.id === 'enabled-locks' ? { ...x, attributes: ['gadgetTags'] } : x)) }))(attributeEdit('tags', { name: 'gadgetTags' })(m)),
    'ATTRIBUTE_RENAMED_LONG gadget.gadgetTags|gadget.tags',
  ),
  mutual('described', attributeEdit('caption', { description: 'Words below the picture.' }), 'ATTRIBUTE_DESCRIBED gadget.caption'),
  mutual('order', resourceEdit((r) => ({ attributes: [...r.attributes].reverse() })), 'ATTRIBUTES_REORDERED gadget'),
  edit('published', attributeEdit('amount', { provisional: false }), 'PROVISIONAL_PUBLISHED gadget.amount', 'PUBLISHED_PROVISIONAL gadget.amount'),
];

const status = 'm2m:gadgetStatus';
const between = (from: number, to: number): number[] => Array.from({ length: to - from - 1 }, (_, i) => from + 1 + i);
const typeEdits: readonly Edit[] = [
  edit('list to a range that has its values', toRange('0', '999'), 'TYPE_WIDENED m2m:execResultType', 'TYPE_NARROWED m2m:execResultType'),
  mutual('list to a range that has other values', toRange('1000', '1001'), 'TYPE_CHANGED m2m:execResultType'),
  edit('enumeration', (m) => ({ ...m, enumerations: [...m.enumerations, enumeration('m2m:mood', [value('GLAD', 41), value('SAD', 42)])] }), 'ENUMERATION_ADDED m2m:mood', 'ENUMERATION_REMOVED m2m:mood'),
  mutual(
    'enumeration renamed',
    (m) => typeEdit('execResultType', { ...types.execResultType, name: { ...types.execResultType.name!, local: 'resultType' } })(enumerationEdit('m2m:execResultType', () => ({ type: 'm2m:resultType' }))(m)),
    'ENUMERATION_RENAMED m2m:resultType|m2m:execResultType',
  ),
  mutual('enumeration described', enumerationEdit(status, () => ({ description: 'How it is.' })), `ENUMERATION_DESCRIBED ${status}`),
  mutual('enumeration cited', enumerationEdit(status, () => ({ source: { ...source, clause: '9' } })), `ENUMERATION_CITED ${status}`),
  mutual('unassigned', enumerationEdit(status, () => ({ unassigned: [7] })), `UNASSIGNED_CHANGED ${status}`),
  edit('provisional enumeration', enumerationEdit(status, (e) => ({ provisional: true, values: e.values.map((v) => ({ ...v, provisional: true })) })), `PUBLISHED_PROVISIONAL ${status}`, `PROVISIONAL_PUBLISHED ${status}`),
  edit('value', enumerationEdit(status, (e) => ({ values: [...e.values, value('LOST', 9)] })), `VALUE_ADDED ${status}.LOST`, `VALUE_REMOVED ${status}.LOST`),
  // What is between the last value and the new one follows from it.
  edit('value beyond a gap', enumerationEdit(status, (e) => ({ values: [...e.values, value('LOST', 9)], unassigned: between(Math.max(...e.values.map((v) => v.value)), 9) })), `VALUE_ADDED ${status}.LOST`, `VALUE_REMOVED ${status}.LOST`),
  mutual('value renumbered', valueEdit(status, 'DONE', { value: 9 }), `VALUE_RENUMBERED ${status}.DONE`),
  // What refers to a value follows it, and is no change of its own.
  mutual(
    'value renamed',
    (m) =>
      machineEdit((x) => ({
        states: put(x.states, (s) => s.name === 'DONE', (s) => [{ ...s, name: 'READY' }]),
        transitions: x.transitions.map((t) => ({ ...t, from: t.from === 'DONE' ? 'READY' : t.from, to: t.to === 'DONE' ? 'READY' : t.to })),
      }))(valueEdit(status, 'DONE', { name: 'READY' })(m)),
    `VALUE_RENAMED ${status}.READY|${status}.DONE`,
  ),
  mutual('value spelt and numbered otherwise', valueEdit('m2m:resourceType', 'gadgetLog', { name: 'gadgetLogg', value: 33 }), 'VALUE_RENAMED_AND_RENUMBERED m2m:resourceType.gadgetLogg|m2m:resourceType.gadgetLog'),
  edit('value void', valueEdit(status, 'DONE', { reserved: true }), `VALUE_WITHDRAWN ${status}.DONE`, `VALUE_RESTORED ${status}.DONE`),
  edit('alias', valueEdit(status, 'DONE', { aliases: ['DUN'] }), `ALIAS_ADDED ${status}.DONE`, `ALIAS_REMOVED ${status}.DONE`),
  mutual('value described', valueEdit(status, 'DONE', { description: 'Over.' }), `VALUE_DESCRIBED ${status}.DONE`),
  edit('value provisional', valueEdit(status, 'DONE', { provisional: true }), `PUBLISHED_PROVISIONAL ${status}.DONE`, `PROVISIONAL_PUBLISHED ${status}.DONE`),
  edit('type', (m) => ({ ...m, components: { ...m.components, types: new Map([...m.components.types, ['new', simple('price', builtins.string, { patterns: [['[0-9]+']] })]]) } }), 'TYPE_ADDED m2m:price', 'TYPE_REMOVED m2m:price'),
  mutual('type renamed', typeEdit('spare', { ...spare, name: { ...spare.name!, local: 'spareNumber' } }), 'TYPE_RENAMED m2m:spareNumber|m2m:spare'),
  edit('range', typeEdit('level', simple('level', builtins.integer, { minInclusive: '0', maxInclusive: '5' })), 'TYPE_NARROWED m2m:level', 'TYPE_WIDENED m2m:level'),
  mutual('pattern', typeEdit('timestamp', simple('timestamp', builtins.string, { patterns: [['[0-9]+Z']] })), 'TYPE_CHANGED m2m:timestamp'),
  edit('member', typeEdit('box', complex('box', [particle('width', builtins.integer), particle('heightOfBox', level, 0), particle('depth', level, 0)])), 'MEMBER_ADDED m2m:box.depth', 'MEMBER_REMOVED m2m:box.depth'),
  edit('mandatory member', typeEdit('box', complex('box', [particle('width', builtins.integer), particle('heightOfBox', level, 0), particle('depth', level)])), 'MEMBER_ADDED_MANDATORY m2m:box.depth', 'MEMBER_REMOVED m2m:box.depth'),
  mutual('member renamed', typeEdit('box', complex('box', [particle('width', builtins.integer), particle('height', level, 0)])), 'MEMBER_RENAMED m2m:box.height|m2m:box.heightOfBox'),
  mutual(
    'member renamed in long',
    (m) => ({
      ...typeEdit('box', complex('box', [particle('width', builtins.integer), particle('height', level, 0)]))(m),
      shortNames: { ...m.shortNames, members: new Map([...m.shortNames.members, ['height', shortName('height', 'hgt')]]) },
    }),
    'MEMBER_RENAMED_LONG m2m:box.height|m2m:box.heightOfBox',
  ),
  edit('member mandatory', typeEdit('box', complex('box', [particle('width', builtins.integer), particle('heightOfBox', level)])), 'MEMBER_NARROWED m2m:box.heightOfBox', 'MEMBER_WIDENED m2m:box.heightOfBox'),
  mutual('member of another type', typeEdit('box', complex('box', [particle('width', builtins.boolean), particle('heightOfBox', level, 0)])), 'MEMBER_CHANGED m2m:box.width'),
  mutual('short name', shortNamesEdit('attributes', 'caption', 'cpt'), 'SHORT_NAME_CHANGED short name of attribute caption'),
  edit('spare short name', (m) => ({ ...m, shortNames: { ...m.shortNames, attributes: new Map([...m.shortNames.attributes, ['other', shortName('other', 'oth')]]) } }), 'SHORT_NAME_ADDED short name of attribute other', 'SHORT_NAME_REMOVED short name of attribute other'),
  mutual('reserved', (m) => ({ ...m, shortNames: { ...m.shortNames, reserved: new Set([...m.shortNames.reserved, 'yy']) } }), 'SHORT_NAMES_RESERVED reserved short names'),
];

const procedureEdits: readonly Edit[] = [
  edit('mandatory parameter', (m) => ({ ...m, parameters: [...m.parameters, parameter('colour', 'clr', { request: '1', type: 'xs:token' })] }), 'PARAMETER_ADDED_MANDATORY colour', 'PARAMETER_REMOVED colour'),
  edit('parameter', (m) => ({ ...m, parameters: [...m.parameters, parameter('colour', 'clr', { type: 'xs:token' })] }), 'PARAMETER_ADDED colour', 'PARAMETER_REMOVED colour'),
  mutual('parameter renamed', parameterEdit('resultPersistence', { name: 'resultPersistenceTime', shortName: 'rpt' }), 'PARAMETER_RENAMED resultPersistenceTime|resultPersistence'),
  mutual('parameter renamed in long', parameterEdit('resultPersistence', { name: 'persistence' }), 'PARAMETER_RENAMED_LONG persistence|resultPersistence'),
  mutual('parameter type', parameterEdit('resultPersistence', { type: 'xs:token' }), 'PARAMETER_TYPE resultPersistence'),
  mutual('parameter type in responses', (m) => parameterEdit('requestIdentifier', { responseType: 'xs:token' })(m), 'PARAMETER_TYPE requestIdentifier'),
  edit('request', parameterEdit('resultPersistence', { request: '1' }), 'PARAMETER_REQUEST_CLOSED resultPersistence', 'PARAMETER_REQUEST_OPENED resultPersistence'),
  edit('response', parameterEdit('resultPersistence', { response: '1' }), 'PARAMETER_RESPONSE_GUARANTEED resultPersistence', 'PARAMETER_RESPONSE_GONE resultPersistence'),
  edit('optional in response', parameterEdit('resultPersistence', { response: '0..1' }), 'PARAMETER_RESPONSE_POSSIBLE resultPersistence', 'PARAMETER_RESPONSE_GONE resultPersistence'),
  edit('sure in response', parameterEdit('requestIdentifier', { response: '0..1' }), 'PARAMETER_RESPONSE_UNSURE requestIdentifier', 'PARAMETER_RESPONSE_GUARANTEED requestIdentifier'),
  edit('operation', parameterEdit('resultPersistence', { operations: { create: 'M', retrieve: 'O', update: 'O', delete: 'O', notify: 'NP' } }), 'PARAMETER_OPERATION_CLOSED resultPersistence', 'PARAMETER_OPERATION_OPENED resultPersistence'),
  edit('content', (m) => ({ ...m, contents: [...m.contents, content('appeal', { in: 'request', operations: ['notify'] })] }), 'CONTENT_ADDED appeal in a request of notify', 'CONTENT_REMOVED appeal in a request of notify'),
  edit('content of one operation more', contentEdit('verdict', { operations: ['create', 'update', 'delete'] }), 'CONTENT_ADDED verdict in a response of delete', 'CONTENT_REMOVED verdict in a response of delete'),
  mutual('content type', contentEdit('picture', { type: 'xs:token' }), 'CONTENT_TYPE picture in a representation'),
  mutual('content described', contentEdit('picture', { description: 'What is seen.' }), 'CONTENT_DESCRIPTION picture in a representation'),
  edit('rule of a content', (m) => ({ ...m, contentRules: [...m.contentRules, { ...verdictRule, id: 'late' }] }), 'RULE_ADDED verdict.late', 'RULE_REMOVED verdict.late'),
  mutual('rule of a content says otherwise', (m) => ({ ...m, contentRules: [{ ...verdictRule, when: { guilty: false } }] }), 'RULE_CHANGED verdict.appeals'),
  mutual('rule of a content described', (m) => ({ ...m, contentRules: [{ ...verdictRule, description: 'Why, that is heard.' }] }), 'RULE_DESCRIBED verdict.appeals'),
  edit('status code', (m) => ({ ...m, statusCodes: [...m.statusCodes, statusCode(4128, 'TEAPOT', 418)] }), 'STATUS_CODE_ADDED 4128', 'STATUS_CODE_REMOVED 4128'),
  mutual('status code renamed', (m) => ({ ...m, statusCodes: put(m.statusCodes, (s) => s.code === 4000, (s) => [{ ...s, name: 'ILL_REQUEST' }]) }), 'STATUS_CODE_RENAMED 4000'),
  mutual('HTTP', (m) => ({ ...m, statusCodes: put(m.statusCodes, (s) => s.code === 4000, (s) => [{ ...s, http: 422 }]) }), 'STATUS_CODE_HTTP 4000'),
  edit('fault table', (m) => ({ ...m, faultTables: [...m.faultTables, faultTable('1-3', 'Upload', [faultRow(8000, 'LOST', 1)])] }), 'FAULT_TABLE_ADDED Upload (table 1-3)', 'FAULT_TABLE_REMOVED Upload (table 1-3)'),
  mutual('fault table renumbered', (m) => ({ ...m, faultTables: put(m.faultTables, (t) => t.table === '1-1', (t) => [{ ...t, table: '1-7' }]) }), 'FAULT_TABLE_RENUMBERED Reboot (table 1-7)|Reboot (table 1-1)'),
  mutual('fault table of another RPC', (m) => ({ ...m, faultTables: put(m.faultTables, (t) => t.table === '1-2', (t) => [{ ...t, rpc: 'Format', rows: [] }]).map((t) => (t.table === '1-2' ? { ...t, rows: m.faultTables.find((x) => x.table === '1-2')!.rows } : t)) }), 'FAULT_TABLE_RPC Format (table 1-2)|Reset (table 1-2)'),
  edit('fault', faultEdit('1-1', (rows) => [...rows, faultRow(9003, 'DENIED', 1)]), 'FAULT_ADDED Reboot 9003', 'FAULT_REMOVED Reboot 9003'),
  mutual('fault remapped', faultEdit('1-1', (rows) => put(rows, (r) => r.faultCode === 9001, (r) => [{ ...r, status: 'BROKEN', execResult: 2 }])), 'FAULT_REMAPPED Reboot 9001'),
  mutual('fault token', faultEdit('1-1', (rows) => put(rows, (r) => r.faultCode === 9001, (r) => [{ ...r, status: 'REFUSED' }])), 'FAULT_TOKEN Reboot 9001'),
  mutual('fault described', faultEdit('1-1', (rows) => put(rows, (r) => r.faultCode === 9001, (r) => [{ ...r, description: 'No.' }])), 'FAULT_DESCRIBED Reboot 9001'),
  mutual('unlisted', (m) => ({ ...m, unlistedFaults: [...m.unlistedFaults, faultRange(100, 200)] }), 'UNLISTED_FAULTS unlisted 100-200'),
  mutual('unlisted remapped', (m) => ({ ...m, unlistedFaults: m.unlistedFaults.map((r) => (r.from === 9000 ? { ...r, status: 'DENIED', execResult: 1 } : r)) }), 'UNLISTED_FAULTS unlisted 9000'),
  edit('command', (m) => ({ ...m, commands: [...m.commands, command('UPLOAD', 9, { rpc: 'Upload' })] }), 'COMMAND_ADDED UPLOAD', 'COMMAND_REMOVED UPLOAD'),
  mutual('command renamed', commandEdit('REBOOT', { cmdType: 'RESTART' }), 'COMMAND_RENAMED RESTART|REBOOT'),
  mutual('RPC', commandEdit('REBOOT', { completionReport: 'Inform' }), 'COMMAND_RPC REBOOT'),
  mutual('argument', commandEdit('REBOOT', { argumentType: 'xs:string' }), 'COMMAND_ARGUMENT REBOOT'),
  edit('cancellable', commandEdit('REBOOT', { cancellable: true }), 'COMMAND_CANCELLABLE REBOOT', 'COMMAND_NOT_CANCELLABLE REBOOT'),
  mutual('faults of a command', commandEdit('REBOOT', { faultTables: ['1-2'] }), 'COMMAND_FAULTS REBOOT'),
  edit('choice', (m) => ({ ...m, execStatusCodes: [...m.execStatusCodes, { name: 'OVER', attribute: 'execStatus', value: 2, publishedName: 'DONE', errata: [], place }] }), 'EXEC_STATUS_CODE_ADDED ExecStatusCode.OVER', 'EXEC_STATUS_CODE_REMOVED ExecStatusCode.OVER'),
  mutual('choice mapped', (m) => ({ ...m, execStatusCodes: m.execStatusCodes.map((c) => ({ ...c, value: 1 })) }), 'EXEC_STATUS_CODE_MAPPED ExecStatusCode.DONE'),
  edit('document', (m) => ({ ...m, documents: [...m.documents, { id: 'NEW', title: 'New', version: '1', place }] }), 'DOCUMENT_ADDED NEW', 'DOCUMENT_REMOVED NEW'),
  mutual('document version', (m) => ({ ...m, documents: m.documents.map((d) => ({ ...d, version: '2' })) }), 'DOCUMENT_CHANGED DOC'),
  edit('erratum', (m) => ({ ...m, errata: [...m.errata, erratum('E02')] }), 'ERRATUM_ADDED erratum E02', 'ERRATUM_REMOVED erratum E02'),
  mutual('erratum changed', (m) => ({ ...m, errata: m.errata.map((e) => ({ ...e, why: 'Because.' })) }), 'ERRATUM_CHANGED erratum E01'),
];

const machineEdits: readonly Edit[] = [
  edit('machine', (m) => ({ ...m, machines: [...m.machines, machine({ name: 'mood', resource: 'whistle', states: [{ name: 'GLAD', value: 1, description: 'Laughs.' }], events: [], transitions: [] })] }), 'MACHINE_ADDED mood', 'MACHINE_REMOVED mood'),
  mutual('machine renamed', machineEdit(() => ({ name: 'gadgetStatus' })), 'MACHINE_RENAMED gadgetStatus|status'),
  mutual('machine moved', machineEdit(() => ({ resource: 'whistle' })), 'MACHINE_MOVED status'),
  mutual('machine described', machineEdit(() => ({ description: 'How it lives.' })), 'MACHINE_DESCRIBED status'),
  mutual('machine cited', machineEdit(() => ({ source: { ...source, clause: '8' } })), 'MACHINE_CITED status'),
  edit('state', machineEdit((m) => ({ states: [...m.states, { name: 'LOST', value: 9, description: 'Nobody knows.' }] })), 'STATE_ADDED status.LOST', 'STATE_REMOVED status.LOST'),
  mutual('state renamed', machineEdit((m) => ({ states: put(m.states, (s) => s.name === 'DONE', (s) => [{ ...s, name: 'READY' }]), transitions: m.transitions.map((t) => ({ ...t, from: t.from === 'DONE' ? 'READY' : t.from, to: t.to === 'DONE' ? 'READY' : t.to })) })), 'STATE_RENAMED status.READY|status.DONE'),
  mutual('state described', machineEdit((m) => ({ states: put(m.states, (s) => s.name === 'DONE', (s) => [{ ...s, description: 'Over.' }]) })), 'MACHINE_DESCRIBED status.DONE'),
  edit('event', machineEdit((m) => ({ events: [...m.events, { name: 'explode', by: 'device', description: 'Bang.' }] })), 'EVENT_ADDED status.explode', 'EVENT_REMOVED status.explode'),
  mutual('event renamed', machineEdit((m) => ({ events: put(m.events, (e) => e.name === 'finish', (e) => [{ ...e, name: 'finished' }]), transitions: m.transitions.map((t) => (t.event === 'finish' ? { ...t, event: 'finished' } : t)) })), 'EVENT_RENAMED status.finished|status.finish'),
  mutual('event made by another', by('finish', 'device'), 'EVENT_CAUSE status.finish'),
  edit('transition by a request', machineEdit((m) => ({ transitions: [...m.transitions, transition('DONE', 'start', 'BUSY')] })), 'TRANSITION_ADDED_REQUEST status.DONE.start', 'TRANSITION_REMOVED_REQUEST status.DONE.start'),
  mutual('transition by a request retargeted', transitionEdit('BUSY', 'finish', (t) => [{ ...t, to: 'IDLE' }]), 'TRANSITION_RETARGETED_REQUEST status.BUSY.finish'),
  mutual('transition by a request guarded', transitionEdit('BUSY', 'finish', (t) => [{ ...t, guard: 'ready' }]), 'TRANSITION_GUARD_REQUEST status.BUSY.finish [ready]|status.BUSY.finish'),
  mutual('effects', transitionEdit('BUSY', 'finish', (t) => [{ ...t, effects: ['a bell rings'] }]), 'TRANSITION_EFFECTS status.BUSY.finish'),
  edit('aggregation', (m) => ({ ...m, aggregations: [...m.aggregations, aggregation({ name: 'other' })] }), 'AGGREGATION_ADDED other', 'AGGREGATION_REMOVED other'),
  mutual('aggregation of something else', (m) => ({ ...m, aggregations: m.aggregations.map((a) => ({ ...a, of: 'others' })) }), 'AGGREGATION_OTHER aggregatedStatus'),
  mutual('aggregation row', (m) => ({ ...m, aggregations: m.aggregations.map((a) => ({ ...a, rows: put(a.rows, (r) => r.set.length === 2, (r) => [aggregationRow(r.set, 'DONE')]) })) }), 'AGGREGATION_ROW aggregatedStatus of { DONE, RUNNING }'),
  mutual('aggregation row gone', (m) => ({ ...m, aggregations: m.aggregations.map((a) => ({ ...a, rows: a.rows.filter((r) => r.set.length > 0) })) }), 'AGGREGATION_ROW aggregatedStatus of nothing'),
];

/** Edits of what stands in a resource's own tables, so that its schemas show them. */
export const resourceAndTypeEdits: readonly Edit[] = [...resourceEdits, ...attributeEdits, ...typeEdits];
export const edits: readonly Edit[] = [...resourceAndTypeEdits, ...procedureEdits, ...machineEdits];

/** The base with an event that no request makes, for what only shows there. */
export const deviceBase: Model = by('finish', 'device')(base);
export const deviceEdits: readonly Edit[] = [
  edit('transition', transitionEdit('BUSY', 'finish', () => []), 'TRANSITION_REMOVED status.BUSY.finish', 'TRANSITION_ADDED status.BUSY.finish'),
  mutual('transition retargeted', transitionEdit('BUSY', 'finish', (t) => [{ ...t, to: 'IDLE' }]), 'TRANSITION_RETARGETED status.BUSY.finish'),
  mutual('transition guarded', transitionEdit('BUSY', 'finish', (t) => [{ ...t, guard: 'ready' }]), 'TRANSITION_GUARD status.BUSY.finish [ready]|status.BUSY.finish'),
];

