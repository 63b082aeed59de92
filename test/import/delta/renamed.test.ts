import { describe, expect, it } from 'vitest';
import { diffModels } from '../../../generator/diff/diff.js';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import type { Given } from '../../../generator/import/import.js';
import { importDocuments, resultOf } from '../../../generator/import/import.js';
import { analyse } from '../../../generator/pipeline.js';
import type { Sources } from '../../../generator/read/sources.js';
import type { Inline } from '../../support/docx.js';
import { cell, del, docx, h, ins, p, row, table } from '../../support/docx.js';
import { partOfSpecification } from '../../support/part-of-specification.js';

/** A resource that a Change Request calls otherwise keeps what the request does not say, and what refers to it follows. */
const own = partOfSpecification('AE', 'CSEBase', 'container', 'execInstance', 'group', 'mgmtCmd', 'node', 'schedule', 'software', 'softwareCampaign', 'subscription', 'svcObjWrapper', 'timeSeries');

interface Row {
  readonly name: string;
  readonly multiplicity: string;
  readonly access: string;
  readonly announced?: string;
}
const rowsOf = (resource: string): readonly Row[] => (JSON.parse(own.get(`tables/resources/${resource}.json`)!) as { attributes: Row[] }).attributes;

const documentOf = (name: string, rows: readonly Row[], isSpecialization = false): string =>
  [
    '# Change Request to TS-0001',
    '',
    `## 9.6.99 Resource Type ${name}`,
    '',
    `**Table 9.6.99-2: Attributes of ${isSpecialization ? `[${name}]` : `\\<${name}\\>`} resource**`,
    '',
    `| Attributes of ${isSpecialization ? `[${name}]` : `\\<${name}\\>`} | Multiplicity | RW/RO/WO | Description |`,
    '| --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row.name} | ${row.multiplicity} | ${row.access} | Some words. |`),
    '',
  ].join('\n');

interface Became {
  readonly result: Sources;
  readonly codes: readonly string[];
  readonly changes: readonly string[];
  /** Of its attributes. */
  readonly rows: readonly string[];
  readonly children: readonly string[];
  readonly errors: readonly string[];
}

const change = (before: string, after: string): Promise<Became> => imports({ file: 'cr.md', bytes: Buffer.from(after), original: { file: 'old.md', bytes: Buffer.from(before) } });

async function imports(given: Given): Promise<Became> {
  const found = new Diagnostics();
  const examine = async (sources: Sources) => analyse(sources).diagnostics.list();
  const imported = await importDocuments([given], own, own, found, { view: 'accepted', examine });
  const result = resultOf(own, imported);
  const errors = [...found.list(), ...analyse(result).diagnostics.list()].filter((d) => d.severity === 'error' || d.code === 'IMPORT_LEFT_OUT').map((d) => d.message);
  const of = (what: string): readonly string[] => imported.changes.filter((c) => c.what === what).map((c) => `${c.kind} ${c.name}${c.column === undefined ? '' : ` ${c.column}`}`);
  return { result, changes: of('resource'), rows: of('attribute'), children: of('child'), errors, codes: found.list().map(({ code }) => code) };
}

