import type { ErrorObject } from 'ajv';
import type { Place } from '../../diagnostics/diagnostic.js';
import { didYouMean } from '../../diagnostics/did-you-mean.js';
import type { definitionCodes } from './codes.js';
import type { JsonDocument } from './json-document.js';
import { isObject, pathOf } from './json-document.js';
import { shown } from './shown.js';

interface Explanation {
  readonly code: keyof typeof definitionCodes;
  readonly message: string;
  readonly hint?: string | undefined;
}
interface Described {
  readonly title?: string;
  readonly description?: string;
}

/** What an error of Ajv (with `verbose`) means for someone who writes the definition. */
export function explain(error: ErrorObject, document: JsonDocument): Explanation & { readonly place: Place } {
  const path = pathOf(error.instancePath);
  const key = error.propertyName ?? (error.params as { additionalProperty?: string }).additionalProperty;
  const explanation = (explanations[error.keyword] ?? otherwise)(error);
  const errata = key === undefined ? document.patchedBy(path) : [];
  const hints = [explanation.hint, errata.length > 0 ? `erratum ${errata.join(', ')} changed this value` : undefined].filter(
    (h) => h !== undefined,
  );
  return {
    code: explanation.code,
    message: explanation.message,
    hint: hints.length > 0 ? hints.join('; ') : undefined,
    place: key === undefined ? document.place(path) : document.keyPlace([...path, key]),
  };
}

const explanations: Readonly<Record<string, (error: ErrorObject) => Explanation>> = {
  additionalProperties: ({ params, parentSchema }) => {
    const key = (params as { additionalProperty: string }).additionalProperty;
    const known = Object.keys((parentSchema as { properties?: object }).properties ?? {}).filter((k) => !k.startsWith('$'));
    return {
      code: 'DEFINITION_UNKNOWN_KEY',
      message: `unknown key ${shown(key)}`,
      hint: didYouMean(key, known) ?? `the keys are ${known.join(', ')}`,
    };
  },
  required: ({ params, parentSchema }) => {
    const key = (params as { missingProperty: string }).missingProperty;
    const properties = (parentSchema as { properties?: Record<string, Described> }).properties ?? {};
    return { code: 'DEFINITION_MISSING_KEY', message: `the key "${key}" is missing`, hint: properties[key]?.description };
  },
  type: ({ data, schema }) => ({
    code: 'DEFINITION_TYPE',
    message: `must be ${([schema].flat() as string[]).map(article).join(' or ')}, but is ${article(jsonType(data))}`,
  }),
  enum: ({ data, schema }) => {
    const allowed = schema as readonly (string | null)[];
    const names = allowed.filter((v): v is string => v !== null);
    const hint = typeof data === 'string' ? didYouMean(data, names) : undefined;
    return { code: 'DEFINITION_VALUE', message: `${shown(data)} is none of ${allowed.map((v) => JSON.stringify(v)).join(', ')}`, hint };
  },
  pattern: ({ data, parentSchema }) => {
    const { title, description } = parentSchema as Described;
    return { code: 'DEFINITION_VALUE', message: `${shown(data)} is no ${title ?? 'possible value'}`, hint: description };
  },
  minLength: () => ({ code: 'DEFINITION_VALUE', message: 'must not be empty' }),
  minItems: ({ schema }) => ({ code: 'DEFINITION_VALUE', message: `must have at least ${String(schema)} item` }),
  minimum: ({ data, schema }) => ({ code: 'DEFINITION_VALUE', message: `${shown(data)} is less than ${String(schema)}` }),
  maximum: ({ data, schema }) => ({ code: 'DEFINITION_VALUE', message: `${shown(data)} is more than ${String(schema)}` }),
  uniqueItems: ({ data, params }) => {
    const { i } = params as { i: number };
    return { code: 'DEFINITION_VALUE', message: `${shown((data as readonly unknown[])[i])} is there twice` };
  },
};

const otherwise = ({ data, keyword }: ErrorObject): Explanation => ({
  code: 'DEFINITION_VALUE',
  message: `${shown(data)} breaks the rule "${keyword}"`,
});

const jsonType = (value: unknown): string =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'array'
      : isObject(value)
        ? 'object'
        : Number.isInteger(value)
          ? 'integer'
          : typeof value;

const article = (type: string): string => (type === 'null' ? type : `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`);
