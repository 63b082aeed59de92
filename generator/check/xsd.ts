import type { ComplexType, ElementDeclaration, Type } from '../model/components.js';
import type { Member } from '../model/members.js';
import { membersOf } from '../model/members.js';
import type { Attribute, Model, Resource } from '../model/model.js';
import { elementKey, m2mKey, prefixedName } from '../model/names.js';

export interface ResourceElement {
  readonly element: ElementDeclaration;
  /** Members that stand for attributes, by name; references to child resources are left out. */
  readonly members: ReadonlyMap<string, Member>;
}

/** The XSD element that carries a resource, of the resource's own name; undefined when no document declares one. */
export function elementOf(model: Model, resource: Resource): ResourceElement | undefined {
  const element = model.components.elements.get(elementKey(resource));
  if (element?.type.kind !== 'complex') return undefined;
  const known = asked.get(model) ?? new Map<Resource, ResourceElement>();
  asked.set(model, known);
  const found = known.get(resource) ?? { element, members: attributeMembers(model, resource, element.type) };
  known.set(resource, found);
  return found;
}

/** Two checks ask for those of each resource. */
const asked = new WeakMap<Model, Map<Resource, ResourceElement>>();

/**
 * Child resources are references to global elements, or `childResource` (TS-0004 Annex C.1). A name that the table has
 * is an attribute, even where a global element has the same name.
 */
function attributeMembers(model: Model, resource: Resource, type: ComplexType): ReadonlyMap<string, Member> {
  const inTable = new Set(resource.attributes.map((a) => a.name));
  const isChild = ({ name }: Member): boolean =>
    name === 'childResource' || (!inTable.has(name) && model.components.elements.has(m2mKey(name)));
  return new Map(membersOf(type).flatMap((m) => (m.kind === 'text' || isChild(m) ? [] : [[m.name, m] as const])));
}

/** True when the table says that JSON carries an array, by its type or its multiplicity. */
export const isListInTable = ({ type, multiplicity }: Attribute): boolean =>
  type.listOf || multiplicity.list || multiplicity.max === 'n' || (type.type.kind === 'simple' && type.type.variety === 'list');

export const isListInXsd = (member: Member): boolean => member.max > 1 || (member.type.kind === 'simple' && member.type.variety === 'list');

/** Does the XSD type of a member say what the table says? An anonymous type counts as the named one that it restricts. */
export function sameType(attribute: Attribute, member: Member): boolean {
  if (attribute.type.type === member.type) return true;
  const wanted = prefixedName(attribute.type.type);
  const whole = namedAncestor(member.type);
  const item = member.type.kind === 'simple' && member.type.itemType !== undefined ? namedAncestor(member.type.itemType) : undefined;
  const repeats = member.max > 1;
  if (attribute.type.listOf) return item === wanted || (repeats && whole === wanted);
  return whole === wanted || (isListInTable(attribute) && member.type.name === undefined && item === wanted);
}

/** Text for messages: `m2m:timestamp`, `list of xs:anyURI`, `an anonymous type`. */
export function typeText(member: Member): string {
  const { type } = member;
  const named = prefixedName(type);
  if (named !== undefined) return member.max > 1 ? `list of ${named}` : named;
  const item = type.kind === 'simple' && type.itemType !== undefined ? namedAncestor(type.itemType) : undefined;
  return item === undefined ? `an anonymous ${type.kind} type` : `list of ${item}`;
}

function namedAncestor(type: Type): string | undefined {
  let at: Type | undefined = type;
  while (at !== undefined && at.name === undefined) at = at.kind === 'simple' && at.variety === 'list' ? undefined : at.base;
  return at && prefixedName(at);
}
