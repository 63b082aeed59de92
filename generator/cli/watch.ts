import path from 'node:path';
import { plural } from '../diagnostics/render.js';
import { printable } from '../diagnostics/render-safe.js';
import type { SchemaSet } from '../model/components.js';
import { byCodepoint } from '../model/names.js';
import { contains } from '../write/paths.js';
import type { Context } from './context.js';
import { ExitCode } from './context.js';
import { describeWritten, run as generate } from './generate.js';
import { present, shownFolder } from './report.js';
import { schedule } from './schedule.js';

const delay = 150;

/** `specgen watch`: generates, and again after every change that matters, until the user interrupts. */
export async function run(context: Context): Promise<ExitCode> {
  const { settings, cwd, watchFolder, timers, stdout } = context;
  const interrupted = context.interrupted();
  let references: SchemaSet['references'] = new Map();

  /** One run and its line; nothing that goes wrong in it ends the watch. */
  const generateOnce = async (changed: ReadonlySet<string>): Promise<ExitCode> => {
    try {
      const report = await generate(context);
      context.progress('');
      references = report.references ?? references;
      const outcome = report.written === undefined ? 'nothing written' : describeWritten(report.written);
      // One line a run, if all is well: notes would say the same every time.
      const diagnostics = report.diagnostics.filter((d) => d.severity !== 'note');
      return present({ ...report, diagnostics, text: [`${describeChange(changed, references)}: ${outcome}`] }, 'watch', settings.format, context);
    } catch (error) {
      context.progress('');
      context.stderr.write(`specgen: internal error: ${printable(error instanceof Error ? error.message : String(error))}\n`);
      return ExitCode.internal;
    }
  };

  const folderExists = await context.files.stat(settings.input).then((stat) => stat.isDirectory(), () => false);
  const first = await generateOnce(new Set());
  if (!folderExists) return first;

  const runs = schedule<string>(async (changed) => void (await generateOnce(changed)), delay, timers);
  const watcher = await watchFolder(
    settings.input,
    (file) => !contains(settings.output, file) && matters(path.relative(settings.input, file)),
    (file) => runs.trigger(path.relative(settings.input, file).split(path.sep).join('/')),
  );
  if (settings.format === 'text') stdout.write(`watching ${shownFolder(settings.input, cwd) || '.'}; Ctrl-C ends\n`);
  await new Promise<void>((resolve) => {
    if (interrupted.aborted) resolve();
    interrupted.addEventListener('abort', () => resolve(), { once: true });
  });
  await watcher.close();
  await runs.stop();
  return ExitCode.clean;
}

/** Files that the compiler reads; editors' backups, hidden files and whatever else lies there do not matter. */
export const matters = (file: string): boolean => /\.(xsd|json)$/.test(file) && !file.split(path.sep).some((segment) => segment.startsWith('.') || segment === 'node_modules');

/** `start`, or what changed, with how many documents read it through includes and imports. */
export function describeChange(changed: ReadonlySet<string>, references: SchemaSet['references']): string {
  if (changed.size === 0) return 'start';
  const files = [...changed].sort(byCodepoint);
  const readers = readersOf(files, references).size;
  const names = files.slice(0, 3).map(printable).join(', ') + (files.length > 3 ? ` and ${files.length - 3} more` : '');
  return names + (readers > 0 ? ` (read by ${plural(readers, 'other document')})` : '');
}

/** The documents that include or import one of `files`, directly or through others, cycles or not. */
export function readersOf(files: readonly string[], references: SchemaSet['references']): ReadonlySet<string> {
  const reached = new Set(files);
  for (let grown = true; grown; ) {
    const before = reached.size;
    for (const [document, targets] of references) if (targets.some((target) => reached.has(target))) reached.add(document);
    grown = reached.size > before;
  }
  for (const file of files) reached.delete(file);
  return reached;
}
