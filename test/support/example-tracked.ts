import { cell, del, docx, h, ins, p, row, table } from './docx.js';
import type { RowNode } from './docx.js';

/** `examples/ways-in/CR-node.docx`: what CR-node.md says, as tracked changes of Word. */
export function exampleTracked(): Uint8Array {
  const tracked = (mark: 'inserted' | 'deleted', ...cells: string[]): RowNode => row(cells.map((text) => cell(p(mark === 'inserted' ? ins(text) : del(text)))), { mark });
  return docx([
    p('CHANGE REQUEST', { style: 'Title' }),
    p('CR against: TS-0001 V3.36.0'),
    h(3, '9.6.18\tResource Type node'),
    p('Table 9.6.18-2: Attributes of <node> resource', { style: 'TH' }),
    table([
      row(['Attributes of <node>', 'Multiplicity', 'RW/RO/WO', 'Description', '<nodeAnnc> Attributes'], { header: true }),
      ['…', '', '', '', ''],
      ['nodeID', '1', p([del('RW'), ins('WO')]), 'One of its rows.', 'MA'],
      ['…', '', '', '', ''],
      tracked('deleted', 'mgmtClientAddress', '0..1', 'RW', 'One of its rows.', 'OA'),
      ['roamingStatus', '0..1', 'RO', 'One of its rows.', 'OA'],
      tracked('inserted', 'batteryHint', '0..1', 'RW', 'How the battery is to be treated.', 'OA'),
      ['…', '', '', '', ''],
    ]),
  ]);
}
