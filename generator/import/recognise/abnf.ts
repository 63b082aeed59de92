/** The core rules of ABNF that descriptions use (RFC 5234 B.1), as the inside of a class of characters. */
const core: Readonly<Record<string, string>> = { ALPHA: 'A-Za-z', DIGIT: '0-9', HEXDIG: '0-9A-F' };

const token = /\s*(?:(\d*)(\*)(\d*)(?=[("A-Z])|([()/])|"([^"]{1,40})"|([A-Z]{2,10})(?![A-Za-z]))/y;

/** What a rule is written as: inside a class where it is of one character, else an expression. */
interface Part {
  readonly class?: string;
  readonly text: string;
}

/**
 * The expression of XSD for a rule in ABNF that a text begins with: `(ALPHA / DIGIT) *(ALPHA / "-")` → `[A-Za-z0-9][A-Za-z\-]*`.
 * Words, quoted characters, groups, alternatives and repetition; undefined where the text begins otherwise.
 */
export function patternOfAbnf(text: string): string | undefined {
  const tokens: RegExpExecArray[] = [];
  for (let at = 0; ; ) {
    token.lastIndex = at;
    const found = token.exec(text);
    if (found === null || tokens.length >= mostTokens) break;
    tokens.push(found);
    at = token.lastIndex;
  }
  let next = 0;
  const alternatives = (depth: number): Part | undefined => {
    const parts: Part[] = [];
    do {
      const part = sequence(depth);
      if (part === undefined) return undefined;
      parts.push(part);
    } while (tokens[next]?.[4] === '/' && ++next > 0);
    if (parts.length === 1) return parts[0];
    const inside = parts.every((part) => part.class !== undefined) ? parts.map((part) => part.class).join('') : undefined;
    return inside === undefined ? { text: `(${parts.map((part) => part.text).join('|')})` } : { class: inside, text: `[${inside}]` };
  };
  const sequence = (depth: number): Part | undefined => {
    const parts: Part[] = [];
    while (next < tokens.length && tokens[next]![4] !== ')' && tokens[next]![4] !== '/') {
      const [, low, star, high] = tokens[next]!;
      if (star !== undefined) next++;
      const part = single(depth);
      if (part === undefined) return undefined;
      parts.push(star === undefined ? part : { text: `${part.text.length > 1 && part.class === undefined ? `(${part.text})` : part.text}${repetition(low!, high!)}` });
    }
    return parts.length === 1 ? parts[0] : parts.length === 0 ? undefined : { text: parts.map((part) => part.text).join('') };
  };
  const single = (depth: number): Part | undefined => {
    const [, , , , mark, quoted, word] = tokens[next++] ?? [];
    if (mark === '(' && depth < deepest) {
      const inside = alternatives(depth + 1);
      return tokens[next++]?.[4] === ')' ? inside : undefined;
    }
    if (quoted !== undefined) return quoted.length === 1 ? { class: escaped(quoted), text: escaped(quoted) } : { text: [...quoted].map(escaped).join('') };
    const inside = word === undefined ? undefined : core[word];
    return inside === undefined ? undefined : { class: inside, text: `[${inside}]` };
  };
  const found = tokens.length === 0 ? undefined : alternatives(0);
  return next === tokens.length ? found?.text : undefined;
}

const mostTokens = 100;
const deepest = 8;

const repetition = (low: string, high: string): string =>
  high !== '' ? `{${low === '' ? '0' : low},${high}}` : low === '' || low === '0' ? '*' : low === '1' ? '+' : `{${low},}`;

const escaped = (character: string): string => (/[\\\-[\]{}()*+?.^$|]/.test(character) ? `\\${character}` : character);
