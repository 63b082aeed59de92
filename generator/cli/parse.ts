import { parseArgs } from 'node:util';
import { didYouMean, nearest } from '../diagnostics/did-you-mean.js';
import type { Format } from './context.js';
import type { Command, Definition, Setting } from './definition.js';
import { oneOf, valueKinds } from './definition.js';

export type Parsed =
  | { readonly kind: 'run'; readonly command: string; readonly flags: ReadonlyMap<string, string | true>; readonly operand: string; readonly operands: readonly string[] }
  | { readonly kind: 'help'; readonly command?: string }
  | { readonly kind: 'version' }
  | { readonly kind: 'usage'; readonly message: string; readonly hint?: string; readonly command?: string };

/** Arguments → what to do, by the definition alone. */
export function parse({ settings, common, commands }: Definition, argv: readonly string[]): Parsed {
  const known = new Map(Object.entries(settings).filter(([, setting]) => setting.in.includes('flag')));
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries([...known].map(([name, setting]) => [name, option(setting)])),
    strict: false,
    tokens: true,
  });
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  const given = tokens.flatMap((token) => (token.kind === 'option' ? [token] : []));
  const has = (name: string): boolean => given.some((token) => token.name === name);
  const [name, ...operands] = words;
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;

  if (has('version')) return { kind: 'version' };
  if (name === 'help') {
    const [about] = operands;
    if (about === undefined) return { kind: 'help' };
    return Object.hasOwn(commands, about) ? { kind: 'help', command: about } : usage(`unknown command "${about}"`, didYouMean(about, Object.keys(commands)));
  }
  if (has('help') && (name === undefined || command !== undefined)) return { kind: 'help', ...(command !== undefined && { command: name! }) };
  if (name === undefined) return usage('name a command');
  if (command === undefined) return usage(`unknown command "${name}"`, didYouMean(name, Object.keys(commands)));

  const allowed = [...command.flags, ...common];
  const flags = new Map<string, string | true>();
  for (const { name: flag, rawName, value, inlineValue } of given) {
    const setting = known.get(flag);
    if (setting === undefined || !allowed.includes(flag)) {
      const meant = nearest(flag, allowed) ?? allowed.find((one) => flag.length > 2 && (one.startsWith(flag) || flag.startsWith(one)));
      const isFormat = setting === undefined && allowed.includes('format') && formatsOf(command).includes(flag as Format);
      const suggestion = isFormat ? `did you mean "--format ${flag}"?` : meant !== undefined ? `did you mean "--${meant}"?` : setting !== undefined ? takenBy(commands, flag) : undefined;
      return usage(setting === undefined ? `unknown flag ${rawName}` : `${name} takes no flag ${rawName}`, suggestion, name);
    }
    const { placeholder, wants, accepts } = valueKinds[setting.kind];
    if (flags.has(flag) && setting.kind !== 'header' && setting.kind !== 'switch') return usage(`${rawName} stands twice`, flag === 'base' ? 'what adds to a base stands after a comma: package,my-types' : undefined, name);
    if (setting.kind === 'switch') {
      if (value !== undefined) return usage(`${rawName} takes no value`, undefined, name);
      flags.set(flag, true);
    } else if (typeof value !== 'string' || (!inlineValue && value.startsWith('-'))) {
      return usage(`${rawName} needs a value: ${rawName} ${placeholder}`, typeof value === 'string' ? `a value that begins with "-" stands behind "=": --${flag}=${value}` : undefined, name);
    } else if (!accepts(value) || (setting.kind === 'format' && !formatsOf(command).includes(value as Format))) {
      const wanted = setting.kind === 'format' ? oneOf(formatsOf(command)) : wants;
      return usage(`${rawName} must be ${wanted}, not "${value}"`, setting.kind === 'format' ? didYouMean(value, formatsOf(command)) : undefined, name);
    } else flags.set(flag, setting.kind === 'header' && flags.has(flag) ? `${String(flags.get(flag))}\n${value}` : value);
  }
  if (command.operand === undefined && operands.length > 0) return usage(`${name} takes no argument, but got "${operands[0]!}"`, command.flags.includes('input') ? `a folder to read is named with --input ${operands[0]!}` : undefined, name);
  if (command.operand !== undefined && operands.length === 0) return usage(`${name} needs an argument: ${name} ${command.operand}`, undefined, name);
  return { kind: 'run', command: name, flags, operand: operands.join(' '), operands };
}

/** Of a flag that this command does not take: which ones do. */
const takenBy = (commands: Definition['commands'], flag: string): string =>
  `${Object.entries(commands).flatMap(([name, { flags }]) => (flags.includes(flag) ? [name] : [])).join(', ')} takes it`;

const formatsOf = (command: Command): readonly Format[] => command.formats ?? ['text', 'json', 'github'];

const option = (setting: Setting) => ({
  type: setting.kind === 'switch' ? ('boolean' as const) : ('string' as const),
  ...(setting.short !== undefined && { short: setting.short }),
});

const usage = (message: string, hint?: string, command?: string): Parsed => ({
  kind: 'usage',
  message,
  ...(hint !== undefined && { hint }),
  ...(command !== undefined && { command }),
});
