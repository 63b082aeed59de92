import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The site as `npm run docs` makes it, opened in a browser as a reader would. */
const root = path.resolve(import.meta.dirname, '../..');
const site = path.join(root, 'dist/site');
const candidates = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = candidates.find((file) => file !== undefined && existsSync(file));

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

beforeAll(() => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['build/site.mjs'], { cwd: root, encoding: 'utf8' });
  // Broken links, warnings of the reference and pages that do not render all speak here.
  expect({ status, output: stdout + stderr }).toEqual({ status: 0, output: '' });
}, 180_000);

it.each([
  ['onem2m-specgen', 'functions', 'mapFault'],
  ['onem2m-specgen/validators/softwareCampaign', 'variables', 'createWire'],
  ['onem2m-specgen/validators/support', 'interfaces', 'Validator'],
  ['onem2m-specgen/wire', 'variables', 'parse'],
  ['onem2m-specgen/runtime', 'functions', 'createHostingCse'],
  ['onem2m-specgen/serve', 'functions', 'startCse'],
  ['onem2m-specgen/client', 'functions', 'createClient'],
  ['onem2m-specgen/testing', 'variables', 'build'],
  ['onem2m-specgen/arbitrary', 'variables', 'arbitrary'],
  ['onem2m-specgen/generator', 'functions', 'jsonSchemaFromXsd'],
])('%s is in the reference under its own name', async (module, kind, name) => {
  const page = module.replaceAll('/', '_');
  expect(await readFile(path.join(site, `modules/${page}.html`), 'utf8')).toContain(`href="../${kind}/${page}.${name}.html"`);
});

describe.skipIf(executablePath === undefined)(`the site in a browser${executablePath === undefined ? ' (skipped: no Chromium found; CHROMIUM_PATH may name one)' : ''}`, () => {
  let browser: Browser;
  let base: string;
  const requested: string[] = [];
  const server = createServer((request, response) => {
    const file = path.join(site, decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
    readFile(file.startsWith(site) ? file : site).then(
      (bytes) => response.writeHead(200, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await chromium.launch({ executablePath: executablePath!, args: flags });
  });
  afterAll(async () => {
    await browser?.close();
    server.close();
  });

  async function open(url: string, viewport = { width: 1280, height: 900 }): Promise<Page> {
    const page = await browser.newPage({ viewport });
    page.on('pageerror', (error) => {
      throw error;
    });
    page.on('request', (request) => requested.push(request.url()));
    await page.goto(`${base}/${url}`);
    return page;
  }

  it('shows the attributes of a resource in a table', async () => {
    const page = await open('documents/softwareCampaign.html');
    const row = page.locator('tr', { has: page.locator('td code', { hasText: /^campaignStatus$/ }) }).first();
    expect(await row.locator('td').allTextContents()).toEqual(expect.arrayContaining(['m2m:campaignStatus', 'RO', 'NP']));
    await page.close();
  });

  it('draws state machines', async () => {
    const page = await open('documents/machines.html');
    expect(await page.locator('figure.diagram svg text', { hasText: 'CANCELLING' }).count()).toBeGreaterThan(0);
    await page.close();
  });

  it('follows a link from a resource to an erratum', async () => {
    const page = await open('documents/softwareCampaign.html');
    await page.locator('a', { hasText: /^B02$/ }).first().click();
    await page.waitForURL(/errata\.html#b02$/);
    expect(await page.locator('tr', { has: page.locator('#b02') }).textContent()).toContain('R0');
    await page.close();
  });

  it.each([
    ['an attribute', 'campaignEnabled'],
    ['a function', 'createHostingCse'],
    ['a fault status', 'STATUS_UPLOAD_FAILED'],
  ])('finds %s by search', async (_kind, words) => {
    const page = await open('index.html');
    await page.click('#tsd-search-trigger');
    await page.fill('#tsd-search-input', words);
    await page.locator('#tsd-search-results li a').first().waitFor();
    expect(await page.locator('#tsd-search-results li').count()).toBeGreaterThan(0);
    await page.locator('#tsd-search-results li a').first().click();
    await page.waitForLoadState();
    expect(await page.locator('main, .col-content').first().textContent()).toContain(words);
    await page.close();
  });

  it.each(['index.html', 'documents/softwareCampaign.html', 'documents/machines.html', 'playground/index.html'])('fits a phone: %s', async (url) => {
    const page = await open(url, { width: 390, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await page.close();
  });

  describe('the playground', () => {
    it('says that an example is valid', async () => {
      const page = await open('playground/index.html');
      await page.selectOption('#resource', 'softwareCampaign');
      await page.click('#valid');
      expect(await page.textContent('#verdict')).toMatch(/^Valid/);
      expect(await page.locator('#findings li').count()).toBe(0);
      await page.close();
    });

    it('shows an error at its line', async () => {
      const page = await open('playground/index.html');
      await page.selectOption('#resource', 'softwareCampaign');
      await page.selectOption('#operation', 'create');
      await page.fill('#payload', '{\n  "m2m:swcm": {\n    "vr": "1.0",\n    "swn": "app",\n    "url": "http://example.org/app",\n    "swtg": ["n1"],\n    "swop": 1,\n    "cpst": 1\n  }\n}');
      await page.locator('#findings li').first().waitFor();
      expect(await page.textContent('#findings li')).toContain('campaignStatus');
      expect(await page.textContent('#findings li button')).toContain('8');
      expect(await page.locator('#lines li.bad').allTextContents()).toEqual(['8']);
      await page.close();
    });

    it('reads XML too', async () => {
      const page = await open('playground/index.html');
      await page.selectOption('#resource', 'softwareCampaign');
      await page.selectOption('#format', 'xml');
      await page.click('#valid');
      expect(await page.inputValue('#payload')).toContain('<m2m:swcm');
      expect(await page.textContent('#verdict')).toMatch(/^Valid/);
      await page.close();
    });

    it('sends nothing anywhere', async () => {
      requested.length = 0;
      const page = await open('playground/index.html');
      await page.fill('#payload', '{"m2m:swcm": {}}');
      await page.locator('#findings li').first().waitFor();
      expect(requested.filter((url) => !/\/playground\/(index\.html|playground\.(js|css))$/.test(url))).toEqual([]);
      await page.close();
    });
  });
});
