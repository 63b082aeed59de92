// The program of the package in a process that is kept: node program.mjs SOCKET CLI. A request is a line of JSON, {cwd, env, argv};
// the answers are lines, too: {fd, text} for what it writes, {code} at its end.
import { rmdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [, , socket, cli] = process.argv;
// Whoever started this holds the other end; when that is gone, nobody asks any more.
process.stdin.on('end', () => {
  rmSync(socket, { force: true });
  try {
    // Its own folder, if nothing else is in it.
    rmdirSync(path.dirname(socket));
  } finally {
    process.exit();
  }
}).resume();
// Each run of the program adds its own.
for (const emitter of [process, process.stdout, process.stderr]) emitter.setMaxListeners(0);

let runs = 0;
async function run({ cwd, env, argv }, send) {
  process.chdir(cwd);
  process.env = env;
  process.argv = [process.execPath, cli, ...argv];
  process.exitCode = 0;
  for (const [fd, stream] of [[1, process.stdout], [2, process.stderr]]) {
    stream.write = (chunk, encoding, done) => {
      send({ fd, text: String(chunk) });
      (typeof encoding === 'function' ? encoding : done)?.();
      return true;
    };
  }
  // The module of the program runs it when it is evaluated; under another query it is evaluated anew, and what it imports is loaded and warm.
  runs += 1;
  await import(`${pathToFileURL(cli).href}?${runs}`);
  send({ code: process.exitCode });
}

let last = Promise.resolve();
createServer((connection) => {
  connection.on('error', () => undefined);
  createInterface(connection).on('line', (line) => {
    const send = (answer) => connection.write(`${JSON.stringify(answer)}\n`);
    // One after the other: folder, environment and output are of the process.
    last = last.then(() => run(JSON.parse(line), send)).catch((error) => send({ fd: 2, text: `${error.stack}\n` }) && send({ code: 70 }));
  });
}).listen(socket);
