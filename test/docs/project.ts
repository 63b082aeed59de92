import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { warm } from '../support/warm/warm.js';
import { root } from './blocks.js';

/** A folder with the package and a shell; what is in it otherwise, whoever makes it says. */
export interface Project {
  readonly folder: string;
  /** Commands for `sh`, which stops at the first that fails; output and errors in the order in which they came. */
  readonly shell: (commands: string) => { readonly status: number | null; readonly output: string };
  readonly remove: () => void;
}

/** An empty project that has installed the package. */
export function emptyProject(): Project {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'specgen-page-'));
  const bin = path.join(folder, 'node_modules/.bin');
  const env = {
    ...process.env,
    NO_COLOR: '1',
    // The compiler in Go ends before what it collects would be worth it.
    GOGC: 'off',
    PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}`,
    GIT_CONFIG_GLOBAL: path.join(folder, '.gitconfig'),
    GIT_CONFIG_NOSYSTEM: '1',
    npm_config_loglevel: 'silent',
  };
  const project: Project = {
    folder,
    shell: (commands) => {
      const { status, stdout } = spawnSync('sh', ['-e', '-c', `exec 2>&1\n${commands}`], { cwd: folder, encoding: 'utf8', env });
      return { status, output: stdout };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };

  writeFileSync(path.join(folder, '.gitconfig'), '[user]\n  name = Editor\n  email = editor@example.org\n[init]\n  defaultBranch = main\n');
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'project', version: '0.1.0', type: 'module', private: true }));
  // What `npm install` would have put there.
  mkdirSync(bin, { recursive: true });
  symlinkSync(root, path.join(folder, 'node_modules/onem2m-specgen'));
  const programs = {
    specgen: [process.execPath, ...warm(path.join(root, 'dist/generator/cli.js'))],
    // The one in Go takes a fifth of the time; the same files are compiled by each that we claim in test/package/compile.
    tsc: [process.execPath, path.join(root, 'node_modules/ts7/bin/tsc')],
    // npm's own takes a second to find what stands beside it.
    npx: [],
  };
  for (const [name, command] of Object.entries(programs)) addProgram(project, name, command);
  return project;
}

/** A program in the path of the project, in the place of the one that has the name. */
export function addProgram({ folder }: Project, name: string, command: readonly string[]): void {
  const file = path.join(folder, 'node_modules/.bin', name);
  writeFileSync(file, `#!/bin/sh\nexec ${command.map((word) => `"${word}" `).join('')}"$@"\n`);
  chmodSync(file, 0o755);
}

/** An editor's project: definitions, what is generated from them, a program that uses it, and a Change Request; in git. */
export function makeProject(): Project {
  const project = emptyProject();
  const { folder } = project;
  cpSync(path.join(root, 'xsd'), path.join(folder, 'xsd'), { recursive: true });
  // What `specgen generate` would write, as test/cli holds; to do it for every page takes a minute.
  cpSync(path.join(root, 'generated'), path.join(folder, 'generated'), { recursive: true, filter: (file) => !path.basename(file).startsWith('.specgen-') });
  cpSync(path.join(root, 'examples/change-request'), folder, { recursive: true });
  writeFileSync(path.join(folder, '.gitignore'), 'node_modules\n.gitconfig\n.specgen-*\n');
  const { status, output } = project.shell('git init --quiet\ngit add --all\ngit commit --quiet --message Start');
  if (status !== 0 || output !== '') throw new Error(`the project cannot be set up:\n${output}`);
  return project;
}
