import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { npm, readJson, root, writeJson } from './support.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The packed tarball, and an empty project outside the repository that has installed it (installed.ts waits for both). */
    readonly tarball: string;
    readonly project: string;
  }
}

/**
 * Packs once for all tests of this folder what was built last (`npm run build:package`), as a release does, and installs the tarball as a user
 * would. It takes ten seconds of one core: other tests have begun.
 */
export default function setup({ provide }: TestProject): () => Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'onem2m-specgen-package-'));
  const { name, version } = readJson(path.join(root, 'package.json')) as { readonly name: string; readonly version: string };
  const [tarball, project] = [path.join(folder, `${name}-${version}.tgz`), path.join(folder, 'project')];
  provide('tarball', tarball);
  provide('project', project);
  const prepared = prepare(folder, tarball, project).then(
    () => '',
    (error: unknown) => String(error),
  );
  const told = prepared.then((problem) => {
    writeFileSync(path.join(folder, 'preparing'), problem);
    renameSync(path.join(folder, 'preparing'), path.join(folder, 'prepared'));
  });
  return async () => {
    await told;
    rmSync(folder, { recursive: true, force: true });
  };
}

async function prepare(folder: string, tarball: string, project: string): Promise<void> {
  await npm(root, 'pack', '--ignore-scripts', '--pack-destination', folder);
  mkdirSync(project);
  writeJson(path.join(project, 'package.json'), { name: 'consumer', private: true, type: 'module' });
  await npm(project, 'install', '--offline', '--no-audit', '--no-fund', tarball);
}
