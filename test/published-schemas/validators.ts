import { otherPaths } from '../../generator/model/conditions.js';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { primitives } from '../../generator/emit/schemas/primitives.js';
import type { Form, Operation } from '../../generator/emit/schemas/representation.js';
import { carried, forms, operationsOf } from '../../generator/emit/schemas/representation.js';
import { emitValidators } from '../../generator/emit/validators/emit.js';
import type { Model } from '../../generator/model/model.js';
import { broken, valuesOf } from '../support/arbitrary-json.js';
import { writeEmitted, type EmittedFolder } from '../support/emitted.js';
import { specification, specificationValidators } from '../support/specification.js';
import { tinyModel } from '../support/tiny-model.js';
import { primitiveIn, validatorIn } from '../support/validators.js';
import { primitiveSchema, publishedValidator, resourceSchema } from '../support/published-schemas.js';

/**
 * Two roads from one model: the published JSON Schema under a general validator, and the generated code. They must say
 * the same of every payload.
 */

describe.each([
  ['a small model', tinyModel, () => writeEmitted(emitValidators(tinyModel))],
  ['the specification', specification, specificationValidators],
] as [string, Model, () => EmittedFolder][])('schema and validator agree: %s', (_title, model, emit) => {
  const emitted = emit();
  afterAll(() => (model === specification ? undefined : emitted.remove()));

  type Case = [name: string, schema: () => object, document: string, definition: string, validator: () => ReturnType<typeof primitiveIn>];
  const cases: Case[] = [
    ...carried(model).flatMap((resource) =>
      [...operationsOf(resource), 'partial' as const].flatMap((operation: Operation) =>
        forms.map((form: Form): Case => [
          `${resource.name} ${operation} ${form}`,
          () => resourceSchema(model, resource, operation, form),
          resource.name,
          `${operation}.${form}`,
          () => validatorIn(emitted, resource.name, operation, form),
        ]),
      ),
    ),
    ...primitives.flatMap((primitive) =>
      forms.map((form): Case => [
        `${primitive} ${form}`,
        () => primitiveSchema(model, primitive, form),
        primitive,
        form,
        () => primitiveIn(emitted, primitive, form),
      ]),
    ),
  ];

  // JSON Schema compares no two values.
  const comparing = new Set(
    carried(model).filter(({ rules }) => rules.some(({ must }) => Object.values(must ?? {}).some((wanted) => otherPaths(wanted).length > 0))).map(({ name }) => name),
  );
  const isBeyondSchemas = (name: string, found: readonly { readonly rule: string }[]): boolean =>
    comparing.has(name.split(' ')[0]!) && found.length > 0 && found.every(({ rule }) => rule === 'implies');

  it.each(cases)('%s', async (name, schemaOf, document, definition, load) => {
    const schema = schemaOf() as { $defs?: Record<string, never>; [keyword: string]: unknown };
    const expected = publishedValidator(model, document, definition);
    const { validate, issues } = await load();
    const payloads = valuesOf(schema, schema.$defs ?? {}).chain((value) =>
      fc.oneof({ weight: 1, arbitrary: fc.constant(value) }, { weight: 4, arbitrary: broken(value) }),
    );
    let valid = 0;
    let invalid = 0;
    fc.assert(
      fc.property(payloads, (payload) => {
        const want = expected(payload);
        if (want) valid++;
        else invalid++;
        const found = issues(payload);
        if (want && isBeyondSchemas(name, found)) return;
        // The text for a failure is long, and made for that alone.
        if (validate(payload) === want && (found.length === 0) === want) return;
        expect.fail(`${JSON.stringify({ want, payload, errors: expected.errors, validates: validate(payload), found })}`);
      }),
      { numRuns: 80 },
    );
    expect(invalid).toBeGreaterThan(5);
    // What a primitive carries goes with its operation, and a policy has links to parts of four types, which takes luck: `test/validators/primitives.test.ts` and
    // `vectors.ts` have valid ones.
    if (!/Primitive|notification|cmdhLimits|(cmdhPolicy|cmdhDefaults) create/.test(name)) expect(valid).toBeGreaterThan(0);
  });
});
