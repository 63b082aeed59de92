import path from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import type { CodeTable } from '../diagnostics/diagnostic.js';
import type { Given, ImportOptions } from '../import/import.js';
import { oneOf } from '../import/parts.js';
import { isSystemError } from '../write/file-system.js';
import type { Context } from './context.js';
import { looksLikeRevision, rangeOf, readRange, readRevision } from './revision.js';

export const operandCodes = {
  IMPORT_DOCUMENT: { severity: 'error', title: 'A document cannot be read' },
  IMPORT_NEW_IN_RANGE: { severity: 'note', title: 'A document is new within a range of git, and has no side before' },
} as const satisfies CodeTable;

/** Says that a document is new within the range that names it, if it is. */
export function reportNew(operand: string, { original }: Given, diagnostics: Diagnostics): void {
  if (rangeOf(operand) === undefined || original !== undefined) return;
  diagnostics.report(operandCodes, 'IMPORT_NEW_IN_RANGE', `${operand} is new within the range: it is read as it stands, and what differs from the definitions are its changes`);
}

/** A document as the command line names it: a file, `REVISION:PATH`, or `BASE..HEAD:PATH`. What is on the disk comes first. */
export async function readDocumentOperand({ cwd, files, git }: Pick<Context, 'cwd' | 'files' | 'git'>, operand: string): Promise<Given | readonly Diagnostic[]> {
  const failed = (message: string, hint?: string): readonly Diagnostic[] => {
    const diagnostics = new Diagnostics();
    diagnostics.report(operandCodes, 'IMPORT_DOCUMENT', message, undefined, hint);
    return diagnostics.list();
  };
  try {
    return { file: operand, bytes: await files.readFile(path.resolve(cwd, operand)) };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'EISDIR') return (await readFolder({ cwd, files }, operand)) ?? failed(`the document ${operand} is a folder`, isFolder);
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') return failed(`the document ${operand} cannot be read: ${error.message}`);
  }
  if (rangeOf(operand) !== undefined) {
    const { before, after, diagnostics } = await readRange(git, cwd, operand);
    return after === undefined ? diagnostics : { ...after, ...(before !== undefined && { original: before }) };
  }
  if (looksLikeRevision(operand)) {
    const revision = await readRevision(git, cwd, operand);
    if (revision.kind === 'file') return { file: operand, bytes: revision.bytes };
    return revision.kind === 'problem' ? revision.input.diagnostics : failed(`the document ${operand} is a folder`, isFolder);
  }
  return failed(`the document ${operand} does not exist`, 'name a document (.docx, .md, .txt), or one in git: a revision and a path such as HEAD~1:cr.md, a range such as main..HEAD:cr.md');
}

const isFolder = 'name one document in it';

/** A specification that is split into files of Markdown: those of a folder, as its chapters are counted. Undefined where there are none. */
async function readFolder({ cwd, files }: Pick<Context, 'cwd' | 'files'>, operand: string): Promise<Given | undefined> {
  const entries = await files.readdir(path.resolve(cwd, operand), { recursive: true });
  const names = entries.map((name) => name.replaceAll('\\', '/')).filter((name) => /\.(?:md|markdown)$/i.test(name) && !/(?:^|\/)(?:\.|node_modules\/)/.test(name));
  if (names.length === 0) return undefined;
  const inOrder = names.sort(new Intl.Collator('en', { numeric: true }).compare);
  return oneOf(operand, await Promise.all(inOrder.map(async (name) => ({ file: path.posix.join(operand.replaceAll('\\', '/'), name), bytes: await files.readFile(path.resolve(cwd, operand, name)) }))));
}

/** What flags say of the documents themselves. */
export function documentOptions({ flags }: Pick<Context, 'flags'>): Pick<ImportOptions, 'as' | 'asDocument'> {
  const [as, id] = [flags?.get('as'), flags?.get('as-document')];
  return { ...((as === 'excerpt' || as === 'whole') && { as }), ...(typeof id === 'string' && { asDocument: id }) };
}
