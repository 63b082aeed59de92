import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * Documents that are not ours to publish: Change Requests, published specifications, recorded traffic. Tests over them run
 * where somebody put them: in the folder that SPECGEN_DOCUMENTS names, or in `shared` beside the repository.
 */
const folder = [process.env['SPECGEN_DOCUMENTS'], path.resolve(import.meta.dirname, '../../../shared')].find((place) => place !== undefined && existsSync(place));

/** What a skipped test says. */
export const whyNot = 'the documents are not at hand: SPECGEN_DOCUMENTS names their folder';

/** Paths of the files at `place` below the folder of documents, e.g. `seeds` or `spec/cwmp`, sorted; none when they are not at hand. */
export function documentsIn(place: string): readonly string[] {
  const full = folder === undefined ? undefined : path.join(folder, place);
  return full === undefined || !existsSync(full) ? [] : readdirSync(full).sort().map((name) => path.join(full, name));
}

/** A document by the beginning of its name: `seeds/000`, `spec/documents/TS-0004`; undefined when it is not at hand. */
export const documentAt = (start: string): string | undefined => documentsIn(path.dirname(start)).find((file) => path.basename(file).startsWith(path.basename(start)));
