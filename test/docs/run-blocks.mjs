// node run-blocks.mjs RESULTS FILES…: runs programs one after the other in one process, each when the one before has nothing
// left to do, as a process of its own would end; what they import is loaded once. RESULTS gets what is wrong with each, as JSON.
import { writeFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { pathToFileURL } from 'node:url';

const [, , results, ...files] = process.argv;
const wrong = {};
let current;
let isSettled = true;
const fail = (error) => (wrong[current] = `${wrong[current] ?? ''}${error?.stack ?? inspect(error)}\n`);

process.on('uncaughtException', fail);
process.on('beforeExit', () => {
  if (current !== undefined) {
    if (!isSettled) fail(new Error('what it awaits never comes'));
    if (process.exitCode) fail(new Error(`exit code ${process.exitCode}`));
    process.exitCode = 0;
    wrong[current] ??= '';
  }
  current = files.shift();
  if (current === undefined) return writeFileSync(results, JSON.stringify(wrong));
  isSettled = false;
  // An import alone is nothing that a process stays for.
  setImmediate(() => import(pathToFileURL(current).href).catch(fail).finally(() => (isSettled = true)));
});
