import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { exampleChangeRequest } from '../support/example-change-request.js';
import { root } from './blocks.js';
import { followPage } from './follow.js';
import type { Project } from './project.js';
import { emptyProject } from './project.js';

const page = 'docs/a-change-request.md';

/** What the first block of the page, which no other command runs, makes of an empty folder; what it installs is there. */
function editor(): Project {
  const project = emptyProject();
  rmSync(path.join(project.folder, 'package.json'));
  const commands = [.../^```console\n([^]*?)^```$/m.exec(readFileSync(path.join(root, page), 'utf8'))![1]!.matchAll(/git init|npm init --yes|npm pkg set .*/g)];
  expect(commands.length).toBe(3);
  expect(project.shell(commands.join('\n')).status).toBe(0);
  return project;
}

describe('a Change Request, from Word to release', () => {
  it('starts from the example document', () => {
    expect(Buffer.compare(readFileSync(path.join(root, 'examples/change-request/CR-large-fleets.docx')), exampleChangeRequest())).toBe(0);
  });

  followPage(page, undefined, editor);
});
