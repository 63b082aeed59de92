import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { run as check } from '../../generator/cli/check.js';
import type { Context, ExitCode, Format, Run, Settings, World } from '../../generator/cli/context.js';
import { run as generate } from '../../generator/cli/generate.js';
import { present } from '../../generator/cli/report.js';
import { realFileSystem } from '../../generator/write/file-system.js';
import { toyCompile } from './toy.js';

export interface Bench {
  readonly folder: string;
  /** How often the compiler ran. */
  readonly compilations: () => number;
  write(files: Readonly<Record<string, string | Uint8Array>>): void;
  /** Every file below `folder`, path → text; hidden ones (cache, lock, temporary) only when asked for. */
  read(folder?: string, hidden?: boolean): Record<string, string>;
  mtimes(folder: string): Record<string, number>;
  run(command: 'generate' | 'check', options?: { world?: Partial<World>; settings?: Partial<Settings>; format?: Format }): Promise<{ exitCode: ExitCode; out: string; err: string }>;
}

const commands: Readonly<Record<'generate' | 'check', Run>> = { generate, check };

/** A temporary folder with an input `xsd/` and what runs the commands on it, without a process. */
export function bench(input: Readonly<Record<string, string | Uint8Array>> = {}): Bench {
  const folder = mkdtempSync(path.join(tmpdir(), 'specgen-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  let compilations = 0;
  const write: Bench['write'] = (files) => {
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), content);
    }
  };
  const list = (below: string, hidden: boolean): string[] => {
    try {
      return readdirSync(path.join(folder, below), { recursive: true, withFileTypes: true })
        .filter((e) => e.isFile() && (hidden || !e.name.startsWith('.')))
        .map((e) => path.relative(path.join(folder, below), path.join(e.parentPath, e.name)))
        .sort();
    } catch {
      return [];
    }
  };
  write(Object.fromEntries(Object.entries(input).map(([file, text]) => [`xsd/${file}`, text])));
  return {
    folder,
    compilations: () => compilations,
    write,
    read: (below = 'generated', hidden = false) => Object.fromEntries(list(below, hidden).map((f) => [f, readFileSync(path.join(folder, below, f), 'utf8')])),
    mtimes: (below) => Object.fromEntries(list(below, true).map((f) => [f, statSync(path.join(folder, below, f)).mtimeMs])),
    run: async (command, { world = {}, settings = {}, format = 'text' } = {}) => {
      let [out, err] = ['', ''];
      const context: Context = {
        cwd: folder,
        env: {},
        stdout: { write: (text) => (out += text) },
        stderr: { write: (text) => (err += text) },
        files: realFileSystem,
        compiler: {
          compile: (...args) => (compilations++, toyCompile(...args)),
          analyse: toyCompile,
          version: async () => '1.2.3',
          build: async () => 'build',
        },
        interrupted: () => new AbortController().signal,
        watchFolder: async () => ({ close: async () => undefined }),
        lock: { patience: 0 },
        operand: '',
        progress: () => undefined,
        ...world,
        settings: { input: path.join(folder, 'xsd'), output: path.join(folder, 'generated'), format, overrides: {}, ...settings },
      };
      const report = await commands[command](context);
      const exitCode = typeof report === 'number' ? report : present(report, command, context.settings.format, context);
      return { exitCode, out, err };
    },
  };
}
