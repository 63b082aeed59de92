import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** The folder of the source documents, which the repository does not have. */
const folder = [process.env['SPECGEN_DOCUMENTS'], path.join(root, '../shared/seeds')].find((place) => place !== undefined && existsSync(place));

/** A source document by the beginning of its name; undefined when it is not at hand. */
export function sourceDocument(start: string): { readonly file: string; readonly text: string } | undefined {
  const file = folder === undefined ? undefined : readdirSync(folder).find((name) => name.startsWith(start));
  return file === undefined ? undefined : { file, text: readFileSync(path.join(folder!, file), 'utf8') };
}

export const whyNot = 'the source documents are not at hand: SPECGEN_DOCUMENTS names their folder';
