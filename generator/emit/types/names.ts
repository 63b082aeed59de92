import type { Model, Resource } from '../../model/model.js';
import { codeNames } from '../code-names.js';
import type { Form, Operation } from '../schemas/representation.js';
import { operationsOf } from '../schemas/representation.js';

/** Base name of the module of a resource's types. */
export const moduleName = (model: Model, resource: Pick<Resource, 'name'>): string => codeNames(model).resource(resource).file;

const suffixes: Readonly<Record<Exclude<Operation, 'partial'>, string>> = { full: '', create: 'Create', update: 'Update' };
export const formSuffix = (form: Form): string => (form === 'wire' ? 'Wire' : '');

/** `SoftwareCampaign`, `SoftwareCampaignCreate`, `SoftwareCampaignCreateWire` … */
export const representationName = (model: Model, resource: Pick<Resource, 'name'>, operation: Exclude<Operation, 'partial'>, form: Form): string =>
  codeNames(model).resource(resource).type + suffixes[operation] + formSuffix(form);

/** Every representation's name, in both name forms. */
export const representationNames = (model: Model, resource: Resource): readonly string[] =>
  operationsOf(resource).flatMap((operation) => (['long', 'wire'] as const).map((form) => representationName(model, resource, operation, form)));
