import { byCodepoint } from '../../model/names.js';
import { record, referTo, type JsonSchema, type JsonSchemaObject } from './schema.js';

/**
 * Schemas that have a name, which `$ref: "#/$defs/<name>"` refers to. What has one is known by its identity: a type, a
 * portion of what a wildcard lets in, a string. Each is written once, and later than it is first referred to, since what
 * it describes may contain itself.
 */
export class Definitions {
  readonly #names = new Map<unknown, string>();
  readonly #taken = new Set<string>();
  readonly #schemas = new Map<string, JsonSchema>();
  readonly #pending: (() => void)[] = [];

  has(of: unknown): boolean {
    return this.#names.has(of);
  }

  /** A reference to the definition of `of`; the first one to ask decides its name, and how it is written. */
  define(of: unknown, name: string, write: () => JsonSchema): JsonSchemaObject {
    if (!this.#names.has(of)) this.#pending.push(() => this.set(of, write()));
    return this.refer(of, name);
  }

  /** A reference to what is set later, by whoever asks for it. */
  refer(of: unknown, name: string): JsonSchemaObject {
    return referTo(this.#nameFor(of, name));
  }

  /** Sets the schema behind a name that `refer` has given. */
  set(of: unknown, schema: JsonSchema): void {
    this.#schemas.set(this.#names.get(of)!, schema);
  }

  /** Everything that the schemas given out so far refer to, in codepoint order. */
  written(): Record<string, JsonSchema> {
    for (let write = this.#pending.pop(); write !== undefined; write = this.#pending.pop()) write();
    return record([...this.#schemas].sort(([a], [b]) => byCodepoint(a, b)));
  }

  #nameFor(of: unknown, wanted: string): string {
    const known = this.#names.get(of);
    if (known !== undefined) return known;
    let name = wanted;
    for (let i = 2; this.#taken.has(name); i++) name = `${wanted}.${i}`;
    this.#taken.add(name);
    this.#names.set(of, name);
    return name;
  }
}
