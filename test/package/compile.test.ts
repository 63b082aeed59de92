import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { compilers, said } from '../support/compilers.js';
import { consumerIn, strictest, writeJson } from './support.js';

/** Under `module: node16` TypeScript knows no import attributes, without which Node imports no JSON. */
const resolutions = [
  { moduleResolution: 'node16', module: 'node16', exclude: ['src/json.ts', 'src/main.ts'] },
  { moduleResolution: 'nodenext', module: 'nodenext', exclude: [] },
  { moduleResolution: 'bundler', module: 'esnext', exclude: [] },
] as const;

const cases = compilers.flatMap((compiler) => resolutions.map((resolution) => ({ ...compiler, ...resolution })));

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
