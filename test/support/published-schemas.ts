import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { SchemaEnv } from 'ajv/dist/compile/index.js';
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
const prefix = 'urn:onem2m-specgen:';

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
    compileCommon(ajv, documentsOf(model).get('common') as SchemaObject);
    validators.set(model, ajv);
  }
  const whole = `${prefix}${document}`;
  if (definition === undefined) return ajv.getSchema(whole)!;
  keepCompiled(ajv, whole);
  return ajv.getSchema(`${whole}#/$defs/${definition}`)!;
}

/** Ajv compiles what a document refers to for each document anew, unless somebody has asked for it: for what all of them refer to, we do. */
function compileCommon(ajv: Ajv2020, { $defs = {} }: SchemaObject): void {
  const texts = Object.entries($defs).map(([name, schema]) => [name, JSON.stringify(schema)] as const);
  // These would begin with every other document.
  const leading = texts.filter(([, text]) => text.includes(prefix)).map(([name]) => name);
  for (const [name, text] of texts) {
    if (!leading.includes(name) && !leading.some((each) => text.includes(`#/$defs/${each}"`))) ajv.getSchema(`${prefix}common#/$defs/${name}`);
  }
}

/** A document is compiled before its first definition, with all of them, and Ajv forgets them. */
function keepCompiled(ajv: Ajv2020, whole: string): void {
  const compiled = ajv.getSchema(whole)?.schemaEnv.refs ?? {};
  for (const [reference, found] of Object.entries(compiled)) {
    if (reference.startsWith(`${whole}#`) && typeof found === 'object' && found instanceof SchemaEnv) ajv.refs[reference] ??= found;
  }
}

export { primitives };
