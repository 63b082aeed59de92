import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect } from 'vitest';
import { flagsFor } from '../support/flags.js';
import { inBrowser } from './browser.js';
import { root } from './folder.js';
import './pages.js';
import { playing } from './playground.js';
import { reading } from './reader.js';
import './search.js';

// The site is made once, and then looked at: as files, by search, in a browser.
beforeAll(() => {
  // For who works on these tests: the site as it was built last.
  if (process.env['SITE_BUILT'] !== undefined) return;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flagsFor(), 'build/site.mjs'], { cwd: root, encoding: 'utf8' });
  // Broken links, warnings of the reference and pages that do not render all speak here; what is left is how far the framework is.
  const said = (stdout + stderr).split('\n').filter((line) => !/^(?:\S*[-✓]\S* (?:building client \+ server bundles|rendering pages)\.\.\.|build complete in .*|the site: dist\/site\/index\.html|\d+ pages in dist\/site: .*|)$/u.test(line.trim()));
  expect({ status, said }).toEqual({ status: 0, said: [] });
}, 300_000);

inBrowser('the site in a browser', () => {
  reading();
  describe('the playground', playing);
});
