import { describe, expect, test } from 'vitest';
import { carried, forms, operationsOf } from '../../generator/emit/schemas/representation.js';
import type { VectorFile } from '../../testing/expand.js';
import { expanded } from '../../testing/expand.js';
import { otherPaths } from '../../generator/model/conditions.js';
import type { Resource } from '../../generator/model/model.js';
import { publishedValidator } from '../support/published-schemas.js';
import { specification as model, specificationVectors } from '../support/specification.js';

/** The published JSON Schemas, by an independent validator, must agree with the vectors: accept the one kind, reject the other. */
const cases = carried(model).flatMap((resource) => operationsOf(resource).map((operation) => ({ resource, operation })));

const files = new Map(specificationVectors().map(({ path, text }) => [path, text]));
const vectorsOf = (resource: Resource): VectorFile => JSON.parse(files.get(`vectors/${resource.name}.json`)!) as VectorFile;

describe('vectors against JSON Schemas', () => {
  test.each(cases)('$resource.name $operation', ({ resource, operation }) => {
    const any = publishedValidator(model, resource.name);
    const { valid, invalid } = expanded(vectorsOf(resource), operation)!;
    // JSON Schema compares no two values.
    const comparing = resource.rules.filter(({ must }) => Object.values(must ?? {}).some((wanted) => otherPaths(wanted).length > 0)).map(({ id }) => id);
    for (const form of forms) {
      const validate = publishedValidator(model, resource.name, `${operation}.${form}`);
      const rejected = valid.filter((vector) => !validate(vector[form])).map((vector) => ({ name: vector.name, form, why: (validate(vector[form]), validate.errors) }));
      expect(rejected).toEqual([]);
      expect(valid.filter((vector) => !any(vector[form]))).toEqual([]);
      expect(invalid.filter(({ name }) => !comparing.includes(name)).filter((vector) => validate(vector[form])).map(({ name }) => `${name} ${form}`)).toEqual([]);
    }
    expect(any({ '': 0 })).toBe(false);
  });
});
