import path from 'node:path';
import type { Context, Settings, World } from '../../generator/cli/context.js';
import { analyse, compile } from '../../generator/pipeline.js';
import { realFileSystem } from '../../generator/write/file-system.js';

interface Given {
  readonly flags?: Readonly<Record<string, string | true>>;
  readonly settings?: Partial<Settings>;
  readonly world?: Partial<World>;
}

/** What a command is given that runs in a folder, on the compiler itself, without a process of its own; and what it has said so far. */
export function commandIn(cwd: string, operands: readonly string[], { flags = {}, settings = {}, world = {} }: Given = {}): { readonly context: Context; readonly said: { readonly out: string; readonly err: string } } {
  const said = { out: '', err: '' };
  const context: Context = {
    cwd,
    env: {},
    stdout: { write: (text) => (said.out += text) },
    stderr: { write: (text) => (said.err += text) },
    files: realFileSystem,
    compiler: {
      compile,
      analyse: async (sources, overrides) => {
        const { model, diagnostics } = analyse(sources, overrides);
        return { model, diagnostics: diagnostics.list() };
      },
      version: async () => '1.2.3',
      build: async () => 'build',
    },
    interrupted: () => new AbortController().signal,
    watchFolder: async () => ({ close: async () => undefined }),
    lock: { patience: 0 },
    operand: operands.join(' '),
    operands,
    flags: new Map(Object.entries(flags)),
    progress: () => undefined,
    ...world,
    settings: { input: path.join(cwd, 'xsd'), output: path.join(cwd, 'generated'), format: 'text', overrides: {}, ...settings },
  };
  return { context, said };
}
