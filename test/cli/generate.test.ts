import { existsSync, mkdirSync, symlinkSync, writeFileSync, chmodSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FileSystem } from '../../generator/write/file-system.js';
import { realFileSystem } from '../../generator/write/file-system.js';
import { bench } from './harness.js';
import { emptyModel } from '../support/empty-model.js';
import { toyCompile } from './toy.js';

const failure = (code: string, syscall: string): Error => Object.assign(new Error(`${code}: no luck, ${syscall}`), { code, syscall });

describe('generate writes what the compiler gives', () => {
  it('writes files and a manifest, and says so', async () => {
    const b = bench({ 'a.json': 'one', 'deep/b.json': 'two' });
    const { exitCode, out, err } = await b.run('generate');
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toBe('read xsd: 2 definitions\nwrote generated: 3 new, 0 changed, 0 unchanged, 0 removed\n');
    const { 'manifest.json': manifest, ...rest } = b.read();
    expect(rest).toEqual({ 'a.txt': 'one', 'deep/b.txt': 'two' });
    const { compiler, inputs, files } = JSON.parse(manifest!) as Record<string, unknown>;
    expect(compiler).toBe('1.2.3');
    expect(inputs).toMatch(/^[0-9a-f]{64}$/);
    expect(files).toEqual({
      'a.txt': '7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed',
      'deep/b.txt': '3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3',
    });
  });

  it('writes nothing the second time, and does not even compile', async () => {
    const b = bench({ 'a.json': 'one\nwarning look out' });
    const first = await b.run('generate');
    const before = b.mtimes('.');
    const second = await b.run('generate');
    expect(b.mtimes('.')).toEqual(before);
    expect(b.compilations()).toBe(1);
    expect(second.out).toContain('nothing changed (2 files)');
    expect(second.err).toBe(first.err);
    expect(second.err).toContain('xsd/a.json:2:1 warning TOY look out');
  });

  it('compiles again when anything changed: input, output, compiler, names, or the cache', async () => {
    const b = bench({ 'a.json': 'one' });
    await b.run('generate');
    const changes: (() => Promise<unknown> | void)[] = [
      () => b.write({ 'xsd/a.json': 'two' }),
      () => b.write({ 'generated/a.txt': 'edited' }),
      () => b.write({ 'generated/manifest.json': b.read()['manifest.json'] + ' ' }),
      () => b.write({ 'generated/.specgen-cache': 'nonsense' }),
    ];
    for (const [i, change] of changes.entries()) {
      await change();
      expect((await b.run('generate')).exitCode).toBe(0);
      expect(b.compilations()).toBe(i + 2);
      await b.run('generate');
      expect(b.compilations()).toBe(i + 2);
    }
    await b.run('generate', { settings: { overrides: { shortNames: { a: 'b' } } } });
    expect(b.compilations()).toBe(6);
    expect(b.read()['manifest.json']).toContain('"shortNames": {\n      "a": "b"');
    expect(b.read()['a.txt']).toBe('two');
  });

  it('leaves unchanged files untouched', async () => {
    const b = bench({ 'a.json': 'one', 'b.json': 'two' });
    await b.run('generate');
    const before = b.mtimes('generated');
    b.write({ 'xsd/b.json': 'three' });
    const { out } = await b.run('generate');
    const after = b.mtimes('generated');
    expect(out).toContain('0 new, 2 changed, 1 unchanged, 0 removed');
    expect(after['a.txt']).toBe(before['a.txt']);
    expect(after['b.txt']).not.toBe(before['b.txt']);
    expect(b.read('generated', true)).not.toHaveProperty('.specgen-lock');
  });

  it('removes what its manifest owns, and nothing else', async () => {
    const b = bench({ 'a.json': 'one', 'deep/b.json': 'two', 'full/c.json': 'three' });
    await b.run('generate');
    b.write({ 'generated/mine.txt': 'hand-written', 'generated/full/mine.txt': 'too', 'xsd/d.json': 'four' });
    for (const file of ['deep/b.json', 'full/c.json']) await realFileSystem.unlink(path.join(b.folder, 'xsd', file));
    const { out } = await b.run('generate');
    expect(out).toContain('1 new, 1 changed, 1 unchanged, 2 removed');
    expect(Object.keys(b.read())).toEqual(['a.txt', 'd.txt', 'full/mine.txt', 'manifest.json', 'mine.txt']);
    expect(existsSync(path.join(b.folder, 'generated/deep'))).toBe(false);
  });

  it('gives the same bytes in another folder', async () => {
    const [one, two] = [bench({ 'b.json': 'x\nwarning w', 'a.json': 'y' }), bench({ 'a.json': 'y', 'b.json': 'x\nwarning w' })];
    await one.run('generate');
    await two.run('generate');
    expect(two.read('generated', true)).toEqual(one.read('generated', true));
  });

  it('settles when the text holds what UTF-8 cannot', async () => {
    const b = bench({ 'a.json': 'x' });
    const compiler = { ...toyCompiler, compile: async () => ({ model: emptyModel, files: [{ path: 'a.txt', text: '\ud800' }], diagnostics: [] }) };
    await b.run('generate', { world: { compiler } });
    expect((await b.run('check', { world: { compiler } })).exitCode).toBe(0);
  });

  it('does not read its own output as input', async () => {
    const b = bench();
    b.write({ 'a.json': 'one' });
    const settings = { input: b.folder, output: path.join(b.folder, 'out') };
    await b.run('generate', { settings });
    expect((await b.run('check', { settings })).exitCode).toBe(0);
    expect(Object.keys(b.read('out'))).toEqual(['a.txt', 'manifest.json']);
  });
});

