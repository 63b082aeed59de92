import path from 'node:path';
import type { Diagnostics } from '../diagnostics/diagnostic.js';
import type { OutputFile } from '../emit/output.js';
import { byCodepoint } from '../model/names.js';
import { writeCodes } from './codes.js';
import type { FileSystem } from './file-system.js';
import { ifExists, mapFiles } from './file-system.js';
import { ownedFiles } from './manifest.js';
import { contains, manifestPath } from './paths.js';

export interface PlannedFile extends OutputFile {
  readonly state: 'new' | 'changed' | 'unchanged';
  /** What stands there now; absent for a new file, or when something that is no regular file stands there. */
  readonly current?: string;
}

/** What has to happen to the output folder, before anything does. */
export interface Plan {
  /** In the order given, the manifest last. */
  readonly files: readonly PlannedFile[];
  /** Files that the old manifest owns, that exist and that are no output any more, in codepoint order. */
  readonly removed: readonly string[];
}

/** Compares `files`, the manifest last among them, with what stands in the folder `output`. Writes nothing. */
export async function planOutput(output: string, files: readonly OutputFile[], fs: FileSystem, diagnostics: Diagnostics): Promise<Plan> {
  const root = await ifExists(fs.realpath(output));
  if (root === undefined) return { files: files.map((file) => ({ ...file, state: 'new' })), removed: [] };
  if (!(await fs.stat(root)).isDirectory()) {
    diagnostics.report(writeCodes, 'OUTPUT_FOLDER', `${output} is no folder`, undefined, 'name another with --output DIR');
    return { files: [], removed: [] };
  }
  const current = new Set(files.map((file) => file.path));
  const owned = [...(await readOwned(root, fs, diagnostics)).keys()].filter((file) => !current.has(file)).sort(byCodepoint);
  const outside = await foldersOutside(root, [...current, ...owned], fs);
  for (const folder of outside) {
    diagnostics.report(writeCodes, 'OUTPUT_LINK', `${path.join(output, folder)} leads out of the output folder`, undefined, 'replace the link by a folder');
  }
  const inside = (file: string): boolean => !outside.has(path.posix.dirname(file));
  const planned = await mapFiles(files.filter((file) => inside(file.path)), (file) => planFile(root, file, fs, diagnostics));
  const exists = await mapFiles(owned.filter(inside), async (file) => ((await ifExists(fs.lstat(path.join(root, file))))?.isDirectory() === false ? [file] : []));
  return { files: planned, removed: exists.flat() };
}

/** The files that the manifest in `root` owns; a manifest that is damaged owns less, and says so. */
async function readOwned(root: string, fs: FileSystem, diagnostics: Diagnostics): Promise<ReadonlyMap<string, string>> {
  const text = await readRegular(path.join(root, manifestPath), fs);
  if (text === undefined) return new Map();
  const { files, problems } = ownedFiles(text);
  for (const problem of problems) {
    diagnostics.report(writeCodes, 'OUTPUT_MANIFEST', `${manifestPath}: ${problem}`, undefined, 'it is ignored; look at what changed the manifest');
  }
  return files;
}

async function planFile(root: string, file: OutputFile, fs: FileSystem, diagnostics: Diagnostics): Promise<PlannedFile> {
  const place = path.join(root, file.path);
  const kind = await ifExists(fs.lstat(place));
  if (kind === undefined) return { ...file, state: 'new' };
  if (kind.isDirectory()) diagnostics.report(writeCodes, 'OUTPUT_BLOCKED', `a folder stands where ${file.path} has to be written`);
  if (!kind.isFile()) return { ...file, state: 'changed' };
  const current = await fs.readFile(place, 'utf8');
  return { ...file, state: current === file.text ? 'unchanged' : 'changed', current };
}

/** The text of a regular file; undefined when there is none. Links are not followed: they may lead anywhere. */
export async function readRegular(place: string, fs: FileSystem): Promise<string | undefined> {
  const kind = await ifExists(fs.lstat(place));
  return kind?.isFile() ? fs.readFile(place, 'utf8') : undefined;
}

/** The folders of `files` that exist and, through a link, are not below `root`. */
async function foldersOutside(root: string, files: readonly string[], fs: FileSystem): Promise<ReadonlySet<string>> {
  const folders = [...new Set(files.map((file) => path.posix.dirname(file)))];
  const outside = await mapFiles(folders, async (folder) => {
    const real = await nearestReal(root, folder, fs);
    return contains(root, real) ? [] : [folder];
  });
  return new Set(outside.flat());
}

/** Where the nearest existing ancestor of `folder` really is; a dangling link leads nowhere that one may write to. */
async function nearestReal(root: string, folder: string, fs: FileSystem): Promise<string> {
  for (let current = folder; current !== '.'; current = path.posix.dirname(current)) {
    const place = path.join(root, current);
    const real = await ifExists(fs.realpath(place));
    if (real !== undefined) return real;
    if ((await ifExists(fs.lstat(place)))?.isSymbolicLink()) return path.parse(root).root;
  }
  return root;
}

/** Files in the output folder that are no output: left-overs, and files that someone else put there. */
export async function strangersIn(output: string, known: ReadonlySet<string>, fs: FileSystem): Promise<readonly string[]> {
  const found: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of (await ifExists(fs.readdir(path.join(output, folder), { withFileTypes: true }))) ?? []) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) folders.push(file);
      else if (!known.has(file)) found.push(file);
    }
  }
  return found.sort(byCodepoint);
}
