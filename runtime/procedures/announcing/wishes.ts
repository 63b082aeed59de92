/**
 * announceTo and announcedAttribute in a request (TS-0001 10.2.13, TS-0004 7.3.3.10, 7.3.3.11): what is wished is kept in records, in the unit of
 * the request; what has been done stands in announceTo. What does it: announcer.ts.
 */

import { cseOf, isCseId } from '../../addresses.js';
import { refused } from '../../errors.js';
import { attribute, attributesOf, changed, listIn, type Attributes, type Resource } from '../../resource.js';
import { attributeRows, isInstance } from '../../types.js';
import type { Reader, Unit } from '../../work/unit.js';
import type { World } from '../../world.js';
import { longName } from '../filter.js';
import { variantOf } from './announced.js';
import { announcementsOf, freshKey, keepAnnouncement, type Announcement } from './records.js';

type Place = Pick<World, 'cseId' | 'spId'>;

/** The announcements that are to be seen to when the unit is durable. */
export type Keys = readonly string[];

const none: Keys = [];

/** A resource as it is to be stored, and where it is wished to be announced to. */
export interface Wished<T> {
  readonly stored: T;
  readonly targets: readonly string[];
}

/** @throws RequestError BAD_REQUEST, or OPERATION_NOT_ALLOWED for an instance whose parent is not announced there */
export function wishesOfNew<T extends Resource>(place: Place, reader: Reader, draft: T): Wished<T> {
  const { attributes, type } = draft;
  checkNames(type, attributes);
  const targets = ours(place, listIn(attributes, 'announceTo'));
  checkTargets(place, reader, draft, targets);
  if (attribute(attributes, 'announceTo') === undefined && attribute(attributes, 'announcedAttribute') === undefined) return { stored: draft, targets };
  // Both are there when something is announced (TS-0001 9.6.1.3.2).
  const left = targets.length === 0 ? { announceTo: null, announcedAttribute: null } : { announceTo: null };
  return { stored: { ...draft, attributes: changed(attributes, left) }, targets };
}

/** Announces a resource that is stored. */
export function announceNew(unit: Unit, { id }: Resource, targets: readonly string[]): Keys {
  return targets.map((to) => {
    const key = freshKey(unit, id);
    keepAnnouncement(unit, key, { original: id, to, address: undefined, told: {}, leaves: false });
    return key;
  });
}

export interface Change {
  /** Without announceTo, which changes when it has been done. */
  readonly patch: Attributes;
  readonly keys: Keys;
}

/** What an UPDATE wishes: announcements that it names no more are to go, those that it names for the first time are to come. */
export function wishesOfChange(place: Place, unit: Unit, before: Resource, patch: Attributes): Change {
  const isWished = Object.hasOwn(patch, 'announceTo');
  if (!isWished && !Object.hasOwn(patch, 'announcedAttribute')) return { patch, keys: none };
  checkNames(before.type, patch);
  const present = announcementsOf(unit, before.id).filter(({ announcement }) => !announcement.leaves);
  const wished = new Set(listIn(patch, 'announceTo'));
  const staying = isWished ? present.filter(({ announcement }) => namesIn(place, announcement, wished).length > 0) : present;
  const named = new Set(staying.flatMap(({ announcement }) => namesIn(place, announcement, wished)));
  const targets = ours(place, [...wished].filter((target) => !named.has(target)));
  checkTargets(place, unit, before, targets);
  const leaving = present.filter((each) => !staying.includes(each));
  for (const { key, announcement } of leaving) keepAnnouncement(unit, key, { ...announcement, leaves: true });
  // Where nothing is announced, nor will be, there are no announced attributes either (TS-0001 9.6.1.3.2).
  const { announceTo: _later, announcedAttribute: names, ...others } = patch;
  const isSomewhere = staying.length + targets.length > 0;
  const left = attributesOf(others, names !== undefined && isSomewhere ? { announcedAttribute: names } : {});
  return { patch: left, keys: [...leaving.map(({ key }) => key), ...announceNew(unit, before, targets)] };
}

/** An announcement is named by its address, by what asked for it, or by the CSE that it is at. */
const namesIn = (place: Place, { address, to }: Announcement, names: ReadonlySet<string>): readonly string[] => {
  const cse = cseOf(place, to);
  return [...names].filter((name) => name === address || name === to || (isCseId(name) && cseOf(place, name) === cse));
};

/** Announcements go when their original does. */
export function announcementsLeave(unit: Unit, { id }: Resource): Keys {
  return announcementsOf(unit, id).map(({ key, announcement }) => {
    keepAnnouncement(unit, key, { ...announcement, leaves: true });
    return key;
  });
}

/** Announcements that hear of a change. */
export const announcementsHear = (reader: Reader, { id }: Resource): Keys => announcementsOf(reader, id).map(({ key }) => key);

/** What can be announced at all, in the type's own words (TS-0001 Table 10.2.13.7-1). */
function checkNames(type: string, attributes: Attributes): void {
  const isGiven = (name: string) => (attribute(attributes, name) ?? null) !== null && attributeRows(type).has(name);
  if ((isGiven('announceTo') || isGiven('announcedAttribute')) && variantOf(type) === undefined)
    throw refused('NOT_IMPLEMENTED', `${type} has no announced variant (TS-0004 Table 7.4.26.1-1).`);
  const rows = attributeRows(type);
  for (const name of listIn(attributes, 'announcedAttribute')) {
    const announced = rows.get(longName(type, name))?.announced;
    // What is announced anyway may be named.
    if (announced !== 'OA' && announced !== 'MA')
      throw refused('BAD_REQUEST', `announcedAttribute: ${JSON.stringify(name.slice(0, 80))} is not announced optionally (TS-0001 Table 10.2.13.7-1).`);
  }
}

/** A resource is not announced to the CSE that it is at. */
const ours = (place: Place, targets: readonly string[]): readonly string[] =>
  [...new Set(targets)].filter((target) => {
    const cse = cseOf(place, target);
    return cse !== undefined && cse !== `/${place.cseId}`;
  });

function checkTargets(place: Place, reader: Reader, { type, parent }: Resource, targets: readonly string[]): void {
  if (!isInstance(type)) return;
  const above = reader.get(parent ?? '');
  const announced = new Set(above === undefined ? [] : listIn(above.attributes, 'announceTo').map((address) => cseOf(place, address)));
  const alone = targets.find((target) => isCseId(target) && !announced.has(cseOf(place, target)));
  if (alone !== undefined)
    throw refused('OPERATION_NOT_ALLOWED', `${type} is announced where its parent is, which is not announced to ${alone.slice(0, 80)} (TS-0004 7.3.3.10).`);
}
