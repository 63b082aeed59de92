import type { Options, ValidateFunction } from 'ajv/dist/2020.js';
import { Ajv2020 } from 'ajv/dist/2020.js';

const judge = new Ajv2020({ strict: false, validateFormats: false });

/**
 * A schema under an Ajv of its own, so that nothing which another has said counts. That it is a JSON Schema, one Ajv says of
 * all: each compiles the meta-schema for that, which takes longer than most schemas. None is asked
 * often: to make its code shorter would take longer than all its answers.
 */
export function compiled(schema: object, options: Options): ValidateFunction {
  if (judge.validateSchema(schema) !== true) throw new Error(`no JSON Schema: ${judge.errorsText(judge.errors)}`);
  return new Ajv2020({ ...options, meta: false, validateSchema: false, code: { ...options.code, optimize: false } }).compile(schema);
}
