import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { program } from './served.js';

const folder = mkdtempSync(path.join(os.tmpdir(), 'onem2m-npx-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// npm starts a shell, which starts us: a signal for npm ends the shell, and reaches nobody else.
it('a CSE that npx has started ends with it, having closed its socket', async () => {
  mkdirSync(path.join(folder, 'node_modules/.bin'), { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "name": "somebody", "version": "1.0.0" }');
  writeFileSync(path.join(folder, 'node_modules/.bin/onem2m-specgen'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`, { mode: 0o755 });
  const npx = spawn('npx', ['--no-install', 'onem2m-specgen', 'serve', '--port', '0', '--store', 'memory', '--log', 'json'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  // The pipe is closed when nobody holds it, which is when the CSE has ended.
  const closed = new Promise<void>((resolve) => void npx.stdout.on('close', resolve));
  const url = await new Promise<string>((resolve) => void npx.stdout.setEncoding('utf8').on('data', (text: string) => resolve((JSON.parse(text.split('\n')[0]!) as { readonly url: string }).url)));
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  npx.kill('SIGTERM');
  await closed;
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
}, 60_000);
