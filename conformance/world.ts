/**
 * What a run makes for itself, and takes away: an AE below which nearly everything stands, a second one that others may keep out,
 * and one resource of each type that payloads name or stand below, made when it is first needed. Nothing that the run has not made
 * is changed.
 */

import type { JsonValue } from '../wire/json-value.js';
import { Addresses } from './addresses.js';
import { LEAST } from './payload/plan.js';
import { payloadsOf, payloadsWith, type Payloads } from './payload/vectors.js';
import { filled, filledWhere, timeValue, Unfilled, type Values } from './fill.js';
import type { Credentials } from './credentials.js';
import { tryTo, type Exchange } from './exchange.js';
import type { Listener } from './listener.js';
import { addressOf, Ledger, type Made } from './ledger.js';
import { isOnlyOne, payloadRows, vectorFile, type PayloadRow, type Primitive } from './plan.js';
import { register } from './registration.js';
import type { Specification } from './specification.js';
import type { Target } from './target.js';

export interface WorldOptions {
  readonly exchange: Exchange;
  readonly target: Target;
  readonly origin: string;
  readonly release: string;
  /** In the names of this run, so that two do not meet. */
  readonly run: string;
  readonly listener: Listener | undefined;
  readonly credentials: Credentials | undefined;
  readonly now: () => number;
  readonly specification: Specification;
}

type Content = { readonly [name: string]: JsonValue };

/** Why something is not there. */
export interface Missing {
  readonly missing: string;
  /** Where the CSE has refused to make it: with what. */
  readonly rsc?: number | undefined;
}

export const isMissing = (found: object): found is Missing => 'missing' in found;

export class World {
  readonly #options: WorldOptions;
  readonly addresses: Addresses;
  readonly ledger: Ledger;
  readonly #shared = new Map<string, Promise<Made | Missing>>();
  readonly #rows: ReadonlyMap<string, PayloadRow>;
  /** Of what there is one in the whole CSE: when its own cases are done with it. */
  readonly #free = new Map<string, Promise<void>>();
  #fresh = 0;
  #ae: Made | undefined;
  #other: Made | undefined;

