import { readFileSync } from 'node:fs';
import path from 'node:path';
import { cell, del, docx, h, ins, p, row, table } from './docx.js';
import type { RowCells, RowNode } from './docx.js';

/**
 * The Change Request of `docs/a-change-request.md`, with change marks: a name that may no longer be updated, two new
 * attributes, and one slip of the pen (`R0`). The rows that do not change are those of our own definition.
 */
export function exampleChangeRequest(): Uint8Array {
  const inserted = (...cells: string[]): RowNode => row(cells.map((text) => cell(p(ins(text)))), { mark: 'inserted' });
  const clause = 'See clause 9.6.1.3.';
  const rows: (RowCells | RowNode)[] = definition().attributes.map(({ name, multiplicity, access, announced }) =>
    name === 'softwareName'
      ? [name, multiplicity, p([del(access), ins('WO')]), 'The software that the campaign is about.', announced]
      : [name, multiplicity, access, name === 'version' ? 'Version of the software.' : clause, announced],
  );
  return docx([
    p('CHANGE REQUEST', { style: 'Title' }),
    p('Specification: TS-0001'),
    p('Campaigns on large fleets: how many targets at a time, and how often to try again.'),
    h(3, '9.6.76\tResource Type softwareCampaign'),
    p('Table 9.6.76-1: Child resources of <softwareCampaign> resource', { style: 'TH' }),
    table([
      row(['Child Resources of <softwareCampaign>', 'Child Resource Type', 'Multiplicity', 'Description', '<softwareCampaignAnnc> Child Resource Types'], { header: true }),
      ...definition().children.map(({ type, multiplicity, announced }) => ['[variable]', `<${type}>`, multiplicity, '', announced.map((name) => `<${name}>`).join(', ')]),
    ]),
    p('Table 9.6.76-2: Attributes of <softwareCampaign> resource', { style: 'TH' }),
    table([
      row(['Attributes of <softwareCampaign>', 'Multiplicity', 'RW/RO/WO', 'Description', '<softwareCampaignAnnc> Attributes'], { header: true }),
      ...rows,
      inserted('maxParallel', '0..1', 'RW', 'How many targets are worked on at the same time.', 'OA'),
      inserted('retries', '0..1', 'R0', 'How often a failed target was tried again so far.', 'NA'),
    ]),
    h(3, '7.4.76\tResource Type softwareCampaign'),
    p('Table 7.4.76.1-1: Resource specific attributes of <softwareCampaign> resource', { style: 'TH' }),
    table([
      row(['Attribute Name', cell('Request Optionality', { columns: 2 }), cell('Data Type', { merge: 'restart' }), cell('Default Value and Constraints', { merge: 'restart' })], { header: true }),
      row(['', 'Create', 'Update', cell('', { merge: 'continue' }), cell('', { merge: 'continue' })], { header: true }),
      ['softwareName', 'M', p([del('O'), ins('NP')]), 'xs:string', 'No default'],
      inserted('maxParallel', 'O', 'O', 'xs:positiveInteger', 'No default'),
      inserted('retries', 'NP', 'NP', 'xs:nonNegativeInteger', 'No default'),
    ]),
    h(3, '8.2.3\tResource attributes'),
    p('Table 8.2.3-1: Resource attribute short names', { style: 'TH' }),
    table([row(['Attribute Name', 'Occurs in', 'Short Name'], { header: true }), inserted('maxParallel', 'softwareCampaign', 'mxpl'), inserted('retries', 'softwareCampaign', 'rtrs')]),
  ]);
}

interface Definition {
  readonly children: readonly { readonly type: string; readonly multiplicity: string; readonly announced: readonly string[] }[];
  readonly attributes: readonly { readonly name: string; readonly multiplicity: string; readonly access: string; readonly announced: string }[];
}

const definition = (): Definition =>
  JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../xsd/tables/resources/softwareCampaign.json'), 'utf8')) as Definition;
