import { type Conditions, headOf, isTest, otherPaths, type Test } from '../../model/conditions.js';
import { supposedBy } from '../../model/known.js';
import type { Attribute, JsonValue, Model, Resource, Rule } from '../../model/model.js';
import { citation } from '../../model/model.js';
import { localName } from '../../model/names.js';
import { oncePer } from '../../once-per.js';

/** Long names as the specification writes them, or the short names of TS-0004 8.2 that travel on the wire. */
export const forms = ['long', 'wire'] as const;
export type Form = (typeof forms)[number];

/**
 * What a representation stands in: the content of a Create or Update request, a resource in full, or any part of one
 * (a response or notification that carries only some attributes).
 */
export const operations = ['create', 'update', 'full'] as const;
export type Operation = (typeof operations)[number] | 'partial';

/** What one operation and name form allow in a representation of one resource: the ground of schemas and validators. */
export interface Representation {
  readonly resource: Resource;
  readonly operation: Operation;
  readonly form: Form;
  readonly slots: readonly Slot[];
  /** Keys under which children stand: `references` lists them, the others nest them whole; empty in requests. */
  readonly children: { readonly references: string; readonly nested: readonly string[] } | undefined;
  readonly rules: readonly SlotRule[];
}

/** The place of one attribute in a representation. */
export interface Slot {
  /** The attribute's name in this form. */
  readonly key: string;
  readonly attribute: Attribute;
  readonly use: 'M' | 'O' | 'NP';
  /** The only value allowed. */
  readonly fixed?: JsonValue;
  /** `or`: null is allowed beside a value; `only`: nothing but null is. */
  readonly null: 'no' | 'or' | 'only';
}

/** A rule across attributes that a representation alone can break; keys are in this form. */
export interface SlotRule {
  readonly id: string;
  readonly kind: 'forbidden' | 'alone' | 'onlyWhen' | 'implies';
  readonly keys: readonly string[];
  readonly when: Conditions;
  readonly must: Conditions;
  /** Where this does not hold, something else is wrong, and the rule says nothing. */
  readonly supposed: Conditions;
  readonly description: string;
  readonly clause: string;
}

/** Resources that requests and responses carry: a base is only a table that its specializations share. */
export const carried = (model: Model): readonly Resource[] => model.resources.filter((r) => r.kind !== 'base');

/** The operations whose representations exist for a resource; the full one always does. */
export const operationsOf = (resource: Resource): readonly (typeof operations)[number][] =>
  operations.filter((operation) => operation === 'full' || resource.operations.includes(operation));

export const keyOfAttribute = ({ name, shortName }: Attribute, form: Form): string => (form === 'wire' ? shortName : name);

/** `m2m:swcm`: the name of a resource as the member of a primitive's content (TS-0004 8.4.2). */
export const rootName = ({ name, shortName, namespace }: Pick<Resource, 'name' | 'shortName' | 'namespace'>, form: Form): string =>
  `${namespace?.prefix ?? 'm2m'}:${form === 'wire' ? shortName : name}`;

export const memberName = (model: Model, form: Form, long: string): string => {
  const local = localName(long);
  if (form === 'long') return long;
  // A primitive inside of another has the parameters that it has by itself (TS-0004 Table 8.2.2-1).
  const { members, parameters } = model.shortNames;
  return long.slice(0, long.length - local.length) + ((members.get(local) ?? parameters.get(local))?.shortName ?? local);
};

const representations = oncePer((_: Model) => oncePer((_: Resource) => new Map<string, Representation>()));

/** Each output asks for it; who asks again gets the same. */
export function representation(model: Model, resource: Resource, operation: Operation, form: Form): Representation {
  const known = representations(model)(resource);
  const key = `${operation} ${form}`;
  const found = known.get(key) ?? representationOf(model, resource, operation, form);
  known.set(key, found);
  return found;
}

function representationOf(model: Model, resource: Resource, operation: Operation, form: Form): Representation {
  const slots = resource.attributes
    .filter((attribute) => !attribute.name.startsWith('['))
    .map((attribute): Slot => {
      const fixed = attribute.fixed ?? (attribute.name === 'resourceType' ? resource.resourceType : undefined);
      return {
        key: keyOfAttribute(attribute, form),
        attribute,
        use: useOf(attribute, operation),
        ...(fixed !== undefined && { fixed }),
        null: nullOf(attribute, operation),
      };
    });
  return {
    resource,
    operation,
    form,
    slots,
    children: childrenOf(model, resource, operation, form),
    rules: rulesOf(model, resource, slots, operation, form),
  };
}

function useOf({ create, update, multiplicity }: Attribute, operation: Operation): Slot['use'] {
  if (operation === 'create') return create;
  if (operation === 'update') return update;
  return operation === 'full' && multiplicity.min === 1 ? 'M' : 'O';
}

