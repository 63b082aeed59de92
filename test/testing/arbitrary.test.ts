import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { AnySchema } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as validators from '../../generated/validators/index.js';
import type { Validator } from '../../generated/validators/support.js';
import type { ArbitraryOptions, InvalidPayload } from '../../testing/arbitrary.js';
import { arbitrary } from '../../testing/arbitrary.js';
import { operationsOf, resourceList } from '../../testing/payload.js';

type Payloads = ((operation: string, options: ArbitraryOptions) => fc.Arbitrary<Record<string, unknown>>) & {
  readonly invalid: (operation: string, options: ArbitraryOptions) => fc.Arbitrary<InvalidPayload>;
};
const payloads = arbitrary as unknown as Readonly<Record<string, Payloads>>;

const combinations = resourceList.flatMap((resource) =>
  operationsOf(resource)
    .filter((operation) => operation !== 'partial')
    .flatMap((operation) => (['long', 'wire'] as const).map((form) => ({ resource, operation, form }))),
);

/** Ajv on the published schemas decides what is valid: no code of ours has a part in it. */
function oracle({ resource, operation, form }: (typeof combinations)[number]): (body: unknown) => boolean {
  const ajv = new Ajv2020({ strict: false, logger: false });
  const schema = JSON.parse(
    readFileSync(new URL(`../../generated/schemas/${resource}.${operation}.${form}.json`, import.meta.url), 'utf8'),
  ) as AnySchema;
  const validate = ajv.compile(schema);
  return (body) => validate(body) === true;
}

const validatorOf = ({ resource, operation, form }: (typeof combinations)[number]): Validator<unknown> =>
  (validators[resource] as unknown as Record<string, Validator<unknown>>)[operation + (form === 'wire' ? 'Wire' : '')]!;

describe.each(combinations)('$resource, $operation, $form', (combination) => {
  const { resource, operation, form } = combination;
  const [isValid, validator] = [oracle(combination), validatorOf(combination)];

  it('makes valid payloads', () => {
    fc.assert(
      fc.property(payloads[resource]!(operation, { form }), (body) => {
        expect(isValid(body)).toBe(true);
        expect(validator.issues(body)).toEqual([]);
        expect(JSON.parse(JSON.stringify(body))).toEqual(body);
      }),
      { numRuns: 40 },
    );
  });

  it('makes payloads that break the rule that they name', () => {
    fc.assert(
      fc.property(payloads[resource]!.invalid(operation, { form }), ({ body, attribute, rule }) => {
        expect(isValid(body)).toBe(false);
        const broken = validator.issues(body).map((issue) => `${issue.attribute} ${issue.rule}`);
        expect(new Set(broken)).toEqual(new Set([`${attribute} ${rule}`]));
      }),
      { numRuns: 150 },
    );
  });
});
