import type { NameOverrides } from '../link/context.js';
import type { Format, Run } from './context.js';

export const formats: readonly Format[] = ['text', 'json', 'github', 'markdown'];

/** `text, json or github`. */
export const oneOf = (words: readonly string[]): string => `${words.slice(0, -1).join(', ')} or ${words.at(-1)!}`;

const failing: readonly string[] = ['breaking', 'additive', 'editorial'];

/**
 * What a setting may be: how it is called in help, and which values it takes. A `switch` is a flag without a value;
 * `names` is an object, and can only stand in a config file.
 */
export const valueKinds = {
  folder: { placeholder: 'DIR', wants: 'the path of a folder', accepts: isFilled },
  file: { placeholder: 'FILE', wants: 'the path of a file', accepts: isFilled },
  format: { placeholder: 'FORMAT', wants: oneOf(formats), accepts: (value: unknown) => formats.includes(value as Format) },
  'change-class': { placeholder: 'CLASS', wants: oneOf(failing), accepts: (value: unknown) => failing.includes(value as string) },
  view: { placeholder: 'VIEW', wants: 'accepted or original', accepts: (value: unknown) => value === 'accepted' || value === 'original' },
  standing: { placeholder: 'excerpt|whole', wants: 'excerpt or whole', accepts: (value: unknown) => value === 'excerpt' || value === 'whole' },
  'document-id': { placeholder: 'ID', wants: 'the id of a document, like TS-0001', accepts: (value: unknown) => typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/.test(value) },
  port: { placeholder: 'PORT', wants: 'a number from 0 to 65535', accepts: (value: unknown) => typeof value === 'string' && /^\d{1,5}$/.test(value) && Number(value) < 65_536 },
  word: { placeholder: 'NAME', wants: 'a name without blanks', accepts: (value: unknown) => typeof value === 'string' && /^[!-~]+$/.test(value) },
  store: { placeholder: 'FILE|postgres://…', wants: 'a file or the URL of a database', accepts: isFilled },
  text: { placeholder: 'TEXT', wants: 'a text', accepts: isFilled },
  header: { placeholder: "'NAME: VALUE'", wants: 'a name and a value, with a colon between', accepts: (value: unknown) => typeof value === 'string' && /^[A-Za-z0-9-]+: *[ -~]+$/.test(value) },
  count: { placeholder: 'N', wants: 'a whole number from 1', accepts: (value: unknown) => typeof value === 'string' && /^[1-9]\d{0,8}$/.test(value) },
  log: { placeholder: 'FORM', wants: 'text or json', accepts: (value: unknown) => value === 'text' || value === 'json' },
  switch: { placeholder: '', wants: 'true or false', accepts: (value: unknown) => typeof value === 'boolean' },
  names: { placeholder: '', wants: 'an object with shortNames and resourceTypes', accepts: isObject },
} as const satisfies Readonly<Record<string, { placeholder: string; wants: string; accepts: (value: unknown) => boolean }>>;

export type ValueKind = keyof typeof valueKinds;

/** What `names` may contain: table by table, what a name maps to. */
export const overrideKinds: { readonly [T in keyof Required<NameOverrides>]: { readonly wants: string; readonly accepts: (value: unknown) => boolean } } = {
  shortNames: { wants: 'a short name of letters and digits', accepts: (value) => typeof value === 'string' && /^[A-Za-z][A-Za-z0-9]*$/.test(value) },
  resourceTypes: { wants: 'a whole number from 1', accepts: (value) => Number.isSafeInteger(value) && (value as number) > 0 },
};

/** One setting; flags, help and the config file are all read from the table of these. */
export interface Setting {
  readonly kind: ValueKind;
  readonly description: string;
  /** One-letter form of the flag. */
  readonly short?: string;
  readonly default?: string;
  /** `flag`: on the command line; `config`: in the config file. */
  readonly in: readonly ('flag' | 'config')[];
}

export interface Command {
  readonly summary: string;
  /** What stands behind the command, for help; several words are one operand. Absent: nothing may. */
  readonly operand?: string;
  /** The forms in which the command says what it has to say; text, json and github unless it names others. */
  readonly formats?: readonly Format[];
  /** The settings that the command takes as flags, besides the common ones. */
  readonly flags: readonly string[];
  /** What a flag means to this command, where that is not what its setting says. */
  readonly means?: Readonly<Record<string, string>>;
  readonly examples: readonly (readonly [command: string, meaning: string])[];
  /** It speaks a specification: that of the package, or the one that the input and its base are where either is named. */
  readonly speaks?: true;
  /** Commands are loaded when they run: a run with nothing to do must not pay for the compiler. */
  readonly load: () => Promise<{ readonly run: Run }>;
}

export interface Definition {
  readonly settings: Readonly<Record<string, Setting>>;
  /** Flags that every command takes. */
  readonly common: readonly string[];
  readonly commands: Readonly<Record<string, Command>>;
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && !value.includes('\0');
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
