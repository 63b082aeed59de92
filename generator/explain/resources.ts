import type { Facets, SimpleType, Type } from '../model/components.js';
import type { Member } from '../model/members.js';
import { membersOf } from '../model/members.js';
import type { Attribute, ChildResource, Enumeration, EnumerationValue, JsonValue, Model, Resource, Rule, ShortName, Source } from '../model/model.js';
import { citation, releaseInWords, releaseOf } from '../model/model.js';
import { localName, prefixedName } from '../model/names.js';
import type { Entry } from './explanation.js';

export const resources = (model: Model): Entry[] =>
  model.resources.map((resource) => ({
    ...sourced('resource', resource),
    names: [resource.name, resource.shortName, `${resource.namespace?.prefix ?? 'm2m'}:${resource.shortName}`, ...numbersOf(model, resource)],
    provisional: resource.provisional,
    facts: () => ({
      description: resource.description,
      release: releaseWords(model, resource.source),
      'short name': mark(resource.shortName, model.shortNames.resources.get(resource.name)?.provisional),
      'resource type': resource.resourceType,
      mgmtDefinition: resource.mgmtDefinition,
      'based on': resource.group,
      operations: resource.operations.join(', '),
      'only at': resource.cseTypes?.join(', '),
      parents: resource.parents.join(', '),
      children: resource.children.map(childWords),
      'announced as': resource.announcedVariant,
      announces: resource.announces,
      attributes: resource.attributes.map((a) => `${a.name} (${a.shortName}) ${a.multiplicity.text} ${a.access}, create ${a.create}, update ${a.update}: ${a.type.text}`),
      rules: resource.rules.map((rule) => `${rule.id}: ${rule.description}`),
    }),
  }));

/** The number of a resource type, and of a specialization of <mgmtObj> that of its mgmtDefinition; those of others share one. */
function numbersOf({ resources }: Model, { mgmtDefinition, resourceType, announces }: Resource): readonly string[] {
  if (mgmtDefinition !== undefined) return announces === undefined ? [String(mgmtDefinition)] : [];
  return resourceType === undefined || resources.filter((other) => other.resourceType === resourceType).length > 1 ? [] : [String(resourceType)];
}

const childWords = ({ type, multiplicity, fixedName, operations }: ChildResource): string =>
  [`${type} ${multiplicity}`, ...(fixedName === undefined ? [] : [`named ${fixedName}`]), ...(operations === undefined ? [] : [`virtual, takes ${operations.join(', ')}`])].join(', ');

export const attributes = (model: Model): Entry[] => model.resources.flatMap((resource) => resource.attributes.map((attribute) => attributeEntry(model, resource, attribute)));

const attributeEntry = (model: Model, resource: Resource, attribute: Attribute): Entry => ({
  ...sourced('attribute', attribute),
  names: [`${resource.name}.${attribute.name}`, `${resource.shortName}.${attribute.shortName}`, attribute.name],
  provisional: attribute.provisional,
  facts: () => ({
    description: attribute.description,
    release: releaseWords(model, attribute.source),
    'short name': mark(attribute.shortName, attribute.provisional),
    type: attribute.type.text,
    values: model.enumerations.find((e) => e.type === attribute.type.text)?.values.map(describeValue),
    multiplicity: attribute.multiplicity.text,
    access: attribute.access,
    announced: attribute.announced,
    create: attribute.create,
    update: attribute.update,
    default: json(attribute.default),
    always: json(attribute.fixed),
    constraints: attribute.constraints.map((c) => `${c.keyword} ${c.value}`),
    'inherited from': attribute.inheritedFrom,
    'state machine': model.machines.find((m) => m.resource === resource.name && m.name === attribute.name)?.name,
    rules: resource.rules.filter((rule) => concerns(rule, attribute.name)).map((rule) => `${rule.id}: ${rule.description}`),
  }),
});

const concerns = (rule: Rule, attribute: string): boolean => rule.attributes.includes(attribute) || Object.hasOwn(rule.when, attribute) || rule.attributes.length === 0;

export const rules = (model: Model): Entry[] =>
  model.resources.flatMap((resource) =>
    resource.rules.map((rule) => ({
      ...sourced('rule', rule),
      names: [`${resource.name}.${rule.id}`, rule.id],
      facts: () => ({
        description: rule.description,
        kind: rule.kind,
        attributes: rule.attributes.length === 0 ? 'all' : rule.attributes.join(', '),
        when: conditionsText(rule.when),
        ...(rule.must !== undefined && { must: conditionsText(rule.must) }),
        ...(rule.operations !== undefined && { operations: rule.operations.join(', ') }),
        outcome: describeStatus(model, rule.outcome),
      }),
    })),
  );

