import { parentPort, workerData } from 'node:worker_threads';
import type { ModuleDeclaration } from './declarations.js';
import { printModules } from './print.js';

// The other end of print-apart.ts: modules come in as data, files go out.
parentPort!.postMessage(printModules(workerData as readonly ModuleDeclaration[]));
