import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './blocks.js';

/** The README quotes measured numbers; each has to stand in `docs/benchmarks.md`, which `npm run bench` writes. */
const read = (file: string): string => (existsSync(path.join(root, file)) ? readFileSync(path.join(root, file), 'utf8') : '');

const rowsOf = (text: string): readonly (readonly [name: string, value: string, ratio: string])[] =>
  [...text.matchAll(/^\| (.+?) \| (.*?) \| (.*?) \|$/gm)].map(([, name, value, ratio]) => [name!, value!, ratio!]);

const measured: ReadonlyMap<string, { readonly value: string; readonly ratio: string }> = new Map(
  read('docs/benchmarks.md')
    .split(/^## /m)
    .flatMap((section) => rowsOf(section).map(([name, value, ratio]) => [`${section.split('\n')[0]!}: ${name}`, { value, ratio }] as const)),
);
const quotes = rowsOf(/<!-- quotes -->([^]*)<!-- end of quotes -->/.exec(read('README.md'))?.[1] ?? '').filter(([name]) => name.includes(': '));

describe('numbers in the README', () => {
  it('are quoted', () => expect(quotes.length).toBeGreaterThan(4));

  it.each(quotes)('%s', (name, value, ratio) => {
    expect({ value: value.trim(), ratio: ratio.trim() }).toEqual(measured.get(name));
  });
});
