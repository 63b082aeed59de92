import { readFileSync } from 'node:fs';
import path from 'node:path';
import { documentAt } from '../support/documents.js';

/** A Change Request by the beginning of its name; undefined when it is not at hand. */
export function sourceDocument(start: string): { readonly file: string; readonly text: string } | undefined {
  const file = documentAt(`seeds/${start}`);
  return file === undefined ? undefined : { file: path.basename(file), text: readFileSync(file, 'utf8') };
}
