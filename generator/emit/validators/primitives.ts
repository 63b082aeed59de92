import type { Model, Resource } from '../../model/model.js';
import { citation } from '../../model/model.js';
import { pascalCase } from '../../model/names.js';
import { codeNames } from '../code-names.js';
import type { OutputFile } from '../output.js';
import type { Primitive, RequestOperation } from '../schemas/primitives.js';
import {
  envelopeSchema,
  globalName,
  operationCodes,
  parameterKey,
  parametersOf,
  primitives,
  requestOperations,
} from '../schemas/primitives.js';
import type { Form, Operation } from '../schemas/representation.js';
import { carried, memberName, rootName } from '../schemas/representation.js';
import type { Schema, TypeSchemas } from '../schemas/types.js';
import { typeSchemas } from '../schemas/types.js';
import { propertyKey, stringLiteral } from '../types/declarations.js';
import { formSuffix } from '../types/names.js';
import { compileCheck } from './compile.js';
import type { Facts } from './module.js';
import { declarationsOf, header, importLine, literal } from './module.js';
import { prepared } from './prepare.js';

/**
 * `validators/requestPrimitive.<form>.js` and so on. What a primitive carries is checked by the validators of the
 * resources, which these modules import; they add the parameters and which content belongs to which operation.
 */
export function primitiveModules(model: Model, form: Form): readonly OutputFile[] {
  const context: Context = { model, form, types: typeSchemas(model, form) };
  return primitives.flatMap((primitive) => {
    const type = typeOf[primitive] + formSuffix(form);
    const path = `validators/${primitive}.${form}`;
    return [
      { path: `${path}.js`, text: moduleOf[primitive](context) },
      { path: `${path}.d.ts`, text: declarationsOf(type, [[type, '../types/primitives.js']], './support.js') },
    ];
  });
}

const typeOf: Record<Primitive, string> = {
  requestPrimitive: 'RequestPrimitive',
  responsePrimitive: 'ResponsePrimitive',
  notification: 'NotifyContent',
};

interface Context {
  readonly model: Model;
  readonly form: Form;
  readonly types: TypeSchemas;
}

const moduleOf: Record<Primitive, (context: Context) => string> = {
  requestPrimitive: requestModule,
  responsePrimitive: responseModule,
  notification: notificationModule,
};

function requestModule(context: Context): string {
  const { model, form } = context;
  const parameters = parametersOf(model, 'request');
  const envelope = envelopeCheck(context, 'request');
  const contents: Record<RequestOperation, Roots> = {
    create: resourceRoots(context, (r) => r.operations.includes('create'), 'create'),
    retrieve: kinds(context, { attributeList: 'strings' }),
    update: resourceRoots(context, (r) => r.operations.includes('update'), 'update'),
    delete: kinds(context, {}),
    notify: { code: 'notifications', imports: [`import { roots as notifications } from ${stringLiteral(`./notification.${form}.js`)};\n`] },
  };
  const operations = requestOperations.map((operation) => {
    const keys = (wanted: 'M' | 'NP'): string[] =>
      parameters.filter((p) => p.operations?.[operation] === wanted && p.request !== '1').map((p) => parameterKey(p, form));
    return `    ${operationCodes[operation]}: { name: '${operation}', required: ${literal(keys('M'))}, absent: ${literal(keys('NP'))}, roots: ${contents[operation].code} },\n`;
  });
  const key = (name: string): string => {
    const found = parameters.find((p) => p.name === name);
    return literal(found === undefined ? name : parameterKey(found, form));
  };
  return moduleText(
    [
      ...requestOperations.flatMap((operation) => contents[operation].imports),
      importLine(['ofKind', 'requestValidator'], './primitives.js'),
      importLine(envelope.uses, './support.js'),
    ],
    `${envelope.code}

export const validator = /* @__PURE__ */ requestValidator({
  envelope,
  keys: { operation: ${key('operation')}, type: ${key('resourceType')}, content: ${key('primitiveContent')} },
  names: ${literal(parameterNames(context, 'request'))},
  clause: ${literal(clauseOf(context, 'request'))},
  operations: {
${operations.join('')}  },
});
`,
  );
}

function responseModule(context: Context): string {
  const envelope = envelopeCheck(context, 'response');
  const content = parametersOf(context.model, 'response').find((p) => p.name === 'primitiveContent');
  const roots = joined(
    resourceRoots(context, () => true, 'partial'),
    kinds(context, { URI: 'string', URIList: 'strings', resource: 'object', aggregatedResponse: 'object', debugInfo: 'string' }),
  );
  return moduleText(
    [...roots.imports, importLine(['ofKind', 'responseValidator'], './primitives.js'), importLine(envelope.uses, './support.js')],
    `${envelope.code}

export const validator = /* @__PURE__ */ responseValidator({
  envelope,
  content: ${literal(content === undefined ? 'pc' : parameterKey(content, context.form))},
  roots: ${roots.code},
});
`,
  );
}

