import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Package } from '@arethetypeswrong/core';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import ts from 'typescript';
import { describe, expect, inject, it } from 'vitest';
import { readJson, root } from './support.js';

const tarball = readFileSync(inject('tarball'));
const installed = path.join(inject('project'), 'node_modules/onem2m-specgen');
const manifest = readJson(path.join(root, 'package.json')) as { readonly exports: Readonly<Record<string, unknown>> };

/** Every subpath, patterns by one example each. */
const examples: Readonly<Record<string, string>> = {
  './validators/*': './validators/softwareCampaign',
  './schemas/*.json': './schemas/softwareCampaign.json',
  './vectors/*.json': './vectors/softwareCampaign.json',
  './conformance/*.json': './conformance/kinds.json',
  './json/*.json': './json/fault-codes.json',
};
const subpaths = Object.keys(manifest.exports)
  .filter((subpath) => manifest.exports[subpath] !== null)
  .map((subpath) => examples[subpath] ?? subpath);

/**
 * The tarball, as arethetypeswrong reads it. Of each file in each of eighty programs it asks whether its folders are there, for which it
 * would look through all files, and what package.json says, of which it parses every word: that was more than half of its time.
 */
function packed(): Package {
  const made = createPackageFromTarballData(new Uint8Array(tarball));
  const folders = new Set(made.listFiles().flatMap((file) => [...file.matchAll(/\//g)].map(({ index }) => file.slice(0, index + 1))));
  const place = `/node_modules/${made.packageName}/package.json`;
  const { scripts, devDependencies, keywords, files, ...rest } = JSON.parse(made.readFile(place)) as Readonly<Record<string, unknown>>;
  const asked = JSON.stringify(rest);
  const readFile = made.readFile.bind(made);
  return Object.assign(made, {
    directoryExists: (folder: string) => folders.has(folder.replace(/\/?$/, '/')),
    readFile: (file: string) => (file === place ? asked : readFile(file)),
  });
}

describe('the packed tarball', () => {
  it('is clean to publint', async () => {
    const { messages, pkg } = await publint({ pack: { tarball: new Uint8Array(tarball).buffer }, strict: true, level: 'suggestion' });
    // Declarations of CommonJS are those of the ES modules: a second copy of them all would be a third of the package.
    const others = messages.filter(({ code }) => code !== 'EXPORTS_TYPES_INVALID_FORMAT');
    expect(others.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
  });

  // What CommonJS gets has the declarations of the ES modules, which node16 of TypeScript before 5.8 refuses: not claimed.
  it('has the right types, to arethetypeswrong', async () => {
    const result = await checkPackage(packed(), { entrypoints: subpaths });
    if (result.types === false) throw new Error('no types at all');
    const claimed = ['node16-esm', 'bundler'] as const;
    const isClaimed = (kind: string) => claimed.some((each) => each === kind);
    expect(result.problems.filter((problem) => ('resolutionKind' in problem ? isClaimed(problem.resolutionKind) : problem.kind !== 'FalseESM'))).toEqual([]);
    for (const [subpath, { resolutions }] of Object.entries(result.entrypoints)) {
      for (const kind of claimed) expect(resolutions[kind].resolution?.fileName, `${subpath}, ${kind}`).toMatch(/\.(d\.ts|json)$/);
    }
    expect(Object.keys(result.entrypoints)).toEqual(subpaths);
  });
});

describe('the main entry', () => {
  const main = path.join(installed, 'dist/generated/index.d.ts');
  const options = { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, types: [] };
  const program = ts.createProgram([main], options);
  const checker = program.getTypeChecker();
  const names = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(main)!)!).map(({ name }) => name);

  it('exports at run time what it declares as values', async () => {
    const values = Object.keys((await import(pathToFileURL(path.join(installed, 'dist/generated/index.js')).href)) as object);
    expect(values.filter((name) => !names.includes(name))).toEqual([]);
    await expect(`${values.sort().join('\n')}\n`).toMatchFileSnapshot('main-values.txt');
  });

  // Two modules with the same name behind `export *` cancel each other out without a word.
  it('has every name of every module behind it', () => {
    const behind = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(path.dirname(main)));
    const lost = behind.flatMap((file) => {
      const symbol = checker.getSymbolAtLocation(file);
      return symbol === undefined ? [] : checker.getExportsOfModule(symbol).map(({ name }) => name).filter((name) => !names.includes(name));
    });
    expect(lost).toEqual([]);
    expect(names.length).toBeGreaterThan(300);
  });

  it('has types of every operation and name form', () => {
    const wanted = ['', 'Create', 'Update', 'Wire', 'CreateWire', 'UpdateWire'].map((suffix) => `SoftwareCampaign${suffix}`);
    expect(names).toEqual(expect.arrayContaining([...wanted, 'RequestPrimitive', 'ResponsePrimitive', 'Notification']));
  });
});
