import { readFileSync, symlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { bench } from './harness.js';

describe('the manifest and links cannot lead outside', () => {
  it('entries that leave the folder are ignored, with a warning', async () => {
    const b = bench({ 'a.json': 'one' });
    b.write({ 'x.txt': 'precious', 'generated/inner.txt': 'orphan' });
    const files = { '../x.txt': '', '/etc/passwd': '', 'a/../../x.txt': '', 'inner.txt': '', 'manifest.json': '', '.specgen-lock': '', number: 1, __proto__: '' };
    b.write({ 'generated/manifest.json': JSON.stringify({ files }) });
    const { exitCode, err } = await b.run('generate');
    expect(exitCode).toBe(0);
    expect(err.match(/warning OUTPUT_MANIFEST/g)).toHaveLength(6);
    expect(readFileSync(path.join(b.folder, 'x.txt'), 'utf8')).toBe('precious');
    expect(Object.keys(b.read())).toEqual(['a.txt', 'manifest.json']);
  });

  it.each(['', 'null', '[]', '{}', '{"files": []}', '{"files": {"a.txt": 3}}', '{'.repeat(10_000)])('a damaged manifest owns nothing: %.30s', async (text) => {
    const b = bench({ 'a.json': 'one' });
    b.write({ 'generated/manifest.json': text, 'generated/other.txt': 'other' });
    const { exitCode, err } = await b.run('generate');
    expect(exitCode).toBe(0);
    expect(err).toContain('OUTPUT_MANIFEST');
    expect(b.read()['other.txt']).toBe('other');
  });

  it('a folder of the output that is a link to elsewhere is refused, dangling or not', async () => {
    for (const target of ['../elsewhere', '../nowhere']) {
      const b = bench({ 'sub/a.json': 'one' });
      b.write({ 'elsewhere/a.txt': 'precious', 'generated/x.txt': '' });
      symlinkSync(target, path.join(b.folder, 'generated/sub'));
      const { exitCode, err } = await b.run('generate');
      expect(exitCode).toBe(2);
      expect(err).toContain('OUTPUT_LINK');
      expect(b.read('elsewhere')).toEqual({ 'a.txt': 'precious' });
    }
  });

  it('a file that is a link is replaced, and its target left alone', async () => {
    const b = bench({ 'a.json': 'one' });
    b.write({ 'precious.txt': 'precious', 'generated/x.txt': '' });
    symlinkSync('../precious.txt', path.join(b.folder, 'generated/a.txt'));
    symlinkSync('../precious.txt', path.join(b.folder, 'generated/.specgen-cache'));
    expect((await b.run('generate')).exitCode).toBe(0);
    expect(b.read()['a.txt']).toBe('one');
    expect(b.read('.')['precious.txt']).toBe('precious');
  });
});

describe('two runs at once', () => {
  it('both end well, and the output is whole', async () => {
    const b = bench(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`f${i}.json`, `text ${i}`])));
    const world = { lock: { patience: 20_000, pause: 1 } };
    const results = await Promise.all(Array.from({ length: 4 }, () => b.run('generate', { world })));
    expect(results.map((r) => r.exitCode)).toEqual([0, 0, 0, 0]);
    expect((await b.run('check')).exitCode).toBe(0);
    expect(Object.keys(b.read('generated', true)).filter((f) => f.startsWith('.'))).toEqual(['.specgen-cache']);
  });

  it('a lock that somebody holds is respected', async () => {
    const b = bench({ 'a.json': 'one' });
    b.write({ 'generated/.specgen-lock': JSON.stringify({ pid: process.ppid, host: hostname() }) });
    const { exitCode, err } = await b.run('generate');
    expect(exitCode).toBe(2);
    expect(err).toContain(`OUTPUT_LOCKED another run (process ${process.ppid}`);
    expect(err).toContain('remove generated/.specgen-lock');
    expect(b.read()).toEqual({});
  });

  it('a lock of another machine is respected; one of a dead process is taken over', async () => {
    const b = bench({ 'a.json': 'one' });
    const world = { lock: { patience: 0, isAlive: () => false } };
    b.write({ 'generated/.specgen-lock': JSON.stringify({ pid: 4242, host: 'elsewhere.example' }) });
    expect((await b.run('generate', { world })).exitCode).toBe(2);
    b.write({ 'generated/.specgen-lock': JSON.stringify({ pid: 4242, host: hostname() }) });
    expect((await b.run('generate', { world })).exitCode).toBe(0);
  });

  it('a lock without a holder is one being written, or an old one', async () => {
    const b = bench({ 'a.json': 'one' });
    b.write({ 'generated/.specgen-lock': '' });
    expect((await b.run('generate')).exitCode).toBe(2);
    let now = Date.now();
    const world = { lock: { patience: 10_000, now: () => now, sleep: async (ms: number) => void (now += ms) } };
    expect((await b.run('generate', { world })).exitCode).toBe(0);
  });
});
