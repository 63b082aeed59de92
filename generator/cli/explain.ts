import path from 'node:path';
import type { CodeTable, Diagnostic } from '../diagnostics/diagnostic.js';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import { explain } from '../explain/explain.js';
import { renderExplanations } from '../explain/render.js';
import { packageFolder } from '../read/definitions/package-schemas.js';
import type { Input } from '../read/load.js';
import { loadSources } from '../read/load.js';
import { hasErrors, loadInput, rejected } from './compilation.js';
import type { Context, Report } from './context.js';
import { ExitCode } from './context.js';
import type { Folder } from './report.js';
import { foldersOf, relocate, relocatePlace, shownFolder } from './report.js';
import { isColored } from './terminal.js';

export const explainCodes = {
  EXPLAIN_UNKNOWN: { severity: 'error', title: 'Nothing in the specification has the name' },
  EXPLAIN_PACKAGED: { severity: 'note', title: 'There is no specification here: the one that comes with the package is explained' },
} as const satisfies CodeTable;

/** `specgen explain NAME`: works on input with errors, too, as far as it could be read; without input, on the packaged specification. */
export async function run(context: Context): Promise<Report> {
  const { settings, cwd, compiler, operand, stdout, env } = context;
  const { folder, input } = await readSpecification(context);
  if (input.sources.size === 0) return rejected(context, input.diagnostics, input);
  context.progress('reading the specification');
  const { model, diagnostics } = await compiler.analyse(input.sources, settings.overrides);
  const { explanations, hint } = explain(model, operand);
  const problems = [...input.diagnostics, ...diagnostics.filter((d) => d.severity === 'error')];
  if (explanations.length === 0) {
    const found = new Diagnostics();
    found.report(explainCodes, 'EXPLAIN_UNKNOWN', `nothing is called "${operand}"`, undefined, hint ?? 'names of resource types, attributes, members, values and parameters are known, long and short, and numbers, clauses (9.6.18) and errata');
    // Input that could not be read may be why the name is missing.
    return { exitCode: ExitCode.input, ...relocate([...problems, ...found.list()], input.sources, folder, cwd), text: [], data: {} };
  }
  const located = explanations.map((e) => (e.place === undefined ? e : { ...e, place: relocatePlace(e.place, folder, cwd) }));
  return {
    exitCode: hasErrors(problems) ? ExitCode.input : ExitCode.clean,
    ...relocate(problems, input.sources, folder, cwd),
    text: renderExplanations(located, isColored(stdout, env)),
    data: { name: operand, explanations: located },
  };
}

/** The input; the packaged specification for who asks in a folder without one and has named no other. */
async function readSpecification(context: Context): Promise<{ readonly folder: Folder; readonly input: Input }> {
  const { settings, cwd, flags } = context;
  const input = await loadInput(context);
  const isMissing = input.sources.size === 0 && input.diagnostics.every(({ code }) => code === 'INPUT_FOLDER' || code === 'INPUT_EMPTY');
  if (!isMissing || flags?.has('input') || settings.input !== path.resolve(cwd, 'xsd')) return { folder: foldersOf(settings, input), input };
  const folder = path.join(packageFolder(), 'xsd');
  const packaged = await loadSources(folder);
  const note: Diagnostic = {
    code: 'EXPLAIN_PACKAGED',
    severity: explainCodes.EXPLAIN_PACKAGED.severity,
    message: `there is no specification in ${shownFolder(settings.input, cwd)}/: this is the one that comes with the package`,
  };
  return { folder, input: { ...packaged, diagnostics: [note, ...packaged.diagnostics] } };
}
