import type { Content, Model, Resource } from '../../model/model.js';
import { citation } from '../../model/model.js';
import { pascalCase } from '../../model/names.js';
import { codeNames } from '../code-names.js';
import type { OutputFile } from '../output.js';
import type { Primitive, RequestOperation } from '../schemas/primitives.js';
import {
  envelopeSchema,
  operationCodes,
  parameterKey,
  parametersOf,
  primitives,
  requestOperations,
} from '../schemas/primitives.js';
import type { Carrier } from '../schemas/contents.js';
import { contentNames, contentSchema, contentsOf, globalName, isPrimitive, memberRules } from '../schemas/contents.js';
import type { Form, Operation } from '../schemas/representation.js';
import { carried, forms, memberName, rootName, uncoveredChildren } from '../schemas/representation.js';
import type { Keywords, Schema, TypeSchemas } from '../schemas/types.js';
import { keywordsOf, typeSchemas } from '../schemas/types.js';
import { definitionOf } from '../schemas/references.js';
import { propertyKey } from '../types/declarations.js';
import { formSuffix } from '../types/names.js';
import { CheckWriter, type Definitions } from '../checks/code.js';
import { checkHeader, importLines, indented, literal } from '../checks/module.js';
import type { TypeChecks } from '../checks/type-checks.js';
import { heldPrimitives } from './aggregations.js';
import { declarationsOf } from './declarations.js';
import { primitivesModule } from './primitives-support.js';

/**
 * `validators/requestPrimitive.js` and so on. What a primitive carries is checked by the validators of the resources, which these
 * modules import; they add the parameters and which content belongs to which operation. A notification may carry a response, which may
 * carry a request, so that one module, `validators/contents.js`, has all three.
 */
export function primitiveModules(model: Model, checks: TypeChecks): readonly OutputFile[] {
  return [
    { path: 'validators/primitives.js', text: checkHeader + primitivesModule(model) },
    { path: 'validators/contents.js', text: moduleText(model, checks) },
    ...primitives.flatMap((primitive) => [
      { path: `validators/${primitive}.js`, text: `${checkHeader}export { ${forms.map((form) => primitive + formSuffix(form)).join(', ')} } from './contents.js';\n` },
      { path: `validators/${primitive}.d.ts`, text: declarationsOf(forms.map((form) => [primitive + formSuffix(form), typeOf[primitive] + formSuffix(form)]), ['../types/primitives.js']) },
    ]),
  ];
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
  readonly writer: CheckWriter;
  readonly checks: TypeChecks;
  /** Imports of the module, by where from. */
  readonly imports: Map<string, Set<string>>;
}

function moduleText(model: Model, checks: TypeChecks): string {
  const imports = new Map<string, Set<string>>();
  const functionOf = (form: Form, definition: string): string => {
    const { name, home } = checks.of(definition, form);
    return home === 'types' ? imported(imports, '../checks/types.js', name) : imported(imports, `../checks/${home}.js`, `${name} as ${name}_${home}`);
  };
  const definitions = (form: Form): Definitions => ({ functionOf: (definition) => functionOf(form, definition), schemaOf: (definition) => checks.schemaOf(definition, form) });
  const writer = new CheckWriter(definitions('long'));
  const bodies = forms.flatMap((form) => {
    const context: Context = { model, form, types: typeSchemas(model, form), writer: writer.calling(definitions(form)), checks, imports };
    return [partialBody(context), notificationBody(context), requestBody(context), responseBody(context)];
  });
  const lines = importLines([['../checks/report.js', writer.uses()], ...[...imports].map(([from, names]) => [from, [...names]] as const)]);
  return `${checkHeader}${lines}\n${indented([writer.declarations(), ...bodies].filter((part) => part !== '').join('\n'))}`;
}

