import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './blocks.js';
import type { Project } from './project.js';

/** Whether a page of curl can be followed here. */
export const hasCurl = spawnSync('curl', ['--version']).status === 0;

/**
 * A folder in which a page's commands run, against the `serve` that the first of them, `start`, starts. It is at ports that are free, and
 * looks as at those that the page names.
 */
export async function servedProject(start: string, args: readonly string[] = [], alike: (output: string) => string = (output) => output): Promise<Project> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'onem2m-serve-'));
  const { cse, port, cwmpPort } = await served(folder, args);
  const ports: readonly (readonly [string, string])[] = [[':8080', `:${port}`], ...(cwmpPort === undefined ? [] : [[':7547', `:${cwmpPort}`] as const])];
  const real = (text: string) => ports.reduce((changed, [printed, at]) => changed.replaceAll(printed, at), text);
  const printed = (text: string) => ports.reduce((changed, [name, at]) => changed.replaceAll(at, name), text);
  return {
    folder,
    shell(commands) {
      if (commands === start) return { status: 0, output: '' };
      const { status, stdout } = spawnSync('sh', ['-e', '-c', `exec 2>&1\n${real(commands)}`], { cwd: folder, encoding: 'utf8', timeout: 60_000 });
      return { status, output: alike(printed(stdout)) };
    },
    remove() {
      cse.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `specgen serve` in a process of its own, at ports that it has found, which is what it prints. */
export async function served(folder: string, args: readonly string[] = []): Promise<{ readonly cse: ChildProcess; readonly port: string; readonly cwmpPort: string | undefined }> {
  const cse = spawn(process.execPath, [path.join(root, 'dist/generator/cli.js'), 'serve', '--port', '0', ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  const port = await new Promise<string>((resolve, reject) => {
    cse.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      const found = /^curl .*http:\/\/127\.0\.0\.1:(\d+)\/cse-in$/m.exec(output);
      if (found !== null) resolve(found[1]!);
    });
    cse.on('exit', () => reject(new Error(output)));
  });
  return { cse, port, cwmpPort: /CPEs: +http:\/\/127\.0\.0\.1:(\d+)\//.exec(output)?.[1] };
}