/**
 * In an Update, null deletes an attribute that may be absent (TS-0004 7.3.3.7); a partial response shows deleted ones so
 * (7.3.3.12). In a Create, null stands for one thing only: the wish for a creator, whose value the Hosting CSE writes
 * (7.3.3.3).
 */
function nullOf({ name, create, multiplicity }: Attribute, operation: Operation): Slot['null'] {
  if (operation === 'create') return name === 'creator' && create !== 'NP' ? 'only' : 'no';
  return operation !== 'full' && multiplicity.min === 0 ? 'or' : 'no';
}

const resourcesByName = oncePer(({ resources }: Model) => new Map(resources.map((r) => [r.name, r])));

function childrenOf(model: Model, resource: Resource, operation: Operation, form: Form): Representation['children'] {
  if (operation === 'create' || operation === 'update' || resource.children.length === 0) return undefined;
  const byName = resourcesByName(model);
  const nested = resource.children.flatMap(({ type }) => {
    const child = byName.get(type);
    const special = specializations(model, child).map((s) => rootName(s, form));
    if (child !== undefined) return child.kind === 'base' ? special : [rootName(child, form), ...special];
    return [rootName({ name: type, shortName: model.shortNames.resources.get(type)?.shortName ?? type }, form)];
  });
  return { references: memberName(model, form, 'childResource'), nested: [...new Set(nested)] };
}

/** Names of children that have no representations of their own here: virtual ones, and those of which a document of ours has the name only. */
export function uncoveredChildren(model: Model, form: Form): readonly string[] {
  const resources = carried(model);
  const covered = new Set(resources.map((resource) => rootName(resource, form)));
  return [...new Set(resources.flatMap((resource) => childrenOf(model, resource, 'partial', form)?.nested ?? []))].filter((name) => !covered.has(name));
}

/** Of <mgmtObj>, which is none itself, or of <flexContainer>: whoever may hold these may hold those (TS-0001 9.6.15, 9.6.35). */
function specializations({ resources }: Model, child: Resource | undefined): readonly Resource[] {
  if (child?.kind === 'base') return resources.filter((r) => r.kind === 'mgmtObj');
  return child?.name === 'flexContainer' ? resources.filter((r) => r !== child && r.group === child.group) : [];
}

/** `locked` needs the stored resource, so it is no rule of a representation; `alone` is of Updates only. */
function rulesOf(model: Model, resource: Resource, slots: readonly Slot[], operation: Operation, form: Form): readonly SlotRule[] {
  const keys = new Map(slots.filter((slot) => slot.use !== 'NP').map(({ key, attribute }) => [attribute.name, key]));
  const key = (path: string): string => {
    const [head, ...members] = path.split('/');
    return [keys.get(head!), ...members.map((member) => memberName(model, form, member))].join('/');
  };
  const applies = {
    forbidden: operation === 'create' || operation === 'update',
    alone: operation === 'update',
    onlyWhen: operation === 'create' || operation === 'full',
    implies: operation === 'create' || operation === 'update',
  };
  return resource.rules.flatMap((rule): SlotRule[] => {
    if (rule.kind === 'locked' || !applies[rule.kind] || rule.operations?.includes(operation as 'create' | 'update') === false) return [];
    if (namesIn(rule).some((name) => !keys.has(name))) return [];
    const conditions = (of: Rule['when']): Conditions => Object.entries(of).map(([path, wanted]) => [key(path), inForm(model, form, wanted, key)]);
    return [
      {
        id: rule.id,
        kind: rule.kind,
        keys: rule.attributes.map((name) => keys.get(name)!),
        when: conditions(rule.when),
        must: conditions(rule.must ?? {}),
        supposed: conditions(supposedBy(model, resource, rule)),
        description: rule.description,
        clause: citation(rule.source),
      },
    ];
  });
}

const namesIn = ({ attributes, when, must }: Rule): readonly string[] =>
  [...attributes, ...Object.entries({ ...when, ...must }).flatMap(([path, wanted]) => [path, ...otherPaths(wanted)].map(headOf))];

/** A test with the names of the form. */
export function inForm(model: Model, form: Form, wanted: JsonValue, key: (path: string) => string): JsonValue {
  if (!isTest(wanted)) return wanted;
  const { members, atMost, below, oneOrAsMany, ...rest } = wanted as Test;
  return {
    ...rest,
    ...(members !== undefined && { members: members.map((name) => memberName(model, form, name)) }),
    ...(atMost !== undefined && { atMost: key(atMost) }),
    ...(below !== undefined && { below: key(below) }),
    ...(oneOrAsMany !== undefined && { oneOrAsMany: key(oneOrAsMany) }),
  };
}
