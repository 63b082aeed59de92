import { posix } from 'node:path';
import type { CodeTable, Diagnostic } from '../diagnostics/diagnostic.js';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import { byCodepoint } from '../model/names.js';
import { decode } from '../read/decode.js';
import type { Input } from '../read/load.js';
import { fileLimit, isInputFile, totalLimit } from '../read/load.js';
import type { Git, GitAnswer } from './git.js';

export const revisionCodes = {
  REVISION_GIT: { severity: 'error', title: 'git cannot be started' },
  REVISION_UNKNOWN: { severity: 'error', title: 'A git revision, or a path in it, does not exist' },
  REVISION_FILE: { severity: 'error', title: 'A file of a git revision cannot be read' },
  REVISION_EMPTY: { severity: 'error', title: 'A folder of a git revision contains neither XSDs nor JSON definitions' },
} as const satisfies CodeTable;

/** A folder of a revision as input, or a single file of it. */
export type Revision =
  | { readonly kind: 'folder'; readonly input: Input }
  | { readonly kind: 'file'; readonly bytes: Buffer }
  | { readonly kind: 'problem'; readonly input: Input };

/** `HEAD~1:xsd`: a revision, and a path from the root of the repository, or from the current folder when it starts with `./`. */
export const looksLikeRevision = (operand: string): boolean => /^[^:]+:/.test(operand);

/** `BASE..HEAD:TS-0001.md`: one file at two revisions. With three dots, what HEAD did since the two went apart, as git has it. */
export function rangeOf(operand: string): { readonly base: string; readonly head: string; readonly path: string; readonly sinceFork: boolean } | undefined {
  const [, base, dots, head, path] = /^([^:]*?)(\.{2,3})([^:.][^:]*)?:([^]+)$/.exec(operand) ?? [];
  return dots === undefined ? undefined : { base: base === '' ? 'HEAD' : base!, head: head ?? 'HEAD', path: path!, sinceFork: dots.length === 3 };
}

/** Both sides of a range: the file as it was and as it is. */
export async function readRange(git: Git | undefined, cwd: string, operand: string): Promise<{ readonly before?: RangeSide; readonly after?: RangeSide; readonly diagnostics: readonly Diagnostic[] }> {
  const { base, head, path, sinceFork } = rangeOf(operand)!;
  const fork = sinceFork && git !== undefined ? await git(cwd, ['merge-base', '--end-of-options', base, head], listingLimit) : undefined;
  const from = fork?.exitCode === 0 ? fork.stdout.toString().trim().slice(0, 12) : base;
  const after = `${head}:${path}`;
  const is = await readRevision(git, cwd, after);
  let before = `${from}:${path}`;
  let was = await readRevision(git, cwd, before);
  const former = git !== undefined && was.kind === 'problem' && is.kind === 'file' ? await nameBefore(git, cwd, from, head, path) : undefined;
  if (former !== undefined) {
    before = `${from}:${former}`;
    was = await readRevision(git, cwd, before);
  }
  // A document that is new at HEAD has nothing that it could differ from.
  if (was.kind === 'problem' && is.kind === 'file' && (await isMissing(git, cwd, from, was))) return { after: { file: after, bytes: is.bytes }, diagnostics: [] };
  const problems = [was, is].flatMap((side) => (side.kind === 'problem' ? side.input.diagnostics : []));
  for (const [side, name] of [[was, before], [is, after]] as const) if (side.kind === 'folder') problems.push(problemOf('REVISION_FILE', `${name} is a folder; a range is of one document`));
  if (was.kind !== 'file' || is.kind !== 'file') return { diagnostics: problems };
  return { before: { file: before, bytes: was.bytes }, after: { file: after, bytes: is.bytes }, diagnostics: [] };
}

/** What a file was called that has been renamed between two revisions, from the root of the repository. */
async function nameBefore(git: Git, cwd: string, from: string, head: string, path: string): Promise<string | undefined> {
  const prefix = path.startsWith('./') ? (await git(cwd, ['rev-parse', '--show-prefix'], listingLimit)).stdout.toString().trim() : '';
  const renames = await git(cwd, ['diff', '--name-status', '-z', '--find-renames', '--diff-filter=R', '--end-of-options', from, head], listingLimit);
  // R087, the old name, the new name; each ends with NUL.
  const parts = renames.exitCode === 0 ? renames.stdout.toString().split('\0') : [];
  const at = parts.indexOf(posix.normalize(`${prefix}${path}`));
  return at >= 2 && at % 3 === 2 ? parts[at - 1] : undefined;
}

/** Whether a revision is there, and the path in it is not. */
async function isMissing(git: Git | undefined, cwd: string, revision: string, { input }: Revision & { kind: 'problem' }): Promise<boolean> {
  if (git === undefined || revision.startsWith('-') || input.diagnostics.some((d) => d.code !== 'REVISION_UNKNOWN')) return false;
  return isRevision(git, cwd, revision);
}

interface RangeSide {
  readonly file: string;
  readonly bytes: Buffer;
}

function problemOf(code: keyof typeof revisionCodes, message: string): Diagnostic {
  const diagnostics = new Diagnostics();
  diagnostics.report(revisionCodes, code, message);
  return diagnostics.list()[0]!;
}

const objectName = /^[0-9a-f]{40,64}$/;
/** The names of a million files. */
const listingLimit = 64 * 1024 * 1024;

