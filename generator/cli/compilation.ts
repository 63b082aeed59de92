import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import type { OutputFile } from '../emit/output.js';
import type { JsonValue, Model } from '../model/model.js';
import type { Sources } from '../read/sources.js';
import type { Input } from '../read/load.js';
import { loadSources } from '../read/load.js';
import { writeCodes } from '../write/codes.js';
import { manifestFile, sha256 } from '../write/manifest.js';
import { checkPaths, contains } from '../write/paths.js';
import type { Context } from './context.js';
import { ExitCode } from './context.js';
import type { Report } from './context.js';
import { relocate } from './report.js';

/** What was read, by what it is: what the summary counts, and the words for one and for many. */
const readWords = {
  documents: ['XSD document', 'XSD documents'],
  definitions: ['definition', 'definitions'],
  resources: ['resource', 'resources'],
  enumerations: ['enumeration', 'enumerations'],
  faultTables: ['fault table', 'fault tables'],
  machines: ['state machine', 'state machines'],
  errata: ['erratum', 'errata'],
} as const;

export type ReadCounts = Readonly<Record<keyof typeof readWords, number>>;

/** The input in memory, when all of it could be read. */
export async function loadInput(context: Context): Promise<Input> {
  const { settings, files } = context;
  const { input, output } = settings;
  context.progress('reading');
  if (input === output) {
    const diagnostics = new Diagnostics();
    diagnostics.report(writeCodes, 'OUTPUT_FOLDER', 'the output folder is the input folder', undefined, 'name another with --output DIR');
    return { sources: new Map(), hash: '', diagnostics: diagnostics.list() };
  }
  return loadSources(input, { files, ...(contains(input, output) && { except: output }) });
}

export interface CompiledOutput {
  /** The manifest last. */
  readonly files: readonly OutputFile[];
  readonly diagnostics: readonly Diagnostic[];
  readonly read: ReadCounts;
  readonly model: Model;
}

/** Input → output files with their manifest, in memory. */
export async function compileInput(context: Context, { sources, hash }: Input): Promise<CompiledOutput> {
  const { compiler, settings } = context;
  const { overrides } = settings;
  context.progress('compiling');
  const compiled = await compiler.compile(sources, overrides);
  const diagnostics = new Diagnostics();
  for (const diagnostic of compiled.diagnostics) diagnostics.add(diagnostic);
  // An output folder inside the input folder is no input, so there it may write.
  checkPaths(compiled.files, settings.output, contains(settings.input, settings.output) ? undefined : settings.input, diagnostics);
  // What UTF-8 cannot hold (a lone surrogate, from a \u escape in a definition) would look changed on every run.
  const files = compiled.files.map(({ path, text }) => ({ path, text: /\p{Surrogate}/u.test(text) ? Buffer.from(text).toString() : text }));
  const manifest = manifestFile({
    compiler: await compiler.version(),
    inputs: hash,
    ...(Object.keys(overrides).length > 0 && { overrides: overrides as JsonValue }),
    files: new Map(files.map((file) => [file.path, sha256(file.text)])),
  });
  return { files: [...files, manifest], diagnostics: diagnostics.list(), read: countRead(sources, compiled.model), model: compiled.model };
}

function countRead(sources: Sources, model: Model): ReadCounts {
  const xsds = [...sources.keys()].filter((file) => file.endsWith('.xsd')).length;
  return {
    documents: xsds,
    definitions: sources.size - xsds,
    resources: model.resources.length,
    enumerations: model.enumerations.length,
    faultTables: model.faultTables.length,
    machines: model.machines.length,
    errata: model.errata.length,
  };
}

export const describeRead = (read: ReadCounts): string =>
  Object.entries(readWords)
    .map(([what, [one, many]]) => [read[what as keyof ReadCounts], one, many] as const)
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => `${count} ${count === 1 ? one : many}`)
    .join(', ');

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.some((d) => d.severity === 'error');

/** A report on input that is not good enough to go on with. */
export function rejected(context: Context, diagnostics: readonly Diagnostic[], sources: Sources): Report {
  return { exitCode: ExitCode.input, ...relocate(diagnostics, sources, context.settings.input, context.cwd), text: [], data: {} };
}
