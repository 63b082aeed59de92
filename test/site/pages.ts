import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { createMarkdownRenderer } from 'vitepress';
import { describe, expect, it } from 'vitest';
import config from '../../site/.vitepress/config.js';
import { said } from '../support/compilers.js';
import { page, root, site } from './folder.js';

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

  it('says of each entry point what it has', async () => {
    const rows = [...(await page('api/index')).matchAll(/<tr><td><a[^>]*><code>(onem2m-specgen[^<]*)<\/code><\/a><\/td><td>([^]*?)<\/td><\/tr>/g)];
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter(([, , words]) => words === '')).toEqual([]);
  });

  it.each(['resources/AE', 'enumerations/execResultType', 'status-codes/4117', 'fault-codes/8.2.1.1-1', 'errata/B72', 'machines/execStatus', 'documents/TS-0001-CR', 'changes/TS-0001-CR', 'changes/TS-0006-CR'])('%s is a page of its own', async (name) => {
    expect(await page(name)).toContain('<main');
  });

  it('all have one title, which is there without script', () => {
    const names = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'));
    expect(names.length).toBeGreaterThan(500);
    expect(names.filter((name) => readFileSync(path.join(site, name), 'utf8').match(/<h1[\s>]/g)?.length !== 1)).toEqual([]);
  });

  it.each(['index', 'resources/container', 'guides/wire', 'api/wire'])('shows no character by its number: %s', async (name) => {
    expect((await page(name)).match(/.{20}&amp;#\d+;/)).toBeNull();
  });

  it('have a blank between words where a line of Markdown ends', async () => {
    const { render } = await createMarkdownRenderer(site, config.markdown);
    expect(render('`one`\n**two**\n[three](three.md)')).toMatch(/<code>one<\/code> <strong>two<\/strong> <a [^>]*>three<\/a>/);
  });

  it('tells apart what an erratum bears on', async () => {
    for (const name of readdirSync(path.join(site, 'errata'))) {
      const list = /<ul class="columns">(.*?)<\/ul>/.exec(await page(`errata/${path.basename(name, '.html')}`))?.[1] ?? '';
      const links = [...list.matchAll(/<li>(.*?)<\/li>/g)].map(([, link]) => link!.replaceAll(/<[^>]*>/g, ''));
      expect(new Set(links).size, name).toBe(links.length);
    }
  });

  it('has examples in TypeScript that compile', async () => {
    const folder = mkdtempSync(path.join(root, 'dist/.examples-'));
    try {
      const blocks = readdirSync(path.join(root, 'dist/pages/resources')).flatMap((name) => /~~~~ts\n([^]*?)\n~~~~/.exec(readFileSync(path.join(root, 'dist/pages/resources', name), 'utf8'))?.[1] ?? []);
      expect(blocks.length).toBeGreaterThan(100);
      writeFileSync(path.join(folder, 'examples.ts'), blocks.join('\n').replaceAll("'onem2m-specgen'", "'../../generated/index.js'"));
      const compilerOptions = { strict: true, exactOptionalPropertyTypes: true, noEmit: true, skipLibCheck: true, types: [], module: 'nodenext', target: 'es2022' };
      writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['examples.ts'] }));
      expect(await said('ts7', folder)).toBe('');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
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
