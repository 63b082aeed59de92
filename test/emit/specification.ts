import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { byCodepoint } from '../../generator/model/names.js';
import { analyse } from '../../generator/pipeline.js';

const folder = path.resolve(import.meta.dirname, '../../xsd');

/** The specification itself: `xsd/` as the compiler reads it. */
export const { model: specification, diagnostics } = analyse(
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort(byCodepoint)
      .map((file) => [path.relative(folder, file).replaceAll('\\', '/'), readFileSync(file, 'utf8')]),
  ),
);
