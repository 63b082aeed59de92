import type { Model, PrimitiveParameter, Resource } from '../../model/model.js';
import { citation } from '../../model/model.js';
import { typeIn } from '../../model/primitives.js';
import type { CommonTypes } from './common.js';
import { contentSchemas, memberRuleSchemas } from './contents.js';
import { documentId, referenceTo } from './references.js';
import type { Form, Operation } from './representation.js';
import { carried, forms, rootName } from './representation.js';
import { dialect, representationReference } from './resource.js';
import type { Keywords, Schema, TypeSchemas } from './types.js';
import { typeSchemas } from './types.js';

export const primitives = ['requestPrimitive', 'responsePrimitive', 'notification'] as const;
export type Primitive = (typeof primitives)[number];

/** m2m:operation (TS-0004 6.3.4.2.5). */
export const operationCodes = { create: 1, retrieve: 2, update: 3, delete: 4, notify: 5 } as const;
export type RequestOperation = keyof typeof operationCodes;
export const requestOperations = Object.keys(operationCodes) as RequestOperation[];

/** A request, a response or a notification in one document: a definition for each name form. */
export function primitiveDocument(model: Model, primitive: Primitive, common: CommonTypes): Keywords {
  const schemaOf = { requestPrimitive: requestSchema, responsePrimitive: responseSchema, notification: notificationSchema }[primitive];
  const { title, description, $comment } = schemaOf(model, 'wire', typeSchemas(model, 'wire'));
  const definitions = forms.map((form): readonly [string, Keywords] => {
    const { description: _description, $comment: _comment, ...schema } = schemaOf(model, form, typeSchemas(model, form));
    return [form, common.referredTo(schema, form)];
  });
  const carriedByNotifications = forms.map((form): readonly [string, Keywords] => [
    `representation.${form}`,
    common.referredTo(oneMember(representationRoots(model, form, typeSchemas(model, form))), form),
  ]);
  return {
    $schema: dialect,
    $id: documentId(primitive),
    title,
    description,
    $comment,
    anyOf: forms.map((form) => ({ $ref: referenceTo(form) })),
    $defs: Object.fromEntries([...definitions, ...(primitive === 'notification' ? carriedByNotifications : [])]),
  };
}

/** What a notification carries: its type in the XSD takes anything. */
export const representationRoot = (form: Form): string => documentId('notification') + referenceTo(`representation.${form}`);

/** Refers to every type that primitives carry. */
export function convertContents(model: Model, form: Form, types: TypeSchemas): void {
  requestSchema(model, form, types);
  responseSchema(model, form, types);
  representationRoots(model, form, types);
}

export const parameterKey = ({ name, shortName }: PrimitiveParameter, form: Form): string => (form === 'wire' ? shortName : name);

export const parametersOf = (model: Model, primitive: 'request' | 'response'): readonly PrimitiveParameter[] =>
  model.parameters.filter((parameter) => parameter[primitive] !== null);

const isContent = ({ name }: PrimitiveParameter): boolean => name === 'primitiveContent';

/** The parameters alone; what `pc` holds depends on the operation. */
export function envelopeSchema(model: Model, primitive: 'request' | 'response', form: Form, types: TypeSchemas): Keywords {
  const parameters = parametersOf(model, primitive);
  return {
    type: 'object',
    properties: Object.fromEntries(
      parameters.map((parameter) => [
        parameterKey(parameter, form),
        isContent(parameter) ? { type: 'object' } : types.named(typeIn(parameter, primitive)),
      ]),
    ),
    required: parameters.filter((parameter) => parameter[primitive] === '1').map((parameter) => parameterKey(parameter, form)),
    additionalProperties: false,
  };
}

