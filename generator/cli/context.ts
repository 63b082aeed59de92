import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { NameOverrides } from '../link/context.js';
import type { Model } from '../model/model.js';
import type { OutputFile } from '../emit/output.js';
import type { OwnSpecification } from '../emit/specification.js';
import type { Sources } from '../read/sources.js';
import type { FileSystem } from '../write/file-system.js';
import type { LockOptions } from '../write/lock.js';
import type { Git } from './git.js';
import type { Timers } from './schedule.js';

/** 0 clean, 1 stale output (`check`) or changes that `diff --fail-on` names, 2 something is wrong with the input or the command, 3 a defect of the compiler. */
export const ExitCode = { clean: 0, stale: 1, input: 2, internal: 3 } as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

export type Format = 'text' | 'json' | 'github' | 'markdown';

/** Flags, config file and defaults as one; folders are absolute. */
export interface Settings {
  readonly input: string;
  /** The input or its base is named, by a flag or in the config file. */
  readonly isNamed?: boolean;
  /** Folder of a specification that the input adds to; absent: the input is a whole one. */
  readonly base?: string;
  /** Folders that add to the base, below the input: what later releases add to the specification of the package. */
  readonly layers?: readonly string[];
  /** Write `bind.ts`, which binds the package to what is generated. */
  readonly bind?: boolean;
  readonly output: string;
  readonly format: Format;
  readonly overrides: NameOverrides;
  /** Which class of change, or worse, makes `diff` fail. */
  readonly failOn?: 'breaking' | 'additive' | 'editorial';
}

/** Standard output or standard error. */
export interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface Compiler {
  /** Sources → files; no file when a diagnostic is an error. */
  readonly compile: (
    sources: Sources,
    overrides: NameOverrides,
  ) => Promise<{ readonly model: Model; readonly files: readonly OutputFile[]; readonly diagnostics: readonly Diagnostic[] }>;
  /** Sources → model, without output. */
  readonly analyse: (sources: Sources, overrides: NameOverrides) => Promise<{ readonly model: Model; readonly diagnostics: readonly Diagnostic[] }>;
  /** Release, as in the manifest. */
  readonly version: () => Promise<string>;
  /** Hash of the compiler as built, for the cache. */
  readonly build: () => Promise<string>;
}

/** Everything outside that the commands touch; tests put their own in its place. */
export interface World {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly files: FileSystem;
  readonly compiler: Compiler;
  readonly lock?: Partial<LockOptions>;
  /** Aborted when the user wants the command to end, from the first call on: before it, a signal ends the process at once. */
  readonly interrupted: () => AbortSignal;
  /** Calls `changed` with the absolute path of every file below `folder` that `matters` and was added, changed or removed. */
  readonly watchFolder: (
    folder: string,
    matters: (file: string) => boolean,
    changed: (file: string) => void,
  ) => Promise<{ readonly close: () => Promise<void> }>;
  readonly timers?: Timers;
  /** For revisions in `diff`; absent where there is no git. */
  readonly git?: Git;
}

export interface Context extends World {
  readonly settings: Settings;
  /** What stands behind the command, as one; `operands`: word by word. */
  readonly operand: string;
  readonly operands?: readonly string[];
  /** Flags as given, by name; `true` for a switch. */
  readonly flags?: ReadonlyMap<string, string | true>;
  /** For a command that speaks one: the specification that is named; absent: that of the package. */
  readonly specification?: OwnSpecification;
  /** Shows what the compiler is at, on a terminal only. */
  readonly progress: (step: string) => void;
}

/** What a command has to say. One place renders it: as text, as JSON, or as annotations. */
export interface Report {
  readonly exitCode: ExitCode;
  readonly diagnostics: readonly Diagnostic[];
  /** Texts of the files that diagnostics name, by that name, for excerpts. */
  readonly sources: Sources;
  /** For people, on standard output; lines. */
  readonly text: readonly string[];
  /** For tools: the members of the JSON document besides the diagnostics. */
  readonly data: Readonly<Record<string, unknown>>;
  /** For CI: findings that are no diagnostics of the input, e.g. stale files. */
  readonly findings?: readonly Diagnostic[];
}

/** A command; one that goes on (`watch`) prints for itself and returns no report. */
export type Run = (context: Context) => Promise<Report | ExitCode>;
