import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Context, Settings } from '../../generator/cli/context.js';
import { run } from '../../generator/cli/diff.js';
import { runGit } from '../../generator/cli/git.js';
import { present } from '../../generator/cli/report.js';
import { commandIn } from '../support/command.js';

const root = path.resolve(import.meta.dirname, '../..');
const example = path.join(root, 'examples/software-rename');

/** Runs `specgen diff` on the operands in `cwd`, without a process of its own. */
async function diff(
  operands: readonly string[],
  { cwd = root, git = runGit, ...settings }: Partial<Settings> & { cwd?: string; git?: Context['git'] | null } = {},
) {
  const { context, said } = commandIn(cwd, operands, { settings, ...(git !== null && { world: { git } }) });
  const exitCode = present(await run(context), 'diff', context.settings.format, context);
  return { exitCode, ...said };
}

const before = 'examples/software-rename/before';
const after = 'examples/software-rename/after';

/** A temporary folder with a repository: the example as it was, and as it is now. */
function repository(): { readonly folder: string; readonly git: (...args: string[]) => string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'specgen-diff-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_AUTHOR_DATE: '2020-01-01T00:00:00Z',
    GIT_COMMITTER_DATE: '2020-01-01T00:00:00Z',
  };
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: folder, env, encoding: 'utf8' });
  git('init', '-q', '-b', 'main');
  cpSync(path.join(example, 'before'), path.join(folder, 'spec'), { recursive: true });
  git('add', '.');
  git('commit', '-q', '-m', 'before');
  rmSync(path.join(folder, 'spec'), { recursive: true });
  cpSync(path.join(example, 'after'), path.join(folder, 'spec'), { recursive: true });
  return { folder, git };
}

describe('specgen diff', () => {
  it('gives the release note of the worked example', async () => {
    const { exitCode, out, err } = await diff([before, after], { format: 'markdown' });
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    await expect(out).toMatchFileSnapshot(path.join(example, 'RELEASE-NOTE.md'));
    expect(out).toContain('| `software.name` | `software.softwareName` |');
  });

  it('says the same to tools, with places and sources', async () => {
    const { out } = await diff([before, after], { format: 'json' });
    const answer = JSON.parse(out) as { bump: unknown; classes: unknown; changes: { code: string }[] };
    expect(answer).toMatchObject({
      command: 'diff',
      exitCode: 0,
      before,
      after,
      bump: { stable: 'major', initial: 'minor' },
      classes: { breaking: 1, additive: 0, editorial: 4, none: 0 },
    });
    expect(answer.changes.find((c) => c.code === 'ATTRIBUTE_RENAMED_LONG')).toMatchObject({
      subject: 'software.softwareName',
      was: 'software.name',
      before: 'name',
      after: 'softwareName',
      class: 'breaking',
      places: { before: { file: `${before}/tables/resources/software.json` }, after: { file: `${after}/tables/resources/software.json` } },
      sources: { before: { document: 'TS-0001', clause: 'D.3' }, after: { document: 'TS-0001-CR', clause: 'D.3' } },
      evidence: { score: 1 },
    });
  });

  it.each([
    ['breaking', before, after, 1],
    ['editorial', before, after, 1],
    ['breaking', after, after, 0],
    ['editorial', after, after, 0],
  ] as const)('--fail-on %s: %s → %s', async (failOn, a, b, exitCode) => expect((await diff([a, b], { failOn })).exitCode).toBe(exitCode));

  it('says on the terminal what changed, for whom, and why', async () => {
    const { out } = await diff([before, after]);
    for (const text of [
      '[software]',
      'software.name → software.softwareName',
      'breaking for senders',
      'evidence 1.00: same short name swn',
      '1 breaking, 4 editorial; version: major (before 1.0.0: minor)',
    ])
      expect(out).toContain(text);
  });

  it('finds nothing in the specification against itself', async () => {
    expect(await diff(['xsd', 'xsd'])).toEqual({ exitCode: 0, out: 'no changes\n', err: '' });
    expect((await diff(['xsd', 'xsd'], { format: 'markdown' })).out).toBe(
      '# What changed from `xsd` to `xsd`\n\nNothing: both say the same.\n',
    );
  });

  it.each<[string, readonly string[], string]>([
    ['nothing to compare', [], 'diff takes two specifications, but got 0'],
    ['one folder', ['xsd'], 'or one document with change marks'],
    ['three', ['xsd', 'xsd', 'xsd'], 'but got 3'],
    ['what does not exist', ['nowhere', 'xsd'], '"nowhere" is no folder, no document and no git revision'],
    ['an empty name', ['', 'xsd'], 'error'],
    ['no specification', ['test/diff', 'xsd'], 'contains no *.xsd and no *.json\n       hint: name a folder of definitions such as xsd'],
    ['documents of other things', ['docs', 'xsd'], 'docs has no definitions, and nothing in its documents was understood'],
    ['an unknown revision', ['no-such-revision:xsd', 'xsd'], 'git knows no "no-such-revision:xsd": there is no revision "no-such-revision"'],
    ['an option of git', ['--output=x:xsd', 'xsd'], '"--output=x:xsd" is no revision'],
    ['a command of a shell', ['$(touch x):xsd', 'xsd'], 'git knows no'],
    ['a line end', ['HEAD\n:xsd', 'xsd'], 'git knows no'],
  ])('refuses %s', async (_, operands, message) => {
    const { exitCode, out, err } = await diff(operands);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain(message);
  });
});

