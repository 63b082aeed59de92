import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import { diffModels } from '../../../generator/diff/diff.js';
import type { Given, ImportOptions } from '../../../generator/import/import.js';
import { importDocuments, resultOf } from '../../../generator/import/import.js';
import { analyse } from '../../../generator/pipeline.js';
import type { Sources } from '../../../generator/read/sources.js';
import { architecture, protocol } from '../fixtures/whole-specification.js';

/** A specification of the style of TS-0001 and TS-0004 in one, with everything that versions change. */
const table = (caption: string, header: string, ...rows: string[]): string =>
  [`**${caption}**`, '', `| ${header} |`, `|${' --- |'.repeat(header.split('|').length)}`, ...rows.map((row) => `| ${row} |`), ''].join('\n');
const size = { resources: 4, attributes: 44 };
const old = [
  '# TS-9001 Things',
  '',
  architecture(size),
  protocol(size),
  '## 6.6 Response Status Codes',
  '',
  table('Table 6.6-1: Response status codes for things', 'Numeric Code | Description', '2000 | OK', '2001 | CREATED', '4101 | THING_BUSY', '4102 | THING_EMPTY'),
  '## 6.4 m2m:resourceType',
  '',
  table('Table 6.4-1: Interpretation of m2m:resourceType', 'Value | Interpretation', '501 | kettleHarbour', '502 | lampHarbour', '503 | gateHarbour', '504 | meterHarbour'),
  '## 6.5 m2m:lid',
  '',
  table('Table 6.5-1: Type definition of m2m:lid', 'Element Path | Element Data Type | Multiplicity | Note', 'hinge | xs:string | 1 | ', 'worn | xs:boolean | 0..1 | ', 'maker | xs:string | 0..1 | ', 'size | xs:integer | 0..1 | '),
  '## 8.2 Short names',
  '',
  table('Table 8.2-1: Resource attribute short names', 'Attribute Name | Occurs in | Short Name', 'gradeTotal | gateHarbour | grto', 'loadTotal | gateHarbour | ldto'),
].join('\n');

/** The rows of one attribute of one resource: of its table of TS-0001's style, or of TS-0004's. */
const inTable = (number: string, attribute: string, change: (row: string) => string) => (text: string): string => {
  const start = text.indexOf(`**Table ${number}:`);
  const end = text.indexOf('\n\n', text.indexOf('\n\n', start) + 2);
  const rows = text.slice(start, end).split('\n');
  const at = rows.findIndex((row) => row.startsWith(`| ${attribute} |`));
  if (start < 0 || at < 0) throw new Error(`no ${attribute} in Table ${number}`);
  rows[at] = change(rows[at]!);
  return text.slice(0, start) + rows.filter((row, i) => row !== '' || i === 1).join('\n') + text.slice(end);
};
const replaced = (from: string, to: string) => (text: string): string => {
  if (!text.includes(from)) throw new Error(`no ${from}`);
  return text.replace(from, to);
};
const both = (...edits: ((text: string) => string)[]) => (text: string): string => edits.reduce((result, edit) => edit(result), text);
const gone = (): string => '';

