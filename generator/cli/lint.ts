import path from 'node:path';
import type { CodeTable, Diagnostic } from '../diagnostics/diagnostic.js';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import { plural } from '../diagnostics/render.js';
import type { View } from '../import/document.js';
import { readDocument } from '../import/read.js';
import { recognise } from '../import/recognise/index.js';
import { lintDefinitions, lintDocument } from '../lint/lint.js';
import type { Model } from '../model/model.js';
import { packageFolder } from '../read/definitions/package-schemas.js';
import { forKnown, forLint, loadSources } from '../read/load.js';
import type { Sources } from '../read/sources.js';
import { isSystemError } from '../write/file-system.js';
import type { Context, Report } from './context.js';
import { ExitCode } from './context.js';
import { relocate } from './report.js';

export const lintCliCodes = {
  LINT_OPERAND: { severity: 'error', title: 'An operand is no folder and no document' },
} as const satisfies CodeTable;

/** What was found in one operand, and the texts for excerpts. */
interface Linted {
  readonly name: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
  /** No table and no list of the document was understood: to find nothing in it says little. */
  readonly isSilent?: boolean;
}

interface Known {
  readonly model: Model | undefined;
  /** Why it could not be read. */
  readonly diagnostics: readonly Diagnostic[];
}

/** `specgen lint DOCUMENT | DIR`: what looks wrong; exit code 1 when it is more than a note. */
export async function run(context: Context): Promise<Report> {
  const { operand, operands = [operand] } = context;
  const linted: Linted[] = [];
  let known: Promise<Known> | undefined;
  for (const name of new Set(operands)) {
    const bytes = await readOperand(context, name);
    if (bytes === 'folder') {
      linted.push(await lintFolder(context, name));
    } else if (bytes instanceof Uint8Array) {
      const { model, diagnostics } = await (known ??= readKnown(context));
      // Compared with nothing, a document would look better than it is.
      if (model !== undefined || diagnostics.length === 0) linted.push(await lintFile(context, name, bytes, model));
    } else {
      linted.push({ name, diagnostics: bytes, sources: new Map() });
    }
  }
  const diagnostics = [...((await known)?.diagnostics ?? []), ...linted.flatMap((one) => one.diagnostics)];
  const has = (severity: Diagnostic['severity']): boolean => diagnostics.some((d) => d.severity === severity);
  return {
    exitCode: has('error') ? ExitCode.input : has('warning') ? ExitCode.stale : ExitCode.clean,
    diagnostics,
    sources: new Map(linted.flatMap((one) => [...one.sources])),
    text: linted.map(summary),
    data: { codes: countByCode(diagnostics) },
  };
}

async function readOperand({ cwd, files }: Context, name: string): Promise<Uint8Array | 'folder' | readonly Diagnostic[]> {
  try {
    return await files.readFile(path.resolve(cwd, name));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'EISDIR') return 'folder';
    const diagnostics = new Diagnostics();
    const reason = error.code === 'ENOENT' ? 'does not exist' : `cannot be read: ${error.message}`;
    diagnostics.report(lintCliCodes, 'LINT_OPERAND', `${name} ${reason}`, undefined, 'name a document (.docx, .md, .txt) or a folder of definitions');
    return diagnostics.list();
  }
}

/** What documents are compared with: the folder that `--known` names, nothing, or the definitions of the compiler itself. */
async function readKnown(context: Context): Promise<Known> {
  const { cwd, compiler, settings, files } = context;
  const named = context.flags?.get('known');
  if (named === 'none') return { model: undefined, diagnostics: [] };
  const isNamed = typeof named === 'string';
  const { sources, diagnostics } = await loadSources(isNamed ? path.resolve(cwd, named) : path.join(packageFolder(), 'xsd'), isNamed ? { files, role: forKnown } : {});
  context.progress('reading the specification');
  return { model: sources.size === 0 ? undefined : (await compiler.analyse(sources, settings.overrides)).model, diagnostics };
}

async function lintFile(context: Context, name: string, bytes: Uint8Array, known: Model | undefined): Promise<Linted> {
  context.progress('reading');
  const view = (context.flags?.get('view') ?? 'accepted') as View;
  const read = new Diagnostics();
  const document = await readDocument(bytes, name, view, read);
  const sources: Sources = document === undefined || document.format === 'docx' ? new Map() : new Map([[name, Buffer.from(bytes).toString('utf8')]]);
  if (document === undefined) return { name, diagnostics: read.list(), sources };
  context.progress('linting');
  const facts = recognise(document, new Diagnostics());
  const all = new Diagnostics();
  for (const diagnostic of [...read.list(), ...lintDocument(document, facts, known)]) all.add(diagnostic);
  return { name, diagnostics: all.list(), sources, isSilent: facts.facts.length === 0 && (facts.removed ?? []).length === 0 };
}

/** Definitions are checked first: what contradicts itself needs no second opinion. */
async function lintFolder(context: Context, name: string): Promise<Linted> {
  const { cwd, compiler, settings, files } = context;
  const folder = path.resolve(cwd, name);
  const input = await loadSources(folder, { files, except: settings.output, role: forLint });
  if (input.sources.size === 0) return { name, ...relocate(input.diagnostics, input.sources, folder, cwd) };
  context.progress('reading the specification');
  const { model, diagnostics } = await compiler.analyse(input.sources, settings.overrides);
  return { name, ...relocate([...input.diagnostics, ...diagnostics, ...lintDefinitions(model)], input.sources, folder, cwd) };
}

function summary({ name, diagnostics, isSilent = false }: Linted): string {
  const count = (severity: Diagnostic['severity']): number => diagnostics.filter((d) => d.severity === severity).length;
  const parts = (['error', 'warning', 'note'] as const).filter((severity) => count(severity) > 0).map((severity) => plural(count(severity), severity));
  return `${name}: ${parts.length === 0 ? `nothing found${isSilent ? ', and no table or list understood' : ''}` : parts.join(', ')}`;
}

function countByCode(diagnostics: readonly Diagnostic[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { code } of diagnostics) counts.set(code, (counts.get(code) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
