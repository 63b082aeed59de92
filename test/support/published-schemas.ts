import { primitives } from '../../generator/emit/schemas/primitives.js';
import type { Primitive } from '../../generator/emit/schemas/primitives.js';
import { schemaDocuments } from '../../generator/emit/schemas/emit.js';
import type { Form, Operation } from '../../generator/emit/schemas/representation.js';
import type { Model, Resource } from '../../generator/model/model.js';
import { codeNames } from '../../generator/emit/code-names.js';
import { bundled } from '../../testing/bundle.js';
import type { SchemaObject } from '../../testing/json-schema.js';

type Json = { readonly [keyword: string]: unknown };
const known = new WeakMap<Model, ReadonlyMap<string, object>>();

const documentsOf = (model: Model): ReadonlyMap<string, object> => {
  const found = known.get(model) ?? schemaDocuments(model);
  known.set(model, found);
  return found;
};

const bundleOf = (model: Model, document: string, definition: string): Json =>
  bundled(document, definition, (name) => documentsOf(model).get(name) as SchemaObject) as Json;

/** One representation of a resource, out of the published documents, with all that it refers to. */
export const resourceSchema = (model: Model, resource: Resource, operation: Operation, form: Form): Json =>
  bundleOf(model, codeNames(model).resource(resource).file, `${operation}.${form}`);

export const primitiveSchema = (model: Model, primitive: Primitive, form: Form): Json => bundleOf(model, primitive, form);

export { primitives };
