import { expandCharacter } from './entities.js';

/**
 * What XML 1.0 asks of a document and sax does not hold it to, and the values of attributes as XML gives them out.
 */

/** What is wrong, and at which offset of the text. */
export interface Fault {
  readonly message: string;
  readonly at: number;
}

/** Everything but XML's own `Char` (XML 1.0 2.2). */
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** The first character that no XML document may contain. */
export function forbiddenCharacter(text: string): Fault | undefined {
  const at = text.search(forbidden);
  if (at < 0) return undefined;
  const code = text.codePointAt(at)!.toString(16).toUpperCase().padStart(4, '0');
  return { message: `the character U+${code} is not allowed`, at };
}

const declaration = /^version\s*=\s*(["'])1\.\d*\1(?:\s+encoding\s*=\s*(["'])[A-Za-z][\w.-]*\2)?(?:\s+standalone\s*=\s*(["'])(?:yes|no)\3)?\s*$/;

/** A processing instruction without a name, or an XML declaration that is none or stands inside; `before` ends with it. */
export function instructionFault({ name, body }: { readonly name: string; readonly body: string }, before: string): string | undefined {
  if (!/^[\p{L}_][\p{L}\p{N}._-]*$/u.test(name)) return 'a processing instruction has no name';
  if (name.toLowerCase() !== 'xml') return undefined;
  if (before.lastIndexOf('<?') > (before.startsWith('\ufeff') ? 1 : 0)) return 'an XML declaration stands inside';
  return name === 'xml' && declaration.test(body) ? undefined : 'the XML declaration is none';
}

export interface RawAttribute {
  readonly name: string;
  /** What stands between the quotes. */
  readonly raw: string;
  readonly at: number;
}

/** Whether a name, in whose characters nothing is wrong, has one colon at most, and inside. */
const isQName = (name: string): boolean => /^[^:]+(?::[^:]+)?$/.test(name);

/** The attributes of a start tag that is `text` from `start` to `end`; a fault when two have one name, or a value has a `<`. */
export function attributesOfTag(text: string, start: number, end: number): readonly RawAttribute[] | Fault {
  const found = new Map<string, RawAttribute>();
  const tag = text.slice(start, end);
  const element = /^<([^\s/>]*)/.exec(tag)![1]!;
  if (!isQName(element)) return { message: `"${element}" is no name of an element`, at: start };
  for (const match of tag.matchAll(/([^\s=<>"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    const [, name, double, single] = match;
    const at = start + match.index;
    const raw = double ?? single ?? '';
    if (!isQName(name!)) return { message: `"${name!}" is no name of an attribute`, at };
    if (found.has(name!)) return { message: `the attribute ${name!} stands twice`, at };
    if (raw.includes('<')) return { message: `"<" stands in the value of ${name!}`, at };
    found.set(name!, { name: name!, raw, at });
  }
  return [...found.values()];
}

/**
 * The value of an attribute: white space that stands there is a blank each, that of a character reference stays (XML 1.0
 * 2.11 and 3.3.3). `entity` gives the replacement text of a name, which XML has looked up already.
 */
export function attributeValue(raw: string, entity: (name: string) => string): string | undefined {
  let valid = true;
  const value = raw.replace(/&([^;]*);|\r\n|[\t\n\r]/g, (_, reference: string | undefined) => {
    if (reference === undefined) return ' ';
    if (!reference.startsWith('#')) return entity(reference).replace(/[\t\n\r]/g, ' ');
    const character = expandCharacter(reference);
    if (character === undefined || forbidden.test(character)) valid = false;
    return character ?? '';
  });
  return valid ? value : undefined;
}