describe('a resource that is called otherwise', () => {
  const rows = rowsOf('mgmtCmd');

  it('is renamed, with its number, its short name, its outcomes, its XSD and the errata about it', { timeout: 60_000 }, async () => {
    const { result, changes, errors } = await change(documentOf('mgmtCmd', rows), documentOf('mgmtCommand', rows));
    expect(errors).toEqual([]);
    expect(changes).toEqual(['renamed <mgmtCommand>']);
    const model = analyse(result).model;
    const renamed = model.resources.find((r) => r.name === 'mgmtCommand')!;
    const before = analyse(own).model.resources.find((r) => r.name === 'mgmtCmd')!;
    expect([renamed.resourceType, renamed.shortName, renamed.description]).toEqual([before.resourceType, before.shortName, before.description]);
    expect(renamed.attributes.map((a) => [a.name, a.create, a.update, a.default])).toEqual(before.attributes.map((a) => [a.name, a.create, a.update, a.default]));
    expect(model.resources.some((r) => r.name === 'mgmtCmd')).toBe(false);
    expect(model.resources.find((r) => r.name === 'CSEBase')!.children.some((c) => c.type === 'mgmtCommand')).toBe(true);
    expect(model.outcomes.filter((o) => o.resource === 'mgmtCommand').length).toBe(analyse(own).model.outcomes.filter((o) => o.resource === 'mgmtCmd').length);
    expect(result.has('tables/resources/mgmtCmd.json')).toBe(false);
    expect(result.get('CDT-mgmtCmd-v3_32_0.xsd')).toContain('<xs:element name="mgmtCommand"');
    expect(result.get('errata.json')).not.toContain('resources/mgmtCmd.json');
  });

  it('may lose a row and get another one on the way', { timeout: 60_000 }, async () => {
    const { result, errors } = await change(documentOf('mgmtCmd', rows), documentOf('mgmtCommand', [...rows.filter((r) => r.name !== 'execNumber'), { name: 'execLabel', multiplicity: '0..1', access: 'RW' }]));
    expect(errors).toEqual([]);
    const names = analyse(result).model.resources.find((r) => r.name === 'mgmtCommand')!.attributes.map((a) => a.name);
    expect(names).toContain('execLabel');
    expect(names).not.toContain('execNumber');
  });

  it.each([['software', 'softwareModule'], ['svcObjWrapper', 'svcObjectWrapper']])('may be a specialization, and is shown as one: %s', { timeout: 60_000 }, async (before, now) => {
    const rows = rowsOf(before);
    const { result, changes, errors } = await change(documentOf(before, rows, true), documentOf(now, rows, true));
    expect(errors).toEqual([]);
    expect(changes).toEqual([`renamed [${now}]`]);
    const found = diffModels(analyse(own).model, analyse(result).model);
    expect(found.flatMap(({ kind, resource }) => (kind === 'resource-renamed' ? [resource] : []))).toContain(`[${now}]`);
  });

  it('goes where nothing takes its place, and the known definitions do not bring it back', { timeout: 60_000 }, async () => {
    const { result, changes, errors, codes } = await change(documentOf('mgmtCmd', rows), documentOf('kettle', []));
    expect(errors).toEqual([]);
    expect(changes).toEqual(['removed <mgmtCmd>']);
    // Its errata go with it: nobody need see whether they still hold.
    expect(codes).toContain('IMPORT_ERRATUM_CLOSED');
    expect(codes).not.toContain('IMPORT_ERRATUM');
    expect(analyse(result).model.resources.some((r) => r.name === 'mgmtCmd')).toBe(false);
  });

  it('is another one where neither its name nor its attributes are those of the old one', { timeout: 60_000 }, async () => {
    const other = [{ name: 'kettleTemperature', multiplicity: '1', access: 'RW' }, { name: 'kettleColour', multiplicity: '0..1', access: 'WO' }];
    const { changes } = await change(documentOf('mgmtCmd', rows), documentOf('kettle', other));
    expect(changes.filter((c) => c.startsWith('renamed'))).toEqual([]);
    expect(changes).toContain('added <kettle>');
  });

  describe.each<readonly [way: string, page: (heading: Words, caption: Words, rows: readonly (readonly Words[])[]) => Given]>([
    ['CriticMarkup', inMarkdown((before, now) => (before === '' ? '' : `{--${before}--}`) + (now === '' ? '' : `{++${now}++}`))],
    ['HTML', inMarkdown((before, now) => (before === '' ? '' : `<del>${before}</del>`) + (now === '' ? '' : `<ins>${now}</ins>`))],
    ['Word', inWord],
  ])('by marks alone: %s', (_, page) => {
    const given = (now: string, rows: readonly (readonly Words[])[], before = 'mgmtCmd'): Given => {
      const name = [before, now] as const;
      return page(['9.6.99 Resource Type ', name], ['Table 9.6.99-2: Attributes of <', name, '> resource'], [[['Attributes of <', name, '>'], ['Multiplicity'], ['RW/RO/WO'], ['Description']], ...rows]);
    };
    const cells = (row: Row): readonly Words[] => [row.name, row.multiplicity, row.access, 'Some words.'].map((text) => [text]);
    const shown = rows.filter(({ name }) => /^(?:exec|cmd)/.test(name)).map(cells);

    it('is renamed, however few of its rows are shown', { timeout: 60_000 }, async () => {
      for (const few of [shown, shown.slice(0, 1)]) {
        const { changes, rows, errors } = await imports(given('kettle', few));
        expect([changes, rows, errors]).toEqual([['renamed <kettle>'], [], []]);
      }
    });

    it('is renamed where the table of its children is all that is shown', { timeout: 60_000 }, async () => {
      const name = ['mgmtCmd', 'kettle'] as const;
      const children = (...more: readonly (readonly Words[])[]): Given =>
        page(['9.6.99 Resource Type ', name], ['Table 9.6.99-1: Child resources of <', name, '> resource'], [[['Child Resources of <', name, '>'], ['Child Resource Type'], ['Multiplicity'], ['Description']], ['[variable]', '<subscription>', '0..n', 'Some words.'].map((text) => [text]), ...more]);
      const { changes, rows, children: all, errors } = await imports(children(['[variable]', '<schedule>', '0..1', 'Some words.'].map((text) => [['', text] as const])));
      expect([changes, rows, all, errors]).toEqual([['renamed <kettle>'], [], ['added kettle child schedule'], []]);
    });

    it('changes in a row what marks replace there and nothing else, and loses the row that they delete', { timeout: 60_000 }, async () => {
      const [cmdType, args, enable, target, ...others] = shown;
      const gone = enable!.map(([text]) => [[text as string, '']] as const);
      // Unmarked, another multiplicity is a slip, or that of another version.
      const { changes, rows, errors } = await imports(given('kettle', [cmdType!.with(2, [['WO', 'RW']]), args!.with(1, ['1']), gone, target!.with(0, [['execTarget', 'aim']]), ...others]));
      expect([changes, rows.filter((row) => !/ (?:create|update)$/.test(row)), errors]).toEqual([['renamed <kettle>'], ['changed kettle.cmdType access', 'renamed kettle.aim', 'removed kettle.execEnable'], []]);
    });

    it('is another one where the marks put it beside the old one', { timeout: 60_000 }, async () => {
      const { changes } = await imports(given('kettle', [...shown.map((row) => row.map(([text]) => [[text as string, ''] as const])), ...shown.map((row) => row.map(([text]) => [['', text as string] as const]))]));
      expect(changes).not.toContain('renamed <kettle>');
    });
  });
});

