import path from 'node:path';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.js';
import { layerOf, withPlaces } from '../diagnostics/diagnostic.js';
import { renderGithub } from '../diagnostics/render-github.js';
import { diagnosticsJson } from '../diagnostics/render-json.js';
import { safeJson } from '../diagnostics/render-safe.js';
import { renderText } from '../diagnostics/render-text.js';
import type { Input } from '../read/load.js';
import type { Sources } from '../read/sources.js';
import type { ExitCode, Format, Report, Settings, World } from './context.js';
import { excerptWidth, isColored } from './terminal.js';

/**
 * Prints a report. Text: diagnostics to standard error, the result to standard output. JSON: one document on standard
 * output and nothing else. GitHub: annotations and the result, both on standard output, where the runner looks.
 */
export function present(report: Report, command: string, format: Format, world: Pick<World, 'stdout' | 'stderr' | 'env'>): ExitCode {
  const { stdout, stderr, env } = world;
  const lines = report.text.map((line) => `${line}\n`).join('');
  const forPeople = (): void => {
    const text = (file: string): string | undefined => report.sources.get(file);
    const diagnostics = renderText(report.diagnostics, { color: isColored(stderr, env), width: excerptWidth(stderr), text });
    if (diagnostics !== '') stderr.write(diagnostics);
    if (lines !== '') stdout.write(lines);
  };
  const printers: Readonly<Record<Format, () => void>> = {
    text: forPeople,
    markdown: forPeople,
    json: () => stdout.write(safeJson({ command, exitCode: report.exitCode, ...report.data, ...diagnosticsJson(report.diagnostics) })),
    github: () => stdout.write(renderGithub([...report.diagnostics, ...(report.findings ?? [])]) + lines),
  };
  printers[format]();
  return report.exitCode;
}

/** A folder as people see it from `cwd`: relative where it is below, absolute where it is not; `''` for `cwd` itself. */
export function shownFolder(folder: string, cwd: string): string {
  const relative = path.relative(cwd, folder);
  const shown = relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative) ? folder : relative;
  return shown.split(path.sep).join('/');
}

const shownFile = (folder: string, file: string): string => (folder === '' ? '' : `${folder}/`) + file.replace(/^(\.\/)+/, '');

/** Where the files of a folder are found: those of a base, by their names in it, are elsewhere. */
export type Folder = string | ((file: string) => string);
const folderOf = (folder: Folder, file: string): string => (typeof folder === 'string' ? folder : folder(file));

/** Of an input that adds to a base, the folder of each file. */
export const foldersOf = ({ input }: Pick<Settings, 'input'>, { folders }: Pick<Input, 'folders'>): Folder => (folders === undefined ? input : (file) => folders.get(file) ?? input);

/** A place in the input, under the name by which the file is found from the current directory. */
export const relocatePlace = (place: Place, input: Folder, cwd: string): Place => ({ ...place, file: shownFile(shownFolder(folderOf(input, place.file), cwd), place.file) });

/** Diagnostics and sources by the names under which the files are found from the current directory. */
export function relocate(
  diagnostics: readonly Diagnostic[],
  sources: Sources,
  input: Folder,
  cwd: string,
): { readonly diagnostics: readonly Diagnostic[]; readonly sources: Sources } {
  return {
    diagnostics: diagnostics.map((d) => withHint(withPlaces(d, (place) => relocatePlace(place, input, cwd)), (file) => (sources.has(file) ? relocatePlace({ file, line: 1, column: 1 }, input, cwd).file : file))),
    // Of definitions of one name, the uppermost is shown: it is what its user can mend.
    sources: new Map([...sources].sort(([a], [b]) => layerOf({ file: a }) - layerOf({ file: b })).map(([file, text]) => [shownFile(shownFolder(folderOf(input, file), cwd), file), text])),
  };
}

/** A hint that names files, `the other stands at tables/names.json:3`, leads to them. */
const withHint = (diagnostic: Diagnostic, found: (file: string) => string): Diagnostic =>
  diagnostic.hint === undefined ? diagnostic : { ...diagnostic, hint: diagnostic.hint.replaceAll(/[^\s"'()]+\.(?:json|xsd)(?=[\s:,;)]|$)/g, found) };