const conditionsText = (conditions: Rule['when']): readonly string[] => Object.entries(conditions).map(([path, value]) => `${path} = ${json(value)}`);

export const enumerations = (model: Model): Entry[] =>
  model.enumerations.map((enumeration) => ({
    ...sourced('enumeration', enumeration),
    names: [enumeration.type, localName(enumeration.type)],
    provisional: enumeration.provisional,
    facts: () => ({
      description: enumeration.description,
      release: releaseWords(model, enumeration.source),
      values: enumeration.values.map(describeValue),
      unassigned: enumeration.unassigned.join(', '),
      'used by': usersOf(model, enumeration.type),
    }),
  }));

export const enumerationValues = (model: Model): Entry[] => model.enumerations.flatMap((enumeration) => enumeration.values.map((value) => valueEntry(model, enumeration, value)));

function valueEntry(model: Model, enumeration: Enumeration, value: EnumerationValue): Entry {
  const spellings = [value.name, String(value.value), ...value.aliases];
  return {
    ...sourced('enumeration value', enumeration),
    names: [enumeration.type, localName(enumeration.type)].flatMap((type) => spellings.map((s) => `${type}.${s}`)).concat(value.name, value.aliases),
    provisional: value.provisional || enumeration.provisional,
    place: value.place,
    ...(value.source !== undefined && { source: citation(value.source) }),
    facts: () => ({
      description: value.description,
      release: releaseWords(model, value.source ?? enumeration.source),
      number: value.value,
      'also accepted': value.aliases.join(', '),
      reserved: value.reserved ? 'published as void; not to be used' : undefined,
      'used by': usersOf(model, enumeration.type),
    }),
  };
}

/** Named types of the XSDs; enumerations have a lookup of their own. */
export const types = (model: Model): Entry[] => {
  const enumerated = new Set(model.enumerations.map((e) => e.type));
  return [...model.components.types.values()].flatMap((type) => {
    const name = prefixedName(type);
    if (name === undefined || type.place === undefined || enumerated.has(name)) return [];
    return [{ kind: `${type.kind} type`, names: [name, localName(name)], place: type.place, facts: () => ({ ...typeFacts(model, type), 'used by': usersOf(model, name) }) }];
  });
};

function typeFacts(model: Model, type: Type): Readonly<Record<string, string | readonly string[] | undefined>> {
  const base = type.base && (prefixedName(type.base) ?? 'an anonymous type');
  if (type.kind === 'simple') {
    const items = type.itemType && nameOf(type.itemType);
    return { 'derived from': base, variety: type.variety, 'list of': items, 'union of': type.memberTypes?.map(nameOf).join(', '), facets: facets(type.facets) };
  }
  return {
    'derived from': base === undefined ? undefined : `${base}, by ${type.derivation}`,
    abstract: type.abstract ? 'yes' : undefined,
    members: membersOf(type).map((m) => `${memberText(model, m)} ${m.min}..${m.max === Infinity ? 'n' : m.max}: ${nameOf(m.type)}`),
  };
}

/** `download (dld)`: what a member is called, and on the wire where that is another name. */
function memberText({ shortNames }: Model, { kind, name }: Member): string {
  if (kind === 'text') return 'text';
  const short = shortNames.members.get(name);
  return short === undefined || short.shortName === name ? name : `${name} (${mark(short.shortName, short.provisional)})`;
}

const nameOf = (type: Type | SimpleType): string => prefixedName(type) ?? 'an anonymous type';

const facets = ({ enumeration, patterns, whiteSpace, ...bounds }: Facets): readonly string[] => [
  ...Object.entries(bounds).map(([name, value]) => `${name} ${String(value)}`),
  ...patterns.map((step) => `pattern ${step.join(' or ')}`),
  ...(enumeration === undefined ? [] : [`enumeration ${enumeration.map((e) => e.value).join(', ')}`]),
  ...(whiteSpace === 'preserve' ? [] : [`whiteSpace ${whiteSpace}`]),
];

