/** Which body goes with which type, in both name forms: of the package's specification, unless another is named. */

import type { PartOf } from '../generated/types/primitives.js';
import type { PrimitiveBodies, Types as StandardTypes } from '../generated/vocabulary.js';

export type { PrimitiveBodies, StandardTypes };

/** The types of a specification, as `specgen generate` writes them: bodies of resources by long name and operation, and of the rest. */
export interface Types {
  readonly resources: object;
  readonly primitives: Readonly<Record<KnownPrimitive, { readonly long: unknown; readonly wire: unknown }>>;
}

export type KnownPrimitive = keyof PrimitiveBodies;
export type KnownResource<S extends Types = StandardTypes> = keyof S['resources'] & string;
/** Long names of resources, and of what else travels. */
export type KnownType<S extends Types = StandardTypes> = KnownResource<S> | KnownPrimitive;

/** What a representation of a resource stands in; `partial`: any part of one, in a response or notification. */
export type Operation = 'create' | 'update' | 'full' | 'partial';

type At<T, K> = K extends keyof T ? T[K] : never;

/** The body of a resource with long names. */
export type LongBody<T, O extends Operation, S extends Types = StandardTypes> = O extends 'partial'
  ? PartOf<At<At<S['resources'], T>, 'full'>>
  : At<At<S['resources'], T>, O>;

/** The body of a resource with short names. */
export type WireBody<T, O extends Operation, S extends Types = StandardTypes> = O extends 'partial'
  ? PartOf<At<At<S['resources'], T>, 'fullWire'>>
  : At<At<S['resources'], T>, `${O}Wire`>;

/** The body of a resource with long names, whatever it stands in. */
export type ResourceBody<T, S extends Types = StandardTypes> = LongBody<T, Operation, S>;

/** Any other name, for programs that learn the type at run time. */
export type OtherType<T extends string, S extends Types = StandardTypes> = T extends KnownType<S> ? never : T;
