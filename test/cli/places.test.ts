import { expect, it } from 'vitest';
import { foldersOf, relocate } from '../../generator/cli/report.js';

it('a place in what the input adds to is shown where that stands', () => {
  const [base, layer] = ['/p/node_modules/onem2m-specgen/xsd', '/p/node_modules/onem2m-specgen/releases/5'];
  const settings = { input: '/p/mine', base, layers: [layer], output: '/p/out', format: 'text' as const, overrides: {} };
  const files = ['tables/a.json', './tables/a.json', '././tables/a.json', 'CDT-mine.xsd', 'CDT-node.xsd'];
  const folders = new Map(files.map((file, i) => [file, [base, layer, settings.input, settings.input, base][i]!]));
  const { diagnostics, sources } = relocate(files.map((file) => ({ code: 'X', severity: 'error' as const, message: file, hint: `the other stands at ${file}:3`, place: { file, line: 1, column: 1 } })), new Map(files.map((file) => [file, file])), foldersOf(settings, { folders }), '/p');
  const shown = ['node_modules/onem2m-specgen/xsd/tables/a.json', 'node_modules/onem2m-specgen/releases/5/tables/a.json', 'mine/tables/a.json', 'mine/CDT-mine.xsd', 'node_modules/onem2m-specgen/xsd/CDT-node.xsd'];
  expect(diagnostics.map(({ place }) => place?.file)).toEqual(shown);
  expect(diagnostics.map(({ hint }) => hint)).toEqual(shown.map((file) => `the other stands at ${file}:3`));
  // Each with its own text, which excerpts are of.
  expect(shown.map((file) => sources.get(file))).toEqual(files);
  expect(relocate([], new Map([['tables/a.json', '']]), foldersOf(settings, {}), '/p').sources.has('mine/tables/a.json')).toBe(true);
});
