import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Format } from '../../generator/cli/context.js';
import { run } from '../../generator/cli/lint.js';
import { present } from '../../generator/cli/report.js';
import { commandIn } from '../support/command.js';

const root = path.resolve(import.meta.dirname, '../..');

/** A folder of its own with these files, and the command in it. */
function bench(files: Readonly<Record<string, string | Uint8Array>>) {
  const folder = mkdtempSync(path.join(tmpdir(), 'specgen-lint-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), content);
  }
  const lint = async (operands: readonly string[], flags: Readonly<Record<string, string>> = {}, format: Format = 'text') => {
    const { context, said } = commandIn(folder, operands, { flags, settings: { format } });
    const report = await run(context);
    const exitCode = typeof report === 'number' ? report : present(report, 'lint', format, context);
    return { exitCode, ...said };
  };
  return { folder, lint };
}

const table = '| Attributes of <lamp> | Multiplicity | RW/RO/WO | Description |\n|---|---|---|---|\n';
const clean = '## 9.6.90 Resource Type lamp\n\nThe lamp is on.\n';
const noted = `${clean}\nIt is an lamp.\n`;
const warned = `${clean}\nTable 9.6.90-1: Attributes of <lamp> resource\n\n${table}| colour | 1 | {--RW--}{++R0++} | Its colour. |\n\nThe <lamp> resource is a child of the <node> resource.\n`;

describe('specgen lint', () => {
  it('finds nothing in a document that it cannot compare with what --known names, and does not say that it is clean', async () => {
    const { lint } = bench({ 'cr.md': clean });
    const { exitCode, out, err } = await lint(['cr.md'], { known: 'nope' });
    expect(exitCode).toBe(2);
    expect(out + err).toContain('INPUT_FOLDER');
    expect(out + err).not.toContain('nothing found');
  });

  it.each([
    ['nothing', clean, 0, 'cr.md: nothing found, and no table or list understood\n'],
    ['notes', noted, 0, 'cr.md: 1 note\n'],
    ['warnings', warned, 1, 'cr.md: 1 warning\n'],
  ])('with %s', async (_, text, exitCode, out) => {
    const b = bench({ 'cr.md': text });
    expect(await b.lint(['cr.md'])).toMatchObject({ exitCode, out });
  });

  it('shows the line, the code and what to do', async () => {
    const { err } = await bench({ 'cr.md': warned }).lint(['cr.md']);
    expect(err).toContain('cr.md:9:');
    expect(err).toContain('LINT_ACCESS');
    expect(err).toContain('did you mean RO?');
    expect(err).toContain('Table 9.6.90-1, row 2');
  });

  it('reads the view that is asked for', async () => {
    const b = bench({ 'cr.md': warned });
    expect((await b.lint(['cr.md'], { view: 'original' })).exitCode).toBe(0);
  });

  it('compares with what is known, or not', async () => {
    const b = bench({ 'cr.md': 'Each <lantern> resource has one.\n' });
    expect((await b.lint(['cr.md'])).err).toContain('LINT_RESOURCE_UNKNOWN');
    expect(await b.lint(['cr.md'], { known: 'none' })).toMatchObject({ exitCode: 0, err: '', out: 'cr.md: nothing found, and no table or list understood\n' });
    expect(await b.lint(['cr.md'], { known: 'nowhere' })).toMatchObject({ exitCode: 2, err: expect.stringContaining('INPUT_FOLDER') as string });
  });

  it('takes several documents and folders', async () => {
    const b = bench({ 'a.md': noted, 'b.txt': '\u2022 one\n\u2022 \n' });
    cpSync(path.join(root, 'xsd'), path.join(b.folder, 'spec'), { recursive: true });
    const { exitCode, out } = await b.lint(['a.md', 'b.txt', 'spec', 'a.md']);
    expect(exitCode).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines.slice(0, 2)).toEqual(['a.md: 1 note', 'b.txt: 1 note']);
    // Definitions may have notes of the checks; the linter adds none.
    expect(lines[2]).toMatch(/^spec: /);
  });

  it.each([
    ['what is not there', 'nowhere.md', 'LINT_OPERAND'],
    ['a PDF', 'cr.pdf', 'DOCUMENT_FORMAT'],
    ['a folder without definitions', 'empty', 'INPUT_EMPTY'],
    ['a broken archive', 'cr.docx', 'DOCX'],
  ])('refuses %s', async (_, operand, code) => {
    const b = bench({ 'cr.pdf': '%PDF-1.7', 'empty/readme.txt': 'x', 'cr.docx': 'PK\u0003\u0004 nothing' });
    const { exitCode, err } = await b.lint([operand]);
    expect(exitCode).toBe(2);
    expect(err).toContain(code);
    // Which has no flag of that name.
    expect(err).not.toContain('--input');
  });

  it('says the same as JSON and as annotations', async () => {
    const b = bench({ 'cr.md': warned });
    const json = JSON.parse((await b.lint(['cr.md'], {}, 'json')).out) as { readonly exitCode: number; readonly codes: unknown; readonly diagnostics: unknown };
    expect(json).toMatchObject({ exitCode: 1, codes: { LINT_ACCESS: 1 }, diagnostics: [{ code: 'LINT_ACCESS', severity: 'warning' }] });
    expect((await b.lint(['cr.md'], {}, 'github')).out).toContain('::warning file=cr.md,line=9');
  });
});
