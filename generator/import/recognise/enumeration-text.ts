import type { Block, Paragraph } from '../document.js';
import type { EnumerationFact } from '../facts.js';
import { squeeze, unquoted } from './text.js';

/** A sentence that announces a list of values. */
const announces = /\b(?:values?|choices?|enumerat\w*|codes?)\b/i;
const prefixed = /\b([a-z][a-z0-9]{1,9}):\s?([A-Za-z][A-Za-z0-9]{1,80})\b/;
/** One name on a line, a comma after it, a remark in brackets. */
const alone = /^([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)\s*[,;.]?\s*(?:\([^()]{0,200}\)\s*[,;.]?)?$/;

/**
 * Values that the text lists, one a line below a sentence with a colon: `the following should be included as choice
 * values for m2m:execStatusType:`. Two names at least; another sentence, a heading or a table ends the list.
 */
export function enumerationsInText(blocks: readonly Block[]): ReadonlyMap<Paragraph, readonly EnumerationFact[]> {
  const found = new Map<Paragraph, EnumerationFact[]>();
  const typesOfAttributes = new Map<string, string>();
  let clause: string | undefined;
  let list:
    { readonly type: string | undefined; readonly items: { readonly paragraph: Paragraph; readonly fact: EnumerationFact }[] } | undefined;

  const close = (): void => {
    if (list !== undefined && list.items.length > 1) {
      for (const { paragraph, fact } of list.items) found.set(paragraph, [...(found.get(paragraph) ?? []), fact]);
    }
    list = undefined;
  };

  for (const block of blocks) {
    if (block.kind !== 'paragraph') {
      close();
      if (block.kind === 'heading' && block.number !== undefined) clause = block.number;
      continue;
    }
    for (const line of block.text.split('\n').map(squeeze)) {
      if (line === '') continue;
      const name = alone.exec(unquoted(line.replace(/^[•·*–—-]\s+/, '')))?.[1];
      if (list !== undefined && name !== undefined && name.length > 1) {
        const type = list.type;
        const fact: EnumerationFact = {
          kind: 'enumeration-value',
          ...(type !== undefined && { type }),
          name,
          from: 'text',
          source: clause === undefined ? {} : { clause },
          place: block.place,
        };
        list.items.push({ paragraph: block, fact });
        continue;
      }
      close();
      if (line.endsWith(':') && line.length < longestSentence) {
        const type = typeNamedIn(line, typesOfAttributes);
        if (type !== undefined || announces.test(line)) list = { type, items: [] };
      }
    }
  }
  close();
  return found;
}

/**
 * `m2m:execStatusType` where the sentence says it; a sentence that says `execStatus` after one that said
 * `m2m:execStatusType` means the same type.
 */
function typeNamedIn(sentence: string, typesOfAttributes: Map<string, string>): string | undefined {
  const [, prefix, name] = prefixed.exec(sentence) ?? [];
  if (prefix !== undefined && name !== undefined) {
    const type = `${prefix}:${name}`;
    typesOfAttributes.set(name.replace(/Type$/, ''), type);
    return type;
  }
  for (const [word] of sentence.matchAll(/[A-Za-z][A-Za-z0-9]*/g)) {
    const type = typesOfAttributes.get(word);
    if (type !== undefined) return type;
  }
  return undefined;
}

const longestSentence = 1_000;
