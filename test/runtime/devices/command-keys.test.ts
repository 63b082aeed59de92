import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandKeys, LONGEST_COMMAND_KEY, shortKey } from '../../../runtime/devices/command-keys.js';

const long = `/cse-in/mgmtCmd/${'execInstance'.repeat(10)}`;

describe('A45: CommandKeys', () => {
  it('are short identifiers as they are', () => {
    const keys = commandKeys();
    for (const id of ['exin1', '', '__proto__', 'x'.repeat(32)]) {
      expect(keys.keyOf(id)).toBe(id);
      expect(keys.resourceOf(id)).toBe(id);
    }
  });

  it('are always the same for a long identifier', () => {
    const key = commandKeys().keyOf(long);
    expect(key).toMatch(/^[\w-]{32}$/);
    expect(commandKeys().keyOf(long)).toBe(key);
    expect(commandKeys().keyOf(`${long}1`)).not.toBe(key);
  });

  it('are not those of others, even of one called like the key of another', () => {
    const keys = commandKeys();
    const thief = shortKey(long);
    expect(keys.keyOf(thief)).toBe(thief);
    expect(keys.keyOf(long)).not.toBe(thief);
    expect(keys.resourceOf(thief)).toBe(thief);
    expect(keys.resourceOf(keys.keyOf(long))).toBe(long);
  });

  it('are free again when released', () => {
    const keys = commandKeys();
    const key = keys.keyOf(long);
    keys.release(long);
    keys.release(long);
    expect(keys.resourceOf(key)).toBeUndefined();
    expect(keys.keyOf(long)).toBe(key);
  });

  it('are unique, short and lead back, whatever the identifiers, however many of them collide', () => {
    const colliding = (id: string, attempt: number) => String((id.length + attempt) % 50);
    for (const shorten of [shortKey, colliding]) {
      fc.assert(
        fc.property(fc.uniqueArray(fc.string({ maxLength: 80 }), { maxLength: 40 }), (ids) => {
          const keys = commandKeys(shorten);
          const given = ids.map((id) => keys.keyOf(id));
          expect(new Set(given).size).toBe(ids.length);
          expect(given.every((key) => key.length <= LONGEST_COMMAND_KEY)).toBe(true);
          expect(given.map((key) => keys.resourceOf(key))).toEqual(ids);
          expect(ids.map((id) => keys.keyOf(id))).toEqual(given);
        }),
      );
    }
  });
});
