import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

// node build/together.mjs SCRIPTS…: scripts of package.json side by side, since each alone leaves a core idle. The last one speaks at once,
// the others when they have ended; ends as the first that fails.
const scripts = process.argv.slice(2);

/** @param {string} script @param {number} at @returns {Promise<number>} */
const run = (script, at) =>
  new Promise((resolve) => {
    const isLast = at === scripts.length - 1;
    const child = spawn('npm', ['run', '--silent', script], { cwd: root, shell: process.platform === 'win32', stdio: ['inherit', isLast ? 'inherit' : 'pipe', isLast ? 'inherit' : 'pipe'] });
    /** @type {Buffer[]} */
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (/** @type {Buffer} */ chunk) => said.push(chunk));
    child.on('close', (code) => {
      if (!isLast) process.stdout.write(`> ${script}\n${Buffer.concat(said).toString()}`);
      resolve(code ?? 1);
    });
  });

process.exitCode = (await Promise.all(scripts.map(run))).find((code) => code !== 0) ?? 0;
