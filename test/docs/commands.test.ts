import { cpSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocksOf, pages, root } from './blocks.js';
import type { Project } from './project.js';
import { makeProject } from './project.js';

/** Commands that another test runs, or that would run this one again. */
const elsewhere: ReadonlyMap<string, string> = new Map([
  ['npm install onem2m-specgen', 'test/package installs the tarball'],
  ['npm install --save-dev onem2m-specgen vitest', 'test/package installs the tarball, and Vitest beside it'],
  ['npm ci && npm run generate', '.ci/run, and test/package generates'],
  ['npm ci && npm test', '.ci/run'],
  ['npm start', 'test/runtime runs the example'],
  ['npm run docs', 'test/site builds the site and opens it'],
  ['npm run bench', 'by hand: it measures'],
  ['specgen generate --release 5 --output release-5', 'test/releases: of the whole, only what differs is emitted there'],
]);

/** Pages whose commands hang together have a test of their own. */
const followed: ReadonlySet<string> = new Set(['docs/a-change-request.md', 'docs/serve.md', 'docs/cwmp.md', 'docs/conform.md', 'docs/write-a-resource-type.md', 'docs/own-specification.md']);
const blocks = pages.filter((page) => !followed.has(page)).flatMap(blocksOf).filter(({ language }) => language === 'sh');
const commandsOf = (code: string): readonly string[] => code.split('\n').map((line) => line.replace(/\s+#.*$/, '').trim()).filter((line) => line !== '');

describe('commands of the pages', () => {
  let project: Project;
  beforeAll(() => {
    project = makeProject();
    const document = path.join(project.folder, 'CR-large-fleets.docx');
    // The names that the pages give to what a reader would have.
    for (const name of ['cr.docx', 'TS-0001.docx', 'TS-0004.docx']) cpSync(document, path.join(project.folder, name));
    cpSync(path.join(root, 'examples/software-rename'), project.folder, { recursive: true });
    cpSync(path.join(root, 'test/docs/cr.md'), path.join(project.folder, 'cr.md'));
    expect(project.shell('git add --all\ngit commit --quiet --message Documents')).toEqual({ status: 0, output: '' });
  }, 300_000);
  afterAll(() => project?.remove());

  it.each(blocks.map((block) => [`${block.page}:${block.line}`, block] as const))('%s', (_name, { code }) => {
    for (const command of commandsOf(code)) {
      if (elsewhere.has(command)) continue;
      expect(command).toMatch(/^specgen /);
      const { status, output } = project.shell(command);
      // 1 says that something was found: lint of a document with defects, a breaking change.
      expect([0, 1], `${command}\n${output}`).toContain(status);
    }
    project.shell('git reset --quiet --hard\ngit clean --quiet --force -d');
  }, 300_000);
});
