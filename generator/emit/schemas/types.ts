import { createConverter } from '../json-schema/convert.js';
import type { Type } from '../../model/components.js';
import { elementNameOf } from '../../model/members.js';
import type { Attribute, Model } from '../../model/model.js';
import { keyOfPrefixed } from '../../model/names.js';
import type { Form } from './representation.js';
import { memberName } from './representation.js';

/** A JSON Schema in object form; keywords by name. */
export type Keywords = { readonly [keyword: string]: unknown };
export type Schema = boolean | Keywords;

/** The schemas of the model's XSD types in one name form, as they stand in the JSON of TS-0004 8.4.2. */
export class TypeSchemas {
  readonly #model: Model;
  readonly #converter: ReturnType<typeof createConverter>;
  readonly #references = new Map<Type, Schema>();

  constructor(model: Model, form: Form) {
    this.#model = model;
    // XML attributes stand under their own name, the text of simple content under `val` (TS-0004 8.4.2).
    // Types that hold a wildcard stand for what the documents do not say (filterCriteria), so that it lets in any
    // element, and not those that happen to be declared more strictly than others.
    const components = { ...model.components, elements: new Map(), substitutions: new Map() };
    this.#converter = createConverter(components, {
      attributePrefix: '',
      textKey: 'val',
      collapsed: true,
      plainText: true,
      memberName: (long) => memberName(model, form, long),
      elementName: (element) => memberName(model, form, elementNameOf(element)),
    });
  }

  of(type: Type): Schema {
    let schema = this.#references.get(type);
    if (schema === undefined) this.#references.set(type, (schema = this.#written(type) as Schema));
    return schema;
  }

  /** What has no name has that of the root element which declares it, a primitive inside of another thing. */
  #written(type: Type): unknown {
    const root = type.name === undefined && type.kind === 'complex' ? [...this.#model.components.elements.values()].find((element) => element.type === type) : undefined;
    return root === undefined ? this.#converter.schemaForType(type) : this.#converter.schemaForChild(root);
  }

  /** The schema of `m2m:timestamp` or `list of xs:anyURI`; anything goes where no document declares the type. */
  named(text: string): Schema {
    if (text.startsWith('list of ')) return { type: 'array', items: this.named(text.slice('list of '.length)) };
    const type = this.#model.components.types.get(keyOfPrefixed(text) ?? text);
    return type === undefined ? true : this.of(type);
  }

  /** The value of an attribute: its type, narrowed by its constraints. */
  ofAttribute({ type, multiplicity, constraints }: Attribute): Schema {
    const item = this.of(type.type);
    const onList = constraints.filter(({ keyword }) => listKeywords.has(keyword));
    const onItem = constraints.filter(({ keyword }) => !listKeywords.has(keyword));
    if (!type.listOf && multiplicity.max === 1) return narrowed(item, constraints);
    // A repeated element that must be there occurs once at least.
    const base = { type: 'array', items: narrowed(item, onItem), ...(multiplicity.min === 1 && { minItems: 1 }) };
    return narrowed(base, onList);
  }

  /** Every definition that conversions so far may refer to, by name. */
  definitions(): ReadonlyMap<string, Schema> {
    return new Map(Object.entries(this.#converter.definitions()) as [string, Schema][]);
  }
}

const listKeywords: ReadonlySet<string> = new Set(['minItems', 'maxItems', 'uniqueItems']);

const narrowed = (schema: Schema, constraints: Attribute['constraints']): Schema =>
  constraints.length === 0
    ? schema
    : { ...keywordsOf(schema), ...Object.fromEntries(constraints.map(({ keyword, value }) => [keyword, value])) };

/** A boolean schema in object form. */
export const keywordsOf = (schema: Schema): Keywords => (schema === true ? {} : schema === false ? { not: {} } : schema);

const cache = new WeakMap<Model, Map<Form, TypeSchemas>>();

/** One `TypeSchemas` per model and form, since conversion is the same for every resource. */
export function typeSchemas(model: Model, form: Form): TypeSchemas {
  const byForm = cache.get(model) ?? new Map<Form, TypeSchemas>();
  cache.set(model, byForm);
  const found = byForm.get(form) ?? new TypeSchemas(model, form);
  byForm.set(form, found);
  return found;
}
