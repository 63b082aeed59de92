import { chmodSync, cpSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe } from 'vitest';
import { root } from './blocks.js';
import { followPage } from './follow.js';
import type { Project } from './project.js';

/** The folder of the example, in which both pages work. */
function carPark({ folder }: Project): void {
  for (const name of ['xsd', 'generated', 'campaign.ts', 'CR-large-fleets.docx']) rmSync(path.join(folder, name), { recursive: true, force: true });
  cpSync(path.join(root, 'examples/parking-space'), folder, { recursive: true });
  const esbuild = path.join(folder, 'node_modules/.bin/esbuild');
  writeFileSync(esbuild, `#!/bin/sh\nexec "${path.join(root, 'node_modules/.bin/esbuild')}" "$@"\n`);
  chmodSync(esbuild, 0o755);
}

/** The page from nothing: a folder with what the example has, and the commands that it names. */
describe('a resource type of one\'s own', () => {
  followPage('docs/write-a-resource-type.md', carPark);
});

describe('a specification of one\'s own in a project', () => {
  followPage('docs/own-specification.md', carPark);
});
