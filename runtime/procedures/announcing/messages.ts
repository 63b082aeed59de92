/** The requests by which an announcement is made, kept up to date, looked for and ended (TS-0001 10.2.13.5 to 10.2.13.11). */

import { StatusCode } from '../../../generated/tables/status-codes.js';
import { cseOf } from '../../addresses.js';
import { isObject } from '../../json.js';
import { askElsewhere, contentOf, NotDone } from '../../receiver/elsewhere.js';
import type { Attributes, JsonValue } from '../../resource.js';
import { attributeRows, numberOf } from '../../types.js';
import type { World } from '../../world.js';

/** The address of the new announced resource, relative to the service provider. */
export async function createAt(world: World, parent: string, type: string, attributes: Attributes): Promise<string> {
  const content = await askElsewhere(world, parent, { op: 1, ty: numberOf(type), pc: contentOf(type, attributes) });
  const [body] = Object.values(content);
  const id = typeof body === 'string' ? body : isObject(body) ? body['ri'] : undefined;
  if (typeof id !== 'string') throw new NotDone(StatusCode.BAD_REQUEST, `${parent}: the answer does not say what was created.`);
  return at(world, parent, id);
}

export async function updateAt(world: World, address: string, type: string, patch: Attributes): Promise<void> {
  await askElsewhere(world, address, { op: 3, pc: contentOf(type, patch) });
}

export async function deleteAt(world: World, address: string): Promise<void> {
  await askElsewhere(world, address, { op: 4 });
}

/** The announced resource below a place that has this link, if there is one; of whatever type, unless that is known. */
export async function findAt(world: World, parent: string, type: string | undefined, link: string): Promise<string | undefined> {
  const criteria = { fu: 1, lvl: 1, ...(type !== undefined && { ty: [numberOf(type)] }), atr: [{ nm: attributeRows('CSEBaseAnnc').get('link')?.shortName ?? '', val: link }] };
  const [found] = Object.values(await askElsewhere(world, parent, { op: 2, drt: 2, fc: criteria }));
  const [first] = Array.isArray(found) ? (found as readonly JsonValue[]) : [];
  return typeof first === 'string' ? at(world, parent, first) : undefined;
}

/** An identifier as the CSE of that place says it, for everybody. */
const at = (world: World, place: string, id: string): string => (id.startsWith('/') ? id : `${cseOf(world, place) ?? ''}/${id}`);
