import { createHash } from 'node:crypto';
import * as nodeFiles from 'node:fs/promises';
import path from 'node:path';
import type { CodeTable, Diagnostic } from '../diagnostics/diagnostic.js';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import { byCodepoint } from '../model/names.js';
import { decode } from './decode.js';
import type { Sources } from './sources.js';

export const loadCodes = {
  INPUT_FOLDER: { severity: 'error', title: 'The input folder cannot be read' },
  INPUT_GENERATED: { severity: 'error', title: 'The input folder is what the compiler has generated' },
  INPUT_EMPTY: { severity: 'error', title: 'The input folder contains neither XSDs nor JSON definitions' },
  INPUT_UNREADABLE: { severity: 'error', title: 'An input file or folder cannot be read' },
  INPUT_SIZE: { severity: 'error', title: 'An input file, or all of them together, are too large' },
  INPUT_ENCODING: { severity: 'error', title: 'An input file is not text in a known encoding' },
  INPUT_LINK: { severity: 'error', title: 'A symbolic link leads out of the input folder, to a folder or to nothing' },
  INPUT_SPECIAL: { severity: 'error', title: 'An input file is no regular file' },
} as const satisfies CodeTable;

/** The file system as far as reading needs it, so that tests can put faults into it. */
export type ReadFiles = Pick<typeof nodeFiles, 'lstat' | 'readdir' | 'readFile' | 'realpath' | 'stat'> & {
  /** The bytes of a regular file of no more than `limit`, at once; undefined where the other way says why not. */
  readonly bytesOf?: (this: void, place: string, limit?: number) => Buffer | undefined;
};

export interface LoadOptions {
  /** An absolute folder that is not input although it lies inside it: the output. */
  readonly except?: string;
  readonly files?: ReadFiles;
  /** What the folder is, and what to do when there is none or nothing in it: it depends on who asked for it. */
  readonly role?: Role;
}

