// What stands in the place of the program: node client.mjs SOCKET ARGS… asks the kept process, and writes and ends as that does.
import { writeSync } from 'node:fs';
import { connect } from 'node:net';

const [, , socket, ...argv] = process.argv;
let rest = '';
let tries = 0;

(function ask() {
  const connection = connect(socket);
  connection.setEncoding('utf8');
  connection.on('connect', () => connection.write(`${JSON.stringify({ cwd: process.cwd(), env: process.env, argv })}\n`));
  // It may be on its way still.
  connection.on('error', (error) => (++tries < 1500 ? setTimeout(ask, 20) : (console.error(error), process.exit(70))));
  connection.on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    for (const { fd, text: written, code } of lines.map((line) => JSON.parse(line))) {
      if (fd !== undefined) writeSync(fd, written);
      else process.exit(code);
    }
  });
  connection.on('end', () => process.exit(70));
})();
