import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { schemaDocuments } from '../../generator/emit/schemas/emit.js';
import { carried, forms, operationsOf } from '../../generator/emit/schemas/representation.js';
import { vectorFile } from '../../generator/emit/vectors/vector-file.js';
import type { VectorFile } from '../../testing/expand.js';
import { expanded } from '../../testing/expand.js';
import { otherPaths } from '../../generator/model/conditions.js';
import { realModel } from './real.js';

/** The published JSON Schemas, by an independent validator, must agree with the vectors: accept the one kind, reject the other. */
const model = await realModel();
const cases = carried(model).flatMap((resource) => operationsOf(resource).flatMap((operation) => forms.map((form) => ({ resource, operation, form }))));

const ajv = new Ajv2020({ strict: false, allErrors: true }).addSchema([...schemaDocuments(model).values()]);

describe('vectors against JSON Schemas', () => {
  test.each(cases)('$resource.name $operation $form', ({ resource, operation, form }) => {
    const validate = ajv.getSchema(`urn:onem2m-specgen:${resource.name}#/$defs/${operation}.${form}`)!;
    const any = ajv.getSchema(`urn:onem2m-specgen:${resource.name}`)!;
    const { valid, invalid } = expanded(JSON.parse(vectorFile(model, resource)) as VectorFile, operation)!;
    const rejected = valid.filter((vector) => !validate(vector[form])).map((vector) => ({ name: vector.name, why: (validate(vector[form]), validate.errors) }));
    expect(rejected).toEqual([]);
    expect(valid.filter((vector) => !any(vector[form]))).toEqual([]);
    // JSON Schema compares no two values.
    const comparing = resource.rules.filter(({ must }) => Object.values(must ?? {}).some((wanted) => otherPaths(wanted).length > 0)).map(({ id }) => id);
    expect(invalid.filter(({ name }) => !comparing.includes(name)).filter((vector) => validate(vector[form])).map(({ name }) => name)).toEqual([]);
    expect(any({ '': 0 })).toBe(false);
  });
});
