/** What JSON.parse takes and oneM2M does not: a name that stands twice in an object, texts that are no Unicode (TS-0004 8.4.2); and depth. */

/** What is wrong with a text of JSON before anything is made of it; undefined: nothing, but it may be no JSON. */
export function faultOfJson(text: string, maxDepth: number): string | undefined {
  /** The names of each object that is open; of an array nothing. */
  const open: (Set<string> | undefined)[] = [];
  let isName = false;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22: {
        const end = endOfText(text, at);
        if (isName) {
          const name = nameIn(text.slice(at, end + 1));
          const names = open.at(-1);
          if (name !== undefined && names?.has(name) === true) return `${JSON.stringify(name.slice(0, 80))} stands twice in one object`;
          if (name !== undefined) names?.add(name);
          isName = false;
        }
        at = end;
        break;
      }
      case 0x7b:
      case 0x5b:
        isName = text.charCodeAt(at) === 0x7b;
        if (open.push(isName ? new Set() : undefined) > maxDepth) return `the body is nested more than ${maxDepth} deep`;
        break;
      case 0x7d:
      case 0x5d:
        open.pop();
        isName = false;
        break;
      case 0x2c:
        isName = open.at(-1) !== undefined;
        break;
    }
  }
  return undefined;
}

/** Where the quotation mark is that ends the text which one begins at `start`: the first that is not escaped. */
function endOfText(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let before = at;
    while (text.charCodeAt(before - 1) === 0x5c) before--;
    if ((at - before) % 2 === 0) return at;
  }
  return text.length;
}

/** What is badly escaped is no JSON, which JSON.parse has better words for. */
function nameIn(quoted: string): string | undefined {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}

/** Whether half of a pair of surrogates was escaped and stands alone: JSON.stringify escapes such a half, and nothing else of theirs. */
export const hasLoneSurrogate = (text: string, content: unknown): boolean => /\\u[dD][89a-fA-F]/.test(text) && /(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(JSON.stringify(content));
