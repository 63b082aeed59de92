import type { Place } from '../../generator/diagnostics/diagnostic.js';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import type { ComplexType, ElementDeclaration, Facets, Particle, SchemaSet, SimpleType, Type } from '../../generator/model/components.js';
import { keyOf, XSD_NAMESPACE } from '../../generator/model/components.js';
import type {
  Aggregation,
  Attribute,
  Command,
  Content,
  ContentRule,
  Enumeration,
  EnumerationValue,
  Erratum,
  FaultRange,
  FaultRow,
  FaultTable,
  Machine,
  Model,
  Multiplicity,
  Outcome,
  Resource,
  Rule,
  ShortName,
  StatusCode,
  Transition,
  TypeReference,
} from '../../generator/model/model.js';

/**
 * A specification in small, by hand: one resource with a machine, its faults and commands. `cleanModel()` passes every
 * check; a test overrides the part that it is about.
 */
const namespace = 'http://www.onem2m.org/xml/protocols';
export const place: Place = { file: 'tables/fixture.json', line: 1, column: 1 };
const source = { document: 'DOC', clause: '1.2', table: '1.2-1' };
export const fact = { source, errata: [], place };

const noFacets: Facets = { whiteSpace: 'collapse', patterns: [] };
const builtin = (local: string): SimpleType => ({ kind: 'simple', name: { namespace: XSD_NAMESPACE, local }, variety: 'atomic', builtin: local, facets: noFacets });
export const builtins = Object.fromEntries(
  ['anySimpleType', 'string', 'boolean', 'integer', 'nonNegativeInteger', 'anyURI', 'NCName', 'token'].map((name) => [name, builtin(name)]),
) as Record<'anySimpleType' | 'string' | 'boolean' | 'integer' | 'nonNegativeInteger' | 'anyURI' | 'NCName' | 'token', SimpleType>;

export const simple = (local: string | undefined, base: SimpleType, facets: Partial<Facets> = {}): SimpleType => ({
  kind: 'simple',
  ...(local !== undefined && { name: { namespace, local } }),
  variety: base.variety,
  builtin: base.builtin,
  base,
  facets: { ...noFacets, ...facets },
  place,
});
export const listType = (itemType: SimpleType, local?: string): SimpleType => ({
  kind: 'simple',
  ...(local !== undefined && { name: { namespace, local } }),
  variety: 'list',
  builtin: 'anySimpleType',
  facets: noFacets,
  itemType,
  place,
});
export const numbers = (local: string, values: readonly number[]): SimpleType =>
  simple(local, builtins.integer, { enumeration: values.map((value) => ({ value: String(value), place })) });
export const element = (name: string, type: Type, global = false): ElementDeclaration => ({
  kind: 'element',
  name: { namespace: global ? namespace : '', local: name },
  global,
  type,
  nillable: false,
  abstract: false,
  place: { file: 'CDT-fixture.xsd', line: 2, column: 3 },
});
export const particle = (name: string, type: Type, min = 1, max = 1): Particle => ({ min, max, term: element(name, type) });
export const complex = (local: string | undefined, particles: readonly Particle[], attributes: ComplexType['attributes'] = []): ComplexType => ({
  kind: 'complex',
  ...(local !== undefined && { name: { namespace, local } }),
  abstract: false,
  derivation: 'extension',
  attributes,
  content: particles.length === 0 ? { kind: 'empty' } : { kind: 'elements', mixed: false, particle: { min: 1, max: 1, term: { kind: 'sequence', particles } } },
  place,
});

export const types = {
  resourceType: numbers('resourceType', [1, 2, 3]),
  gadgetStatus: numbers('gadgetStatus', [1, 2, 3]),
  cmdType: numbers('cmdType', [1, 2]),
  execResultType: numbers('execResultType', [0, 1, 2]),
  execStatusType: numbers('execStatusType', [1, 2]),
  timestamp: simple('timestamp', builtins.string, { patterns: [['[0-9]{8}T[0-9]{6}']] }),
  names: listType(builtins.token, 'names'),
  resetArgsType: complex('resetArgsType', [particle('level', builtins.integer), particle('note', builtins.string, 0)]),
} as const;
const argumentsType = complex('execReqArgsListType', [particle('reset', types.resetArgsType, 0, Infinity), particle('reboot', types.resetArgsType, 0, Infinity)]);

