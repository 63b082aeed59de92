import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { byCodepoint } from '../../generator/model/names.js';
import type { Sources } from '../../generator/read/sources.js';

const folder = path.resolve(import.meta.dirname, '../../xsd');

/** `xsd/` as the compiler reads it. */
export const ourSources: Sources = new Map(
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort(byCodepoint)
    .map((file) => [path.relative(folder, file).replaceAll('\\', '/'), readFileSync(file, 'utf8')]),
);
