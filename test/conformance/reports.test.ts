import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../conformance/court.js';
import { htmlReport } from '../../conformance/report/html.js';
import { junitReport } from '../../conformance/report/junit.js';
import { textReport } from '../../conformance/report/text.js';
import type { Report } from '../../conformance/run.js';
import { compileXsd } from '../support/libxml2.js';

const nasty = `<script>alert(1)</script> ]]> & "quoted" \u0000\u001b[31m\u202e\ud800 ${'long'.repeat(60)}`;

const outcome = (n: number, more: Partial<Outcome>): Outcome => ({ id: `container.create: case ${n}`, kind: 'create.NP', what: 'an attribute that the operation does not have', clause: 'TS-0004 7.3.3.3', certainty: 'printed', resource: 'container', verdict: 'passed', ...more });
const request = { method: 'POST', target: `/cse-in/${'a'.repeat(200)}`, headers: { 'X-M2M-Origin': nasty, Authorization: 'Bearer secret' }, body: nasty };
const response = { status: 201, headers: { 'x-m2m-rsc': '2001' }, body: nasty };
const failure = { level: 'outcome', expected: '4000', came: nasty, request, response } as const;
const outcomes: readonly Outcome[] = [
  outcome(1, {}),
  outcome(2, { verdict: 'failed', failure }),
  outcome(3, { verdict: 'failed', failure: { ...failure, level: 'code' }, kind: 'tree.delete', resource: '', errata: ['P46'], certainty: 'erratum', attribute: 'contentSerialization' }),
  outcome(4, { verdict: 'untested', why: nasty, id: nasty }),
];
const report: Report = { url: 'http://127.0.0.1:8080/cse-in', target: { base: 'cse-in', cse: '/id-in', types: undefined, releases: ['3'], serializations: [], isEarlier: false, shownIn: 'json' }, seed: 1, release: '3', content: 'json', outcomes, answers: 4, milliseconds: 1234, ended: nasty, left: [nasty] };

/** What readers of JUnit XML agree on: Ant's suites and cases, with the numbers that Surefire and Jenkins want. */
const schema = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:attributeGroup name="numbers">
    <xs:attribute name="name" type="xs:string" use="required"/>
    <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="time" type="xs:decimal" use="required"/>
  </xs:attributeGroup>
  <xs:complexType name="told"><xs:simpleContent><xs:extension base="xs:string"><xs:attribute name="message" type="xs:string"/><xs:attribute name="type" type="xs:string"/></xs:extension></xs:simpleContent></xs:complexType>
  <xs:element name="testsuites"><xs:complexType><xs:sequence><xs:element name="testsuite" maxOccurs="unbounded"><xs:complexType>
    <xs:sequence><xs:element name="testcase" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
      <xs:choice minOccurs="0"><xs:element name="skipped" type="told"/><xs:element name="failure" type="told"/><xs:element name="error" type="told"/></xs:choice>
      <xs:attribute name="name" type="xs:string" use="required"/><xs:attribute name="classname" type="xs:string" use="required"/><xs:attribute name="time" type="xs:decimal" use="required"/>
    </xs:complexType></xs:element></xs:sequence>
    <xs:attributeGroup ref="numbers"/><xs:attribute name="skipped" type="xs:nonNegativeInteger" use="required"/>
  </xs:complexType></xs:element></xs:sequence><xs:attributeGroup ref="numbers"/></xs:complexType></xs:element>
</xs:schema>`;

describe('reports of what a CSE has said to do harm', () => {
  it('JUnit XML is what its readers expect', () => {
    const compiled = compileXsd(new Map([['junit.xsd', schema]]), 'junit.xsd');
    const xml = junitReport(report);
    expect(compiled.validate(xml)).toEqual([]);
    expect(xml).toMatch(/<testsuites [^>]*tests="5" failures="2" errors="1" time="1\.234">/);
    // What failed before fails nobody's build, and a run that did not go to its end does.
    const again = junitReport(report, { added: [], mended: [], known: ['container.create: case 2', 'container.create: case 3'] });
    expect(compiled.validate(again)).toEqual([]);
    expect(again).toMatch(/<testsuites [^>]*tests="5" failures="0" errors="1" /);
    expect(again).toMatch(/<skipped message="known: expected 4000, came /);
    compiled.dispose();
  });

  it('nothing in them acts on a terminal or a page, and no secret stands there', () => {
    const [text, page] = [textReport(report), htmlReport(report)];
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(page).not.toContain('<script>alert');
    for (const each of [text, page, junitReport(report)]) expect(each).not.toContain('Bearer secret');
  });
});

const candidates = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = candidates.find((file) => file !== undefined && existsSync(file));

describe.skipIf(executablePath === undefined)(`the page${executablePath === undefined ? ': there is no Chromium' : ''}`, () => {
  it('has nothing against it, fits a phone, and is filtered', async () => {
    const browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] });
    try {
      const opened = await browser.newPage({ bypassCSP: true });
      const errors: string[] = [];
      opened.on('pageerror', ({ message }) => errors.push(message));
      await opened.setContent(htmlReport(report, { added: [], mended: [], known: ['container.create: case 2'] }));
      await opened.evaluate(`document.querySelectorAll('details').forEach((each) => { each.open = true; })`);
      await opened.evaluate(axe.source);
      const violations = `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => id + ': ' + html.slice(0, 160) + ' ' + (any[0]?.message ?? ''))))`;
      for (const colorScheme of ['light', 'dark'] as const) {
        await opened.emulateMedia({ colorScheme });
        expect(await opened.evaluate<readonly string[]>(violations)).toEqual([]);
      }
      for (const width of [1280, 320]) {
        await opened.setViewportSize({ width, height: 700 });
        expect(await opened.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      }
      await opened.fill('#filter', 'tree.delete');
      expect(await opened.locator('.finding:visible').count()).toBe(1);
      expect(await opened.locator('#shown').innerText()).toBe('1 of 2 findings');
      expect(errors).toEqual([]);
    } finally {
      await browser.close();
    }
  }, 60_000);
});