const toyCompiler = { compile: toyCompile, analyse: toyCompile, version: async () => '1', build: async () => 'b' };

describe('bad input writes nothing', () => {
  it.each<[string, Record<string, string | Uint8Array>, string]>([
    ['an error of the compiler', { 'a.json': 'error this is wrong' }, 'xsd/a.json:1:1 error TOY this is wrong'],
    ['no input at all', {}, 'INPUT_FOLDER'],
    ['no file to read', { 'readme.md': '' }, 'INPUT_EMPTY'],
    ['bytes that are no text', { 'a.json': new Uint8Array([0x61, 0x0a, 0x62, 0xff]) }, 'xsd/a.json:2:2 error INPUT_ENCODING'],
    ['an output path that leads outside', { 'a.json': 'path ../../x' }, 'OUTPUT_PATH'],
    ['an absolute output path', { 'a.json': 'path /tmp/x' }, 'OUTPUT_PATH'],
    ['an output path with a control character', { 'a.json': 'path a\u001b[2Jb' }, 'OUTPUT_PATH'],
    ['an output that would be the lock', { 'a.json': 'path .specgen-lock' }, 'OUTPUT_PATH'],
    ['an output that would be the manifest', { 'a.json': 'path manifest.json' }, 'OUTPUT_TWICE'],
    ['two outputs of one path', { 'a.json': 'path x', 'b.json': 'path x' }, 'OUTPUT_TWICE'],
  ])('%s', async (_, input, message) => {
    const b = bench({ 'good.json': 'fine' });
    await b.run('generate');
    const before = b.mtimes('generated');
    await realFileSystem.unlink(path.join(b.folder, 'xsd/good.json'));
    if (Object.keys(input).length === 0) await realFileSystem.rmdir(path.join(b.folder, 'xsd'));
    b.write(Object.fromEntries(Object.entries(input).map(([file, text]) => [`xsd/${file}`, text])));
    for (const command of ['generate', 'check'] as const) {
      const { exitCode, out, err } = await b.run(command);
      expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
      expect(err).toContain(message);
      expect(err).not.toContain('\u001b');
    }
    expect(b.mtimes('generated')).toEqual(before);
  });

  it('a file of 50 MB is refused unread', async () => {
    const b = bench({ 'a.json': 'x' });
    writeFileSync(path.join(b.folder, 'xsd/big.xsd'), Buffer.alloc(50 * 1024 * 1024, 0x20));
    const readFile: FileSystem['readFile'] = ((file: string, ...rest: []) => {
      if (file.endsWith('big.xsd')) throw new Error('read');
      return realFileSystem.readFile(file, ...rest);
    }) as FileSystem['readFile'];
    const { exitCode, err } = await b.run('generate', { world: { files: { ...realFileSystem, readFile } } });
    expect(exitCode).toBe(2);
    expect(err).toContain('xsd/big.xsd:1:1 error INPUT_SIZE the file has 50.0 MiB; at most 16.0 MiB are read');
  });

  it('links: to a file inside they are followed, all others are refused', async () => {
    const b = bench({ 'a.json': 'one', 'sub/c.json': 'three' });
    symlinkSync('a.json', path.join(b.folder, 'xsd/inside.json'));
    expect((await b.run('generate')).exitCode).toBe(0);
    expect(b.read()['inside.txt']).toBe('one');
    b.write({ 'secret.json': 'secret' });
    for (const [target, name, problem] of [
      ['../secret.json', 'outside.json', 'leads out of the input folder'],
      ['..', 'parent', 'leads out of the input folder'],
      ['sub', 'twin', 'leads to a folder'],
      ['nothing', 'dangling.json', 'leads to nothing'],
    ] as const) {
      const link = path.join(b.folder, 'xsd', name);
      symlinkSync(target, link);
      const { exitCode, err } = await b.run('generate');
      expect({ exitCode, name, told: err.includes(problem) }).toEqual({ exitCode: 2, name, told: true });
      await realFileSystem.unlink(link);
    }
    expect(JSON.stringify(b.read())).not.toContain('secret');
  });

  it('input and output must be two folders', async () => {
    const b = bench({ 'a.json': 'one' });
    const { exitCode, err } = await b.run('generate', { settings: { output: path.join(b.folder, 'xsd') } });
    expect(exitCode).toBe(2);
    expect(err).toContain('OUTPUT_FOLDER');
    expect(Object.keys(b.read('xsd', true))).toEqual(['a.json']);
  });

  it('an output around the input never writes into the input', async () => {
    const b = bench({ 'a.json': 'path xsd/a.json', 'b.json': 'fine' });
    const { exitCode, err } = await b.run('generate', { settings: { output: b.folder } });
    expect(exitCode).toBe(2);
    expect(err).toContain('leads into the input folder');
  });
});

