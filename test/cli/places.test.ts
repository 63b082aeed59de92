import { expect, it } from 'vitest';
import { foldersOf, relocate } from '../../generator/cli/report.js';

it('a place in what the input adds to is shown where that stands', () => {
  const settings = { input: '/p/mine', base: '/p/node_modules/onem2m-specgen/xsd', layers: ['/p/node_modules/onem2m-specgen/releases/5'], output: '/p/out', format: 'text' as const, overrides: {} };
  const files = ['tables/a.json', './tables/a.json', '././tables/a.json', 'CDT-mine.xsd'];
  const { diagnostics, sources } = relocate(files.map((file) => ({ code: 'X', severity: 'error' as const, message: file, place: { file, line: 1, column: 1 } })), new Map(files.map((file) => [file, file])), foldersOf(settings), '/p');
  const shown = ['node_modules/onem2m-specgen/xsd/tables/a.json', 'node_modules/onem2m-specgen/releases/5/tables/a.json', 'mine/tables/a.json', 'mine/CDT-mine.xsd'];
  expect(diagnostics.map(({ place }) => place?.file)).toEqual(shown);
  // Each with its own text, which excerpts are of.
  expect(shown.map((file) => sources.get(file))).toEqual(files);
  const { base: _base, layers: _layers, ...whole } = settings;
  expect(relocate([], new Map([['tables/a.json', '']]), foldersOf(whole), '/p').sources.has('mine/tables/a.json')).toBe(true);
});
