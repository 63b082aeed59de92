/** What a unit of work has made due while it wrote, and what becomes of that when it is committed. */

import type { Happening } from '../hooks.js';
import type { Attributes, Resource } from '../resource.js';
import type { World } from '../world.js';

export class Consequences {
  /** What each resource has become; undefined: gone. */
  #touched: Map<string, Resource | undefined> | undefined;
  /** Plans that were made, replaced or given up (undefined). */
  #planned: Map<string, Attributes | undefined> | undefined;
  readonly #effects: (() => void)[] = [];
  /** What the hooks are to hear. */
  readonly #happenings: Happening[] = [];
  readonly #announcing: string[] = [];

  /** Announcements that the unit wants something of. */
  get announcing(): readonly string[] {
    return this.#announcing;
  }

  touched(id: string, resource: Resource | undefined): void {
    (this.#touched ??= new Map()).set(id, resource);
  }

  /** What follows at once follows in the order of the plans. */
  planned(key: string, plan: Attributes | undefined): void {
    this.#planned?.delete(key);
    (this.#planned ??= new Map()).set(key, plan);
  }

  effect(effect: () => void): void {
    this.#effects.push(effect);
  }

  happened(happening: Happening): void {
    this.#happenings.push(happening);
  }

  announce(keys: readonly string[]): void {
    for (const key of keys) if (!this.#announcing.includes(key)) this.#announcing.push(key);
  }

  /**
   * Timers first: an effect may start the next unit. Nothing here can fail: the unit is done. What reaches out waits until it is durable,
   * and so does what was planned, which may lead there.
   */
  follow({ expirations, agenda, announcer, effects, store, hooks }: World): void {
    this.#touched?.forEach((resource, id) => expirations.follow(id, resource));
    const goOn = () => {
      this.#planned?.forEach((planned, key) => agenda.follow(key, planned));
      for (const happening of this.#happenings) effects.add(() => hooks.happened?.(happening));
      for (const effect of this.#effects) effects.add(effect);
      for (const key of this.#announcing) effects.add(() => announcer.follow(key));
      effects.run();
    };
    if (store.durability === undefined) goOn();
    else store.durability.whenDurable(goOn);
  }
}
