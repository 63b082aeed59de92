import path from 'node:path';
import type { Diagnostics } from '../diagnostics/diagnostic.js';
import { printable } from '../diagnostics/render-safe.js';
import { writeCodes } from './codes.js';

export const manifestPath = 'manifest.json';

/** Everything that the compiler puts into the output folder and that is no output: lock, cache, temporary files. */
export const privatePrefix = '.specgen-';
export const temporaryFile = /^\.specgen-\d+-\d+\.tmp$/;

/**
 * What is wrong with a path relative to the output folder; undefined when nothing is. Paths come from emitters, which
 * build them from names in the input, and from the manifest, which anyone may have edited: neither may lead outside.
 */
export function pathProblem(file: string): string | undefined {
  if (file === '') return 'is empty';
  if (file.length > 1024) return 'is too long';
  if (file !== printable(file)) return 'contains a control character';
  if (/[\\:*?"<>|]/.test(file)) return 'contains a character that not every system allows';
  const segments = file.split('/');
  if (segments[0] === '') return 'is absolute';
  if (segments.includes('..') || segments.includes('.') || segments.includes('')) return 'has a segment that is empty, "." or ".."';
  if (segments.some((segment) => segment.startsWith(privatePrefix))) return 'is kept for the compiler itself';
  return segments.some((segment) => Buffer.byteLength(segment) > 255) ? 'has a segment that is too long' : undefined;
}

/** Reports every path of `files` that must not be written; `input` is an absolute folder that none may lead into. */
export function checkPaths(files: readonly { readonly path: string }[], output: string, input: string | undefined, diagnostics: Diagnostics): void {
  const seen = new Set<string>([manifestPath]);
  const folded = new Map<string, string>();
  for (const { path: file } of files) {
    const problem = pathProblem(file) ?? (input !== undefined && contains(input, path.join(output, file)) ? 'leads into the input folder' : undefined);
    if (problem !== undefined) diagnostics.report(writeCodes, 'OUTPUT_PATH', `the output path "${file}" ${problem}`);
    if (seen.has(file)) diagnostics.report(writeCodes, 'OUTPUT_TWICE', `"${file}" is written twice`);
    const other = folded.get(file.toLowerCase());
    if (other !== undefined && other !== file) diagnostics.report(writeCodes, 'OUTPUT_CASE', `"${other}" and "${file}" are one file where case does not count`);
    seen.add(file);
    folded.set(file.toLowerCase(), file);
  }
}

/** Is `inner` the folder `outer`, or inside it? Both absolute. */
export function contains(outer: string, inner: string): boolean {
  const relative = path.relative(outer, inner);
  return relative === '' || (relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative));
}