/** Texts that stay, and pairs of what marks replace. */
type Words = readonly (string | readonly [before: string, now: string])[];

function inMarkdown(mark: (before: string, now: string) => string): (heading: Words, caption: Words, rows: readonly (readonly Words[])[]) => Given {
  const escaped = (word: string): string => word.replace(/[<>]/g, '\\$&');
  const text = (words: Words): string => words.map((word) => (typeof word === 'string' ? escaped(word) : mark(escaped(word[0]), escaped(word[1])))).join('');
  const line = (cells: readonly Words[]): string => `| ${cells.map(text).join(' | ')} |`;
  return (heading, caption, [header, ...rows]) => ({
    file: 'cr.md',
    bytes: Buffer.from(['# Change Request to TS-0001', '', `## ${text(heading)}`, '', `**${text(caption)}**`, '', line(header!), line(header!.map(() => ['---'])), ...rows.map(line), ''].join('\n')),
  });
}

function inWord(heading: Words, caption: Words, rows: readonly (readonly Words[])[]): Given {
  const inline = (words: Words): Inline[] => words.flatMap((word): Inline[] => (typeof word === 'string' ? [word] : [...(word[0] === '' ? [] : [del(word[0])]), ...(word[1] === '' ? [] : [ins(word[1])])]));
  return { file: 'cr.docx', bytes: docx([p('Change Request to TS-0001'), h(2, inline(heading)), p(inline(caption)), table(rows.map((cells, i) => row(cells.map((words) => cell(p(inline(words)))), { header: i === 0 })))]) };
}

describe('a row that another version calls otherwise, in its place and with its columns', () => {
  const rows = rowsOf('group');
  const called = (names: Readonly<Record<string, string>>): readonly Row[] => rows.map((row) => ({ ...row, name: names[row.name] ?? row.name }));

  it.each<readonly [string, Readonly<Record<string, string>>, readonly string[]]>([
    ['half of its name stays', { groupName: 'groupTitle' }, ['renamed group.groupTitle']],
    ['two beside each other', { groupName: 'groupTitle', semanticSupportIndicator: 'semanticSupportHint' }, ['renamed group.groupTitle', 'renamed group.semanticSupportHint']],
    ['nothing of its name stays', { groupName: 'kettle' }, ['added group.kettle', 'removed group.groupName']],
  ])('%s', { timeout: 60_000 }, async (_, names, want) => {
    const { rows: changes, errors } = await change(documentOf('group', rows), documentOf('group', called(names)));
    expect([changes, errors]).toEqual([want, []]);
  });
});

describe('a rule that compares an attribute with another', () => {
  const rows = rowsOf('timeSeries');
  const rulesAfter = async (now: readonly Row[]) => {
    const { result, errors } = await change(documentOf('timeSeries', rows), documentOf('timeSeries', now));
    const { rules } = JSON.parse(result.get('tables/resources/timeSeries.json')!) as { rules: readonly { readonly id: string; readonly must?: unknown }[] };
    return { errors, rule: rules.find(({ id }) => id === 'delta-at-most-half') };
  };

  it('follows the other one to its new name, and goes with it', { timeout: 60_000 }, async () => {
    expect(await rulesAfter(rows.map((row) => (row.name === 'periodicInterval' ? { ...row, name: 'periodicIntervalLength' } : row)))).toMatchObject({ errors: [], rule: { must: { periodicIntervalDelta: { atMost: 'periodicIntervalLength', times: 0.5 } } } });
    expect(await rulesAfter(rows.filter(({ name }) => name !== 'periodicInterval'))).toEqual({ errors: [], rule: undefined });
  });
});
