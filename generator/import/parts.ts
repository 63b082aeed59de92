import path from 'node:path';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Block, Document, View } from './document.js';
import type { Identity } from './facts.js';
import type { Given } from './given.js';
import { readDocument } from './read.js';
import { identityOf } from './recognise/document-id.js';

/** A file of Markdown as it was given, and what it says of itself. */
interface Part {
  readonly given: Given;
  readonly folder: string;
  readonly identity: Identity;
  readonly isChapter: boolean;
}

/**
 * A specification in Markdown may be split, a file for each clause or chapter. Files of one folder are one document where one of them
 * says which it is (the cover, the first chapter) and the others begin with a numbered clause, or say the same; or where none says it.
 * Two versions of a document are two, and so is a chapter among several documents.
 */
export async function withParts(given: readonly Given[]): Promise<readonly Given[]> {
  if (given.length < 2) return given;
  const parts = await Promise.all(given.map(partOf));
  const joined = new Map<Given, Given>();
  const used = new Set<Given>();
  for (const folder of new Set(parts.flatMap((part) => part?.folder ?? []))) {
    const there = parts.flatMap((part) => (part?.folder === folder ? [part] : []));
    const covers = there.filter(({ identity }) => identity.number !== undefined);
    const isOne = new Set(covers.map(({ identity }) => identity.number)).size <= 1 && new Set(covers.flatMap(({ identity }) => identity.version ?? [])).size <= 1;
    const own = isOne ? [...covers, ...there.filter(({ isChapter }) => isChapter)] : [];
    const [first] = own;
    if (first === undefined || own.length < 2) continue;
    for (const { given: one } of own) used.add(one);
    joined.set(first.given, whole(first.given.file, own.map(({ given: one }) => one)));
  }
  return given.flatMap((one) => joined.get(one) ?? (used.has(one) ? [] : [one]));
}

/** Files that are one document, the cover first where one of them is. */
export async function oneOf(file: string, given: readonly Given[]): Promise<Given> {
  const parts = await Promise.all(given.map(partOf));
  const isCover = (i: number): boolean => parts[i]?.identity.number !== undefined;
  return whole(file, [...given.filter((_, i) => isCover(i)), ...given.filter((_, i) => !isCover(i))]);
}

function whole(file: string, parts: readonly Given[]): Given {
  const before = parts.flatMap(({ original }) => original ?? []);
  const bytes = parts[0]!.bytes;
  return { file, bytes, parts, ...(before.length > 0 && { original: { file: before[0]!.file, bytes: before[0]!.bytes, parts: before } }) };
}

async function partOf(given: Given): Promise<Part | undefined> {
  if (given.bytes[0] === 0x50 && given.bytes[1] === 0x4b) return undefined;
  const document = await readDocument(given.bytes, given.file, 'accepted', new Diagnostics());
  if (document?.format !== 'markdown') return undefined;
  const identity = identityOf(document);
  return identity.isRequest ? undefined : { given, folder: path.posix.dirname(given.file.replace(/\\/g, '/')), identity, isChapter: identity.number === undefined && beginsWithClause(document.blocks) };
}

/** A chapter: the first heading is that of a numbered clause. */
export const beginsWithClause = (blocks: readonly Block[]): boolean => blocks.find((block) => block.kind === 'heading')?.number !== undefined;

/** A document of one file or of several: the blocks of each in order, every place in its own file. */
export async function readWhole({ file, bytes, parts }: Pick<Given, 'file' | 'bytes' | 'parts'>, view: View, diagnostics: Diagnostics): Promise<Document | undefined> {
  if (parts === undefined) return readDocument(bytes, file, view, diagnostics);
  const read: Document[] = [];
  for (const part of parts) {
    const document = await readDocument(part.bytes, part.file, view, diagnostics);
    if (document === undefined) return undefined;
    read.push(document);
  }
  return { file, format: read[0]!.format, view, hasChanges: read.some(({ hasChanges }) => hasChanges), blocks: read.flatMap(({ blocks }) => blocks) };
}