function requestSchema(model: Model, form: Form, types: TypeSchemas): Keywords {
  const parameters = parametersOf(model, 'request');
  const keyOf = (name: string): string | undefined => {
    const found = parameters.find((p) => p.name === name);
    return found && parameterKey(found, form);
  };
  const [op, ty, pc] = [keyOf('operation') ?? 'op', keyOf('resourceType') ?? 'ty', keyOf('primitiveContent') ?? 'pc'];
  const creatable = carried(model).filter((r) => r.operations.includes('create') && r.resourceType !== undefined);
  const contents: Partial<Record<RequestOperation, Keywords>> = {
    create: oneMember(roots(model, creatable, 'create', form)),
    retrieve: oneMember(contentSchemas(model, form, types, 'retrieve')),
    update: oneMember(
      roots(
        model,
        carried(model).filter((r) => r.operations.includes('update')),
        'update',
        form,
      ),
    ),
    notify: oneMember(contentSchemas(model, form, types, 'notify')),
  };
  const byOperation = requestOperations.map((operation) => {
    const optionality = (wanted: 'M' | 'NP'): string[] =>
      parameters.filter((p) => p.operations?.[operation] === wanted).map((p) => parameterKey(p, form));
    const absent = optionality('NP');
    const content = absent.includes(pc) ? undefined : contents[operation];
    return {
      if: { properties: { [op]: { const: operationCodes[operation] } }, required: [op] },
      then: {
        required: optionality('M'),
        properties: { ...Object.fromEntries(absent.map((key) => [key, false])), ...(content && { [pc]: content }) },
      },
    };
  });
  const creatableTypes = [...new Set(creatable.map((r) => r.resourceType!))];
  // One type number, 13, is shared by every specialization of mgmtObj: the name of the content's member tells them apart.
  const byType = creatableTypes.map((type) => ({
    if: { properties: { [op]: { const: operationCodes.create }, [ty]: { const: type } }, required: [op, ty] },
    then: {
      properties: { [pc]: { propertyNames: { enum: creatable.filter((r) => r.resourceType === type).map((r) => rootName(r, form)) } } },
    },
  }));
  const knownType = {
    if: { properties: { [op]: { const: operationCodes.create } }, required: [op] },
    then: { properties: { [ty]: { enum: creatableTypes } } },
  };
  return {
    title: 'Request primitive',
    description: 'A request as it travels, with the content that its operation and resource type call for.',
    $comment: citation(parameters[0]?.source ?? { document: 'TS-0004', clause: '6.4.1' }),
    ...envelopeSchema(model, 'request', form, types),
    allOf: [...byOperation, knownType, ...byType, ...memberRuleSchemas(model, form, 'requestPrimitive')],
  };
}

function responseSchema(model: Model, form: Form, types: TypeSchemas): Keywords {
  const envelope = envelopeSchema(model, 'response', form, types);
  const content = parametersOf(model, 'response').find(isContent);
  const contents = oneMember({ ...roots(model, carried(model), 'partial', form), ...contentSchemas(model, form, types, 'response') });
  const rules = memberRuleSchemas(model, form, 'responsePrimitive');
  return {
    title: 'Response primitive',
    description: 'A response as it travels; its content is a resource, whole or in part, or one of the other response contents.',
    $comment: citation(content?.source ?? { document: 'TS-0004', clause: '6.4.2' }),
    ...envelope,
    ...(content && { properties: { ...(envelope['properties'] as Keywords), [parameterKey(content, form)]: contents } }),
    ...(rules.length > 0 && { allOf: rules }),
  };
}

function notificationSchema(model: Model, form: Form, types: TypeSchemas): Keywords {
  return {
    title: 'Notification',
    description: 'The content of a Notify request: one notification, or several in one, a response, or a security exchange.',
    $comment: 'TS-0004 6.3.5.13',
    ...oneMember(contentSchemas(model, form, types, 'notify')),
  };
}

/** Exactly one of these members. */
const oneMember = (properties: { readonly [root: string]: Schema }): Keywords => ({
  type: 'object',
  properties,
  minProperties: 1,
  maxProperties: 1,
  additionalProperties: false,
});

const roots = (model: Model, resources: readonly Resource[], operation: Operation, form: Form): { [root: string]: Schema } =>
  Object.fromEntries(resources.map((resource) => [rootName(resource, form), representationReference(model, resource, operation, form)]));

/** By notification content type (TS-0004 6.3.5.62): a resource, its address, a trigger payload, time series data. */
const representationRoots = (model: Model, form: Form, types: TypeSchemas): { readonly [root: string]: Schema } => ({
  ...roots(model, carried(model), 'partial', form),
  ...contentSchemas(model, form, types, 'representation'),
});
