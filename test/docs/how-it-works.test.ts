import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { blocksOf, root } from './blocks.js';

/** The page shows what stands in files: every file that it names is there, and every block, but the one that runs, is in one of them. */
const page = 'docs/how-it-works.md';
const text = readFileSync(path.join(root, page), 'utf8');
const named = [...text.matchAll(/`((?:xsd|generator|generated|runtime|build)\/[\w./-]*)`/g)].map(([, file]) => file!);
const contents = named.filter((file) => existsSync(path.join(root, file)) && statSync(path.join(root, file)).isFile()).map((file) => readFileSync(path.join(root, file), 'utf8'));

describe('how it works', () => {
  it.each([...new Set(named)])('%s is there', (file) => expect(existsSync(path.join(root, file))).toBe(true));

  it.each(blocksOf(page).filter(({ code }) => !code.includes('onem2m-specgen/')).map(({ line, code }) => [line, code] as const))('line %i is what stands there', (_line, code) => {
    expect(contents.some((content) => content.includes(code))).toBe(true);
  });
});
