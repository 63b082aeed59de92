import path from 'node:path';
import { describe } from 'vitest';
import { root } from './blocks.js';
import { followPage } from './follow.js';
import type { Project } from './project.js';
import { addProgram, emptyProject } from './project.js';

/** The bundler of the page. */
function carPark(): Project {
  const project = emptyProject();
  addProgram(project, 'esbuild', [path.join(root, 'node_modules/.bin/esbuild')]);
  return project;
}

/** The pages from nothing: an empty folder, and the commands that they name. */
describe("a resource type of one's own", () => {
  followPage('docs/write-a-resource-type.md', undefined, carPark);
});

describe("a specification of one's own in a project", () => {
  followPage('docs/own-specification.md', undefined, carPark);
});
