import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const folders = ['generator', 'generated', 'wire', 'runtime', 'testing', 'conformance', 'site', 'build', 'test'];

const declaration = /^\s*(?:export\s+)?(?:default\s+)?(?:declare\s+)?(?:const\s+)?enum\s+\w+\s*\{/m;

it('nothing declares an enum: a constant and a union of types say the same, and JavaScript knows both', () => {
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.[cm]?ts$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );
  expect(files.length).toBeGreaterThan(1000);
  expect(files.filter((file) => !file.includes(`${path.sep}fixtures${path.sep}`) && declaration.test(readFileSync(file, 'utf8')))).toEqual([]);
  for (const text of ['enum A { B }', 'export const enum A {}', '  declare enum A\n{']) expect(text).toMatch(declaration);
});
