import type { Model, Resource } from '../../model/model.js';
import { citation } from '../../model/model.js';
import { codeNames } from '../code-names.js';
import type { OutputFile } from '../output.js';
import { primitives, primitiveSchema } from './primitives.js';
import { referenceTo } from './references.js';
import { carried, forms, operationsOf } from './representation.js';
import { dialect, resourceSchema } from './resource.js';
import type { Keywords } from './types.js';

/**
 * `schemas/`: a JSON Schema (draft 2020-12) for every resource, operation and name form, and for the primitives; and all
 * of a resource in one document.
 */
export function emitSchemas(model: Model): readonly OutputFile[] {
  const ofResources = carried(model).flatMap((resource) => {
    const { file: name } = codeNames(model).resource(resource);
    const representations = representationSchemas(model, resource);
    return [
      file(name, resourceDocument(resource, representations)),
      ...[...representations].map(([representation, schema]) => file(`${name}.${representation}`, schema)),
    ];
  });
  const ofPrimitives = primitives.flatMap((primitive) =>
    forms.map((form) => file(`${primitive}.${form}`, primitiveSchema(model, primitive, form))),
  );
  return [...ofResources, ...ofPrimitives];
}

/** By operation and form: `create.wire`. */
const representationSchemas = (model: Model, resource: Resource): ReadonlyMap<string, Keywords> =>
  new Map(
    operationsOf(resource).flatMap((operation) =>
      forms.map((form) => [`${operation}.${form}`, resourceSchema(model, resource, operation, form)] as const),
    ),
  );

/** Each representation as a definition that keeps its own identifier; the document itself takes whatever one of them takes. */
const resourceDocument = (resource: Resource, representations: ReadonlyMap<string, Keywords>): Keywords => ({
  $schema: dialect,
  $id: `urn:onem2m-specgen:${resource.name}`,
  title: `${resource.name}: any representation`,
  description: resource.description,
  $comment: citation(resource.source),
  ...(resource.provisional && { 'x-provisional': true }),
  anyOf: [...representations.keys()].map((name) => ({ $ref: referenceTo(name) })),
  $defs: Object.fromEntries(representations),
});

const file = (name: string, schema: object): OutputFile => ({ path: `schemas/${name}.json`, text: `${JSON.stringify(schema, null, 2)}\n` });
