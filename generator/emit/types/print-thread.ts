import { parentPort } from 'node:worker_threads';
import type { ModuleDeclaration } from './declarations.js';
import { loadPrinter, printModules } from './print.js';

// The other end of print-apart.ts: ts-morph is loaded while the specification is read; then modules come in, files go out.
parentPort!.once('message', (modules: readonly ModuleDeclaration[]) => parentPort!.postMessage(printModules(modules)));
loadPrinter();
