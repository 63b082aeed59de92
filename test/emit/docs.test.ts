import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emitDocs } from '../../generator/emit/docs/emit-docs.js';
import { markdown, markdownCode, typescript } from '../../generator/emit/render.js';
import { model } from './fixture.js';
import { hostile, hostileText } from './hostile.js';
import { specification } from '../support/specification.js';

/** Cells of a row of a Markdown table: a `|` behind a backslash is text. */
const cells = (row: string): number => row.replace(/\\\|/g, '').split('|').length;

describe.each([
  ['the specification in miniature', model],
  ['a specification that means no good', hostile],
  ['the specification itself', specification],
])('pages of %s', (_name, given) => {
  const pages = new Map(emitDocs(given).map(({ path: file, text }) => [file, text]));

  it('have tables of even rows', () => {
    for (const [file, text] of pages) {
      for (const [table] of text.matchAll(/(?:^\|.*\n)+/gm)) {
        const widths = new Set(table.trim().split('\n').map(cells));
        expect([...widths], `${file}: ${table.slice(0, 200)}`).toHaveLength(1);
      }
    }
  });

  it('hold no unfilled template and no markup of their own making', () => {
    for (const [file, text] of pages) {
      const live = text.replace(/```mermaid[\s\S]*?```/g, '').replace(/\\./g, '').replace(/(`+).*?\1/g, '');
      expect(live, file).not.toMatch(/\{\{|<\/?script|\]\(javascript/);
    }
  });
});

it('links lead to pages and anchors that are there', () => {
  const pages = new Map(emitDocs(specification).map((page) => [page.path, page.text]));
  let links = 0;
  for (const [file, text] of pages) {
    for (const [, target, anchor] of text.matchAll(/\]\(([^)#]*)(?:#([^)]*))?\)/g)) {
      const page = pages.get(path.posix.join(path.posix.dirname(file), target!));
      expect(page, `${file} → ${target}`).toBeDefined();
      if (anchor !== undefined) expect(page, `${file} → ${target}#${anchor}`).toContain(`<a id="${anchor}"></a>`);
      links++;
    }
  }
  expect(links).toBeGreaterThan(500);
});

describe('text in Markdown', () => {
  it.each([
    ['a | b', 'a \\| b'],
    ['*/ `x` [y](z) <b>', '\\*/ \\`x\\` \\[y\\](z) \\<b\\>'],
    ['two\nlines', 'two lines'],
    ['&lt;', '&amp;lt;'],
  ])('%j is %j', (given, want) => {
    expect(markdown(given)).toBe(want);
  });

  it.each([
    ['x', '`x`'],
    ['a|b', '`a\\|b`'],
    ['a`b', '`` a`b ``'],
    ['', ''],
  ])('as code, %j is %j', (given, want) => {
    expect(markdownCode(given)).toBe(want);
  });
});

describe('values in TypeScript', () => {
  it.each([
    ["it's", "'it\\'s'"],
    ['a "b"', "'a \"b\"'"],
    [[1, null, 'x'], "[1, null, 'x']"],
    [{ 'a-b': 1, c: true }, "{ 'a-b': 1, c: true }"],
    [{}, '{}'],
  ])('%j is written %s', (given, want) => {
    expect(typescript(given)).toBe(want);
  });

  it('are read back the same', () => {
    const read = (text: string): unknown => Function(`return ${text};`)();
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.stringify(read(typescript(value)))).toBe(JSON.stringify(value));
      }),
    );
    expect(read(typescript(hostileText))).toBe(hostileText);
    const own = JSON.parse('{ "__proto__": 1 }') as object;
    expect(Object.entries(read(typescript(own)) as object)).toEqual([['__proto__', 1]]);
  });
});
