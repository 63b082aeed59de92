import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readDocumentOperand } from '../../generator/cli/operand.js';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import type { Given } from '../../generator/import/import.js';
import { importDocuments, resultOf } from '../../generator/import/import.js';
import { changeInWords } from '../../generator/import/merge/changes.js';
import { withParts } from '../../generator/import/parts.js';
import { realFileSystem } from '../../generator/write/file-system.js';
import type { Sources } from '../../generator/read/sources.js';

/** A specification in Markdown that is split, a file for each chapter. */
const kettle = (clause: string, name: string, attributes: readonly string[]): string =>
  [`## ${clause} Resource Type ${name}`, '', `**Table ${clause}-2: Attributes of \\<${name}\\> resource**`, '', `| Attributes of \\<${name}\\> | Multiplicity | RW/RO/WO | Description |`, '| --- | --- | --- | --- |', ...attributes.map((attribute) => `| ${attribute} | 0..1 | RW | Words. |`), ''].join('\n');
const own = ['grind', 'beans', 'water', 'cups'];
const chapters = (ofTenth = own): Readonly<Record<string, string>> => ({ 'cover.md': '# TS-9001 Kettles V1.2.0\n\nWords.\n', '9.6.1.md': kettle('9.6.1', 'kettle', own), '9.6.2.md': kettle('9.6.2', 'mill', own), '9.6.10.md': kettle('9.6.10', 'filter', ofTenth) });
const given = (files: Readonly<Record<string, string>>, folder = 'spec'): readonly Given[] => Object.entries(files).map(([name, text]) => ({ file: `${folder}/${name}`, bytes: Buffer.from(text) }));
const whole = (files: Readonly<Record<string, string>>): Given => ({ file: 'TS-9001.md', bytes: Buffer.from(Object.values(files).join('\n')) });

async function imports(documents: readonly Given[], into: Sources = new Map()) {
  const found = new Diagnostics();
  const imported = await importDocuments(await withParts(documents), into, undefined, found, { view: 'accepted' });
  return { ...imported, all: resultOf(into, imported), words: imported.changes.map(changeInWords), ids: imported.documents.map(({ facts }) => facts.document), remarks: found.list() };
}

const folder = mkdtempSync(path.join(tmpdir(), 'specgen-parts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a specification in several files', () => {
  it('is read as it is in one', async () => {
    const [one, parts] = [await imports([whole(chapters())]), await imports([...given(chapters()).slice(1), given(chapters())[0]!])];
    expect(parts.ids).toEqual(['TS-9001']);
    const [definitions, others] = [one, parts].map(({ all }) => new Map([...all].filter(([file]) => file.startsWith('tables/resources/'))));
    expect([...others!].sort()).toEqual([...definitions!].sort());
    expect(parts.documents[0]!.facts.facts.map(({ place }) => place.file)).toContain('spec/9.6.10.md');
  });

  it('may be given by its folder, in which chapters stand as they are counted', async () => {
    for (const [name, text] of Object.entries(chapters())) {
      const file = path.join(folder, 'spec', name.startsWith('9.6.1.') ? 'first' : '', name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    writeFileSync(path.join(folder, 'spec', 'picture.png'), 'x');
    const read = await readDocumentOperand({ cwd: folder, files: realFileSystem } as Parameters<typeof readDocumentOperand>[0], 'spec');
    expect((read as Given).parts?.map(({ file }) => file)).toEqual(['spec/cover.md', 'spec/9.6.2.md', 'spec/9.6.10.md', 'spec/first/9.6.1.md']);
    expect((await imports([read as Given])).ids).toEqual(['TS-9001']);
  });

  it('is one of record as a whole: what a new version lacks goes', async () => {
    const { all } = await imports(given(chapters()));
    const { words } = await imports(given(chapters(own.slice(1))), all);
    expect(words).toContain('attribute filter.grind removed');
  });

  it('changes what differs between two versions of its files in git, and nothing else', async () => {
    const { all } = await imports(given(chapters()));
    const before = given(chapters());
    const { words } = await imports(given(chapters(own.slice(1))).map((one, i) => ({ ...one, original: before[i]! })), all);
    expect(words.filter((text) => !text.startsWith('XSD'))).toEqual(['attribute filter.grind removed']);
  });

  it.each<readonly [string, readonly Given[], number]>([
    ['two versions', given({ 'a.md': '# TS-9001 Kettles V1.2.0\n', 'b.md': '# TS-9001 Kettles V1.3.0\n' }), 2],
    ['two specifications with a chapter', given({ 'a.md': '# TS-9001 Kettles\n', 'b.md': '# TS-9002 Mills\n', 'c.md': kettle('9.6.1', 'kettle', own) }), 3],
    ['a specification and a Change Request', given({ 'a.md': '# TS-9001 Kettles\n', 'cr.md': `# Change Request to TS-9001\n\n${kettle('9.6.1', 'kettle', own)}` }), 2],
    ['chapters of two folders', [...given({ 'a.md': kettle('9.6.1', 'kettle', own) }, 'one'), ...given({ 'a.md': kettle('9.6.1', 'kettle', own) }, 'two')], 2],
    ['chapters without a cover', given({ 'a.md': kettle('9.6.1', 'kettle', own), 'b.md': kettle('9.6.2', 'mill', own) }), 1],
  ])('%s', async (_, documents, count) => {
    expect(await withParts(documents)).toHaveLength(count);
  });
});

describe('a chapter by itself', () => {
  it('says what it is taken for', async () => {
    const { all } = await imports(given(chapters()));
    const [known, unknown] = [await imports(given({ '9.6.1.md': kettle('9.6.1', 'kettle', [...own, 'lid']) }), all), await imports(given({ '9.6.7.md': kettle('9.6.7', 'stove', own) }), all)];
    const said = ({ remarks }: typeof known): readonly string[] => remarks.flatMap(({ code, message }) => (code === 'IMPORT_CHAPTER' ? [message] : []));
    expect([known.ids, known.words, said(known)]).toEqual([['TS-9001'], ['attribute kettle.lid added'], [expect.stringContaining('an excerpt of TS-9001')]]);
    // What says what is there anyway may be a part of any document.
    expect(said(await imports(given({ '9.6.1.md': kettle('9.6.1', 'kettle', own) }), all))).toEqual([]);
    expect([unknown.ids, said(unknown)]).toEqual([['9.6.7'], [expect.stringContaining('a document of its own, 9.6.7')]]);
  });
});