describe('git revisions', () => {
  it('are read from the root of the repository, or from the current folder', async () => {
    const { folder, git } = repository();
    const want = /software\.name → software\.softwareName/;
    expect((await diff(['HEAD:spec', 'spec'], { cwd: folder })).out).toMatch(want);
    expect((await diff(['HEAD:./', '.'], { cwd: path.join(folder, 'spec') })).out).toMatch(want);
    git('commit', '-q', '-a', '-m', 'after');
    const { out, exitCode } = await diff(['HEAD~1:spec', 'main:spec'], { cwd: folder, failOn: 'breaking', format: 'json' });
    expect(exitCode).toBe(1);
    expect((JSON.parse(out) as { changes: { places: unknown }[] }).changes[0]!.places).toMatchObject({
      before: { file: 'HEAD~1:spec/tables/resources/software.json' },
    });
    expect((await diff(['HEAD:spec', 'HEAD:spec'], { cwd: folder })).out).toBe('no changes\n');
  });

  it('leave out what a folder leaves out: links, hidden files, other files', async () => {
    const { folder, git } = repository();
    symlinkSync('documents.json', path.join(folder, 'spec/tables/link.json'));
    mkdirSync(path.join(folder, 'spec/.hidden'));
    writeFileSync(path.join(folder, 'spec/.hidden/broken.json'), '{');
    writeFileSync(path.join(folder, 'spec/readme.txt'), 'nothing');
    git('add', '.');
    git('commit', '-q', '-m', 'more');
    expect(await diff(['HEAD:spec', path.relative(folder, path.join(example, 'after'))], { cwd: folder })).toMatchObject({
      exitCode: 0,
      out: 'no changes\n',
    });
  });

  it('report what is wrong in them at its place', async () => {
    const { folder, git } = repository();
    writeFileSync(path.join(folder, 'spec/tables/documents.json'), '{ "$schema": "schema/documents.schema.json",\n  "documents": 1 }');
    writeFileSync(path.join(folder, 'spec/binary.xsd'), Buffer.from([0xff, 0xfe, 0x00]));
    git('add', '.');
    git('commit', '-q', '-m', 'broken');
    const { exitCode, err } = await diff(['HEAD:spec', 'HEAD~1:spec'], { cwd: folder });
    expect(exitCode).toBe(2);
    expect(err).toContain('HEAD:spec/binary.xsd');
    rmSync(path.join(folder, 'spec/binary.xsd'));
    git('add', '.');
    git('commit', '-q', '-m', 'less broken');
    expect((await diff(['HEAD:spec', 'HEAD~2:spec'], { cwd: folder })).err).toContain('HEAD:spec/tables/documents.json:2:');
  });

  it('are no input without git, or where there is nothing to read', async () => {
    const { folder, git } = repository();
    expect((await diff(['HEAD:spec', 'spec'], { cwd: folder, git: null })).err).toContain('there is no git to read revisions with');
    expect(
      (
        await diff(['HEAD:spec', 'spec'], {
          cwd: folder,
          git: async () => ({ exitCode: undefined, stdout: Buffer.alloc(0), message: 'spawn git ENOENT' }),
        })
      ).err,
    ).toContain('spawn git ENOENT');
    writeFileSync(path.join(folder, 'notes.txt'), 'words');
    mkdirSync(path.join(folder, 'empty'));
    writeFileSync(path.join(folder, 'empty/notes.md'), 'words');
    git('add', '.');
    git('commit', '-q', '-m', 'notes');
    expect((await diff(['HEAD:empty', 'spec'], { cwd: folder })).err).toContain('HEAD:empty contains no *.xsd and no *.json');
  });
});

