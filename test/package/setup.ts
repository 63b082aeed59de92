import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { npm, root, writeJson } from './support.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The packed tarball, and an empty project outside the repository that has installed it. */
    readonly tarball: string;
    readonly project: string;
  }
}

/** Packs once for all tests of this folder what was built last (`npm run build:package`), as a release does, and installs the tarball as a user would. */
export default async function setup({ provide }: TestProject): Promise<() => void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'onem2m-specgen-package-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    await npm(root, 'pack', '--ignore-scripts', '--pack-destination', folder);
    const tarball = path.join(folder, readdirSync(folder).find((file) => file.endsWith('.tgz'))!);
    const project = path.join(folder, 'project');
    mkdirSync(project);
    writeJson(path.join(project, 'package.json'), { name: 'consumer', private: true, type: 'module' });
    await npm(project, 'install', '--offline', '--no-audit', '--no-fund', tarball);
    provide('tarball', tarball);
    provide('project', project);
    return remove;
  } catch (error) {
    remove();
    throw error;
  }
}