/** Resources as responses and notifications carry them, with their children. */
const partialBody = (context: Context): string => `const ${named('partials', context)} = /* @__PURE__ */ ${imported(context.imports, './primitives.js', 'nesting')}(${resourceRoots(context, () => true, 'partial')}, ${literal(uncoveredChildren(context.model, context.form))});
`;

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
  const roots = contentRoots(context, 'retrieve');
  const contents: Record<RequestOperation, string> = {
    create: resourceRoots(context, (r) => r.operations.includes('create'), 'create'),
    retrieve: roots.text,
    update: resourceRoots(context, (r) => r.operations.includes('update'), 'update'),
    delete: '{}',
    notify: named('roots', context),
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
${roots.code}
export const ${named('requestPrimitive', context)} = /* @__PURE__ */ ${imported(context.imports, './primitives.js', 'requestValidator')}({
envelope: ${ruled(context, 'requestPrimitive', envelope.name, parameterNames(context, 'request'))},
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
  const roots = contentRoots(context, 'response');
  return `${envelope.code}
${roots.code}
export const ${named('responsePrimitive', context)} = /* @__PURE__ */ ${imported(context.imports, './primitives.js', 'responseValidator')}({
envelope: ${ruled(context, 'responsePrimitive', envelope.name, parameterNames(context, 'response'))},
content: ${literal(content === undefined ? 'pc' : parameterKey(content, context.form))},
roots: { ...${named('partials', context)}, ...${roots.text} },
});
`;
}

function notificationBody(context: Context): string {
  const others = contentRoots(context, 'notify');
  return `${oneNotification(context)}${others.code}
const ${named('roots', context)} = ${others.text};

export const ${named('notification', context)} = /* @__PURE__ */ ${imported(context.imports, './primitives.js', 'contentValidator')}(${named('roots', context)});
`;
}

/** What checks one notification, where notifications are known at all. */
function oneNotification(context: Context): string {
  const { model, form, types } = context;
  if (!contentsOf(model, 'notify').some(({ name }) => name === 'notification' || name === 'aggregatedNotification')) return '';
  const name = (long: string): string => memberName(model, form, long);
  // What the representation holds is checked by the validators of resources.
  const shape = check(context, 'shape', keywordsOf(types.named('m2m:notification')), { of: 'notification', clause: 'TS-0004 6.3.5.13' });
  const carriedRoots = contentRoots(context, 'representation');
  return `${shape.code}
${carriedRoots.code}
const ${named('notificationOf', context)} = /* @__PURE__ */ ${imported(context.imports, './primitives.js', 'notificationIssues')}({
shape: ${shape.name},
event: ${literal(name('notificationEvent'))},
representation: ${literal(name('representation'))},
roots: { ...${named('partials', context)}, ...${carriedRoots.text} },
});
`;
}

/** The roots of a content as the code of an object: root name → what checks it. */
function resourceRoots(context: Context, wanted: (resource: Resource) => boolean, operation: Operation): string {
  const { model, form, imports } = context;
  const entries = carried(model).filter(wanted).map((resource) => {
    const [validator, { key, file }] = [operation + formSuffix(form), codeNames(model).resource(resource)];
    const local = imported(imports, `./${file}.js`, `${validator} as ${key}_${validator}`);
    const type = operation === 'create' && resource.resourceType !== undefined ? `, type: ${resource.resourceType}` : '';
    return `${propertyKey(rootName(resource, form))}: ${holding(context, resource, `{ issues: ${local}.issues${type} }`)},\n`;
  });
  return `{\n${entries.join('')}}`;
}

/** The root of a resource that may have primitives among its attributes. */
function holding({ model, form, imports }: Context, resource: Resource, root: string): string {
  const held = heldPrimitives(model, form, resource);
  return held.length === 0 ? root : `/* @__PURE__ */ ${imported(imports, './primitives.js', 'holding')}(${root}, { ${held.join(', ')} })`;
}

/** Contents of a carrier that are no resource: the code of their checks, and of an object of them by root name. */
function contentRoots(context: Context, carrier: Carrier): { readonly code: string; readonly text: string } {
  const { model, form } = context;
  const parts = contentsOf(model, carrier).map((content) => ({ name: globalName(model, form, content.name), ...contentRoot(context, content, carrier) }));
  return {
    code: parts.map(({ code }) => code).filter((code) => code !== '').join('\n'),
    text: `{\n${parts.map(({ name, text }) => `${propertyKey(name)}: ${text},\n`).join('')}}`,
  };
}

/** What checks one content. */
function contentRoot(context: Context, content: Content, carrier: Carrier): { readonly code: string; readonly text: string } {
  const { model, form, types } = context;
  const { address, resourceID, response } = contentNames(model, form);
  const from = (name: string): string => imported(context.imports, './primitives.js', name);
  const shaped = (schema: Schema): CheckCode => check(context, `${content.name}In${pascalCase(carrier)}`, keywordsOf(schema), { of: content.name, kind: 'member', clause: citation(content.source) });
  if (isPrimitive(content)) return { code: '', text: `/* @__PURE__ */ ${from('later')}(() => ${named(content.name, context)})` };
  if (content.name === 'notification') return { code: '', text: `{ issues: ${named('notificationOf', context)} }` };
  if (content.name === 'aggregatedNotification') {
    const member = memberName(model, form, 'notification');
    const schema = { type: 'object', required: [member], properties: { [member]: { type: 'array', minItems: 1 } }, additionalProperties: false };
    const { name, code } = check(context, 'aggregate', schema, { of: content.name, clause: 'TS-0004 6.3.5.12' });
    const issues = `/* @__PURE__ */ ${from('aggregatedIssues')}({ shape: ${name}, member: ${literal(member)}, each: ${named('notificationOf', context)} })`;
    return { code, text: `{ issues: /* @__PURE__ */ ${from('unprefixed')}({ member: ${literal(member)}, global: ${literal(globalName(model, form, 'notification'))}, issues: ${issues} }) }` };
  }
  if (content.name === 'aggregatedResponse') {
    const { name, code } = shaped({ type: 'object', properties: { [resourceID]: types.named('xs:anyURI'), [response]: { type: 'array' } }, additionalProperties: false });
    const each = `(data) => ${named('responsePrimitive', context)}.issues(data)`;
    return { code, text: `{ issues: /* @__PURE__ */ ${from('aggregatedIssues')}({ shape: ${name}, member: ${literal(response)}, each: ${each} }) }` };
  }
  if (content.name === 'resource') {
    const { name, code } = shaped({ type: 'object', properties: { [address]: types.named('xs:anyURI') }, required: [address], additionalProperties: false });
    return { code, text: `/* @__PURE__ */ ${from('wrapped')}({ shape: ${name}, roots: ${named('partials', context)} })` };
  }
  const { name, code } = shaped(contentSchema(model, form, types, content));
  return { code, text: `/* @__PURE__ */ ${from('ofType')}(${ruled(context, content.name, name, memberNames(context, membersNamed(context, content)))})` };
}

/** The code of a check that asks the rules across members, too. */
function ruled(context: Context, of: string, check: string, names: { readonly [key: string]: string }): string {
  const rules = memberRules(context.model, context.form, of).map(({ keys, when, must, rule }) => {
    const key = keys.at(-1)!;
    return { keys, when, must, key, name: names[key] === undefined ? key : `${names[key]} (${key})`, attribute: names[key] ?? key, text: rule.description, clause: citation(rule.source) };
  });
  return rules.length === 0 ? check : `/* @__PURE__ */ ${imported(context.imports, './primitives.js', 'ruled')}(${check}, ${literal(rules)})`;
}

/** The members of a content as keys. */
const membersNamed = ({ types }: Context, { type }: Content): readonly string[] =>
  type === undefined ? [] : Object.keys((resolved(keywordsOf(types.named(type)), types)['properties'] as object | undefined) ?? {});

/** The code of a function from data to issues, and its name. */
interface CheckCode {
  readonly name: string;
  readonly code: string;
}

const envelopeCheck = (context: Context, primitive: 'request' | 'response'): CheckCode =>
  check(context, `${primitive}Envelope`, envelopeSchema(context.model, primitive, context.form, context.types), {
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
  readonly kind?: 'parameter' | 'member';
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
