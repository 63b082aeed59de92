import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as validators from '../../generated/validators/index.js';
import type { Validator } from '../../generated/validators/support.js';
import type { ArbitraryOptions, InvalidPayload } from '../../testing/arbitrary.js';
import { arbitrary } from '../../testing/arbitrary.js';
import { operationsOf, resourceList } from '../../testing/payload.js';
import { publishedValidator } from '../support/published-schemas.js';
import { specification } from '../support/specification.js';

type Payloads = ((operation: string, options: ArbitraryOptions) => fc.Arbitrary<Record<string, unknown>>) & {
  readonly invalid: (operation: string, options: ArbitraryOptions) => fc.Arbitrary<InvalidPayload>;
};
const payloads = arbitrary as unknown as Readonly<Record<string, Payloads>>;

/** Of more than a hundred resources each operation, in one form or the other; SPECGEN_RUNS multiplies the payloads. */
const combinations = resourceList.flatMap((resource, i) =>
  operationsOf(resource)
    .filter((operation) => operation !== 'partial')
    .map((operation, j) => ({ resource, operation, form: (i + j) % 2 === 0 ? ('long' as const) : ('wire' as const) })),
);
const times = Number(process.env['SPECGEN_RUNS'] ?? 1);

/** Ajv on the published schemas decides what is valid. */
function oracle({ resource, operation, form }: (typeof combinations)[number]): (body: unknown) => boolean {
  const validate = publishedValidator(specification, resource, `${operation}.${form}`);
  return (body) => validate(body) === true;
}

const validatorOf = ({ resource, operation, form }: (typeof combinations)[number]): Validator<unknown> =>
  (validators[resource] as unknown as Record<string, Validator<unknown>>)[operation + (form === 'wire' ? 'Wire' : '')]!;

describe.each(combinations)('$resource, $operation, $form', (combination) => {
  const { resource, operation, form } = combination;
  const validator = validatorOf(combination);

  it('makes valid payloads', () => {
    const isValid = oracle(combination);
    fc.assert(
      fc.property(payloads[resource]!(operation, { form }), (body) => {
        const issues = validator.issues(body);
        if (isValid(body) && issues.length === 0 && isDeepStrictEqual(JSON.parse(JSON.stringify(body)), body)) return;
        expect.fail(JSON.stringify({ body, valid: isValid(body), issues }));
      }),
      { numRuns: 10 * times },
    );
  });

  it('makes payloads that break the rule that they name', () => {
    const isValid = oracle(combination);
    fc.assert(
      fc.property(payloads[resource]!.invalid(operation, { form }), ({ body, attribute, rule }) => {
        const issues = validator.issues(body);
        if (!isValid(body) && issues.length > 0 && issues.every((issue) => issue.attribute === attribute && issue.rule === rule)) return;
        expect.fail(JSON.stringify({ body, attribute, rule, valid: isValid(body), issues }));
      }),
      { numRuns: 25 * times },
    );
  });
});
