import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type ts from 'typescript';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { compilers, said } from '../support/compilers.js';
import { consumerIn, strictest, writeJson } from './support.js';

/** Under `module: node16` TypeScript knows no import attributes, without which Node imports no JSON. */
const resolutions = [
  { moduleResolution: 'node16', module: 'node16', exclude: ['src/json.ts', 'src/main.ts'] },
  { moduleResolution: 'nodenext', module: 'nodenext', exclude: [] },
  { moduleResolution: 'bundler', module: 'esnext', exclude: [] },
] as const;

/** One compilation for each compiler; the rest of the pairs by the compiler in Go, which takes a fifth of the time. */
const cases = compilers.flatMap((compiler) => resolutions.filter(({ module }) => module === 'nodenext' || compiler.folder === 'ts7').map((resolution) => ({ ...compiler, ...resolution })));

describe('a program that uses every subpath compiles', () => {
  const project = inject('project');

  it.each(cases)('under TypeScript $version, moduleResolution $moduleResolution', async (of) => {
    const { version, folder, isolated, moduleResolution, module, exclude } = of;
    const sources = consumerIn(project, `compile-${version}-${moduleResolution}`);
    const compilerOptions = { ...strictest, module, moduleResolution, ...(isolated && { isolatedDeclarations: true }) };
    writeJson(path.join(sources, 'tsconfig.json'), { compilerOptions, include: ['src'], exclude });
    expect(await said(folder, sources)).toBe('');
  });
});

/** What differs between resolutions is which file a subpath leads to: the declarations that compile are the same from there on. */
describe('every subpath leads to the same declarations', () => {
  const load = createRequire(import.meta.url);
  let sources: string;
  let subpaths: readonly string[];
  beforeAll(() => {
    sources = consumerIn(inject('project'), 'resolve');
    const texts = readdirSync(path.join(sources, 'src')).map((file) => readFileSync(path.join(sources, 'src', file), 'utf8'));
    subpaths = [...new Set(texts.flatMap((text) => [...text.matchAll(/'(onem2m-specgen[^']*)'/g)].map(([, subpath = '']) => subpath)))].sort();
    expect(subpaths.length).toBeGreaterThan(12);
  });

  it.each(compilers.filter(({ folder }) => folder !== 'ts7'))('in all resolutions of TypeScript $version', ({ folder }) => {
    const compiler = load(folder) as typeof ts;
    const leads = ({ module, moduleResolution }: (typeof resolutions)[number]): readonly (string | undefined)[] => {
      const { options, errors } = compiler.convertCompilerOptionsFromJson({ ...strictest, module, moduleResolution }, sources);
      expect(errors).toEqual([]);
      const from = path.join(sources, 'src/main.ts');
      return subpaths.map((subpath) => compiler.resolveModuleName(subpath, from, options, compiler.sys, undefined, undefined, compiler.ModuleKind.ESNext).resolvedModule?.resolvedFileName);
    };
    const found = resolutions.map(leads);
    expect(found[0]).not.toContain(undefined);
    for (const other of found.slice(1)) expect(other).toEqual(found[0]);
  });
});
