import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { ErrorObject } from 'ajv';
import type { Ajv2020 as Ajv, ValidateFunction } from 'ajv/dist/2020.js';
import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import { nearest } from '../../diagnostics/did-you-mean.js';
import { equal } from '../../model/json-value.js';
import { oncePer } from '../../once-per.js';
import { built } from '../../precompiled/built.js';
import { definitionCodes } from './codes.js';
import type { Kind } from './definitions.js';
import { explain } from './explain.js';
import type { JsonDocument } from './json-document.js';
import { isObject, pathOf, pointerOf } from './json-document.js';
import type { Losses } from './losses.js';
import type { Schemas } from './package-schemas.js';

/** More would not help anyone to mend the file. */
const listedErrors = 50;

/**
 * By what said so: what was read, and what is valid that errata made of it. An import reads the same definitions again and
 * again; what errata leave alone is the same object, and nothing in it has to be compared.
 */
const valid = new WeakMap<ValidateFunction, WeakMap<object, unknown>>();

const isKnownValid = (validate: ValidateFunction, { read, content }: JsonDocument): boolean => equal(valid.get(validate)?.get(read as object), content);
const remember = (validate: ValidateFunction, { read, content }: JsonDocument): void => void valid.set(validate, (valid.get(validate) ?? new WeakMap<object, unknown>()).set(read as object, content));

/**
 * Whether `document` has the shape of its kind; every departure is reported at its place. A definition with an unknown
 * key still has the shape, and is used, so that one slip does not bring reports about everything that refers to it.
 */
export function isValid(kind: Kind, document: JsonDocument, schemas: Schemas, diagnostics: Diagnostics, lost?: Losses): boolean {
  const validate = validatorsFor(schemas)(`${kind}.schema.json`);
  if (isKnownValid(validate, document) || validate(document.content) === true) {
    remember(validate, document);
    return true;
  }
  const errors = withoutMisspelt((validate.errors ?? []).filter((error) => error.keyword !== 'propertyNames'));
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
  if ((validate.errors ?? []).every(isHarmless)) return true;
  if (lost === undefined) return false;
  if (errors.length > listedErrors) {
    lost.everything = true;
    return false;
  }
  return canDoWithout(document, validate.errors ?? [], (content) => validate(content) === true || (validate.errors ?? []).every(isHarmless), lost);
}

/** A key that is misspelt is unknown as it stands and missing as it should be: one slip, and one report. */
function withoutMisspelt(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const unknown = errors.filter(isHarmless);
  // Pairs are looked for by hand, and a file with so many errors is none that somebody mistyped.
  if (unknown.length > listedErrors) return errors;
  return errors.filter((error) => {
    if (error.keyword !== 'required') return true;
    const { missingProperty } = error.params as { missingProperty: string };
    return !unknown.some(
      ({ instancePath, params }) => instancePath === error.instancePath && nearest((params as { additionalProperty: string }).additionalProperty, [missingProperty]) !== undefined,
    );
  });
}

const isHarmless = ({ keyword }: ErrorObject): boolean => keyword === 'additionalProperties';

/** Takes the rows that are wrong out of the definition, when that makes it one that can be used; the whole is lost when not. */
function canDoWithout(document: JsonDocument, errors: readonly ErrorObject[], isUsable: (content: unknown) => boolean, lost: Losses): boolean {
  const rows = new Map<string, readonly (string | number)[]>();
  for (const error of errors.filter((each) => !isHarmless(each))) {
    const path = pathOf(error.instancePath);
    const row = path.findLastIndex((_, i) => isObject(document.value(path.slice(0, i + 1))) && Array.isArray(document.value(path.slice(0, i))));
    if (row >= 0) rows.set(pointerOf(path.slice(0, row + 1)), path.slice(0, row + 1));
  }
  // The last of a table first, so that the others keep their indexes.
  for (const path of [...rows.values()].sort((a, b) => b.length - a.length || Number(b.at(-1)) - Number(a.at(-1)))) {
    lost.lose(document.take(path));
  }
  if (isUsable(document.content)) return true;
  lost.everything = true;
  return false;
}

type Validators = (file: string) => ValidateFunction;
const validatorsFor = oncePer((schemas: Schemas): Validators => ahead(schemas) ?? onDemand(schemas));

/** The build's validators, when they were compiled from these very schemas. */
function ahead(schemas: Schemas): Validators | undefined {
  const module = built<{ readonly from: string; readonly validators: Readonly<Record<string, ValidateFunction>> }>('definitions');
  return module?.from === digestOf(schemas) ? (file) => module.validators[file]! : undefined;
}

function onDemand(schemas: Schemas): Validators {
  const ajv = ajvWith(schemas);
  return (file) => ajv.getSchema(file) as ValidateFunction;
}

/** What compiled validators are known by. */
export const digestOf = (schemas: Schemas): string => createHash('sha256').update(JSON.stringify([...schemas])).digest('hex');
const require = createRequire(import.meta.url);

/** The schemas are ours and tested, and compiled once per process: checking and optimizing them would cost more than it saves. */
export function ajvWith(schemas: Schemas, code: object = {}): Ajv {
  const { Ajv2020 } = require('ajv/dist/2020.js') as { readonly Ajv2020: new (options: object) => Ajv };
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    messages: false,
    meta: false,
    validateSchema: false,
    strict: false,
    inlineRefs: false,
    code: { optimize: false, ...code },
  });
  for (const [file, schema] of schemas) ajv.addSchema(schema, file);
  return ajv;
}
