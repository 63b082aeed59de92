import type { Place } from '../../diagnostics/diagnostic.js';
import { byCodepoint } from '../../model/names.js';
import type { Positions } from './positions.js';

export type Path = readonly (string | number)[];
export type JsonObject = { [key: string]: unknown };
export type Container = JsonObject | unknown[];

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
export const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

/** Offsets of an object or array and of its direct members, in the order of the text. */
export interface Location {
  readonly offset: number;
  /** Of an object: its keys, and where they stand. */
  readonly names: string[];
  readonly keys: number[];
  readonly values: number[];
}

/** What was read of a text; documents share it. */
export interface JsonText {
  readonly content: unknown;
  readonly positions: Positions;
  readonly locations: ReadonlyMap<Container, Location>;
}

/**
 * A parsed JSON file that knows the place of every value in it. Patches of errata change the content; what they add has
 * the place of what it was added to, and `patchedBy` tells which errata those were. What was read stays as it is: of what
 * is around a change the document makes itself a copy.
 */
export class JsonDocument {
  readonly #text: JsonText;
  #content: unknown;
  /** What this document made or copied, and where it stands. */
  readonly #own = new Map<Container, Location | undefined>();
  readonly #patched = new Map<Container, Set<string>>();
  readonly #patchedMembers = new Map<Container, Map<string | number, Set<string>>>();

  constructor(
    readonly file: string,
    text: JsonText,
  ) {
    this.#text = text;
    this.#content = text.content;
  }

  get content(): unknown {
    return this.#content;
  }

  /** What was read, which documents share and nobody changes. */
  get read(): unknown {
    return this.#text.content;
  }

  /** The value at `path`; undefined where nothing is. */
  value(path: Path): unknown {
    return path.reduce<unknown>((value, segment) => memberOf(value, segment), this.content);
  }

  /** The place of the value at `path`, or of the nearest one around it that stands in the text. */
  place(path: Path): Place {
    return this.#place(path, 'values');
  }

  /** The place of the last key of `path`. */
  keyPlace(path: Path): Place {
    return this.#place(path, 'keys');
  }

  #place(path: Path, of: 'keys' | 'values'): Place {
    let value = this.content;
    let offset = this.#location(value)?.offset ?? 0;
    path.forEach((segment, i) => {
      const location = this.#location(value);
      const index = Array.isArray(value) ? Number(segment) : (location?.names.lastIndexOf(String(segment)) ?? -1);
      const isKey = of === 'keys' && i === path.length - 1;
      value = memberOf(value, segment);
      // Its own location first: patches move items, and what a patch adds stands nowhere.
      offset = (isKey ? location?.keys[index] : (this.#location(value)?.offset ?? location?.values[index])) ?? offset;
    });
    return { file: this.file, ...this.#text.positions.at(offset), pointer: pointerOf(path) };
  }

  #location(value: unknown): Location | undefined {
    if (!isContainer(value)) return undefined;
    return this.#own.has(value) ? this.#own.get(value) : this.#text.locations.get(value);
  }

  /** Sets the member at `path` on behalf of `erratum`; undefined removes it. */
  patch(path: Path, value: unknown, erratum: string): void {
    const container = this.#toChange(path.slice(0, -1));
    const key = path.at(-1)!;
    if (value !== undefined) setMember(container, key, value);
    else if (Array.isArray(container)) container.splice(Number(key), 1);
    else Reflect.deleteProperty(container, key);
    if (isContainer(value)) addTo(this.#patched, value, erratum);
    else if (value === undefined && Array.isArray(container)) addTo(this.#patched, container, erratum);
    else {
      const members = this.#patchedMembers.get(container) ?? new Map<string | number, Set<string>>();
      this.#patchedMembers.set(container, members);
      addTo(members, key, erratum);
    }
  }

  /** Takes an item out of an array. */
  take(path: Path): unknown {
    const array = this.#toChange(path.slice(0, -1)) as unknown[];
    return array.splice(Number(path.at(-1)), 1)[0];
  }

  /** The container at `path`, this document's own from the root on. */
  #toChange(path: Path): Container {
    let container = this.#copyOf(this.#content as Container);
    this.#content = container;
    for (const key of path) {
      const member = this.#copyOf(memberOf(container, key) as Container);
      setMember(container, key, member);
      container = member;
    }
    return container;
  }

  #copyOf(container: Container): Container {
    if (this.#own.has(container)) return container;
    const copy: Container = Array.isArray(container) ? [...container] : { ...container };
    this.#own.set(copy, this.#location(container));
    const errata = this.#patched.get(container);
    if (errata !== undefined) this.#patched.set(copy, errata);
    return copy;
  }

  /** Ids of the errata that changed the value at `path`, or one below it, in codepoint order. */
  patchedBy(path: Path): readonly string[] {
    if (this.#patched.size === 0 && this.#patchedMembers.size === 0) return [];
    const found = new Set<string>();
    const collect = (ids: Iterable<string> = []): void => {
      for (const id of ids) found.add(id);
    };
    const visit = (value: unknown): void => {
      if (!isContainer(value)) return;
      collect(this.#patched.get(value));
      for (const ids of this.#patchedMembers.get(value)?.values() ?? []) collect(ids);
      for (const member of Object.values(value)) visit(member);
    };
    const parent = this.value(path.slice(0, -1));
    const last = path.at(-1);
    if (isContainer(parent) && last !== undefined) collect(this.#patchedMembers.get(parent)?.get(last));
    visit(this.value(path));
    return [...found].sort(byCodepoint);
  }
}

/** The own member of a JSON object or array; `__proto__` and the like are nothing special. */
export function memberOf(value: unknown, key: string | number): unknown {
  if (!isContainer(value) || !Object.hasOwn(value, key)) return undefined;
  return Array.isArray(value) ? value[Number(key)] : value[key];
}

/** Sets an own member, also one named `__proto__`. */
export function setMember(container: Container, key: string | number, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(container, key, { value, enumerable: true, configurable: true, writable: true });
  else (container as JsonObject)[key] = value;
}

interface SetsByKey<K> {
  get(key: K): Set<string> | undefined;
  set(key: K, value: Set<string>): unknown;
}
function addTo<K>(sets: SetsByKey<K>, key: K, id: string): void {
  const ids = sets.get(key);
  if (ids === undefined) sets.set(key, new Set([id]));
  else ids.add(id);
}

/** RFC 6901. */
export function pointerOf(path: Path): string {
  let pointer = '';
  for (const segment of path) pointer += `/${typeof segment === 'string' && /[~/]/.test(segment) ? segment.replace(/~/g, '~0').replace(/\//g, '~1') : segment}`;
  return pointer;
}
export const pathOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replace(/~1/g, '/').replace(/~0/g, '~'));
