import { type Conditions, headOf } from '../../model/conditions.js';
import type { Content, ContentRule, Model } from '../../model/model.js';
import { conditionsSchema } from './conditions.js';
import { documentId, referenceTo } from './references.js';
import type { Form } from './representation.js';
import { carried, inForm, memberName, rootName } from './representation.js';
import { representationReference } from './resource.js';
import type { Keywords, Schema, TypeSchemas } from './types.js';

/** Where a content may stand: in a RETRIEVE or NOTIFY request, in a response, in the representation of a notification. */
export type Carrier = 'retrieve' | 'notify' | 'response' | 'representation';

export const contentsOf = (model: Model, carrier: Carrier): readonly Content[] =>
  model.contents.filter((content) => (content.in === 'request' ? content.operations?.some((operation) => operation === carrier) : content.in === carrier));

/** Each once, wherever it may stand: the first row of a name. */
export const eachContent = (model: Model): readonly Content[] => [...new Map([...model.contents].reverse().map((content) => [content.name, content])).values()].reverse();

/** Whose content is another primitive: its type is that of its parameters. */
export const isPrimitive = ({ name }: Pick<Content, 'name'>): boolean => name === 'requestPrimitive' || name === 'responsePrimitive';

/** The name of a global element of the XSD as a member of a primitive's content: `m2m:sgn`. */
export const globalName = (model: Model, form: Form, long: string): string => `m2m:${memberName(model, form, long)}`;

/** The names of what is in the contents that hold others. */
export const contentNames = (model: Model, form: Form) => ({
  address: memberName(model, form, 'URI'),
  resourceID: memberName(model, form, 'resourceID'),
  response: globalName(model, form, 'responsePrimitive'),
});

/** A rule across the members of a primitive or of a content, in one form of names. */
export interface MemberRule {
  /** The first members of all paths; the last is that which the rule demands something of. */
  readonly keys: readonly string[];
  readonly when: Conditions;
  readonly must: Conditions;
  readonly rule: ContentRule;
}

export function memberRules(model: Model, form: Form, of: string): readonly MemberRule[] {
  const parameters = new Map(model.parameters.map((parameter) => [parameter.name, form === 'wire' ? parameter.shortName : parameter.name]));
  const key = (path: string): string => {
    const [head, ...members] = path.split('/');
    const first = (isPrimitive({ name: of }) ? parameters.get(head!) : undefined) ?? memberName(model, form, head!);
    return [first, ...members.map((member) => memberName(model, form, member))].join('/');
  };
  const conditions = (wanted: ContentRule['when']): Conditions => Object.entries(wanted).map(([path, test]) => [key(path), inForm(model, form, test, key)]);
  return model.contentRules
    .filter((rule) => rule.of === of)
    .map((rule) => {
      const [when, must] = [conditions(rule.when), conditions(rule.must)];
      return { keys: [...new Set([...when, ...must].map(([path]) => headOf(path)))], when, must, rule };
    });
}

/** The rules as JSON Schema, for what stands beside it to be checked as well. */
export const memberRuleSchemas = (model: Model, form: Form, of: string): readonly Keywords[] =>
  memberRules(model, form, of).flatMap(({ when, must }) => {
    const [condition, consequence] = [conditionsSchema(when), conditionsSchema(must)];
    return condition === undefined || consequence === undefined ? [] : [{ if: condition, then: consequence }];
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
  Object.fromEntries(
    contentsOf(model, carrier).map((content) => {
      const schema = contentSchema(model, form, types, content);
      const rules = isPrimitive(content) ? [] : memberRuleSchemas(model, form, content.name);
      return [globalName(model, form, content.name), rules.length === 0 ? schema : { allOf: [schema, ...rules] }];
    }),
  );
