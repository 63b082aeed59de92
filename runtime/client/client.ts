/// <reference lib="esnext.disposable" preserve="true" />
/** A client of a CSE that knows the generated types: a wrong attribute is a compile error, and an answer has the type of what was asked. */

import { StatusCode } from '../../generated/tables/status-codes.js';
import { resourceNamed } from '../../generated/tables/resources.js';
import type { Notification } from '../../generated/types/common.js';
import type { FilterUsage, ResultContent } from '../../generated/enumerations.js';
import type { SubscriptionCreate } from '../../generated/types/subscription.js';
import { bindDecode, bindEncode } from '../../wire/codec.js';
import { decode, encode } from '../../wire/standard.js';
import type { JsonObject } from '../../wire/json-value.js';
import type { KnownResource, LongBody, StandardTypes, Types as WireTypes } from '../../wire/types.js';
import { notificationsHeard } from '../notification/heard.js';
import type { Attributes } from '../resource.js';
import type { Specification } from '../specification.js';
import type { AnswerTo, Asking, Contents, OperationNumber } from './answer.js';
import { filterOf, type DiscoveryCriteria } from './criteria.js';
import type { Transport } from './transport.js';

/** Types that a request can create, or update. */
export type Creatable<S extends BoundTypes = StandardTypes> = With<'create', S>;
export type Updatable<S extends BoundTypes = StandardTypes> = With<'update', S>;

type With<O extends 'create' | 'update', S extends BoundTypes> = { [T in KnownResource<S>]: [LongBody<T, O, S>] extends [never] ? never : T }[KnownResource<S>];

/** The types of a specification: those of the package, unless others are named. */
export interface BoundTypes extends WireTypes {
  readonly contents: Contents;
}

type Without<Request, Names extends PropertyKey> = Request extends unknown ? Omit<Request, Names> : never;

/** A request under short names; what the client knows itself may be left out. */
export type ClientRequest<S extends BoundTypes = StandardTypes> = Without<S['primitives']['requestPrimitive']['wire'], 'fr' | 'rqi' | 'rvi'> & { readonly fr?: string; readonly rqi?: string; readonly rvi?: string };

/** A subscription whose notifications go to a function. */
export interface Subscribed {
  /** resourceID of the <subscription>. */
  readonly id: string;
  /** Deletes the <subscription> and listens no more. */
  close(): Promise<void>;
}

export interface Client<S extends BoundTypes = StandardTypes> {
  /** On whose behalf it asks. */
  readonly originator: string;
  /** The same CSE on behalf of somebody else. */
  as(originator: string): Client<S>;
  /**
   * Any request; an error is an answer like others. What `pc` of an answer is follows from what was asked, and from `rsc`.
   * @throws TransportError
   * @example
   * const found = await client.request({ op: 2, to: 'cse-in', fc: { fu: 1, ty: [14] } });
   * if (found.rsc === 2000) for (const address of found.pc['m2m:uril']) console.log(address);
   */
  request<Op extends OperationNumber, const To extends string, Rcn extends ResultContent | undefined = undefined, Root extends string = never, Fu extends FilterUsage | undefined = undefined>(
    primitive: ClientRequest<S> & Asking<Op, To, Rcn, Root, Fu>,
  ): Promise<AnswerTo<Op, To, Rcn, Root, Fu, S['contents']>>;
  /** A request of which is not known here what it asks. */
  request(primitive: ClientRequest<S>): Promise<S['primitives']['responsePrimitive']['wire']>;
  /**
   * @returns the resource as it was created
   * @throws ResponseError, TransportError; so do the others
   * @example await client.create('cse-in', 'node', { nodeID: 'urn:gateway-1' })
   */
  create<T extends Creatable<S>>(parent: string, type: T, attributes: LongBody<T, 'create', S>): Promise<LongBody<T, 'full', S>>;
  /** @example (await client.retrieve('cse-in/update', 'softwareCampaign')).campaignStatus */
  retrieve<T extends KnownResource<S>>(to: string, type: T): Promise<LongBody<T, 'full', S>>;
  /** @returns the attributes that the CSE shows of it */
  update<T extends Updatable<S>>(to: string, type: T, attributes: LongBody<T, 'update', S>): Promise<LongBody<T, 'partial', S>>;
  delete(to: string): Promise<void>;
  /** Addresses of what is below and meets the criteria. @example await client.discover('cse-in', { labels: ['fleet'] }) */
  discover(to: string, criteria?: DiscoveryCriteria): Promise<readonly string[]>;
  /**
   * Subscribes, with notifications to a function.
   * @example await client.subscribe('cse-in/node', { notificationContentType: 1 }, ({ notificationEvent }) => console.log(notificationEvent))
   */
  subscribe(to: string, how: Omit<SubscriptionCreate, 'notificationURI'>, heard: (notification: Notification) => void): Promise<Subscribed>;
  /** Gives back what the transport holds. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A request that was answered with an error. */
export class ResponseError extends Error {
  override readonly name = 'ResponseError';
  readonly code = 'RESPONSE';
  /** Name of the code: `NOT_FOUND`. */
  readonly statusName: string;

