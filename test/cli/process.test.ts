import { execFile, spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { warm } from '../support/warm/warm.js';
import { bench } from './harness.js';

const root = path.resolve(import.meta.dirname, '../..');
// Inside the package, where the program finds its dependencies and its package.json.
const folder = path.join(root, 'node_modules', '.cache', `specgen-cli-test-${process.pid}`);
const program = path.join(folder, 'cli.js');

/** The real program around the toy compiler of the harness, which tells when it is loaded. */
beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  const pipeline = path.join(folder, 'pipeline.ts');
  writeFileSync(
    pipeline,
    `import { toyCompile } from ${JSON.stringify(path.join(root, 'test/cli/toy.ts'))};
     import { emptyModel } from ${JSON.stringify(path.join(root, 'test/support/empty-model.ts'))};
     if (process.env.TELL) process.stderr.write('compiler loaded\\n');
     export const compile = async (sources, overrides) => {
       if ([...sources.values()].some((text) => text.includes('crash'))) throw new TypeError('crash\\u001b[2J');
       return toyCompile(sources, overrides);
     };
     export const analyse = () => ({ model: { ...emptyModel, documents: [{ id: 'TS-0001', title: 'T', version: 'V', place: { file: 'a.json', line: 1, column: 1 } }] }, diagnostics: { list: () => [] } });`,
  );
  await build({
    entryPoints: [path.join(root, 'generator/cli.ts')],
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'silent',
    plugins: [{ name: 'toy', setup: (b) => b.onResolve({ filter: /\/pipeline\.js$/ }, () => ({ path: pipeline })) }],
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}
const specgen = (cwd: string, args: readonly string[], env: Record<string, string> = {}, node: readonly string[] = [program]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, [...node, ...args], { cwd, env: { ...process.env, NO_COLOR: '', FORCE_COLOR: '', ...env } }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });

/** For tables: that it is the same in a process of its own, the tests around them see. */
const warmSpecgen = (cwd: string, args: readonly string[]): Promise<Ended> => specgen(cwd, args, {}, warm(program));

describe('the program', () => {
  it('generates, checks, and generates nothing', async () => {
    const b = bench({ 'a.json': 'one' });
    const first = await specgen(b.folder, ['generate'], { TELL: '1' });
    expect(first).toMatchObject({ code: 0, err: 'compiler loaded\n' });
    expect(first.out).toContain('wrote generated: 2 new');
    expect(await specgen(b.folder, ['check'])).toMatchObject({ code: 0, err: '' });
    const again = await specgen(b.folder, ['generate'], { TELL: '1' });
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(again.out).toContain('nothing changed');
    b.write({ 'xsd/a.json': 'two' });
    expect((await specgen(b.folder, ['check'])).code).toBe(1);
    b.write({ 'xsd/a.json': 'error no' });
    expect((await specgen(b.folder, ['check'])).code).toBe(2);
  });

  it('takes other folders, with long, short and = forms', async () => {
    const b = bench();
    b.write({ 'spec/a.json': 'one' });
    for (const args of [['--input', 'spec', '--output', 'out1'], ['-i', 'spec', '-o', 'out2'], ['--input=spec', `--output=${path.join(b.folder, 'out3')}`]]) {
      expect(await specgen(b.folder, ['generate', ...args])).toMatchObject({ code: 0 });
    }
    expect(b.read('out1')).toEqual(b.read('out3'));
    expect(b.read('out2')['a.txt']).toBe('one');
  });

  it.each<[string[], string]>([
    [[], 'name a command'],
    [['genrate'], 'hint: did you mean "generate"?'],
    [['__proto__'], 'unknown command "__proto__"'],
    [['toString', '--help'], 'unknown command "toString"'],
    [['generate', '--inptu', 'x'], 'unknown flag --inptu\n       hint: did you mean "--input"?'],
    [['generate', '--__proto__'], 'unknown flag --__proto__'],
    [['conform', 'http://localhost/x', '--originator', 'x'], 'unknown flag --originator\n       hint: did you mean "--origin"?'],
    [['serve', '--listen', 'x'], 'serve takes no flag --listen\n       hint: conform, cpe takes it'],
    [['conform', 'http://localhost/x', '--rate', '-1'], '--rate needs a value: --rate N\n       hint: a value that begins with "-" stands behind "=": --rate=-1'],
    [['lint', '--json', 'x.md'], 'unknown flag --json\n       hint: did you mean "--format json"?'],
    [['generate', '-x'], 'unknown flag -x'],
    [['generate', '--input'], '--input needs a value: --input DIR'],
    [['generate', '--input', '--output', 'x'], '--input needs a value'],
    [['generate', '--input='], '--input must be the path of a folder'],
    [['generate', '--debug=1'], '--debug takes no value'],
    [['generate', '--format', 'jsn'], '--format must be text, json or github, not "jsn"\n       hint: did you mean "json"?'],
    [['generate', 'extra'], 'generate takes no argument, but got "extra"'],
    [['explain'], 'explain needs an argument: explain NAME'],
    [['explain', 'x', '--output', 'y'], 'explain takes no flag --output'],
    [['generate', '--names', 'x'], 'unknown flag --names'],
    [['gen\u001b[31m'], 'unknown command "gen\\u001b[31m"'],
  ])('refuses %j', async (args, message) => {
    const { code, out, err } = await warmSpecgen(bench().folder, args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err).toContain('--help shows what there is');
  });

  it('shows help, with examples, from the one definition', async () => {
    const { folder: cwd } = bench();
    const all = await specgen(cwd, ['--help']);
    expect(all.code).toBe(0);
    for (const word of ['generate', 'check', 'watch', 'explain NAME', '--version', 'Exit codes']) expect(all.out).toContain(word);
    expect((await specgen(cwd, ['help'])).out).toBe(all.out);
    expect((await specgen(cwd, ['help', 'serve'])).out).toBe((await specgen(cwd, ['serve', '--help'])).out);
    expect(await specgen(cwd, ['help', 'serv'])).toMatchObject({ code: 2, err: expect.stringContaining('did you mean "serve"') });
    // One flag, of which each command says what it means to it.
    for (const [command, meaning] of [['serve', 'Without credentials, on any address'], ['conform', 'Whatever certificate the CSE shows'], ['cpe', 'Whatever certificate the ACS shows']] as const) {
      expect((await warmSpecgen(cwd, [command, '--help'])).out).toMatch(new RegExp(`--insecure +${meaning}`));
    }
    const one = await specgen(cwd, ['generate', '--help', '--input', 'nowhere']);
    expect(one.out).toMatchInlineSnapshot(`
      "Read the specification and write everything that follows from it.

      Usage: specgen generate [FLAGS]

      Flags:
        -i, --input DIR      Folder of the specification: XSDs and JSON definitions (default: xsd)
            --base DIR       Specification that the input adds to: package, the one that comes with the compiler, or a folder; what adds to it after commas: package,my-types
            --release NAME   Release of the specification that comes with the compiler, as the base: 3, or 5 with what Releases 4 and 5 add (default: 3)
        -o, --output DIR     Folder for what is generated (default: generated)
            --bind           Write bind.ts, too: the wire, the matchers and the runtime of onem2m-specgen for what is generated; with --base always
            --format FORMAT  Form of messages: text, json, or github (annotations in CI) (default: text)
        -c, --config FILE    Config file (default: specgen.config.json)
            --debug          Show the stack of an internal error
        -h, --help           Show help, with examples
        -V, --version        Show the version

      Examples:
        specgen generate                             xsd/ → generated/
        specgen generate --input spec --output out   any other folders
        specgen generate -i my-types --base package  types of your own beside those of the standard
        specgen generate --release 5                 the standard with what Releases 4 and 5 add, provisional
        specgen generate --format json               messages and summary as one JSON document

      Config file (specgen.config.json), JSON with the keys:
        input    Folder of the specification: XSDs and JSON definitions
        base     Specification that the input adds to: package, the one that comes with the compiler, or a folder; what adds to it after commas: package,my-types
        release  Release of the specification that comes with the compiler, as the base: 3, or 5 with what Releases 4 and 5 add
        bind     Write bind.ts, too: the wire, the matchers and the runtime of onem2m-specgen for what is generated; with --base always
        output   Folder for what is generated
        format   Form of messages: text, json, or github (annotations in CI)
        names    Replaces provisional names and numbers: {"shortNames": {…}, "resourceTypes": {…}}

      Exit codes: 0 clean, 1 stale output or changes that fail, 2 something wrong with the input or the command, 3 a defect of the compiler
      "
    `);
  });

  it('shows the version of the package', async () => {
    const { version } = (await import('../../package.json', { with: { type: 'json' } })).default;
    expect(await specgen(bench().folder, ['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  it('a defect is exit code 3, a short message, and a stack on demand', async () => {
    const b = bench({ 'a.json': 'crash' });
    expect(await specgen(b.folder, ['generate'])).toEqual({ code: 3, out: '', err: 'specgen: internal error: crash\\u001b[2J\n--debug shows where\n' });
    expect((await specgen(b.folder, ['generate', '--debug'])).err).toMatch(/\n {4}at /);
    expect(b.read()).toEqual({});
  });

  it('explains, and suggests', async () => {
    const b = bench({ 'a.json': 'x' });
    expect(await specgen(b.folder, ['explain', 'TS-0001'])).toEqual({ code: 0, err: '', out: 'document TS-0001\n  title       T\n  version     V\n  defined at  xsd/a.json:1:1\n' });
    const { code, err } = await specgen(b.folder, ['explain', 'TS-0002']);
    expect(code).toBe(2);
    expect(err).toContain('nothing is called "TS-0002"\n       hint: did you mean "TS-0001"?');
    const json = JSON.parse((await specgen(b.folder, ['explain', 'TS-0001', '--format', 'json'])).out) as object;
    expect(json).toMatchObject({ name: 'TS-0001', explanations: [{ kind: 'document', place: { file: 'xsd/a.json' } }] });
  });

  it('two processes at once: the output is whole', async () => {
    const b = bench(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`f${i}.json`, `text ${i}`])));
    const results = await Promise.all([specgen(b.folder, ['generate']), specgen(b.folder, ['generate']), specgen(b.folder, ['generate'])]);
    expect(results.map((r) => r.code)).toEqual([0, 0, 0]);
    expect((await specgen(b.folder, ['check'])).code).toBe(0);
  });

  it('watches until it is told to stop', async () => {
    const b = bench({ 'a.json': 'one' });
    const child = spawn(process.execPath, [program, 'watch'], { cwd: b.folder });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    const until = (part: string) =>
      new Promise<void>((resolve, reject) => {
        const look = () => out.includes(part) && resolve();
        child.stdout.on('data', look);
        child.once('exit', () => reject(new Error(`ended before "${part}": ${out}`)));
        look();
      });
    try {
      await until('watching xsd');
      b.write({ 'xsd/new.json': 'two' });
      await until('new.json: 1 new, 1 changed, 1 unchanged, 0 removed');
      const exit = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
      child.kill('SIGTERM');
      expect(await exit).toEqual({ code: 0, signal: null });
    } finally {
      child.kill('SIGKILL');
    }
  });
});

describe('the config file', () => {
  const config = (content: unknown): Record<string, string> => ({ 'specgen.config.json': typeof content === 'string' ? content : JSON.stringify(content, null, 2) });

  it('gives folders and names; flags come first; its folders are relative to itself', async () => {
    const b = bench();
    b.write({ 'spec/a.json': 'one', ...config({ $schema: 'x', input: 'spec', output: 'out', names: { shortNames: { a: 'b1' }, resourceTypes: { c: 77 } } }) });
    expect((await specgen(b.folder, ['generate'])).code).toBe(0);
    expect(JSON.parse(b.read('out')['manifest.json']!)).toMatchObject({ overrides: { shortNames: { a: 'b1' }, resourceTypes: { c: 77 } } });
    expect((await specgen(b.folder, ['generate', '--output', 'other'])).code).toBe(0);
    expect(b.read('other')['a.txt']).toBe('one');
    mkdirSync(path.join(b.folder, 'elsewhere'));
    expect((await specgen(path.join(b.folder, 'elsewhere'), ['check', '--config', '../specgen.config.json'])).code).toBe(0);
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '{"input": }', 'specgen.config.json:1:11 error CONFIG_SYNTAX'],
    ['nothing', '', 'CONFIG_SYNTAX'],
    ['no object', '[]', 'CONFIG_SYNTAX'],
    ['an unknown key', { inptu: 'x' }, 'specgen.config.json:2:3 error CONFIG_KEY unknown key "inptu"'],
    ['an unknown key, suggested', { inptu: 'x' }, 'did you mean "input"?'],
    ['a flag that is no key', { debug: true }, 'unknown key "debug"'],
    ['a prototype', '{"__proto__": {"input": "x"}}', 'unknown key "__proto__"'],
    ['a value of another kind', { input: 3 }, 'CONFIG_VALUE input must be the path of a folder'],
    ['an unknown table', { names: { shortName: {} } }, 'specgen.config.json:3:5 error CONFIG_KEY unknown key "shortName"\n'],
    ['a short name that is none', { names: { shortNames: { a: 'b c' } } }, 'specgen.config.json:4:7 error CONFIG_VALUE shortNames.a must be a short name'],
    ['a number that is none', { names: { resourceTypes: { a: '77' } } }, 'resourceTypes.a must be a whole number from 1'],
  ])('refuses %s', async (_, content, message) => {
    const b = bench({ 'a.json': 'one' });
    b.write(config(content));
    const { code, err } = await warmSpecgen(b.folder, ['generate']);
    expect(err).toContain(message);
    expect(code).toBe(2);
    expect(b.read()).toEqual({});
  });

  it('must exist when it is named', async () => {
    const { code, err } = await specgen(bench({ 'a.json': 'one' }).folder, ['generate', '--config', 'nowhere.json']);
    expect(code).toBe(2);
    expect(err).toContain('CONFIG_MISSING the config file nowhere.json does not exist');
  });
});
