import type { JsonObject, Operation, ParseOptions, UncheckedContent, WireDiagnostic } from '../../wire/index.js';
import { encode, fromJson, fromXml, parse, toXml } from '../../wire/index.js';
import type { PlaygroundData } from './data.js';

/** What a text is said to be. */
export interface Chosen {
  readonly type: string;
  readonly operation: string;
  readonly format: string;
  readonly names: string;
}

type KnownType = NonNullable<ParseOptions['type']>;

const primitives = ['requestPrimitive', 'responsePrimitive', 'notification'];
export const isPrimitive = (name: string): boolean => primitives.includes(name);

/** With long names. */
export function exampleOf({ examples }: PlaygroundData, { type, operation }: Chosen, kind: 'valid' | 'invalid'): JsonObject {
  const known = examples[type] ?? {};
  const found = known[operation] ?? known['full'];
  return (found?.[kind] ?? found?.valid ?? {}) as JsonObject;
}

/** A body with long names in the format and with the names that were chosen; undefined where it cannot be written so. */
export function written({ roots }: PlaygroundData, { type, operation, format, names }: Chosen, body: JsonObject): string | undefined {
  try {
    if (format === 'xml') {
      const result = toXml(type, body, { form: names as 'wire' | 'long', operation: operation as Operation, unknown: 'keep', emptyLists: 'omit' });
      return result.ok ? indented(result.xml) : undefined;
    }
    const content: unknown = names === 'long' ? body : encode(type, body, { unknown: 'keep' });
    const root = roots[type]?.[names === 'long' ? 0 : 1];
    return JSON.stringify(root === undefined ? content : { [root]: content }, undefined, 2);
  } catch {
    return undefined;
  }
}

/** An element a line, children further in; text stays where it is. */
function indented(xml: string): string {
  let depth = 0;
  return xml
    .replaceAll(/></g, '>\n<')
    .split('\n')
    .map((line) => {
      if (line.startsWith('</')) depth--;
      const shown = '  '.repeat(Math.max(depth, 0)) + line;
      if (/^<[^/?!][^>]*[^/]>$|^<[^/?!]>$/.test(line)) depth++;
      return shown;
    })
    .join('\n');
}

export function reading(text: string, { type, operation, format }: Chosen): UncheckedContent | undefined {
  const options = { operation: operation as Operation, unknown: 'keep' as const };
  const content = format === 'xml' ? fromXml(text, options) : fromJson(text, isPrimitive(type) && type !== 'notification' ? { ...options, type } : options);
  return content.ok ? content : undefined;
}

export async function checked(text: string, { type, operation, format }: Chosen): Promise<readonly WireDiagnostic[]> {
  const result = await parse(text, `application/${format}`, { type: type as KnownType, operation: isPrimitive(type) ? 'partial' : (operation as Operation) });
  return result.ok ? [] : result.diagnostics;
}

/** XML begins with an element, JSON with an object; undefined: neither. */
export const formatOf = (text: string): string | undefined => (/^\s*</.test(text) ? 'xml' : /^\s*\{/.test(text) ? 'json' : undefined);

/** What a text says that it is, by its root element, or, of a request or a response, by its parameters. */
export const typeOf = (data: PlaygroundData, text: string, chosen: Chosen): string | undefined => typeOfRoot(data, text) ?? reading(text, { ...chosen, type: 'notification' })?.type;

/** The resource type that the root element names, whatever else is wrong with the text. */
function typeOfRoot({ roots }: PlaygroundData, text: string): string | undefined {
  const [, name] = /^\s*\{\s*"([^"\s]+)"|<([\w-]+:[\w.-]+)/.exec(text)?.filter((part) => part !== undefined) ?? [];
  return name === undefined ? undefined : Object.keys(roots).find((type) => roots[type]!.includes(name));
}
