import os from 'node:os';
import { Worker } from 'node:worker_threads';
import type { OutputFile } from '../output.js';
import type { ModuleDeclaration } from './declarations.js';
import { printModules } from './print.js';

/**
 * `printModules` in a thread of its own: loading ts-morph and printing are a third of a cold run, which the other emitters
 * use meanwhile. Where there is no thread to be had, or Node runs the TypeScript sources and could not load one, it happens
 * here.
 */
export async function printApart(modules: readonly ModuleDeclaration[]): Promise<readonly OutputFile[]> {
  if (!import.meta.url.endsWith('.js') || os.availableParallelism() < 2) return printModules(modules);
  try {
    return await printed(modules);
  } catch {
    return printModules(modules);
  }
}

const printed = (modules: readonly ModuleDeclaration[]): Promise<readonly OutputFile[]> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./print-thread.js', import.meta.url), { workerData: modules });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('The printing thread ended without a result.')));
  });
