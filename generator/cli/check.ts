import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import { clip, printable } from '../diagnostics/render-safe.js';
import { painter } from '../diagnostics/render-text.js';
import { plural } from '../diagnostics/render.js';
import { contains } from '../write/paths.js';
import type { PlannedFile } from '../write/plan.js';
import { planOutput, strangersIn } from '../write/plan.js';
import { compileInput, describeRead, hasErrors, loadInput, rejected } from './compilation.js';
import type { Context, Report } from './context.js';
import { ExitCode } from './context.js';
import type { Hunk } from './hunk.js';
import { firstHunk } from './hunk.js';
import { foldersOf, relocate, shownFolder } from './report.js';
import { isColored } from './terminal.js';

/** One file of the output folder that is not as it should be. */
interface Stale {
  readonly state: 'missing' | 'changed' | 'orphaned';
  readonly path: string;
  readonly hunk?: Hunk;
  /** What to do about it where `specgen generate` will not. */
  readonly note?: string;
}

const diffsShown = 20;

/** `specgen check`: does the output folder contain what the input gives, all of it and nothing else? Writes nothing. */
export async function run(context: Context): Promise<Report> {
  const { settings, files, cwd } = context;
  const { output } = settings;
  const input = await loadInput(context);
  if (hasErrors(input.diagnostics)) return rejected(context, input.diagnostics, input);
  const compiled = await compileInput(context, input);
  if (hasErrors(compiled.diagnostics)) return rejected(context, compiled.diagnostics, input);

  context.progress('comparing');
  const found = new Diagnostics();
  const plan = await planOutput(output, compiled.files, files, found);
  const diagnostics = [...compiled.diagnostics, ...found.list()];
  if (found.hasErrors) return rejected(context, diagnostics, input);

  const expected = new Set([...plan.files.map((file) => file.path), ...plan.removed]);
  // In a folder with other things in it, e.g. `--output .`, a file that is not ours is nobody's mistake.
  const ownFolder = !contains(output, settings.input) && !contains(output, cwd);
  const strangers = ownFolder ? await strangersIn(output, expected, files) : [];
  const stale = [
    ...plan.files.flatMap(staleFile),
    ...plan.removed.map((path): Stale => ({ state: 'orphaned', path })),
    ...strangers.map((path): Stale => ({ state: 'orphaned', path, note: 'not in the manifest, so generate leaves it alone: remove or move it by hand' })),
  ];
  const shown = shownFolder(output, cwd) || '.';
  return {
    exitCode: stale.length === 0 ? ExitCode.clean : ExitCode.stale,
    ...relocate(diagnostics, input.sources, foldersOf(settings, input), cwd),
    text: [...describe(stale, isColored(context.stdout, context.env)), summary(shown, stale, plan.files.length)],
    data: { input: shownFolder(settings.input, cwd) || '.', output: shown, read: compiled.read, stale },
    findings: stale.map((file) => finding(shown, file)),
  };

  function summary(folder: string, list: readonly Stale[], count: number): string {
    if (list.length === 0) return `${folder} is up to date: ${plural(count, 'file')} from ${describeRead(compiled.read)}`;
    const counts = (['missing', 'changed', 'orphaned'] as const).map((state) => `${list.filter((s) => s.state === state).length} ${state}`);
    const byHand = list.filter(({ note }) => note !== undefined).length;
    const todo = [...(byHand < list.length ? ['run specgen generate'] : []), ...(byHand > 0 ? [`remove or move ${byHand === 1 ? 'the file' : `the ${byHand} files`} that generate leaves alone`] : [])];
    return `${folder} is stale: ${counts.join(', ')}; ${todo.join(', and ')}`;
  }
}

function staleFile({ path, state, text, current }: PlannedFile): Stale[] {
  if (state === 'unchanged') return [];
  if (state === 'new') return [{ state: 'missing', path }];
  return [{ state: 'changed', path, ...(current === undefined ? { note: 'no regular file' } : { hunk: firstHunk(current, text) }) }];
}

function describe(stale: readonly Stale[], color: boolean): string[] {
  const paint = painter(color);
  let diffs = 0;
  return stale.flatMap(({ state, path, hunk, note }) => {
    const head = `${paint.bold(state.padEnd(8))}  ${printable(path)}${note === undefined ? '' : ` (${note})`}`;
    if (hunk === undefined || ++diffs > diffsShown) return [head];
    const lines = hunk.lines.map((line) => {
      const text = clip(printable(line), 160);
      return `    ${line.startsWith('-') ? paint.removed(text) : line.startsWith('+') ? paint.added(text) : text}`;
    });
    return [head, `    ${paint.dim(`@@ line ${hunk.line} @@`)}`, ...lines];
  });
}

const finding = (folder: string, { state, path, hunk, note }: Stale): Diagnostic => ({
  code: 'STALE',
  severity: 'error',
  message: `the generated file is ${state}`,
  place: { file: folder === '.' ? path : `${folder}/${path}`, line: hunk?.line ?? 1, column: 1 },
  hint: note ?? 'run specgen generate and commit the result',
});