export const gadgetParticles: readonly Particle[] = [
  particle('resourceType', types.resourceType),
  particle('enabled', builtins.boolean),
  particle('status', types.gadgetStatus),
  particle('startTime', types.timestamp, 0),
  particle('tags', types.names, 0),
  particle('links', listType(builtins.anyURI), 0),
  particle('args', argumentsType, 0),
  ...['resourceID', 'parentID', 'creationTime', 'lastModifiedTime'].map((name) => particle(name, builtins.string)),
];
const resourceName: ComplexType['attributes'] = [
  { declaration: { kind: 'attribute', name: { namespace: '', local: 'resourceName' }, type: builtins.NCName, place }, required: true },
];

export const gadgetElement = (particles: readonly Particle[] = gadgetParticles): ElementDeclaration => {
  const children: Particle = { min: 0, max: 1, term: { kind: 'choice', particles: [particle('childResource', builtins.anyURI, 1, Infinity), { min: 1, max: Infinity, term: element('gadgetLog', complex(undefined, []), true) }] } };
  return element('gadget', complex(undefined, [...particles, children], resourceName), true);
};

export function schemas(elements: readonly ElementDeclaration[] = [gadgetElement()], extra: readonly Type[] = []): SchemaSet {
  const named = [...Object.values(builtins), ...Object.values(types), argumentsType, ...extra];
  return {
    types: new Map(named.map((type) => [keyOf(type.name!), type])),
    elements: new Map([...elements, element('gadgetLog', complex(undefined, []), true)].map((e) => [keyOf({ namespace, local: e.name.local }), e])),
    attributes: new Map(),
    substitutions: new Map(),
    references: new Map(),
  };
}

const typeByText: ReadonlyMap<string, Type> = new Map<string, Type>([
  ...Object.entries(builtins).map(([name, type]) => [`xs:${name}`, type] as const),
  ...Object.entries(types).map(([name, type]) => [`m2m:${name}`, type] as const),
  ['m2m:execReqArgsListType', argumentsType],
]);
export const typeOf = (text: string): TypeReference => ({ text, listOf: text.startsWith('list of '), type: typeByText.get(text.replace('list of ', ''))! });

export function multiplicity(text: string): Multiplicity {
  return { min: text.startsWith('1') ? 1 : 0, max: text.includes('n') ? 'n' : 1, list: text.includes('(L)'), text };
}

export type AttributeOverrides = Partial<Omit<Attribute, 'type' | 'multiplicity'>> & { readonly type?: string; readonly multiplicity?: string };

export function attribute(name: string, shortName: string, { type = 'xs:string', multiplicity: text = '0..1', ...rest }: AttributeOverrides = {}): Attribute {
  return { ...fact, name, shortName, provisional: false, access: 'RW', create: 'O', update: 'O', constraints: [], description: `The ${name}.`, ...rest, type: typeOf(type), multiplicity: multiplicity(text) };
}

export const gadgetAttributes: readonly Attribute[] = [
  attribute('resourceName', 'rn', { type: 'xs:NCName', multiplicity: '1', access: 'WO', update: 'NP' }),
  attribute('resourceType', 'ty', { type: 'm2m:resourceType', multiplicity: '1', access: 'RO', create: 'NP', update: 'NP' }),
  attribute('enabled', 'ena', { type: 'xs:boolean', multiplicity: '1', create: 'M' }),
  attribute('status', 'sta', { type: 'm2m:gadgetStatus', multiplicity: '1', access: 'RO', create: 'NP', update: 'NP', default: 1 }),
  attribute('startTime', 'stt', { type: 'm2m:timestamp' }),
  attribute('tags', 'tgs', { type: 'm2m:names', multiplicity: '0..1 (L)' }),
  attribute('links', 'lks', { type: 'list of xs:anyURI', multiplicity: '0..1 (L)' }),
  attribute('args', 'arg', { type: 'm2m:execReqArgsListType' }),
  ...['resourceID', 'parentID', 'creationTime', 'lastModifiedTime'].map((name, i) => attribute(name, `u${i}`, { multiplicity: '1', access: 'RO', create: 'NP', update: 'NP' })),
];

export const rule = (overrides: Partial<Rule> = {}): Rule => ({
  ...fact,
  id: 'enabled-locks',
  kind: 'locked',
  attributes: ['tags'],
  when: { enabled: true },
  outcome: 4000,
  description: 'Tags are locked while the gadget is enabled.',
  ...overrides,
});

