import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { docx, h, p, row, table } from '../support/docx.js';
import { said } from '../support/compilers.js';
import { built } from '../support/warm/setup.js';
import { cool, warm } from '../support/warm/warm.js';
import { nodeOf, nodeVersions } from './from-npm.js';
import { consumerIn, readJson, root, run, strictest, writeJson } from './support.js';

const project = inject('project');
const installed = path.join(project, 'node_modules/onem2m-specgen');
const cli = path.join(installed, 'dist/generator/cli.js');
const manifest = readJson(path.join(root, 'package.json')) as { readonly version: string };

/** What the consumer must have got out of the subpaths, whatever Node it runs on. */
const expected = {
  types: [2, 'STATUS_FILE_TRANSFER_FAILED', expect.any(String), 409, expect.any(Number), 'swn'],
  validators: ['2.0', true, 'onem2m-specgen', ['campaignStatus NP'], true],
  machines: [['activeStatus', 'campaignStatus', 'execStatus', 'installStatus'], 'INITIATED'],
  wire: [
    { vr: '2.0', swn: 'browser', url: 'https://example.com/browser', swtg: ['/cse-in/node-1'], swop: 1 },
    expect.objectContaining({ version: '2.0', URL: 'https://example.com/browser', softwareTargets: ['/cse-in/node-1'] }),
    '2.0',
    '2.0',
    false,
  ],
  runtime: [2001, 2001],
  serve: ['urn:over-http', '/id-in', 1],
  generator: [{ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'integer', minimum: -2147483648, maximum: 2147483647 }, []],
  testing: ['3.0', true, true, 'campaignStatus'],
  json: ['urn:onem2m-specgen:softwareCampaign', ['vr', 'swn', 'url', 'swtg', 'swop'], 'onem2m-specgen', true, 'object'],
};

/** A Change Request about a resource of its own; `labels` says less here than in the specification that is known. */
const title = 'Table 9.6.99-1: Attributes of <gadget> resource';
const rows = [
  ['Attributes of <gadget>', 'Multiplicity', 'RW/RO/WO', 'Description', '<gadgetAnnc> Attributes'],
  ['resourceType', '1', 'RO', 'As everywhere.', 'NA'],
  ['labels', '0..1 (L)', 'RW', 'As everywhere.', 'MA'],
  ['colour', '0..1', 'RW', 'What it looks like.', 'OA'],
];
const markdownRow = (cells: readonly string[]): string => `| ${cells.join(' | ').replace(/</g, '\\<')} |\n`;
const markdownTable = ([header = [], ...body]: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...body].map(markdownRow).join('');
const documents = {
  'changes.docx': docx([
    h(3, '9.6.99\tResource Type gadget'),
    p(title, { style: 'TH' }),
    table(rows.map((cells, i) => row(cells, { header: i === 0 }))),
  ]),
  'changes.md': `### 9.6.99 Resource Type gadget\n\n**${title}**\n\n${markdownTable(rows)}`,
};

