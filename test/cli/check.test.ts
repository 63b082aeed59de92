import { symlinkSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstHunk } from '../../generator/cli/hunk.js';
import { bench } from './harness.js';

describe('check', () => {
  it('is clean after generate, and writes nothing', async () => {
    const b = bench({ 'a.json': 'one' });
    await b.run('generate');
    const before = b.mtimes('.');
    const { exitCode, out, err } = await b.run('check');
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toBe('generated is up to date: 2 files from 1 definition\n');
    expect(b.mtimes('.')).toEqual(before);
  });

  it('lists what is missing, changed and orphaned, with a diff, and writes nothing', async () => {
    const b = bench({ 'a.json': '1\n2\n3\n4\n5', 'b.json': 'b', 'c.json': 'c' });
    await b.run('generate');
    b.write({ 'xsd/a.json': '1\n2\nthree\n4\n5', 'generated/stray.txt': 'not ours' });
    unlinkSync(path.join(b.folder, 'generated/b.txt'));
    unlinkSync(path.join(b.folder, 'xsd/c.json'));
    const before = b.mtimes('.');
    const { exitCode, out } = await b.run('check');
    expect(exitCode).toBe(1);
    expect(out).toContain('changed   a.txt\n    @@ line 3 @@\n     1\n     2\n    -3\n    +three\n     4\n     5\n');
    expect(out).toContain('missing   b.txt\n');
    expect(out).toContain('orphaned  c.txt\n');
    expect(out).toContain('orphaned  stray.txt (not in the manifest, so generate leaves it alone: remove or move it by hand)\n');
    expect(out).toContain('generated is stale: 1 missing, 2 changed, 2 orphaned; run specgen generate, and remove or move the file that generate leaves alone\n');
    expect(b.mtimes('.')).toEqual(before);
  });

  it('does not trust the cache', async () => {
    const b = bench({ 'a.json': 'one' });
    await b.run('generate');
    await b.run('check');
    expect(b.compilations()).toBe(2);
  });

  it('says the same as JSON and as annotations', async () => {
    const b = bench({ 'a.json': '1\n2' });
    await b.run('generate');
    b.write({ 'generated/a.txt': '1\n3' });
    expect(JSON.parse((await b.run('check', { format: 'json' })).out)).toMatchObject({
      exitCode: 1,
      stale: [{ state: 'changed', path: 'a.txt', hunk: { line: 2, lines: [' 1', '-3', '+2'] } }],
    });
    expect((await b.run('check', { format: 'github' })).out).toContain(
      '::error file=generated/a.txt,line=2,col=1,title=STALE::the generated file is changed%0Ahint: run specgen generate and commit the result\n',
    );
  });

  it('before the first generate everything is missing', async () => {
    const { exitCode, out } = await bench({ 'a.json': 'one' }).run('check');
    expect(exitCode).toBe(1);
    expect(out).toContain('missing   a.txt');
    expect(out).toContain('missing   manifest.json');
  });

  it('a link in the place of a file is a change', async () => {
    const b = bench({ 'a.json': 'one' });
    await b.run('generate');
    unlinkSync(path.join(b.folder, 'generated/a.txt'));
    b.write({ 'one.txt': 'one' });
    symlinkSync('../one.txt', path.join(b.folder, 'generated/a.txt'));
    const { exitCode, out } = await b.run('check');
    expect(exitCode).toBe(1);
    expect(out).toContain('changed   a.txt (no regular file)');
  });

  it('files beside the output are nobody\'s mistake when the folder holds other things', async () => {
    const b = bench({ 'a.json': 'one' });
    b.write({ 'README.md': 'mine' });
    const settings = { output: b.folder };
    await b.run('generate', { settings });
    expect((await b.run('check', { settings })).exitCode).toBe(0);
  });

  it('escapes what the diff quotes', async () => {
    const b = bench({ 'a.json': 'one' });
    await b.run('generate');
    b.write({ 'generated/a.txt': '\u001b]0;owned\u0007' });
    const { out } = await b.run('check');
    expect(out).toContain('-\\u001b]0;owned\\u0007');
  });
});

describe('firstHunk', () => {
  it.each([
    ['a\nb\nc', 'a\nB\nc', { line: 2, lines: [' a', '-b', '+B', ' c'] }],
    ['a\nc', 'a\nb\nc', { line: 2, lines: [' a', '+b', ' c'] }],
    ['a\nb\nc', 'a\nc', { line: 2, lines: [' a', '-b', ' c'] }],
    ['', 'a', { line: 1, lines: ['-', '+a'] }],
    ['a', 'a\n', { line: 2, lines: [' a', '+'] }],
    ['1\n2\n3', 'x\ny\nz\nu\nv\nw\nq', { line: 1, lines: ['-1', '-2', '-3', '+x', '+y', '+z', '+u', '+v', '+w', '…+1 more'] }],
  ])('%j → %j', (old, current, want) => {
    expect(firstHunk(old, current)).toEqual(want);
  });

  it('always shows a difference, and stays short', () => {
    const text = fc.array(fc.constantFrom('', 'a', 'b', 'c'), { maxLength: 80 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (a, b) => {
        fc.pre(a !== b);
        const { lines } = firstHunk(a, b);
        expect(lines.some((line) => line.startsWith('-') || line.startsWith('+'))).toBe(true);
        expect(lines.length).toBeLessThanOrEqual(18);
      }),
    );
  });
});
