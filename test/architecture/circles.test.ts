import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** What people write. The types of resources contain each other, as the resources do, and are generated. */
const folders = ['generator', 'wire', 'runtime', 'testing', 'conformance', 'site', 'build', 'test'];

type Graph = ReadonlyMap<string, readonly string[]>;

/** Which files import which, types and dynamic imports included, by paths from the root. */
function imports(): Graph {
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.(ts|mts|mjs|js)$/.test(entry.name))
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/')),
  );
  const known = new Set(files);
  return new Map(
    files.map((file) => {
      const targets = [...readFileSync(path.join(root, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g)].map(([, target]) => path.posix.join(path.posix.dirname(file), target!));
      return [file, targets.flatMap((target) => [target, target.replace(/\.js$/, '.ts'), target.replace(/\.mjs$/, '.mts')].find((each) => known.has(each)) ?? [])];
    }),
  );
}

/** One circle for each place where a walk along the imports comes back to where it has been. */
function circlesIn(graph: Graph): string[] {
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (file: string, way: readonly string[]): void => {
    const at = way.indexOf(file);
    if (at >= 0) circles.push([...way.slice(at), file].join(' → '));
    if (at >= 0 || done.has(file)) return;
    for (const target of graph.get(file) ?? []) walk(target, [...way, file]);
    done.add(file);
  };
  for (const file of graph.keys()) walk(file, []);
  return circles;
}

describe('circles of imports', () => {
  it('there are none, types included', () => {
    const graph = imports();
    expect([...graph.values()].flat().length).toBeGreaterThan(1000);
    expect(circlesIn(graph)).toEqual([]);
  });

  it('would be found, whoever begins', () => {
    const graph = (...edges: readonly string[]): Graph => new Map(edges.map((edge) => [edge[0]!, [...edge.slice(1)]]));
    expect(circlesIn(graph('abc', 'bc', 'c'))).toEqual([]);
    expect(circlesIn(graph('ab', 'bc', 'cb'))).toEqual(['b → c → b']);
    expect(circlesIn(graph('ca', 'ab', 'bc', 'dd'))).toEqual(['c → a → b → c', 'd → d']);
  });
});
