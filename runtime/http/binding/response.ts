/** A response primitive as an HTTP response, and back (TS-0009 6.3, 6.4). Primitives have short names. */

import { StatusCode, statusCodeOf, statusCodes } from '../../../generated/tables/status-codes.js';
import type { Syntax } from '../../../wire/media-types.js';
import { attributesOf, type Attributes, type JsonValue } from '../../resource.js';
import { BindingError } from './binding-error.js';
import { bodyType, readBody, writeBody } from './body.js';
import type { Codec } from './codec.js';
import { checkCarried, readHeaders, writeHeaders, type Headers } from './parameters.js';

export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body?: string | undefined;
}

/** Classes of codes (TS-0004 6.6.2), for numbers that the table does not have. */
const classes: readonly (readonly [first: number, http: number])[] = [
  [5000, 500],
  [4000, 400],
  [2000, 200],
  [1000, 202],
];

/** The HTTP status of a response status code (6.3.2). */
export const httpStatusOf = (code: number): number => statusCodeOf(code)?.http ?? classes.find(([first]) => code >= first)?.[1] ?? 500;

/** @throws BindingError */
export function toHttpResponse(primitive: Attributes, { syntax, type }: { readonly syntax: Syntax; readonly type?: string } = { syntax: 'json' }, codec?: Codec): HttpResponse {
  checkCarried('response', primitive);
  const { rsc, pc, tqf } = primitive;
  if (typeof rsc !== 'number') throw new BindingError('INTERNAL_SERVER_ERROR', 'a response has a status code', 'TS-0009 6.3.2');
  const headers = writeHeaders('response', primitive);
  const location = locationOf(pc);
  if (location !== undefined) headers['Content-Location'] = location;
  const content = pc ?? (tqf === undefined ? undefined : { 'm2m:tqf': tqf });
  if (content === undefined) return { status: httpStatusOf(rsc), headers };
  headers['Content-Type'] = type ?? `application/${syntax}`;
  return { status: httpStatusOf(rsc), headers, body: writeBody(content, syntax, toldBy(rsc), codec) };
}

/** Only the answer to an UPDATE tells of attributes that are gone, as NULL (TS-0004 7.3.3.12). */
const toldBy = (rsc: JsonValue | undefined) => (rsc === StatusCode.UPDATED ? undefined : 'full');

/** Of what was created, where the content says it (6.4.4): `m2m:uri` or, beside the attributes, `m2m:rce`. */
function locationOf(content: JsonValue | undefined): string | undefined {
  const { 'm2m:uri': uri, 'm2m:rce': created } = (content ?? {}) as { readonly 'm2m:uri'?: JsonValue; readonly 'm2m:rce'?: { readonly uri?: JsonValue } };
  const found = uri ?? created?.uri;
  return typeof found === 'string' && /^[!-~]+$/.test(found) ? found : undefined;
}

/** Headers in lower case. @throws BindingError when this is no answer of a CSE */
export function fromHttpResponse({ status, headers, body }: HttpResponse, codec?: Codec): Attributes {
  const primitive = attributesOf() as Record<string, JsonValue>;
  readHeaders('response', headers, primitive);
  // Servers between us and the CSE answer without a code: then the first of the table that has this status says most.
  primitive['rsc'] ??= statusCodes.find(({ http }) => http === status)?.code ?? (status < 300 ? 2000 : status < 500 ? 4000 : 5000);
  if (body === undefined || body === '') return primitive;
  const content = readBody(body, bodyType(headers['content-type']), toldBy(primitive['rsc']), codec);
  const request = (content as Attributes | null)?.['m2m:tqf'];
  if (request === undefined) primitive['pc'] = content;
  else primitive['tqf'] = request;
  return primitive;
}
