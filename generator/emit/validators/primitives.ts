import type { Model, Resource } from '../../model/model.js';
import { citation } from '../../model/model.js';
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
import { carried, forms, memberName, rootName } from '../schemas/representation.js';
import type { Keywords, TypeSchemas } from '../schemas/types.js';
import { keywordsOf, typeSchemas } from '../schemas/types.js';
import { definitionOf } from '../schemas/references.js';
import { propertyKey } from '../types/declarations.js';
import { formSuffix } from '../types/names.js';
import { CheckWriter, type Definitions } from '../checks/code.js';
import { checkHeader, importLines, indented, literal } from '../checks/module.js';
import type { TypeChecks } from '../checks/type-checks.js';
import { declarationsOf } from './declarations.js';
import { primitivesModule } from './primitives-support.js';

/**
 * `validators/requestPrimitive.js` and so on. What a primitive carries is checked by the validators of the resources, which these
 * modules import; they add the parameters and which content belongs to which operation.
 */
export function primitiveModules(model: Model, checks: TypeChecks): readonly OutputFile[] {
  return [
    { path: 'validators/primitives.js', text: checkHeader + primitivesModule(knownRoots(model), knownTypes(model)) },
    ...primitives.flatMap((primitive) => [
      { path: `validators/${primitive}.js`, text: moduleText(model, primitive, checks) },
      { path: `validators/${primitive}.d.ts`, text: declarationsOf(forms.map((form) => [primitive + formSuffix(form), typeOf[primitive] + formSuffix(form)]), ['../types/primitives.js']) },
    ]),
  ];
}

const others = ['notification', 'aggregatedNotification', 'attributeList', 'URI', 'URIList', 'resource', 'aggregatedResponse', 'debugInfo', 'triggerPayload', 'timeSeriesNotification'];

/** Everything that may be the content of some primitive, in both forms. */
const knownRoots = (model: Model): readonly string[] => [
  ...new Set(forms.flatMap((form) => [...carried(model).map((resource) => rootName(resource, form)), ...others.map((long) => globalName(model, form, long))])),
];

const knownTypes = (model: Model): readonly number[] => [...new Set(model.resources.flatMap(({ resourceType }) => resourceType ?? []))].sort((a, b) => a - b);

const typeOf: Record<Primitive, string> = {
  requestPrimitive: 'RequestPrimitive',
  responsePrimitive: 'ResponsePrimitive',
  notification: 'NotifyContent',
};

interface Context {
  readonly model: Model;
  readonly form: Form;
  readonly types: TypeSchemas;
  readonly writer: CheckWriter;
  readonly checks: TypeChecks;
  /** Imports of the module, by where from. */
  readonly imports: Map<string, Set<string>>;
}

const bodyOf: Record<Primitive, (context: Context) => string> = {
  requestPrimitive: requestBody,
  responsePrimitive: responseBody,
  notification: notificationBody,
};

function moduleText(model: Model, primitive: Primitive, checks: TypeChecks): string {
  const imports = new Map<string, Set<string>>();
  const functionOf = (form: Form, definition: string): string => {
    const { name, home } = checks.of(definition, form);
    return home === 'types' ? imported(imports, '../checks/types.js', name) : imported(imports, `../checks/${home}.js`, `${name} as ${name}_${home}`);
  };
  const definitions = (form: Form): Definitions => ({ functionOf: (definition) => functionOf(form, definition), schemaOf: (definition) => checks.schemaOf(definition, form) });
  const writer = new CheckWriter(definitions('long'));
  const bodies = forms.map((form) => bodyOf[primitive]({ model, form, types: typeSchemas(model, form), writer: writer.calling(definitions(form)), checks, imports }));
  const lines = importLines([['../checks/report.js', writer.uses()], ...[...imports].map(([from, names]) => [from, [...names]] as const)]);
  return `${checkHeader}${lines}\n${indented([writer.declarations(), ...bodies].filter((part) => part !== '').join('\n'))}`;
}

/** The local name of what a module then imports. */
function imported(imports: Map<string, Set<string>>, from: string, name: string): string {
  imports.set(from, (imports.get(from) ?? new Set()).add(name));
  return name.replace(/^.* as /, '');
}

/** The name that a thing of one form has in its module. */
const named = (name: string, { form }: Context): string => name + formSuffix(form);

function requestBody(context: Context): string {
  const { model, form } = context;
  const parameters = parametersOf(model, 'request');
  const envelope = envelopeCheck(context, 'request');
  const contents: Record<RequestOperation, string> = {
    create: resourceRoots(context, (r) => r.operations.includes('create'), 'create'),
    retrieve: kinds(context, { attributeList: 'strings' }),
    update: resourceRoots(context, (r) => r.operations.includes('update'), 'update'),
    delete: kinds(context, {}),
    notify: imported(context.imports, './notification.js', named('roots', context)),
  };
  const operations = requestOperations.map((operation) => {
    const keys = (wanted: 'M' | 'NP'): string[] =>
      parameters.filter((p) => p.operations?.[operation] === wanted && p.request !== '1').map((p) => parameterKey(p, form));
    return `${operationCodes[operation]}: { name: '${operation}', required: ${literal(keys('M'))}, absent: ${literal(keys('NP'))}, roots: ${contents[operation]} },\n`;
  });
  const key = (name: string): string => {
    const found = parameters.find((p) => p.name === name);
    return literal(found === undefined ? name : parameterKey(found, form));
  };
  return `${envelope.code}
export const ${named('requestPrimitive', context)} = /* @__PURE__ */ ${imported(context.imports, './primitives.js', 'requestValidator')}({
envelope: ${envelope.name},
keys: { operation: ${key('operation')}, type: ${key('resourceType')}, content: ${key('primitiveContent')} },
names: ${literal(parameterNames(context, 'request'))},
clause: ${literal(clauseOf(context, 'request'))},
operations: {
${operations.join('')}},
});
`;
}

