import type { Command, Definition, Setting } from './definition.js';
import { oneOf, valueKinds } from './definition.js';

/** The help of the program, or of one command. */
export function help(definition: Definition, name?: string): string {
  const { commands, common } = definition;
  if (name === undefined) {
    return page([
      'specgen compiles the oneM2M specification, as data, into types, validators, tables, state machines and documentation.',
      'Usage: specgen COMMAND [FLAGS]',
      section('Commands', Object.entries(commands).map(([n, c]) => [usageOf(n, c), c.summary])),
      section('Flags of every command', flagRows(definition, common)),
      section('Examples', Object.values(commands).flatMap((c) => c.examples.slice(0, 1))),
      'Help on a command: specgen COMMAND --help',
      exitCodes,
    ]);
  }
  const command = commands[name]!;
  return page([
    `${command.summary}.`,
    `Usage: specgen ${usageOf(name, command)} [FLAGS]`,
    section('Flags', flagRows(definition, [...command.flags, ...common], command)),
    section('Examples', command.examples),
    configHelp(definition),
    exitCodes,
  ]);
}

const exitCodes = 'Exit codes: 0 clean, 1 stale output or changes that fail, 2 something wrong with the input or the command, 3 a defect of the compiler';

const page = (parts: readonly string[]): string => `${parts.join('\n\n')}\n`;

const usageOf = (name: string, command: Command): string => (command.operand === undefined ? name : `${name} ${command.operand}`);

function flagRows({ settings }: Definition, names: readonly string[], command?: Command): readonly Row[] {
  return names.map((name) => {
    const setting = settings[name]!;
    const formats = setting.kind === 'format' ? command?.formats : undefined;
    const description = command?.means?.[name] ?? (formats === undefined ? setting.description : `Form of the result: ${oneOf(formats)}`);
    return [flagForm(name, setting), describe({ ...setting, description })];
  });
}

const flagForm = (name: string, setting: Setting): string =>
  `${setting.short === undefined ? '    ' : `-${setting.short}, `}--${name} ${valueKinds[setting.kind].placeholder}`.trimEnd();

const describe = (setting: Setting): string => setting.description + (setting.default === undefined ? '' : ` (default: ${setting.default})`);

function configHelp({ settings }: Definition): string {
  const rows = Object.entries(settings).filter(([, setting]) => setting.in.includes('config'));
  return section(`Config file (${settings['config']?.default ?? 'none'}), JSON with the keys`, rows.map(([name, setting]) => [name, setting.description]));
}

type Row = readonly [left: string, right: string];

function section(title: string, rows: readonly Row[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return [`${title}:`, ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)].join('\n');
}
