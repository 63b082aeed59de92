import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Format, World } from '../../generator/cli/context.js';
import { runGit } from '../../generator/cli/git.js';
import { run } from '../../generator/cli/import.js';
import { present } from '../../generator/cli/report.js';
import { realFileSystem } from '../../generator/write/file-system.js';
import { commandIn } from '../support/command.js';
import { markdown, text } from './fixtures/coffee-machine.js';

interface Outcome {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** A folder of its own, and the command run in it. */
function bench(files: Readonly<Record<string, string | Uint8Array>>, afterwards: (done: () => void) => void = onTestFinished) {
  const folder = mkdtempSync(path.join(tmpdir(), 'specgen-import-'));
  afterwards(() => rmSync(folder, { recursive: true, force: true }));
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), content);
  }
  const list = (below: string): string[] =>
    !existsSync(path.join(folder, below))
      ? []
      : readdirSync(path.join(folder, below), { recursive: true, withFileTypes: true })
          .filter((e) => e.isFile())
          .map((e) => path.relative(path.join(folder, below), path.join(e.parentPath, e.name)))
          .sort();
  const read = (below: string): Record<string, string> => Object.fromEntries(list(below).map((file) => [file, readFileSync(path.join(folder, below, file), 'utf8')]));
  const specgen = async (operands: readonly string[], flags: Readonly<Record<string, string | true>> = {}, world: Partial<World> = {}, format: Format = 'text'): Promise<Outcome> => {
    const { context, said } = commandIn(folder, operands, { flags, world, settings: { format } });
    const exitCode = present(await run(context), 'import', format, context);
    return { exitCode, ...said };
  };
  return { folder, list, read, specgen };
}

