import type { RuleRow } from '../../generated/tables/index.js';
import type { Form } from '../names.js';
import type { SchemaObject } from '../json-schema.js';
import type { Specification } from '../specification.js';
import type { Json, JsonObject } from './values.js';

/** A rule across attributes, in the names of one form. */
export interface CrossRule {
  readonly id: string;
  readonly kind: 'forbidden' | 'alone' | 'onlyWhen';
  readonly attributes: readonly string[];
  readonly when: readonly (readonly [key: string, value: unknown])[];
}

/** The rules that a payload by itself can break, and values alone tell; their names are the titles of what the schema demands of the whole. */
export function crossRulesOf(specification: Specification, resource: string, form: Form, schema: SchemaObject): readonly CrossRule[] {
  const titles = new Set((schema.allOf ?? []).map((part) => (typeof part === 'object' ? part.title : undefined)));
  const key = keyIn(specification, resource, form);
  return specification.rulesOf(resource)
    .filter((row): row is RuleRow & { readonly kind: CrossRule['kind'] } => row.kind !== 'locked' && row.kind !== 'implies' && row.when.every(([path, test]) => !path.includes('/') && (typeof test !== 'object' || test === null)) && titles.has(row.id))
    .map(({ id, kind, attributes, when }) => ({
      id,
      kind,
      attributes: attributes.map(key),
      when: when.map(([name, value]) => [key(name), value] as const),
    }));
}

/** Names of attributes in one form; a table may have a short name of its own. */
function keyIn({ attributesOf, names }: Specification, resource: string, form: Form): (name: string) => string {
  const own = new Map((attributesOf(resource) ?? []).map(({ name, shortName }) => [name, shortName]));
  return (name) => (form === 'wire' ? (own.get(name) ?? names.attributes.toShort.get(name) ?? name) : name);
}

export function isBroken({ kind, attributes, when }: CrossRule, body: JsonObject): boolean {
  const present = attributes.some((key) => Object.hasOwn(body, key));
  const holds = when.every(([key, value]) => body[key] === value);
  return kind === 'alone' ? present && Object.keys(body).length > 1 : kind === 'forbidden' ? holds : present !== holds;
}

/** What a list must have items of: values, by a member of its items or by the items themselves. */
interface Included {
  readonly key: string;
  readonly member: string | undefined;
  readonly values: readonly Json[];
}

/**
 * What rules want of the lists of a payload, in the names of one form. Lists drawn by chance have it so rarely that nothing would ever be
 * drawn.
 */
export function includedIn(specification: Specification, resource: string, form: Form): readonly Included[] {
  const { members } = specification.names;
  const key = keyIn(specification, resource, form);
  const named = ([attribute = '', member]: readonly string[]) => ({ key: key(attribute), member: form === 'wire' && member ? (members.toShort.get(member) ?? member) : member });
  return specification.rulesOf(resource).flatMap(({ must }) =>
    (must ?? []).flatMap(([path, test]) => {
      const { includes } = (typeof test === 'object' && test !== null ? test : {}) as { readonly includes?: readonly Json[] };
      return includes === undefined ? [] : [{ ...named(path.split('/')), values: includes }];
    }),
  );
}

/** The payload with an item for each value that a list must have; one that has no list, or an empty one, stays as it is. */
export const completed = (body: JsonObject, included: readonly Included[]): JsonObject =>
  included.reduce((whole, { key, member, values }) => {
    const items = Array.isArray(whole[key]) ? (whole[key] as readonly Json[]) : [];
    const [first] = items;
    if (first === undefined) return whole;
    const has = new Set(items.map((item) => (member === undefined ? item : (item as JsonObject)[member])));
    const others = values.filter((value) => !has.has(value)).map((value) => (member === undefined ? value : { ...(first as JsonObject), [member]: value }));
    return { ...whole, [key]: [...items, ...others] };
  }, body);
