/** A text that came in → what it is, typed, or everything that is wrong with it and where. */

import type { Failure } from './content.js';
import type { Check, Parsed, ParseOptions, Primitive } from './parser.js';
import { contentCheck, isPrimitive, Reader } from './parser.js';
import type { WireTables } from './tables.js';
import type { KnownType, Operation, StandardTypes, Types } from './types.js';

/**
 * Reads a body by its content type, in JSON or XML, with short names or long ones, and checks every rule. Never
 * rejects for what the text holds; only for configured names that are none.
 * Only the validator that the text turns out to need is loaded; `parserWith` does it at once, with validators that you give.
 * @param contentType as in HTTP, parameters included: `application/vnd.onem2m-res+json; ty=9076`; a message without one is a diagnostic
 */
export type Parse<S extends Types = StandardTypes> = <T extends KnownType<S> = KnownType<S>, O extends Operation = 'partial'>(
  text: string,
  contentType: string | null | undefined,
  options?: ParseOptions<T, O>,
) => Promise<Parsed<T, O, S> | Failure>;

/** Validators, each to be loaded when a text needs it, as `generated/validators/load.js` has them: a resource type may be called as a primitive is. */
export interface Loaders {
  readonly load: Readonly<Record<string, () => Promise<object>>>;
  readonly loadPrimitive: Readonly<Record<Primitive, () => Promise<object>>>;
}

/** `parse` for a specification. */
export const bindParse =
  <S extends Types = StandardTypes>(tables: () => WireTables, loaders: Loaders): Parse<S> =>
  async (text, contentType, options = {}) => {
    const reader = new Reader(tables(), text, contentType, options);
    const { type, operation, inside } = reader;
    const check = type === undefined ? undefined : await loaded(loaders, type, operation);
    const checks = new Map(await Promise.all(inside.map(async (each) => [each, await loaded(loaders, each, operation)] as const)));
    return reader.result(check, (each) => checks.get(each)) as never;
  };

type Validators = Readonly<Record<string, { readonly issues: Check } | undefined>>;

async function loaded(loaders: Loaders, type: string, operation: Operation): Promise<Check | undefined> {
  if (type === 'primitiveContent') {
    const [request, response] = await Promise.all([loaded(loaders, 'requestPrimitive', 'full'), loaded(loaders, 'responsePrimitive', 'full')]);
    return contentCheck(request, response);
  }
  if (isPrimitive(type)) return ((await loaders.loadPrimitive[type]()) as Validators)[type]?.issues;
  const { load } = loaders;
  return Object.hasOwn(load, type) ? ((await load[type]!()) as Validators)[operation]?.issues : undefined;
}
