import type { BodyOf, Form, Operation, OperationOf, ResourceName, Validators } from './names.js';
import { operationsOf, rowsIn } from './payload.js';
import { plausible } from './plausible.js';
import { packaged, type Specification } from './specification.js';
import { payloadVectors } from './vectors.js';

/**
 * Attributes that a built payload shall have instead of its own, each as a whole: a list or a structure is not merged, so
 * that what a test says is what the payload has. `undefined` takes an attribute out, a mandatory one too.
 */
export type Overrides<T> = { readonly [K in keyof T]?: T[K] | undefined };

type Make<T> = (overrides?: Overrides<T>) => T;

/** Makes payloads with long names; `wire` makes them with short names. */
export type Maker<R extends ResourceName<V>, O extends OperationOf<R, V>, V = Validators> = Make<BodyOf<V, R, O, 'long'>> & { readonly wire: Make<BodyOf<V, R, O, 'wire'>> };

/** Makes the content of Create requests when called; `update` that of Update requests, `full` whole representations. */
export type Builder<R extends ResourceName<V>, V = Validators> = ('create' extends OperationOf<R, V> ? Maker<R, 'create' & OperationOf<R, V>, V> : unknown) & {
  readonly [O in Exclude<OperationOf<R, V>, 'create' | 'partial'>]: Maker<R, O, V>;
};

export type Build<V = Validators> = { readonly [R in ResourceName<V>]: Builder<R, V> };

/**
 * Valid payloads: what is mandatory, and what you say. The same call gives an equal payload every time, and no two share a
 * part.
 */
export const build: Build = bindBuild(packaged);

/** `build` for a specification. */
export function bindBuild<V = Validators>(specification: Specification): Build<V> {
  const build = {};
  // Each is made when it is asked for: it needs the validators of its resource type.
  for (const resource of rowsIn(specification).keys()) {
    const get = () => {
      const value = builderOf(resource, specification);
      Object.defineProperty(build, resource, { value, enumerable: true });
      return value;
    };
    Object.defineProperty(build, resource, { get, enumerable: true, configurable: true });
  }
  return build as Build<V>;
}

function builderOf(resource: string, specification: Specification): unknown {
  const makers = operationsOf(resource, specification).flatMap((operation) =>
    operation === 'partial' ? [] : [[operation, makerOf(resource, operation, specification)] as const],
  );
  const { create = {}, ...others } = Object.fromEntries(makers);
  return Object.assign(create, others);
}

function makerOf(resource: string, operation: Operation, specification: Specification): object {
  return Object.assign(make(resource, operation, 'long', specification), { wire: make(resource, operation, 'wire', specification) });
}

function make(resource: string, operation: Operation, form: Form, specification: Specification) {
  return (overrides: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => {
    const body = { ...structuredClone(mandatory(resource, operation, form, specification)), ...overrides };
    return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
  };
}

/** The least payload of the test vectors, told as the story of `plausible`. */
function mandatory(resource: string, operation: Operation, form: Form, specification: Specification): Readonly<Record<string, unknown>> {
  const least = payloadVectors(resource, operation, specification)!.valid[0]![form] as Readonly<Record<string, unknown>>;
  const key = form === 'wire' ? 'shortName' : 'name';
  const told = (specification.attributesOf(resource) ?? []).filter((row) => row[key] in least && plausible.has(row.name));
  return { ...least, ...Object.fromEntries(told.map((row) => [row[key], plausible.get(row.name)])) };
}
