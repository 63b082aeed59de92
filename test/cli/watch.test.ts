import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Context, World } from '../../generator/cli/context.js';
import type { Timers } from '../../generator/cli/schedule.js';
import { schedule } from '../../generator/cli/schedule.js';
import { describeChange, matters, readersOf, run } from '../../generator/cli/watch.js';
import { realFileSystem } from '../../generator/write/file-system.js';
import { bench } from './harness.js';
import { toyCompile } from './toy.js';

/** Time that stands still until it is moved. */
function fakeTimers(): Timers & { advance(ms: number): void } {
  let now = 0;
  let timers: { at: number; work: () => void }[] = [];
  return {
    start: (work, ms) => {
      const timer = { at: now + ms, work };
      timers.push(timer);
      return timer;
    },
    cancel: (timer) => void (timers = timers.filter((t) => t !== timer)),
    advance: (ms) => {
      now += ms;
      const due = timers.filter((t) => t.at <= now);
      timers = timers.filter((t) => t.at > now);
      for (const { work } of due) work();
    },
  };
}

describe('schedule', () => {
  const setup = () => {
    const timers = fakeTimers();
    const runs: string[][] = [];
    const finish: (() => void)[] = [];
    const s = schedule<string>(
      (items) => {
        runs.push([...items]);
        return new Promise((resolve) => finish.push(resolve));
      },
      100,
      timers,
    );
    return { timers, runs, finish, s };
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  it('runs once for changes that come together', () => {
    const { timers, runs, s } = setup();
    s.trigger('a');
    timers.advance(60);
    s.trigger('b');
    s.trigger('a');
    timers.advance(60);
    expect(runs).toEqual([]);
    timers.advance(40);
    expect(runs).toEqual([['a', 'b']]);
  });

  it('never runs twice at once, and once more for what came meanwhile', async () => {
    const { timers, runs, finish, s } = setup();
    s.trigger('a');
    timers.advance(100);
    s.trigger('b');
    timers.advance(100);
    s.trigger('c');
    timers.advance(100);
    expect(runs).toEqual([['a']]);
    finish[0]!();
    await settle();
    expect(runs).toEqual([['a'], ['b', 'c']]);
    finish[1]!();
    await settle();
    expect(runs).toHaveLength(2);
  });

  it('stops: nothing more starts, and what goes on is waited for', async () => {
    const { timers, runs, finish, s } = setup();
    s.trigger('a');
    timers.advance(100);
    s.trigger('b');
    let stopped = false;
    const end = s.stop().then(() => (stopped = true));
    await settle();
    expect(stopped).toBe(false);
    finish[0]!();
    await end;
    s.trigger('c');
    timers.advance(1000);
    expect(runs).toEqual([['a']]);
  });
});

describe('the include graph', () => {
  const references = new Map([
    ['a.xsd', ['b.xsd']],
    ['b.xsd', ['c.xsd', 'a.xsd']],
    ['d.xsd', ['e.xsd']],
  ]);
  it.each<[string[], string[]]>([
    [['c.xsd'], ['a.xsd', 'b.xsd']],
    [['a.xsd'], ['b.xsd']],
    [['d.xsd'], []],
    [['c.xsd', 'e.xsd'], ['a.xsd', 'b.xsd', 'd.xsd']],
  ])('%j is read by %j', (files, want) => expect([...readersOf(files, references)].sort()).toEqual(want));

  it('is told', () => {
    expect(describeChange(new Set(), references)).toBe('start');
    expect(describeChange(new Set(['c.xsd']), references)).toBe('c.xsd (read by 2 other documents)');
    expect(describeChange(new Set(['d', 'c', 'b', 'a']), new Map())).toBe('a, b, c and 1 more');
  });

  it.each([
    ['a.xsd', true],
    ['tables/a.json', true],
    ['a.xsd~', false],
    ['.a.xsd.swp', false],
    ['.git/a.json', false],
    ['node_modules/a/package.json', false],
    ['README.md', false],
  ])('%s matters: %s', (file, want) => expect(matters(file)).toBe(want));
});

describe('watch', () => {
  it('generates at the start and after every change, survives errors, and ends when interrupted', async () => {
    const b = bench({ 'a.json': 'one' });
    const timers = fakeTimers();
    const interrupt = new AbortController();
    let [out, err] = ['', ''];
    let notify: (file: string) => void = () => undefined;
    let matter: (file: string) => boolean = () => false;
    let closed = false;
    let broken = false;
    const world: World = {
      cwd: b.folder,
      env: {},
      stdout: { write: (text) => (out += text) },
      stderr: { write: (text) => (err += text) },
      files: realFileSystem,
      compiler: {
        compile: (...args) => {
          if (broken) throw new TypeError('a defect');
          return toyCompile(...args);
        },
        analyse: toyCompile,
        version: async () => '1',
        build: async () => '1',
      },
      interrupted: () => interrupt.signal,
      watchFolder: async (_, wants, changed) => {
        [matter, notify] = [wants, changed];
        return { close: async () => void (closed = true) };
      },
      timers,
    };
    const context: Context = {
      ...world,
      settings: { input: path.join(b.folder, 'xsd'), output: path.join(b.folder, 'generated'), format: 'text', overrides: {} },
      operand: '',
      progress: () => undefined,
    };
    const until = async (condition: () => boolean): Promise<void> => {
      while (!condition()) await new Promise((resolve) => setImmediate(resolve));
    };
    const change = async (text: string): Promise<void> => {
      b.write({ 'xsd/a.json': text });
      notify(path.join(b.folder, 'xsd/a.json'));
      const before = out.length + err.length;
      timers.advance(1000);
      await until(() => out.length + err.length > before);
    };

    const ended = run(context);
    await until(() => out.includes('watching'));
    expect(out).toBe('start: 2 new, 0 changed, 0 unchanged, 0 removed\nwatching xsd; Ctrl-C ends\n');
    out = '';
    await change('two');
    expect(out).toBe('a.json: 0 new, 2 changed, 0 unchanged, 0 removed\n');
    await change('error no');
    await until(() => out.includes('nothing written'));
    expect(err).toContain('xsd/a.json:1:1 error TOY no');
    broken = true;
    await change('three');
    expect(err).toContain('internal error: a defect');
    broken = false;
    await change('four');
    expect(b.read()['a.txt']).toBe('four');
    expect(matter(path.join(b.folder, 'xsd/new.xsd'))).toBe(true);
    expect(matter(path.join(b.folder, 'generated/x.json'))).toBe(false);
    interrupt.abort();
    expect(await ended).toBe(0);
    expect(closed).toBe(true);
  });
});
