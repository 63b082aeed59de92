import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relocate } from '../../generator/cli/report.js';
import { causes } from '../../generator/diagnostics/causes.js';
import type { Diagnostic } from '../../generator/diagnostics/diagnostic.js';
import { renderGithub } from '../../generator/diagnostics/render-github.js';
import { diagnosticsJson } from '../../generator/diagnostics/render-json.js';
import { clip, printable, safeJson } from '../../generator/diagnostics/render-safe.js';
import { renderText } from '../../generator/diagnostics/render-text.js';
import { anyText } from '../support/any-text.js';

const at = (line: number, column: number, more: Partial<Diagnostic> = {}): Diagnostic => ({
  code: 'X_CODE',
  severity: 'error',
  message: 'went wrong',
  place: { file: 'a.xsd', line, column },
  ...more,
});

const render = (diagnostic: Diagnostic, text: string, width = 100): string[] => renderText([diagnostic], { text: () => text, width }).split('\n').slice(0, -2);

describe('renderText', () => {
  it.each<[string, Diagnostic, string, string[]]>([
    ['place, line and caret', at(2, 3), 'one\ntwo\nthree', ['a.xsd:2:3 error X_CODE went wrong', '    2 | two', '      |   ^']],
    ['CRLF', at(2, 1), 'one\r\ntwo\r\n', ['a.xsd:2:1 error X_CODE went wrong', '    2 | two', '      | ^']],
    ['tabs are two columns', at(1, 2), '\tx', ['a.xsd:1:2 error X_CODE went wrong', '    1 |   x', '      |   ^']],
    ['escapes move the caret', at(1, 2), '\u001bx', ['a.xsd:1:2 error X_CODE went wrong', '    1 | \\u001bx', '      |       ^']],
    ['a line that is not there', at(9, 1), 'one', ['a.xsd:9:1 error X_CODE went wrong']],
    ['a column past the end', at(1, 99), 'one', ['a.xsd:1:99 error X_CODE went wrong', '    1 | one', '      |    ^']],
    ['column 0', at(1, 0), 'one', ['a.xsd:1:0 error X_CODE went wrong', '    1 | one', '      | ^']],
    [
      'pointer and hint',
      at(1, 1, { severity: 'warning', hint: 'did you mean "b"?', place: { file: 'a.json', line: 1, column: 1, pointer: '/a/0' } }),
      '{',
      ['a.json:1:1 warning X_CODE went wrong', '    1 | {', '      | ^', '       at /a/0', '       hint: did you mean "b"?'],
    ],
  ])('%s', (_, diagnostic, text, want) => expect(render(diagnostic, text)).toEqual(want));

  it('without a place or a source', () => {
    expect(renderText([{ code: 'C', severity: 'note', message: 'm' }])).toBe('note C m\n1 note\n');
    expect(renderText([])).toBe('');
  });

  it('cuts long lines to a window around the column', () => {
    const text = `${'a'.repeat(5000)}X${'b'.repeat(5000)}`;
    const [, line, caret] = render(at(1, 5001), text, 40);
    expect(line).toBe(`    1 | …${'a'.repeat(20)}X${'b'.repeat(19)}…`);
    expect(line![caret!.indexOf('^')]).toBe('X');
  });

  it('counts all and prints some', () => {
    const many = Array.from({ length: 5 }, (_, i) => at(i + 1, 1, { severity: i === 0 ? 'warning' : 'error' }));
    const text = renderText(many, { limit: 2 });
    expect(text.split('\n').slice(2)).toEqual(['… and 3 more; --format json lists them all', '4 errors, 1 warning', '']);
  });

  it('says each kind of note once, in one line', () => {
    const note = { severity: 'note', message: 'by the way' } as const;
    const text = renderText([at(1, 1, note), at(2, 1), at(3, 1, note), at(4, 1, { ...note, code: 'Y' })], { text: () => 'x' });
    expect(text.split('\n')).toEqual([
      'a.xsd:2:1 error X_CODE went wrong',
      'a.xsd:1:1 note X_CODE by the way (and 1 more such note)',
      'a.xsd:4:1 note Y by the way',
      '1 error, 3 notes',
      '',
    ]);
  });

  it('is coloured on demand only', () => {
    expect(renderText([at(1, 1)], { color: true })).toContain('\u001b[31merror\u001b[0m');
    expect(renderText([at(1, 1)])).not.toContain('\u001b');
  });

  it('never prints what the input could do to a terminal', () => {
    const nasty = fc.string({ unit: fc.constantFrom('\u001b', '\n', '\r', '\u0007', '\u009b', '\u202e', '\u2028', '\ud800', 'a', '\t', '😀') });
    fc.assert(
      fc.property(nasty, nasty, nasty, nasty, fc.nat(20), (message, hint, file, source, column) => {
        const text = renderText([{ code: 'C', severity: 'error', message, hint, place: { file, line: 1, column } }], { text: () => source });
         
        expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\ud800-\udfff]/u);
        expect(text.split('\n').length).toBeLessThanOrEqual(7);
      }),
    );
  });

  it('puts the caret under the column, whatever stands before it', () => {
    const line = fc.string({ unit: fc.constantFrom('\u001b', '\t', 'é', '😀', 'b'), maxLength: 300 });
    fc.assert(
      fc.property(line, line, fc.integer({ min: 10, max: 60 }), (before, after, width) => {
        const [, shown, caret] = render(at(1, before.length + 1), `${before}X${after}`, width);
        expect([...shown!][caret!.indexOf('^')]).toBe('X');
      }),
    );
  });
});

