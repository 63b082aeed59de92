import type { Model } from '../../model/model.js';
import { byCodepoint } from '../../model/names.js';
import { alikeInBothForms, schemaOf } from './alike.js';
import { commonDocument, documentId, referenceTo, withReferences } from './references.js';
import type { Form } from './representation.js';
import { forms } from './representation.js';
import type { Schema } from './types.js';
import { typeSchemas } from './types.js';

/**
 * The document of data types: each type once when both name forms write it alike, and under two names when they do not.
 * It holds what was referred to, and what that refers to.
 */
export class CommonTypes {
  readonly #definitions: ReadonlyMap<Form, ReadonlyMap<string, Schema>>;
  readonly #elsewhere: ReadonlyMap<string, (form: Form) => string>;
  readonly #reached = new Map<string, Schema>();
  readonly #isShared: (definition: string) => boolean;

  /** After every type was converted. `elsewhere`: references to definitions that stand in another document. */
  constructor(model: Model, elsewhere: ReadonlyMap<string, (form: Form) => string>) {
    this.#definitions = new Map(forms.map((form) => [form, typeSchemas(model, form).definitions()]));
    this.#elsewhere = elsewhere;
    this.#isShared = alikeInBothForms(this.#definitions, elsewhere);
  }

  /** A schema as another document holds it. */
  referredTo<T extends Schema>(schema: T, form: Form): T {
    return withReferences(schema, (definition) => this.#reference(definition, form, documentId(commonDocument)));
  }

  definitions(): { readonly [name: string]: Schema } {
    return Object.fromEntries([...this.#reached].sort(([a], [b]) => byCodepoint(a, b)));
  }

  #reference(definition: string, form: Form, document: string): string {
    const elsewhere = this.#elsewhere.get(definition)?.(form);
    if (elsewhere !== undefined) return elsewhere;
    const name = this.#nameOf(definition, form);
    if (!this.#reached.has(name)) {
      this.#reached.set(name, true);
      this.#reached.set(name, withReferences(schemaOf(this.#definitions, form, definition), (inner) => this.#reference(inner, form, '')));
    }
    return document + referenceTo(name);
  }

  #nameOf(definition: string, form: Form): string {
    if (form === 'long' || this.#isShared(definition)) return definition;
    let name = `${definition}.${form}`;
    while (this.#definitions.get('long')!.has(name)) name += '.';
    return name;
  }
}
