import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * What the build compiled ahead (`precompile.ts`) and left beside this module, for a compiler that starts in half the time;
 * undefined in the sources, where everything compiles on first use. Who takes something from it asks by what it was
 * compiled from, so that nothing stale is ever used.
 */
export function built<T>(name: 'templates' | 'definitions'): T | undefined {
  const file = fileURLToPath(new URL(`./${name}.cjs`, import.meta.url));
  return existsSync(file) ? (createRequire(import.meta.url)(file) as T) : undefined;
}
