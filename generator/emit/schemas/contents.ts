import type { Content, Model } from '../../model/model.js';
import { documentId, referenceTo } from './references.js';
import type { Form } from './representation.js';
import { carried, memberName, rootName } from './representation.js';
import { representationReference } from './resource.js';
import type { Schema, TypeSchemas } from './types.js';

/** Where a content may stand: in a RETRIEVE or NOTIFY request, in a response, in the representation of a notification. */
export type Carrier = 'retrieve' | 'notify' | 'response' | 'representation';

export const contentsOf = (model: Model, carrier: Carrier): readonly Content[] =>
  model.contents.filter((content) => (content.in === 'request' ? content.operations?.some((operation) => operation === carrier) : content.in === carrier));

/** Each once, wherever it may stand: the first row of a name. */
export const eachContent = (model: Model): readonly Content[] => [...new Map([...model.contents].reverse().map((content) => [content.name, content])).values()].reverse();

/** Whose content is another primitive: its type is that of its parameters. */
export const isPrimitive = ({ name }: Content): boolean => name === 'requestPrimitive' || name === 'responsePrimitive';

/** The name of a global element of the XSD as a member of a primitive's content: `m2m:sgn`. */
export const globalName = (model: Model, form: Form, long: string): string => `m2m:${memberName(model, form, long)}`;

/** The names of what is in the contents that hold others. */
export const contentNames = (model: Model, form: Form) => ({
  address: memberName(model, form, 'URI'),
  resourceID: memberName(model, form, 'resourceID'),
  response: globalName(model, form, 'responsePrimitive'),
});

/** The schema of a content; of primitives and of resources, references to theirs. */
export function contentSchema(model: Model, form: Form, types: TypeSchemas, content: Content): Schema {
  const { address, resourceID, response } = contentNames(model, form);
  if (isPrimitive(content)) return { $ref: documentId(content.name) + referenceTo(form) };
  if (content.name === 'aggregatedResponse') {
    const each = { $ref: documentId('responsePrimitive') + referenceTo(form) };
    return { type: 'object', properties: { [resourceID]: types.named('xs:anyURI'), [response]: { type: 'array', items: each } }, additionalProperties: false };
  }
  if (content.name === 'resource') {
    const roots = carried(model).map((resource) => [rootName(resource, form), representationReference(model, resource, 'partial', form)] as const);
    return { type: 'object', properties: { ...Object.fromEntries(roots), [address]: types.named('xs:anyURI') }, required: [address], minProperties: 2, maxProperties: 2, additionalProperties: false };
  }
  return content.type === undefined ? { type: 'object' } : types.named(content.type);
}

export const contentSchemas = (model: Model, form: Form, types: TypeSchemas, carrier: Carrier): { readonly [root: string]: Schema } =>
  Object.fromEntries(contentsOf(model, carrier).map((content) => [globalName(model, form, content.name), contentSchema(model, form, types, content)]));
