/** What there should be at the Hosting CSE, as far as requests alone decide it. */

import { parseTimestamp } from '../../../runtime/time/timestamp.js';
import type { Json } from './hosting.js';

export interface Thing {
  readonly id: string;
  readonly type: string;
  readonly address: string;
  readonly parent: string;
  /** As the last successful request left them. */
  given: Json;
  expires: number;
}

export interface Model {
  readonly things: Map<string, Thing>;
}

export const newModel = (): Model => ({ things: new Map() });

/** The nth thing of these types, so that a smaller number is still a choice. */
export function choose(model: Model, types: readonly string[], nth: number): Thing | undefined {
  const fitting = [...model.things.values()].filter(({ type }) => types.includes(type));
  return fitting[nth % Math.max(1, fitting.length)];
}

export function added(model: Model, type: string, parent: string, given: Json, content: Json): void {
  const address = `${parent}/${String(content['resourceName'])}`;
  model.things.set(address, { id: String(content['resourceID']), type, address, parent, given, expires: expiryOf(content) });
}

export function changed(thing: Thing, given: Json, content: Json): void {
  thing.given = Object.fromEntries(Object.entries({ ...thing.given, ...given }).filter(([, value]) => value !== null));
  thing.expires = expiryOf(content);
}

/** With everything below. */
export function removed(model: Model, address: string): void {
  for (const known of [...model.things.keys()]) if (known === address || known.startsWith(`${address}/`)) model.things.delete(known);
}

export function expired(model: Model, now: number, last: ReadonlyMap<string, unknown>): void {
  for (const { address, expires, type, id } of [...model.things.values()]) {
    const time = type === 'software' ? Math.min(expires, parseTimestamp(String(last.get(id))) ?? Infinity) : expires;
    if (time <= now) removed(model, address);
  }
}

const expiryOf = (content: Json): number => parseTimestamp(String(content['expirationTime'])) ?? Infinity;
