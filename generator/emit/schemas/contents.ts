import type { Model } from '../../model/model.js';
import { documentId, referenceTo } from './references.js';
import type { Form } from './representation.js';
import { carried, memberName, rootName } from './representation.js';
import { representationReference } from './resource.js';
import type { Schema, TypeSchemas } from './types.js';

/** Where a content may stand: in a RETRIEVE or NOTIFY request, in a response, in the representation of a notification. */
export type Carrier = 'retrieve' | 'notify' | 'response' | 'representation';

/** A content that is no resource. */
export interface OtherContent {
  /** The long name of its global element. */
  readonly name: string;
  readonly type: string;
  readonly in: readonly Carrier[];
  readonly clause: string;
}

const requested = 'TS-0004 7.5.2, Table 7.5.2-1';
const answered = 'TS-0004 7.5.2, Table 7.5.2-2';
const represented = 'TS-0004 6.3.5.62, Table 6.3.5.62-1';

/**
 * All of them, as the tables of TS-0004 7.5.2 and 6.3.5.62 have them. Of m2m:triggerPayload no document says what is in it; the types of
 * primitives are those of their parameters.
 */
export const otherContents: readonly OtherContent[] = [
  { name: 'notification', type: 'm2m:notification', in: ['notify'], clause: 'TS-0004 6.3.5.13' },
  { name: 'aggregatedNotification', type: 'm2m:aggregatedNotification', in: ['notify'], clause: 'TS-0004 6.3.5.12' },
  { name: 'attributeList', type: 'm2m:attributeList', in: ['retrieve'], clause: requested },
  { name: 'URI', type: 'xs:anyURI', in: ['response', 'representation'], clause: answered },
  { name: 'URIList', type: 'list of xs:anyURI', in: ['response'], clause: answered },
  { name: 'debugInfo', type: 'xs:string', in: ['response'], clause: answered },
  { name: 'resource', type: 'm2m:resourceWrapper', in: ['response'], clause: answered },
  { name: 'resourceRefList', type: 'm2m:listOfChildResourceRef', in: ['response'], clause: answered },
  { name: 'aggregatedResponse', type: 'm2m:aggregatedResponse', in: ['response'], clause: answered },
  { name: 'queryResult', type: 'xs:string', in: ['response'], clause: answered },
  { name: 'securityInfo', type: 'm2m:securityInfo', in: ['notify', 'response'], clause: 'TS-0004 6.3.5.48' },
  { name: 'triggerPayload', type: 'xs:anyType', in: ['representation'], clause: represented },
  { name: 'timeSeriesNotification', type: 'm2m:timeSeriesNotificationType', in: ['representation'], clause: represented },
  { name: 'requestPrimitive', type: 'requestPrimitive', in: ['response'], clause: answered },
  { name: 'responsePrimitive', type: 'responsePrimitive', in: ['notify'], clause: requested },
];

export const contentsOf = (carrier: Carrier): readonly OtherContent[] => otherContents.filter((content) => content.in.includes(carrier));

export const isPrimitive = ({ name, type }: OtherContent): boolean => name === type;

/** The name of a global element of the XSD as a member of a primitive's content: `m2m:sgn`. */
export const globalName = (model: Model, form: Form, long: string): string => `m2m:${memberName(model, form, long)}`;

/** The names of what is in the contents that hold others. */
export const contentNames = (model: Model, form: Form) => ({
  address: memberName(model, form, 'URI'),
  resourceID: memberName(model, form, 'resourceID'),
  response: globalName(model, form, 'responsePrimitive'),
});

/** The schema of a content; of primitives and of resources, references to theirs. */
export function contentSchema(model: Model, form: Form, types: TypeSchemas, content: OtherContent): Schema {
  const { address, resourceID, response } = contentNames(model, form);
  if (isPrimitive(content)) return { $ref: documentId(content.name) + referenceTo(form) };
  if (content.name === 'triggerPayload') return { type: 'object' };
  if (content.name === 'aggregatedResponse') {
    const each = { $ref: documentId('responsePrimitive') + referenceTo(form) };
    return { type: 'object', properties: { [resourceID]: types.named('xs:anyURI'), [response]: { type: 'array', items: each } }, additionalProperties: false };
  }
  if (content.name === 'resource') {
    const roots = carried(model).map((resource) => [rootName(resource, form), representationReference(model, resource, 'partial', form)] as const);
    return { type: 'object', properties: { ...Object.fromEntries(roots), [address]: types.named('xs:anyURI') }, required: [address], minProperties: 2, maxProperties: 2, additionalProperties: false };
  }
  return types.named(content.type);
}

export const contentSchemas = (model: Model, form: Form, types: TypeSchemas, carrier: Carrier): { readonly [root: string]: Schema } =>
  Object.fromEntries(contentsOf(carrier).map((content) => [globalName(model, form, content.name), contentSchema(model, form, types, content)]));
