/**
 * What programs see of CWMP's messages: members in camel case, SOAP lists as lists, abstract types as a choice with a member that says
 * which it is. Types, checks and the tables of the codec all follow from this one view of the XSD.
 */

import { keyOf, type ComplexType, type SchemaSet, type SimpleType, type Type } from '../../model/components.js';
import type { Cwmp, CwmpMessage } from '../../model/cwmp.js';
import { membersOf } from '../../model/members.js';
import { byCodepoint } from '../../model/names.js';

const SOAP_ARRAY = keyOf({ namespace: 'http://schemas.xmlsoap.org/soap/encoding/', local: 'Array' });

export type Value =
  | { readonly kind: 'simple'; readonly type: SimpleType }
  /** Any simple value, whose type xsi:type says. */
  | { readonly kind: 'any' }
  | { readonly kind: 'structure'; readonly name: string };

export interface ShapeMember {
  readonly element: string;
  readonly key: string;
  readonly value: Value;
  readonly optional: boolean;
  /** The element repeats. */
  readonly many: boolean;
  /** A SOAP list of values, inside the element. */
  readonly list?: { readonly item: string; readonly arrayType: string; readonly min: number; readonly max: number };
}

export interface Structure {
  readonly name: string;
  readonly members: readonly ShapeMember[];
  /** Set on what a choice offers: the value of its telling member. */
  readonly alternative?: { readonly key: string; readonly value: string };
  /** Set on messages. */
  readonly message?: CwmpMessage;
}

/** An abstract type: one of those derived from it. */
export interface Choice {
  readonly name: string;
  readonly alternatives: readonly Structure[];
}

export interface Shape {
  readonly cwmp: Cwmp;
  /** In codepoint order of name; messages in theirs, behind. */
  readonly structures: readonly Structure[];
  readonly choices: readonly Choice[];
}

/** `DelaySeconds` → `delaySeconds`, `SuccessURL` → `successURL`, `URL` → `url`, `OUI` → `oui`. */
export const keyOfElement = (element: string): string => element.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+/, (start) => start.toLowerCase());

/** The name of a simple type, as tables and checks have it. */
export function typeName({ name }: SimpleType): string {
  if (name === undefined) throw new Error('a simple type of CWMP needs a name');
  return name.local;
}

/** Simple types in use, in codepoint order of name. */
export function simpleTypesOf({ structures }: Shape): readonly SimpleType[] {
  const types = structures.flatMap(({ members }) => members.flatMap(({ value }) => (value.kind === 'simple' ? [value.type] : [])));
  return [...new Map(types.map((type) => [typeName(type), type])).values()].sort((a, b) => byCodepoint(typeName(a), typeName(b)));
}

const shapes = new WeakMap<Cwmp, Shape>();

export function shapeOf(cwmp: Cwmp, components: SchemaSet): Shape {
  const found = shapes.get(cwmp) ?? new Reader(cwmp, components).shape();
  shapes.set(cwmp, found);
  return found;
}

class Reader {
  readonly #structures = new Map<string, Structure | undefined>();
  readonly #choices = new Map<string, Choice | undefined>();

  constructor(
    readonly cwmp: Cwmp,
    readonly components: SchemaSet,
  ) {}

  shape(): Shape {
    const messages = this.cwmp.messages.map((message): Structure => {
      const { type } = message.element;
      return { name: message.name, members: type.kind === 'complex' ? this.#members(type) : [], message };
    });
    const named = [...this.#structures.values()].filter((each) => each !== undefined).sort((a, b) => byCodepoint(a.name, b.name));
    return { cwmp: this.cwmp, structures: [...named, ...messages], choices: [...this.#choices.values()].filter((each) => each !== undefined) };
  }

  #members(type: ComplexType): readonly ShapeMember[] {
    return membersOf(type).map((member): ShapeMember => {
      const { name: element, type: own, min, max } = member;
      const rest = { element, key: keyOfElement(element), optional: min === 0, many: max > 1 };
      const item = own.kind === 'complex' ? itemOf(own) : undefined;
      if (item === undefined) return { ...rest, value: this.#value(own) };
      const value = this.#value(item.type);
      const arrayType = value.kind === 'structure' ? `cwmp:${value.name}` : `xsd:${item.type.kind === 'simple' ? item.type.builtin : item.name}`;
      return { ...rest, value, list: { item: item.name, arrayType, min: item.min, max: item.max } };
    });
  }

  #value(type: Type): Value {
    if (type.kind === 'simple') return type.builtin === 'anySimpleType' && type.variety === 'atomic' ? { kind: 'any' } : { kind: 'simple', type };
    const name = type.name?.local;
    if (name === undefined) throw new Error('a structure of CWMP needs a name');
    if (type.abstract) this.#choose(name, type);
    else this.#declare(name, type);
    return { kind: 'structure', name };
  }

  #declare(name: string, type: ComplexType): void {
    if (this.#structures.has(name)) return;
    this.#structures.set(name, undefined);
    this.#structures.set(name, { name, members: this.#members(type) });
  }

  /** `OperationStruct`, `InstallOpStruct` → `{ operation: 'Install' }`. */
  #choose(name: string, abstract: ComplexType): void {
    if (this.#choices.has(name)) return;
    this.#choices.set(name, undefined);
    const key = keyOfElement(name.replace(/Struct$/, ''));
    const derived = [...this.components.types.values()].filter((type): type is ComplexType => type.kind === 'complex' && !type.abstract && type.base === abstract);
    const alternatives = derived.map((type): Structure => ({
      name: type.name!.local,
      members: this.#members(type),
      alternative: { key, value: type.name!.local.replace(/(?:Op)?Struct$/, '') },
    }));
    for (const each of alternatives) this.#structures.set(each.name, each);
    this.#choices.set(name, { name, alternatives });
  }
}

/** What a SOAP list is a list of; undefined for what is none. */
function itemOf(type: ComplexType) {
  const { base } = type;
  return base?.kind === 'complex' && base.name !== undefined && keyOf(base.name) === SOAP_ARRAY ? membersOf(type).find(({ kind }) => kind === 'element') : undefined;
}
