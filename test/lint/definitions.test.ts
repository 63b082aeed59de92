import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { lintDefinitions } from '../../generator/lint/lint.js';
import { analyse } from '../../generator/pipeline.js';
import { loadSources } from '../../generator/read/load.js';
import type { Sources } from '../../generator/read/sources.js';

let sources: Sources;
beforeAll(async () => {
  ({ sources } = await loadSources(path.resolve(import.meta.dirname, '../../xsd')));
});

const lint = (all: Sources) => lintDefinitions(analyse(all).model);

/** The findings in our own definitions, with `find` replaced by `use` in one file. */
const lintWith = (file: string, find: string, use: string) => {
  const text = sources.get(file)!;
  expect(text).toContain(find);
  return lint(new Map([...sources, [file, text.replace(find, use)]]));
};

describe('definitions', () => {
  it('of our own have nothing to report', () => {
    expect(lint(sources)).toEqual([]);
  });

  it.each([
    ['a doubled word in a description', 'tables/resources/group.json', '"description": "', '"description": "The the '],
    ['a wrong article', 'tables/resources/node.json', '"description": "', '"description": "An lamp. '],
  ])('%s is found in its file', (_, file, find, use) => {
    const found = lintWith(file, find, use);
    expect(found).toHaveLength(1);
    expect(found[0]!.place).toMatchObject({ file });
    expect(found[0]!.place!.line).toBeGreaterThan(1);
  });

  it('have the children that their rows name', () => {
    expect(lintWith('tables/resources/ontologyRepository.json', '<semanticValidation> resource', '<semanticValidator> resource').map(({ code }) => code)).toEqual(['LINT_RESOURCE_UNKNOWN']);
  });

  it('excuses what an erratum of the row explains', () => {
    const file = 'tables/resources/group.json';
    const row = /\{[^{}]*"name": "groupName"[^{}]*\}/.exec(sources.get(file)!)![0];
    const wrong = row.replace(/"description": "[^"]*"/, '"description": "An lamp."');
    expect(lintWith(file, row, wrong).map(({ code }) => code)).toEqual(['LINT_ARTICLE']);
    expect(lintWith(file, row, wrong.replace('"description"', '"errata": ["S01"], "description"'))).toEqual([]);
  });
});
