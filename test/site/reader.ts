import path from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { base, close, open } from './browser.js';
import { site } from './folder.js';

/** What a reader does with a page, by eye, keyboard and phone. */
export function reading(): void {
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

  const looked = ['index.html', 'specification/index.html', 'resources/softwareCampaign.html', 'enumerations/execResultType.html', 'status-codes/4000.html', 'machines/execStatus.html', 'errata/B72.html', 'fault-codes/8.2.1.1-1.html', 'resources/mgmtCmd.html', 'errata/index.html', 'specification/outcomes.html', 'changes/TS-0006-CR.html', 'api/arbitrary.html', 'guides/wire.html', 'playground.html'];

  describe('all over', () => {
    // A browser that opens a page anew, with a process of its own, takes longer than to load another into the one that is open.
    let opened: Page;
    beforeAll(async () => void (opened = await open('index.html', { reducedMotion: 'reduce' })));
    afterAll(() => close(opened));

    it.each(looked)('fits, does not move and has nothing against it: %s', async (url) => {
      // First: the page before would be laid out anew.
      await opened.goto('about:blank');
      await opened.setViewportSize({ width: 1280, height: 900 });
      await opened.emulateMedia({ colorScheme: 'light' });
      await opened.goto(`${base}/${url}`);
      if (url === 'playground.html') await opened.locator('#verdict.good').waitFor();
      expect(await opened.evaluate<number>(shift)).toBeLessThan(0.01);
      await opened.evaluate(axe.source);
      expect(await opened.evaluate<readonly string[]>(violations(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']))).toEqual([]);
      await opened.emulateMedia({ colorScheme: 'dark' });
      expect(await opened.evaluate<readonly string[]>(violations(['color-contrast']))).toEqual([]);
      expect(await opened.evaluate<readonly string[]>(broken)).toEqual([]);
      for (const width of [1280, 320]) {
        await opened.setViewportSize({ width, height: 700 });
        expect(await opened.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      }
      // A row that became a card has the page to itself.
      expect(await opened.evaluate<readonly string[]>(`[...document.querySelectorAll('table.rows tbody tr')].filter((row) => row.checkVisibility() && row.getBoundingClientRect().width < 260).map((row) => row.textContent.slice(0, 40))`)).toEqual([]);
    });
  });
}

/** What a table breaks in the middle of a word, or lets stand out of its column, with all details open. */
const broken = `[...document.querySelectorAll('table.rows :is(th, td)')].flatMap((cell) => {
  for (const details of cell.querySelectorAll('details')) details.open = true;
  const words = [];
  if (cell.scrollWidth > cell.clientWidth + 1) words.push('wider than its column: ' + cell.textContent);
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    for (const { 0: word, index } of texts.currentNode.data.matchAll(/(?<![\\w.:,;])[\\w.:,;]{1,20}(?![\\w.:,;])/g)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) words.push(word);
    }
  }
  return words;
})`;

/** What moved by itself since the page began to load. */
const shift = `new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value; }).observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => resolve(sum), 100);
})`;

const violations = (rules: readonly string[]): string => `axe.run(document, { resultTypes: ['violations'], preload: false, selectors: false, runOnly: ${JSON.stringify(rules)} }).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html, any }) => id + ': ' + html.slice(0, 160) + ' ' + (any[0]?.message ?? ''))))`;