function notificationModule(context: Context): string {
  const { model, form, types } = context;
  const name = (long: string): string => memberName(model, form, long);
  const member = name('notification');
  // What the representation holds is checked by the validators of resources.
  const shape = check(
    context,
    'shape',
    types.named('m2m:notification'),
    { of: 'notification', clause: 'TS-0004 6.3.5.13' },
    new Map([['representation', { type: 'object' }]]),
  );
  const aggregate = check(
    context,
    'aggregate',
    { type: 'object', required: [member], properties: { [member]: { type: 'array', minItems: 1 } }, additionalProperties: false },
    { of: 'aggregatedNotification', clause: 'TS-0004 6.3.5.12' },
  );
  const carriedRoots = joined(
    resourceRoots(context, () => true, 'partial'),
    kinds(context, { URI: 'string', triggerPayload: 'object', timeSeriesNotification: 'object' }),
  );
  return moduleText(
    [
      ...carriedRoots.imports,
      importLine(['aggregatedIssues', 'contentValidator', 'notificationIssues', 'ofKind'], './primitives.js'),
      importLine([...new Set([...shape.uses, ...aggregate.uses])], './support.js'),
    ],
    `${shape.code}

${aggregate.code}

const notification = /* @__PURE__ */ notificationIssues({
  shape,
  event: ${literal(name('notificationEvent'))},
  representation: ${literal(name('representation'))},
  roots: ${carriedRoots.code},
});

export const roots = {
  ${propertyKey(globalName(model, form, 'notification'))}: { issues: notification },
  ${propertyKey(globalName(model, form, 'aggregatedNotification'))}: { issues: /* @__PURE__ */ aggregatedIssues({ shape: aggregate, member: ${literal(member)}, each: notification }) },
};

export const validator = /* @__PURE__ */ contentValidator(roots);
`,
  );
}

const moduleText = (imports: readonly string[], body: string): string => `${header}${[...new Set(imports)].join('')}
${body}
export const validate = /* @__PURE__ */ (() => validator.is)();
export const issues = /* @__PURE__ */ (() => validator.issues)();
`;

/** The roots of a content as the code of an object, root name → what checks it, and the imports that the code needs. */
interface Roots {
  readonly code: string;
  readonly imports: readonly string[];
}

function resourceRoots({ model, form }: Context, wanted: (resource: Resource) => boolean, operation: Operation): Roots {
  const resources = carried(model).filter(wanted);
  const names = codeNames(model);
  const nameOf = (resource: Resource): string => names.resource(resource).key + pascalCase(operation);
  const entries = resources.map((resource) => {
    const type = operation === 'create' && resource.resourceType !== undefined ? `, type: ${resource.resourceType}` : '';
    return `    ${propertyKey(rootName(resource, form))}: { issues: ${nameOf(resource)}${type} },\n`;
  });
  return {
    code: `{\n${entries.join('')}  }`,
    imports: resources.map(
      (resource) => `import { issues as ${nameOf(resource)} } from ${stringLiteral(`./${names.resource(resource).file}/${operation}.${form}.js`)};\n`,
    ),
  };
}

/** Roots of which only the kind of value is checked: long name → kind. */
function kinds({ model, form }: Context, byName: Readonly<Record<string, 'string' | 'strings' | 'object'>>): Roots {
  const entries = Object.entries(byName).map(([long, kind]) => `    ${propertyKey(globalName(model, form, long))}: ofKind('${kind}'),\n`);
  return { code: `{\n${entries.join('')}  }`, imports: [] };
}

const joined = (a: Roots, b: Roots): Roots => ({ code: `{ ...${a.code}, ...${b.code} }`, imports: [...a.imports, ...b.imports] });

interface CheckCode {
  readonly code: string;
  readonly uses: readonly string[];
}

const envelopeCheck = (context: Context, primitive: 'request' | 'response'): CheckCode =>
  check(context, 'envelope', envelopeSchema(context.model, primitive, context.form, context.types), {
    of: `${primitive}Primitive`,
    kind: 'parameter',
    clause: clauseOf(context, primitive),
    names: parameterNames(context, primitive),
  });

/** The code of `const <name> = (data) => issues`, the compiled check in a scope of its own. */
function check(context: Context, name: string, schema: Schema, facts: Facts, extra: ReadonlyMap<string, Schema> = new Map()): CheckCode {
  const ready = prepared(schema, context.types, extra);
  const { code, uses } = compileCheck(ready);
  const names = facts.names ?? memberNames(context, Object.keys((ready['properties'] as object | undefined) ?? {}));
  return {
    code: `const ${name} = /* @__PURE__ */ (() => {
const facts = ${literal({ ...facts, names })};
${code}
return (data) => (check(data) ? [] : explain(data, check.errors, facts));
})();`,
    uses: ['explain', ...uses],
  };
}

const clauseOf = ({ model }: Context, primitive: 'request' | 'response'): string =>
  citation(parametersOf(model, primitive)[0]?.source ?? { document: 'TS-0004', clause: '6.4' });

const parameterNames = ({ model, form }: Context, primitive: 'request' | 'response'): { readonly [key: string]: string } =>
  form === 'long'
    ? {}
    : Object.fromEntries(
        parametersOf(model, primitive)
          .filter((p) => p.name !== p.shortName)
          .map((p) => [p.shortName, p.name]),
      );

/** Long names of these members, where the form is not the long one. */
function memberNames({ model, form }: Context, keys: readonly string[]): { readonly [key: string]: string } {
  if (form === 'long') return {};
  const longNames = new Map([...model.shortNames.members.values()].map(({ shortName, name }) => [shortName, name]));
  return Object.fromEntries(keys.flatMap((key) => (longNames.has(key) ? [[key, longNames.get(key)!]] : [])));
}
