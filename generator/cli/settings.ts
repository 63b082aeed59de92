import path from 'node:path';
import type { CodeTable, Place } from '../diagnostics/diagnostic.js';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/did-you-mean.js';
import type { NameOverrides } from '../link/context.js';
import { byCodepoint } from '../model/names.js';
import { packageFolder } from '../read/definitions/package-schemas.js';
import type { FileSystem } from '../write/file-system.js';
import { ifExists } from '../write/file-system.js';
import type { Format, Settings } from './context.js';
import type { Definition } from './definition.js';
import { overrideKinds, valueKinds } from './definition.js';

export const configCodes = {
  CONFIG_MISSING: { severity: 'error', title: 'The config file that --config names cannot be read' },
  CONFIG_SYNTAX: { severity: 'error', title: 'The config file is no JSON object' },
  CONFIG_KEY: { severity: 'error', title: 'The config file has an unknown key' },
  CONFIG_VALUE: { severity: 'error', title: 'A value in the config file is none that its key takes' },
  CONFIG_RELEASE: { severity: 'error', title: 'The package has no specification of the release' },
} as const satisfies CodeTable;

export interface ReadSettings {
  readonly settings: Settings;
  readonly diagnostics: Diagnostics;
  /** Displayed name and text of the config file, for excerpts. */
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * Flags before config file before defaults. Folders in flags are relative to the current directory, those in the
 * config file to the file. Without `--config`, a missing config file is no error.
 */
export async function readSettings(definition: Definition, command: string, flags: ReadonlyMap<string, string | true>, cwd: string, files: FileSystem): Promise<ReadSettings> {
  const diagnostics = new Diagnostics();
  const named = flags.get('config');
  const shown = typeof named === 'string' ? named : (definition.settings['config']?.default ?? '');
  const file = path.resolve(cwd, shown);
  const text = await readConfig(file, shown, named !== undefined, files, diagnostics);
  const config = text === undefined ? new Map<string, unknown>() : await checkConfig(definition, text, shown, diagnostics);

  const value = (name: string): string => {
    const flag = flags.get(name);
    const configured = config.get(name);
    return typeof flag === 'string' ? flag : typeof configured === 'string' ? configured : (definition.settings[name]?.default ?? '');
  };
  const folder = (name: string, given = value(name)): string => path.resolve(!flags.has(name) && config.has(name) ? path.dirname(file) : cwd, given);
  const { flags: taken = [], means } = definition.commands[command] ?? {};
  // Of conform, the flag says what its requests do.
  const ofFlag = means?.['release'] === undefined && flags.has('release');
  // The first is a whole specification; each that follows adds to those before it.
  const [first = '', ...more] = value('base').split(',');
  const release = !taken.includes('base') ? '' : ofFlag ? value('release') : ((config.get('release') as string | undefined) ?? '');
  const added = release === '' ? [] : layersOf(release, first, diagnostics);
  const base = first || (release === '' ? '' : 'package');
  const inBase = base === '' ? {} : { base: base === 'package' ? packaged() : folder('base', base) };
  added.push(...more.map((layer) => folder('base', layer)));
  // Who has nothing of their own has the last layer for the input.
  const hasInput = added.length === 0 || flags.has('input') || config.has('input');
  const layers = hasInput ? added : added.slice(0, -1);
  const input = hasInput ? folder('input') : added.at(-1)!;
  const bind = flags.get('bind') === true || config.get('bind') === true || base !== '';
  const failing = value('fail-on');
  const failOn = failing === '' ? {} : { failOn: failing as NonNullable<Settings['failOn']> };
  const isNamed = ['input', 'base', 'release'].some((name) => config.has(name)) || flags.has('input') || flags.has('base');
  const settings = { input, isNamed, ...inBase, ...(layers.length > 0 && { layers }), ...(bind && { bind }), output: folder('output'), format: value('format') as Format, overrides: (config.get('names') ?? {}) as NameOverrides, ...failOn };
  return { settings, diagnostics, sources: new Map(text === undefined ? [] : [[shown, text]]) };
}

/** The folder of the specification that comes with the compiler. */
export const packaged = (): string => path.join(packageFolder(), 'xsd');

/** What stands on the specification of the package for a release, as folders in its `releases/`. */
const releases: ReadonlyMap<string, readonly string[]> = new Map([
  ['3', []],
  ['5', ['5']],
]);

function layersOf(release: string, base: string, diagnostics: Diagnostics): string[] {
  const found = releases.get(release);
  if (found === undefined) {
    const hint = release === '4' ? 'take 5: the source of what Releases 4 and 5 add does not say which of the two an addition is of' : `the releases are ${[...releases.keys()].join(' and ')}`;
    diagnostics.report(configCodes, 'CONFIG_RELEASE', `there is no specification of Release ${release}`, undefined, hint);
  } else if (base !== '' && base !== 'package') {
    diagnostics.report(configCodes, 'CONFIG_RELEASE', 'a release is one of the specification of the package, and the base is another', undefined, 'remove --base or --release');
  }
  return (found ?? []).map((folder) => path.join(packageFolder(), 'releases', folder));
}

async function readConfig(file: string, shown: string, required: boolean, files: FileSystem, diagnostics: Diagnostics): Promise<string | undefined> {
  try {
    const text = await ifExists(files.readFile(file, 'utf8'));
    if (text === undefined && required) diagnostics.report(configCodes, 'CONFIG_MISSING', `the config file ${shown} does not exist`);
    return text?.replace(/^\ufeff/, '');
  } catch (error) {
    diagnostics.report(configCodes, 'CONFIG_MISSING', `the config file ${shown} cannot be read: ${(error as Error).message}`);
    return undefined;
  }
}

/** The members of the config file that are as they should be; the others are diagnostics. */
async function checkConfig({ settings }: Definition, text: string, file: string, diagnostics: Diagnostics): Promise<ReadonlyMap<string, unknown>> {
  const { locate, syntaxError } = await locator(text, file);
  const good = new Map<string, unknown>();
  const content = parseJson(text);
  if (!valueKinds.names.accepts(content)) {
    diagnostics.report(configCodes, 'CONFIG_SYNTAX', 'the config file must be a JSON object', syntaxError ?? locate([]));
    return good;
  }
  const known = Object.keys(settings).filter((name) => settings[name]!.in.includes('config'));
  for (const [key, value] of Object.entries(content as object)) {
    if (key === '$schema') continue;
    if (!known.includes(key)) {
      diagnostics.report(configCodes, 'CONFIG_KEY', `unknown key "${key}"`, locate([key]), didYouMean(key, known) ?? `known keys: ${known.join(', ')}`);
      continue;
    }
    const { accepts, wants } = valueKinds[settings[key]!.kind];
    if (!accepts(value)) diagnostics.report(configCodes, 'CONFIG_VALUE', `${key} must be ${wants}`, locate([key]));
    else good.set(key, key === 'names' ? checkOverrides(value as object, locate, diagnostics) : value);
  }
  return good;
}

/** The overrides as tables without prototype, so that no name has a value by accident, in codepoint order. */
function checkOverrides(names: object, locate: (path: string[]) => Place, diagnostics: Diagnostics): NameOverrides {
  const result: Record<string, Record<string, unknown>> = {};
  for (const [kind, entries] of Object.entries(names)) {
    if (!Object.hasOwn(overrideKinds, kind)) {
      diagnostics.report(configCodes, 'CONFIG_KEY', `unknown key "${kind}"`, locate(['names', kind]), didYouMean(kind, Object.keys(overrideKinds)));
    } else if (!valueKinds.names.accepts(entries)) {
      diagnostics.report(configCodes, 'CONFIG_VALUE', `${kind} must be an object`, locate(['names', kind]));
    } else {
      const { accepts, wants } = overrideKinds[kind as keyof typeof overrideKinds];
      const table = Object.create(null) as Record<string, unknown>;
      for (const [name, value] of Object.entries(entries as object).sort(([a], [b]) => byCodepoint(a, b))) {
        if (accepts(value)) table[name] = value;
        else diagnostics.report(configCodes, 'CONFIG_VALUE', `${kind}.${name} must be ${wants}`, locate(['names', kind, name]));
      }
      result[kind] = table;
    }
  }
  return result;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Places in the config file, by path of keys; and where its syntax breaks, if it does. */
async function locator(text: string, file: string): Promise<{ readonly locate: (keys: string[]) => Place; readonly syntaxError?: Place }> {
  const { findNodeAtLocation, parseTree } = await import('jsonc-parser');
  const errors: { offset: number }[] = [];
  const tree = parseTree(text, errors as never, { disallowComments: true, allowTrailingComma: false });
  const place = (offset: number): Place => {
    const lines = text.slice(0, offset).split('\n');
    return { file, line: lines.length, column: lines.at(-1)!.length + 1 };
  };
  const locate = (keys: string[]): Place => {
    const node = tree && findNodeAtLocation(tree, keys);
    return place((keys.length > 0 ? node?.parent?.offset : node?.offset) ?? 0);
  };
  return { locate, ...(errors[0] !== undefined && { syntaxError: place(errors[0].offset) }) };
}