  constructor(
    readonly responseStatusCode: number,
    /** What the CSE says of it (m2m:dbg). */
    readonly debugInfo: string | undefined,
    what: string,
  ) {
    const name = Object.entries(StatusCode).find(([, code]) => code === responseStatusCode)?.[0] ?? String(responseStatusCode);
    super(`${what}: ${responseStatusCode} ${name}${debugInfo === undefined ? '' : `: ${debugInfo}`}`);
    this.statusName = name;
  }
}

export interface ClientOptions {
  /** Default `CAdmin`. */
  readonly originator?: string;
  /** Release Version Indicator; default `3`. */
  readonly release?: string;
  /** Request Identifiers, new each time; default: counted. */
  readonly newId?: () => string;
}

/** What a client knows of a specification: names, without the types of one resource, since which it is is known at run time. */
interface Names {
  readonly toWire: (type: string, body: JsonObject) => JsonObject;
  readonly toLong: (type: string, body: JsonObject) => JsonObject;
  readonly rowOf: (type: string) => { readonly prefix?: string; readonly resourceType: number | null } | undefined;
}

const standard = { toWire: encode, toLong: decode, rowOf: resourceNamed } as Names;

export const createClient = (transport: Transport, options: ClientOptions = {}): Client => clientOf(standard, transport, options);

/** {@link createClient} for a specification of one's own. */
export function bindCreateClient<S extends BoundTypes>({ vocabulary }: Pick<Specification, 'vocabulary'>): (transport: Transport, options?: ClientOptions) => Client<S> {
  const tables = () => vocabulary;
  const rows = new Map(vocabulary.resources.map((row) => [row.name, row]));
  const names = { toWire: bindEncode(tables), toLong: bindDecode(tables), rowOf: (type: string) => rows.get(type) } as Names;
  return (transport, options = {}) => clientOf(names, transport, options) as unknown as Client<S>;
}

function clientOf(names: Names, transport: Transport, { originator = 'CAdmin', release = '3', newId = counted() }: ClientOptions): Client {
  const { toWire, toLong, rowOf } = names;
  const rootOf = (type: string): string => `${rowOf(type)?.prefix ?? 'm2m'}:${type}`;
  const ask = async (primitive: Attributes): Promise<Attributes> => transport.request({ fr: originator, rqi: newId(), rvi: release, ...primitive });

  /** With long names, and of an answer that is none of success the error. */
  const demand = async (request: JsonObject): Promise<JsonObject> => {
    const primitive = toWire('requestPrimitive', { from: originator, requestIdentifier: newId(), releaseVersionIndicator: release, ...request });
    const answer = await transport.request(primitive as Attributes);
    const { rsc, pc } = answer as { readonly rsc?: number; readonly pc?: JsonObject };
    if (typeof rsc === 'number' && rsc >= 2000 && rsc < 3000) return pc === undefined ? {} : toLong('primitiveContent', pc);
    const debug = pc?.['m2m:dbg'];
    const what = `${operations[request['operation'] as number] ?? ''} ${String(request['to'])}`;
    throw new ResponseError(Number(rsc), typeof debug === 'string' ? debug : undefined, what);
  };
  /** The resource in an answer, which is of the type that was asked for: who asked for a <container> does not take an <AE> for one. */
  const body = (type: string, content: JsonObject, what = ''): unknown => {
    const [root = rootOf(type)] = Object.keys(content);
    const [wanted, found] = [rowOf(type), rowOf(root.slice(root.indexOf(':') + 1))];
    // Specializations are flexContainers, too.
    const isOne = found === wanted || (found?.resourceType === wanted?.resourceType && type.startsWith('flexContainer'));
    if (found !== undefined && !isOne) throw new TypeError(`${what} is no ${type}: it is ${root}`);
    return content[rootOf(type)] ?? content[root] ?? {};
  };
  /** The content of a request, whose type is one. */
  const contentOf = (type: string, attributes: object): JsonObject => {
    if (rowOf(type) === undefined) toWire(type, {});
    return { [rootOf(type)]: attributes as JsonObject };
  };
  const create = async (parent: string, type: string, attributes: object): Promise<unknown> => {
    const primitiveContent = contentOf(type, attributes);
    return body(type, await demand({ operation: 1, to: parent, resourceType: rowOf(type)?.resourceType ?? 0, primitiveContent }), `what was created in ${parent}`);
  };

  const client: Client = {
    originator,
    as: (other) => clientOf(names, transport, { originator: other, release, newId }),
    request: async (primitive: ClientRequest) => (await ask(primitive as unknown as Attributes)) as never,
    create: async (parent, type, attributes) => (await create(parent, type, attributes as object)) as never,
    retrieve: async (to, type) => body(type, await demand({ operation: 2, to }), to) as never,
    update: async (to, type, attributes) => body(type, await demand({ operation: 3, to, primitiveContent: contentOf(type, attributes) }), to) as never,
    async delete(to) {
      await demand({ operation: 4, to });
    },
    async discover(to, criteria = {}) {
      const found = await demand({ operation: 2, to, filterCriteria: filterOf(criteria) });
      return (found['m2m:URIList'] ?? []) as unknown as readonly string[];
    },
    async subscribe(to, how, heard) {
      if (transport.listen === undefined) throw new TypeError('this transport hears no notifications');
      const listening = await transport.listen((content) => {
        for (const each of notificationsHeard(toLong('notification', content as JsonObject))) heard(each as unknown as Notification);
      });
      try {
        const { resourceID } = (await create(to, 'subscription', { ...how, notificationURI: [listening.uri] })) as { readonly resourceID: string };
        return {
          id: resourceID,
          async close() {
            try {
              await client.delete(resourceID);
            } catch (error) {
              // It may have gone with what it was a subscription to.
              if (!(error instanceof ResponseError && error.responseStatusCode === StatusCode.NOT_FOUND)) throw error;
            } finally {
              await listening.close();
            }
          },
        };
      } catch (error) {
        await listening.close();
        throw error;
      }
    },
    close: transport.close,
    [Symbol.asyncDispose]: transport.close,
  };
  return client;
}

const operations: readonly string[] = ['', 'create', 'retrieve', 'update', 'delete', 'notify'];

/** Of this client and no other of this process. */
function counted(): () => string {
  const prefix = `${Date.now().toString(36)}-${(clients += 1)}`;
  let count = 0;
  return () => `${prefix}-${(count += 1)}`;
}
let clients = 0;
