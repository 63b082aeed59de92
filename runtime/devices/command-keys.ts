/**
 * CommandKeys: how a completion report finds its <execInstance>. The Change Request does not mention them; A45 says that the
 * resourceID serves, and TR-069 that a key has at most 32 characters.
 */

import { createHash } from 'node:crypto';
import type { Attributes } from '../resource.js';
import type { Unit } from '../work/unit.js';

export const LONGEST_COMMAND_KEY = 32;

/** Kind of the records that say whose each CommandKey is; the value is for whoever claimed it. */
export const COMMAND_KEY = 'commandKey';

/** A key that nobody else has, for one run of a command: a report of another run, however late, finds another key or none. */
export function claimKey(unit: Pick<Unit, 'record' | 'keep'>, run: string, owner: string, value: Attributes): string {
  let key = shortKey(run);
  for (let attempt = 1; unit.record(COMMAND_KEY, key) !== undefined; attempt += 1) key = shortKey(run, attempt);
  unit.keep({ kind: COMMAND_KEY, key, owner, value });
  return key;
}

/** Which resource each key in use belongs to. No two resources ever have the same key. */
export interface CommandKeys {
  /** The key of a resource, the same one until it is released. */
  keyOf(resourceID: string): string;
  /** The resource of a key; undefined for a key of nobody's. */
  resourceOf(commandKey: string): string | undefined;
  /** Forgets the resource and its key. */
  release(resourceID: string): void;
}

/**
 * A short identifier as it is, a long one as the start of its SHA-256 in base64url: 192 bits. `attempt` is for the case
 * that another resource has the key already, which nobody will see but whose identifier is someone else's hash.
 */
export function shortKey(resourceID: string, attempt = 0): string {
  if (attempt === 0 && resourceID.length <= LONGEST_COMMAND_KEY) return resourceID;
  const text = attempt === 0 ? resourceID : `${attempt} ${resourceID}`;
  return createHash('sha256').update(text).digest('base64url').slice(0, LONGEST_COMMAND_KEY);
}

/** An empty set of keys. `shorten` must come to different keys with different attempts. */
export function commandKeys(shorten: (resourceID: string, attempt: number) => string = shortKey): CommandKeys {
  const keys = new Map<string, string>();
  const resources = new Map<string, string>();
  return {
    keyOf(resourceID) {
      const known = keys.get(resourceID);
      if (known !== undefined) return known;
      let key = shorten(resourceID, 0);
      for (let attempt = 1; resources.has(key); attempt += 1) key = shorten(resourceID, attempt);
      keys.set(resourceID, key);
      resources.set(key, resourceID);
      return key;
    },
    resourceOf: (commandKey) => resources.get(commandKey),
    release(resourceID) {
      const key = keys.get(resourceID);
      if (key === undefined) return;
      keys.delete(resourceID);
      resources.delete(key);
    },
  };
}
