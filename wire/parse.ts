/** A text that came in → what it is, typed, or everything that is wrong with it and where. */

import { load, loadPrimitive } from '../generated/validators/load.js';
import type { Failure } from './content.js';
import type { Check, Parsed, ParseOptions } from './parser.js';
import { contentCheck, isPrimitive, Reader } from './parser.js';
import type { KnownType, Operation } from './types.js';

/**
 * Reads a body by its content type, in JSON or XML, with short names or long ones, and checks every rule. Never
 * rejects for what the text holds; only for configured names that are none.
 * Only the validator that the text turns out to need is loaded; `parserWith` does it at once, with validators that you give.
 * @param contentType as in HTTP, parameters included: `application/vnd.onem2m-res+json; ty=9076`; a message without one is a diagnostic
 */
export async function parse<T extends KnownType = KnownType, O extends Operation = 'partial'>(
  text: string,
  contentType: string | null | undefined,
  options: ParseOptions<T, O> = {},
): Promise<Parsed<T, O> | Failure> {
  const reader = new Reader(text, contentType, options);
  const { type, operation } = reader;
  const validator = type === undefined ? undefined : await loaded(type, operation);
  return reader.result(validator) as Parsed<T, O> | Failure;
}

type Validators = Readonly<Record<string, { readonly issues: Check } | undefined>>;

async function loaded(type: string, operation: Operation): Promise<Check | undefined> {
  if (type === 'primitiveContent') {
    const [request, response] = await Promise.all([loaded('requestPrimitive', 'full'), loaded('responsePrimitive', 'full')]);
    return contentCheck(request, response);
  }
  if (isPrimitive(type)) return ((await loadPrimitive[type]()) as object as Validators)[type]?.issues;
  if (!Object.hasOwn(load, type)) return undefined;
  return ((await load[type as keyof typeof load]()) as object as Validators)[operation]?.issues;
}
