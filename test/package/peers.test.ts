import path from 'node:path';
import { cpSync, rmSync } from 'node:fs';
import { describe, expect, inject, it } from 'vitest';
import { consumer, link, root, run, strictest, writeJson } from './support.js';

/** A project of its own beside the empty one, since this one has more than the package: the test runner and fast-check. */
const project = path.join(path.dirname(inject('project')), 'project-with-peers');
const modules = path.join(project, 'node_modules');

describe('a project with the optional peers', () => {
  cpSync(path.join(inject('project'), 'node_modules/onem2m-specgen'), path.join(modules, 'onem2m-specgen'), { recursive: true });
  writeJson(path.join(project, 'package.json'), { name: 'consumer', private: true, type: 'module' });
  cpSync(path.join(consumer, 'peers'), path.join(project, 'src'), { recursive: true });
  link(project, ['vitest', 'fast-check', '@types/node']);

  // Declarations of other packages are checked too, and are not ours to mend.
  it.each(['typescript', 'ts6', 'ts7'])('compiles under %s: matchers on expect, typed; arbitraries', async (compiler) => {
    writeJson(path.join(project, 'tsconfig.json'), { compilerOptions: { ...strictest, lib: ['es2023', 'dom'], types: ['node'], module: 'nodenext' }, include: ['src'] });
    const { stdout } = await run(project, process.execPath, path.join(root, 'node_modules', compiler, 'bin/tsc'), '-p', '.');
    expect(stdout.split('\n').filter((line) => /^(src|.*onem2m-specgen\/dist)\//.test(line))).toEqual([]);
  });

  it('runs its tests with the matchers and arbitraries of the package', async () => {
    rmSync(path.join(project, 'out'), { recursive: true, force: true });
    const { code, stdout, stderr } = await run(project, process.execPath, path.join(modules, 'vitest/vitest.mjs'), 'run', '--root', project, '--reporter', 'json');
    expect(stderr).toBe('');
    const { testResults } = JSON.parse(stdout) as { testResults: { assertionResults: { status: string; failureMessages: string[] }[] }[] };
    expect(testResults.flatMap(({ assertionResults }) => assertionResults).map(({ status, failureMessages }) => [status, ...failureMessages])).toEqual([['passed'], ['passed']]);
    expect(code).toBe(0);
  });

  it('extends the global expect of Jest', async () => {
    const { stdout } = await run(project, process.execPath, '--input-type=module', '--eval', `
      const known = {};
      globalThis.expect = { extend: (more) => Object.assign(known, more) };
      const { matchers } = await import('onem2m-specgen/jest');
      console.log(JSON.stringify([Object.keys(known).sort(), Object.keys(matchers).sort()]));
    `);
    const [known, matchers] = JSON.parse(stdout) as [string[], string[]];
    expect(known).toEqual(matchers);
    expect(known).toContain('toBeValid');
  });
});
