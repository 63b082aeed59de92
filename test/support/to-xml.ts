import type { ComplexType, ElementDeclaration, Particle, SchemaSet, Type } from '../../generator/model/components.js';
import { isArray, isObject, TEXT, type Json } from './json.js';
import { allowedFor, isListType } from './particles.js';

/**
 * JSON with long names as an XML document: children in the order of the content model, whatever the order of the members,
 * lists joined by spaces. What the content model has no place for stands at the end, so that a validator finds it.
 */
export function toXml(element: ElementDeclaration, value: Json, set: SchemaSet): string {
  return new Writer(set).element(element, value);
}

class Writer {
  readonly #set: SchemaSet;

  constructor(set: SchemaSet) {
    this.#set = set;
  }

  element(declaration: ElementDeclaration, value: Json): string {
    const { local, namespace } = declaration.name;
    const [tag, xmlns] = namespace === '' ? [local, ''] : [`q:${local}`, ` xmlns:q="${escape(namespace)}"`];
    const { attributes, content } = this.#parts(declaration.type, value);
    return `<${tag}${xmlns}${attributes}>${content}</${tag}>`;
  }

  #parts(type: Type, value: Json): { readonly attributes: string; readonly content: string } {
    if (type.kind === 'simple' || !isObject(value)) return { attributes: '', content: untyped(value) };
    const attributes = type.attributes.map(({ declaration }) => declaration.name).filter(({ local }) => Object.hasOwn(value, local));
    const isText = type.content.kind === 'simple';
    const members = Object.entries(value).filter(([name]) => !attributes.some(({ local }) => local === name) && !(isText && name === TEXT));
    return {
      attributes: attributes.map(({ local, namespace }, i) => ` ${namespace === '' ? local : `xmlns:a${i}="${escape(namespace)}" a${i}:${local}`}="${untyped(value[local]!)}"`).join(''),
      content: isText ? untyped(value[TEXT] ?? '') + members.map(([name, v]) => generic(name, v)).join('') : this.#children(type, members),
    };
  }

  #children({ content }: ComplexType, members: readonly (readonly [name: string, value: Json])[]): string {
    const pending = new Map(members.map(([name, whole]) => [name, { whole, queue: undefined as Json[] | undefined }]));
    const queueOf = (declaration: ElementDeclaration): Json[] => {
      const entry = pending.get(declaration.name.local);
      if (entry === undefined) return nothing;
      // A list type takes the array as one value, unless it holds arrays: then the element repeats.
      return (entry.queue ??= isArray(entry.whole) && !(isListType(declaration.type) && !entry.whole.some(isArray)) ? [...entry.whole] : [entry.whole]);
    };
    const drained = (name: string): boolean => pending.get(name)?.queue?.length === 0;
    const next = (declaration: ElementDeclaration): string => {
      const queue = queueOf(declaration);
      return queue.length > 0 ? this.element(declaration, queue.shift()!) : '';
    };
    const place = ({ term, max }: Particle): string => {
      let text = '';
      for (let i = 0; i < max; i++) {
        const once =
          term.kind === 'element' ? firstOf(allowedFor(term, this.#set), next)
          : term.kind === 'any' ? firstOf([...pending.keys()], (name) => (pending.get(name)!.queue === undefined ? take(name) : ''))
          : term.kind === 'choice' ? firstOf(term.particles, place)
          : term.particles.map(place).join('');
        if (once === '') break;
        text += once;
      }
      return text;
    };
    const take = (name: string): string => {
      const { whole, queue } = pending.get(name)!;
      pending.delete(name);
      // An empty list is an element too, where it has no place.
      return isArray(whole) && whole.length === 0 ? `<${name}></${name}>` : generic(name, queue ?? whole);
    };
    const placed = content.kind === 'elements' ? place(content.particle) : '';
    return placed + [...pending.keys()].filter((name) => !drained(name)).map(take).join('');
  }
}

const nothing: Json[] = [];

const firstOf = <T>(items: readonly T[], text: (item: T) => string): string => {
  for (const item of items) {
    const found = text(item);
    if (found !== '') return found;
  }
  return '';
};

/** A value that no declaration types: text, a list, or elements in no namespace. */
const untyped = (value: Json): string =>
  isArray(value) ? value.map(untyped).join(' ')
  : isObject(value) ? Object.entries(value).map(([name, v]) => generic(name, v)).join('')
  : value === null ? ''
  : escape(String(value));

const generic = (name: string, value: Json): string =>
  isArray(value) ? value.map((v) => generic(name, v)).join('') : `<${name}>${untyped(value)}</${name}>`;

/** Line feeds and tabs as references, so that attribute values keep them. */
const escape = (text: string): string => text.replace(/[&<>"\n\r\t]/g, (c) => `&#${c.charCodeAt(0)};`);