function responseBody(context: Context): string {
  const envelope = envelopeCheck(context, 'response');
  const content = parametersOf(context.model, 'response').find((p) => p.name === 'primitiveContent');
  const roots = joined(
    resourceRoots(context, () => true, 'partial'),
    kinds(context, { URI: 'string', URIList: 'strings', resource: 'object', aggregatedResponse: 'object', debugInfo: 'string' }),
  );
  return `${envelope.code}
export const ${named('responsePrimitive', context)} = /* @__PURE__ */ ${imported(context.imports, './primitives.js', 'responseValidator')}({
envelope: ${envelope.name},
content: ${literal(content === undefined ? 'pc' : parameterKey(content, context.form))},
roots: ${roots},
});
`;
}

function notificationBody(context: Context): string {
  const { model, form, types } = context;
  const name = (long: string): string => memberName(model, form, long);
  const member = name('notification');
  // What the representation holds is checked by the validators of resources.
  const shape = check(
    context,
    'shape',
    keywordsOf(types.named('m2m:notification')),
    { of: 'notification', clause: 'TS-0004 6.3.5.13' },
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
  const from = (name: string): string => imported(context.imports, './primitives.js', name);
  return `${shape.code}
${aggregate.code}
const ${named('notificationOf', context)} = /* @__PURE__ */ ${from('notificationIssues')}({
shape: ${shape.name},
event: ${literal(name('notificationEvent'))},
representation: ${literal(name('representation'))},
roots: ${carriedRoots},
});

export const ${named('roots', context)} = {
${propertyKey(globalName(model, form, 'notification'))}: { issues: ${named('notificationOf', context)} },
${propertyKey(globalName(model, form, 'aggregatedNotification'))}: { issues: /* @__PURE__ */ ${from('aggregatedIssues')}({ shape: ${aggregate.name}, member: ${literal(member)}, each: ${named('notificationOf', context)} }) },
};

export const ${named('notification', context)} = /* @__PURE__ */ ${from('contentValidator')}(${named('roots', context)});
`;
}

/** The roots of a content as the code of an object: root name → what checks it. */
function resourceRoots({ model, form, imports }: Context, wanted: (resource: Resource) => boolean, operation: Operation): string {
  const entries = carried(model)
    .filter(wanted)
    .map((resource) => {
      const validator = operation + formSuffix(form);
      const { key, file } = codeNames(model).resource(resource);
      const local = imported(imports, `./${file}.js`, `${validator} as ${key}_${validator}`);
      const type = operation === 'create' && resource.resourceType !== undefined ? `, type: ${resource.resourceType}` : '';
      return `${propertyKey(rootName(resource, form))}: { issues: ${local}.issues${type} },\n`;
    });
  return `{\n${entries.join('')}}`;
}

/** Roots of which only the kind of value is checked: long name → kind. */
function kinds({ model, form, imports }: Context, byName: Readonly<Record<string, 'string' | 'strings' | 'object'>>): string {
  const entries = Object.entries(byName).map(([long, kind]) => `${propertyKey(globalName(model, form, long))}: ${imported(imports, './primitives.js', 'ofKind')}('${kind}'),\n`);
  return `{\n${entries.join('')}}`;
}

const joined = (a: string, b: string): string => `{ ...${a}, ...${b} }`;

/** The code of a function from data to issues, and its name. */
interface CheckCode {
  readonly name: string;
  readonly code: string;
}

const envelopeCheck = (context: Context, primitive: 'request' | 'response'): CheckCode =>
  check(context, 'envelope', envelopeSchema(context.model, primitive, context.form, context.types), {
    of: `${primitive}Primitive`,
    kind: 'parameter',
    clause: clauseOf(context, primitive),
    names: parameterNames(context, primitive),
  });

/** A check that stands in the module itself, and its issues. */
function check(context: Context, what: string, schema: Keywords, facts: Facts): CheckCode {
  const { writer, checks, imports } = context;
  const name = named(what, context);
  const names = facts.names ?? memberNames(context, Object.keys((resolved(schema, context.types)['properties'] as object | undefined) ?? {}));
  return {
    name,
    code: `${writer.function(`${name}Errors`, checks.shared(schema), false)}
const ${name} = (data) => ${imported(imports, './support.js', 'issuesOf')}(data, ${name}Errors(data, null, 0), ${literal({ ...facts, names })});
`,
  };
}

/** What a reference leads to. */
const resolved = (schema: Keywords, types: TypeSchemas): Keywords => {
  const definition = definitionOf(schema['$ref']);
  return definition === undefined ? schema : keywordsOf(types.definitions().get(definition) ?? true);
};

/** What messages need beyond the error. */
interface Facts {
  /** What is validated, by its long name. */
  readonly of: string;
  /** What a member is called when not `attribute`. */
  readonly kind?: 'parameter';
  readonly clause?: string;
  /** Key → long name, where they differ. */
  readonly names?: { readonly [key: string]: string };
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
