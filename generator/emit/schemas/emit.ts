import type { Model } from '../../model/model.js';
import type { OutputFile } from '../output.js';
import { primitives, primitiveSchema } from './primitives.js';
import { carried, forms, operationsOf } from './representation.js';
import { resourceSchema } from './resource.js';

/** `schemas/`: a JSON Schema (draft 2020-12) for every resource, operation and name form, and for the primitives. */
export function emitSchemas(model: Model): readonly OutputFile[] {
  const ofResources = carried(model).flatMap((resource) =>
    operationsOf(resource).flatMap((operation) =>
      forms.map((form) => file(`${resource.name}.${operation}.${form}`, resourceSchema(model, resource, operation, form))),
    ),
  );
  const ofPrimitives = primitives.flatMap((primitive) =>
    forms.map((form) => file(`${primitive}.${form}`, primitiveSchema(model, primitive, form))),
  );
  return [...ofResources, ...ofPrimitives];
}

const file = (name: string, schema: object): OutputFile => ({ path: `schemas/${name}.json`, text: `${JSON.stringify(schema, null, 2)}\n` });
