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

interface Options {
  readonly javaScriptEnabled?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
  readonly reducedMotion?: 'reduce';
}

/** Who reads with script, and who without; each with the pages that nobody looks at just now. A reader of its own for each page, with a process, took longer than the page. */
const readers = new Map<boolean, { readonly context: Promise<BrowserContext>; readonly free: Page[] }>();
function readerOf(javaScriptEnabled: boolean): { readonly context: Promise<BrowserContext>; readonly free: Page[] } {
  const reader = readers.get(javaScriptEnabled) ?? { context: browser.newContext({ javaScriptEnabled }), free: [] };
  readers.set(javaScriptEnabled, reader);
  return reader;
}
const readerOfPage = new WeakMap<Page, boolean>();

/** A page as whoever comes for the first time has it. */
export async function open(url: string, { javaScriptEnabled = true, viewport = { width: 1280, height: 900 }, colorScheme = 'light', reducedMotion }: Options = {}): Promise<Page> {
  const { context, free } = readerOf(javaScriptEnabled);
  const opened = free.pop() ?? (await newPage(await context));
  readerOfPage.set(opened, javaScriptEnabled);
  await opened.setViewportSize(viewport);
  await opened.emulateMedia({ colorScheme, reducedMotion: reducedMotion ?? 'no-preference' });
  await opened.goto(url.startsWith('file:') ? url : `${base}/${url}`);
  return opened;
}

async function newPage(context: BrowserContext): Promise<Page> {
  const opened = await context.newPage();
  opened.on('pageerror', (error) => {
    throw error;
  });
  opened.on('request', (request) => requested.push(request.url()));
  return opened;
}

/** Nobody looks at it any more: what it has kept, or was told to, is gone, and the pointer is nowhere. */
export async function close(opened: Page): Promise<void> {
  await opened.unrouteAll();
  await opened.evaluate('localStorage.clear()');
  await opened.mouse.move(0, 0);
  await opened.goto('about:blank');
  readerOf(readerOfPage.get(opened)!).free.push(opened);
}
