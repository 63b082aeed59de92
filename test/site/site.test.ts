import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entry } from '../../site/search/entry.js';
import { find } from '../../site/search/find.js';

/** The site as `npm run docs` makes it, looked at as files and opened in a browser as a reader would. */
const root = path.resolve(import.meta.dirname, '../..');
const site = path.join(root, 'dist/site');
const candidates = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = candidates.find((file) => file !== undefined && existsSync(file));

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--allow-file-access-from-files'];
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

const page = (name: string): Promise<string> => readFile(path.join(site, `${name}.html`), 'utf8');

beforeAll(() => {
  // For who works on these tests: the site as it was built last.
  if (process.env['SITE_BUILT'] !== undefined) return;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['build/site.mjs'], { cwd: root, encoding: 'utf8' });
  // Broken links, warnings of the reference and pages that do not render all speak here; what is left is how far the framework is.
  const said = (stdout + stderr).split('\n').filter((line) => !/^(?:\S*[-✓]\S* (?:building client \+ server bundles|rendering pages)\.\.\.|build complete in .*|the site: dist\/site\/index\.html|\d+ pages in dist\/site: .*|)$/u.test(line.trim()));
  expect({ status, said }).toEqual({ status: 0, said: [] });
}, 300_000);

describe('pages', () => {
  it.each([
    ['onem2m-specgen', 'root', 'mapFault'],
    ['onem2m-specgen/validators/softwareCampaign', 'validators-softwareCampaign', 'createWire'],
    ['onem2m-specgen/validators/support', 'validators-support', 'Validator'],
    ['onem2m-specgen/wire', 'wire', 'parse'],
    ['onem2m-specgen/runtime', 'runtime', 'createHostingCse'],
    ['onem2m-specgen/serve', 'serve', 'startCse'],
    ['onem2m-specgen/client', 'client', 'createClient'],
    ['onem2m-specgen/testing', 'testing', 'build'],
    ['onem2m-specgen/arbitrary', 'arbitrary', 'arbitrary'],
    ['onem2m-specgen/conformance', 'conformance', 'runConformance'],
    ['onem2m-specgen/generator', 'generator', 'jsonSchemaFromXsd'],
  ])('%s is in the reference under its own name', async (module, name, symbol) => {
    const html = await page(`api/${name}`);
    expect(html).toMatch(new RegExp(`<title>${module}(?: \\||<)`));
    expect(html).toContain(`id="${symbol.toLowerCase()}"`);
  });

  it.each(['resources/AE', 'enumerations/execResultType', 'status-codes/4117', 'fault-codes/8.2.1.1-1', 'errata/B72', 'machines/execStatus', 'documents/TS-0001-CR', 'changes/TS-0001-CR', 'changes/TS-0006-CR'])('%s is a page of its own, with one title', async (name) => {
    expect((await page(name)).match(/<h1[\s>]/g)).toHaveLength(1);
  });

  it('has examples in TypeScript that compile', () => {
    const file = path.join(root, 'dist/examples.ts');
    const blocks = readdirSync(path.join(root, 'dist/pages/resources')).flatMap((name) => /~~~~ts\n([^]*?)\n~~~~/.exec(readFileSync(path.join(root, 'dist/pages/resources', name), 'utf8'))?.[1] ?? []);
    expect(blocks.length).toBeGreaterThan(100);
    writeFileSync(file, blocks.join('\n').replaceAll("'onem2m-specgen'", "'../generated/index.js'"));
    const options: ts.CompilerOptions = { strict: true, exactOptionalPropertyTypes: true, noEmit: true, skipLibCheck: true, types: [], module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, target: ts.ScriptTarget.ES2022 };
    const program = ts.createProgram([file], options);
    expect(program.getSemanticDiagnostics(program.getSourceFile(file)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
  });

  it('says what a Change Request brought, as specgen diff does', async () => {
    const html = await page('changes/TS-0001-CR');
    expect(html).toMatch(/The next version is a <strong>\w+<\/strong>/);
    expect(html).toContain('softwareCampaign');
    expect(await page('changes/TS-0006-CR')).toContain('9010');
    expect(await page('changes/Release-4-5')).toMatch(/What Releases 4 and 5 changed.*The next version is a <strong>\w+<\/strong>.*<code>action<\/code>/s);
  });

  it('loads 150 KB of script at most: raw on pages to read, as it travels once the playground is used', async () => {
    expect((await stat(path.join(site, 'site.js'))).size).toBeLessThan(16_000);
    for (const name of ['index', 'resources/softwareCampaign', 'machines/execStatus', 'playground']) {
      expect([...(await page(name)).matchAll(/<script[^>]*>/g)].map(([tag]) => tag)).toEqual([expect.stringMatching(/src="(?:\.\.\/)*site\.js"/)]);
    }
    const zipped = (file: string): number => gzipSync(readFileSync(path.join(site, file))).length;
    expect(zipped('playground/playground.js') + zipped('playground/data.js')).toBeLessThan(150_000);
    expect(zipped('playground/all.js') + zipped('playground/data.js')).toBeLessThan(190_000);
  });
});

describe('search', () => {
  let entries: readonly Entry[];
  beforeAll(() => {
    const text = readFileSync(path.join(site, 'search.js'), 'utf8');
    entries = JSON.parse(text.slice('SEARCH('.length, text.lastIndexOf(')'))) as readonly Entry[];
  });

  it.each([
    ['swcm', 'resources/softwareCampaign.html'],
    ['<container>', 'resources/container.html'],
    ['[software]', 'resources/software.html'],
    ['m2m:cin', 'resources/contentInstance.html'],
    ['ty 28', 'resources/flexContainer.html'],
    ['ty=2', 'resources/AE.html'],
    ['mgd 1002', 'resources/software.html'],
    ['4117', 'status-codes/4117.html'],
    ['rsc 4004', 'status-codes/4004.html'],
    ['NOT_FOUND', 'status-codes/4004.html'],
    ['9010', 'fault-codes/8.2.1.1-1.html#code-9010'],
    ['Download 9010', 'fault-codes/8.2.1.1-1.html#code-9010'],
    ['Table 8.2.1.2-1', 'fault-codes/8.2.1.2-1.html'],
    ['B72', 'errata/B72.html'],
    ['b72', 'errata/B72.html'],
    ['campaignStatus', 'resources/softwareCampaign.html#campaignStatus'],
    ['m2m:campaignStatus', 'enumerations/campaignStatus.html'],
    ['cpst', 'resources/softwareCampaign.html#campaignStatus'],
    ['softwareCampaign.campaignEnabled', 'resources/softwareCampaign.html#campaignEnabled'],
    ['execResultType', 'enumerations/execResultType.html'],
    ['STATUS_UPLOAD_FAILED', 'enumerations/execResultType.html'],
    ['rqi', 'specification/parameters.html#requestIdentifier'],
    ['createHostingCse', 'api/runtime.html#createhostingcse'],
    ['locked-while-enabled', 'resources/softwareCampaign.html#rule-locked-while-enabled'],
  ])('for %s answers with %s', (typed, address) => {
    const [first] = find(entries, typed);
    expect(first?.[2].replace(typed === 'STATUS_UPLOAD_FAILED' ? /#.*/ : /$^/, '')).toBe(address);
  });

  it('for a clause answers with where it stands on the page of its document', () => {
    const [first] = find(entries, '10.2.28');
    expect(first?.slice(0, 3)).toEqual(['TS-0001-CR 10.2.28', 'clause', expect.stringMatching(/^documents\/TS-0001-CR\.html#clause-10\.2\.28/)]);
  });

  it('knows every resource type by its short name, every status code, every erratum', () => {
    const wrong = entries.filter(([title, kind, , keys]) => {
      const key = kind === 'resource type' ? keys.split('|')[0]! : kind === 'response status code' ? title.split(' ')[0]! : kind === 'erratum' ? title : undefined;
      return key !== undefined && find(entries, key)[0]?.[0] !== title;
    });
    expect(wrong.map(([title]) => title)).toEqual([]);
  });

  it('finds nothing for what is nothing', () => {
    expect(find(entries, '')).toEqual([]);
    expect(find(entries, 'no such thing anywhere')).toEqual([]);
  });
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

  type Options = Parameters<Browser['newContext']>[0];

  async function open(url: string, options: Options = {}): Promise<Page> {
    const context: BrowserContext = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const opened = await context.newPage();
    opened.on('pageerror', (error) => {
      throw error;
    });
    opened.on('request', (request) => requested.push(request.url()));
    await opened.goto(url.startsWith('file:') ? url : `${base}/${url}`);
    return opened;
  }
  const close = (opened: Page): Promise<void> => opened.context().close();

  it('shows an attribute in one row, the rest on demand', async () => {
    const opened = await open('resources/softwareCampaign.html');
    const row = opened.locator('tr#campaignStatus');
    expect((await row.boundingBox())!.height).toBeLessThan(60);
    expect(await row.textContent()).toMatch(/campaignStatus.*cpst.*m2m:campaignStatus.*RO.*C\sNP U\sNP.*Where the campaign stands/);
    expect(await row.locator('dl').isVisible()).toBe(false);
    await row.locator('summary').click();
    expect(await row.locator('dl').innerText()).toMatch(/multiplicity\s+1\s+announced/);
    await close(opened);
  });

  it('opens what a link to a row is about', async () => {
    const opened = await open('resources/softwareCampaign.html#campaignStatus');
    expect(await opened.locator('tr#campaignStatus dl').isVisible()).toBe(true);
    await close(opened);
  });

  it('draws machines whose events lead to their transitions', async () => {
    const opened = await open('resources/softwareCampaign.html');
    const link = opened.locator('figure.diagram a', { hasText: /^allCancelled$/ });
    const label = await link.getAttribute('aria-label');
    expect(label).toMatch(/^allCancelled: transition \d+, from CANCELLING to CANCELLED/);
    await link.click();
    await opened.waitForURL(/machines\/campaignStatus\.html#transition-\d+$/);
    expect(await opened.locator('tr:target').textContent()).toContain('allCancelled');
    await close(opened);
  });

  it('follows a link from a resource to an erratum and back', async () => {
    const opened = await open('resources/softwareCampaign.html');
    await opened.locator('a:visible', { hasText: /^B39$/ }).first().click();
    await opened.waitForURL(/errata\/B39\.html$/);
    await opened.locator('main a', { hasText: /^softwareCampaign$/ }).first().click();
    await opened.waitForURL(/resources\/softwareCampaign\.html$/);
    await close(opened);
  });

  it('is searched by keyboard, and the first answer is the page', async () => {
    const opened = await open('index.html');
    await opened.keyboard.press('/');
    await opened.keyboard.type('swcm');
    await opened.locator('dialog [role=option]').first().waitFor();
    expect(await opened.locator('dialog [role=option]').first().textContent()).toContain('softwareCampaign');
    await opened.keyboard.press('Enter');
    await opened.waitForURL(/resources\/softwareCampaign\.html$/);
    await close(opened);
  });

  it('is as dark as the system, or as the reader says, from the first paint on', async () => {
    const opened = await open('resources/AE.html', { colorScheme: 'dark' });
    const dark = (): Promise<boolean> => opened.evaluate<boolean>(`document.documentElement.classList.contains('dark')`);
    expect(await dark()).toBe(true);
    await opened.click('[data-theme]');
    expect(await dark()).toBe(false);
    await opened.reload();
    expect(await dark()).toBe(false);
    await close(opened);
  });

  it('is read without script', async () => {
    const opened = await open('resources/container.html', { javaScriptEnabled: false, viewport: { width: 390, height: 800 } });
    expect(await opened.locator('tr#maxNrOfInstances').innerText()).toContain('mni');
    expect(await opened.locator('#navigation a').count()).toBeGreaterThan(100);
    await opened.locator('tr#maxNrOfInstances summary').click();
    expect(await opened.locator('tr#maxNrOfInstances dl').isVisible()).toBe(true);
    await close(opened);
  });

  it('works from a folder, too', async () => {
    const opened = await open(`file://${path.join(site, 'playground.html')}`);
    await opened.click('#invalid');
    await opened.locator('#verdict.bad').waitFor();
    await opened.keyboard.press('Control+k');
    await opened.keyboard.type('4117');
    await opened.locator('dialog [role=option]').first().waitFor();
    expect(await opened.locator('dialog [role=option]').first().textContent()).toContain('4117');
    await close(opened);
  });

  it('stays at its beginning on a phone, whose menu is under the page', async () => {
    for (const url of ['resources/container.html', 'guides/wire.html', 'enumerations/execResultType.html']) {
      const opened = await open(url, { viewport: { width: 320, height: 700 } });
      expect(await opened.evaluate<number>('scrollY'), url).toBe(0);
      await opened.click('[data-menu]');
      expect(await opened.evaluate<string | null>(`document.activeElement.getAttribute('aria-current')`)).toBe('page');
      await close(opened);
    }
  });

  const looked = ['index.html', 'specification/index.html', 'resources/softwareCampaign.html', 'enumerations/execResultType.html', 'status-codes/4000.html', 'machines/execStatus.html', 'errata/B72.html', 'fault-codes/8.2.1.1-1.html', 'changes/TS-0006-CR.html', 'api/arbitrary.html', 'guides/wire.html', 'playground.html'];

  it.each(looked)('fits, does not move and has nothing against it: %s', async (url) => {
    const opened = await open(url, { reducedMotion: 'reduce' });
    if (url === 'playground.html') await opened.locator('#verdict.good').waitFor();
    expect(await opened.evaluate<number>(shift)).toBeLessThan(0.01);
    await opened.evaluate(axe.source);
    expect(await opened.evaluate<readonly string[]>(violations(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']))).toEqual([]);
    await opened.emulateMedia({ colorScheme: 'dark' });
    expect(await opened.evaluate<readonly string[]>(violations(['color-contrast']))).toEqual([]);
    for (const width of [1280, 320]) {
      await opened.setViewportSize({ width, height: 700 });
      expect(await opened.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }
    // A row that became a card has the page to itself.
    expect(await opened.evaluate<readonly string[]>(`[...document.querySelectorAll('table.rows tbody tr')].filter((row) => row.checkVisibility() && row.getBoundingClientRect().width < 260).map((row) => row.textContent.slice(0, 40))`)).toEqual([]);
    await close(opened);
  });

  /** What moved by itself since the page began to load. */
  const shift = `new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value; }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => resolve(sum), 100);
  })`;

  const violations = (rules: readonly string[]): string => `axe.run(document, { runOnly: ${JSON.stringify(rules)} }).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html, any }) => id + ': ' + html.slice(0, 160) + ' ' + (any[0]?.message ?? ''))))`;

  describe('the playground', () => {
    /** Shows what is chosen, and waits for the verdict on it. */
    async function choose(opened: Page, choices: Readonly<Record<string, string>>): Promise<void> {
      for (const [id, value] of Object.entries(choices)) await opened.selectOption(`#${id}`, value);
      await opened.locator('#verdict.good, #verdict.bad').waitFor();
    }

    it('has its first verdict without script, and loads 150 KB of it at most before anybody does anything', async () => {
      const bare = await open('playground.html', { javaScriptEnabled: false });
      expect(await bare.locator('#verdict').innerText()).toBe('Valid: AE in a Create request');
      expect(await bare.locator('#understood').innerText()).toContain('requestReachability rr: true');
      await close(bare);
      requested.length = 0;
      const opened = await open('playground.html');
      await opened.waitForLoadState('networkidle');
      expect(requested.filter((url) => url.endsWith('.js'))).toEqual([`${base}/site.js`]);
      await opened.hover('#payload');
      await opened.waitForRequest(/playground\/playground\.js$/);
      await close(opened);
    });

    it('remembers what was pressed, chosen or typed before its script was there', async () => {
      const late = async (act: (opened: Page) => Promise<void>): Promise<Page> => {
        const opened = await open('index.html');
        await opened.route('**/playground/data.js', async (route) => {
          await new Promise((go) => setTimeout(go, 400));
          await route.continue();
        });
        await opened.goto(`${base}/playground.html`);
        await act(opened);
        return opened;
      };
      const pressed = await late((opened) => opened.click('#invalid'));
      await pressed.locator('#verdict.bad').waitFor();
      const selected = await late(async (opened) => void (await opened.selectOption('#type', 'container')));
      await selected.locator('#verdict', { hasText: 'container' }).waitFor();
      const typed = await late((opened) => opened.fill('#payload', '{"m2m:ae": {"api": 1}}'));
      await typed.locator('#verdict.bad').waitFor();
      expect(await typed.inputValue('#payload')).toBe('{"m2m:ae": {"api": 1}}');
      await Promise.all([pressed, selected, typed].map(close));
    });

    it('has a verdict before anybody asks, on every type, in both formats and both names', async () => {
      const opened = await open('playground.html');
      await opened.hover('#payload');
      await opened.locator('[data-playground=ready]').waitFor();
      const wrong: unknown = await opened.evaluate(`(async () => {
        const wrong = [];
        const set = (id, value) => { const select = document.getElementById(id); select.value = value; select.dispatchEvent(new Event('change')); };
        const settled = async () => { const before = Date.now(); do await new Promise((go) => setTimeout(go, 4)); while (!verdict.textContent.includes(' ' + type.selectedOptions[0].text) && Date.now() - before < 5000); };
        for (const [chosenFormat, chosenNames] of [['json', 'wire'], ['xml', 'long']]) {
          set('format', chosenFormat);
          set('names', chosenNames);
          for (const name of [...type.options].map((option) => option.value)) {
            verdict.textContent = '';
            set('type', name);
            await settled();
            if (verdict.className !== 'good' || format.value !== chosenFormat) wrong.push([name, chosenFormat, chosenNames, verdict.textContent, findings.textContent]);
          }
        }
        set('type', 'container');
        for (const [id, value, shown] of [['format', 'json', '"m2m:container"'], ['names', 'wire', '"m2m:cnt"'], ['format', 'xml', '<m2m:cnt'], ['names', 'long', '<m2m:container']]) {
          set(id, value);
          if (!payload.value.includes(shown)) wrong.push([id, value, payload.value]);
        }
        return wrong;
      })()`);
      expect(wrong).toEqual([]);
      await close(opened);
    }, 120_000);

    it('shows an error at its line, with the values that would do, and mends it', async () => {
      const opened = await open('playground.html');
      await opened.locator('#verdict.good').waitFor();
      await opened.fill('#payload', '{\n  "m2m:swcm": {\n    "vr": "1.0",\n    "swn": "app",\n    "url": "http://example.org/app",\n    "swtg": ["n1"],\n    "swop": 9,\n    "cpst": 1\n  }\n}');
      await opened.locator('#verdict.bad').waitFor();
      expect(await opened.locator('#lines li.bad').allTextContents()).toEqual(['7', '8']);
      expect(await opened.locator('#findings li').first().textContent()).toContain('1 INSTALL, 2 UNINSTALL, 3 ACTIVATE, 4 DEACTIVATE');
      await opened.click('text="2 UNINSTALL"');
      await opened.click('text="remove cpst"');
      await opened.locator('#verdict.good').waitFor();
      expect(JSON.parse(await opened.inputValue('#payload'))).toMatchObject({ 'm2m:swcm': { swop: 2 } });
      expect(await opened.locator('#understood').innerText()).toContain('softwareOperation swop: 2 UNINSTALL');
      await close(opened);
    });

    it('mends XML, too, and leaves what stands around as it is', async () => {
      const opened = await open('playground.html#format=xml');
      // The browser's driver selects what is there, and then types: what comes in between would stay.
      await opened.locator('#verdict.good').waitFor();
      const namespace = 'xmlns:m2m="http://www.onem2m.org/xml/protocols"';
      await opened.fill('#payload', `<m2m:swcm ${namespace}>\n  <!-- kept -->\n  <vr>1.0</vr>\n  <swn>app</swn>\n  <swtg>n1 n2</swtg>\n  <swop>INSTALL</swop>\n  <cpst>1</cpst>\n  <foo>1</foo>\n</m2m:swcm>`);
      await opened.locator('#verdict.bad', { hasText: '4 findings' }).waitFor();
      expect(await opened.locator('#findings').innerText()).toContain('values: 1 INSTALL, 2 UNINSTALL, 3 ACTIVATE, 4 DEACTIVATE');
      for (const fix of ['2 UNINSTALL', 'remove cpst', 'remove foo', 'add url']) await opened.click(`text="${fix}"`);
      await opened.locator('#verdict.good').waitFor();
      expect(await opened.inputValue('#payload')).toBe(`<m2m:swcm ${namespace}>\n  <!-- kept -->\n  <vr>1.0</vr>\n  <swn>app</swn>\n  <url>https://example.org/1</url>\n  <swtg>n1 n2</swtg>\n  <swop>2</swop>\n</m2m:swcm>`);
      await close(opened);
    });

    it.each(['requestPrimitive', 'responsePrimitive', 'notification'])('reads a %s, and says what is wrong with one', async (name) => {
      const opened = await open('playground.html');
      await choose(opened, { type: name });
      await opened.click('#invalid');
      await opened.locator('#verdict.bad').waitFor();
      expect(await opened.locator('#findings li').first().innerText()).toMatch(/values: .*rule enum/s);
      await close(opened);
    });

    it('is passed on by a link', async () => {
      const opened = await open('playground.html');
      await choose(opened, { type: 'container', format: 'xml' });
      await opened.waitForURL(/text=/);
      const before = opened.url();
      await opened.locator('#payload').fill('<m2m:cnt xmlns:m2m="http://www.onem2m.org/xml/protocols" rn="ä"><mni>-1</mni></m2m:cnt>');
      await opened.locator('#verdict.bad').waitFor();
      await opened.waitForURL((url) => url.href !== before);
      const other = await open(opened.url().slice(base.length + 1));
      await other.locator('#verdict.bad').waitFor();
      expect(await other.inputValue('#payload')).toContain('rn="ä"');
      expect(await other.inputValue('#type')).toBe('container');
      await Promise.all([close(opened), close(other)]);
    });

    it('does not fail on a link that was cut', async () => {
      const opened = await open('playground.html#type=container&text=q1YqU');
      await opened.locator('#verdict.good').waitFor();
      expect(await opened.inputValue('#type')).toBe('container');
      await close(opened);
    });

    it('sends nothing anywhere', async () => {
      const opened = await open('playground.html');
      await choose(opened, { type: 'softwareCampaign' });
      await opened.locator('#verdict', { hasText: 'Valid: softwareCampaign' }).waitFor();
      requested.length = 0;
      await opened.fill('#payload', '{"m2m:swcm": {}}');
      await opened.locator('#verdict.bad').waitFor();
      expect(requested).toEqual([]);
      const refused = await opened.evaluate(`fetch('/index.html').then(() => 'sent', () => 'refused')`);
      expect(refused).toBe('refused');
      await close(opened);
    });
  });
});
