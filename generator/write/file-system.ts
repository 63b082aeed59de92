import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import * as nodeFiles from 'node:fs/promises';

/** The file system as far as the compiler needs it, so that tests can put faults into it. */
export type FileSystem = Pick<
  typeof nodeFiles,
  'copyFile' | 'link' | 'lstat' | 'mkdir' | 'readdir' | 'readFile' | 'realpath' | 'rename' | 'rmdir' | 'stat' | 'unlink' | 'writeFile'
> & {
  /** The bytes of a regular file of no more than `limit`, at once: a thousand small files wait for each other longer than for the disk. */
  bytesOf(this: void, place: string, limit?: number): Buffer | undefined;
};

export const realFileSystem: FileSystem = { ...nodeFiles, bytesOf };

/** Undefined where there is no such file, or something else; a link is not followed. */
function bytesOf(place: string, limit = Infinity): Buffer | undefined {
  try {
    // Windows does not have the flag, and has hardly a link.
    const handle = openSync(place, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    try {
      const kind = fstatSync(handle);
      return kind.isFile() && kind.size <= limit ? readFileSync(handle) : undefined;
    } finally {
      closeSync(handle);
    }
  } catch {
    return undefined;
  }
}

/** An error of the operating system, e.g. a full disk: something that a user can act upon, unlike a defect of ours. */
export const isSystemError = (error: unknown): error is NodeJS.ErrnoException & { readonly code: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error;

/** The result of `read`, or undefined when the file or folder does not exist. */
export async function ifExists<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined;
    throw error;
  }
}

/**
 * `map` over `items`, a few at a time: fast on many small files, and never too many of them open. When one fails, it throws
 * after those that were under way are done, so that whoever undoes them finds all of them.
 */
export async function mapFiles<T, R>(items: readonly T[], map: (item: T) => Promise<R>): Promise<R[]> {
  const atOnce = 32;
  const results: R[] = [];
  for (let i = 0; i < items.length; i += atOnce) {
    for (const result of await Promise.allSettled(items.slice(i, i + atOnce).map(map))) {
      if (result.status === 'rejected') throw result.reason;
      results.push(result.value);
    }
  }
  return results;
}
