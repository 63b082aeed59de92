import type { Block, Document } from '../document.js';
import type { Identity } from '../facts.js';
import { oncePer } from '../../once-per.js';
import { headerWords, squeeze } from './text.js';

const id = /\b(T[SR])-?\s?(\d{4})\b/;
/** The numbers under which ETSI publishes them: TS 118 104 is TS-0004, TR 118 501 is TR-0001. */
const publishedId = /\b(TS|TR)\s118\s[15](\d\d)\b/;
const version = /(?<![A-Za-z])v(?:ersion)?[\s:-]{0,3}(\d{1,3}[._]\d{1,3}[._]\d{1,3})\b/i;
/** The number of a contribution: `SDS-2021-0042R01`. */
const contribution = /\b[A-Z]{2,4}-(?:19|20)\d\d-\d{4}(?:R\d{1,2})?(?![0-9])/;
const contributionName = new RegExp(`^${contribution.source}`);
/** The number of a Change Request, with which its title begins: `CR 0123R2`. */
const numbered = /^\W*(?:change request\s+)?CR[\s-]?(\d{3,4}(?:R\d{1,2})?)\b/i;
const requestName = /(?:^|[-_ ])change[-_ ]?request(?:[-_ ]|$)/i;
/** `Change Request`, `CR against: TS-0001`, `pCR to TS-0004``. */
const speaksOfRequest = /\bchange requests?\b|\bp?CR\s?(?:#|no\b|number\b|title\b|against\b|(?:to|for|on)\s(?:oneM2M\s)?T[SR]-?\s?\d{4})/i;
/** A proposal without a form. A specification, which has its number on its cover, may speak of such, too. */
const proposes = /\b(?:proposed changes?|changes? proposed) (?:to|for|in)\b/i;

/**
 * What a document says of itself: the number on a specification's cover (`TS-0001`), for a Change Request that of the document
 * which it would change and its own; what the file is called where neither says.
 */
export function identityOf(document: Document): Identity {
  const front = document.blocks.slice(0, frontMatter);
  const name = document.file.replace(/^.*[\\/:]/, '').replace(/\.[^.]+$/, '');
  const says = (...patterns: readonly RegExp[]): boolean => front.some((block) => textsOf(block).some((text) => patterns.some((pattern) => pattern.test(text))));
  const request = says(speaksOfRequest, numbered) || requestName.test(name) || (numberIn(front, numberLabels) === undefined && (says(proposes) || contributionName.test(name)));
  const stated = numberIn(front, request ? requestLabels : numberLabels) ?? (request ? textWithId(front) : undefined);
  const spoken = front.flatMap((block) => textsOf(block).filter((text) => text.length < 200 && (labelled.test(text) || (block.kind === 'heading' ? title : spokenName).test(text))))[0];
  const named = /^T[SR]-\d{4}(?=-|_|$)/.exec(name) === null ? undefined : name;
  const text = stated ?? named ?? spoken;
  const number = text === undefined ? undefined : idIn(text);
  const printed = text === undefined ? undefined : version.exec(text.replace(/_/g, '.'))?.[1];
  const own = request ? ownNumber([...front.flatMap(textsOf), name]) : undefined;
  return {
    ...(number !== undefined && { number }),
    isRequest: request,
    ...(own !== undefined && { request: own }),
    ...(printed !== undefined && { version: printed }),
  };
}

/** Of a Change Request, the number that it has itself: of the contribution, or of the request in its title. */
const ownNumber = (texts: readonly string[]): string | undefined =>
  [contribution, numbered].map((pattern) => texts.map((text) => pattern.exec(text)).find((match) => match !== null)).flatMap((match) => (match == null ? [] : (match[1] ?? match[0])))[0];

/** The id of a document by what it says itself: `TS-0001-CR` for a Change Request; what the file is called where it says nothing. */
export function documentId(document: Document, { number, isRequest } = identityOf(document)): string {
  if (number !== undefined) return isRequest ? `${number}-CR` : number;
  return document.file.replace(/^.*[\\/:]/, '').replace(/\.[^.]+$/, '');
}

/** The text beside a label of the cover that has a number. */
function numberIn(front: readonly Block[], labels: readonly RegExp[]): string | undefined {
  for (const label of labels) {
    for (const block of front) {
      if (block.kind !== 'table') continue;
      for (const row of block.rows.slice(0, frontMatter)) {
        const at = row.cells.findIndex((cell) => label.test(headerWords(cell.text)));
        const found = at < 0 ? undefined : row.cells.slice(at).map((cell) => squeeze(cell.text)).find((text) => idIn(text) !== undefined);
        if (found !== undefined) return found;
      }
    }
  }
  return undefined;
}

/** Of a request without a form: the text that names what it is against, else the first that names anything. */
function textWithId(front: readonly Block[]): string | undefined {
  const texts = front.flatMap(textsOf).filter((text) => idIn(text) !== undefined);
  return texts.find((text) => speaksOfRequest.test(text) || /^(?:specification|document)\b/i.test(text)) ?? texts[0];
}

/** A line that says to which specification the rest belongs. */
const labelled = /^\W*(?:spec(?:ification)?|document|against|affected specification)\s*:.*\bT[SR]-\d{4}\b/i;
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
  const [, kind, number] = id.exec(text) ?? publishedId.exec(text) ?? [];
  return number === undefined ? undefined : `${kind!}-${number.padStart(4, '0')}`;
}

/** The front is read several times, and a cell may be long. */
const textsOf = oncePer((block: Block): readonly string[] =>
  block.kind !== 'table' ? [squeeze(block.text)] : block.rows.slice(0, frontMatter).flatMap((row) => row.cells.map((cell) => squeeze(cell.text))),
);
