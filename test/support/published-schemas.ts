import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
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

const validators = new WeakMap<Model, Ajv2020>();

/**
 * A definition of the published documents under a general validator. To compile them takes longer than to ask them: what
 * documents share is compiled once, and files of a worker share all of it.
 */
export function publishedValidator(model: Model, document: string, definition?: string): ValidateFunction {
  let ajv = validators.get(model);
  if (ajv === undefined) {
    // Code that is neither inlined nor made smaller is made in less than half the time.
    ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: true, validateFormats: false, inlineRefs: false, code: { optimize: false } });
    ajv.addKeyword('x-provisional').addSchema([...documentsOf(model).values()]);
    validators.set(model, ajv);
  }
  return ajv.getSchema(`urn:onem2m-specgen:${document}${definition === undefined ? '' : `#/$defs/${definition}`}`)!;
}

export { primitives };
