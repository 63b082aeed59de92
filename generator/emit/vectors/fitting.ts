import { groupBy } from '../../group-by.js';
import type { Condition, FittingValue } from '../../model/dependencies.js';
import type { JsonValue, Model, Resource } from '../../model/model.js';
import { oncePer } from '../../once-per.js';

type JsonObject = { readonly [name: string]: JsonValue };

/** By the name of an attribute or member: a value that fits where the type alone lets more pass. */
export type Fitting = ReadonlyMap<string, Pick<FittingValue, 'least' | 'most'>>;

export function fittingOf({ dependencies }: Model, { name: resource, announces }: Resource): Fitting {
  const named = dependencies.values.flatMap((value) => value.names.map((name) => [name, value] as const));
  const own = named.filter(([name]) => name.startsWith(`${resource}.`) || (announces !== undefined && name.startsWith(`${announces}.`)));
  return new Map([...named.filter(([name]) => !name.includes('.')), ...own.map(([name, value]) => [name.slice(name.indexOf('.') + 1), value] as const)]);
}

/** What a payload is accepted with, besides what it carries itself. */
export interface Surroundings {
  /** Attributes that the resource has before the UPDATE, by long names. */
  readonly stored?: JsonObject;
  /** Type of the parent. */
  readonly below?: string;
}

/** Thousands of payloads ask, each for those of its own type. */
const conditionsByType = oncePer(({ dependencies }: Model) => groupBy(dependencies.conditions, ({ of }) => of.slice(0, of.indexOf('.'))));

/** Those of the values of a payload. */
export function conditionsOf(model: Model, { name }: Resource, payload: JsonObject): readonly Condition[] {
  return (conditionsByType(model).get(name) ?? []).filter((condition) => holds(condition, payload));
}

/** A valid payload as its conditions want it: a CREATE carries what the resource must have besides, of an UPDATE it is there before. */
export function conditioned(model: Model, resource: Resource, operation: 'create' | 'update', payload: JsonObject): { readonly long: JsonObject } & Surroundings {
  const conditions = conditionsOf(model, resource, payload);
  const has = Object.assign({}, ...conditions.map((condition) => condition.has ?? {})) as JsonObject;
  const below = conditions.find((condition) => condition.below !== undefined)?.below;
  const isStored = operation === 'update' && Object.keys(has).length > 0;
  const stored = isStored ? { ...Object.assign({}, ...conditions.map((condition) => chosenBy(condition, payload))), ...has } : undefined;
  return { long: operation === 'create' ? { ...payload, ...has } : payload, ...(stored !== undefined && { stored }), ...(below !== undefined && { below }) };
}

/** What asks for something by one of its members is there with it before, as a CREATE would have made it: with the first of its items. */
function chosenBy({ of }: Condition, payload: JsonObject): JsonObject {
  const [attribute, member] = of.split('/') as [string, string?];
  const name = attribute.slice(attribute.indexOf('.') + 1);
  const value = payload[name];
  if (member === undefined || value === undefined || !isObject(value)) return {};
  const items = value[member]!;
  return { [name]: { [member]: Array.isArray(items) ? (items.slice(0, 1) as JsonValue) : items } };
}

function holds({ of, values }: Condition, payload: JsonObject): boolean {
  const [attribute, member] = of.split('/') as [string, string?];
  const name = attribute.slice(attribute.indexOf('.') + 1);
  if (!Object.hasOwn(payload, name)) return false;
  const given = payload[name]!;
  const value = member === undefined ? given : isObject(given) ? given[member] : undefined;
  return value !== undefined && value !== null && (values === undefined || values.some((each) => each === value));
}

const isObject = (value: JsonValue): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
