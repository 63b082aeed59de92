import type { RuleRow } from '../../generated/tables/index.js';
import { attributeNames, rulesOf } from '../../generated/tables/index.js';
import type { Form, ResourceName } from '../names.js';
import type { SchemaObject } from '../json-schema.js';
import type { JsonObject } from './values.js';

/** A rule across attributes, in the names of one form. */
export interface CrossRule {
  readonly id: string;
  readonly kind: 'forbidden' | 'alone' | 'onlyWhen';
  readonly attributes: readonly string[];
  readonly when: readonly (readonly [key: string, value: unknown])[];
}

/** The rules that a payload by itself can break, and values alone tell; their names are the titles of what the schema demands of the whole. */
export function crossRulesOf(resource: ResourceName, form: Form, schema: SchemaObject): readonly CrossRule[] {
  const titles = new Set((schema.allOf ?? []).map((part) => (typeof part === 'object' ? part.title : undefined)));
  const key = (name: string): string => (form === 'wire' ? (attributeNames.toShort.get(name) ?? name) : name);
  return rulesOf(resource)
    .filter((row): row is RuleRow & { readonly kind: CrossRule['kind'] } => row.kind !== 'locked' && row.kind !== 'implies' && row.when.every(([path, test]) => !path.includes('/') && (typeof test !== 'object' || test === null)) && titles.has(row.id))
    .map(({ id, kind, attributes, when }) => ({
      id,
      kind,
      attributes: attributes.map(key),
      when: when.map(([name, value]) => [key(name), value] as const),
    }));
}

export function isBroken({ kind, attributes, when }: CrossRule, body: JsonObject): boolean {
  const present = attributes.some((key) => Object.hasOwn(body, key));
  const holds = when.every(([key, value]) => body[key] === value);
  return kind === 'alone' ? present && Object.keys(body).length > 1 : kind === 'forbidden' ? holds : present !== holds;
}
