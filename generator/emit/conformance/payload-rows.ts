import type { JsonValue, Model, Resource } from '../../model/model.js';
import { codeNames } from '../code-names.js';
import type { Row } from '../json/rows.js';
import { carried, operationsOf, rootName } from '../schemas/representation.js';
import { announcedByChoice } from '../vectors/placeholders.js';
import { placesOf } from './places.js';
import type { Kind } from './plan.js';

/** How the vectors of each resource type become requests; the vectors themselves stand in `../vectors/`. */
export function payloadRows(model: Model): readonly Row[] {
  const places = placesOf(model);
  return carried(model).map((resource) => {
    const place = places.get(resource.name);
    const operations = operationsOf(resource).filter((operation) => operation !== 'full');
    return {
      resource: resource.name,
      vectors: `${codeNames(model).resource(resource).file}.json`,
      root: rootName(resource, 'wire'),
      resourceType: resource.resourceType,
      provisional: resource.provisional,
      operations,
      // Without a place nothing of the type is created.
      below: place === undefined ? undefined : [place.root, ...place.path],
      ...(place?.single === true && { single: true }),
      ...(ends.has(resource.name) && { ends: inShort(resource, ends.get(resource.name)!) }),
      unsettled: unsettledIn(model, resource),
      changes: shortNamesIn(resource, changed),
      adjusts: shortNamesIn(resource, adjusted),
      errata: Object.fromEntries(resource.attributes.filter(({ errata }) => errata.length > 0).map(({ name, errata }) => [name, errata])),
    };
  });
}

/** By attribute, by name of vector, or `*` for all of the type: why a refusal of what is valid says nothing. */
function unsettledIn({ dependencies }: Model, resource: Resource): { readonly [of: string]: string } {
  const { name, announces, announcedVariant } = resource;
  const has = (attribute: string): boolean => resource.attributes.some((each) => each.name === attribute);
  return Object.fromEntries([
    ...(has('announceTo') && announcedVariant === undefined ? [['announceTo', 'It has no announced variant.'] as const] : []),
    ...(has('announcedAttribute') && announcedByChoice(resource).length === 0 ? [['announcedAttribute', 'It has no attribute that is announced optionally.'] as const] : []),
    ...dependencies.unsettled.flatMap(({ resources, names, values, announced, together, why }) => {
      const attributes = names.filter((each) => each.startsWith(`${name}.`)).map((each) => each.slice(name.length + 1));
      const isWhole = resources.includes(name) || (announced === true && announces !== undefined);
      const ofAttributes = attributes.flatMap((each) => (values === undefined ? [each] : values.map((value) => `${each}: ${JSON.stringify(value)}`)));
      return [...(isWhole ? [together === true ? 'everything' : '*'] : []), ...ofAttributes].map((of) => [of, why] as const);
    }),
  ]);
}

const inShort = ({ attributes }: Resource, content: { readonly [name: string]: JsonValue }): { readonly [name: string]: JsonValue } =>
  Object.fromEntries(Object.entries(content).map(([name, value]) => [attributes.find((each) => each.name === name)?.shortName ?? name, value]));

/** What is not deleted while it runs, and what ends it. */
const ends: ReadonlyMap<string, { readonly [name: string]: JsonValue }> = new Map([
  // TS-0001-CR 10.2.28.3.3, 10.2.28.3.4.
  ['softwareCampaign', { campaignEnabled: false }],
]);

const shortNamesIn = ({ name: resource, attributes }: Resource, names: ReadonlySet<string>): readonly string[] =>
  attributes.filter(({ name }) => names.has(name) || names.has(`${resource}.${name}`)).map(({ shortName }) => shortName);

/** Attributes of which the Hosting CSE may store another value than the one that is sent in a CREATE, but some (TS-0004 7.4.6.2.1). */
const adjusted: ReadonlySet<string> = new Set(['container.maxNrOfInstances', 'container.maxByteSize', 'container.maxInstanceAge']);

/** Attributes that the Hosting CSE may store otherwise than they are sent, or that end with what they set off. */
const changed: ReadonlySet<string> = new Set([
  // Members that are of another type (TS-0004 7.4.13.2.1).
  'group.memberIDs',
  'group.memberType',
  // As far as something has been announced (7.3.3.10).
  'announcedAttribute',
  // The name is used if it can be (7.4.10.2.1).
  'locationPolicy.locationContainerName',
  // Local policy may override it, and the other is never shown (7.4.34.2).
  'semanticDescriptor.validationEnable',
  'semanticOpExec',
  // Commands, and what follows the device (TS-0001 D).
  'deviceCapability.enable',
  'deviceCapability.disable',
  'deviceInfo.systemTime',
  'eventLog.logStart',
  'eventLog.logStop',
  'execInstance.execDisable',
  'firmware.update',
  'mgmtCmd.execEnable',
  'reboot.factoryReset',
  'reboot.reboot',
  'software.activate',
  'software.deactivate',
  'software.install',
  'software.uninstall',
  // When a transaction does what is local policy, too (TS-0004 7.4.60.1, 7.4.61.1).
  'transactionCommitTime',
  'transactionExecuteTime',
  'transactionExpirationTime',
  'transactionLockTime',
  'transactionLockType',
]);