export const resource = (overrides: Partial<Resource> = {}): Resource => ({
  ...fact,
  name: 'gadget',
  shortName: 'gdt',
  kind: 'resource',
  resourceType: 2,
  provisional: false,
  description: 'A gadget.',
  operations: ['create', 'retrieve', 'update', 'delete'],
  group: 'm2m:regularResource',
  parents: ['house'],
  children: [{ type: 'gadgetLog', multiplicity: '0..n', announced: [], errata: [] }],
  attributes: gadgetAttributes,
  rules: [rule()],
  ...overrides,
});

export const value = (name: string, number: number, overrides: Partial<EnumerationValue> = {}): EnumerationValue => ({
  name,
  value: number,
  provisional: false,
  reserved: false,
  aliases: [],
  place,
  ...overrides,
});
export const enumeration = (type: string, values: readonly EnumerationValue[], overrides: Partial<Enumeration> = {}): Enumeration => ({
  ...fact,
  type,
  description: `Values of ${type}.`,
  provisional: false,
  values,
  unassigned: [],
  ...overrides,
});

export const enumerations: readonly Enumeration[] = [
  enumeration('m2m:cmdType', [value('RESET', 1), value('REBOOT', 2)]),
  enumeration('m2m:execResultType', [value('SUCCESS', 0), value('DENIED', 1), value('BROKEN', 2)]),
  enumeration('m2m:execStatusType', [value('RUNNING', 1), value('DONE', 2)]),
  enumeration('m2m:gadgetStatus', [value('IDLE', 1), value('BUSY', 2), value('DONE', 3)]),
  enumeration('m2m:resourceType', [value('house', 1), value('gadget', 2), value('gadgetLog', 3)]),
];
/** The clean enumerations with one of them replaced. */
export const enumerationsWith = (changed: Enumeration): readonly Enumeration[] => enumerations.map((e) => (e.type === changed.type ? changed : e));

export const transition = (from: string | null, event: string, to: string | null, overrides: Partial<Transition> = {}): Transition => ({ ...fact, from, event, to, effects: [], ...overrides });
export const machine = (overrides: Partial<Machine> = {}): Machine => ({
  ...fact,
  name: 'status',
  resource: 'gadget',
  enumeration: 'm2m:gadgetStatus',
  description: 'Life of a gadget.',
  states: [
    { name: 'IDLE', value: 1, description: 'Waiting.' },
    { name: 'BUSY', value: 2, description: 'Working.' },
    { name: 'DONE', value: 3, description: 'Finished.' },
  ],
  events: (['create', 'start', 'finish', 'delete'] as const).map((name) => ({ name, by: 'Originator', description: name })),
  transitions: cleanTransitions,
  ...overrides,
});
export const cleanTransitions: readonly Transition[] = [
  transition(null, 'create', 'IDLE', { guard: 'enabled is FALSE' }),
  transition(null, 'create', 'BUSY', { guard: 'enabled is TRUE' }),
  transition('IDLE', 'start', 'BUSY', { effects: ['the clock starts'] }),
  transition('BUSY', 'finish', 'DONE'),
  transition('DONE', 'delete', null),
];

