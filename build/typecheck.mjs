import os from 'node:os';
import { compile } from './compiler.mjs';

// `npm run typecheck`: all that is TypeScript, or JavaScript with types.
const projects = ['tsconfig.json', 'build/tsconfig.json', 'site/tsconfig.json', 'runtime/page/tsconfig.json'];
// Each checker finds out for itself what a type is that others need, too: one for two cores, where something else runs beside this, is a quarter less work.
const checkers = Math.min(4, Math.max(1, Math.floor(os.availableParallelism() / 2)));

process.exitCode = projects.map((project) => compile(project, '--checkers', String(checkers))).find((code) => code !== 0) ?? 0;
