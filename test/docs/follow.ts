import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from './blocks.js';
import type { Project } from './project.js';
import { makeProject } from './project.js';

interface Step {
  readonly line: number;
  readonly take: (project: Project) => void;
}

/**
 * A page as a reader follows it: every command, in order, in one project; what the page shows below a command is what the
 * command prints. A block of JSON or TypeScript below a line that ends with the name of a file is typed into that file.
 * `SPECGEN_WRITE_PAGES=1` writes what is printed into the page.
 */
export function followPage(file: string, prepare: (project: Project) => void = () => undefined, make: () => Project | Promise<Project> = makeProject): void {
  const page = path.join(root, file);
  const text = readFileSync(page, 'utf8');
  const outputs: string[] = [];
  const run = (commands: string, shown: string | undefined) => (project: Project): void => {
    const { status, output } = project.shell(commands);
    expect(status, output).toBe(0);
    if (process.env['SPECGEN_WRITE_PAGES'] === '1') outputs.push(output);
    else if (shown !== undefined) expect(output.trimEnd()).toBe(shown.trimEnd());
  };
  const type = (name: string, content: string) => (project: Project): void => writeFileSync(path.join(project.folder, name), content);
  const steps = [...text.matchAll(/^```sh\n([^]*?)^```\n(?:\n```text\n([^]*?)```)?|`([\w./-]+\.(json|ts))`:\n\n```\4\n([^]*?)^```$/gm)].map((match): Step => {
    const [, commands, shown, name, , content] = match;
    return { line: text.slice(0, match.index).split('\n').length, take: commands === undefined ? type(name!, content!) : run(commands, shown) };
  });
  let project: Project;
  beforeAll(async () => {
    project = await make();
    prepare(project);
  }, 300_000);

  it.each(steps.map(({ line, take }) => [line, take] as const))('line %i', (_line, take) => take(project), 300_000);

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