  constructor(options: WorldOptions) {
    this.#options = options;
    this.#rows = new Map(payloadRows(options.specification).map((row) => [row.resource, row]));
    this.addresses = new Addresses(options.target);
    this.ledger = new Ledger(options.exchange, this.addresses, options.origin, (type) => this.#rows.get(type));
  }

  get specification(): Specification {
    return this.#options.specification;
  }

  /** Who may do everything. */
  get origin(): string {
    return this.#options.origin;
  }

  get ae(): Made {
    return this.#ae!;
  }

  /** @throws ConformError when the CSE lets nobody in */
  async build(): Promise<void> {
    // Who can show who they are, but for the one that may do everything.
    const [own, other] = this.#options.credentials?.originators.filter((each) => each !== this.origin) ?? [];
    const registration = { ...this.#options, ledger: this.ledger };
    this.#ae = await register(registration, 'ae', own);
    this.#other = await register(registration, 'other', other);
  }

  /** Whether what says who an Originator is stands beside From, so that From alone says nothing. */
  get isAuthenticated(): boolean {
    return this.#options.credentials !== undefined;
  }

  fresh(): string {
    this.#fresh += 1;
    return `${this.#options.run}-${this.#fresh}`;
  }

  /** Values of the placeholders of procedures, for one case. */
  values(own: ReadonlyMap<string, JsonValue>, fresh: string): Values {
    const { target, now, listener } = this.#options;
    return (name) => {
      const saved = own.get(name);
      if (saved !== undefined) return saved;
      if (name.startsWith('listener.')) return listener?.url(`${fresh}.${name.slice('listener.'.length)}`);
      switch (name) {
        case 'base':
          return target.base;
        case 'cse':
          return target.cse;
        case 'ae':
          return this.ae.address;
        case 'ae.dashed':
          return `-${this.ae.address.slice(target.base.length)}`;
        case 'ae.id':
          return this.ae.by;
        case 'origin':
          return this.origin;
        case 'other':
          return this.#other?.by;
        case 'stranger':
          return `C${this.#options.run}-stranger`;
        case 'nobody':
          return null;
        case 'fresh':
          return fresh;
        default:
          return timeValue(name, now());
      }
    };
  }

  supports({ resourceType }: PayloadRow): boolean {
    const { types } = this.#options.target;
    return types === undefined || (resourceType !== null && types.has(resourceType));
  }

  row(type: string): PayloadRow | undefined {
    return this.#rows.get(type);
  }

  /** Of specializations, which share their number, any. */
  typeOf(resourceType: number): string {
    return [...this.#rows.values()].find((row) => row.resourceType === resourceType)?.resource ?? '';
  }

  /** What the CSE says that it has. */
  get target(): Target {
    return this.#options.target;
  }

  /** Where resources of a type are created, and by whom; `use` tells places apart that must not be in each other's way. */
  async parentOf(row: PayloadRow, use = ''): Promise<Made | Missing> {
    if (row.below === null) return { missing: 'no request creates one' };
    const [root, ...path] = row.below;
    const { target, origin } = this.#options;
    // Where there can be one only, it is not below what everything else is below.
    const isAlone = row.single === true && use === '';
    const own = isAlone && path.length === 0 ? this.#other! : this.ae;
    let parent: Made | Missing = root === 'AE' ? own : { type: 'CSEBase', address: target.base, id: target.base, by: origin };
    for (const type of path) {
      parent = await this.#shareBelow(parent, type, isAlone ? ` of <${row.resource}>` : use);
      if (isMissing(parent)) return parent;
    }
    return parent;
  }

  async #shareBelow(parent: Made, type: string, use: string): Promise<Made | Missing> {
    const row = this.row(type);
    const isOnly = row !== undefined && isOnlyOne(row);
    if (isOnly) await this.#free.get(type);
    return this.#once(`${parent.address}/<${type}>${isOnly ? '' : use}`, () => this.make(type, parent));
  }

  /** Keeps what there is one of to its own cases, until they are done: the function that is returned says so. */
  keep(type: string): () => void {
    let release: () => void = () => undefined;
    this.#free.set(type, new Promise<void>((resolve) => (release = resolve)));
    return release;
  }

  /** The parent that a payload takes: of this type, or where others of its type are. */
  async parentFor(usual: Made, below: string | undefined): Promise<Made | Missing> {
    if (below === undefined || below === usual.type) return usual;
    return this.#once(`<${below}>`, () => this.#reference(below, ' of others'));
  }

  /** What a payload names by a placeholder of the vectors; undefined: nothing can stand for it here. */
  async referenceTo(to: string, n: number, parent: Made | undefined): Promise<string | undefined> {
    const { listener } = this.#options;
    switch (to) {
      case 'originator':
      case 'AE-ID':
        return n === 1 ? this.ae.by : n === 2 ? this.#other?.by : `C${this.#options.run}-stranger`;
      case 'resource':
      case 'AE':
        return n === 1 ? this.ae.id : n === 2 ? this.#other?.id : undefined;
      case 'parent':
        return n === 1 ? parent?.id : undefined;
      case 'notification target':
        return listener?.url(`${this.#options.run}.vectors-${n}`);
      case 'CSE':
        return undefined;
      // Nobody asks it for anything before its CSE sends a request.
      case 'CSEBase':
        return `/${this.#options.run}-cse-${String(n)}/base`;
      default: {
        const made = await this.#once(`{{${to} ${n}}}`, () => this.#reference(to === 'group member' ? 'container' : to, ' of references'));
        return isMissing(made) ? undefined : made.id;
      }
    }
  }

  /** Below parents of its own: vectors of the same type are not in conflict with it. */
  async #reference(type: string, use: string): Promise<Made | Missing> {
    const row = this.row(type);
    if (row === undefined) return { missing: `<${type}> is not known` };
    const parent = await this.parentOf(row, use);
    if (isMissing(parent)) return parent;
    return isOnlyOne(row) ? this.#shareBelow(parent, type, use) : this.make(row.resource, parent);
  }

  /** More than the least, so that who has made it can go on with it. */
  #usable(type: string): Content {
    if (type === 'node') return { hael: [this.ae.id] };
    if (type !== 'accessControlPolicy') return {};
    const rules = { acr: [{ acor: [this.ae.by, this.#options.origin], acop: 63 }] };
    return { pv: rules, pvs: rules };
  }

  #once(key: string, make: () => Promise<Made | Missing>): Promise<Made | Missing> {
    const found = this.#shared.get(key) ?? make();
    this.#shared.set(key, found);
    return found;
  }

  /** One more resource of a type, with the least that it must have, and what is given. */
  async make(type: string, parent: Made, given: Content = {}): Promise<Made | Missing> {
    const row = this.row(type);
    if (row === undefined) return { missing: `<${type}> is not known` };
    if (!this.supports(row)) return { missing: `the CSE does not support <${type}>` };
    const least = payloadsOf(row, 'create', this.specification)?.valid.find((vector) => vector.name === LEAST)?.wire;
    const name = this.fresh();
    if (least === undefined) return { missing: `no valid <${type}> is known` };
    // What the least of it names, and no more: types name each other in what is optional.
    const named = await this.#references(JSON.stringify(least), row, parent);
    const pc = this.ownContent(row, { ...filledWhere(least, named), ...this.#usable(type), ...given }, name);
    if (pc === undefined) return { missing: `something that a <${type}> names is not there` };
    const answer = await tryTo(this.#options.exchange, this.creation(row, parent, pc));
    if (typeof answer === 'string') return { missing: answer };
    if (answer.rsc === 2001) return this.ledger.note(type, addressOf(parent, answer, name), answer, parent.by);
    return { missing: `the CSE creates no <${type}> below <${parent.type}>: ${answer.rsc ?? answer.troubles[0]?.came ?? 'no answer'}`, rsc: answer.rsc };
  }

  creation(row: PayloadRow, parent: Made, content: Content): Primitive {
    // An AE registers itself, under an AE-ID that no other has (TS-0004 7.4.5.2.1); where secrets say who asks, only who has one can.
    const fr = row.resource === 'AE' && !this.isAuthenticated ? `C${this.fresh()}` : parent.by;
    return { op: 1, to: parent.address, fr, ty: row.resourceType ?? 0, pc: { [row.root]: content } };
  }

  /** The vectors of a type, with what the world has for their placeholders; `{{name}}` and what it does not have are left. */
  async payloads(row: PayloadRow, operation: 'create' | 'update', parent: Made): Promise<Payloads | undefined> {
    const named = await this.#references(Object.keys(vectorFile(row, this.specification).placeholders ?? {}).join(), row, parent);
    const payloads = payloadsOf(row, operation, this.specification);
    return payloads && payloadsWith(named, payloads);
  }

  /** What stands for the placeholders in a text, where something can. */
  async #references(text: string, row: PayloadRow, parent: Made): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const [placeholder, to = '', n = '1'] of text.matchAll(/\{\{([^{}]*?)(?: (\d+))?\}\}/g)) {
      // A type that its own payloads name would wait for itself.
      const value = to === 'name' || to === row.resource || found.has(placeholder) ? undefined : await this.referenceTo(to, Number(n), parent);
      if (value !== undefined) found.set(placeholder, value);
    }
    return found;
  }

  /** A content with names of its own; undefined when it names what is not there. */
  ownContent(row: PayloadRow, content: Content, name: string, { isNamed = true, isValid = true } = {}): Content | undefined {
    // What is refused may name what is not there.
    const samples = isValid ? {} : (vectorFile(row, this.specification).placeholders ?? {});
    try {
      const own = filled(content, (placeholder) => (placeholder === 'name' ? name : /^name \d+$/.test(placeholder) ? placeholder.replace('name ', `${name}-`) : samples[`{{${placeholder}}}`]));
      // Named even where it need not be: what the answer does not name could not be taken away.
      return isNamed && !Object.hasOwn(own, 'rn') && this.#namesItself(row) ? { rn: name, ...own } : own;
    } catch (error) {
      if (error instanceof Unfilled) return undefined;
      throw error;
    }
  }

  /** Whether the CREATE may say the name. */
  #namesItself({ resource }: PayloadRow): boolean {
    return (this.specification.attributesOf(resource) ?? []).some(({ shortName, create }) => shortName === 'rn' && create !== 'NP');
  }
}
