import fc from 'fast-check';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Context } from '../../generator/cli/context.js';
import { run as diff } from '../../generator/cli/diff.js';
import { run as imports } from '../../generator/cli/import.js';
import { loadSources } from '../../generator/read/load.js';
import { commandIn } from '../support/command.js';

/** `diff DOC`, `diff xsd DOC`, `import --dry-run` and `import` say one thing, whatever a Change Request says and however. */
const { sources } = await loadSources('examples/software-rename/before');
const software = JSON.parse(sources.get('tables/resources/software.json')!) as { attributes: { name: string; multiplicity: string; access: string }[] };

interface Edit {
  readonly name: string;
  readonly how: 'same' | 'left out' | 'deleted' | 'access' | 'inserted behind';
}
const edits = fc.tuple(...software.attributes.map(({ name }) => fc.record({ name: fc.constant(name), how: fc.constantFrom<Edit['how']>('same', 'same', 'same', 'left out', 'deleted', 'access', 'inserted behind') })));

function documentOf(all: readonly Edit[]): string {
  const row = (cells: readonly string[], mark = (text: string): string => text): string => `| ${cells.map(mark).join(' | ')} |`;
  const rows = all.flatMap(({ name, how }, i) => {
    const { multiplicity, access } = software.attributes.find((a) => a.name === name)!;
    const plain = [name, multiplicity, access, 'One of its rows.'];
    if (how === 'left out') return [];
    if (how === 'deleted') return [row(plain, (text) => `{--${text}--}`)];
    if (how === 'access') return [row([name, multiplicity, `{--${access}--}{++${access === 'RO' ? 'RW' : 'RO'}++}`, 'One of its rows.'])];
    return [row(plain), ...(how === 'same' ? [] : [row([`extra${i}`, '0..1', 'RW', 'New.'], (text) => `{++${text}++}`)])];
  });
  const head = ['# Change Request to TS-0001', '', '## D.3 Resource software', '', 'Table D.3-2: Attributes of [software] resource', '', '| Attributes of [software] | Multiplicity | RW/RO/WO | Description |', '| --- | --- | --- | --- |'];
  return [...head, ...rows, '', '{++And a word.++}', ''].join('\n');
}

function project() {
  const folder = mkdtempSync(path.join(tmpdir(), 'specgen-agree-'));
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  const context = (operands: readonly string[], flags: Readonly<Record<string, string | true>> = {}): Context => commandIn(folder, operands, { flags, settings: { format: 'json' } }).context;
  return { folder, write, context };
}

const report = (of: unknown): { readonly exitCode: number; readonly data: Record<string, unknown> } => of as never;
/** What changed, without the places, which differ from operand to operand. */
const changesOf = (of: unknown): unknown => (report(of).data['changes'] as { code: string; subject: string; before?: unknown; after?: unknown }[]).map(({ code, subject, before, after }) => [code, subject, before, after]);

it('diff, the dry run and the import agree', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(edits, async (all) => {
      const { folder, write, context } = project();
      try {
        for (const side of ['before', 'xsd']) for (const [file, text] of sources) write(`${side}/${file}`, text);
        write('cr.md', documentOf(all));
        const alone = changesOf(await diff(context(['cr.md'])));
        const over = changesOf(await diff(context(['xsd', 'cr.md'])));
        const dry = report(await imports(context(['cr.md'], { 'dry-run': true })));
        const real = report(await imports(context(['cr.md'])));
        expect(dry.data['changes']).toEqual(real.data['changes']);
        expect(alone).toEqual(over);
        // What cannot stand is not written; diff shows it all the same, with a warning.
        if (real.exitCode !== 0) return;
        expect(changesOf(await diff(context(['before', 'xsd'])))).toEqual(over);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 6 },
  );
});
