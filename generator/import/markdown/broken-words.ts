import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import type { Joined } from './cell-paragraphs.js';
import { markdownCodes } from './codes.js';
import type { SourceText } from './source.js';

/**
 * A word that fills its column looks like the first half of a longer one: `receiverESPrimRandObject`, and `Request` below it. What else the
 * document says tells which; where it says neither, they are one word, and a person is told.
 */
export function brokenWords(source: SourceText, diagnostics: Diagnostics): Joined {
  return (pieces, place) => {
    const { anywhere, inText } = wordsOf(source);
    for (let count = pieces.length; count > 1; count--) if (anywhere.has(bare(pieces.slice(0, count).join('')))) return count;
    if (inText.has(bare(pieces[0]!))) return 1;
    const message = `${pieces.map((piece) => `"${piece}"`).join(' and ')} in lines below one another are read as one word`;
    diagnostics.report(markdownCodes, 'MARKDOWN_BROKEN', message, place, 'make the column wider');
    return pieces.length;
  };
}

interface Words {
  readonly anywhere: ReadonlySet<string>;
  /** Those with other words beside them: no half of a word stands there. */
  readonly inText: ReadonlySet<string>;
}
const wordsBySource = new WeakMap<SourceText, Words>();

function wordsOf(source: SourceText): Words {
  const known = wordsBySource.get(source);
  if (known !== undefined) return known;
  const anywhere = new Set<string>();
  const inText = new Set<string>();
  const { text } = source;
  for (const { 0: printed, index } of text.matchAll(/[A-Za-z](?:[\w.:\\-]*\w)?/g)) {
    const word = bare(printed);
    anywhere.add(word);
    const end = index + printed.length;
    if (/[\w.,;:)] $|["'*_`([<]$/.test(text.slice(Math.max(0, index - 2), index)) && /^(?:[.,;:)"'*_`\]>]| [a-z(])/.test(text.slice(end, end + 2))) inText.add(word);
  }
  const words = { anywhere, inText };
  wordsBySource.set(source, words);
  return words;
}

const bare = (printed: string): string => printed.replaceAll('\\', '').replace(/^[^A-Za-z]+|\W+$/g, '');
