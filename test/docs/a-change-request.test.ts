import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleChangeRequest } from '../support/example-change-request.js';
import { root } from './blocks.js';
import type { Project } from './project.js';
import { makeProject } from './project.js';

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

const example = path.join(root, 'examples/change-request');
let project: Project;
beforeAll(() => {
  project = makeProject();
}, 120_000);
afterAll(() => project?.remove());

describe('a Change Request, from Word to release', () => {
  it('starts from the example document', () => {
    expect(Buffer.compare(readFileSync(path.join(example, 'CR-large-fleets.docx')), exampleChangeRequest())).toBe(0);
  });

  it.each(steps.map((step) => [step.line, step] as const))('line %i', (_line, { commands, shown }) => {
    const { status, output } = project.shell(commands);
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
