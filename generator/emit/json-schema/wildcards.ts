import type { QName, SchemaSet, Wildcard } from '../../model/components.js';
import { allowsNamespace } from '../../read/xsd/resolve/wildcards.js';
import type { Definitions } from './definitions.js';
import { portionOf, referToPortion, type Portion } from './portions.js';
import type { JsonSchema } from './schema.js';

/** What wildcards of an object let in. */
export interface Admitted {
  /** Hold for the object: members that are declared globally have their types. */
  readonly schemas: readonly JsonSchema[];
  /** The names of these members: what a strict wildcard lets in and nothing else. */
  readonly names: readonly JsonSchema[];
}

/**
 * Whether a wildcard lets in names that no document at hand declares: a lax one, or one that skips; and a strict one
 * where it is known that the declarations stand elsewhere, since it names a namespace of which there is no document, or
 * nothing that is declared comes through it. What they say is not covered, and so never wrong.
 */
export function opener(declarations: Iterable<{ readonly name: QName }>, { types, elements, attributes }: SchemaSet): (wildcard: Wildcard) => boolean {
  const known = new Set(['']);
  for (const components of [types, elements, attributes]) for (const { name } of components.values()) if (name !== undefined) known.add(name.namespace);
  const declared = new Set<string>();
  for (const { name } of declarations) declared.add(name.namespace);
  return (wildcard) => {
    const { processContents, namespaces } = wildcard;
    if (processContents !== 'strict') return true;
    if ('only' in namespaces) return namespaces.only.some((namespace) => !known.has(namespace));
    return ![...declared].some((namespace) => allowsNamespace(wildcard, namespace));
  };
}

/**
 * Global declarations as the wildcards of all types let them in. What is let in depends on the namespaces alone, so that
 * types share it: the schemas grow with types plus globals, not with their product.
 */
export class Globals<D extends { readonly name: QName }> {
  readonly #byName = new Map<string, D[]>();
  /** Names by the namespaces in which they are declared: names lose them in JSON, so that several declarations may share one. */
  readonly #groups = new Map<string, { readonly namespaces: readonly string[]; readonly names: string[] }>();
  readonly #portions = new Map<string, Portion>();
  readonly #schemaFor: (declarations: readonly D[]) => JsonSchema;
  readonly #title: string;
  readonly #definitions: Definitions;

  constructor(declarations: Iterable<D>, nameOf: (declaration: D) => string, schemaFor: (declarations: readonly D[]) => JsonSchema, title: string, definitions: Definitions) {
    this.#schemaFor = schemaFor;
    this.#title = title;
    this.#definitions = definitions;
    for (const declaration of declarations) {
      const name = nameOf(declaration);
      const known = this.#byName.get(name);
      if (known === undefined) this.#byName.set(name, [declaration]);
      else known.push(declaration);
    }
    for (const [name, own] of this.#byName) {
      const namespaces = [...new Set(own.map((declaration) => declaration.name.namespace))].sort();
      const key = JSON.stringify(namespaces);
      const group = this.#groups.get(key);
      if (group === undefined) this.#groups.set(key, { namespaces, names: [name] });
      else group.names.push(name);
    }
  }

  /** The declarations behind a name in the namespaces that are let in. */
  named(name: string, allows: (namespace: string) => boolean): readonly D[] {
    return (this.#byName.get(name) ?? []).filter((declaration) => allows(declaration.name.namespace));
  }

  some(holds: (declaration: D) => boolean): boolean {
    return [...this.#byName.values()].some((declarations) => declarations.some(holds));
  }

  schemaFor(declarations: readonly D[]): JsonSchema {
    return this.#schemaFor(declarations);
  }

  /** What comes in from these namespaces, those names left out that the object defines itself. */
  admit(allows: (namespace: string) => boolean, except: ReadonlySet<string>): Admitted {
    const schemas: JsonSchema[] = [];
    const names: JsonSchema[] = [];
    for (const [key, group] of this.#groups) {
      const allowed = group.namespaces.filter(allows);
      if (allowed.length === 0) continue;
      const portion = this.#portion(`${key} ${JSON.stringify(allowed)}`, group.names, allows);
      const schema = referToPortion(portion, except, this.#title, this.#definitions);
      schemas.push(schema);
      names.push(this.#definitions.define(portion.names, `${this.#title}.names`, () => ({ enum: [...portion.names] })));
    }
    return { schemas, names };
  }

  #portion(key: string, names: readonly string[], allows: (namespace: string) => boolean): Portion {
    let portion = this.#portions.get(key);
    if (portion === undefined) {
      portion = portionOf(names.map((name) => [name, this.#schemaFor(this.named(name, allows))]));
      this.#portions.set(key, portion);
    }
    return portion;
  }
}
