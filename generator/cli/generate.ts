import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import { plural } from '../diagnostics/render.js';
import type { OutputFile } from '../emit/output.js';
import type { SchemaSet } from '../model/components.js';
import type { Input } from '../read/load.js';
import type { CacheKey } from '../write/cache.js';
import { readCache, writeCache } from '../write/cache.js';
import { writeCodes } from '../write/codes.js';
import { isSystemError } from '../write/file-system.js';
import type { Plan } from '../write/plan.js';
import type { ReadCounts } from './compilation.js';
import { compileInput, describeRead, hasErrors, loadInput, rejected } from './compilation.js';
import type { Context, Report } from './context.js';
import { ExitCode } from './context.js';
import { foldersOf, relocate, shownFolder } from './report.js';

export interface Written {
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly removed: number;
}

/** A report of `generate`, with what `watch` wants to know besides. */
export interface GenerateReport extends Report {
  readonly written?: Written;
  /** Which documents each document includes; absent when nothing was compiled. */
  readonly references?: SchemaSet['references'];
}

/** `specgen generate`: input folder → output folder, or nothing written at all. */
export async function run(context: Context): Promise<GenerateReport> {
  const { settings, files, compiler } = context;
  const input = await loadInput(context);
  if (hasErrors(input.diagnostics)) return rejected(context, input.diagnostics, input);

  const key: CacheKey = [await compiler.build(), input.hash, JSON.stringify([settings.overrides, settings.bind ?? false])];
  const cached = await readCache(settings.output, key, files).catch(() => undefined);
  if (cached !== undefined) {
    const { run: last, files: unchanged } = cached;
    return report(context, last.diagnostics, input, last.read, { new: 0, changed: 0, unchanged, removed: 0 });
  }

  const compiled = await compileInput(context, input);
  const { references } = compiled.model.components;
  if (hasErrors(compiled.diagnostics)) return { ...rejected(context, compiled.diagnostics, input), references };

  context.progress('writing');
  const { plan, diagnostics } = await writeOutput(context, compiled.files);
  if (hasErrors(diagnostics)) return { ...rejected(context, [...compiled.diagnostics, ...diagnostics], input), references };
  await writeCache(settings.output, key, compiled.files.at(-1)!.text, { diagnostics: compiled.diagnostics, read: compiled.read }, files);
  const count = (state: string): number => plan.files.filter((file) => file.state === state).length;
  const written = { new: count('new'), changed: count('changed'), unchanged: count('unchanged'), removed: plan.removed.length };
  return { ...report(context, [...compiled.diagnostics, ...diagnostics], input, compiled.read, written), references };
}

/** Plans first, and takes the lock only when there is something to do: a folder that is up to date may be read-only. */
async function writeOutput(context: Context, outputs: readonly OutputFile[]): Promise<{ readonly plan: Plan; readonly diagnostics: readonly Diagnostic[] }> {
  const { files, settings, lock } = context;
  const { output } = settings;
  const [{ planOutput }, { applyPlan }, { LockedError, withLock }] = await Promise.all([
    import('../write/plan.js'),
    import('../write/apply.js'),
    import('../write/lock.js'),
  ]);
  const diagnostics = new Diagnostics();
  const nothing: Plan = { files: [], removed: [] };
  const isDone = (plan: Plan): boolean => plan.removed.length === 0 && plan.files.every((file) => file.state === 'unchanged');
  try {
    const first = await planOutput(output, outputs, files, diagnostics);
    if (diagnostics.hasErrors || isDone(first)) return { plan: first, diagnostics: diagnostics.list() };
    // Compiling may be cut off anywhere; what is being written is undone first.
    const interrupted = context.interrupted();
    const created = await files.mkdir(output, { recursive: true });
    try {
      const plan = await withLock(
        output,
        files,
        async () => {
          const current = await planOutput(output, outputs, files, diagnostics);
          if (!diagnostics.hasErrors) await applyPlan(output, current, files, interrupted);
          return current;
        },
        lock,
      );
      return { plan, diagnostics: diagnostics.list() };
    } catch (error) {
      if (created !== undefined) await files.rmdir(output).catch(() => undefined);
      throw error;
    }
  } catch (error) {
    if (error instanceof LockedError) {
      const lockFile = shownFolder(error.place, context.cwd);
      diagnostics.report(writeCodes, 'OUTPUT_LOCKED', error.message, undefined, `try again when it is done; if there is no such run, remove ${lockFile}`);
    } else if (isSystemError(error)) {
      const hint = hints.get(error.code);
      diagnostics.report(writeCodes, 'OUTPUT_WRITE', `the output could not be written and is as it was: ${error.message}`, undefined, hint);
    } else if (error instanceof Error && error.name === 'AbortError') {
      diagnostics.report(writeCodes, 'OUTPUT_WRITE', 'interrupted; the output is as it was');
    } else throw error;
    return { plan: nothing, diagnostics: diagnostics.list() };
  }
}

const hints: ReadonlyMap<string, string> = new Map([
  ['ENOSPC', 'the disk is full: free some space and run again'],
  ['EDQUOT', 'the disk quota is used up: free some space and run again'],
  ['EACCES', 'check who may write to the output folder'],
  ['EPERM', 'check who may write to the output folder'],
  ['EROFS', 'the file system is read-only: name another folder with --output DIR'],
]);

function report(context: Context, diagnostics: readonly Diagnostic[], input: Input, read: ReadCounts, written: Written): GenerateReport {
  const { settings, cwd } = context;
  const folder = shownFolder(settings.input, cwd) || '.';
  const output = shownFolder(settings.output, cwd) || '.';
  return {
    exitCode: ExitCode.clean,
    ...relocate(diagnostics, input.sources, foldersOf(settings, input), cwd),
    text: [`read ${folder}: ${describeRead(read)}`, `wrote ${output}: ${describeWritten(written)}`],
    data: { input: folder, output, read, written },
    written,
  };
}

export function describeWritten(written: Written): string {
  const { unchanged } = written;
  if (written.new + written.changed + written.removed === 0) return `nothing changed (${plural(unchanged, 'file')})`;
  return `${written.new} new, ${written.changed} changed, ${unchanged} unchanged, ${written.removed} removed`;
}
