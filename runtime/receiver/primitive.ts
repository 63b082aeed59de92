import type { JsonValue } from '../resource.js';
import type { Signal } from '../signal.js';

/**
 * A request, with parameters in long or short names (`operation` or `op`). Operation and resource type are numbers or names; the content
 * stands in its root element (`m2m:swcm`, `m2m:softwareCampaign`) or bare, with long or short names.
 */
export type RequestPrimitive = Readonly<Record<string, unknown>>;

/** A response in the form of its request: `rsc` and `pc`, or `responseStatusCode` and `primitiveContent`. */
export type ResponsePrimitive = Readonly<Record<string, JsonValue>> & {
  readonly [parameter in 'rsc' | 'rqi' | 'pc' | 'responseStatusCode' | 'requestIdentifier' | 'primitiveContent']?: JsonValue;
};

/** Whoever waits for an answer. */
export interface Asker {
  /** Aborts when nobody waits any longer: what is under way goes on, but what would wait for a request to come is over (TS-0004 7.4.22.2.2). */
  readonly signal?: Signal | undefined;
  /**
   * Whether the request is to be carried out, as its target is in the moment in which it would be: the answer to a RETRIEVE by the same Originator,
   * or undefined where that would have to be waited for. Refused with BAD_REQUEST otherwise.
   */
  readonly holds?: ((current: ResponsePrimitive | undefined) => boolean) | undefined;
}
