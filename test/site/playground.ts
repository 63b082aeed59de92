import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { base, close, open, requested } from './browser.js';

/** The page that checks what is pasted. */
export function playing(): void {
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
    // Who begins to wait when the pointer is there already may be too late.
    await Promise.all([opened.waitForRequest(/playground\/playground\.js$/), opened.hover('#payload')]);
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

  it('takes slips of the pen, and numbers and lists of another notation, for what was meant', async () => {
    const opened = await open('playground.html');
    await opened.locator('#verdict.good').waitFor();
    await opened.fill('#payload', '{"m2m:cnt": {"mni": "3", "mbz": 5, "lbl": "a"}}');
    await opened.locator('#verdict.bad', { hasText: '3 findings' }).waitFor();
    for (const fix of ['3', 'rename to mbs', '["a"]']) await opened.click(`#findings button:text-is('${fix}')`);
    await opened.locator('#verdict.good').waitFor();
    expect(await opened.inputValue('#payload')).toBe(JSON.stringify({ 'm2m:cnt': { mni: 3, mbs: 5, lbl: ['a'] } }, undefined, 2));
    const [before, after] = ['<m2m:cnt xmlns:m2m="http://www.onem2m.org/xml/protocols"><lbl>a</lbl>', '</m2m:cnt>'];
    await opened.fill('#payload', `${before}<mbz>5</mbz>${after}`);
    await opened.click(`#findings button:text-is('rename to mbs')`);
    await opened.locator('#verdict.good').waitFor();
    expect(await opened.inputValue('#payload')).toBe(`${before}<mbs>5</mbs>${after}`);
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

  it('sees by itself what was pasted: the format, the type, and whether it is a request', async () => {
    const opened = await open('playground.html');
    const shown = async (text: string, verdict: string): Promise<unknown> => {
      await opened.fill('#payload', text);
      await opened.locator('#verdict', { hasText: verdict }).waitFor();
      return [await opened.inputValue('#type'), await opened.inputValue('#format')];
    };
    const namespace = 'xmlns:m2m="http://www.onem2m.org/xml/protocols"';
    expect(await shown(`<m2m:cnt ${namespace}><mni>1</mni></m2m:cnt>`, 'Valid: container')).toEqual(['container', 'xml']);
    expect(await shown('{"op":2,"to":"a","fr":"C","rqi":"1","rvi":"3"}', 'Valid: request')).toEqual(['requestPrimitive', 'json']);
    expect(await shown('{"rsc":2000,"rqi":"1","rvi":"3"}', 'Valid: response')).toEqual(['responsePrimitive', 'json']);
    expect(await shown('{"m2m:ae":{"api":"Na","rr":true,"srv":["3"]}}', 'Valid: AE')).toEqual(['AE', 'json']);
    expect(await shown('  ', 'Nothing to check yet')).toEqual(['AE', 'json']);
    expect(await opened.locator('#findings li').count()).toBe(0);
    await shown(`{"m2m:ae":{"api":"Na","rr":true,"srv":["3"],"lbl":${JSON.stringify(Array.from({ length: 1000 }, (_, i) => `l${i}`))}}}`, 'Valid: AE');
    expect(await opened.locator('#understood').textContent()).toContain('1000 items');
    expect(await opened.locator('#understood li').last().textContent()).toBe('and 800 more');
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
}
