/** What is told of an XML document, in its order. */
export interface Tokens {
  /** `attributes` finds them when it is asked: most are those of a reader that nobody is. `declares` whether a namespace may be among them. */
  open(name: string, attributes: () => readonly RawAttribute[], declares: boolean): void;
  close(): void;
  text(text: string): void;
  /** A document type declaration; never returns. */
  doctype(): never;
  /** Whatever is not well-formed; never returns. */
  fail(problem: string): never;
}

/** A name as it is written, and a value without entities. Of two of one name the first counts. */
export type RawAttribute = readonly [name: string, value: string];

const start = ':_A-Za-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD';
const nameText = `[${start}][${start}\\u00B7\\u0300-\\u036F\\u203F-\\u2040.\\d-]*`;
const space = '[ \\t\\r\\n]';
const name = new RegExp(nameText, 'y');
/** One in which nothing has to be looked up. */
const plain = new RegExp(`${space}+(?!xmlns)${nameText}${space}*=${space}*(?:"[^"&]*"|'[^'&]*')`, 'y');
const attribute = new RegExp(`${space}+(${nameText})${space}*=${space}*(?:"([^"]*)"|'([^']*)')`, 'y');
const end = new RegExp(`${space}*(/?)>`, 'y');
const closing = new RegExp(`${space}*>`, 'y');
const notSpace = /[^ \t\r\n]/;

/**
 * Reads an XML 1.0 document to its end, and tells of it as it goes: one search for each tag and each text, where a parser that
 * takes characters one by one takes three times as long. Entities are those of XML itself, since no document type declares others.
 */
export function readTokens(xml: string, tokens: Tokens): void {
  const open: string[] = [];
  let isBegun = false;
  for (let at = 0; at < xml.length; ) {
    const tag = xml.indexOf('<', at);
    const textEnd = tag < 0 ? xml.length : tag;
    if (textEnd > at) readText(xml.slice(at, textEnd));
    if (tag < 0) break;
    const second = xml[tag + 1];
    at = second === '/' ? readClosing(tag + 2) : second === '!' ? readDeclaration(tag) : second === '?' ? after('?>', tag + 2) : readOpening(tag + 1);
  }
  if (open.length > 0) tokens.fail(`<${open.at(-1)!}> is never closed`);

  function readText(text: string): void {
    if (open.length > 0) tokens.text(text.includes('&') ? expanded(text, tokens) : text);
    else if (notSpace.test(text)) tokens.fail(`text stands ${isBegun ? 'behind' : 'before'} the root element`);
  }

  function readOpening(from: number): number {
    const nameEnd = matchEnd(name, xml, from) ?? tokens.fail('a "<" begins no tag');
    if (isBegun && open.length === 0) tokens.fail('a second root element');
    isBegun = true;
    let at = nameEnd;
    let isPlain = true;
    for (let next: number | undefined = at; next !== undefined; ) {
      at = next;
      next = matchEnd(plain, xml, at);
      if (next !== undefined) continue;
      next = matchEnd(attribute, xml, at);
      isPlain &&= next === undefined;
    }
    const attributesEnd = at;
    end.lastIndex = at;
    const isEmpty = (end.exec(xml) ?? tokens.fail('an opening tag has something else than attributes, or has no end'))[1] === '/';
    at = end.lastIndex;
    let known: readonly RawAttribute[] | undefined;
    const attributes = (): readonly RawAttribute[] => (known ??= attributesIn(xml, nameEnd, attributesEnd, tokens));
    const raw = xml.slice(from, nameEnd);
    // What an entity stands for is known at once, or the document is refused.
    tokens.open(raw, attributes, !isPlain && attributes().some(([name]) => name.startsWith('xmlns')));
    if (isEmpty) tokens.close();
    else open.push(raw);
    return at;
  }

  function readClosing(from: number): number {
    const raw = open.pop() ?? tokens.fail('a closing tag closes nothing');
    const to = xml.startsWith(raw, from) ? matchEnd(closing, xml, from + raw.length) : undefined;
    if (to === undefined) tokens.fail(`<${raw}> is closed by another tag`);
    tokens.close();
    return to!;
  }

  function readDeclaration(tag: number): number {
    if (xml.startsWith('<!--', tag)) {
      const to = after('--', tag + 4);
      return xml[to] === '>' ? to + 1 : tokens.fail('a comment has "--" in it');
    }
    if (xml.startsWith('<![CDATA[', tag)) {
      const to = after(']]>', tag + 9);
      if (open.length === 0) tokens.fail('text stands outside of the root element');
      tokens.text(xml.slice(tag + 9, to - 3));
      return to;
    }
    return /^<!doctype/i.test(xml.slice(tag, tag + 9)) ? tokens.doctype() : tokens.fail('"<!" begins nothing that is known');
  }

  function after(what: string, from: number): number {
    const at = xml.indexOf(what, from);
    return at < 0 ? tokens.fail('a comment, an instruction or a section has no end') : at + what.length;
  }
}

/** Where what a sticky expression finds at a place ends. */
function matchEnd(expression: RegExp, text: string, at: number): number | undefined {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : undefined;
}

function attributesIn(xml: string, from: number, to: number, tokens: Tokens): readonly RawAttribute[] {
  const found: RawAttribute[] = [];
  for (let at = from; at < to; at = attribute.lastIndex) {
    attribute.lastIndex = at;
    const [, name, double, single] = attribute.exec(xml)!;
    const value = double ?? single!;
    found.push([name!, value.includes('&') ? expanded(value, tokens) : value]);
  }
  return found;
}

const entities: ReadonlyMap<string, string> = new Map([['amp', '&'], ['lt', '<'], ['gt', '>'], ['quot', '"'], ['apos', "'"]]);

const expanded = (text: string, tokens: Tokens): string =>
  text.replace(/&(?:#x([\da-f]+);|#(\d+);|(\w+);)?/gi, (entity, hex?: string, decimal?: string, word?: string) => {
    const code = hex !== undefined ? parseInt(hex, 16) : Number(decimal ?? NaN);
    if (code <= 0x10ffff) return String.fromCodePoint(code);
    return entities.get(word ?? '') ?? tokens.fail(`${entity} is no entity that XML knows`);
  });
