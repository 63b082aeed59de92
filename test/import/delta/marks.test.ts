import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import type { Given, ImportOptions } from '../../../generator/import/import.js';
import { importDocuments, resultOf } from '../../../generator/import/import.js';
import { changeInWords } from '../../../generator/import/merge/changes.js';
import type { Sources } from '../../../generator/read/sources.js';

const attributes = ['resourceID', 'grind', 'beans', 'water', 'cups', 'strength', 'owner', 'colour'] as const;
const row = (name: string, multiplicity = '0..1', access = 'RW'): string => `| ${name} | ${multiplicity} | ${access} | Words. |`;
const page = (title: string, rows: readonly string[], caption = 'Table 9.6.1-2: Attributes of \\<kettle\\> resource'): string =>
  [`# ${title}`, '', '## 9.6.1 Resource Type kettle', '', `**${caption}**`, '', '| Attributes of \\<kettle\\> | Multiplicity | RW/RO/WO | Description |', '| --- | --- | --- | --- |', ...rows, ''].join('\n');
const whole = attributes.map((name) => row(name));

async function run(given: string | Given, into: Sources, options: Partial<ImportOptions> = {}) {
  const diagnostics = new Diagnostics();
  const one = typeof given === 'string' ? { file: 'cr.md', bytes: Buffer.from(given) } : given;
  const imported = await importDocuments([one], into, undefined, diagnostics, { view: 'accepted', ...options });
  return {
    ...imported,
    words: imported.changes.map(changeInWords),
    codes: diagnostics.list().map((d) => d.code),
    all: resultOf(into, imported),
    readings: imported.verdicts.map((v) => [v.as, v.kept.length, v.removed.length]),
  };
}

const base = (await run({ file: 'TS-9001.md', bytes: Buffer.from(page('TS-9001 Kettles', whole)) }, new Map())).all;
const without = (...names: string[]): readonly string[] => whole.filter((line) => !names.some((name) => line.includes(name)));

/** The same table drawn with borders; a row without cells is one. */
const widths = [26, 16, 26, 18];
const border = (char = '-'): string => `+${widths.map((width) => char.repeat(width)).join('+')}+`;
const drawnRow = (cells: readonly string[]): string => (cells.length === 0 ? border() : `|${cells.map((text, i) => ` ${text}`.padEnd(widths[i]!)).join('|')}|`);
const drawing = (lines: readonly string[]): string =>
  page('Change Request to TS-9001', []).replace(/^\|.*\n/gm, '').trimEnd() + ['', '', border(), drawnRow(['Attributes of \\<kettle\\>', 'Multiplicity', 'RW/RO/WO', 'Description']), border('='), ...lines, border(), ''].join('\n');
const changed = (words: readonly string[]): readonly string[] => words.filter((w) => !w.startsWith('XSD') && !/ (?:create|update) /.test(w));

