/** Requests of this CSE's own to resources of other CSEs, and what their answers mean (TS-0004 7.3.2.6). */

import { StatusCode } from '../../generated/tables/status-codes.js';
import { isObject } from '../json.js';
import { rootName, toWire } from '../names.js';
import type { Attributes } from '../resource.js';
import type { World } from '../world.js';
import { wayTo } from '../procedures/ways.js';
import { sendTo } from './forward.js';
import type { RequestPrimitive } from './primitive.js';

/** Answered with an error, or not at all. */
export class NotDone extends Error {
  override readonly name = 'NotDone';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }

  /** The next time it may be done. */
  get isPassing(): boolean {
    return passing.has(this.status);
  }
}

const passing: ReadonlySet<number> = new Set([
  StatusCode.TARGET_NOT_REACHABLE,
  StatusCode.REMOTE_ENTITY_NOT_REACHABLE,
  StatusCode.REQUEST_TIMEOUT,
  StatusCode.INTERNAL_SERVER_ERROR,
]);

/**
 * The content of the answer.
 * @param from on whose behalf; this CSE's own unless told
 * @throws NotDone
 */
export async function askElsewhere(world: World, to: string, primitive: RequestPrimitive, from?: string): Promise<Attributes> {
  const remote = wayTo(world, to);
  if (remote === undefined) throw new NotDone(StatusCode.TARGET_NOT_REACHABLE, `No CSE is known that would lead to ${to}.`);
  const sent = { ...primitive, to, fr: nameFor(world, to, from), rqi: world.newId('request'), rvi: '3' };
  const answer = await sendTo(world, remote, sent).catch((error: Error) => {
    throw new NotDone(StatusCode.TARGET_NOT_REACHABLE, error.message);
  });
  const status = Number(answer.status);
  const content = answer.content !== undefined && 'raw' in answer.content ? answer.content.raw : {};
  if (!(status >= 2000 && status < 3000)) throw new NotDone(status, `${to}: a request of this CSE was answered with ${status}: ${JSON.stringify(content).slice(0, 200)}`);
  return content;
}

/** A resource as a request carries it. */
export const contentOf = (type: string, attributes: Attributes): Attributes => ({ [rootName(type, 'wire')]: toWire(type, attributes).attributes });

/** The resource that an answer carries, under short names; empty when it carries none. */
export function bodyIn(content: Attributes): Attributes {
  const [body] = Object.values(content);
  return isObject(body) ? body : {};
}

/** Who asks, as it is known there: to another service provider by an absolute identifier (TS-0001 9.6.26.1). */
function nameFor({ spId, cseId }: World, to: string, from = `/${cseId}`): string {
  const relative = from.startsWith('/') ? from : `/${cseId}/${from}`;
  return to.startsWith('//') && !to.startsWith(`//${spId}/`) && !relative.startsWith('//') ? `//${spId}${relative}` : relative;
}
