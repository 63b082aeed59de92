import { explain } from '../explain/explain.js';
import { renderExplanations } from '../explain/render.js';
import { hasErrors, loadInput, rejected } from './compilation.js';
import type { Context, Report } from './context.js';
import { ExitCode } from './context.js';
import { relocate, relocatePlace } from './report.js';
import { isColored } from './terminal.js';

/** `specgen explain NAME`: works on input with errors, too, as far as it could be read. */
export async function run(context: Context): Promise<Report> {
  const { settings, cwd, compiler, operand, stdout, env } = context;
  const input = await loadInput(context);
  if (input.sources.size === 0) return rejected(context, input.diagnostics, input.sources);
  context.progress('reading the specification');
  const { model, diagnostics } = await compiler.analyse(input.sources, settings.overrides);
  const { explanations, hint } = explain(model, operand);
  if (explanations.length === 0) {
    const unknown = { code: 'EXPLAIN_UNKNOWN', severity: 'error', message: `nothing is called "${operand}"`, ...(hint !== undefined && { hint }) } as const;
    // Input that could not be read may be why the name is missing.
    return rejected(context, [...input.diagnostics, ...diagnostics.filter((d) => d.severity === 'error'), unknown], input.sources);
  }
  const located = explanations.map((e) => (e.place === undefined ? e : { ...e, place: relocatePlace(e.place, settings.input, cwd) }));
  const errors = [...input.diagnostics, ...diagnostics].filter((d) => d.severity === 'error');
  return {
    exitCode: hasErrors(errors) ? ExitCode.input : ExitCode.clean,
    ...relocate(errors, input.sources, settings.input, cwd),
    text: renderExplanations(located, isColored(stdout, env)),
    data: { name: operand, explanations: located },
  };
}
