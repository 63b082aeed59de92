import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { byCodepoint } from '../model/names.js';

const generatorFolder = fileURLToPath(new URL('..', import.meta.url));

/** The package's own package.json: two folders up in the build (`dist/generator`), one in the sources. */
function packageFile(): string {
  for (let folder = generatorFolder; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const file = path.join(folder, 'package.json');
    if (existsSync(file)) return file;
  }
  throw new Error('package.json is missing from the installation');
}

/** The release, e.g. `0.1.0`. */
export const version = (): string => (JSON.parse(readFileSync(packageFile(), 'utf8')) as { version: string }).version;

/**
 * Hash of the compiler as it stands on this machine: its code, package.json (which pins what it depends on) and Node
 * (whose Unicode tables it uses). By content rather than by time and size, so that rebuilding the same code keeps a
 * cache and a changed line of code in development never does; it costs some 10 ms.
 */
export function buildHash(): string {
  const hash = createHash('sha256').update(process.version).update(readFileSync(packageFile()));
  const files = readdirSync(generatorFolder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.(d\.ts|map)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort(byCodepoint);
  for (const file of files) hash.update(path.relative(generatorFolder, file)).update('\0').update(readFileSync(file));
  return hash.digest('hex');
}
