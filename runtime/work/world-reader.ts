/** What a unit of work sees: the store as it is within its transaction, by all the ways in which a resource is found, and who may do what there. */

import { resolve, spellings } from '../addresses.js';
import type { Privilege } from '../privilege.js';
import { mayAccess } from '../procedures/privileges.js';
import type { Attributes, Resource } from '../resource.js';
import { countIn, endOf, type End, type StoredRecord } from '../store/store.js';
import type { World } from '../world.js';
import type { Reader } from './unit.js';

export class WorldReader implements Reader {
  readonly now: number;
  readonly self: string;
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
    this.self = world.cseId;
    this.now = world.clock.now();
  }

  get(id: string): Resource | undefined {
    return this.#world.store.get(id);
  }

  children(parent: string, type?: string, terms?: readonly string[]): readonly Resource[] {
    return this.#world.store.children(parent, type, terms);
  }

  childNamed(parent: string, name: string): Resource | undefined {
    return this.#world.store.childNamed(parent, name);
  }

  end(parent: string, type: string, which: End): Resource | undefined {
    return endOf(this.#world.store, parent, type, which);
  }

  record(kind: string, key: string): Attributes | undefined {
    return this.#world.store.record(kind, key);
  }

  records(kind: string, owner?: string): readonly StoredRecord[] {
    return this.#world.store.records(kind, owner);
  }

  count(kind: string, owner: string): number {
    return countIn(this.#world.store, kind, owner);
  }

  find(address: string): Resource | undefined {
    return resolve(this.#world, this.#world.store, address);
  }

  spellings(resource: Resource): readonly string[] {
    return spellings(this.#world, this.#world.store, resource);
  }

  may(originator: string, privilege: Privilege, resource: Resource, child?: string): boolean {
    if (mayAccess(this.#world, this, originator, privilege, resource, child)) return true;
    return this.#world.procedures.permitting.some((procedure) => procedure.permits?.(this, originator, privilege, resource) === true);
  }
}
