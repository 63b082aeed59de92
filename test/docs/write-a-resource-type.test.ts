import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe } from 'vitest';
import { root } from './blocks.js';
import { followPage } from './follow.js';
import type { Project } from './project.js';
import { addProgram, emptyProject } from './project.js';

/** With what the page installs. */
function carPark(): Project {
  const project = emptyProject();
  for (const name of ['esbuild', 'vitest']) addProgram(project, name, [path.join(root, 'node_modules/.bin', name)]);
  for (const name of ['vitest', '@types']) symlinkSync(path.join(root, 'node_modules', name), path.join(project.folder, 'node_modules', name));
  return project;
}

/** The pages from nothing: an empty folder, and the commands that they name. */
describe("a resource type of one's own", () => {
  followPage('docs/write-a-resource-type.md', undefined, carPark);
});

describe("a specification of one's own in a project", () => {
  followPage('docs/own-specification.md', undefined, carPark);
});
