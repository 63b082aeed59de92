import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { startCse } from '../../runtime/serve/index.js';
import { packages } from './from-npm.js';
import { link, root, run, writeJson } from './support.js';

const installed = path.join(inject('project'), 'node_modules/onem2m-specgen');

/** What a test of a user says, of every subpath that Jest can have. */
const test = `
import 'onem2m-specgen/jest';
import { mapFault, SoftwareOperation } from 'onem2m-specgen';
import { createHostingCse } from 'onem2m-specgen/runtime';
import { build } from 'onem2m-specgen/testing';
import { createWire } from 'onem2m-specgen/validators/softwareCampaign';
import { encode, parse } from 'onem2m-specgen/wire';

test('matchers, builders, validators, names and a CSE', async () => {
  expect(build.softwareCampaign()).toBeValid('softwareCampaign');
  expect({ cpst: 1 }).toViolate('campaignStatus', 'RO', { resource: 'softwareCampaign', operation: 'update' });
  expect(['PENDING', 'INITIATED']).toFollow('campaignStatus');
  expect(() => expect([]).toFollow('campaignStatus')).toThrow('empty');
  expect(mapFault).toMapFault('Download', 9010, 'STATUS_FILE_TRANSFER_FAILED');
  expect(createWire.is(encode('softwareCampaign', build.softwareCampaign()))).toBe(true);
  expect(SoftwareOperation.INSTALL).toBe(1);
  expect((await parse('{ "m2m:cnt": {} }', 'application/json; ty=3')).ok).toBe(true);
  const { rsc } = await createHostingCse().request({ op: 'create', to: 'cse-in', fr: 'CAdmin', rqi: '1', ty: 'container', pc: {} });
  expect(rsc).toBe(2001);
});
`;

/** The rows of the table in docs/package.md. */
const cells = [
  { name: 'babel-jest, as Jest comes', file: 'a.test.js', files: { 'babel.config.js': `module.exports = { presets: [['@babel/preset-env', { targets: { node: 'current' } }]] };` }, config: {}, flags: [] },
  {
    name: 'ts-jest, CommonJS, types checked',
    file: 'a.test.ts',
    files: { 'tsconfig.json': JSON.stringify({ compilerOptions: { module: 'commonjs', target: 'es2022', strict: true, esModuleInterop: true, noPropertyAccessFromIndexSignature: true, types: ['jest'], skipLibCheck: true } }) },
    config: { transform: { '\\.ts$': 'ts-jest' } },
    flags: [],
  },
  { name: 'ES modules', file: 'a.test.mjs', files: {}, config: { testMatch: ['**/*.mjs'], transform: {} }, flags: ['--experimental-vm-modules', '--no-warnings'] },
] as const;

const esModules = cells[2];

/** One test for each case of the judge: `/conformance` is of ES modules alone. */
const judging = (url: string): string => `
import { describeConformance } from 'onem2m-specgen/conformance';
await describeConformance({ url: '${url}', only: ['tree.delete', 'notify.update'] });
`;

const ofJest = ['jest@30', 'babel-jest@30', 'ts-jest@29', 'typescript@5.9', '@babel/preset-env@7', '@types/jest@30', '@jest/globals@30'];

/** What Jest says of a project with these files, or why there is no Jest. */
async function jestOn({ name, files, config, flags, example }: { readonly name: string; readonly files: Readonly<Record<string, string>>; readonly config: object; readonly flags: readonly string[]; readonly example?: string }) {
  const jest = await packages('jest-30-globals', ofJest);
  if ('missing' in jest) return jest;
  const project = path.join(path.dirname(inject('project')), `jest ${name}`.replaceAll(/\W+/g, '-'));
  mkdirSync(project, { recursive: true });
  writeJson(path.join(project, 'package.json'), { private: true });
  writeJson(path.join(project, 'jest.config.json'), config);
  for (const [each, text] of Object.entries(files)) writeFileSync(path.join(project, each), text);
  cpSync(installed, path.join(project, 'node_modules/onem2m-specgen'), { recursive: true });
  if (example !== undefined) {
    cpSync(path.join(installed, 'examples', example), project, { recursive: true });
    await run(project, process.execPath, path.join(installed, 'dist/generator/cli.js'), 'generate');
  }
  const modules = path.join(jest.folder, 'node_modules');
  link(modules, project, ['jest', 'babel-jest', 'ts-jest', 'typescript', '@babel/preset-env', '@types/jest', '@jest/globals']);
  return run(project, process.execPath, ...flags, path.join(modules, 'jest/bin/jest.js'));
}

describe('a project with Jest', () => {
  it.for(cells)('$name', async ({ file, files, ...cell }, { skip }) => {
    const ran = await jestOn({ ...cell, files: { ...files, [file]: test } });
    if ('missing' in ran) return skip(ran.missing);
    expect(ran.stderr).toContain('1 passed, 1 total');
    expect(ran.code).toBe(0);
  });

  it('has the matchers of types of its own, as docs/write-a-resource-type.md says', async ({ skip }) => {
    const page = readFileSync(path.join(root, 'docs/write-a-resource-type.md'), 'utf8');
    const block = (start: string): string => /^```\w+\n([^]*?)^```$/m.exec(page.slice(page.indexOf(start)))![1]!;
    const files = { 'jest.config.json': block('`jest.config.json`'), 'setup.ts': block('Of `setup.ts`'), 'parking.test.ts': block('`parking.test.ts`').replace("'vitest'", "'@jest/globals'") };
    // What the page installs is what is installed here; ts-jest goes with few versions of TypeScript, and so the page says which.
    const named = /npm install --save-dev (jest [^`]*)`/.exec(page)![1]!.split(' ');
    expect(named).toContain(ofJest.find((name) => name.startsWith('typescript@')));
    for (const name of named) expect(ofJest.some((one) => one === name || one.startsWith(`${name}@`)), name).toBe(true);
    const ran = await jestOn({ name: 'own types', files, config: {}, flags: [], example: 'parking-space' });
    if ('missing' in ran) return skip(ran.missing);
    expect(ran.stderr).toContain('Tests:       1 passed, 1 total');
    expect(ran.code).toBe(0);
  });

  it('judges a CSE, one test for each case', async ({ skip }) => {
    await using cse = await startCse();
    const ran = await jestOn({ ...esModules, name: 'judge', files: { 'a.test.mjs': judging(`${cse.url}/cse-in`) } });
    if ('missing' in ran) return skip(ran.missing);
    expect(ran.stderr).toContain('Tests:       2 passed, 2 total');
    expect(ran.code).toBe(0);
  });
});
