/** The requests by which an announcement is made, kept up to date, looked for and ended, and what their answers mean (TS-0001 10.2.13.5 to 10.2.13.11). */

import { StatusCode } from '../../../generated/tables/status-codes.js';
import { cseOf } from '../../addresses.js';
import { isObject } from '../../json.js';
import { rootName, toWire } from '../../names.js';
import { sendTo } from '../../receiver/forward.js';
import type { RequestPrimitive } from '../../receiver/primitive.js';
import type { Attributes, JsonValue } from '../../resource.js';
import { attributeRows, numberOf } from '../../types.js';
import type { World } from '../../world.js';
import { remoteCseOf } from '../privileges.js';

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

/** @throws NotDone */
async function ask(world: World, to: string, primitive: RequestPrimitive): Promise<Attributes> {
  const remote = remoteCseOf(world, to);
  if (remote === undefined) throw new NotDone(StatusCode.TARGET_NOT_REACHABLE, `No CSE is known that would lead to ${to}.`);
  // To another service provider it is the absolute CSE-ID that says who asks (TS-0001 9.6.26.1).
  const from = to.startsWith('//') && !to.startsWith(`//${world.spId}/`) ? `//${world.spId}/${world.cseId}` : `/${world.cseId}`;
  const answer = await sendTo(world, remote, { ...primitive, to, fr: from, rqi: world.newId('request'), rvi: '3' }).catch((error: Error) => {
    throw new NotDone(StatusCode.TARGET_NOT_REACHABLE, error.message);
  });
  const status = Number(answer.status);
  const content = answer.content !== undefined && 'raw' in answer.content ? answer.content.raw : {};
  if (!(status >= 2000 && status < 3000)) throw new NotDone(status, `${to}: a request of an announcement was answered with ${status}: ${JSON.stringify(content).slice(0, 200)}`);
  return content;
}

/** The address of the new announced resource, relative to the service provider. */
export async function createAt(world: World, parent: string, type: string, attributes: Attributes): Promise<string> {
  const content = await ask(world, parent, { op: 1, ty: numberOf(type), pc: contentOf(type, attributes) });
  const [body] = Object.values(content);
  const id = typeof body === 'string' ? body : isObject(body) ? body['ri'] : undefined;
  if (typeof id !== 'string') throw new NotDone(StatusCode.BAD_REQUEST, `${parent}: the answer does not say what was created.`);
  return at(world, parent, id);
}

export async function updateAt(world: World, address: string, type: string, patch: Attributes): Promise<void> {
  await ask(world, address, { op: 3, pc: contentOf(type, patch) });
}

export async function deleteAt(world: World, address: string): Promise<void> {
  await ask(world, address, { op: 4 });
}

/** The announced resource below a place that has this link, if there is one; of whatever type, unless that is known. */
export async function findAt(world: World, parent: string, type: string | undefined, link: string): Promise<string | undefined> {
  const criteria = { fu: 1, lvl: 1, ...(type !== undefined && { ty: [numberOf(type)] }), atr: [{ nm: attributeRows('CSEBaseAnnc').get('link')?.shortName ?? '', val: link }] };
  const [found] = Object.values(await ask(world, parent, { op: 2, drt: 2, fc: criteria }));
  const [first] = Array.isArray(found) ? (found as readonly JsonValue[]) : [];
  return typeof first === 'string' ? at(world, parent, first) : undefined;
}

const contentOf = (type: string, attributes: Attributes): Attributes => ({ [rootName(type, 'wire')]: toWire(type, attributes).attributes });

/** An identifier as the CSE of that place says it, for everybody. */
const at = (world: World, place: string, id: string): string => (id.startsWith('/') ? id : `${cseOf(world, place) ?? ''}/${id}`);