export const faultRow = (faultCode: number, status: string, execResult: number): FaultRow => ({ faultCode, status, execResult, description: status, errata: [], place });
export const faultTable = (table: string, rpc: string, rows: readonly FaultRow[]): FaultTable => ({ ...fact, table, rpc, rows });
export const faultRange = (from: number, to: number, overrides: Partial<FaultRange> = {}): FaultRange => ({
  ...fact,
  from,
  to,
  status: 'BROKEN',
  execResult: 2,
  description: 'Everything else.',
  ...overrides,
});
export const command = (cmdType: string, number: number, overrides: Partial<Command> = {}): Command => ({
  ...fact,
  cmdType,
  value: number,
  rpc: 'Reboot',
  completionReport: null,
  argumentMember: cmdType.toLowerCase(),
  argumentType: 'm2m:resetArgsType',
  cancellable: false,
  faultTables: ['1-1'],
  ...overrides,
});
export const statusCode = (code: number, name: string, http: number): StatusCode => ({ code, name, http, provisional: false, source, errata: [], place });
export const content = (name: string, overrides: Partial<Content> = {}): Content => ({ ...fact, name, in: 'response', operations: ['create'], type: 'xs:string', description: 'What is told.', ...overrides });
export const contentRule = (overrides: Partial<ContentRule>): ContentRule => ({ ...fact, id: 'one', of: 'verdict', when: { reset: { present: true } }, must: { reboot: { present: false } }, description: 'Not both.', ...overrides });
export const outcome = (overrides: Partial<Outcome> = {}): Outcome => ({
  ...fact,
  id: 'delete-success',
  resource: 'gadget',
  procedure: 'delete',
  condition: 'idle',
  statusCode: 2000,
  statusName: 'OK',
  http: 200,
  effect: 'The gadget is gone.',
  ...overrides,
});
export const aggregation = (overrides: Partial<Aggregation> = {}): Aggregation => ({
  ...fact,
  name: 'aggregatedStatus',
  of: 'individualStatuses',
  enumeration: 'm2m:execStatusType',
  rows: [
    aggregationRow([], 'RUNNING'),
    aggregationRow(['RUNNING'], 'RUNNING'),
    aggregationRow(['DONE'], 'DONE'),
    aggregationRow(['DONE', 'RUNNING'], 'RUNNING'),
  ],
  ...overrides,
});
export const aggregationRow = (set: readonly string[], result: string) => ({ set, result, errata: [], place });
export const erratum = (id: string, overrides: Partial<Erratum> = {}): Erratum => ({
  id,
  kind: 'editorial',
  where: [{ document: 'DOC', clause: '1.2' }],
  printed: 'gaget',
  use: 'gadget',
  why: 'A slip.',
  patches: [{ at: 'tables/fixture.json#/name', printed: 'gaget', use: 'gadget' }],
  place,
  ...overrides,
});
export const shortName = (name: string, short: string, provisional = false): ShortName => ({ name, shortName: short, provisional, source, errata: [], place });
export const names = (...items: readonly ShortName[]): ReadonlyMap<string, ShortName> => new Map(items.map((item) => [item.name, item]));

export function cleanModel(overrides: Partial<Model> = {}): Model {
  return {
    components: schemas(),
    documents: [{ id: 'DOC', title: 'The document', version: '1', place }],
    enumerations,
    resources: [resource()],
    namespaces: [],
    universalAttributes: [
      { ...fact, name: 'creationTime', of: 'originals' },
      { ...fact, name: 'expirationTime', of: 'originals', common: true },
    ],
    shortNames: {
      resources: names(shortName('gadget', 'gdt')),
      attributes: names(...gadgetAttributes.map((a) => shortName(a.name, a.shortName))),
      members: names(shortName('reset', 'rst'), shortName('reboot', 'rbo'), shortName('level', 'lvl'), shortName('note', 'nte')),
      parameters: new Map(),
      reserved: new Set(['gdt', 'rn', 'ty', 'zz']),
    },
    parameters: [],
    contents: [],
    contentRules: [],
    httpBinding: { methods: [], fields: [], errata: [] },
    faultTables: [faultTable('1-1', 'Reboot', [faultRow(9001, 'DENIED', 1), faultRow(9002, 'BROKEN', 2)]), faultTable('1-2', 'Reset', [faultRow(9001, 'DENIED', 1)])],
    unlistedFaults: [faultRange(9000, 9000), faultRange(9003, 9999)],
    commands: [command('RESET', 1), command('REBOOT', 2)],
    outcomes: [outcome()],
    statusCodes: [statusCode(2000, 'OK', 200), statusCode(4000, 'BAD_REQUEST', 400)],
    execStatusCodes: [{ name: 'DONE', attribute: 'execStatus', value: 2, publishedName: 'DONE', errata: [], place }],
    machines: [machine()],
    aggregations: [aggregation()],
    dependencies: { roles: [], references: [], features: [], values: [], conditions: [], unsettled: [] },
    errata: [erratum('E01')],
    citations: [],
    ...overrides,
  };
}

/** The codes that a check reports about a model, each once, in codepoint order. */
export function codesOf(check: (model: Model, diagnostics: Diagnostics) => void, model: Model): readonly string[] {
  const diagnostics = new Diagnostics();
  check(model, diagnostics);
  return [...new Set(diagnostics.list().map((d) => d.code))].sort();
}
