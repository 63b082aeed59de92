/** Which body goes with which type, in both name forms. */

import type { KnownResource, ResourceTypes } from '../generated/types/index.js';
import type {
  NotifyContent,
  NotifyContentWire,
  PartOf,
  PrimitiveContent,
  PrimitiveContentWire,
  RequestPrimitive,
  RequestPrimitiveWire,
  ResponsePrimitive,
  ResponsePrimitiveWire,
} from '../generated/types/primitives.js';

/** Bodies that are no resource. A notification and the content of a primitive stand in their root element, as on the wire. */
export interface PrimitiveBodies {
  readonly requestPrimitive: { readonly long: RequestPrimitive; readonly wire: RequestPrimitiveWire };
  readonly responsePrimitive: { readonly long: ResponsePrimitive; readonly wire: ResponsePrimitiveWire };
  readonly notification: { readonly long: NotifyContent; readonly wire: NotifyContentWire };
  readonly primitiveContent: { readonly long: PrimitiveContent; readonly wire: PrimitiveContentWire };
}

export type KnownPrimitive = keyof PrimitiveBodies;
/** Long names of resources, and of what else travels. */
export type KnownType = KnownResource | KnownPrimitive;

/** What a representation of a resource stands in; `partial`: any part of one, in a response or notification. */
export type Operation = 'create' | 'update' | 'full' | 'partial';

/** The body of a resource with long names. */
export type LongBody<T extends KnownResource, O extends Operation> = O extends 'partial'
  ? PartOf<ResourceTypes[T]['full']>
  : ResourceTypes[T][Exclude<O, 'partial'>];

/** The body of a resource with short names. */
export type WireBody<T extends KnownResource, O extends Operation> = O extends 'partial'
  ? PartOf<ResourceTypes[T]['fullWire']>
  : ResourceTypes[T][`${Exclude<O, 'partial'>}Wire`];

/** The body of a resource with long names, whatever it stands in. */
export type ResourceBody<T extends KnownResource> = LongBody<T, Operation>;

/** Any other name, for programs that learn the type at run time. */
export type OtherType<T extends string> = T extends KnownType ? never : T;
