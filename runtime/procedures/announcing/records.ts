/** Announcements as the store keeps them: one record for each CSE, or each place there, that a resource is announced to. */

import { attribute, attributesOf, type Attributes } from '../../resource.js';
import type { Reader, Unit } from '../../work/unit.js';

/** Kind of the records; the owner is the original resource. */
export const ANNOUNCEMENT = 'announcement';

export interface Announcement {
  readonly original: string;
  /** What announceTo asked for: a CSE-ID, or the address of a resource at another CSE. */
  readonly to: string;
  /** SP-relative, of the announced resource; undefined: nobody has said that it is there. */
  readonly address: string | undefined;
  /** The parent that it was asked for at: it may be there, and goes with that. */
  readonly place?: string | undefined;
  /** What it has taken, or was to begin with. */
  readonly told: Attributes;
  /** It is to go. */
  readonly leaves: boolean;
}

export function announcementAt(reader: Pick<Reader, 'record'>, key: string): Announcement | undefined {
  const value = reader.record(ANNOUNCEMENT, key);
  return value && announcementIn(value);
}

const announcementIn = (value: Attributes): Announcement => ({
  original: String(attribute(value, 'original')),
  to: String(attribute(value, 'to')),
  address: attribute(value, 'address') as string | undefined,
  place: attribute(value, 'place') as string | undefined,
  told: (attribute(value, 'told') ?? {}) as Attributes,
  leaves: attribute(value, 'leaves') === true,
});

export interface Kept {
  readonly key: string;
  readonly announcement: Announcement;
}

export const announcementsOf = (reader: Pick<Reader, 'records'>, original: string): readonly Kept[] =>
  reader.records(ANNOUNCEMENT, original).map(({ key, value }) => ({ key, announcement: announcementIn(value) }));

export function keepAnnouncement(unit: Unit, key: string, { original, to, address, place, told, leaves }: Announcement): void {
  const value = attributesOf({ original, to, told }, address === undefined ? {} : { address }, place === undefined ? {} : { place }, leaves ? { leaves } : {});
  unit.keep({ kind: ANNOUNCEMENT, key, owner: original, value });
}

export const dropAnnouncement = (unit: Unit, key: string): void => unit.drop(ANNOUNCEMENT, key);

/** The first that is free, so that the same history has the same keys. */
export function freshKey(reader: Pick<Reader, 'records'>, original: string): string {
  const taken = new Set(reader.records(ANNOUNCEMENT, original).map(({ key }) => key));
  let number = 1;
  while (taken.has(`${original} ${number}`)) number += 1;
  return `${original} ${number}`;
}