/** Reads what stands under `operand` in git, as `loadSources` reads a folder; symbolic links and submodules are no input. */
export async function readRevision(git: Git | undefined, cwd: string, operand: string): Promise<Revision> {
  const diagnostics = new Diagnostics();
  const problem = (code: keyof typeof revisionCodes, message: string, hint?: string): Revision => {
    diagnostics.report(revisionCodes, code, message, undefined, hint);
    return { kind: 'problem', input: { sources: new Map(), hash: '', diagnostics: diagnostics.list() } };
  };
  const failed = (answer: GitAnswer, code: keyof typeof revisionCodes, message: string, hint?: string): Revision =>
    answer.exitCode === undefined ? problem('REVISION_GIT', `git cannot read ${operand}: ${answer.message}`) : problem(code, message, hint);
  if (git === undefined) return problem('REVISION_GIT', 'there is no git to read revisions with');
  // A name that starts with - would be an option; a revision has no such name.
  if (operand.startsWith('-')) return problem('REVISION_UNKNOWN', `"${operand}" is no revision`);

  const parsed = await git(cwd, ['rev-parse', '--verify', '--quiet', '--end-of-options', operand], listingLimit);
  const name = parsed.stdout.toString().trim();
  if (parsed.exitCode !== 0 || !objectName.test(name)) {
    const { message, hint } = await unknownIn(git, cwd, operand, parsed);
    return failed(parsed, 'REVISION_UNKNOWN', message, hint);
  }
  const type = await git(cwd, ['cat-file', '-t', name], listingLimit);
  if (type.stdout.toString().trim() === 'blob') {
    const blob = await git(cwd, ['cat-file', 'blob', name], fileLimit);
    return blob.exitCode === 0
      ? { kind: 'file', bytes: blob.stdout }
      : failed(blob, 'REVISION_FILE', `${operand} cannot be read: ${blob.message}`);
  }

  const listing = await git(cwd, ['ls-tree', '-r', '-z', '--long', '--full-tree', name], listingLimit);
  if (listing.exitCode !== 0) return failed(listing, 'REVISION_UNKNOWN', `${operand} cannot be listed: ${listing.message}`);
  const entries = entriesOf(listing.stdout.toString());
  if (entries.length === 0) return problem('REVISION_EMPTY', `${operand} contains no *.xsd and no *.json`);
  const large = entries.find((e) => e.size > fileLimit);
  if (large !== undefined) return problem('REVISION_FILE', `${operand}/${large.path} is too large`);
  if (entries.reduce((sum, e) => sum + e.size, 0) > totalLimit)
    return problem('REVISION_FILE', `the files of ${operand} are too large together`);

  const contents = await git(cwd, ['cat-file', '--batch'], totalLimit + listingLimit, entries.map((e) => `${e.name}\n`).join(''));
  if (contents.exitCode !== 0) return failed(contents, 'REVISION_FILE', `the files of ${operand} cannot be read: ${contents.message}`);
  const sources = new Map<string, string>();
  const blobs = blobsOf(contents.stdout);
  entries.forEach((entry, i) => {
    const text = blobs[i] === undefined ? { message: 'is missing', line: 1, column: 1 } : decode(blobs[i]);
    if (typeof text === 'string') sources.set(entry.path, text);
    else diagnostics.report(revisionCodes, 'REVISION_FILE', text.message, { file: entry.path, line: text.line, column: text.column });
  });
  return { kind: 'folder', input: { sources, hash: name, diagnostics: diagnostics.list() } };
}

/** Which of both is not there: the revision, or the path in it. */
async function unknownIn(git: Git, cwd: string, operand: string, { message }: GitAnswer): Promise<{ readonly message: string; readonly hint?: string }> {
  const [, revision = operand, path = ''] = /^([^:]*):([^]*)$/.exec(operand) ?? [];
  if (message !== '' || !(await isRevision(git, cwd, revision))) return { message: `git knows no "${operand}"`.concat(message === '' ? `: there is no revision "${revision}"` : `: ${message}`) };
  return { message: `git knows no "${operand}": the revision has no "${path}"`, hint: path.startsWith('./') ? 'paths with ./ are seen from the current folder' : 'paths are seen from the root of the repository, or from the current folder where they begin with ./' };
}

const isRevision = async (git: Git, cwd: string, revision: string): Promise<boolean> =>
  (await git(cwd, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`], listingLimit)).exitCode === 0;

interface Entry {
  readonly name: string;
  readonly size: number;
  readonly path: string;
}

/** `100644 blob 1f2e… 123\tpath`, ended by NUL: the regular files that the compiler reads, in codepoint order. */
function entriesOf(listing: string): readonly Entry[] {
  return listing
    .split('\0')
    .flatMap((line) => {
      const [, name, size, path] = /^100\d{3} blob ([0-9a-f]{40,64}) +(\d+)\t([\s\S]+)$/.exec(line) ?? [];
      return path !== undefined && isInputFile(path) ? [{ name: name!, size: Number(size), path }] : [];
    })
    .sort((a, b) => byCodepoint(a.path, b.path));
}

/** The answers of `cat-file --batch`: a line with name, type and size, the bytes, a line feed. */
function blobsOf(output: Buffer): readonly (Buffer | undefined)[] {
  const blobs: (Buffer | undefined)[] = [];
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(10, at);
    if (end < 0) break;
    const size = /^[0-9a-f]+ blob (\d+)$/.exec(output.toString('latin1', at, end))?.[1];
    blobs.push(size === undefined ? undefined : output.subarray(end + 1, end + 1 + Number(size)));
    at = end + 1 + (size === undefined ? 0 : Number(size) + 1);
  }
  return blobs;
}
