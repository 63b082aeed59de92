import type { JsonValue, Model, Resource } from '../../model/model.js';
import { rootName } from '../schemas/representation.js';
import type { Primitive, Step } from './plan.js';

/** Long names → the short ones of the wire, for requests that are written here by their long names. */
export interface Words {
  readonly resource: (name: string) => Resource | undefined;
  readonly root: (resource: string) => string;
  readonly attribute: (name: string) => string;
  readonly member: (name: string) => string;
  readonly parameter: (name: string) => string;
  readonly content: (resource: string, attributes: Attributes) => JsonValue;
  readonly create: (parent: string, resource: string, attributes?: Attributes, more?: Primitive) => Primitive;
  readonly retrieve: (to: string, more?: Primitive) => Primitive;
  readonly update: (to: string, resource: string, attributes: Attributes, more?: Primitive) => Primitive;
  readonly remove: (to: string, more?: Primitive) => Primitive;
  readonly discover: (to: string, criteria: Attributes, more?: Primitive) => Primitive;
}

type Attributes = { readonly [name: string]: JsonValue };

/** Numbers of m2m:operation (TS-0004 6.3.4.2.5). */
const operations = { create: 1, retrieve: 2, update: 3, delete: 4 } as const;

export function wordsOf(model: Model): Words {
  const resources = new Map(model.resources.map((resource) => [resource.name, resource]));
  const { attributes, members, parameters } = model.shortNames;
  const member = (name: string): string => members.get(name)?.shortName ?? attributes.get(name)?.shortName ?? name;
  const attribute = (name: string): string => attributes.get(name)?.shortName ?? member(name);
  const own = (resource: Resource | undefined, name: string): string => resource?.attributes.find((each) => each.name === name)?.shortName ?? attribute(name);
  const within = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return (value as readonly JsonValue[]).map(within);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [member(name), within(each)]));
  };
  const root = (name: string): string => {
    const resource = resources.get(name);
    return resource === undefined ? `m2m:${name}` : rootName(resource, 'wire');
  };
  const content = (name: string, given: Attributes): JsonValue => {
    const resource = resources.get(name);
    return { [root(name)]: Object.fromEntries(Object.entries(given).map(([key, value]) => [own(resource, key), within(value)])) };
  };
  const parameter = (name: string): string => parameters.get(name)?.shortName ?? name;
  return {
    resource: (name) => resources.get(name),
    root,
    attribute,
    member,
    parameter,
    content,
    create: (to, resource, given = {}, more = {}) => ({ op: operations.create, to, ty: resources.get(resource)?.resourceType ?? 0, pc: content(resource, given), ...more }),
    retrieve: (to, more = {}) => ({ op: operations.retrieve, to, ...more }),
    update: (to, resource, given, more = {}) => ({ op: operations.update, to, pc: content(resource, given), ...more }),
    remove: (to, more = {}) => ({ op: operations.delete, to, ...more }),
    discover: (to, criteria, more = {}) => ({ op: operations.retrieve, to, fc: within({ filterUsage: 1, ...criteria }), ...more }),
  };
}

/** Response status codes that cases expect (TS-0004 6.6.3), by their published names. */
export const rsc = {
  ACCEPTED: [1000, 1001, 1002],
  OK: 2000,
  CREATED: 2001,
  DELETED: 2002,
  UPDATED: 2004,
  BAD_REQUEST: 4000,
  RELEASE_VERSION_NOT_SUPPORTED: 4001,
  NOT_FOUND: 4004,
  OPERATION_NOT_ALLOWED: 4005,
  REQUEST_TIMEOUT: 4008,
  ORIGINATOR_HAS_NO_PRIVILEGE: 4103,
  CONFLICT: 4105,
  ORIGINATOR_NOT_AUTHENTICATED: 4106,
  INVALID_CHILD_RESOURCE_TYPE: 4108,
  GROUP_MEMBER_TYPE_INCONSISTENT: 4110,
  ORIGINATOR_HAS_ALREADY_REGISTERED: 4117,
  TARGET_NOT_SUBSCRIBABLE: 5203,
  SUBSCRIPTION_VERIFICATION_INITIATION_FAILED: 5204,
  UNSUPPORTED_MEDIA_TYPE: 4015,
  NOT_ACCEPTABLE: 5207,
  MGMT_CANCELLATION_FAILED: 6026,
  MGMT_COMMAND_NOT_CANCELLABLE: 6029,
} as const;

/** What a case needs to be there before it asks. */
export const given = (request: Primitive, save?: Step['save']): Step => ({
  given: true,
  request,
  rsc: [{ 1: rsc.CREATED, 2: rsc.OK, 3: rsc.UPDATED, 4: rsc.DELETED }[request['op'] as 1 | 2 | 3 | 4]],
  ...(save !== undefined && { save }),
});

export const ask = (request: Primitive, codes: number | readonly number[], content?: Step['content'], save?: Step['save']): Step => ({
  request,
  rsc: typeof codes === 'number' ? [codes] : codes,
  ...(content !== undefined && { content }),
  ...(save !== undefined && { save }),
});