const rules: readonly (readonly [rule: string, what: string])[] = [
  ['unknown', 'an attribute that the resource does not have'],
  ['NP', 'an attribute that the operation does not have'],
  ['M', 'a missing mandatory attribute or member'],
  ['null', 'null where a value is needed'],
  ['type', 'a value of another type'],
  ['enum', 'a value outside the enumeration'],
  ['fixed', 'another value than the only one'],
  ['pattern', 'a string of another form'],
  ['range', 'a number outside the range'],
  ['length', 'a string or list too short or too long'],
  ['unique', 'a list with an item twice'],
  ['forbidden', 'values that exclude each other'],
  ['alone', 'an attribute that must be alone, with others'],
  ['onlyWhen', 'an attribute without its condition, or its lack under it'],
  ['implies', 'values that ask for others, which are not there'],
];

/** What is checked with the vectors of every type. */
export const payloadKinds: readonly Kind[] = [
  { kind: 'create.valid', what: 'a valid CREATE is accepted', clause: 'TS-0004 7.3.3.3' },
  ...rules.map(([rule, what]) => ({ kind: `create.${rule}`, what: `a CREATE with ${what} is refused`, clause: 'TS-0004 7.3.3.3' })),
  { kind: 'update.valid', what: 'a valid UPDATE is accepted', clause: 'TS-0004 7.3.3.4' },
  ...rules.map(([rule, what]) => ({ kind: `update.${rule}`, what: `an UPDATE with ${what} is refused`, clause: rule === 'null' ? 'TS-0004 7.3.3.7' : 'TS-0004 7.3.3.4' })),
  { kind: 'operation.update', what: 'an UPDATE of a resource that has none is refused', clause: 'TS-0004 7.3.3.7' },
  { kind: 'stored.sent', what: 'a RETRIEVE shows what the CREATE carried', clause: 'TS-0004 7.3.3.5' },
  { kind: 'stored.updated', what: 'a RETRIEVE shows what the UPDATE carried', clause: 'TS-0004 7.3.3.7' },
  { kind: 'stored.default', what: 'what the CREATE left out has its default', clause: 'TS-0004 7.3.3.3' },
  { kind: 'stored.set', what: 'the Hosting CSE sets what every resource has', clause: 'TS-0004 7.3.3.5' },
  { kind: 'stored.names', what: 'the answer has the short names of the attributes, and no others', clause: 'TS-0004 8.2' },
  { kind: 'stored.types', what: 'every attribute of the answer is of its type', clause: 'TS-0004 6.3' },
  { kind: 'stored.root', what: 'the answer is in the root element of its type', clause: 'TS-0004 8.2' },
  { kind: 'stored.refused', what: 'a refused CREATE leaves nothing', clause: 'TS-0004 7.3.3.3' },
  { kind: 'xml.retrieve', what: 'the answer in XML says what the answer in JSON says', clause: 'TS-0004 8.3' },
  { kind: 'xml.create', what: 'a valid CREATE in XML is accepted', clause: 'TS-0004 8.3' },
];

/** What every answer is checked for. */
export const answerKinds: readonly Kind[] = [
  { kind: 'answer.request-identifier', what: 'an answer has the Request Identifier of its request', clause: 'TS-0004 6.4.2, Table 6.4.2-1' },
  { kind: 'answer.status-code', what: 'an answer says its Response Status Code', clause: 'TS-0009 6.4.17' },
  { kind: 'answer.known-code', what: 'the Response Status Code is one of the table', clause: 'TS-0004 6.6.3' },
  { kind: 'answer.http-status', what: 'the HTTP status is that of the Response Status Code', clause: 'TS-0009 6.3.2' },
  { kind: 'answer.release', what: 'an answer has the Release Version Indicator', clause: 'TS-0004 6.4.2, Table 6.4.2-1' },
  { kind: 'answer.content-type', what: 'an answer with content says in which serialization', clause: 'TS-0009 6.4.3' },
  { kind: 'answer.content', what: 'the content of an answer can be read', clause: 'TS-0009 6.5' },
  { kind: 'answer.in-time', what: 'a request is answered', clause: 'TS-0004 7.3.3.16' },
  { kind: 'answer.size', what: 'an answer ends', clause: 'TS-0009 6.5' },
];
