import os from 'node:os';
import { Worker } from 'node:worker_threads';
import type { OutputFile } from '../output.js';
import type { ModuleDeclaration } from './declarations.js';
import { printModules } from './print.js';

/** There is no thread to be had on one processor, and none that could load the TypeScript sources when Node runs those. */
const threads = import.meta.url.endsWith('.js') && os.availableParallelism() > 1;

/** A thread that has loaded the printer, or is about to, and waits for modules. */
let waiting: Worker | undefined;

/**
 * Starts a thread that loads ts-morph, which takes as long as reading and checking a specification: who is going to print
 * says so first. A thread that is not used in the end keeps no process alive.
 */
export function warmPrinter(): void {
  if (!threads || waiting !== undefined) return;
  const thread = new Worker(new URL('./print-thread.js', import.meta.url));
  thread.unref();
  thread.once('error', () => {
    if (waiting === thread) waiting = undefined;
  });
  waiting = thread;
}

/** `printModules` in that thread, while the other emitters use this one; here, where no thread is to be had. */
export async function printApart(modules: readonly ModuleDeclaration[]): Promise<readonly OutputFile[]> {
  warmPrinter();
  const thread = waiting;
  waiting = undefined;
  if (thread === undefined) return printModules(modules);
  try {
    return await printed(thread, modules);
  } catch {
    return printModules(modules);
  } finally {
    await thread.terminate();
  }
}

const printed = (thread: Worker, modules: readonly ModuleDeclaration[]): Promise<readonly OutputFile[]> =>
  new Promise((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('The printing thread ended without a result.')));
    thread.ref();
    thread.postMessage(modules);
  });
