import { spawnSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { root } from './paths.mjs';

// `npm run typecheck`: all that is TypeScript, or JavaScript with types, by the compiler in Go.
const projects = ['tsconfig.json', 'build/tsconfig.json', 'site/tsconfig.json', 'runtime/page/tsconfig.json'];
// Each checker finds out for itself what a type is that others need, too: one for two cores, where something else runs beside this, is a quarter less work.
const checkers = Math.min(4, Math.max(1, Math.floor(os.availableParallelism() / 2)));
const compiler = path.join(root, 'node_modules/ts7/bin/tsc');

/** @param {string} project */
const codeOf = (project) => spawnSync(process.execPath, [compiler, '-p', path.join(root, project), '--checkers', String(checkers)], { stdio: 'inherit' }).status ?? 1;

process.exitCode = projects.map(codeOf).find((code) => code !== 0) ?? 0;
