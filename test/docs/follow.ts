import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, it } from 'vitest';
import { expect } from 'vitest';
import { root } from './blocks.js';
import type { Project } from './project.js';
import { makeProject } from './project.js';

/**
 * A page as a reader follows it: every command, in order, in one project; what the page shows below a command is what the
 * command prints. `SPECGEN_WRITE_PAGES=1` writes what is printed into the page.
 */
export function followPage(file: string, prepare: (project: Project) => void = () => undefined, make: () => Project = makeProject): void {
  const page = path.join(root, file);
  const text = readFileSync(page, 'utf8');
  /** A block of commands and, where the page shows it, what they print. */
  const steps = [...text.matchAll(/^```sh\n([^]*?)^```\n(?:\n```text\n([^]*?)```)?/gm)].map((match) => ({
    line: text.slice(0, match.index).split('\n').length,
    commands: match[1]!,
    shown: match[2],
  }));
  let project: Project;
  const outputs: string[] = [];
  beforeAll(() => {
    project = make();
    prepare(project);
  }, 300_000);

  it.each(steps.map((step) => [step.line, step] as const))('line %i', (_line, { commands, shown }) => {
    const { status, output } = project.shell(commands);
    expect(status, output).toBe(0);
    if (process.env['SPECGEN_WRITE_PAGES'] === '1') outputs.push(output);
    else if (shown !== undefined) expect(output.trimEnd()).toBe(shown.trimEnd());
  }, 300_000);

  afterAll(() => {
    project?.remove();
    if (process.env['SPECGEN_WRITE_PAGES'] !== '1') return;
    let index = 0;
    const filled = text.replaceAll(/^(```sh\n[^]*?^```\n)(\n```text\n)?(?:(?<=```text\n)[^]*?```)?/gm, (_all, block: string, fence?: string) => {
      const output = outputs[index++] ?? '';
      return fence === undefined ? block : `${block}${fence}${output.trimEnd()}\n\`\`\``;
    });
    writeFileSync(page, filled);
  }, 300_000);
}
