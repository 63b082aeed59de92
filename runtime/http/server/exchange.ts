/** One request of HTTP through the CSE (TS-0009 6): what arrived in, what goes out back; sockets and servers are none of its business. */

import { Operation, ResponseType } from '../../../generated/enumerations.js';
import { StatusCode } from '../../../generated/tables/status-codes.js';
import type { StatusName } from '../../errors.js';
import type { Asker } from '../../receiver/primitive.js';
import { attributesOf, type Attributes, type JsonValue } from '../../resource.js';
import type { Codec } from '../binding/codec.js';
import { Condition, conditionFailed, isConditional, tagged } from './conditional.js';
import { accepted, BindingError, fromHttpRequest, toHttpResponse, type HttpRequest, type HttpResponse } from '../binding/index.js';

/** Who asks: an Originator that has shown who it is, or somebody that is taken at its word. */
export type Identity = { readonly originator: string } | 'word';

export interface ExchangeOptions {
  /** The CSE, under short names. */
  readonly serve: (primitive: Attributes, asker?: Asker) => Promise<Attributes>;
  /** Milliseconds until an answer is due, where the request does not say. */
  readonly answerWithin: number;
  /** Whether both names are of the same AE or CSE. */
  readonly isSame: (from: string, originator: string) => boolean;
  /** Default: that of the package. */
  readonly codec?: Codec | undefined;
}

export interface Exchanged {
  readonly response: HttpResponse;
  /** Response Status Code. */
  readonly rsc: number;
  /** What was asked, where it could be read. */
  readonly primitive: Attributes | undefined;
}

type Form = NonNullable<ReturnType<typeof accepted>>;
const retrieve: Attributes = { op: Operation.Retrieve };
const json: Form = { syntax: 'json', type: 'application/json' };

/** Never rejects: what cannot be served is answered. */
export async function exchange(message: HttpRequest, who: Identity, { serve, answerWithin, isSame, codec }: ExchangeOptions, asker?: Asker): Promise<Exchanged> {
  const { headers } = message;
  let primitive: Attributes | undefined;
  const form = accepted(headers['accept']);
  try {
    // Refused before anything is done that nobody could be told of.
    if (form === undefined) throw new BindingError('NOT_ACCEPTABLE', 'no type that Accept names is written here; application/json and application/xml are', 'TS-0009 6.4.1');
    const asked = fromHttpRequest(message, codec) as Record<string, JsonValue>;
    primitive = asked;
    const { rqi } = asked;
    if (rqi !== undefined && !isCarried(rqi)) throw new BindingError('BAD_REQUEST', 'X-M2M-RI has characters that an answer could not give back', 'TS-0009 6.4.8');
    if (who !== 'word') identify(asked, who.originator, isSame);
    // Who does not wait for the answer has said nothing of when it is due.
    if (isBlocking(asked)) asked['rqet'] ??= answerWithin;
    const isRetrieve = asked['op'] === Operation.Retrieve;
    const condition = !isRetrieve && isConditional(headers) ? new Condition(headers, (current) => written(current, form, retrieve, codec), asker) : undefined;
    const answer = await serve(primitive, condition ?? asker);
    const response = written(forRelease(asked, answer), form, asked, codec);
    const rsc = Number(answer['rsc']);
    if (condition?.hasFailed === true) return { response: conditionFailed(response), rsc, primitive };
    return { response: isRetrieve ? tagged(response, headers) : response, rsc, primitive };
  } catch (error) {
    if (!(error instanceof BindingError)) throw error;
    return { ...refusal(error.status, `${error.message} (${error.clause})`, headers, form), primitive };
  }
}

/** Who has said no Release Version Indicator is of Release 1, and is told none (TS-0004 7.3.2.1, 7.3.3.12). */
function forRelease({ rvi }: Attributes, answer: Attributes): Attributes {
  if (rvi !== undefined && rvi !== '1') return answer;
  const { rvi: _ours, ...told } = answer;
  return told;
}

/**
 * What XML cannot carry is not acceptable where nothing was done. What was done is said all the same, in JSON: Accept is a wish (RFC 9110
 * 12.5.1), and who read of an error would do it again.
 */
function written(answer: Attributes, form: Form, { op }: Attributes, codec: Codec | undefined): HttpResponse {
  try {
    return toHttpResponse(answer, form, codec);
  } catch (error) {
    if (form.syntax === 'json' || op === Operation.Retrieve || !(error instanceof BindingError)) throw error;
    return toHttpResponse(answer, json, codec);
  }
}

function isBlocking({ rt }: Attributes): boolean {
  const type = typeof rt === 'object' && rt !== null ? (rt as Attributes)['rtv'] : rt;
  return type === undefined || type === ResponseType.blockingRequest || type === ResponseType.flexBlocking;
}

/** Whoever has shown who it is need not say so in From, and cannot say something else. */
function identify(primitive: Record<string, JsonValue>, originator: string, isSame: ExchangeOptions['isSame']): void {
  const from = primitive['fr'];
  if (from === undefined) primitive['fr'] = originator;
  else if (typeof from !== 'string' || !isSame(from, originator))
    throw new BindingError('ORIGINATOR_NOT_AUTHENTICATED', `these credentials are of ${originator}, not of ${String(from).slice(0, 80)}`, 'TS-0004 7.3.2.1');
}

/** Whether a header can have this value (RFC 9110 5.5). */
const isCarried = (value: JsonValue): boolean => typeof value === 'string' && /^[!-~]([ -~]*[!-~])?$/.test(value);

/** An answer without the CSE. */
export function refusal(status: StatusName, message: string, headers: HttpRequest['headers'], form: Form = json): Pick<Exchanged, 'response' | 'rsc'> {
  const rqi = headers['x-m2m-ri'];
  const rsc = StatusCode[status];
  const primitive = attributesOf({ rsc, rvi: '3', pc: { 'm2m:dbg': message } }, rqi === undefined || !isCarried(rqi) ? {} : { rqi });
  return { response: toHttpResponse(primitive, form), rsc };
}
