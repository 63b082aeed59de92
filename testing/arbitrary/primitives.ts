import type { Validator } from '../../generated/validators/support.js';
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
 * Makes requests and responses right that are attributes of a payload. Its schema says the parameters alone, not which go together: of those that
 * were drawn, each is taken as long as the validator of the primitive has nothing against it.
 */
export function rightedIn(specification: Specification, resource: string, form: Form): (body: JsonObject) => JsonObject {
  const { attributesOf, names, validators } = specification;
  const short = (name: string): string => (form === 'wire' ? (names.parameters.toShort.get(name) ?? name) : name);
  const held = (attributesOf(resource) ?? []).flatMap(({ name, shortName, type }) => {
    const primitive = type.replace(/^m2m:/, '');
    if (!Object.hasOwn(least, primitive)) return [];
    const start = Object.fromEntries(Object.entries(least[primitive]!).map(([parameter, value]) => [short(parameter), value]));
    return [[form === 'wire' ? shortName : name, start, (validators as Readonly<Record<string, Validator<unknown>>>)[`${primitive}${suffixOf(form)}`]!] as const];
  });
  const righted = (drawn: JsonObject, start: JsonObject, { is }: Validator<unknown>): JsonObject =>
    Object.entries(drawn).reduce((kept, [key, value]) => {
      const more = { ...kept, [key]: value };
      return is(more) ? more : kept;
    }, start);
  return (body) =>
    held.reduce((whole, [key, start, validator]) => (Object.hasOwn(whole, key) ? { ...whole, [key]: righted(whole[key] as JsonObject, start, validator) } : whole), body);
}