const shortNameKinds = {
  resources: 'short name of a resource',
  attributes: 'short name of an attribute',
  members: 'member of a complex type',
  parameters: 'short name of a parameter',
} as const;

export const shortNames = (model: Model): Entry[] =>
  Object.entries(shortNameKinds).flatMap(([table, kind]) =>
    [...model.shortNames[table as keyof typeof shortNameKinds].values()].map((name) => shortNameEntry(model, kind, name)),
  );

/** Prefixed names of the complex types that have a member of this name. */
const typesWith = (model: Model, name: string): readonly string[] =>
  [...model.components.types.values()].flatMap((type) => (type.kind === 'complex' && membersOf(type).some((m) => m.name === name) ? (prefixedName(type) ?? []) : []));

const shortNameEntry = (model: Model, kind: string, name: ShortName): Entry => ({
  kind,
  names: kind === shortNameKinds.members ? [name.name, name.shortName] : [name.shortName],
  provisional: name.provisional,
  source: citation(name.source),
  place: name.place,
  errata: name.errata,
  facts: () => ({
    'long name': name.name,
    'short name': kind === shortNameKinds.members ? mark(name.shortName, name.provisional) : undefined,
    'member of': kind === shortNameKinds.members ? typesWith(model, name.name) : undefined,
    'used by': model.resources.flatMap((resource) =>
      resource.attributes.filter((a) => a.name === name.name && a.shortName === name.shortName).map((a) => `${resource.name}.${a.name}`),
    ),
  }),
});

export const parameters = (model: Model): Entry[] =>
  model.parameters.map((parameter) => ({
    kind: 'parameter of requests and responses',
    names: [parameter.name, parameter.shortName],
    source: citation(parameter.source),
    errata: parameter.errata,
    facts: () => ({
      'short name': parameter.shortName,
      type: parameter.type,
      'type in a response': parameter.responseType,
      'in a request': parameter.request ?? 'never',
      'in a response': parameter.response ?? 'never',
      operations: parameter.operations === null ? undefined : Object.entries(parameter.operations).map(([operation, optionality]) => `${operation} ${optionality}`),
    }),
  }));

/** By its long name, and as its root element: `m2m:sgn`. */
export const contents = (model: Model): Entry[] =>
  model.contents.map((content) => ({
    ...sourced(`content of ${content.in}s`, content),
    names: [content.name, `m2m:${model.shortNames.members.get(content.name)?.shortName ?? content.name}`],
    facts: () => ({
      description: content.description,
      type: content.type,
      operations: content.operations?.join(', '),
      'Result Content': content.resultContents?.join(', '),
      notificationContentType: content.notificationContentTypes?.join(', '),
    }),
  }));

/** Rules across the members of primitives and contents. */
export const contentRules = (model: Model): Entry[] =>
  model.contentRules.map((rule) => ({
    ...sourced('rule', rule),
    names: [`${rule.of}.${rule.id}`, rule.id],
    facts: () => ({ description: rule.description, of: rule.of, when: conditionsText(rule.when), must: conditionsText(rule.must) }),
  }));

const releaseWords = (model: Model, source: Source): string | undefined => {
  const release = releaseOf(model, source);
  return release && releaseInWords(release);
};

/** Kind, source, place and errata of a fact. */
export const sourced = (kind: string, fact: { readonly source: Parameters<typeof citation>[0]; readonly place: Entry['place'] & object; readonly errata: readonly string[] }) => ({
  kind,
  source: citation(fact.source),
  place: fact.place,
  errata: fact.errata,
});

export function describeStatus(model: Model, code: number): string {
  const status = model.statusCodes.find((s) => s.code === code);
  return status === undefined ? String(code) : `${code} ${status.name}, HTTP ${status.http}`;
}

export const mark = (text: string, provisional: boolean | undefined): string => (provisional ? `${text} (provisional)` : text);

const describeValue = (value: EnumerationValue): string =>
  mark(`${value.value} ${value.name}${value.reserved ? ' (void)' : ''}${value.aliases.map((alias) => `, also ${alias}`).join('')}`, value.provisional);

const usersOf = (model: Model, type: string): readonly string[] =>
  model.resources.flatMap((resource) => resource.attributes.filter((a) => a.type.text === type || a.type.text === `list of ${type}`).map((a) => `${resource.name}.${a.name}`));

const json = (value: JsonValue | undefined): string | undefined => (value === undefined ? undefined : JSON.stringify(value));
