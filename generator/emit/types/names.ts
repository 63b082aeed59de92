import type { Enumeration, Model, Resource } from '../../model/model.js';
import { localName, pascalCase } from '../../model/names.js';
import type { Form, Operation } from '../schemas/representation.js';
import { carried, operationsOf } from '../schemas/representation.js';

export const enumerationName = ({ type }: Pick<Enumeration, 'type'>): string => pascalCase(localName(type));

const ownModules = new Set(['common', 'primitives', 'index']);
/** Base name of the module of a resource's types, out of the way of the modules that are not of a resource. */
export const moduleName = ({ name }: Pick<Resource, 'name'>): string => (ownModules.has(name) ? `${name}-resource` : name);

const suffixes: Readonly<Record<Exclude<Operation, 'partial'>, string>> = { full: '', create: 'Create', update: 'Update' };
export const formSuffix = (form: Form): string => (form === 'wire' ? 'Wire' : '');

/** `SoftwareCampaign`, `SoftwareCampaignCreate`, `SoftwareCampaignCreateWire` … */
export const representationName = ({ name }: Pick<Resource, 'name'>, operation: Exclude<Operation, 'partial'>, form: Form): string =>
  pascalCase(name) + suffixes[operation] + formSuffix(form);

/** Every representation's name, in both name forms. */
export const representationNames = (resource: Resource): readonly string[] =>
  operationsOf(resource).flatMap((operation) => [representationName(resource, operation, 'long'), representationName(resource, operation, 'wire')]);

/**
 * Names that are declared outside `common.ts`, which its types must leave alone: the index exports all modules side by
 * side.
 */
export const takenNames = (model: Model): readonly string[] => [
  ...model.enumerations.flatMap((enumeration) => [enumerationName(enumeration), `${enumerationName(enumeration)}Name`]),
  ...carried(model).flatMap(representationNames),
  ...['OneOf', 'PartOf', 'ResourceTypes', 'KnownResource'],
  ...['RequestPrimitive', 'ResponsePrimitive', 'PrimitiveContent', 'RepresentationContent', 'ResourceContent', 'ResponseContent', 'NotifyContent'],
];
