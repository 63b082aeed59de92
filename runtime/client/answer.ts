/** The type of an answer: by the operation, the Result Content and what the request carries (TS-0004 7.5.2, Table 7.5.2-2). */

import type { FilterUsage, ResultContent } from '../../generated/enumerations.js';
import type { ChildResourceRefWire, ListOfChildResourceRefWire, ResponseStatusCode } from '../../generated/types/common.js';
import type { RequestPrimitiveWire, ResponsePrimitiveWire } from '../../generated/types/primitives.js';
import type { Types as StandardTypes } from '../../generated/vocabulary.js';

export type OperationNumber = 1 | 2 | 3 | 4 | 5;

/** What of a request decides about its answer. `Root`: the root element of what it carries. */
export interface Asking<Op extends OperationNumber, To extends string, Rcn extends ResultContent | undefined, Root extends string, Fu extends FilterUsage | undefined> {
  readonly op: Op;
  readonly to: To;
  readonly rcn?: Rcn;
  readonly pc?: { readonly [Name in Root]: unknown };
  readonly fc?: { readonly fu?: Fu };
}

/** What answers may carry: of the package's specification, unless another is named. */
export interface Contents {
  readonly resource: unknown;
  readonly partial: unknown;
  readonly response: unknown;
}

export type StandardContents = StandardTypes['contents'];

/**
 * Response Status Code and content belong together: who has asked for the one knows the type of the other.
 * @example
 * const answer = await client.request({ op: 1, to: 'cse-in', ty: 3, pc: { 'm2m:cnt': { mni: 10 } } });
 * if (answer.rsc !== 2001) throw new Error(answer.pc?.['m2m:dbg']);
 * answer.pc['m2m:cnt'].ri;
 */
export type AnswerTo<Op extends OperationNumber, To extends string, Rcn extends ResultContent | undefined, Root extends string, Fu extends FilterUsage | undefined, C extends Contents = StandardContents> =
  | (Told & Having<Success[Op], To extends FanOut ? never : Content<Op, To, Rcn, Root, Fu, C>>)
  // What the members of a group have answered, which a To that is not known here may be about.
  | (Told & Having<To extends FanOut ? 2000 : Exclude<2000, Success[Op]>, { readonly 'm2m:agr': AggregatedResponse } & NoError>)
  | (Told & { readonly rsc: Accepted; readonly pc?: { readonly 'm2m:uri': string } & NoError })
  | (Told & { readonly rsc: Exclude<ResponseStatusCode, Accepted | Success[OperationNumber]>; readonly pc?: { readonly 'm2m:dbg': string } });

/** So that `m2m:dbg` can be asked for wherever there is not what was asked for. */
interface NoError {
  readonly 'm2m:dbg'?: undefined;
}

type Told = Omit<ResponsePrimitiveWire, 'rsc' | 'pc'>;

/** No content: no member of that name. */
type Having<Rsc, Pc> = [Rsc] extends [never] ? never : [Pc] extends [never] ? never : [Pc] extends [undefined] ? { readonly rsc: Rsc; readonly pc?: undefined } : { readonly rsc: Rsc; readonly pc: Pc };

interface Success {
  readonly 1: 2001;
  readonly 2: 2000;
  readonly 3: 2004;
  readonly 4: 2002;
  readonly 5: 2000;
}

/** Of who does not wait for it (TS-0004 7.3.2.2 to 7.3.2.4). */
type Accepted = 1000 | 1001 | 1002;

type FanOut = `${string}/fopt` | `${string}/fopt/${string}`;
type AggregatedResponse = At<StandardContents['response'], 'm2m:agr'>;

type Content<Op, To extends string, Rcn, Root extends string, Fu, C extends Contents> = Op extends 1
  ? OfCreated<Rcn, Root, C>
  : Op extends 3
    ? Rcn extends undefined | 1 | 9
      ? Rooted<C['partial'], Root>
      : Rcn extends 0
        ? undefined
        : C['response']
    : Op extends 4
      ? Rcn extends undefined | 0
        ? undefined
        : Shown<Rcn, never, C>
      : Op extends 2
        ? Rcn extends 6
          ? { readonly 'm2m:rrl': ListOfChildResourceRefWire }
          : Fu extends 1
          ? { readonly 'm2m:uril': readonly string[] }
          : To extends `${string}/pcu`
            ? { readonly 'm2m:rqp': RequestPrimitiveWire }
            : string extends To
              ? Shown<Rcn, Root, C> | (Rcn extends undefined ? C['response'] : never)
              : Shown<Rcn, Root, C>
        : C['response'] | undefined;

type OfCreated<Rcn, Root extends string, C extends Contents> = Rcn extends undefined | 1
  ? Rooted<C['resource'], Root>
  : Rcn extends 0
    ? undefined
    : Rcn extends 2
      ? { readonly 'm2m:uri': string }
      : Rcn extends 3
        ? { readonly 'm2m:rce': { readonly uri: string } & Rooted<C['partial'], Root> }
        : Rooted<C['partial'], Root>;

/** What a RETRIEVE shows, or a DELETE of what it deletes. */
type Shown<Rcn, Root, C extends Contents> = Rcn extends undefined | 1 | 7
  ? 'm2m:atrl' extends Root
    ? C['partial']
    : C['resource']
  : Rcn extends 4
    ? Each<C['resource'], Children<C>>
    : Rcn extends 5
      ? Each<C['resource'], References>
      : Rcn extends 6
        ? Only<References, C>
        : Rcn extends 8
          ? Only<Children<C>, C>
          : C['response'];

/** Of a union of contents those with this root element; all of them where it is not known. */
type Rooted<Contents, Root extends string> = Extract<Contents, { readonly [Name in Root]: unknown }>;

type KeyOf<Contents> = Contents extends unknown ? keyof Contents : never;
type RootIn<C extends Contents> = KeyOf<C['resource']> & string;
type At<Contents, Name extends PropertyKey> = Contents extends { readonly [N in Name]: infer Body } ? Body : never;

/** Resources below, each type under its root element, with those below them. */
export type Children<C extends Contents = StandardContents> = { readonly [Name in RootIn<C>]?: readonly (At<C['resource'], Name> & Children<C>)[] };

export interface References {
  readonly ch?: readonly ChildResourceRefWire[];
}

type Each<Contents, More> = Contents extends unknown ? { readonly [Name in keyof Contents]: Contents[Name] & More } : never;
type Only<More, C extends Contents> = { [Name in RootIn<C>]: { readonly [N in Name]: More } }[RootIn<C>];
