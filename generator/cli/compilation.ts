import type { CodeTable, Diagnostic } from '../diagnostics/diagnostic.js';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import { bindModules } from '../emit/bind.js';
import type { OutputFile } from '../emit/output.js';
import type { JsonValue, Model } from '../model/model.js';
import { byCodepoint } from '../model/names.js';
import type { Sources } from '../read/sources.js';
import type { Input } from '../read/load.js';
import { forBase, loadSources } from '../read/load.js';
import { writeCodes } from '../write/codes.js';
import { manifestFile, sha256 } from '../write/manifest.js';
import { checkPaths, contains } from '../write/paths.js';
import type { Context } from './context.js';
import { ExitCode } from './context.js';
import type { Report } from './context.js';
import { foldersOf, relocate, shownFolder } from './report.js';
import { packaged } from './settings.js';

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

export const baseCodes = {
  BASE_PART: { severity: 'error', title: 'The base is no whole specification' },
  BASE_XSD: { severity: 'error', title: 'The base has an XSD of the same name as the input' },
} as const satisfies CodeTable;

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
  const own = await loadSources(input, { files, ...(contains(input, output) && { except: output }) });
  const { base, layers = [] } = settings;
  if (base === undefined) return own;
  const first = await loadSources(base, { files, role: forBase });
  let below: Input = { ...first, folders: foldersIn(first.sources.keys(), base) };
  for (const [depth, layer] of layers.entries()) below = together(below, await loadSources(layer, { files, role: forBase }), layer, depth + 1);
  return together(below, own, input, layers.length + 1);
}

const foldersIn = (names: Iterable<string>, folder: string): Map<string, string> => new Map([...names].map((name) => [name, folder]));

/**
 * A specification and what adds to it. XSDs stand side by side, so that one may include the other; definitions of both may have
 * the same path, so that those of each layer have one `./` more, and errata find those of the layers below.
 */
export function together(base: Input, own: Input, folder: string, depth: number): Input {
  const diagnostics = new Diagnostics();
  for (const diagnostic of [...base.diagnostics, ...own.diagnostics]) diagnostics.add(diagnostic);
  const isXsd = (file: string): boolean => file.endsWith('.xsd');
  for (const file of own.sources.keys()) {
    if (isXsd(file) && base.sources.has(file)) diagnostics.report(baseCodes, 'BASE_XSD', 'the base has an XSD of this name, too', { file, line: 1, column: 1 }, 'rename it: what it declares is added to what the base declares');
  }
  // What adds comes last, so that of two that are the same it is the second, of which a report speaks.
  const added = new Map([...own.sources].map(([file, text]) => [isXsd(file) ? file : './'.repeat(depth) + file, text]));
  const sources = new Map([...base.sources, ...added]);
  const folders = new Map([...(base.folders ?? []), ...foldersIn(added.keys(), folder)]);
  return { sources, hash: sha256(base.hash + own.hash), base: new Set(base.sources.keys()), folders, diagnostics: diagnostics.list() };
}

/** Of the base, only what stops the compiler: the rest is nothing that who adds to it can mend. */
function ofInput({ settings, cwd }: Context, found: readonly Diagnostic[], base: Input['base']): Diagnostics {
  const diagnostics = new Diagnostics();
  const isOfBase = ({ place }: Diagnostic): boolean => place !== undefined && base?.has(place.file) === true;
  for (const diagnostic of found) if (diagnostic.severity === 'error' || !isOfBase(diagnostic)) diagnostics.add(diagnostic);
  if (settings.base !== packaged() && found.some((diagnostic) => diagnostic.severity === 'error' && isOfBase(diagnostic))) {
    const folder = shownFolder(settings.base!, cwd);
    diagnostics.report(baseCodes, 'BASE_PART', `the base ${folder} is no whole specification: what is wrong with it stands below`, undefined, `what adds to the specification of the package, and is added to here, is --base package,${folder}`);
  }
  return diagnostics;
}

/** Input → model, for who needs no output, or not all of it. */
export async function analyseInput(context: Context, { sources, base }: Input): Promise<{ readonly model: Model; readonly diagnostics: readonly Diagnostic[] }> {
  context.progress('compiling');
  const { model, diagnostics } = await context.compiler.analyse(sources, context.settings.overrides);
  return { model, diagnostics: ofInput(context, diagnostics, base).list() };
}

export interface CompiledOutput {
  /** The manifest last. */
  readonly files: readonly OutputFile[];
  readonly diagnostics: readonly Diagnostic[];
  readonly read: ReadCounts;
  readonly model: Model;
}

/** Input → output files with their manifest, in memory. */
export async function compileInput(context: Context, { sources, hash, base }: Input): Promise<CompiledOutput> {
  const { compiler, settings } = context;
  const { overrides } = settings;
  context.progress('compiling');
  const compiled = await compiler.compile(sources, overrides);
  const diagnostics = ofInput(context, compiled.diagnostics, base);
  const bound = settings.bind === true && compiled.files.length > 0 ? bindModules() : [];
  const all = [...compiled.files, ...bound].sort((a, b) => byCodepoint(a.path, b.path));
  // An output folder inside the input folder is no input, so there it may write.
  checkPaths(all, settings.output, contains(settings.input, settings.output) ? undefined : settings.input, diagnostics);
  // What UTF-8 cannot hold (a lone surrogate, from a \u escape in a definition) would look changed on every run.
  const files = all.map(({ path, text }) => ({ path, text: /\p{Surrogate}/u.test(text) ? Buffer.from(text).toString() : text }));
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
export function rejected(context: Context, diagnostics: readonly Diagnostic[], input: Input): Report {
  return { exitCode: ExitCode.input, ...relocate(diagnostics, input.sources, foldersOf(context.settings, input), context.cwd), text: [], data: {} };
}
