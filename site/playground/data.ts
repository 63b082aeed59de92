import { membersOf } from '../../generator/model/members.js';
import type { Model } from '../../generator/model/model.js';
import { prefixedName } from '../../generator/model/names.js';
import type { Type } from '../../generator/model/components.js';
import type { Examples } from '../pages/examples.js';

/** What the playground knows besides what the package ships: examples, and the names of values. */
export interface PlaygroundData {
  /** By type and operation: a body with long names that is valid, and one that is not. */
  readonly examples: Readonly<Record<string, Readonly<Record<string, { readonly valid: unknown; readonly invalid?: unknown }>>>>;
  /** Root element of each resource type, long and short. */
  readonly roots: Readonly<Record<string, readonly [long: string, short: string]>>;
  /** Names of the values of each enumeration, by number. */
  readonly enumerations: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Long or short name of an attribute or member, alone or as `resource.name`, → the enumeration that its values are of. */
  readonly enumerated: Readonly<Record<string, string>>;
  /** Long name → short name. */
  readonly shortNames: Readonly<Record<string, string>>;
}

export function playgroundData(model: Model, examples: Examples): PlaygroundData {
  const bodies = Object.fromEntries(
    Object.entries(examples).map(([type, operations]) => [
      type,
      Object.fromEntries(Object.entries(operations).map(([operation, { valid, invalid }]) => [operation, { valid: valid.long, ...(invalid && { invalid: invalid.long }) }])),
    ]),
  );
  const { attributes, members, parameters } = model.shortNames;
  return {
    examples: { ...primitives, ...bodies },
    roots: Object.fromEntries(model.resources.map(({ name, shortName, namespace }) => [name, [`${namespace?.prefix ?? 'm2m'}:${name}`, `${namespace?.prefix ?? 'm2m'}:${shortName}`] as const])),
    enumerations: Object.fromEntries(enumerationsOf(model).map(({ type, values }) => [type, Object.fromEntries(values.filter(({ reserved }) => !reserved).map(({ value, name }) => [value, name]))])),
    enumerated: enumerated(model),
    shortNames: Object.fromEntries([...members, ...attributes, ...parameters].map(([name, { shortName }]) => [name, shortName])),
  };
}

/** Response status codes are no enumeration of the definitions, and one of numbers with names all the same. */
const enumerationsOf = (model: Model): readonly { readonly type: string; readonly values: readonly { readonly value: number; readonly name: string; readonly reserved: boolean }[] }[] => [
  ...model.enumerations,
  { type: 'm2m:responseStatusCode', values: model.statusCodes.map(({ code, name }) => ({ value: code, name, reserved: false })) },
];

/** A name that means values of two enumerations in two places stands for neither, unless its resource is told. */
function enumerated(model: Model): Readonly<Record<string, string>> {
  const known = new Set(enumerationsOf(model).map(({ type }) => type));
  const found = new Map<string, string | undefined>();
  const add = (name: string, type: string): void => {
    found.set(name, !found.has(name) || found.get(name) === type ? type : undefined);
  };
  const both = (long: string, short: string, type: string): void => {
    for (const name of new Set([long, short])) add(name, type);
  };
  for (const resource of model.resources) {
    for (const { name, shortName, type } of resource.attributes) {
      const local = type.text.slice(type.text.lastIndexOf(' ') + 1);
      if (!known.has(local)) continue;
      both(name, shortName, local);
      both(`${resource.name}.${name}`, `${resource.name}.${shortName}`, local);
    }
  }
  for (const { name, shortName, type } of model.parameters) if (known.has(type)) both(name, shortName, type);
  const nameOf = (type: Type): string | undefined => prefixedName(type) ?? (type.kind === 'simple' && type.itemType !== undefined ? prefixedName(type.itemType) : undefined);
  for (const type of model.components.types.values()) {
    if (type.kind !== 'complex' || model.resources.some(({ name }) => name === type.name?.local)) continue;
    for (const member of membersOf(type)) {
      const of = nameOf(member.type);
      if (of !== undefined && known.has(of)) both(member.name, model.shortNames.members.get(member.name)?.shortName ?? member.name, of);
    }
  }
  return Object.fromEntries([...found].filter((pair): pair is [string, string] => pair[1] !== undefined));
}

/** What travels around resources; only their faults say what they are for. */
const primitives: PlaygroundData['examples'] = {
  requestPrimitive: {
    full: {
      valid: { operation: 1, to: 'cse-in/ae-1', from: 'CAdmin', requestIdentifier: 'r-1', resourceType: 3, releaseVersionIndicator: '3', primitiveContent: { 'm2m:container': { maxNrOfInstances: 10 } } },
      invalid: { operation: 9, to: 'cse-in/ae-1', from: 'CAdmin', requestIdentifier: 'r-1', resourceType: 3, releaseVersionIndicator: '3', primitiveContent: { 'm2m:container': { maxNrOfInstances: -1, stateTag: 1 } } },
    },
  },
  responsePrimitive: {
    full: {
      valid: { responseStatusCode: 2000, requestIdentifier: 'r-1', releaseVersionIndicator: '3', primitiveContent: { 'm2m:container': { resourceName: 'data', currentNrOfInstances: 0 } } },
      invalid: { responseStatusCode: 200, requestIdentifier: 'r-1', releaseVersionIndicator: '3' },
    },
  },
  notification: {
    full: {
      valid: { 'm2m:notification': { notificationEvent: { representation: { 'm2m:contentInstance': { content: '21.5' } }, notificationEventType: 3 }, subscriptionReference: '/cse-in/ae-1/data/sub' } },
      invalid: { 'm2m:notification': { notificationEvent: { representation: { 'm2m:contentInstance': { content: '21.5' } }, notificationEventType: 99 }, subscriptionReference: '/cse-in/ae-1/data/sub' } },
    },
  },
};