describe('with change marks', () => {
  const ways: readonly (readonly [string, (text: string) => string, (text: string) => string])[] = [
    ['CriticMarkup', (text) => `{++${text}++}`, (text) => `{--${text}--}`],
    ['HTML', (text) => `<ins>${text}</ins>`, (text) => `<del>${text}</del>`],
  ];
  const cells = (mark: (text: string) => string, name: string): string => `| ${[name, '0..1', 'RW', 'Words.'].map(mark).join(' | ')} |`;
  it.each(ways)('only what is marked changes: %s', async (_, ins, del) => {
    const { words, codes } = await run(page('Change Request to TS-9001', [row('grind', '0..1', `${del('RW')}${ins('RO')}`), cells(del, 'water'), cells(ins, 'steam')]), base);
    expect(words.filter((w) => !w.startsWith('XSD'))).toEqual(['kettle.grind access RW → RO', 'kettle.grind create O → NP', 'kettle.grind update O → NP', 'attribute kettle.steam added', 'attribute kettle.water removed']);
    expect(codes).not.toContain('IMPORT_CONTEXT');
  });

  it('a row that can no longer be read is not gone', async () => {
    const rows = (name: string): string => page('TS-9001 Kettles', [row('grind'), row(name), row('colour')]);
    const { words, codes } = await run({ file: 'TS-9001.md', bytes: Buffer.from(rows('stren gth')), original: { file: 'old.md', bytes: Buffer.from(rows('strength')) } }, base);
    expect(words).toEqual([]);
    expect(codes).toContain('RECOGNISE_ROW');
  });

  it.each(['excerpt', 'whole'] as const)('that --as %s does not ask are said to be there', async (as) => {
    const marked = page('Change Request to TS-9001', [cells((text) => `{--${text}--}`, 'water')]);
    expect((await run(marked, base, { as })).codes).toContain('IMPORT_MARKS_UNASKED');
    expect((await run(marked.replace(/[{}]|--(?=\}|\w)/g, ''), base, { as })).codes).not.toContain('IMPORT_MARKS_UNASKED');
  });

  it('a row whose name is replaced in place is renamed', async () => {
    const { words } = await run(page('Change Request to TS-9001', [row('strength'), row('{--owner--}{++ownerName++}'), row('colour')]), base);
    expect(words).toContain('attribute kettle.owner renamed to ownerName');
    expect(words.some((w) => w.includes('removed'))).toBe(false);
  });

  it.each([['{--owner--}{++keeper++}'], ['{~~owner~>keeper~~}'], ['<del>owner</del><ins>keeper</ins>']])('so it is where the names have nothing in common: %s', async (name) => {
    const { words } = await run(page('Change Request to TS-9001', [row(name)]), base);
    expect(words).toContain('attribute kettle.owner renamed to keeper');
    expect(words.some((w) => w.includes('removed'))).toBe(false);
  });

  it.each([
    ['a value', [['strength', '0..1', '{--RW--}{++RO++}', 'Words.'], [], ['owner', '0..1', 'RW', 'Words.']], ['kettle.strength access RW → RO']],
    ['a value, as a replacement', [['strength', '0..1', '{~~RW~>RO~~}', 'Words.'], [], ['owner', '0..1', 'RW', 'Words.']], ['kettle.strength access RW → RO']],
    ['a value, in two lines of a cell', [['strength', '0..1', '<del>RW</del>', 'Words.'], ['', '', '<ins>RO</ins>', '']], ['kettle.strength access RW → RO']],
    ['cells of a row that goes', [['strength', '0..1', 'RW', 'Words.'], [], ['{--owner--}', '{--0..1--}', '{--RW--}', '{--Words.--}']], ['attribute kettle.owner removed']],
    ['cells of a row that comes', [['strength', '0..1', 'RW', 'Words.'], [], ['{++steam++}', '{++0..1++}', '{++RW++}', '{++Words.++}']], ['attribute kettle.steam added']],
    ['a value, by a mark over two lines', [['strength', '0..1', '{~~RW', 'Words.'], ['', '', '~>RO~~}', ''], [], ['owner', '0..1', 'RW', 'Words.']], ['kettle.strength access RW → RO']],
    ['a value beside words over two lines', [['strength', '0..1', '<del>RW</del><ins>RO</ins>', '<ins>More'], ['', '', '', 'words.</ins>'], [], ['owner', '0..1', 'RW', 'Words.']], ['kettle.strength access RW → RO']],
    ['words over lines with an empty one', [['strength', '0..1', '{--RW--}{++RO++}', '{++More'], ['', '', '', ''], ['', '', '', 'words.++}'], [], ['owner', '0..1', 'RW', 'Words.']], ['kettle.strength access RW → RO']],
    ['a row that goes, by marks over two lines', [['strength', '0..1', 'RW', 'Words.'], [], ['{--owner--}', '{--0..1--}', '{--RW--}', '{--More'], ['', '', '', 'words.--}']], ['attribute kettle.owner removed']],
  ])('in a table that is drawn, %s', async (_, lines, want) => {
    const { words } = await run(drawing(lines.map(drawnRow)), base);
    expect(changed(words)).toEqual(want);
  });

  it.each([
    ['a longer value', ['0..1', '0..1{++ (L)++}'], ['kettle.strength multiplicity 0..1 → 0..1 (L)']],
    ['a shorter value', ['0..1', '{--0..1--}{++1++}'], ['kettle.strength multiplicity 0..1 → 1']],
    ['a value as long', ['RW', '{--RW--}{++RO++}'], ['kettle.strength access RW → RO']],
    ['more words than the cell has room for', ['Words.', 'Words.{++ And many more of them than there is room for.++}'], []],
    ['a row in one stroke', [/$/, '\n{++| steam | 0..1 | RW | Words. |++}'], ['attribute kettle.steam added']],
  ])('in a table that was drawn before it was marked, %s', async (_, [from, to], want) => {
    const row = drawnRow(['strength', '0..1', 'RW', 'Words.']);
    const { words, codes } = await run(drawing([row.replace(from!, to as string).replace('\n', `\n${drawnRow([])}\n`), drawnRow([]), drawnRow(['owner', '0..1', 'RW', 'Words.'])]), base);
    expect([changed(words), codes.filter((code) => code === 'MARKDOWN_TABLE')]).toEqual([want, []]);
  });

  const widthsOfDashes = [26, 20, 20, 12];
  const dashedRow = (cells: readonly string[]): string => cells.map((text, i) => text.padEnd(widthsOfDashes[i]!)).join('').trimEnd();
  const dashes = widthsOfDashes.map((width) => '-'.repeat(width - 1)).join(' ');
  const undrawn = (...lines: readonly string[]): string =>
    page('Change Request to TS-9001', []).replace(/^\|.*\n/gm, '').trimEnd() + ['', '', dashedRow(['Attributes of \\<kettle\\>', 'Multiplicity', 'RW/RO/WO', 'Description']), dashes, ...lines, '', ''].join('\n');
  it.each([
    ['a longer value', dashedRow(['strength', '0..1{++ (L)++}', 'RW', 'Words.']), ['kettle.strength multiplicity 0..1 → 0..1 (L)']],
    ['another value', dashedRow(['strength', '0..1', '{--RW--}{++RO++}', 'Words.']), ['kettle.strength access RW → RO']],
    ['another value, as a replacement', dashedRow(['strength', '{~~0..1~>1~~}', 'RW', 'Words.']), ['kettle.strength multiplicity 0..1 → 1']],
    ['a row that goes, in one stroke', `{--${dashedRow(['strength', '0..1', 'RW', 'Words.'])}--}`, ['attribute kettle.strength removed']],
    ['a row that comes, cell by cell', dashedRow(['{++steam++}', '{++0..1++}', '{++RW++}', '{++Words.++}']), ['attribute kettle.steam added']],
  ])('in a table without borders, %s', async (_, line, want) => {
    const { words, codes } = await run(undrawn(dashedRow(['grind', '0..1', 'RW', 'Words.']), line, dashedRow(['owner', '0..1', 'RW', 'Words.'])), base);
    expect([changed(words), codes.filter((code) => code !== 'IMPORT_NO_TYPE')]).toEqual([want, []]);
  });

  it('in a table that cannot be read with the changes made, nothing goes', async () => {
    const { words, codes } = await run(drawing([drawnRow(['strength', '0..1', 'RW', 'Words.']), drawnRow([]), drawnRow(['owner', '0..1', '{--RW--}{++RO | or whatever else there may be++}', 'Words.'])]), base);
    expect(words).toEqual([]);
    expect(codes).toContain('MARKDOWN_TABLE');
  });

  it('a row that goes and another one that comes are no rename', async () => {
    const { words } = await run(page('Change Request to TS-9001', [cells((text) => `{--${text}--}`, 'water'), cells((text) => `{++${text}++}`, 'steam')]), base);
    expect(words).toContain('attribute kettle.water removed');
    expect(words).toContain('attribute kettle.steam added');
  });

  it('unmarked rows that disagree are reported and change nothing', async () => {
    const { words, codes } = await run(page('Change Request to TS-9001', [row('beans', '1', 'RO'), row('unheardOf'), row('{++steam++}')]), base);
    expect(words).toEqual(['attribute kettle.steam added']);
    expect(codes).toContain('IMPORT_CONTEXT');
  });

  it('marks in the words of a specification say nothing of its tables', async () => {
    const text = page('TS-9001 Kettles', [...without('water'), row('steam')]).replace('## 9.6.1', '{++A new word.++}\n\n## 9.6.1');
    expect((await run(text, base)).words).toEqual(['attribute kettle.steam added', 'attribute kettle.water removed']);
    expect((await run(text.replace('TS-9001 Kettles', 'Change Request to TS-9001'), base)).words).toEqual([]);
  });

  it('a new row stands where the document has it', async () => {
    const { all } = await run(page('Change Request to TS-9001', [row('grind'), row('{++steam++}'), row('…', '', '')]), base);
    const names = (JSON.parse(all.get('tables/resources/kettle.json')!) as { attributes: { name: string }[] }).attributes.map((a) => a.name);
    expect(names.slice(0, 4)).toEqual(['resourceID', 'grind', 'steam', 'beans']);
  });

  it('a row that is deleted here and inserted there with another access has moved and is changed', async () => {
    const { words, codes } = await run(page('Change Request to TS-9001', [cells((text) => `{--${text}--}`, 'grind'), row('beans'), row('water'), row('{++grind++}', '{++0..1++}', '{++RO++}')]), base);
    expect(changed(words)).toEqual(['kettle.grind access RW → RO', expect.stringContaining('resourceID, beans, water, grind, ')]);
    expect(codes).not.toContain('IMPORT_UNUSED_MARK');
  });

  it('a list of values in the description is the type of a new row, and nothing else is said of it', async () => {
    const { words, codes } = await run(page('Change Request to TS-9001', [row('grind'), '| {++boil++} | {++0..1++} | {++RW++} | {++How fast:<br>SLOW – slowly<br>FAST – fast++} |']), base);
    expect(words).toContain('attribute kettle.boil added');
    expect(words.some((word) => word.startsWith('enumeration m2m:boil added'))).toBe(true);
    expect(codes).not.toContain('IMPORT_NO_TYPE');
  });

  it('two versions of a document are marks, too', async () => {
    const original = { file: 'old.md', bytes: Buffer.from(page('TS-9001 Kettles', without('owner'))) };
    const { words } = await run({ file: 'new.md', bytes: Buffer.from(page('TS-9001 Kettles', without('owner', 'water'))), original }, base);
    expect(words).toEqual(['attribute kettle.water removed']);
  });

  it('an attribute that stands twice in a table has not moved', async () => {
    const twice = page('TS-9001 Kettles', [...whole, row('beans')]);
    const { words, documents } = await run({ file: 'new.md', bytes: Buffer.from(twice.replace('Words.', 'Other words.')), original: { file: 'old.md', bytes: Buffer.from(twice) } }, base);
    expect(words).toEqual([]);
    expect(documents[0]!.facts.facts.map(({ unmarked }) => unmarked)).toEqual(Array.from({ length: whole.length + 1 }, () => 'all'));
  });

  it('a row that moves in a table whose order is not that of the definitions changes nothing, and that is said', async () => {
    const requests = (...names: readonly string[]): string =>
      ['# Change Request to TS-0004', '', '**Table 7.4.1-1: Resource specific attributes of \\<kettle\\> resource**', '', '| Attribute Name | Create | Update | Data Type | Default Value and Constraints |', '| --- | --- | --- | --- | --- |', ...names.map((name) => `| ${name} | O | O | xs:string | |`), ''].join('\n');
    const { words, codes } = await run({ file: 'new.md', bytes: Buffer.from(requests('water', 'cups', 'beans')), original: { file: 'old.md', bytes: Buffer.from(requests('beans', 'water', 'cups')) } }, base);
    expect([words, codes.filter((code) => code !== 'IMPORT_CONTEXT')]).toEqual([[], ['IMPORT_UNUSED_MARK']]);
  });

  it('what is to be said of rows and tables that do not change is not said', async () => {
    const other = '\n**Table 9.6.1-9: Something else**\n\n| Colour of it | Of what |\n| --- | --- |\n| red | tea |\n';
    const before = page('TS-9001 Kettles', [...whole, row('<Fill in a name>')]) + other;
    const change = (from: string, to: string) => run({ file: 'new.md', bytes: Buffer.from(before.replace(from, to)), original: { file: 'old.md', bytes: Buffer.from(before) } }, base);
    const quiet = await change(row('colour'), row('colour', '1'));
    expect([quiet.words.length, quiet.codes, quiet.documents[0]!.facts.tables.map(({ isContext }) => isContext)]).toEqual([expect.any(Number), [], [undefined, true]]);
    expect((await change('| red |', '| blue |')).codes).toEqual(['IMPORT_UNUSED_MARK', 'IMPORT_UNUSED_MARK']);
    expect((await change('<Fill in a name>', '<Fill in another name>')).codes).toContain('RECOGNISE_ROW');
  });

  it('whatever is marked, nothing else changes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray([...attributes]), fc.subarray([...attributes].slice(1)), async (shown, deleted) => {
        const lines = attributes.flatMap((name) => (deleted.includes(name) ? [cells((text) => `{--${text}--}`, name)] : shown.includes(name) ? [row(name)] : []));
        const { words } = await run(page('Change Request to TS-9001', lines), base);
        expect(words.sort()).toEqual(deleted.map((name) => `attribute kettle.${name} removed`).sort());
      }),
      { numRuns: 15 },
    );
  });
});