export interface Input {
  /** Files of the base that the rest adds to; absent: there is none. */
  readonly base?: ReadonlySet<string>;
  /** Of an input that adds to a base, the folder that each file is in. */
  readonly folders?: ReadonlyMap<string, string>;
  readonly sources: Sources;
  /** SHA-256 over the paths and bytes of everything read. */
  readonly hash: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** No published schema comes near; the largest oneM2M document is below 200 KB. */
export const fileLimit = 16 * 1024 * 1024;
export const totalLimit = 128 * 1024 * 1024;

/** What a folder is read for. */
export interface Role {
  readonly what: string;
  readonly whereElse: string;
}

/** Who has just installed the package has no folder of the kind yet; the package brings one. */
const forInput: Role = {
  what: 'input folder',
  whereElse: 'name another with --input DIR; the specification that comes with the package is node_modules/onem2m-specgen/xsd',
};

export const forBase: Role = {
  what: 'folder of the base',
  whereElse: '--base takes package, for the specification of the package, or a folder of definitions, and what adds to it after a comma: package,my-types',
};

export const forKnown: Role = {
  what: 'folder of known definitions',
  whereElse: '--known takes a folder of definitions, or none for nothing; without it, the definitions of the package are used',
};

export const forDiff: Role = {
  what: 'folder',
  whereElse: 'name a folder of definitions such as xsd, a document, or a revision and a path such as HEAD~1:xsd',
};

/** Documents are read one by one, under any name: of a folder only its definitions are. */
export const forLint: Role = {
  what: 'folder',
  whereElse: 'name the documents (.docx, .md, .txt) themselves, or a folder of definitions',
};

const wanted = /\.(xsd|json)$/;
const skipped = /^(\..*|node_modules)$/;

/** Would a folder's reader take the file, by its path relative to the folder? */
export const isInputFile = (file: string): boolean => wanted.test(file) && !file.split('/').some((segment) => skipped.test(segment));

/**
 * Reads every `*.xsd` and `*.json` below `folder`, in codepoint order; hidden files and folders and `node_modules` are left out.
 * Symbolic links to files are followed as long as they stay inside. Whatever cannot be read is a diagnostic.
 */
export async function loadSources(folder: string, { except, files = nodeFiles, role = forInput }: LoadOptions = {}): Promise<Input> {
  const diagnostics = new Diagnostics();
  const sources = new Map<string, string>();
  const hash = createHash('sha256');
  const report = (code: keyof typeof loadCodes, file: string, message: string, line = 1, column = 1): void =>
    diagnostics.report(loadCodes, code, message, { file, line, column }, code === 'INPUT_ENCODING' ? 'save the file as UTF-8' : undefined);

  const root = await files.realpath(folder).catch(() => undefined);
  if (root === undefined || !(await files.stat(root)).isDirectory()) {
    const problem = root === undefined ? 'does not exist' : 'is no folder';
    diagnostics.report(loadCodes, 'INPUT_FOLDER', `the ${role.what} ${folder} ${problem}`, undefined, role.whereElse);
    return { sources, hash: '', diagnostics: diagnostics.list() };
  }

  let total = 0;
  for (const file of (await listFiles(root, except, files, report)).sort(byCodepoint)) {
    const place = path.join(root, file);
    try {
      const fast = files.bytesOf?.(place, fileLimit);
      const { size } = fast === undefined ? await files.stat(place) : { size: fast.length };
      total += size;
      if (size > fileLimit) report('INPUT_SIZE', file, `the file has ${mebibytes(size)}; at most ${mebibytes(fileLimit)} are read`);
      if (total > totalLimit) report('INPUT_SIZE', file, `the input has more than ${mebibytes(totalLimit)} in all`);
      if (total > totalLimit) break;
      if (size > fileLimit) continue;
      const bytes = fast ?? (await files.readFile(place));
      hash.update(`${Buffer.byteLength(file)}:${file}:${bytes.length}:`).update(bytes);
      const text = decode(bytes);
      if (typeof text === 'string') sources.set(file, text);
      else report('INPUT_ENCODING', file, text.message, text.line, text.column);
    } catch (error) {
      report('INPUT_UNREADABLE', file, `cannot be read: ${reason(error)}`);
    }
  }
  if (isManifest(sources.get('manifest.json'))) {
    diagnostics.report(loadCodes, 'INPUT_GENERATED', `the ${role.what} ${folder} is what specgen has generated, and no specification`, undefined, 'name the folder that it was generated from');
    sources.clear();
  } else if (sources.size === 0 && !diagnostics.hasErrors) {
    diagnostics.report(loadCodes, 'INPUT_EMPTY', `the ${role.what} ${folder} contains no *.xsd and no *.json`, undefined, role.whereElse);
  }
  return { sources, hash: hash.digest('hex'), diagnostics: diagnostics.list() };
}

/** As any version has written it. */
const isManifest = (text: string | undefined): boolean => text !== undefined && /^\s*\{\s*"compiler": "[^"]*",\s*"inputs": "[0-9a-f]{64}"/.test(text);

/** Paths of the wanted files below `root`, relative and with `/`. */
async function listFiles(
  root: string,
  except: string | undefined,
  files: ReadFiles,
  report: (code: keyof typeof loadCodes, file: string, message: string) => void,
): Promise<string[]> {
  const found: string[] = [];
  const excluded = except === undefined ? undefined : await files.realpath(except).catch(() => except);
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const absolute = path.join(root, folder);
    if (absolute === excluded) continue;
    const entries = await files.readdir(absolute, { withFileTypes: true }).catch((error: unknown) => {
      report('INPUT_UNREADABLE', folder || '.', `the folder cannot be read: ${reason(error)}`);
      return [];
    });
    for (const entry of entries) {
      const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (skipped.test(entry.name)) continue;
      if (entry.isDirectory()) {
        folders.push(file);
      } else if (entry.isSymbolicLink()) {
        const problem = await linkProblem(root, file, files);
        if (problem !== undefined) report('INPUT_LINK', file, problem);
        else if (wanted.test(entry.name)) found.push(file);
      } else if (wanted.test(entry.name)) {
        if (entry.isFile()) found.push(file);
        else report('INPUT_SPECIAL', file, 'is no regular file');
      }
    }
  }
  return found;
}

/** A link to a folder would repeat files or run in circles; one that leads out reads what nobody put into the folder. */
async function linkProblem(root: string, file: string, files: ReadFiles): Promise<string | undefined> {
  const target = await files.realpath(path.join(root, file)).catch(() => undefined);
  const kind = target === undefined ? undefined : await files.stat(target).catch(() => undefined);
  const matters = wanted.test(file) || (kind?.isDirectory() ?? false);
  if (!matters) return undefined;
  if (target === undefined || kind === undefined) return 'the link leads to nothing';
  if (!target.startsWith(root + path.sep)) return 'the link leads out of the input folder';
  if (kind.isDirectory()) return 'the link leads to a folder';
  return kind.isFile() ? undefined : 'the link leads to no regular file';
}

const mebibytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
