import { realFileSystem } from '../write/file-system.js';
import type { World } from './context.js';
import { runGit } from './git.js';

/** The process that we run in. The compiler is imported when it is first needed. */
export function processWorld(): World {
  // `specgen … | head` closes the pipe early; that is no error of ours.
  process.stdout.on('error', ignoreClosedPipe);
  process.stderr.on('error', ignoreClosedPipe);
  let interrupted: AbortSignal | undefined;
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    files: realFileSystem,
    git: runGit,
    compiler: {
      compile: async (sources, overrides) => (await import('../pipeline.js')).compile(sources, overrides),
      analyse: async (sources, overrides) => {
        const { model, diagnostics } = (await import('../pipeline.js')).analyse(sources, overrides);
        return { model, diagnostics: diagnostics.list() };
      },
      version: async () => (await import('./build.js')).version(),
      build: async () => (await import('./build.js')).buildHash(),
    },
    interrupted: () => (interrupted ??= onSignal()),
    watchFolder: async (folder, matters, changed) => {
      const { watch } = await import('chokidar');
      const watcher = watch(folder, { ignoreInitial: true, followSymlinks: false, ignored: (file, stats) => stats?.isFile() === true && !matters(file) });
      watcher.on('all', (event, file) => {
        if ((event === 'add' || event === 'change' || event === 'unlink') && matters(file)) changed(file);
      });
      // A folder that cannot be watched is reported by the run that fails to read it.
      watcher.on('error', () => undefined);
      await new Promise<void>((resolve) => void watcher.once('ready', resolve));
      return watcher;
    },
  };
}

/** Aborted by the first signal that wants us to end; a second one ends the process the usual way. */
function onSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  if (process.env['npm_lifecycle_event'] === 'npx' && process.env['npm_lifecycle_script']?.includes('specgen') === true) whenParentIsGone(() => controller.abort());
  return controller.signal;
}

/** Who has started us, looked up as early as can be. */
const parent = process.ppid;

/** What ends `npx` ends the shell that it started us with, and no shell hands that on: that it is gone is all that we hear of it. */
function whenParentIsGone(end: () => void): void {
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    end();
  }, 200).unref();
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
