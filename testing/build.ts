import { attributesOf } from '../generated/tables/index.js';
import type { Body, Form, Operation, OperationOf, ResourceName } from './names.js';
import { operationsOf, resourceList } from './payload.js';
import { plausible } from './plausible.js';
import { payloadVectors } from './vectors.js';

/**
 * Attributes that a built payload shall have instead of its own, each as a whole: a list or a structure is not merged, so
 * that what a test says is what the payload has. `undefined` takes an attribute out, a mandatory one too.
 */
export type Overrides<T> = { readonly [K in keyof T]?: T[K] | undefined };

type Make<T> = (overrides?: Overrides<T>) => T;

/** Makes payloads with long names; `wire` makes them with short names. */
export type Maker<R extends ResourceName, O extends OperationOf<R>> = Make<Body<R, O>> & { readonly wire: Make<Body<R, O, 'wire'>> };

/** Makes the content of Create requests when called; `update` that of Update requests, `full` whole representations. */
export type Builder<R extends ResourceName> = ('create' extends OperationOf<R> ? Maker<R, 'create' & OperationOf<R>> : unknown) & {
  readonly [O in Exclude<OperationOf<R>, 'create' | 'partial'>]: Maker<R, O>;
};

export type Build = { readonly [R in ResourceName]: Builder<R> };

/**
 * Valid payloads: what is mandatory, and what you say. The same call gives an equal payload every time, and no two share a
 * part.
 */
export const build: Build = {} as Build;

// Each is made when it is asked for: it needs the validators of its resource type.
for (const resource of resourceList) {
  const get = () => {
    const value = builderOf(resource);
    Object.defineProperty(build, resource, { value, enumerable: true });
    return value;
  };
  Object.defineProperty(build, resource, { get, enumerable: true, configurable: true });
}

function builderOf(resource: ResourceName): unknown {
  const makers = operationsOf(resource).flatMap((operation) =>
    operation === 'partial' ? [] : [[operation, makerOf(resource, operation)] as const],
  );
  const { create = {}, ...others } = Object.fromEntries(makers);
  return Object.assign(create, others);
}

function makerOf(resource: ResourceName, operation: Operation): object {
  return Object.assign(make(resource, operation, 'long'), { wire: make(resource, operation, 'wire') });
}

function make(resource: ResourceName, operation: Operation, form: Form) {
  return (overrides: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => {
    const body = { ...structuredClone(mandatory(resource, operation, form)), ...overrides };
    return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
  };
}

/** The least payload of the test vectors, told as the story of `plausible`. */
function mandatory(resource: ResourceName, operation: Operation, form: Form): Readonly<Record<string, unknown>> {
  const least = payloadVectors(resource, operation)!.valid[0]![form] as Readonly<Record<string, unknown>>;
  const key = form === 'wire' ? 'shortName' : 'name';
  const told = (attributesOf(resource) ?? []).filter((row) => row[key] in least && plausible.has(row.name));
  return { ...least, ...Object.fromEntries(told.map((row) => [row[key], plausible.get(row.name)])) };
}
