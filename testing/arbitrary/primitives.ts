import type { Aggregation, Validator } from '../../generated/validators/support.js';
import { aggregations, eachPrimitive } from '../../generated/validators/support.js';
import type { Form } from '../names.js';
import { suffixOf } from '../payload.js';
import type { Specification } from '../specification.js';
import type { JsonObject } from './values.js';

/** By type: the least request or response. */
const least: Readonly<Record<string, JsonObject>> = {
  requestPrimitive: { operation: 2, to: 'cse-in', from: 'C1', requestIdentifier: '1', releaseVersionIndicator: '3' },
  responsePrimitive: { responseStatusCode: 2000, requestIdentifier: '1', releaseVersionIndicator: '3' },
};

/**
 * Makes requests and responses right that are attributes of a payload, or stand in one. Its schema says the parameters alone, not which go together:
 * of those that were drawn, each is taken as long as the validator of the primitive has nothing against it.
 */
export function rightedIn(specification: Specification, resource: string, form: Form): (body: JsonObject) => JsonObject {
  const { attributesOf, names, validators } = specification;
  const short = (name: string): string => (form === 'wire' ? (names.parameters.toShort.get(name) ?? names.members.toShort.get(name) ?? globalNames.get(name) ?? name) : name);
  const renamed = (object: JsonObject): JsonObject => Object.fromEntries(Object.entries(object).map(([name, value]) => [short(name), value]));
  const validatorOf = (primitive: string): Validator<unknown> => (validators as Readonly<Record<string, Validator<unknown>>>)[`${primitive}${suffixOf(form)}`]!;
  const righterOf = (type: string): ((drawn: JsonObject) => JsonObject) | undefined => {
    const primitive = type.replace(/^m2m:/, '');
    if (Object.hasOwn(least, primitive)) return (drawn) => kept(drawn, renamed(least[primitive]!), validatorOf(primitive).is);
    if (!Object.hasOwn(aggregations, type)) return undefined;
    const { member, apart, names: others = {}, assumed = {}, primitive: each } = aggregations[type]!;
    // Short names are those of the parameters.
    const how = { member: short(member), assumed: renamed(assumed), ...(apart !== undefined && { apart: short(apart) }), ...(form === 'long' && { names: others }) };
    const required = Object.keys(assumed).map((name) => short(Object.keys(others).find((there) => others[there] === name) ?? name));
    const start = renamed(Object.fromEntries(Object.entries(least[each]!).filter(([name]) => !Object.hasOwn(assumed, name))));
    return (drawn) => severalRighted(drawn, how, start, required, validatorOf(each).issues);
  };
  const held = (attributesOf(resource) ?? []).flatMap(({ name, shortName, type }) => {
    const righter = righterOf(type);
    return righter === undefined ? [] : [[form === 'wire' ? shortName : name, righter] as const];
  });
  return (body) => held.reduce((whole, [key, righter]) => (Object.hasOwn(whole, key) ? { ...whole, [key]: righter(whole[key] as JsonObject) } : whole), body);
}

/** Global elements that stand inside of others, with their prefix. */
const globalNames: ReadonlyMap<string, string> = new Map([['m2m:responsePrimitive', 'm2m:rsp']]);

/** What begins with `start`, and takes of what was drawn as much as is valid. */
const kept = (drawn: JsonObject, start: JsonObject, is: (value: JsonObject) => boolean): JsonObject =>
  Object.entries(drawn).reduce((whole, [key, value]) => {
    const more = { ...whole, [key]: value };
    return is(more) ? more : whole;
  }, start);

/** Each item of a list of primitives; what stands apart is taken member by member, after what it must have. */
function severalRighted(drawn: JsonObject, how: Omit<Aggregation, 'primitive'>, start: JsonObject, required: readonly string[], issues: Validator<unknown>['issues']): JsonObject {
  const { member, apart } = how;
  const check = eachPrimitive(issues, how);
  const is = (item: JsonObject): boolean => check({ [member]: [item] }, []).length === 0;
  const righted = (item: JsonObject): JsonObject => {
    const direct = kept(Object.fromEntries(Object.entries(item).filter(([key]) => key !== apart)), start, is);
    if (apart === undefined || !Object.hasOwn(item, apart)) return direct;
    const others = item[apart] as JsonObject;
    const least = Object.fromEntries(Object.entries(others).filter(([key]) => required.includes(key)));
    return { ...direct, [apart]: kept(others, least, (each) => is({ ...direct, [apart]: each })) };
  };
  return Object.hasOwn(drawn, member) ? { ...drawn, [member]: (drawn[member] as readonly JsonObject[]).map(righted) } : drawn;
}
