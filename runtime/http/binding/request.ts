/** A request primitive as an HTTP request, and back (TS-0009 6). Primitives have short names. */

import { httpMethods } from '../../../generated/tables/http-binding.js';
import { Operation } from '../../../generated/enumerations.js';
import type { Syntax } from '../../../wire/media-types.js';
import { attributesOf, type Attributes, type JsonValue } from '../../resource.js';
import { addressOf, pathOf } from './address.js';
import { BindingError } from './binding-error.js';
import { bodyType, readBody, writeBody } from './body.js';
import type { Codec } from './codec.js';
import { checkCarried, checkOnce, readHeaders, readQuery, writeHeaders, writeQuery, type Headers } from './parameters.js';

export interface HttpRequest {
  readonly method: string;
  /** Path and query, as on the request line. */
  readonly target: string;
  /** Names in lower case where they are read. */
  readonly headers: Headers;
  /** All headers as they arrived, names and values in turn, where one of them may stand twice. */
  readonly rawHeaders?: readonly string[] | undefined;
  /** Undefined and empty: there is none. */
  readonly body?: string | undefined;
}

const numberOf = new Map(Object.entries(Operation).map(([name, number]) => [name.toLowerCase(), number]));
const methodOf = new Map(httpMethods.map(({ operation, method }) => [numberOf.get(operation), method]));
/** POST is a CREATE or a NOTIFY, which its Content-Type tells (6.2.1). */
const operationOf = new Map(httpMethods.filter(({ operation }) => operation !== 'notify').map(({ operation, method }) => [method as string, numberOf.get(operation)!]));

const { Create: CREATE, Update: UPDATE, Notify: NOTIFY } = Operation;

export interface WriteOptions {
  readonly syntax?: Syntax;
  /** Default: that of the package. */
  readonly codec?: Codec | undefined;
}

/** @throws BindingError when HTTP has no place for a parameter, or for its value */
export function toHttpRequest(primitive: Attributes, { syntax = 'json', codec }: WriteOptions = {}): HttpRequest {
  checkCarried('request', primitive);
  const { op, to, ty, pc } = primitive;
  const method = methodOf.get(op as Operation);
  if (method === undefined || typeof to !== 'string') throw new BindingError('BAD_REQUEST', 'a request has an operation and an address', 'TS-0009 6.2.1');
  const hash = to.indexOf('#');
  const target = pathOf(hash === -1 ? to : to.slice(0, hash)) + writeQuery(primitive);
  const headers: Record<string, string> = { ...writeHeaders('request', primitive), Accept: `application/${syntax}` };
  const isWritten = op === CREATE || op === UPDATE || op === NOTIFY;
  if (!isWritten || pc === undefined) return { method, target, headers };
  const media = op === NOTIFY ? 'ntfy' : 'res';
  headers['Content-Type'] = `application/vnd.onem2m-${media}+${syntax}${op === CREATE ? `; ty=${String(ty)}` : ''}`;
  return { method, target, headers, body: writeBody(pc, syntax, op === CREATE ? 'create' : op === UPDATE ? 'update' : undefined, codec) };
}

/** @throws BindingError */
export function fromHttpRequest({ method, target, headers, rawHeaders, body }: HttpRequest, codec?: Codec): Attributes {
  if (rawHeaders !== undefined) checkOnce(rawHeaders);
  const operation = operationOf.get(method);
  if (operation === undefined) throw new BindingError('OPERATION_NOT_ALLOWED', `${method} is no operation`, 'TS-0009 6.2.1');
  const [, path = '', query = ''] = /^([^?#]*)\??([^#]*)/.exec(target) ?? [];
  const primitive = attributesOf({ op: operation, to: addressOf(path) }) as Record<string, JsonValue>;
  readHeaders('request', headers, primitive);
  if (query !== '') readQuery(query, primitive);
  if (method !== 'POST' && (body === undefined || body === '')) return primitive;
  const type = body !== undefined && body !== '' ? bodyType(headers['content-type']) : typeOfNothing(headers['content-type']);
  if (method === 'POST') {
    if (type?.resourceType === undefined) primitive['op'] = NOTIFY;
    else primitive['ty'] = type.resourceType;
  }
  if (body === undefined || body === '') return primitive;
  const { op } = primitive;
  primitive['pc'] = readBody(body, type!, op === CREATE ? 'create' : op === UPDATE ? 'update' : undefined, codec);
  return primitive;
}

/** Without a body there need be no type; one that is there still tells a CREATE from a NOTIFY. */
const typeOfNothing = (header: string | undefined) => (header === undefined ? undefined : bodyType(header));
