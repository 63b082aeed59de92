import type { JsonObject } from './json-document.js';
import { isObject } from './json-document.js';

/**
 * What could not be used of the input, by the names in it: who misses one of them later on has found nothing new. A name
 * is any word of a lost value, since the value is not what it should be and nothing else is known of it.
 */
export class Losses {
  readonly #names = new Set<string>();
  /** A file that cannot be used at all may be missed anywhere. */
  everything = false;

  get names(): ReadonlySet<string> {
    return this.#names;
  }

  lose(value: unknown): void {
    if (typeof value === 'string') {
      for (const word of value.match(/[\p{L}\p{N}_][\p{L}\p{N}_:-]*/gu) ?? []) if (word.length > 2) this.#names.add(word);
    } else if (Array.isArray(value)) value.forEach((item) => this.lose(item));
    else if (isObject(value)) for (const [key, member] of Object.entries(value)) if (!prose.has(key)) this.#loseMember(key, member, value);
  }

  /** Names stand as keys in tables of short names, and numbers are names of codes. */
  #loseMember(key: string, member: unknown, { names }: JsonObject): void {
    if (key === 'names' && isObject(names)) this.lose(Object.keys(names));
    if (typeof member === 'number' && /code|value|type/i.test(key)) this.#names.add(String(member));
    else this.lose(member);
  }
}

const prose: ReadonlySet<string> = new Set(['$schema', 'description', 'title', 'why', 'condition', 'effect', 'text', 'source', 'access', 'create', 'update', 'kind', 'multiplicity']);
