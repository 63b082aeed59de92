import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { startCse } from '../../runtime/serve/index.js';
import { flagsFor } from '../support/flags.js';
import { built } from '../support/warm/setup.js';
import { warm } from '../support/warm/warm.js';
import { packages } from './from-npm.js';
import { installIn, link, readJson, root, run, writeJson } from './support.js';

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

/** One test for each case of the judge: `/conformance` is of ES modules alone. */
const judging = (url: string): string => `
import { describeConformance } from 'onem2m-specgen/conformance';
await describeConformance({ url: '${url}', only: ['tree.delete', 'notify.update'] });
`;

const ofJest = ['jest@30', 'babel-jest@30', 'ts-jest@29', 'typescript@5.9', '@babel/preset-env@7', '@types/jest@30', '@jest/globals@30'];

/** Where all of them are: one folder has the package and Jest, each cell is a project in it. */
const folder = path.join(path.dirname(inject('project')), 'with-jest');
const jest = await packages('jest-30-globals', ofJest);
const modules = 'missing' in jest ? undefined : path.join(jest.folder, 'node_modules');
if (modules !== undefined) {
  installIn(folder, inject('project'));
  link(modules, folder, ['jest', 'babel-jest', 'ts-jest', 'typescript', '@babel/preset-env', '@types/jest', '@jest/globals']);
}

interface Cell {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly config: object;
  readonly flags: readonly string[];
}
const projectOf = ({ name }: { readonly name: string }): string => path.join(folder, name.replaceAll(/\W+/g, '-'));

/** What Jest says of cells that have the same flags: of each, which of its tests passed, or why not. */
async function jestOn(...cells: readonly Cell[]): Promise<readonly (readonly string[])[]> {
  for (const { files, config, ...cell } of cells) {
    const project = projectOf(cell);
    mkdirSync(project, { recursive: true });
    writeJson(path.join(project, 'package.json'), { private: true });
    writeJson(path.join(project, 'jest.config.json'), config);
    for (const [each, text] of Object.entries(files)) writeFileSync(path.join(project, each), text);
  }
  const report = path.join(folder, 'results.json');
  rmSync(report, { force: true });
  // The last one reads files of its own by their names.
  const { code, stderr } = await run(projectOf(cells.at(-1)!), process.execPath, ...flagsFor(), ...cells[0]!.flags, path.join(modules!, 'jest/bin/jest.js'), '--runInBand', '--json', '--outputFile', report, '--projects', ...cells.map(projectOf));
  const { testResults } = readJson(report) as { testResults: { name: string; message: string; assertionResults: { status: string; failureMessages: string[] }[] }[] };
  const results = cells.map((cell) => testResults.filter(({ name }) => name.startsWith(`${projectOf(cell)}${path.sep}`)).flatMap(({ message, assertionResults }) => (assertionResults.length === 0 ? [message] : assertionResults.flatMap(({ status, failureMessages }) => [status, ...failureMessages]))));
  if (code !== 0) results.push([stderr]);
  return results;
}

/** The example of docs/write-a-resource-type.md, with the matchers that the page makes. */
const page = readFileSync(path.join(root, 'docs/write-a-resource-type.md'), 'utf8');
const block = (start: string): string => /^```\w+\n([^]*?)^```$/m.exec(page.slice(page.indexOf(start)))![1]!;
const ownTypes: Cell = {
  name: 'own types',
  files: { 'setup.ts': block('Of `setup.ts`'), 'parking.test.ts': block('`parking.test.ts`').replace("'vitest'", "'@jest/globals'") },
  config: JSON.parse(block('`jest.config.json`')) as object,
  flags: [],
};

describe.skipIf('missing' in jest)(`projects with Jest${'missing' in jest ? ` (${jest.missing})` : ''}`, () => {
  it(`${cells[0].name}; ${cells[1].name}; and matchers of types of one's own, as docs/write-a-resource-type.md says`, async () => {
    // What the page installs is what is installed here; ts-jest goes with few versions of TypeScript, and so the page says which.
    const named = /npm install --save-dev (jest [^`]*)`/.exec(page)![1]!.split(' ');
    expect(named).toContain(ofJest.find((name) => name.startsWith('typescript@')));
    for (const name of named) expect(ofJest.some((one) => one === name || one.startsWith(`${name}@`)), name).toBe(true);
    cpSync(path.join(root, 'examples/parking-space'), projectOf(ownTypes), { recursive: true });
    expect(await run(projectOf(ownTypes), process.execPath, ...warm(built), 'generate')).toMatchObject({ code: 0 });
    const ofTest = cells.slice(0, 2).map(({ file, files, ...cell }) => ({ ...cell, files: { ...files, [file]: test } }));
    expect(await jestOn(...ofTest, ownTypes)).toEqual([['passed'], ['passed'], ['passed']]);
  });

  it('ES modules; and judges a CSE, one test for each case', async () => {
    await using cse = await startCse();
    const { file, ...cell } = cells[2];
    const judge = { ...cell, name: 'judge', files: { [file]: judging(`${cse.url}/cse-in`) } };
    expect(await jestOn({ ...cell, files: { [file]: test } }, judge)).toEqual([['passed'], ['passed', 'passed']]);
  });
});
