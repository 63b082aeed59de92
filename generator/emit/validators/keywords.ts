import type { Ajv, Code, CodeKeywordDefinition, KeywordErrorDefinition } from 'ajv';
import { _, Name, stringify } from 'ajv';

/** Functions of `validators/support.js` that generated code calls by these names. */
const codePoints = new Name('codePoints');
const distinct = new Name('distinct');
const isEqual = new Name('isEqual');

/**
 * Keywords that exist while validators are generated, and nowhere else: the published schemas state the same in the
 * vocabulary of JSON Schema. Each is there because the code that Ajv makes of the standard keyword is slower or says less.
 */
export function addKeywords(ajv: Ajv): void {
  for (const definition of [maxLength, minLength, enumeration, constant, anyOf, types, distinctItems, closed]) {
    const keyword = definition.keyword as string;
    if (ajv.getKeyword(keyword) !== false) ajv.removeKeyword(keyword);
    ajv.addKeyword(definition);
  }
}

const limited: KeywordErrorDefinition = { message: '', params: ({ schemaCode }) => _`{limit: ${schemaCode}}` };

/** Code points are counted only where the number of UTF-16 units leaves it open. */
const maxLength: CodeKeywordDefinition = {
  keyword: 'maxLength',
  type: 'string',
  schemaType: 'number',
  error: limited,
  code: (cxt) => cxt.fail(_`${cxt.data}.length > ${cxt.schema} && ${codePoints}(${cxt.data}) > ${cxt.schema}`),
};

const minLength: CodeKeywordDefinition = {
  keyword: 'minLength',
  type: 'string',
  schemaType: 'number',
  error: limited,
  code(cxt) {
    const { data, schema: least } = cxt;
    cxt.fail(
      least < 2
        ? _`${data}.length < ${least}`
        : _`${data}.length < ${least} || (${data}.length < ${2 * least} && ${codePoints}(${data}) < ${least})`,
    );
  },
};

type Scalar = string | number | boolean | null;
const isScalar = (value: unknown): value is Scalar => typeof value !== 'object' || value === null;
const not = (condition: Code): Code => _`!(${condition})`;
const equals = (data: Name, value: unknown): Code =>
  isScalar(value) ? _`${data} === ${value}` : _`${isEqual}(${data}, ${stringify(value)})`;

/** The allowed values stand in the error as they are: a reference into the schema would ship the schema. */
const notAllowed = (valuesOf: (schema: unknown) => readonly unknown[]): KeywordErrorDefinition => ({
  message: '',
  params: ({ schema }) => _`{allowed: ${stringify(valuesOf(schema))}}`,
});

const enumeration: CodeKeywordDefinition = {
  keyword: 'enum',
  schemaType: 'array',
  error: notAllowed((schema) => schema as readonly unknown[]),
  code: (cxt) =>
    cxt.fail(not((cxt.schema as readonly unknown[]).map((value) => equals(cxt.data, value)).reduce((all, one) => _`${all} || ${one}`))),
};

const constant: CodeKeywordDefinition = {
  keyword: 'const',
  error: notAllowed((schema) => [schema]),
  code: (cxt) => cxt.fail(not(equals(cxt.data, cxt.schema))),
};

/** Which branch of a union failed and why is of no use to anyone: one error, and no errors made for branches that fail. */
const anyOf: CodeKeywordDefinition = {
  keyword: 'anyOf',
  schemaType: 'array',
  trackErrors: true,
  error: { message: '', params: () => _`{}` },
  code(cxt) {
    const { gen } = cxt;
    const valid = gen.let('valid', false);
    const branch = gen.name('_valid');
    gen.block(() =>
      (cxt.schema as readonly unknown[]).forEach((_schema, schemaProp) => {
        gen.if(not(valid), () => {
          cxt.subschema({ keyword: 'anyOf', schemaProp, compositeRule: true, createErrors: false, allErrors: false }, branch);
          gen.assign(valid, branch);
        });
      }),
    );
    cxt.reset();
    cxt.fail(not(valid));
  },
};

const typeConditions: Readonly<Record<string, (data: Name) => Code>> = {
  string: (data) => _`typeof ${data} === "string"`,
  boolean: (data) => _`typeof ${data} === "boolean"`,
  number: (data) => _`Number.isFinite(${data})`,
  integer: (data) => _`Number.isInteger(${data})`,
  array: (data) => _`Array.isArray(${data})`,
  object: (data) => _`(typeof ${data} === "object" && ${data} !== null && !Array.isArray(${data}))`,
  null: (data) => _`${data} === null`,
};

/** `type` with more than one of them, whose error would quote the schema. */
const types: CodeKeywordDefinition = {
  keyword: 'types',
  schemaType: 'array',
  error: { message: '', params: ({ schema }) => _`{type: ${stringify(schema)}}` },
  code: (cxt) =>
    cxt.fail(
      not((cxt.schema as readonly string[]).map((type) => typeConditions[type]!(cxt.data)).reduce((all, one) => _`${all} || ${one}`)),
    ),
};

/** `uniqueItems` in linear time: Ajv compares the items of a referenced type pair by pair. */
const distinctItems: CodeKeywordDefinition = {
  keyword: 'distinct',
  type: 'array',
  schemaType: 'boolean',
  error: { message: '', params: () => _`{}` },
  code: (cxt) => cxt.fail(_`${cxt.data}.length > 1 && !${distinct}(${cxt.data})`),
};

/** `additionalProperties: false`: a switch over the names instead of a look-up in the schema, which then need not be shipped. */
const closed: CodeKeywordDefinition = {
  keyword: 'closed',
  type: 'object',
  schemaType: 'array',
  error: { message: '', params: ({ params }) => _`{name: ${params['key']}}` },
  code(cxt) {
    const { gen, data } = cxt;
    const names = cxt.schema as readonly string[];
    const cases = names.map((name) => _`case ${name}: `).reduce((all, one) => _`${all}${one}`, _``);
    const code = names.length === 0 ? _`() => false` : _`(key) => { switch (key) { ${cases}return true; default: return false; } }`;
    const known = gen.scopeValue('func', { ref: names, key: names, code });
    gen.forIn('key', data, (key: Name) => {
      gen.if(_`!${known}(${key})`, () => {
        cxt.setParams({ key });
        cxt.error();
      });
    });
  },
};
