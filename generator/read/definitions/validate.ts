import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import { definitionCodes } from './codes.js';
import type { Kind } from './definitions.js';
import { explain } from './explain.js';
import type { JsonDocument } from './json-document.js';
import type { Schemas } from './package-schemas.js';

/** More would not help anyone to mend the file. */
const listedErrors = 50;

const compiled = new WeakMap<Schemas, Ajv2020>();

/**
 * Whether `document` has the shape of its kind; every departure is reported at its place. A definition with an unknown
 * key still has the shape, and is used, so that one slip does not bring reports about everything that refers to it.
 */
export function isValid(kind: Kind, document: JsonDocument, schemas: Schemas, diagnostics: Diagnostics): boolean {
  const validate = ajvFor(schemas).getSchema(`${kind}.schema.json`)!;
  if (validate(document.content) === true) return true;
  const errors = (validate.errors ?? []).filter((error) => error.keyword !== 'propertyNames');
  for (const error of errors.slice(0, listedErrors)) {
    const { code, message, place, hint } = explain(error, document);
    diagnostics.report(definitionCodes, code, message, place, hint);
  }
  if (errors.length > listedErrors) {
    diagnostics.report(
      definitionCodes,
      'DEFINITION_MANY_ERRORS',
      `${errors.length - listedErrors} more errors`,
      document.place([]),
      'is it the kind that "$schema" says?',
    );
  }
  return errors.every((error) => error.keyword === 'additionalProperties');
}

/** The schemas are ours and tested, and compiled once per process: checking and optimizing them would cost more than it saves. */
function ajvFor(schemas: Schemas): Ajv2020 {
  const known = compiled.get(schemas);
  if (known !== undefined) return known;
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    messages: false,
    meta: false,
    validateSchema: false,
    strict: false,
    inlineRefs: false,
    code: { optimize: false },
  });
  for (const [file, schema] of schemas) ajv.addSchema(schema, file);
  compiled.set(schemas, ajv);
  return ajv;
}
