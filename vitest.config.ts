import os from 'node:os';
import v8 from 'node:v8';
import { defineConfig } from 'vitest/config';
import { SlowFirst } from './test/support/slow-first.js';
import { onBuilt } from './test/support/built.js';
import { flagsFor } from './test/support/flags.js';
import { scratchInMemory } from './test/support/scratch.js';
import { slow } from './test/support/slow.js';

/** `vitest run` runs on the sources in JavaScript (built.ts); a watch runs on the sources themselves, as does `SPECGEN_SOURCES=1 npm run test:unit`. */
const isOnBuilt = process.argv.includes('run') && process.env['SPECGEN_SOURCES'] === undefined;

scratchInMemory();

// The process that transforms the tests and hears of them is one, too.
for (const flag of flagsFor()) v8.setFlagsFromString(flag);
// Programs in Go, of which each worker has one for bundles, collect less often.
process.env['GOGC'] ??= '400';

/**
 * One more than cores: a file that waits, for a process, a socket, a browser, leaves room for another. Each loads and compiles for itself what all need:
 * a second one more cost more than it filled. As far as there is memory, of which a worker takes up to 2.5 GB.
 */
const workers = Math.max(2, Math.min(os.availableParallelism() + 1, Math.floor(os.totalmem() / 3e9)));

/** `npm run test:unit`. Otherwise what is quick and what is slow are one project: workers go from the one to the other with what they have loaded. */
const isQuick = /--project[ =]unit\b/.test(process.argv.join(' '));
const ofPackage = ['test/package/**/*.test.ts'];

const kept = {
  ...(isOnBuilt && { globalSetup: ['test/support/built.ts', 'test/support/warm/setup.ts'] }),
  setupFiles: ['test/support/seed.ts'],
  // A worker runs one file after the other, with the modules that are loaded and warm: they have no state that a test could spoil.
  isolate: false,
};

export default defineConfig({
  plugins: isOnBuilt ? [onBuilt()] : [],
  test: {
    testTimeout: 120_000,
    // Who prepares something waits as long as who tests it: a machine may be busy.
    hookTimeout: 120_000,
    maxWorkers: workers,
    execArgv: [...flagsFor()],
    sequence: { sequencer: SlowFirst },
    server: { deps: { external: [/[\\/]dist[\\/]/, /[\\/]\.built[\\/]/] } },
    projects: [
      { extends: true, test: { ...kept, ...(isQuick ? { name: 'unit', exclude: [...ofPackage, ...slow] } : { name: 'all', exclude: [...ofPackage] }), include: ['test/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'package',
          include: [...ofPackage],
          globalSetup: ['test/package/setup.ts', 'test/support/warm/setup.ts'],
          setupFiles: ['test/package/installed.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