describe('renderGithub', () => {
  it.each<[Diagnostic, string]>([
    [at(2, 3), '::error file=a.xsd,line=2,col=3,title=X_CODE::went wrong\n'],
    [{ code: 'C', severity: 'warning', message: 'a\n::error::b %', hint: 'h' }, '::warning title=C::a\\n::error::b %25%0Ahint: h\n'],
    [at(1, 1, { severity: 'note', place: { file: 'a,b:c%\r\n.xsd', line: 1, column: 1 } }), '::notice file=a%2Cb%3Ac%25\\r\\n.xsd,line=1,col=1,title=X_CODE::went wrong\n'],
  ])('%#', (diagnostic, want) => expect(renderGithub([diagnostic])).toBe(want));
});

describe('JSON', () => {
  it('carries counts and the diagnostics as they are', () => {
    const diagnostics = [at(1, 1), at(2, 2, { severity: 'warning' })];
    expect(diagnosticsJson(diagnostics)).toEqual({ counts: { error: 1, warning: 1, note: 0 }, diagnostics });
  });

  it('round-trips any string, and holds no unsafe character', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const json = safeJson({ text });
        expect(JSON.parse(json)).toEqual({ text });
         
        expect(json.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
      }),
    );
  });
});

describe('printable and clip', () => {
  it.each([
    ['plain é 😀', 'plain é 😀'],
    ['a\tb\nc\rd', 'a\\tb\\nc\\rd'],
    ['\u0000\u007f\u009b\u200b\u202e\ufeff\ud800', '\\u0000\\u007f\\u009b\\u200b\\u202e\\ufeff\\ud800'],
  ])('%j', (text, want) => expect(printable(text)).toBe(want));

  it('clips', () => expect([clip('abc', 3), clip('abcd', 3)]).toEqual(['abc', 'ab…']));
});

describe('one fault in several places', () => {
  it('is one message, which names the next of them as its user finds it', () => {
    const at = (file: string, line: number): Diagnostic => ({ code: 'CHECK_X', severity: 'error', message: 'no such type', place: { file, line, column: 1 }, hint: 'declare it' });
    const { diagnostics } = causes([{ diagnostics: [] }, { diagnostics: [at('tables/a.json', 1), at('tables/b.json', 2), at('./tables/b.json', 3)] }]);
    const found = relocate(diagnostics, new Map(), '/projects/definitions', '/projects').diagnostics;
    expect(found.map(({ place, also }) => [place?.file, also?.map(({ file, line }) => `${file}:${line}`)])).toEqual([['definitions/tables/a.json', ['definitions/tables/b.json:2', 'definitions/tables/b.json:3']]]);
    const hint = 'hint: declare it; the same at definitions/tables/b.json:2 and 1 more';
    expect(renderText(found)).toContain(hint);
    expect(renderGithub(found)).toContain(hint);
  });
});
