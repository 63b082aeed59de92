import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { site } from './folder.js';

const candidates = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = candidates.find((file) => file !== undefined && existsSync(file));

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--allow-file-access-from-files'];
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

let browser: Browser;
const server = createServer((request, response) => {
  const file = path.join(site, decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
  readFile(file.startsWith(site) ? file : site).then(
    (bytes) => response.writeHead(200, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' }).end(bytes),
    () => response.writeHead(404).end(),
  );
});

/** Where the site is served, and all that pages have asked for. */
export let base: string;
export const requested: string[] = [];

/** What a reader sees of the site, in a browser that all tests share. */
export function inBrowser(title: string, tests: () => void): void {
  describe.skipIf(executablePath === undefined)(`${title}${executablePath === undefined ? ' (skipped: no Chromium found; CHROMIUM_PATH may name one)' : ''}`, () => {
    beforeAll(async () => {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      browser = await chromium.launch({ executablePath: executablePath!, args: flags });
    });
    afterAll(async () => {
      await browser?.close();
      server.close();
    });
    tests();
  });
}

type Options = Parameters<Browser['newContext']>[0];

export async function open(url: string, options: Options = {}): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const opened = await context.newPage();
  opened.on('pageerror', (error) => {
    throw error;
  });
  opened.on('request', (request) => requested.push(request.url()));
  await opened.goto(url.startsWith('file:') ? url : `${base}/${url}`);
  return opened;
}
export const close = (opened: Page): Promise<void> => opened.context().close();
