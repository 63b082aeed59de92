/** Addresses of one CSE in whatever form (TS-0001 7.2), told to be of the same resource. */

import type { Target } from './target.js';

export class Addresses {
  readonly #target: Pick<Target, 'base' | 'cse'>;
  readonly #aliases = new Map<string, string>();

  constructor(target: Pick<Target, 'base' | 'cse'>) {
    this.#target = target;
  }

  /** The resource at this address has this identifier. */
  alias(address: string, id: string): void {
    this.#aliases.set(this.#plain(id), this.#plain(address));
  }

  isSame = (one: string, other: string): boolean => one === other || this.#canonical(one) === this.#canonical(other);

  #canonical(address: string): string {
    const plain = this.#plain(address);
    const direct = this.#aliases.get(plain);
    if (direct !== undefined) return direct;
    // A resource identifier with names below it.
    const slash = plain.indexOf('/');
    const head = slash === -1 ? undefined : this.#aliases.get(plain.slice(0, slash));
    return head === undefined ? plain : head + plain.slice(slash);
  }

  /** Without what says of which provider and CSE it is. */
  #plain(address: string): string {
    const { cse, base } = this.#target;
    const local = address.replace(/^\/\/[^/]+(?=\/)/, '');
    const relative = local.startsWith(`${cse}/`) ? local.slice(cse.length + 1) : local;
    return relative.replace(/^-(?=\/|$)/, base);
  }
}
