import { describe, expect, it } from 'vitest';
import { emitAll } from './emitted.js';
import { model } from './fixture.js';

/** `npx vitest run test/emit/golden.test.ts -u` after a change that is meant; then read the difference. */
describe('what the emitters make of the specification in miniature', async () => {
  const files = await emitAll(model);

  it.each(files.map((file) => [file.path, file.text]))('%s', async (path, text) => {
    await expect(text).toMatchFileSnapshot(`golden/${path}.golden`);
  });

  it('is the same the second time', async () => {
    expect(await emitAll(model)).toEqual(files);
  });

  it('has every path once, text that ends in one line feed, no blanks at the ends of lines', () => {
    expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
    for (const { path, text } of files) {
      expect(text, path).toMatch(/[^\n]\n$/);
      expect(text, path).not.toMatch(/[ \t]\n|\r|\v/);
    }
  });
});