describe('the installed package', () => {
  const sources = consumerIn(project, 'run');
  const little = path.join(project, 'little');

  beforeAll(async () => {
    for (const [name, content] of Object.entries(documents)) writeFileSync(path.join(project, name), content);
    cpSync(path.join(installed, 'xsd/tables/documents.json'), path.join(little, 'tables/documents.json'));
    writeJson(path.join(sources, 'tsconfig.json'), { compilerOptions: { ...strictest, module: 'nodenext' }, include: ['src'] });
    expect(await said('ts7', sources)).toBe('');
  });

  describe.each(nodeVersions)('under Node %s', (version) => {
    // Node that runs the tests has the same program, of dist/, kept for all of them.
    const specgen = (node: string, ...args: readonly string[]) => run(project, process.execPath, ...warm(node === process.execPath ? built : cli, node), ...args);
    afterAll(async () => {
      const node = await nodeOf(version);
      if ('program' in node) cool(cli, node.program);
    });

    it('gives what each subpath is for', async ({ skip }) => {
      const node = await nodeOf(version);
      if ('missing' in node) return skip(node.missing);
      const { stdout, stderr, code } = await run(sources, node.program, 'out/main.js');
      expect(stderr.replace(/^\(.*(ExperimentalWarning|--trace-warnings).*\n/gm, '')).toBe('');
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toEqual(expected);
    });

    it('is there for CommonJS', async ({ skip }) => {
      const node = await nodeOf(version);
      if ('missing' in node) return skip(node.missing);
      const program = `
        const { CampaignStatus } = require('onem2m-specgen');
        const { create } = require('onem2m-specgen/validators/node');
        const { encode } = require('onem2m-specgen/wire');
        const { toBeValid, build } = require('onem2m-specgen/testing');
        const { createHostingCse } = require('onem2m-specgen/runtime');
        const { campaignStatusMachine } = require('onem2m-specgen/machines');
        const request = { op: 'create', to: 'cse-in', fr: 'CAdmin', rqi: '1', ty: 'container', pc: {} };
        createHostingCse().request(request).then(({ rsc }) =>
          console.log(CampaignStatus.PENDING, create.is({ nodeID: 'urn:n' }), encode('node', { nodeID: 'urn:n' }).ni, toBeValid(build.node(), 'node').pass, campaignStatusMachine.name, rsc));
      `;
      const outcome = await run(sources, node.program, '--no-warnings', '--input-type=commonjs', '--eval', program);
      expect(outcome).toEqual({ code: 0, stdout: '2 true urn:n true campaignStatus 2001\n', stderr: '' });
    });

    it('runs specgen: generates what the repository has, checks it, explains', async ({ skip }) => {
      const node = await nodeOf(version);
      if ('missing' in node) return skip(node.missing);
      const input = path.join(installed, 'xsd');
      expect(await run(project, node.program, cli, '--version')).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });

      const explained = await specgen(node.program, 'explain', '--input', input, 'campaignStatus.PENDING.enable');
      expect(explained).toMatchObject({ code: 0, stdout: expect.stringContaining('INITIATED') as string });
      const output = path.join(project, `generated-${version}`);
      // Little is written and checked by all; the whole is written by the oldest, and compared by the newest with what the repository has.
      expect(await specgen(node.program, 'generate', '--input', little, '--output', output)).toMatchObject({ code: 0 });
      expect(await specgen(node.program, 'check', '--input', little, '--output', output)).toMatchObject({ code: 0 });
      writeFileSync(path.join(output, 'index.ts'), 'export const edited = true;\n');
      expect(await specgen(node.program, 'check', '--input', little, '--output', output)).toMatchObject({ code: 1 });
      if (version === nodeVersions[0]) {
        expect(await specgen(node.program, 'generate', '--input', input, '--output', output)).toMatchObject({ code: 0 });
        expect(filesOf(output)).toEqual(filesOf(path.join(root, 'generated')));
      } else if (version === nodeVersions.at(-1)) {
        const all = filesOf(path.join(root, 'generated')).size;
        expect(await specgen(node.program, 'check', '--input', input, '--output', path.join(root, 'generated'))).toMatchObject({ code: 0, stdout: expect.stringMatching(`up to date: ${all} files`) as string });
      } else return;
      expect(await specgen(node.program, 'diff', input, input)).toMatchObject({ code: 0 });
    });

    it('runs specgen: imports Word and Markdown, knowing the specification that it brings', async ({ skip }) => {
      const node = await nodeOf(version);
      if ('missing' in node) return skip(node.missing);
      for (const document of ['changes.docx', 'changes.md']) {
        const into = path.join(project, `imported-${version}-${document}`);
        expect(await specgen(node.program, 'import', path.join(project, document), '--into', into)).toMatchObject({ code: 0 });
        expect(attributesIn(into)).toEqual(['resourceType', 'labels', 'colour']);
      }
    });
  });

  it('has its program in the path of the project', async () => {
    expect(await run(project, 'npx', '--no-install', 'specgen', '--version')).toMatchObject({ code: 0, stdout: `${manifest.version}\n` });
    expect(await run(project, 'npx', '--no-install', 'onem2m-specgen', 'serve', '--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('specgen serve') as string });
  });
});

/** Path → content, without the cache. */
function filesOf(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const ofOutput = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
  const files = ofOutput.map((entry) => path.join(entry.parentPath, entry.name));
  return new Map(files.sort().map((file) => [path.relative(folder, file), readFileSync(file, 'utf8')]));
}

function attributesIn(folder: string): string[] {
  const { attributes } = readJson(path.join(folder, 'tables/resources/gadget.json')) as { attributes: { name: string }[] };
  return attributes.map(({ name }) => name);
}
