/**
 * Announcements at other CSEs (TS-0001 9.6.26, 10.2.13, TS-0004 7.3.3.10, 7.3.3.11). What each is to be like is worked out from its original
 * whenever there is something to do, and compared with what it has taken, which is in its record: changes that come together go together,
 * and a restart goes on where the last process was. One request at a time for each announcement.
 */

import { StatusCode } from '../../../generated/tables/status-codes.js';
import { attribute, attributesOf, changed, listIn, type Attributes, type Resource } from '../../resource.js';
import type { Announcer } from '../../work/after-commit.js';
import { runUnit, type UnitOfWork } from '../../work/unit-of-work.js';
import { NotDone } from '../../receiver/elsewhere.js';
import type { World } from '../../world.js';
import { expirationOf } from '../expiration.js';
import { longName } from '../filter.js';
import { announcedAttributes, patchesBetween, variantOf, wishedNames } from './announced.js';
import { createAt, deleteAt, findAt, updateAt } from './messages.js';
import { places } from './places.js';
import { announcementAt, ANNOUNCEMENT, announcementsOf, dropAnnouncement, keepAnnouncement, type Announcement } from './records.js';

/** How an attempt ended: there is nothing left to do, there may be, or it is to be tried again later. */
type Outcome = 'done' | 'more' | 'later';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** @param of is not called before the CSE has started */
export function announcer(of: () => World): Announcer {
  const underWay = new Set<string>();
  /** Those under way of which something has changed meanwhile. */
  const again = new Set<string>();
  /** How often what could not be reached was tried. */
  const attempts = new Map<string, number>();
  const timers = new Map<string, () => void>();
  const waiting = new Map<string, (() => void)[]>();

  const inUnit = <T>(steps: (unit: UnitOfWork) => T): T => runUnit(of(), of().cseId, steps);
  const wantedOf = (original: Resource): Attributes => inUnit((unit) => announcedAttributes(of(), unit, original));
  const inPlace = places(of);

  function follow(key: string): void {
    if (underWay.has(key)) again.add(key);
    else void work(key);
  }

  async function work(key: string): Promise<void> {
    underWay.add(key);
    timers.get(key)?.();
    timers.delete(key);
    let outcome: Outcome = 'more';
    try {
      while (outcome === 'more' || (outcome === 'done' && again.has(key))) {
        again.delete(key);
        outcome = await attempt(key);
      }
    } catch (error) {
      of().report(error);
    }
    again.delete(key);
    underWay.delete(key);
    if (outcome === 'later') rest(key);
    else attempts.delete(key);
    wake(key);
  }

  function rest(key: string): void {
    const { clock, policy } = of();
    const count = attempts.get(key) ?? 0;
    attempts.set(key, count + 1);
    const delay = policy.notificationRetries[count] ?? Math.min(MINUTE * 2 ** (count - policy.notificationRetries.length), DAY);
    timers.set(
      key,
      clock.at(clock.now() + delay, () => follow(key)),
    );
  }

  function wake(key: string): void {
    const woken = waiting.get(key) ?? [];
    waiting.delete(key);
    for (const each of woken) each();
  }

  async function attempt(key: string): Promise<Outcome> {
    const { store } = of();
    const announcement = announcementAt(store, key);
    if (announcement === undefined) return 'done';
    const original = store.get(announcement.original);
    const { address, leaves } = announcement;
    if (address !== undefined) return leaves || original === undefined ? leave(key, announcement, address) : update(key, announcement, address, original);
    if (!leaves && original !== undefined) return appear(key, announcement, original);
    return forsake(key, announcement);
  }

  async function appear(key: string, announcement: Announcement, original: Resource): Promise<Outcome> {
    try {
      const address = (await find(announcement)) ?? (await inPlace(announcement, original, (place) => create(key, announcement, original, place)));
      inUnit((unit) => {
        const [now, kept] = [unit.get(original.id), announcementAt(unit, key)];
        const leaves = kept?.leaves !== false || now === undefined;
        keepAnnouncement(unit, key, { ...announcement, place: kept?.place, told: kept?.told ?? {}, address, leaves });
        if (!leaves) unit.note(original.id, { announceTo: [...listIn(now.attributes, 'announceTo'), address] });
      });
      return 'more';
    } catch (error) {
      if (!(error instanceof NotDone)) throw error;
      // What the last process has asked for is looked for until somebody answers.
      if (error.isPassing && announcement.place !== undefined) return 'later';
      of().report(error);
      inUnit((unit) => forget(unit, key, announcement, error.isPassing));
      return announcementAt(of().store, key) === undefined ? 'done' : 'later';
    }
  }

  /** From when it is asked for on, it may be there: that is known for good before it is asked for, and, with it, what it is to be below. */
  async function create(key: string, announcement: Announcement, original: Resource, place: string): Promise<string> {
    const wanted = wantedOf(original);
    inUnit((unit) => keepAnnouncement(unit, key, { ...announcement, place, told: wanted, leaves: announcementAt(unit, key)?.leaves ?? true }));
    await durable();
    return createAt(of(), place, variantOf(original.type) ?? '', wanted);
  }

  /** When all that was written is durable. @throws StoreFailure when it cannot be */
  async function durable(): Promise<void> {
    const { durability } = of().store;
    if (durability !== undefined) await new Promise<void>((resolve, reject) => durability.whenDurable(resolve, reject));
  }

  /** What was asked for, by whoever heard no answer. */
  async function find({ original, place, told }: Announcement): Promise<string | undefined> {
    const link = attribute(told, 'link');
    if (place === undefined || typeof link !== 'string') return undefined;
    const type = of().store.get(original)?.type;
    return findAt(of(), place, type === undefined ? undefined : variantOf(type), link);
  }

  /** It is not wanted any more, and nobody knows whether it is there. */
  async function forsake(key: string, announcement: Announcement): Promise<Outcome> {
    const address = await find(announcement).catch((error: unknown) => {
      if (error instanceof NotDone && (!error.isPassing || isOver(announcement))) return undefined;
      if (error instanceof NotDone) return null;
      throw error;
    });
    if (address === null) return 'later';
    inUnit((unit) => (address === undefined ? dropAnnouncement(unit, key) : keepAnnouncement(unit, key, { ...announcement, address, leaves: true })));
    return address === undefined ? 'done' : 'more';
  }

  /** By itself, at the other CSE. */
  const isOver = ({ told }: Announcement): boolean => (expirationOf(told) ?? Infinity) <= of().clock.now();

  async function update(key: string, announcement: Announcement, address: string, original: Resource): Promise<Outcome> {
    const type = variantOf(original.type) ?? '';
    let { told } = announcement;
    const patches = patchesBetween(original.type, told, wantedOf(original));
    for (const patch of patches) {
      try {
        await updateAt(of(), address, type, patch);
      } catch (error) {
        if (!(error instanceof NotDone)) throw error;
        if (error.isPassing) return 'later';
        of().report(error);
        if (error.status === StatusCode.NOT_FOUND) {
          inUnit((unit) => forget(unit, key, announcement));
          return 'done';
        }
        inUnit((unit) => withdraw(unit, key, original.id, Object.keys(patch)));
      }
      told = changed(told, patch);
      inUnit((unit) => {
        const now = announcementAt(unit, key);
        if (now !== undefined) keepAnnouncement(unit, key, { ...now, told });
      });
    }
    return patches.length === 0 ? 'done' : 'more';
  }

  async function leave(key: string, announcement: Announcement, address: string): Promise<Outcome> {
    try {
      await deleteAt(of(), address);
    } catch (error) {
      if (!(error instanceof NotDone)) throw error;
      if (error.isPassing && !isOver(announcement)) return 'later';
      if (error.status !== StatusCode.NOT_FOUND && !isOver(announcement)) {
        of().report(error);
        inUnit((unit) => (unit.get(announcement.original) === undefined ? dropAnnouncement(unit, key) : keepAnnouncement(unit, key, { ...announcement, leaves: false })));
        return 'done';
      }
    }
    inUnit((unit) => {
      forget(unit, key, announcement);
      forgetBelow(unit, announcement);
    });
    return 'done';
  }

  /** What is announced below it has gone with it. */
  function forgetBelow(unit: UnitOfWork, { original, address }: Announcement): void {
    for (const { id } of unit.children(original)) {
      for (const { key, announcement } of announcementsOf(unit, id)) {
        if (announcement.place !== address || announcement.address === undefined) continue;
        forget(unit, key, announcement);
        forgetBelow(unit, announcement);
      }
    }
  }

  /**
   * It is not there, or was not to be made: its address does not stand in announceTo, and with the last one go the names of announced attributes.
   * @param isDoubtful nobody has said that it was not made: that is to be seen
   */
  function forget(unit: UnitOfWork, key: string, { original: id, address }: Announcement, isDoubtful = false): void {
    const kept = announcementAt(unit, key);
    if (isDoubtful && kept?.place !== undefined) keepAnnouncement(unit, key, { ...kept, leaves: true });
    else dropAnnouncement(unit, key);
    const original = unit.get(id);
    if (original === undefined) return;
    const present = listIn(original.attributes, 'announceTo');
    const left = present.filter((each) => each !== address);
    const isLast = announcementsOf(unit, id).every(({ announcement }) => announcement.leaves && announcement.address === undefined) && attribute(original.attributes, 'announcedAttribute') !== undefined;
    const patch = attributesOf(
      left.length < present.length ? { announceTo: left.length === 0 ? null : left } : {},
      isLast ? { announcedAttribute: null } : {},
    );
    if (Object.keys(patch).length > 0) unit.note(id, patch);
  }

  /** Attributes that an announcement did not take are not announced, unless another one has them (TS-0001 Table 10.2.13.9-1). */
  function withdraw(unit: UnitOfWork, key: string, id: string, names: readonly string[]): void {
    const original = unit.get(id);
    if (original === undefined) return;
    const others = announcementsOf(unit, id).filter((each) => each.key !== key);
    const before = announcementAt(unit, key)?.told ?? {};
    const wished = wishedNames(original);
    const gone = new Set(names.filter((name) => wished.has(name) && !Object.hasOwn(before, name) && !others.some(({ announcement }) => Object.hasOwn(announcement.told, name))));
    if (gone.size === 0) return;
    const left = listIn(original.attributes, 'announcedAttribute').filter((name) => !gone.has(longName(original.type, name)));
    unit.note(id, { announcedAttribute: left.length === 0 ? null : left });
  }

  return {
    follow,
    settled(keys) {
      // When the store has failed, nothing is done any more.
      of().store.durability?.whenDurable(
        () => undefined,
        () => keys.forEach(wake),
      );
      const each = (key: string) => new Promise<void>((resolve) => void waiting.set(key, [...(waiting.get(key) ?? []), resolve]));
      return Promise.all(keys.map(each)).then(() => undefined);
    },
    resume() {
      for (const { key, owner } of of().store.records(ANNOUNCEMENT)) if (owner !== of().rootId) follow(key);
    },
  };
}