describe('specgen import', () => {
  it('writes the definitions, says what it did, and does nothing the second time', async () => {
    const b = bench({ 'coffee.md': markdown });
    const first = await b.specgen(['coffee.md'], { into: 'spec' });
    expect(first).toMatchObject({ exitCode: 0 });
    expect(first.out).toContain('read coffee.md as TS-9001-CR: 6 tables, 6 understood');
    expect(first.out).toContain('resource <coffeeMachine> added: 11 attributes, 2 children\n');
    expect(first.out).toMatch(/^wrote spec: \d+ files, \d+ changes$/m);
    expect(first.err).toContain('"R0" is read as "RO"');
    expect(b.list('spec')).toEqual(expect.arrayContaining(['errata.json', 'CDT-imported-TS-9001-CR.xsd', 'tables/resources/coffeeMachine.json', 'tables/documents.json', 'tables/schema/resource.schema.json']));
    const before = b.read('spec');
    const again = await b.specgen(['coffee.md'], { into: 'spec' });
    expect(again).toMatchObject({ exitCode: 0 });
    expect(again.out).toMatch(/^no changes$/m);
    expect(b.read('spec')).toEqual(before);
  });

  it('takes the input folder without --into, one side of the change marks, and several documents', async () => {
    const b = bench({ 'coffee.md': markdown, 'new.txt': text('accepted') });
    expect(await b.specgen(['coffee.md'], { view: 'original' })).toMatchObject({ exitCode: 0 });
    expect(b.read('xsd')['tables/resources/coffeeMachine.json']).toContain('steamLevel');
    const { out } = await b.specgen(['coffee.md', 'new.txt']);
    expect(out).toContain('attribute coffeeMachine.steamLevel removed\n');
    expect(b.read('xsd')['tables/resources/coffeeMachine.json']).not.toContain('steamLevel');
  });

  it('writes nothing with --dry-run', async () => {
    const b = bench({ 'coffee.md': markdown });
    const { exitCode, out } = await b.specgen(['coffee.md'], { into: 'spec', 'dry-run': true });
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^would write spec: /m);
    expect(b.list('.')).toEqual(['coffee.md']);
  });

  it('accounts for every table with --report', async () => {
    const b = bench({ 'coffee.md': markdown });
    expect(await b.specgen(['coffee.md'], { into: 'spec', report: 'out/import.md' })).toMatchObject({ exitCode: 0 });
    const report = b.read('out');
    expect(Object.keys(report)).toEqual(['import.json', 'import.md']);
    expect(report['import.md']).toContain('| 9.7.1-2 | Table 9.7.1-2: Attributes of \\<coffeeMachine\\> resource | 9.7.1 |');
    const json = JSON.parse(report['import.json']!) as { documents: { tables: { number?: string; kind?: string; rows: number }[]; facts: { kind: string; name?: string }[] }[]; proposals: unknown[] };
    expect(json.documents[0]!.tables.map((t) => [t.number, t.kind])).toEqual([
      [undefined, 'layout'],
      ['9.7.1-1', 'children'],
      ['9.7.1-2', 'attributes'],
      ['7.7.1-1', 'requests'],
      ['6.7.1-1', 'enumeration'],
      ['6.7.1-2', 'members'],
    ]);
    expect(json.documents[0]!.facts.filter((f) => f.kind === 'attribute').map((f) => f.name)).toContain('grindSetting');
    expect(json.proposals).toHaveLength(1);
    // The same import gives the same account, byte by byte.
    await b.specgen(['coffee.md'], { into: 'other', report: 'out2/import.md' });
    expect(b.read('out2')['import.json']).toBe(report['import.json']);
  });

  it('completes nothing with --known none, and from another folder with --known DIR', async () => {
    const b = bench({ 'coffee.md': markdown });
    const none = await b.specgen(['coffee.md'], { into: 'none', known: 'none' });
    expect(none).toMatchObject({ exitCode: 0 });
    expect(none.out).not.toContain('completed from');
    expect(b.read('none')['tables/resources/coffeeMachine.json']).toContain('"xs:anyType"');
    const own = await b.specgen(['coffee.md'], { into: 'own', known: './none' });
    expect(own.out).toMatch(/^completed from the known definitions: .*\b1 resource\b/m);
    expect((await b.specgen(['coffee.md'], { into: 'x', known: 'nowhere' })).exitCode).toBe(2);
  });

  it('says what --known takes where there is no such folder', async () => {
    const b = bench({ 'coffee.md': markdown });
    const { exitCode, err } = await b.specgen(['coffee.md'], { into: 'spec', known: 'nope' });
    expect(exitCode).toBe(2);
    expect(err).toContain('--known takes a folder of definitions, or none for nothing');
    expect(b.list('spec')).toEqual([]);
  });

  it('takes a document that is new within a range of git in whole, and names one that is nowhere in it', async () => {
    const b = bench({ 'README.md': 'Nothing yet.\n' });
    const git = (...args: string[]): string => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: b.folder, env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' }, encoding: 'utf8' });
    const commit = (): void => void [git('add', '.'), git('commit', '-q', '-m', 'some')];
    git('init', '-q', '-b', 'main');
    commit();
    writeFileSync(path.join(b.folder, 'coffee.md'), markdown);
    commit();
    const found = await b.specgen(['HEAD~1..HEAD:coffee.md'], { into: 'spec' }, { git: runGit });
    expect(found).toMatchObject({ exitCode: 0 });
    expect(found.out).toContain('resource <coffeeMachine> added: 11 attributes, 2 children\n');
    expect(found.err).toContain('HEAD~1..HEAD:coffee.md is new within the range');
    const nowhere = await b.specgen(['HEAD~1..HEAD:tea.md'], { into: 'other' }, { git: runGit });
    expect(nowhere.exitCode).toBe(2);
    expect(nowhere.err).toContain('tea.md');
    expect(b.list('other')).toEqual([]);
  });

  describe('a range of git', () => {
    const kettle = (...rows: readonly string[]): string =>
      ['# TS-9001', '', '**Table 9.6.1-2: Attributes of \\<kettle\\> resource**', '', '| Attributes of \\<kettle\\> | Multiplicity | RW/RO/WO | Description |', '| --- | --- | --- | --- |', '| heat | 1 | RW | How hot. |', ...rows.map((row) => `| ${row} | 0..1 | RW | More. |`), ''].join('\n');
    const b = bench({ 'docs/kettle.md': kettle() }, (done) => afterAll(done));
    const git = (...args: string[]): string => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'core.autocrlf=false', ...args], { cwd: b.folder, env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' }, encoding: 'utf8' });
    const save = (file: string, text: string): void => {
      writeFileSync(path.join(b.folder, file), text);
      git('add', '.');
      git('commit', '-q', '-m', `change ${file}`);
    };
    const changesOf = async (range: string): Promise<readonly string[]> => {
      const { exitCode, out } = await b.specgen([range], { into: 'spec', 'dry-run': true, known: 'none' }, { git: runGit });
      expect([range, exitCode]).toEqual([range, 0]);
      return out.split('\n').filter((line) => /^attribute |^kettle\./.test(line));
    };
    beforeAll(async () => {
      git('init', '-q', '-b', 'main');
      git('add', '.');
      git('commit', '-q', '-m', 'first');
      expect(await b.specgen(['docs/kettle.md'], { into: 'spec', known: 'none' })).toMatchObject({ exitCode: 0 });
      writeFileSync(path.join(b.folder, '.gitignore'), 'spec\n');
      git('tag', 'v1');
      git('checkout', '-q', '-b', 'cr');
      save('docs/kettle.md', kettle('lid'));
      save('docs/kettle.md', kettle('lid', 'spout'));
      git('checkout', '-q', 'main');
      save('other.md', 'Something else.\n');
      git('checkout', '-q', 'cr');
      git('merge', '-q', '-m', 'merge', 'main');
      git('branch', 'merged');
      save('docs/kettle.md', `\u{feff}${kettle('lid', 'spout').replace(/\n/g, '\r\n')}`);
      git('branch', 'windows');
      git('mv', 'docs/kettle.md', 'docs/teapot.md');
      git('commit', '-q', '-m', 'another name');
      writeFileSync(path.join(b.folder, 'docs/teapot.md'), kettle('not', 'committed'));
    }, 60_000);

    it.each([
      ['over several commits and a merge', () => 'v1..merged:docs/kettle.md'],
      ['since both went apart', () => 'main...merged:docs/kettle.md'],
      ['by short names of commits', () => `${git('rev-parse', '--short', 'v1').trim()}..${git('rev-parse', '--short', 'merged').trim()}:docs/kettle.md`],
      ['whatever ends its lines', () => 'v1..windows:docs/kettle.md'],
      ['from the current folder', () => 'v1..merged:./docs/kettle.md'],
      ['under the name that it has got', () => 'v1..cr:docs/teapot.md'],
      ['under that name, from the current folder', () => 'v1..cr:./docs/teapot.md'],
      ['up to what is committed, whatever stands in the folder', () => 'v1..:docs/teapot.md'],
    ])('is what changes %s', async (_, range) => {
      expect(await changesOf(range())).toEqual(['attribute kettle.lid added', 'attribute kettle.spout added']);
    });

    it('changes nothing by the ends of lines, a byte order mark, or the name', async () => {
      expect(await changesOf('merged..windows:docs/kettle.md')).toEqual([]);
      expect(await changesOf('windows..cr:docs/teapot.md')).toEqual([]);
    });

    it('names the revision that is not there', async () => {
      const { exitCode, err } = await b.specgen(['v1..never:docs/kettle.md'], { into: 'spec', 'dry-run': true }, { git: runGit });
      expect(exitCode).toBe(2);
      expect(err).toContain('there is no revision "never"');
    });
  });

  it('numbers a resource that no table numbers, provisionally, and gives it the number once one does', async () => {
    const table = ['**Table 9.6.1-2: Attributes of \\<kettle\\> resource**', '', '| Attributes of \\<kettle\\> | Multiplicity | RW/RO/WO | Description |', '| --- | --- | --- | --- |', '| heat | 1 | RW | How hot. |', ''];
    const numbers = ['**Table 6.3.4.2.1-1: Interpretation of m2m:resourceType**', '', '| Value | Interpretation |', '| --- | --- |', '| 77 | kettle |', ''];
    const b = bench({ 'a.md': ['# TS-9001', '', ...table].join('\n'), 'b.md': ['# TS-9001', '', ...table, ...numbers].join('\n') });
    const kettle = (): { resourceType: number; provisional?: boolean } => JSON.parse(b.read('spec')['tables/resources/kettle.json']!) as { resourceType: number; provisional?: boolean };
    await b.specgen(['a.md'], { into: 'spec', known: 'none' });
    expect(kettle()).toMatchObject({ resourceType: 9200, provisional: true });
    await b.specgen(['b.md'], { into: 'spec', known: 'none' });
    expect(kettle().resourceType).toBe(77);
    expect(kettle().provisional).toBeUndefined();
  });

  it('speaks JSON', async () => {
    const b = bench({ 'coffee.md': markdown });
    const { out, err } = await b.specgen(['coffee.md'], { into: 'spec', 'dry-run': true }, {}, 'json');
    expect(err).toBe('');
    expect(JSON.parse(out)).toMatchObject({ command: 'import', exitCode: 0, into: 'spec', written: [], documents: [{ file: 'coffee.md', id: 'TS-9001-CR' }] });
  });

  it.each<[string, readonly string[], Readonly<Record<string, string | Uint8Array>>, RegExp]>([
    ['a document that is not there', ['nope.docx', 'coffee.md'], {}, /IMPORT_DOCUMENT the document nope\.docx does not exist\n +hint: name a document \(\.docx/],
    ['a folder in the place of a document', ['xsd'], { 'xsd/a.txt': '' }, /IMPORT_DOCUMENT the document xsd is a folder\n +hint: name one document in it/],
    ['a document that is none', ['coffee.md', 'bad.docx'], { 'bad.docx': 'PK\u0003\u0004 not really' }, /bad\.docx.* error DOCX_/],
    ['a broken definition in the folder', ['coffee.md'], { 'spec/tables/documents.json': '{ "$schema": "schema/documents.schema.json", "documents": [ }' }, /spec\/tables\/documents\.json:1:\d+ error DEFINITION_SYNTAX/],
  ])('writes nothing because of %s', async (_, operands, files, message) => {
    const b = bench({ 'coffee.md': markdown, ...files });
    const before = b.read('.');
    const { exitCode, err } = await b.specgen(operands, { into: 'spec', report: 'r.md' });
    expect(err).toMatch(message);
    expect(exitCode).toBe(2);
    // The report alone is written in any case in which there is something to report of.
    const { 'r.md': _report, 'r.json': _json, ...rest } = b.read('.');
    expect(rest).toEqual(before);
  });

  it('leaves the folder as it was when writing fails', async () => {
    const b = bench({ 'coffee.md': markdown });
    await b.specgen(['coffee.md'], { into: 'spec', view: 'original' });
    const before = b.read('spec');
    let renames = 0;
    const files = { ...realFileSystem, rename: async (from: string, to: string) => (++renames === 2 ? Promise.reject(Object.assign(new Error('ENOSPC: full'), { code: 'ENOSPC', syscall: 'rename' })) : realFileSystem.rename(from, to)) } as World['files'];
    const { exitCode, err } = await b.specgen(['coffee.md'], { into: 'spec' }, { files });
    expect(exitCode).toBe(2);
    expect(err).toContain('could not be written and are as they were');
    expect(b.read('spec')).toEqual(before);
  });

  it('warns when nothing in a document is understood', async () => {
    const b = bench({ 'letter.txt': 'Dear all,\n\nnothing to see here.\n' });
    const { exitCode, out, err } = await b.specgen(['letter.txt'], { into: 'spec' });
    expect([exitCode, out]).toEqual([0, 'read letter.txt as letter: 0 tables, 0 understood, 0 facts\nno changes\n']);
    expect(err).toContain('IMPORT_NOTHING');
    expect(b.list('spec')).toEqual([]);
  });
});