describe('a failure on the way leaves the old output as it was', () => {
  /** The nth call of `name` on a file that matches fails as a full disk does. */
  const failing = (name: 'writeFile' | 'rename' | 'unlink' | 'mkdir' | 'link', at: number, code = 'ENOSPC'): FileSystem => {
    let count = 0;
    const real = realFileSystem[name] as (...args: unknown[]) => Promise<unknown>;
    const fake = async (...args: unknown[]): Promise<unknown> => {
      if (!String(args[0]).includes('.specgen-lock') && !String(args[0]).includes('.specgen-cache') && count++ === at) throw failure(code, name);
      return real(...args);
    };
    return { ...realFileSystem, [name]: fake };
  };

  it.each([
    ['writeFile', 0],
    ['writeFile', 1],
    ['writeFile', 3],
    ['rename', 0],
    ['rename', 1],
    ['rename', 3],
    ['unlink', 0],
    ['mkdir', 1],
    ['mkdir', 2],
  ] as const)('%s fails at call %i', async (name, at) => {
    const b = bench({ 'a.json': 'one', 'b.json': 'two', 'gone.json': 'old' });
    await b.run('generate');
    const before = b.read('generated', true);
    b.write({ 'xsd/a.json': 'ONE', 'xsd/b.json': 'TWO', 'xsd/new/c.json': 'three' });
    await realFileSystem.unlink(path.join(b.folder, 'xsd/gone.json'));
    const { exitCode, err, out } = await b.run('generate', { world: { files: failing(name, at) } });
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain('OUTPUT_WRITE the output could not be written and is as it was: ENOSPC');
    expect(err).toContain('the disk is full');
    expect(b.read('generated', true)).toEqual(before);
    expect(existsSync(path.join(b.folder, 'generated/new'))).toBe(false);
    expect((await b.run('generate')).exitCode).toBe(0);
    expect(b.read()).toMatchObject({ 'a.txt': 'ONE', 'b.txt': 'TWO', 'new/c.txt': 'three' });
    expect(b.read()).not.toHaveProperty('gone.txt');
  });

  it('a first run that fails leaves no folder behind', async () => {
    const b = bench({ 'a.json': 'one' });
    expect((await b.run('generate', { world: { files: failing('rename', 0) } })).exitCode).toBe(2);
    expect(existsSync(path.join(b.folder, 'generated'))).toBe(false);
  });

  it('works where the file system has no hard links', async () => {
    const b = bench({ 'a.json': 'one' });
    await b.run('generate');
    b.write({ 'xsd/a.json': 'two' });
    const link: FileSystem['link'] = async () => {
      throw failure('ENOTSUP', 'link');
    };
    expect((await b.run('generate', { world: { files: { ...realFileSystem, link } } })).exitCode).toBe(0);
    expect(b.read()['a.txt']).toBe('two');
    expect(Object.keys(b.read('generated', true))).toEqual(['.specgen-cache', 'a.txt', 'manifest.json']);
  });

  it('a signal while it writes undoes what was written', async () => {
    const b = bench({ 'a.json': 'one', 'b.json': 'two' });
    await b.run('generate');
    const before = b.read('generated', true);
    b.write({ 'xsd/a.json': 'ONE', 'xsd/b.json': 'TWO' });
    const interrupt = new AbortController();
    const rename: FileSystem['rename'] = async (from, to) => {
      interrupt.abort();
      await realFileSystem.rename(from, to);
    };
    const { exitCode, err } = await b.run('generate', { world: { files: { ...realFileSystem, rename }, interrupted: () => interrupt.signal } });
    expect(exitCode).toBe(2);
    expect(err).toContain('interrupted; the output is as it was');
    expect(b.read('generated', true)).toEqual(before);
  });

  it('an unexpected exception is passed on, after everything was undone', async () => {
    const b = bench({ 'a.json': 'one' });
    const rename: FileSystem['rename'] = async () => {
      throw new TypeError('a defect');
    };
    await expect(b.run('generate', { world: { files: { ...realFileSystem, rename } } })).rejects.toThrow('a defect');
    expect(existsSync(path.join(b.folder, 'generated'))).toBe(false);
  });

  it('a folder in the place of a file is reported', async () => {
    const b = bench({ 'a.json': 'one', 'b.json': 'two' });
    mkdirSync(path.join(b.folder, 'generated/b.txt'), { recursive: true });
    const { exitCode, err } = await b.run('generate');
    expect(exitCode).toBe(2);
    expect(err).toContain('OUTPUT_BLOCKED a folder stands where b.txt has to be written');
    expect(b.read()).toEqual({});
  });

  it.skipIf(process.getuid?.() === 0)('a folder that may not be written to is reported', async () => {
    const b = bench({ 'a.json': 'one' });
    mkdirSync(path.join(b.folder, 'generated'));
    chmodSync(path.join(b.folder, 'generated'), 0o500);
    const { exitCode, err } = await b.run('generate');
    expect(exitCode).toBe(2);
    expect(err).toContain('check who may write');
  });

  it('left-overs of a killed run are removed', async () => {
    const b = bench({ 'a.json': 'one' });
    b.write({ 'generated/.specgen-99999-0.tmp': 'half', 'generated/.specgen-mine': 'not a temporary file' });
    await b.run('generate');
    expect(Object.keys(b.read('generated', true))).toEqual(['.specgen-cache', '.specgen-mine', 'a.txt', 'manifest.json']);
  });
});

