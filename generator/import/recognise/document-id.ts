import type { Block, Document } from '../document.js';
import { headerWords, squeeze } from './text.js';

const id = /\bT[SR]-?\s?(\d{4})\b/;

/**
 * The id of a document: that of a specification's cover (`TS-0001`), `TS-0001-CR` for a Change Request to it, and what
 * the file is called where neither says.
 */
export function documentId(document: Document): string {
  const front = document.blocks.slice(0, frontMatter);
  const request = front.find((block) => textsOf(block).some((text) => /\bchange request\b/i.test(text)));
  for (const label of request === undefined ? numberLabels : requestLabels) {
    for (const block of front) {
      if (block.kind !== 'table') continue;
      for (const row of block.rows.slice(0, frontMatter)) {
        const at = row.cells.findIndex((cell) => label.test(headerWords(cell.text)));
        const found =
          at < 0
            ? undefined
            : row.cells
                .slice(at)
                .map((cell) => idIn(cell.text))
                .find((text) => text !== undefined);
        if (found !== undefined) return request === undefined ? found : `${found}-CR`;
      }
    }
  }
  if (request !== undefined) {
    const found = front
      .flatMap(textsOf)
      .map(idIn)
      .find((text) => text !== undefined);
    if (found !== undefined) return `${found}-CR`;
  }
  const name = document.file.replace(/^.*[\\/]/, '').replace(/\.[^.]+$/, '');
  const spoken = front.flatMap((block) => textsOf(block).filter((text) => text.length < 200 && (block.kind === 'heading' ? title : spokenName).test(text)))[0];
  return /^T[SR]-\d{4}(?=-|_|$)/.exec(name)?.[0] ?? (spoken === undefined ? name : idIn(spoken)!);
}

/** A heading may begin with the number alone; in other text that would be a citation. */
const title = /^\W*(?:onem2m\s+)?T[SR]-?\d{4}\b/i;
const spokenName = /^\W*onem2m\s+T[SR]-?\d{4}\b/i;

/** A cover page and what follows it. */
const frontMatter = 40;

const numberLabels = [/^(?:document|specification|report|deliverable) (?:number|no)$/];
const requestLabels = [
  /^cr against ts tr$/,
  /^cr against (?:ts|tr|specification)/,
  /\bts tr\b/,
  /^(?:specification|document) (?:number|no)$/,
];

function idIn(text: string): string | undefined {
  const found = id.exec(text);
  return found === null ? undefined : `${found[0].slice(0, 2)}-${found[1]!}`;
}

function textsOf(block: Block): readonly string[] {
  if (block.kind !== 'table') return [squeeze(block.text)];
  return block.rows.slice(0, frontMatter).flatMap((row) => row.cells.map((cell) => squeeze(cell.text)));
}
