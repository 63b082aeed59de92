/** What a run has made, so that all of it can be taken away: nothing else is ever deleted. */

import { isObject, type JsonValue } from '../wire/json-value.js';
import type { Addresses } from './addresses.js';
import type { Exchange, Exchanged } from './exchange.js';
import { bodyOf } from './match.js';
import type { PayloadRow } from './plan.js';

/** A resource of the run. */
export interface Made {
  readonly type: string;
  /** Structured, CSE-relative. */
  readonly address: string;
  readonly id: string;
  /** Who has made it. */
  readonly by: string;
}

type Removable = Pick<Made, 'type' | 'id' | 'by'>;

const OPERATION_NOT_ALLOWED = 4005;

export class Ledger {
  readonly #exchange: Exchange;
  readonly #addresses: Addresses;
  readonly #origin: string;
  readonly #rowOf: (type: string) => PayloadRow | undefined;
  readonly #made: Made[] = [];
  readonly #suspects: Pick<Made, 'type' | 'address' | 'by'>[] = [];
  /** What would not go when it was asked to: what it has set off may not have ended. */
  readonly #staying = new Map<string, Removable>();
  #isEnding = false;

  /** @param origin who may do everything */
  constructor(exchange: Exchange, addresses: Addresses, origin: string, rowOf: (type: string) => PayloadRow | undefined) {
    this.#exchange = exchange;
    this.#addresses = addresses;
    this.#origin = origin;
    this.#rowOf = rowOf;
  }

  /** Address of what was made first, which is there until everything is taken away. */
  get first(): string | undefined {
    return this.#isEnding ? undefined : this.#made[0]?.address;
  }

  /** A resource that the CSE has made: it is taken away at the end. */
  note(type: string, address: string, answer: Exchanged, by: string): Made {
    const id = contentOf(answer)?.['ri'];
    const made = { type, address, id: typeof id === 'string' ? id : address, by };
    this.#made.push(made);
    // Where it says so, the CSE has made a container with it, beside it (locationContainerID: TS-0001 9.6.10).
    const beside = contentOf(answer)?.['loi'];
    if (typeof beside === 'string' && type === 'locationPolicy') this.#made.push({ type: 'container', address: beside, id: beside, by: this.#origin });
    this.#addresses.alias(address, made.id);
    return made;
  }

  /** What may have been made all the same: no answer came, or one that says nothing of it. Looked after at the end. */
  suspect(type: string, address: string, by: string): void {
    this.#suspects.push({ type, address, by });
  }

  async remove(made: Removable): Promise<boolean> {
    const isGone = isAway(await this.#end(made));
    const at = isGone ? this.#made.findLastIndex(({ id }) => id === made.id) : -1;
    if (at !== -1) this.#made.splice(at, 1);
    if (isGone) this.#staying.delete(made.id);
    else this.#staying.set(made.id, made);
    return isGone;
  }

  /** Asks what would not go once more. */
  async removeStaying(): Promise<void> {
    for (const made of [...this.#staying.values()]) await this.remove(made);
  }

  /** Takes away everything that the run has made; what could not be is the result. */
  async end(): Promise<readonly string[]> {
    this.#isEnding = true;
    for (const { type, address, by } of this.#suspects) {
      const own = await this.#exchange({ op: 2, to: address, fr: by });
      // Who made it may not be who it is taken for.
      const answer = own.rsc === 4103 ? await this.#exchange({ op: 2, to: address, fr: this.#origin }) : own;
      if (answer.rsc === undefined) break;
      if (answer.rsc === 2000) this.note(type, address, answer, by);
    }
    const ends = new Set(this.#made.filter(({ type }) => type === 'AE').map(({ address }) => address));
    // With an AE everything below it goes.
    const tops = this.#made.filter(({ address, type }) => type === 'AE' || ![...ends].some((ae) => address.startsWith(`${ae}/`)));
    // What would not go may have waited for what is gone by then.
    const left = await this.#removeAll(await this.#removeAll(tops.reverse()));
    return left.map(({ address }) => address);
  }

  /** What is left of them. */
  async #removeAll(all: readonly Made[]): Promise<readonly Made[]> {
    const left: Made[] = [];
    let unanswered = 0;
    for (const made of all) {
      // A CSE that has gone is not waited for once more for each.
      const answer = unanswered < 3 ? await this.#end(made) : undefined;
      unanswered = answer?.response === undefined ? unanswered + 1 : 0;
      const isGone = isAway(answer) || (answer?.response !== undefined && isAway(await this.#delete(made.address, this.#origin)));
      if (!isGone) left.push(made);
    }
    return left;
  }

  /** What runs is ended first, where it is not deleted while it does. */
  async #end({ type, id, by }: Removable): Promise<Exchanged> {
    const answer = await this.#delete(id, by);
    const row = this.#rowOf(type);
    if (answer.rsc !== OPERATION_NOT_ALLOWED || row?.ends === undefined) return answer;
    await this.#exchange({ op: 3, to: id, fr: by, pc: { [row.root]: row.ends } });
    return this.#delete(id, by);
  }

  #delete(to: string, fr: string): Promise<Exchanged> {
    return this.#exchange({ op: 4, to, fr });
  }
}

/** By its code; by the status of HTTP where a CSE forgets the code, and says nothing else. */
function isAway(answer: Exchanged | undefined): boolean {
  if (answer?.rsc !== undefined) return answer.rsc === 2002 || answer.rsc === 4004;
  const { status = 0, headers = {}, body = '' } = answer?.response ?? {};
  return headers['x-m2m-rsc'] === undefined && body === '' && [200, 204, 404].includes(status);
}

/** The body of what an answer shows. */
export const contentOf = ({ content }: Exchanged): { readonly [name: string]: JsonValue } | undefined => {
  const body = content === undefined ? undefined : bodyOf(content);
  return isObject(body) ? body : undefined;
};

/** Where what a CREATE below a parent has made stands. */
export const addressOf = (parent: Made, answer: Exchanged, name: string): string => {
  const given = contentOf(answer)?.['rn'];
  return `${parent.address}/${typeof given === 'string' ? given : name}`;
};
