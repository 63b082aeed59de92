import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { emitSchemas } from '../../generator/emit/schemas/emit.js';
import { carried, forms, operationsOf } from '../../generator/emit/schemas/representation.js';
import { resourceSchema } from '../../generator/emit/schemas/resource.js';
import { resourceVectors } from '../../generator/emit/vectors/resource-vectors.js';
import { realModel } from './real.js';

/** The published JSON Schemas, by an independent validator, must agree with the vectors: accept the one kind, reject the other. */
const model = await realModel();
const cases = carried(model).flatMap((resource) => operationsOf(resource).flatMap((operation) => forms.map((form) => ({ resource, operation, form }))));

const documents = new Map(emitSchemas(model).map(({ path, text }) => [path, JSON.parse(text) as object]));

describe('vectors against JSON Schemas', () => {
  test.each(cases)('$resource.name $operation $form', ({ resource, operation, form }) => {
    const validate = new Ajv2020({ strict: false, allErrors: true }).compile(resourceSchema(model, resource, operation, form));
    const { valid, invalid } = resourceVectors(model, resource, operation);
    const rejected = valid.filter((vector) => !validate(vector[form])).map((vector) => ({ name: vector.name, why: (validate(vector[form]), validate.errors) }));
    expect(rejected).toEqual([]);
    expect(invalid.filter((vector) => validate(vector[form])).map(({ name }) => name)).toEqual([]);
  });

  test.each(carried(model))('$name in one document: by operation and form, and any of them', (resource) => {
    const ajv = new Ajv2020({ strict: false }).addSchema(documents.get(`schemas/${resource.name}.json`)!);
    const any = ajv.getSchema(`urn:onem2m-specgen:${resource.name}`)!;
    for (const operation of operationsOf(resource)) {
      const { valid, invalid } = resourceVectors(model, resource, operation);
      for (const form of forms) {
        const validate = ajv.getSchema(`urn:onem2m-specgen:${resource.name}:${operation}:${form}`)!;
        expect(valid.filter((vector) => !validate(vector[form]) || !any(vector[form]))).toEqual([]);
        expect(invalid.filter((vector) => validate(vector[form]))).toEqual([]);
      }
    }
    expect(any({ '': 0 })).toBe(false);
  });
});