describe('documents', () => {
  /** A table in the style of TS-0001; our own words, the names and marks of the example. */
  const documentOf = (name: string): string =>
    [
      '# TS-0001 Change Request',
      '',
      '## D.3 Resource software',
      '',
      'Table D.3-2: Attributes of [software] resource',
      '',
      '| Attributes of [software] | Multiplicity | RW/RO/WO | Description |',
      '| --- | --- | --- | --- |',
      ...(['version', name, 'URL', 'install', 'uninstall', 'installStatus'] as const).map(
        (attribute) => `| ${attribute} | 1 | RW | One of its rows. |`,
      ),
      ...(['activate', 'deactivate', 'activeStatus'] as const).map((attribute) => `| ${attribute} | 0..1 | RW | One of its rows. |`),
      '',
    ].join('\n');

  const folderWith = (files: Readonly<Record<string, string>>): string => {
    const folder = mkdtempSync(path.join(tmpdir(), 'specgen-diff-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
    cpSync(path.join(example, 'before'), path.join(folder, 'before'), { recursive: true });
    return folder;
  };

  it('say what they would change in a folder', async () => {
    const cwd = folderWith({ 'cr.md': documentOf('softwareName') });
    const { out, exitCode, err } = await diff(['before', 'cr.md'], { cwd });
    expect({ exitCode, err }).toMatchObject({ exitCode: 0 });
    expect(out).toContain('software.name → software.softwareName');
  });

  it('that say nothing change nothing, and that is said', async () => {
    const cwd = folderWith({ 'letter.md': '# A letter\n\nNothing new.\n' });
    const { out, err } = await diff(['before', 'letter.md'], { cwd });
    expect(out).toBe('no changes\n');
    expect(err).toContain('nothing in letter.md was understood');
  });

  it('must have change marks when they stand alone', async () => {
    const cwd = folderWith({ 'cr.md': documentOf('softwareName') });
    const { exitCode, err } = await diff(['cr.md'], { cwd });
    expect(exitCode).toBe(2);
    expect(err).toContain('cr.md has no change marks');
  });

  it('may be split into files of a folder', async () => {
    const cwd = folderWith({});
    mkdirSync(path.join(cwd, 'split'));
    writeFileSync(path.join(cwd, 'split', '1.md'), '# TS-0001\n');
    writeFileSync(path.join(cwd, 'split', '2.md'), documentOf('softwareName').replace(/^# .*\n/, ''));
    expect((await diff(['before', 'split'], { cwd })).out).toContain('software.name → software.softwareName');
    expect((await diff(['split'], { cwd })).err).toContain('split has no change marks');
  });

  it('that are new within a range are compared with the definitions, as an import takes them', async () => {
    const { folder, git } = repository();
    git('checkout', '-q', 'HEAD', 'spec');
    writeFileSync(path.join(folder, 'cr.md'), documentOf('softwareName'));
    git('add', '.');
    git('commit', '-q', '-m', 'a request');
    const { out, err, exitCode } = await diff(['HEAD~1..HEAD:cr.md'], { cwd: folder, input: path.join(folder, 'spec') });
    expect(exitCode).toBe(0);
    expect(out).toContain('software.name → software.softwareName');
    expect(err).toContain('HEAD~1..HEAD:cr.md is new within the range');
  });

  it('are compared by what they say, whether or not the definitions here can do without', async () => {
    const table = (...rows: readonly string[]): string =>
      ['# TS-0004 Service Layer Core Protocol', '', 'Table 6.6.3.6-1: RSCs for Receiver error response class', '', '| Numeric Code | Description |', '| --- | --- |', ...rows, ''].join('\n');
    const cwd = folderWith({
      // An outcome answers with 6021.
      'old.md': table('| 6020 | MGMT_SESSION_CANNOT_BE_ESTABLISHED |', '| 6021 | MGMT_SESSION_ESTABLISHMENT_TIMEOUT |'),
      'new.md': table('| 6020 | MGMT_SESSION_CANNOT_BE_ESTABLISHED |', '| 6121 | MGMT_SESSION_ESTABLISHMENT_TIMEOUT |'),
    });
    const { out, exitCode, err } = await diff(['old.md', 'new.md'], { cwd, format: 'json' });
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    const { changes } = JSON.parse(out) as { changes: { code: string; subject: string }[] };
    expect(changes.map((c) => `${c.code} ${c.subject}`)).toEqual(['STATUS_CODE_REMOVED 6021', 'STATUS_CODE_ADDED 6121']);
  });

  it('with change marks are compared with what they were', async () => {
    const cwd = folderWith({
      'cr.md': documentOf('softwareName').replace('| version | 1 | RW |', '| version | 1 | <del>RW</del><ins>RO</ins> |'),
    });
    const { out, exitCode } = await diff(['cr.md'], { cwd, format: 'json' });
    const {
      changes,
      before: was,
      after: is,
    } = JSON.parse(out) as { changes: { code: string; subject: string }[]; before: string; after: string };
    expect(exitCode).toBe(0);
    expect([was, is]).toEqual(['cr.md, original', 'cr.md, accepted']);
    expect(changes.map((c) => `${c.code} ${c.subject}`)).toContain('ACCESS_CLOSED software.version');
  });
});

it('the example says what its table says: everything but the rename and two descriptions is the same', () => {
  const read = (side: string) =>
    JSON.parse(readFileSync(path.join(example, side, 'tables/resources/software.json'), 'utf8')) as {
      attributes: { name: string; description: string }[];
    };
  const [a, b] = [read('before').attributes, read('after').attributes];
  expect(a.map((x) => (x.name === 'name' ? 'softwareName' : x.name))).toEqual(b.map((x) => x.name));
  expect(a.filter((x, i) => x.description !== b[i]!.description).map((x) => x.name)).toEqual(['installStatus', 'activeStatus']);
});
