import path from 'node:path';
import type { FileSystem } from './file-system.js';
import { ifExists, mapFiles } from './file-system.js';
import type { Plan, PlannedFile } from './plan.js';
import { temporaryFile } from './paths.js';

/** A text that is written beside its target, and the second name of what it replaces. */
interface Staged {
  readonly temp: string;
  readonly target: string;
  readonly backup?: string;
}

/**
 * Carries out a plan, all of it or nothing: every new text is first written beside its target, which is where a full
 * disk or a missing permission shows; then the targets are replaced by renaming, then removed files go, and whatever
 * fails on the way is undone. Unchanged files are not touched. Throws what the file system throws.
 */
export async function applyPlan(output: string, plan: Plan, fs: FileSystem, signal?: AbortSignal): Promise<void> {
  const work = plan.files.filter((file) => file.state !== 'unchanged');
  if (work.length + plan.removed.length === 0) return;
  const undo: (() => Promise<unknown>)[] = [];
  const backups: string[] = [];
  const temporary = temporaryNames();
  try {
    await makeFolder(output, fs, undo);
    await removeLeftovers(output, plan, fs);
    for (const folder of new Set(work.map((file) => path.dirname(path.join(output, file.path))))) await makeFolder(folder, fs, undo);
    const staged = await mapFiles(work, stage);
    const discarded = [];
    for (const file of plan.removed) discarded.push({ target: path.join(output, file), backup: await keep(path.join(output, file)) });
    const replace = async ({ temp, target, backup }: Staged): Promise<void> => {
      signal?.throwIfAborted();
      await fs.rename(temp, target);
      undo.push(() => (backup === undefined ? fs.unlink(target) : fs.rename(backup, target)));
    };
    // The manifest, last of all, does not speak of files that are not there yet.
    await mapFiles(staged.slice(0, -1), replace);
    await mapFiles(staged.slice(-1), replace);
    for (const { target, backup } of discarded) {
      await fs.unlink(target);
      undo.push(() => fs.rename(backup, target));
    }
  } catch (error) {
    for (const step of undo.reverse()) await step().catch(() => undefined);
    throw error;
  }
  for (const backup of backups) await fs.unlink(backup).catch(() => undefined);
  await removeEmptyFolders(output, plan.removed, fs);

  async function stage(file: PlannedFile): Promise<Staged> {
    signal?.throwIfAborted();
    const target = path.join(output, file.path);
    const temp = path.join(path.dirname(target), temporary());
    undo.push(() => fs.unlink(temp));
    await fs.writeFile(temp, file.text, { flag: 'wx' });
    return { temp, target, ...(file.state === 'changed' && { backup: await keep(target) }) };
  }

  /** A second name for a file that is about to go; a copy where the file system has no hard links. */
  async function keep(target: string): Promise<string> {
    const backup = path.join(path.dirname(target), temporary());
    undo.push(() => fs.unlink(backup));
    await fs.link(target, backup).catch(() => fs.copyFile(target, backup));
    backups.push(backup);
    return backup;
  }
}

function temporaryNames(): () => string {
  let count = 0;
  return () => `.specgen-${process.pid}-${count++}.tmp`;
}

/** Creates a folder and its ancestors; undone, those that did not exist before go again. */
async function makeFolder(folder: string, fs: FileSystem, undo: (() => Promise<unknown>)[]): Promise<void> {
  const first = await fs.mkdir(folder, { recursive: true });
  if (first === undefined) return;
  undo.push(async () => {
    for (let current = folder; current.length >= first.length; current = path.dirname(current)) await fs.rmdir(current);
  });
}

/** Temporary files of a run that was killed. The caller holds the lock, so nobody else's are in use. */
async function removeLeftovers(output: string, plan: Plan, fs: FileSystem): Promise<void> {
  const folders = new Set([...plan.files.map((file) => file.path), ...plan.removed].map((file) => path.join(output, path.dirname(file))));
  for (const folder of folders) {
    const names = (await ifExists(fs.readdir(folder))) ?? [];
    for (const name of names.filter((n) => temporaryFile.test(n))) await fs.unlink(path.join(folder, name)).catch(() => undefined);
  }
}

/** The folders of `files` and their ancestors below `output`, as far as they are empty. */
async function removeEmptyFolders(output: string, files: readonly string[], fs: FileSystem): Promise<void> {
  for (const file of files) {
    for (let folder = path.posix.dirname(file); folder !== '.'; folder = path.posix.dirname(folder)) {
      const removed = await fs.rmdir(path.join(output, folder)).then(() => true, () => false);
      if (!removed) break;
    }
  }
}
