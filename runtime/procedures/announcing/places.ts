/** Below what a resource is announced at another CSE (TS-0001 9.6.26.1), and the <CSEBaseAnnc> of this one there, which is made for the first of them. */

import { StatusCode } from '../../../generated/tables/status-codes.js';
import { cseOf, isCseId } from '../../addresses.js';
import { attributesOf, listIn, type Resource } from '../../resource.js';
import { formatTimestamp } from '../../time/timestamp.js';
import type { Unit } from '../../work/unit.js';
import { runUnit } from '../../work/unit-of-work.js';
import { NotDone } from '../../receiver/elsewhere.js';
import type { World } from '../../world.js';
import { expirationOf } from '../expiration.js';
import { announcedAttributes, linkTo } from './announced.js';
import { createAt, findAt, updateAt } from './messages.js';
import { announcementAt, dropAnnouncement, keepAnnouncement, type Announcement } from './records.js';

/** Does something where an announcement of a resource belongs. */
export type InPlace = <T>(announcement: Announcement, original: Resource, work: (place: string) => Promise<T>) => Promise<T>;

/** @param of is not called before the CSE has started */
export function places(of: () => World): InPlace {
  /** <CSEBaseAnnc> that are being made. */
  const bases = new Map<string, Promise<string>>();
  const inUnit = <T>(steps: (unit: Unit) => T): T => runUnit(of(), of().cseId, steps);

  /** At the place that was asked for; or where the parent is announced, or, where it is not, below what stands for this CSE. */
  async function inPlace<T>({ to }: Announcement, original: Resource, work: (place: string) => Promise<T>): Promise<T> {
    const world = of();
    if (!isCseId(to)) return work(to);
    const cse = cseOf(world, to) ?? to;
    const parent = world.store.get(original.parent ?? '');
    const above = parent && listIn(parent.attributes, 'announceTo').find((address) => cseOf(world, address) === cse);
    if (above !== undefined) return work(above);
    try {
      return await work(await baseAt(cse, original));
    } catch (error) {
      if (!(error instanceof NotDone) || error.status !== StatusCode.NOT_FOUND) throw error;
      inUnit((unit) => dropAnnouncement(unit, baseKey(cse)));
      return work(await baseAt(cse, original));
    }
  }

  const baseKey = (cse: string): string => `${of().rootId} ${cse}`;

  /** The <CSEBaseAnnc> of this CSE at another one, which outlives what is below it. */
  async function baseAt(cse: string, original: Resource): Promise<string> {
    const present = announcementAt(of().store, baseKey(cse));
    const until = Math.max(expirationOf(original.attributes) ?? 0, of().clock.now() + of().policy.lifetime);
    if (present?.address !== undefined) {
      if ((expirationOf(original.attributes) ?? 0) > (expirationOf(present.told) ?? 0)) await outlive(cse, present, present.address, until);
      return present.address;
    }
    const made = bases.get(cse) ?? makeBase(cse, until).finally(() => bases.delete(cse));
    bases.set(cse, made);
    return made;
  }

  async function outlive(cse: string, present: Announcement, address: string, until: number): Promise<void> {
    const patch = { expirationTime: formatTimestamp(until) };
    await updateAt(of(), address, 'CSEBaseAnnc', patch);
    inUnit((unit) => keepAnnouncement(unit, baseKey(cse), { ...present, told: attributesOf(present.told, patch) }));
  }

  async function makeBase(cse: string, until: number): Promise<string> {
    const world = of();
    const root = world.store.get(world.rootId) as Resource;
    const wanted = attributesOf(inUnit((unit) => announcedAttributes(world, unit, root)), { expirationTime: formatTimestamp(until) });
    const place = `${cse}/-`;
    const found = await findAt(world, place, 'CSEBaseAnnc', linkTo(world, root)).catch((error: unknown) => {
      if (error instanceof NotDone && !error.isPassing) return undefined;
      throw error;
    });
    const address = found ?? (await createAt(world, place, 'CSEBaseAnnc', wanted));
    inUnit((unit: Unit) => keepAnnouncement(unit, baseKey(cse), { original: root.id, to: cse, address, told: found === undefined ? wanted : {}, leaves: false }));
    return address;
  }

  return inPlace;
}
