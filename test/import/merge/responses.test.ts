import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffModels } from '../../../generator/diff/diff.js';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import { outcomes } from '../../../generator/import/facts.js';
import { importDocuments, resultOf } from '../../../generator/import/import.js';
import { changeInWords } from '../../../generator/import/merge/changes.js';
import { analyse } from '../../../generator/pipeline.js';
import { partOfSpecification } from '../../support/part-of-specification.js';

/** Tables of what responses carry by outcome: TS-0004 7.2.1.2, TS-0001 8.1.3. */
const definitions = partOfSpecification('AE', 'CSEBase', 'container', 'request', 'softwareCampaign', 'subscription');

const always = (cell: string): readonly string[] => outcomes.map(() => cell);
const printed: readonly (readonly [name: string, ...cells: string[]])[] = [
  ['Response Status Code', ...always('M')],
  ['Content', 'O', 'O', 'M', 'O', 'O', 'O', 'O'],
  ['Content Status', 'NP', 'NP', 'O', 'NP', 'NP', 'NP', 'NP'],
  ['Assigned Token Identifiers', 'NP', 'O', 'O', 'O', 'O', 'O', 'O'],
  ['Token Request Information', 'NP', 'NP', 'NP', 'NP', 'NP', 'NP', 'O'],
  ['Vendor Information', ...always('O')],
];
const table = (rows: readonly (readonly string[])[]): string =>
  ['CR against: TS-0004 V3.32.0', '', 'Table 7.2.1.2-1: Response Primitive Parameters', '', '| Primitive parameter | Ack | CREATE Success | RETRIEVE Success | UPDATE Success | DELETE Success | NOTIFY Success | Error |', `|${' --- |'.repeat(8)}`, ...rows.map((cells) => `| ${cells.join(' | ')} |`), ''].join('\n');
/** The printed table, some cells of one row replaced. */
const replacing = (name: string, cells: Readonly<Partial<Record<(typeof outcomes)[number], string>>>): string =>
  table(printed.map(([row, ...before]) => [row, ...before.map((was, i) => (row !== name || cells[outcomes[i]!] === undefined ? was : `{~~${was}~>${cells[outcomes[i]!]!}~~}`))]));

async function imports(text: string) {
  const found = new Diagnostics();
  const imported = await importDocuments([{ file: 'cr.md', bytes: Buffer.from(text) }], definitions, definitions, found, { view: 'accepted' });
  const result = resultOf(definitions, imported);
  const rules = ((JSON.parse(result.get('tables/contents.json')!) as { rules: { of: string; when: object; must: object }[] }).rules).filter(({ of }) => of === 'responsePrimitive');
  return { result, changes: imported.changes.map(changeInWords), codes: found.list().map(({ code }) => code), rules: rules.map(({ when, must }) => [when, must]) };
}

describe('what responses carry, by outcome', () => {
  it('is as printed, and changes nothing', async () => {
    for (const text of [table(printed), replacing('', {}), table(printed).replace('CR against: TS-0004 V3.32.0', '# TS-0004 V3.32.0')]) {
      const { changes, codes } = await imports(text);
      expect([changes, codes]).toEqual([[], []]);
    }
  });

  const code = 'responseStatusCode';
  it.each<readonly [string, string, Parameters<typeof replacing>[1], readonly string[], readonly unknown[]]>([
    ['is allowed with one more', 'Token Request Information', { acknowledged: 'O' }, ['parameter tokenRequestInformation acknowledged NP → O'], [{ [code]: { in: [2000, 2001, 2002, 2004] } }, { tokenRequestInformation: { present: false } }]],
    ['is allowed with errors', 'Content Status', { failed: 'O' }, ['parameter contentStatus failed NP → O'], [{ [code]: { in: [1000, 1001, 1002, 2001, 2002, 2004] } }, { contentStatus: { present: false } }]],
    ['is allowed with two of them', 'Content Status', { create: 'O' }, ['parameter contentStatus create NP → O'], [{ contentStatus: { present: true } }, { [code]: { in: [2000, 2001] } }]],
    ['is forbidden with one', 'Vendor Information', { failed: 'NP' }, ['parameter vendorInformation failed O → NP'], [{ vendorInformation: { present: true } }, { [code]: { in: [1000, 1001, 1002, 2000, 2001, 2002, 2004] } }]],
  ])('a parameter %s: %s', async (_, name, cells, want, rule) => {
    const { result, changes, rules } = await imports(replacing(name, cells));
    expect(changes).toEqual(want);
    expect(rules).toContainEqual(rule);
    const [before, after] = [definitions, result].map((sources) => analyse(sources));
    expect(after!.diagnostics.list().filter(({ severity }) => severity === 'error')).toEqual([]);
    const found = diffModels(before!.model, after!.model);
    expect(found.map(({ code }) => code)).toContain(name === 'Vendor Information' ? 'RULE_ADDED' : 'RULE_CHANGED');
  });

  it('a parameter that may always be there has no rule', async () => {
    const { rules } = await imports(replacing('Assigned Token Identifiers', { acknowledged: 'O' }));
    expect(JSON.stringify(rules)).not.toContain('assignedTokenIdentifiers');
  });

  it('what no definition holds changes nothing, and that is said', async () => {
    const { changes, codes } = await imports(replacing('Response Status Code', { failed: 'O' }));
    expect([changes, codes]).toEqual([[], ['IMPORT_UNUSED_MARK']]);
  });

  it('reads again what it has written, whatever that is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.tuple(...outcomes.map(() => fc.constantFrom('O', 'NP'))), async (cells) => {
        const once = await imports(replacing('Content Status', Object.fromEntries(outcomes.map((outcome, i) => [outcome, cells[i]]))));
        const again = new Diagnostics();
        const rows = printed.map(([name, ...before]) => [name, ...(name === 'Content Status' ? cells : before)]);
        const { changes } = await importDocuments([{ file: 'cr.md', bytes: Buffer.from(table(rows)) }], once.result, definitions, again, { view: 'accepted' });
        expect(changes.map(changeInWords)).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });
});
