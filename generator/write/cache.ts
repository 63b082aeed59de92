import path from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { FileSystem } from './file-system.js';
import { ifExists } from './file-system.js';
import { ownedFiles, sha256 } from './manifest.js';
import { manifestPath } from './paths.js';
import { readRegular } from './plan.js';

/**
 * What the last clean run said, kept beside its output so that a run on the same input by the same compiler need not
 * compile. It is no output: it is not committed, names the build of the compiler, and may be deleted at any time.
 */
export interface CachedRun {
  readonly diagnostics: readonly Diagnostic[];
  readonly read: Readonly<Record<string, number>>;
}

export const cachePath = '.specgen-cache';

/** What the output depends on, one string each: compiler build, hash of the input, overrides. */
export type CacheKey = readonly string[];

const keyOf = (key: CacheKey, manifest: string, run: string): string => sha256([...key, manifest, run].map(sha256).join());

/** The last run and the number of its files, when input, compiler and every file on disk are still the same. */
export async function readCache(output: string, key: CacheKey, fs: FileSystem): Promise<{ readonly run: CachedRun; readonly files: number } | undefined> {
  const [cache, manifest] = await Promise.all([cachePath, manifestPath].map((file) => readRegular(path.join(output, file), fs)));
  if (cache === undefined || manifest === undefined) return undefined;
  const line = cache.indexOf('\n');
  const text = cache.slice(line + 1);
  if (cache.slice(0, line) !== keyOf(key, manifest, text)) return undefined;
  const { files } = ownedFiles(manifest);
  const same = [...files].every(([file, hash]) => {
    const current = fs.bytesOf(path.join(output, file));
    return current !== undefined && sha256(current) === hash;
  });
  return same ? { run: JSON.parse(text) as CachedRun, files: files.size + 1 } : undefined;
}

/** Keeps a clean run. Without it the next run is slower and nothing else, so failures are not reported. */
export async function writeCache(output: string, key: CacheKey, manifest: string, run: CachedRun, fs: FileSystem): Promise<void> {
  const text = `${JSON.stringify(run)}\n`;
  const place = path.join(output, cachePath);
  const content = `${keyOf(key, manifest, text)}\n${text}`;
  const known = await ifExists(fs.lstat(place)).catch(() => undefined);
  // Never through a link, which may lead out of the folder.
  if (known !== undefined && !known.isFile()) return;
  if (known !== undefined && (await readRegular(place, fs).catch(() => undefined)) === content) return;
  await fs.writeFile(place, content).catch(() => undefined);
}
