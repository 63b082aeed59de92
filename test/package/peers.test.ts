import { cpSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, inject, it } from 'vitest';
import { said } from '../support/compilers.js';
import { nodeOf, packages } from './from-npm.js';
import { consumer, installIn, link, readJson, root, run, strictest, writeJson } from './support.js';

/** A project that has more than the package: a test runner and fast-check, out of the `node_modules` where they are. */
function projectWith(name: string, modules: string): string {
  const project = path.join(path.dirname(inject('project')), name);
  installIn(project, inject('project'));
  cpSync(path.join(consumer, 'peers'), path.join(project, 'src'), { recursive: true });
  writeJson(path.join(project, 'package.json'), { name: 'consumer', private: true, type: 'module' });
  link(modules, project, ['vitest', 'fast-check', '@types/node']);
  return project;
}

/** What is wrong with the project's program, or with the package's declarations; those of others are not ours to mend. */
async function errors(project: string, compiler: 'typescript' | 'ts7', skipLibCheck: boolean): Promise<readonly string[]> {
  const compilerOptions = { ...strictest, skipLibCheck, lib: ['es2023', 'dom'], types: ['node'], module: 'nodenext' };
  writeJson(path.join(project, 'tsconfig.json'), { compilerOptions, include: ['src'] });
  const isOurs = (line: string): boolean => /^(src|.*onem2m-specgen\/dist)\//.test(line);
  if (compiler === 'typescript') return errorsOf(project, isOurs);
  return (await said(compiler, '.', project)).split('\n').filter(isOurs);
}

/** The same of the compiler in JavaScript, which need not look at each file of others. */
function errorsOf(project: string, isOurs: (file: string) => boolean): readonly string[] {
  const config = ts.getParsedCommandLineOfConfigFile(path.join(project, 'tsconfig.json'), {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (diagnostic) => expect.fail(textOf(diagnostic)) })!;
  const program = ts.createProgram(config.fileNames, config.options);
  const ours = program.getSourceFiles().filter(({ fileName }) => isOurs(path.relative(project, fileName)));
  expect(ours.length).toBeGreaterThan(config.fileNames.length);
  const found = [...config.errors, ...program.getOptionsDiagnostics(), ...ours.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file), ...program.getDeclarationDiagnostics(file)])];
  return found.map(textOf);
}

const textOf = ({ file, start = 0, messageText }: ts.Diagnostic): string => `${file?.fileName}(${(file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1}): ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;

/** Of each test of the project, whether it passed, or why not. */
async function results(project: string, node: string): Promise<readonly (readonly string[])[]> {
  const report = path.join(project, 'results.json');
  const vitest = path.join(project, 'node_modules/vitest/vitest.mjs');
  await run(project, node, vitest, 'run', '--root', project, '--dir', 'src', '--testTimeout', '60000', '--reporter', 'json', '--outputFile', report);
  const { testResults } = readJson(report) as { testResults: { assertionResults: { status: string; failureMessages: string[] }[] }[] };
  return testResults.flatMap(({ assertionResults }) => assertionResults).map(({ status, failureMessages }) => [status, ...failureMessages]);
}

describe('a project with the optional peers', () => {
  const project = projectWith('with-peers', path.join(root, 'node_modules'));

  it.each(['typescript', 'ts7'] as const)('compiles under %s: matchers on expect, typed; arbitraries', async (compiler) => {
    expect(await errors(project, compiler, false)).toEqual([]);
  });

  it('runs its tests with the matchers and arbitraries of the package', async () => {
    expect(await results(project, process.execPath)).toEqual([['passed'], ['passed']]);
  });

  it('extends the global expect of Jest', async () => {
    const program = `
      const known = {};
      globalThis.expect = { extend: (more) => Object.assign(known, more) };
      const { matchers } = await import('onem2m-specgen/jest');
      console.log(JSON.stringify([Object.keys(known).sort(), Object.keys(matchers).sort()]));
    `;
    const { stdout } = await run(project, process.execPath, '--input-type=module', '--eval', program);
    const [known, matchers] = JSON.parse(stdout) as [string[], string[]];
    expect(known).toEqual(matchers);
    expect(known).toContain('toBeValid');
  });
});

describe('the peers may be other versions', () => {
  it.for([
    { vitest: '2', fastCheck: '3', version: '20' },
    { vitest: '3', fastCheck: '4', version: '20' },
    { vitest: '5', fastCheck: '4', version: '24' },
  ])('Vitest $vitest, fast-check $fastCheck', async ({ vitest, fastCheck, version }, { skip }) => {
    const wanted = [`vitest@${vitest}`, `fast-check@${fastCheck}`, '@types/node@24'];
    const peers = await packages(`vitest-${vitest}-fast-check-${fastCheck}`, wanted);
    const node = await nodeOf(version);
    if ('missing' in peers) return skip(peers.missing);
    if ('missing' in node) return skip(node.missing);
    const project = projectWith(`with-vitest-${vitest}`, path.join(peers.folder, 'node_modules'));
    expect(await errors(project, 'ts7', true)).toEqual([]);
    expect(await results(project, node.program)).toEqual([['passed'], ['passed']]);
  });
});
