import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');
export const dist = path.join(root, 'dist');

/** What a consumer imports, and the compiler; each stands under its own name in `dist/`. */
export const libraryFolders = ['generated', 'wire', 'runtime', 'testing', 'conformance'];
export const compilerFolder = 'generator';

/** What is of no use without Node, and may take packages that are not either. */
export const nodeFolders = [compilerFolder, 'runtime/cwmp', 'runtime/http/server', 'runtime/http/client'];

/** Optional peers: whoever imports the subpath that needs one has installed it. */
export const peers = ['vitest', 'fast-check', 'better-sqlite3', 'pg'];

/** An engine shows the line in which an error was thrown: of minified code, that shall be one that can be read. */
export const lineLimit = 160;

/** @param {string} specifier */
export const isThirdParty = (specifier) =>
  !/^[./#]/.test(specifier) && !isBuiltin(specifier) && !peers.some((peer) => specifier === peer || specifier.startsWith(`${peer}/`));

/**
 * Files under a folder, relative to the root, in codepoint order; none when there is no such folder.
 *
 * @param {string} folder
 */
export function filesUnder(folder) {
  const absolute = path.join(root, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

/**
 * Writes what differs, so that nothing that runs from `dist/` meanwhile sees a file come and go.
 *
 * @param {string} file
 * @param {string | Uint8Array} content
 */
export function write(file, content) {
  const bytes = Buffer.from(content);
  if (existsSync(file) && readFileSync(file).equals(bytes)) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}

/**
 * Removes files that the build does not make any more.
 *
 * @param {string} folder relative to the root
 * @param {ReadonlySet<string>} kept
 * @param {RegExp} kind what may be removed
 */
export function removeOthers(folder, kept, kind) {
  for (const file of filesUnder(folder)) {
    if (kind.test(file) && !kept.has(path.join(root, file))) rmSync(path.join(root, file), { force: true });
  }
}