describe('without change marks', () => {
  it.each<[string, string, readonly string[], [string, number, number][], Partial<ImportOptions>?]>([
    ['one row of a Change Request', page('Change Request to TS-9001', [row('steam')]), ['attribute kettle.steam added'], [['excerpt', 8, 0]]],
    ['most rows of a Change Request', page('Change Request to TS-9001', without('water')), [], [['excerpt', 1, 0]]],
    ['a guide', page('TR-9051 Guide', without('water')), [], [['excerpt', 1, 0]]],
    ['an elision', page('TS-9001 Kettles', [...without('water'), row('…', '', '')]), [], [['excerpt', 1, 0]]],
    ['a line across', page('TS-9001 Kettles', [...without('water'), '| \\-\\-\\- | | | |']), [], [['excerpt', 1, 0]]],
    ['a line across each column', page('TS-9001 Kettles', [...without('water'), '| *** | *** | *** | *** |']), [], [['excerpt', 1, 0]]],
    ['a word in brackets', page('TS-9001 Kettles', [...without('water'), '| \\<skip\\> | | | |']), [], [['excerpt', 1, 0]]],
    ['a remark that rows are left out', page('TS-9001 Kettles', [...without('water'), '| (other rows omitted) | | | |']), [], [['excerpt', 1, 0]]],
    ['few rows', page('TS-9001 Kettles', [row('grind'), row('beans')]), [], [['excerpt', 6, 0]]],
    ['the table of record', page('TS-9001 Kettles', without('water')), ['attribute kettle.water removed'], [['whole', 0, 1]]],
    ['few rows, said to be whole', page('TS-9001 Kettles', whole.slice(0, 3)), attributes.slice(3).map((name) => `attribute kettle.${name} removed`), [['whole', 0, 5]], { as: 'whole' }],
    ['the table of record, said to be an excerpt', page('TS-9001 Kettles', without('water')), [], [['excerpt', 1, 0]], { as: 'excerpt' }],
    ['a Change Request that is said to be the document', page('Change Request to TS-9001', without('water')), ['attribute kettle.water removed'], [['whole', 0, 1]], { asDocument: 'TS-9001' }],
  ])('%s', async (_, text, words, readings, options) => {
    const result = await run(text, base, options);
    expect([result.words, result.readings]).toEqual([words, readings]);
    expect(result.codes.includes('IMPORT_REMOVED')).toBe(words.length > 3);
  });

  it('an older version takes nothing back', async () => {
    const documents = base.get('tables/documents.json')!.replace(/("id": "TS-9001",[^}]*"version": )"[^"]*"/, '$1"V3.2.0"');
    const into: Sources = new Map([...base, ['tables/documents.json', documents]]);
    expect((await run(page('TS-9001-V3.1.0 Kettles', without('water')), into)).words).toEqual([]);
    expect((await run(page('TS-9001-V3.3.0 Kettles', without('water')), into)).words).toEqual(['attribute kettle.water removed', 'TS-9001 version V3.2.0 → V3.3.0']);
  });
});

