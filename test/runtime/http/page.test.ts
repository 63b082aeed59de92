import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as Serve from '../../../runtime/serve/index.js';

/** The page as it is built, opened in a browser as a person would. */
const root = path.resolve(import.meta.dirname, '../../..');
const executablePath = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) => file !== undefined && existsSync(file));
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

describe.skipIf(executablePath === undefined)(`the page of a CSE${executablePath === undefined ? ' (skipped: no Chromium found; CHROMIUM_PATH may name one)' : ''}`, () => {
  let browser: Browser;
  let cse: Serve.RunningCse;
  const errors: string[] = [];
  const foreign: string[] = [];

  beforeAll(async () => {
    if (!existsSync(path.join(root, 'dist/runtime/page/page.js'))) spawnSync(process.execPath, ['build/build.mjs'], { cwd: root });
    const { startCse } = (await import(path.join(root, 'dist/runtime/serve/index.js'))) as typeof Serve;
    cse = await startCse({ name: 'my-cse' });
    browser = await chromium.launch({ executablePath: executablePath!, args: flags });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await cse?.close();
  });

  const ask = (request: Record<string, unknown>) => cse.request({ fr: 'CAdmin', rqi: '1', ...request });
  async function open(viewport: { width: number; height: number }): Promise<Page> {
    const page = await browser.newPage({ viewport });
    page.on('pageerror', (error) => void errors.push(error.message));
    page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())));
    page.on('request', (request) => void (request.url().startsWith(cse.url) || request.url().startsWith('data:') || foreign.push(request.url())));
    await page.goto(`${cse.url}/`);
    return page;
  }

  it('shows the tree, live, and what is chosen in it', async () => {
    const page = await open({ width: 1200, height: 800 });
    await page.getByText('live', { exact: true }).waitFor();
    await ask({ op: 1, to: 'my-cse', ty: 14, pc: { 'm2m:nod': { rn: 'gateway-1', ni: '<img src=x onerror=alert(1)>' } } });
    await page.locator('#tree').getByRole('button', { name: 'gateway-1' }).click();
    await page.getByRole('heading', { name: 'my-cse/gateway-1 <node>' }).waitFor();
    expect(await page.locator('#attributes dd', { hasText: 'onerror' }).textContent()).toBe('<img src=x onerror=alert(1)>');
    await ask({ op: 3, to: 'my-cse/gateway-1', pc: { 'm2m:nod': { lbl: ['new-label'] } } });
    await page.locator('#attributes dd', { hasText: 'new-label' }).waitFor();
    await ask({ op: 4, to: 'my-cse/gateway-1' });
    await page.getByRole('heading', { name: 'It is gone' }).waitFor();
    await expect.poll(() => page.locator('#tree').getByRole('button', { name: 'gateway-1' }).count()).toBe(0);
    await page.close();
  }, 60_000);

  it('shows campaigns with their progress', async () => {
    const page = await open({ width: 1200, height: 800 });
    const nodes = ['c1', 'c2', 'c3'];
    await ask({ op: 1, to: 'my-cse', fr: 'Cgateway', ty: 2, pc: { 'm2m:ae': { api: 'Ngateway', rr: true, srv: ['3'] } } });
    for (const rn of nodes) await ask({ op: 1, to: 'my-cse', ty: 14, pc: { 'm2m:nod': { rn, ni: rn, hael: ['Cgateway'] } } });
    const content = { rn: 'update', vr: '1.0', swn: 'app', url: 'http://files.example/app.zip', swtg: nodes.map((name) => `my-cse/${name}`), swop: 1 };
    expect(await ask({ op: 1, to: 'my-cse', ty: 9076, pc: { 'm2m:swcm': content } })).toMatchObject({ rsc: 2001 });
    await page.locator('#campaigns').getByText('not enabled, PENDING, Uninitialized').waitFor();
    expect(await ask({ op: 3, to: 'my-cse/update', pc: { 'm2m:swcm': { cpen: true } } })).toMatchObject({ rsc: 2004 });
    await page.locator('#campaigns').getByText('3 of 3 targets: 3 Successful').waitFor({ timeout: 30_000 });
    await page.locator('#campaigns').getByText('enabled, FINISHED, Successful').waitFor();
    expect(await page.locator('#campaigns progress').getAttribute('aria-label')).toBe('3 of 3 targets are done');
    await page.close();
  }, 60_000);

  it('shows requests as they happen, and waits when told to', async () => {
    const page = await open({ width: 1200, height: 800 });
    await page.getByText('live', { exact: true }).waitFor();
    const headers = { 'X-M2M-Origin': 'CAdmin', 'X-M2M-RI': '1', 'X-M2M-RVI': '3' };
    await fetch(`${cse.url}/my-cse/missing`, { headers });
    await page.locator('#happenings li', { hasText: 'retrieve my-cse/missing by CAdmin: 4004' }).waitFor();
    await page.getByLabel('pause').check();
    await fetch(`${cse.url}/my-cse/other`, { headers });
    await page.waitForTimeout(400);
    expect(await page.locator('#happenings li', { hasText: 'my-cse/other' }).count()).toBe(0);
    await page.close();
  }, 60_000);

  it('is readable on a phone, works by keyboard, asks nobody else, and has no errors', async () => {
    const page = await open({ width: 360, height: 700 });
    await page.locator('#tree').getByRole('button', { name: 'my-cse' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'my-cse <CSEBase>' }).waitFor();
    expect(await page.evaluate(`[...document.querySelectorAll('button, input')].every((one) => (one.textContent || one.labels?.length || one.ariaLabel))`)).toBe(true);
    expect([errors, foreign]).toEqual([[], []]);
    await page.close();
  }, 60_000);

  it('a GET of who speaks oneM2M is no visit', async () => {
    const response = await fetch(`${cse.url}/`, { headers: { 'X-M2M-Origin': 'CAdmin', 'X-M2M-RI': '1' } });
    expect([response.headers.get('content-type'), response.headers.get('x-m2m-rsc')]).toEqual(['application/json', '4000']);
  });
});
