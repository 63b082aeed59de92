import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe } from 'vitest';
import { root } from './blocks.js';
import { followPage } from './follow.js';
import type { Project } from './project.js';

/** A folder with the package and the bundler of the page. */
function carPark({ folder }: Project): void {
  for (const name of ['xsd', 'generated', 'campaign.ts', 'CR-large-fleets.docx']) rmSync(path.join(folder, name), { recursive: true, force: true });
  const esbuild = path.join(folder, 'node_modules/.bin/esbuild');
  writeFileSync(esbuild, `#!/bin/sh\nexec "${path.join(root, 'node_modules/.bin/esbuild')}" "$@"\n`);
  chmodSync(esbuild, 0o755);
}

/** The pages from nothing: an empty folder, and the commands that they name. */
describe('a resource type of one\'s own', () => {
  followPage('docs/write-a-resource-type.md', carPark);
});

describe('a specification of one\'s own in a project', () => {
  followPage('docs/own-specification.md', carPark);
});
