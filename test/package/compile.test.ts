import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { consumerIn, root, run, strictest, writeJson } from './support.js';

/** Every compiler that users have; each alias is a version of TypeScript. `isolatedDeclarations` exists since 5.5. */
const compilers = [
  { version: '5.4', folder: 'ts54', isolated: false },
  { version: '5.9', folder: 'typescript', isolated: true },
  { version: '6', folder: 'ts6', isolated: true },
  { version: '7', folder: 'ts7', isolated: true },
] as const;

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
    const { code, stdout } = await run(sources, process.execPath, path.join(root, 'node_modules', folder, 'bin/tsc'), '-p', '.');
    expect(stdout).toBe('');
    expect(code).toBe(0);
  });
});
