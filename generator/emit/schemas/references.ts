import type { Schema } from './types.js';

const prefix = '#/$defs/';

export const referenceTo = (definition: string): string =>
  prefix + encodeURIComponent(definition.replaceAll('~', '~0').replaceAll('/', '~1')).replaceAll('%3A', ':');

/** The definition that a `$ref` names, or undefined when it points elsewhere. */
export const definitionOf = (reference: unknown): string | undefined =>
  typeof reference === 'string' && reference.startsWith(prefix)
    ? decodeURIComponent(reference.slice(prefix.length)).replaceAll('~1', '/').replaceAll('~0', '~')
    : undefined;

/** Names of the definitions that `schema` refers to, directly or through others, in order of first mention. */
export function reachableDefinitions(schema: unknown, definitions: ReadonlyMap<string, Schema>): ReadonlySet<string> {
  const found = new Set<string>();
  const queue: unknown[] = [schema];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const name = definitionOf((next as { $ref?: unknown }).$ref);
    if (name !== undefined && !found.has(name)) {
      found.add(name);
      queue.push(definitions.get(name));
    }
    queue.push(...Object.values(next).filter((value) => typeof value === 'object'));
  }
  return found;
}