/** Table 9.3-2 and 7.3-1 are gateHarbour's. */
const edits: readonly (readonly [what: string, edit: (text: string) => string, codes: readonly string[]])[] = [
  ['an attribute added', both(inTable('9.3-2', 'gradeTotal', (row) => `${row}\n| swing | 0..1 | RW | New. | OA |`), inTable('7.3-1', 'gradeTotal', (row) => `${row}\n| swing | O | O | xs:string | No default |`)), ['ATTRIBUTE_ADDED_OPTIONAL gateHarbour.swing']],
  ['an attribute removed', both(inTable('9.3-2', 'gradeTotal', gone), inTable('7.3-1', 'gradeTotal', gone)), ['ATTRIBUTE_REMOVED gateHarbour.gradeTotal']],
  ['an attribute renamed', (text) => text.replaceAll(/^\| gradeTotal (?=.*\n)/gm, '| gradeTotalSum '), ['ATTRIBUTE_RENAMED_LONG gateHarbour.gradeTotalSum']],
  ['an attribute of another multiplicity', inTable('9.3-2', 'loadTotal', (row) => row.replace(/ (?:0\.\.1|1)(?: \(L\))? /, ' 0..n ')), []],
  ['a status code removed', (text) => text.replace('| 4102 | THING_EMPTY |\n', ''), ['STATUS_CODE_REMOVED 4102']],
  ['a status code added', replaced('| 4102 |', '| 4103 | THING_HOT |\n| 4102 |'), ['STATUS_CODE_ADDED 4103']],
  ['a status code renamed', replaced('THING_EMPTY', 'THING_VOID'), ['STATUS_CODE_RENAMED 4102']],
  ['a value added', replaced('| 4 | STUCK |', '| 4 | STUCK |\n| 5 | LOOSE |'), ['VALUE_ADDED m2m:dialState.LOOSE']],
  ['a value removed', replaced('| 4 | STUCK |\n', ''), ['VALUE_REMOVED m2m:dialState.STUCK']],
  ['a value renamed', replaced('| STUCK |', '| JAMMED |'), ['VALUE_RENAMED m2m:dialState.JAMMED']],
  ['a value renumbered', replaced('| 4 | STUCK |', '| 7 | STUCK |'), ['VALUE_RENUMBERED m2m:dialState.STUCK']],
  ['a resource type renumbered', replaced('| 503 | gateHarbour |', '| 599 | gateHarbour |'), ['RESOURCE_NUMBER gateHarbour', 'VALUE_RENUMBERED m2m:resourceType.gateHarbour']],
  ['a short name changed', replaced('| grto |', '| gdto |'), ['SHORT_NAME']],
  ['a member removed', (text) => text.replace(/\| maker \|.*\n/, ''), ['MEMBER_REMOVED m2m:lid.maker']],
  ['a member added', replaced('| maker |', '| weight | xs:integer | 0..1 |  |\n| maker |'), ['MEMBER_ADDED m2m:lid.weight']],
  ['a member of another type', replaced('| worn | xs:boolean', '| worn | xs:integer'), ['MEMBER_CHANGED m2m:lid.worn']],
  ['a member of another multiplicity', replaced('| maker | xs:string | 0..1', '| maker | xs:string | 1'), ['MEMBER_NARROWED m2m:lid.maker']],
  ['a child of another multiplicity', (text) => text.replace('\\<meterHarbour\\> | 0..1', '\\<meterHarbour\\> | 0..n'), ['CHILD_']],
  ['a resource removed', (text) => text.split(/^(?=## )/m).filter((part) => !part.startsWith('## 9.3 ') && !part.startsWith('## 7.3 ')).join('').replace(/^\|.*(?:<gateHarbour|503 \|).*\n/gm, ''), ['RESOURCE_REMOVED gateHarbour']],
  ['a resource renamed', (text) => text.replaceAll('gateHarbour', 'gateQuay'), ['RESOURCE_RENAMED gateQuay']],
];

async function run(given: Given, into: Sources, options: Partial<ImportOptions> = {}): Promise<Sources> {
  return resultOf(into, await importDocuments([given], into, undefined, new Diagnostics(), { view: 'accepted', ...options }));
}
const given = (file: string, text: string): Given => ({ file, bytes: Buffer.from(text) });

const before = await run(given('old.md', old), new Map());
const model = analyse(before).model;
/** What comes of cutting a document into definitions anew, and is no change of what it says. */
const noise = /^(?:DOCUMENT_CHANGED|ERRATUM_|UNASSIGNED_|.*_DESCRIBED|SHORT_NAMES_RESERVED|PARENT_)/;
const changes = (sources: Sources): readonly string[] =>
  diffModels(model, analyse(sources).model)
    .map((c) => `${c.code} ${c.subject}`)
    .filter((c) => !noise.test(c) && !/Annc\b/.test(c));

describe('from one version of a specification to the next', () => {
  it('the old version is sound', () => {
    expect(analyse(before).diagnostics.list().filter((d) => d.severity === 'error')).toEqual([]);
  });

  it.each(edits)('%s', { timeout: 60_000 }, async (_, edit, codes) => {
    const text = edit(old);
    const afresh = changes(await run(given('new.md', text), new Map()));
    const marked = changes(await run({ ...given('new.md', text), original: given('old.md', old) }, before));
    const next = changes(await run(given('new.md', text), before));
    for (const code of codes) expect(marked.some((c) => c.startsWith(code)), `${code} among ${marked.join(', ')}`).toBe(true);
    expect(marked.length).toBeGreaterThan(0);
    expect([...marked].sort()).toEqual([...afresh].sort());
    expect([...next].sort()).toEqual([...marked].sort());
  });

  it('the same version changes nothing', async () => {
    expect(await run(given('new.md', old), before)).toEqual(before);
    expect(await run({ ...given('new.md', old), original: given('old.md', old) }, before)).toEqual(before);
  });
});

describe('one part of a specification', () => {
  const resources = architecture({ resources: size.resources - 1, attributes: 33 });

  it('takes away no resource of which it does not speak, and is no version, even where it has most of the tables', async () => {
    const part = await run(given('new.md', `# TS-9001-V9.9.0 Things\n\n${resources}`), before);
    expect(changes(part).filter((c) => c.startsWith('RESOURCE_REMOVED'))).toEqual([]);
    expect(part.get('tables/documents.json')).toEqual(before.get('tables/documents.json'));
  });

  it('is a whole one where it begins as such', async () => {
    const whole = await run(given('new.md', `# TS-9001-V9.9.0 Things\n\n## 1 Scope\n\nThings.\n\n${resources}`), before);
    expect(changes(whole).filter((c) => c.startsWith('RESOURCE_REMOVED'))).toHaveLength(1);
    expect(whole.get('tables/documents.json')).toContain('V9.9.0');
  });
});

describe('the version of a document', () => {
  const printing = (version: string, text = old): string => text.replace('# TS-9001 Things', `# TS-9001-V${version} Things`);
  const versionIn = (sources: Sources): string => (JSON.parse(sources.get('tables/documents.json')!) as { documents: { id: string; version: string }[] }).documents.find((d) => d.id === 'TS-9001')!.version;

  it('is the printed one from the first, and follows a newer one, marked or not', async () => {
    const first = await run(given('old.md', printing('1.2.0')), new Map());
    expect(versionIn(first)).toBe('V1.2.0');
    expect(versionIn(await run(given('new.md', printing('1.10.0')), first))).toBe('V1.10.0');
    expect(versionIn(await run({ ...given('new.md', printing('1.10.0')), original: given('old.md', printing('1.2.0')) }, first))).toBe('V1.10.0');
    expect(versionIn(await run(given('new.md', printing('1.2.1', replaced('THING_EMPTY', 'THING_VOID')(old))), first))).toBe('V1.2.1');
  });

  it('stays with an older one, an excerpt and a Change Request', async () => {
    const first = await run(given('old.md', printing('1.2.0')), new Map());
    expect(await run(given('new.md', printing('1.1.9')), first)).toEqual(first);
    expect(await run(given('new.md', printing('1.3.0')), first, { as: 'excerpt' })).toEqual(first);
    expect(versionIn(await run(given('new.md', printing('1.3.0').replace('# TS-9001-V1.3.0', '# Change Request to TS-9001 V1.3.0')), first))).toBe('V1.2.0');
    const excerpt = ['# TS-9001-V1.3.0 Things', '', table('Table 6.6-1: Response status codes for things', 'Numeric Code | Description', '2000 | OK', '4101 | THING_BUSY')].join('\n');
    expect(versionIn(await run(given('new.md', excerpt), first))).toBe('V1.2.0');
  });
});