describe('the document of a Change Request', () => {
  it.each([
    ['the first one', 'Change Request to TS-9001', new Map() as Sources, 'TS-9001-CR'],
    ['one with a number of its own', 'Change Request SDS-2021-0042R01 to TS-9001', base, 'TS-9001-CR-SDS-2021-0042R01'],
    ['one with a number in its title', 'CR 0123R2 Steam, against TS-9001', base, 'TS-9001-CR-0123R2'],
    ['its revision', 'CR against: TS-9001 V3.2.0', base, 'TS-9001-CR'],
  ])('%s', async (_, title, into, id) => {
    expect((await run(page(title, [row('{++steam++}')]), into)).documents.map((d) => d.facts.document)).toEqual([id]);
  });

  it('another one to the same document is not the known one', async () => {
    const first = (await run({ file: 'one.md', bytes: Buffer.from(page('Change Request to TS-9001', whole)) }, new Map())).all;
    const other = page('Change Request to TS-9001', [row('{++steam++}')], 'Table 9.6.7-2: Attributes of \\<kettle\\> resource').replace('9.6.1 ', '9.6.7 ');
    expect((await run({ file: 'CR-two.md', bytes: Buffer.from(other) }, first)).documents[0]!.facts.document).toBe('TS-9001-CR-two');
    expect((await run({ file: 'CR-two.md', bytes: Buffer.from(page('Change Request to TS-9001', whole)) }, first)).documents[0]!.facts.document).toBe('TS-9001-CR');
  });
});
