import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleChangeRequest } from '../support/example-change-request.js';
import { root } from './blocks.js';

/**
 * `docs/a-change-request.md` as an editor follows it: every command, in order, in one project; what the page shows below a
 * command is what the command prints. `SPECGEN_WRITE_PAGES=1` writes what is printed into the page.
 */
const page = path.join(root, 'docs/a-change-request.md');
const text = readFileSync(page, 'utf8');

/** A block of commands and, where the page shows it, what they print. */
const steps = [...text.matchAll(/^```sh\n([^]*?)^```\n(?:\n```text\n([^]*?)```)?/gm)].map((match) => ({
  line: text.slice(0, match.index).split('\n').length,
  commands: match[1]!,
  shown: match[2],
}));

let project: string;
const example = path.join(root, 'examples/change-request');

function shell(commands: string): { readonly status: number | null; readonly output: string } {
  const env = { ...process.env, NO_COLOR: '1', GIT_CONFIG_GLOBAL: path.join(project, '.gitconfig'), GIT_CONFIG_NOSYSTEM: '1', npm_config_update_notifier: 'false', npm_config_loglevel: 'silent' };
  const { status, stdout } = spawnSync('sh', ['-e', '-c', `exec 2>&1\n${commands}`], { cwd: project, encoding: 'utf8', env });
  return { status, output: stdout };
}

beforeAll(() => {
  project = mkdtempSync(path.join(os.tmpdir(), 'specgen-page-'));
  cpSync(path.join(root, 'xsd'), path.join(project, 'xsd'), { recursive: true });
  for (const file of ['CR-large-fleets.docx', 'campaign.ts']) cpSync(path.join(example, file), path.join(project, file));
  const write = (file: string, content: string): void => writeFileSync(path.join(project, file), content);
  write('package.json', JSON.stringify({ name: 'editor', version: '0.1.0', type: 'module', private: true }));
  write('tsconfig.json', JSON.stringify({ compilerOptions: { module: 'nodenext', target: 'es2022', strict: true, noEmit: true, types: [] }, files: ['campaign.ts'] }));
  write('.gitignore', 'node_modules\n.gitconfig\n.specgen-*\n');
  write('.gitconfig', '[user]\n  name = Editor\n  email = editor@example.org\n[init]\n  defaultBranch = main\n');
  // What `npm install` would have put there.
  mkdirSync(path.join(project, 'node_modules/.bin'), { recursive: true });
  symlinkSync(root, path.join(project, 'node_modules/onem2m-specgen'));
  for (const [name, target] of [['specgen', 'dist/generator/cli.js'], ['tsc', 'node_modules/typescript/bin/tsc']] as const) {
    const file = path.join(project, 'node_modules/.bin', name);
    writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${path.join(root, target)}" "$@"\n`);
    chmodSync(file, 0o755);
  }
  const setUp = shell('npx specgen generate --format json > /dev/null\ngit init --quiet\ngit add --all\ngit commit --quiet --message Start\nnpx tsc');
  expect(setUp).toEqual({ status: 0, output: '' });
}, 120_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

describe('a Change Request, from Word to release', () => {
  it('starts from the example document', () => {
    expect(Buffer.compare(readFileSync(path.join(example, 'CR-large-fleets.docx')), exampleChangeRequest())).toBe(0);
  });

  it.each(steps.map((step) => [step.line, step] as const))('line %i', (_line, { commands, shown }) => {
    const { status, output } = shell(commands);
    expect(status, output).toBe(0);
    if (process.env['SPECGEN_WRITE_PAGES'] === '1') outputs.push(output);
    else if (shown !== undefined) expect(output.trimEnd()).toBe(shown.trimEnd());
  }, 60_000);

  const outputs: string[] = [];
  afterAll(() => {
    if (process.env['SPECGEN_WRITE_PAGES'] !== '1') return;
    let index = 0;
    const filled = text.replaceAll(/^(```sh\n[^]*?^```\n)(\n```text\n)?(?:(?<=```text\n)[^]*?```)?/gm, (_all, block: string, fence?: string) => {
      const output = outputs[index++] ?? '';
      return fence === undefined ? block : `${block}${fence}${output.trimEnd()}\n\`\`\``;
    });
    writeFileSync(page, filled);
  });
});
