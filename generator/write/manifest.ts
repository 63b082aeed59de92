import { createHash } from 'node:crypto';
import type { JsonValue } from '../model/model.js';
import { byCodepoint } from '../model/names.js';
import type { OutputFile } from '../emit/output.js';
import { manifestPath, pathProblem } from './paths.js';

/**
 * What the compiler wrote, from what: it decides which files the compiler owns, and tells a reader of the repository
 * which input an output belongs to. It names the compiler's release, not its build: a change of the compiler that
 * changes no output must not change the manifest (the build matters to the cache alone).
 */
export interface Manifest {
  readonly compiler: string;
  /** SHA-256 over the input. */
  readonly inputs: string;
  /** Provisional names and numbers that the configuration replaced; absent when there are none. */
  readonly overrides?: JsonValue;
  /** Path → SHA-256 of the text. */
  readonly files: ReadonlyMap<string, string>;
}

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

export function manifestFile(manifest: Manifest): OutputFile {
  const { compiler, inputs, overrides } = manifest;
  // A file may be called `__proto__`: without a prototype it is an entry like any other.
  const files = Object.create(null) as Record<string, string>;
  for (const [file, hash] of [...manifest.files].sort(([a], [b]) => byCodepoint(a, b))) files[file] = hash;
  const text = JSON.stringify({ compiler, inputs, ...(overrides !== undefined && { overrides }), files }, null, 2);
  return { path: manifestPath, text: `${text}\n` };
}

/**
 * The files that an existing manifest owns, and what is wrong with it. Entries that would lead out of the output folder
 * are never owned, so that nothing outside is touched whatever the manifest says.
 */
export function ownedFiles(text: string): { readonly files: ReadonlyMap<string, string>; readonly problems: readonly string[] } {
  const none = (problem: string) => ({ files: new Map<string, string>(), problems: [problem] });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return none('it is no JSON');
  }
  const entries: unknown = isObject(parsed) ? Object.getOwnPropertyDescriptor(parsed, 'files')?.value : undefined;
  if (!isObject(entries)) return none('it has no object "files"');
  const files = new Map<string, string>();
  const problems: string[] = [];
  for (const [file, hash] of Object.entries(entries)) {
    const problem = pathProblem(file) ?? (file === manifestPath ? 'is the manifest itself' : typeof hash === 'string' ? undefined : 'has no hash');
    if (problem === undefined) files.set(file, hash as string);
    else problems.push(`the path "${file}" ${problem}`);
  }
  return { files, problems };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
