import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** File name → JSON Schema. */
export type Schemas = ReadonlyMap<string, object>;

let loaded: Schemas | undefined;

/**
 * The JSON Schemas of definitions, from the package's own `xsd/tables/schema`: what a definition is does not depend on
 * the input folder. The one place in the reader that touches the file system.
 */
export function packageSchemas(): Schemas {
  loaded ??= load();
  return loaded;
}

function load(): Schemas {
  const folder = path.join(packageFolder(), 'xsd', 'tables', 'schema');
  const files = readdirSync(folder).filter((file) => file.endsWith('.schema.json'));
  return new Map(files.map((file) => [file, JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as object]));
}

/** Sources stand one level below it, built modules two: the nearest folder above with a package.json. */
export function packageFolder(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json'))) {
    const above = path.dirname(folder);
    if (above === folder) throw new Error('the package onem2m-specgen is incomplete: no package.json above the compiler');
    folder = above;
  }
  return folder;
}
