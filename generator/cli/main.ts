import { printable } from '../diagnostics/render-safe.js';
import { renderText } from '../diagnostics/render-text.js';
import type { Context, Run, World } from './context.js';
import { ExitCode } from './context.js';
import type { Definition } from './definition.js';
import { help } from './help.js';
import type { Parsed } from './parse.js';
import { parse } from './parse.js';
import { present } from './report.js';
import { readSettings } from './settings.js';
import { isColored, progressOn } from './terminal.js';

/** The program: arguments in, exit code out. Never throws: what nobody expected is exit code 3 and a short message. */
export async function main(definition: Definition, argv: readonly string[], world: World): Promise<ExitCode> {
  const parsed = parse(definition, argv);
  try {
    if (parsed.kind === 'version') return say(world, await world.compiler.version());
    if (parsed.kind === 'help') return say(world, help(definition, parsed.command).trimEnd());
    if (parsed.kind === 'usage') return complain(world, parsed);
    return await runCommand(definition, parsed, world);
  } catch (error) {
    const debug = argv.includes('--debug');
    const message = error instanceof Error ? error.message : String(error);
    world.stderr.write(`specgen: internal error: ${printable(message)}\n${debug && error instanceof Error ? `${error.stack ?? ''}\n` : '--debug shows where\n'}`);
    return ExitCode.internal;
  }
}

async function runCommand(definition: Definition, { command, flags, operand, operands }: Parsed & { kind: 'run' }, world: World): Promise<ExitCode> {
  const { settings, diagnostics, sources } = await readSettings(definition, command, flags, world.cwd, world.files);
  if (diagnostics.hasErrors) {
    return present({ exitCode: ExitCode.input, diagnostics: diagnostics.list(), sources, text: [], data: {} }, command, settings.format, world);
  }
  const progress = progressOn(world.stderr, settings.format);
  const context: Context = { ...world, settings, operand, operands, flags, progress };
  const { load, speaks } = definition.commands[command]!;
  const { run } = await load();
  const result = await (speaks === true && settings.isNamed === true ? speaking(run, context) : run(context)).finally(() => progress(''));
  return typeof result === 'number' ? result : present(result, command, settings.format, world);
}

/** With the specification that is named, if it is one. */
async function speaking(run: Run, context: Context): ReturnType<Run> {
  const { ownSpecification } = await import('./own-specification.js');
  const found = await ownSpecification(context);
  context.progress('');
  return 'exitCode' in found ? found : run({ ...context, specification: found });
}

function say({ stdout }: World, text: string): ExitCode {
  stdout.write(`${text}\n`);
  return ExitCode.clean;
}

function complain(world: World, { message, hint, command }: Parsed & { kind: 'usage' }): ExitCode {
  const text = renderText([{ code: 'USAGE', severity: 'error', message, ...(hint !== undefined && { hint }) }], { color: isColored(world.stderr, world.env) });
  world.stderr.write(`${text}specgen ${command === undefined ? '' : `${command} `}--help shows what there is\n`);
  return ExitCode.input;
}