describe('formats', () => {
  it('json is one document on standard output', async () => {
    const b = bench({ 'a.json': 'x\nwarning \u001b[31m\u202e' });
    const { out, err } = await b.run('generate', { format: 'json' });
    expect(err).toBe('');
     
    expect(out).not.toMatch(/[\u001b\u202e]/);
    expect(JSON.parse(out)).toMatchObject({
      command: 'generate',
      exitCode: 0,
      input: 'xsd',
      output: 'generated',
      read: { definitions: 1 },
      written: { new: 2, changed: 0, unchanged: 0, removed: 0 },
      counts: { error: 0, warning: 1, note: 0 },
      diagnostics: [{ code: 'TOY', severity: 'warning', message: '\u001b[31m\u202e', place: { file: 'xsd/a.json', line: 2, column: 1 } }],
    });
  });

  it('json on bad input, too', async () => {
    const { out, err, exitCode } = await bench({ 'a.json': 'error no' }).run('generate', { format: 'json' });
    expect({ err, exitCode }).toEqual({ err: '', exitCode: 2 });
    expect(JSON.parse(out)).toMatchObject({ exitCode: 2, counts: { error: 1 } });
  });

  it('github is annotations', async () => {
    const { out } = await bench({ 'a.json': 'error 100 % wrong, that: is' }).run('generate', { format: 'github' });
    expect(out).toBe('::error file=xsd/a.json,line=1,col=1,title=TOY::100 %25 wrong, that: is\n');
  });
});
